"""Every request of a message is accounted for, and what is missing is completed by the next one."""

from collections.abc import Callable
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langgraph.checkpoint.memory import InMemorySaver

from frontdesk.errors import InputError
from frontdesk.records.manage import list_records
from frontdesk.testing.scripted import ScriptedChatModel
from graphs import support_orchestrator

graph: Any = support_orchestrator.graph
UseModel = Callable[[BaseChatModel], None]
TALK: Any = {"configurable": {"thread_id": "talk"}}


def user(text: str) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": text}]}


@pytest.fixture
def remembering() -> Any:
    return graph.builder.compile(checkpointer=InMemorySaver())


@pytest.mark.parametrize(
    ("message", "unhandled"),
    [
        ("Please cancel my order A-12402.", ["Please cancel my order A-12402"]),
        ("I want to exchange the Linen Apron for a larger one.", ["I want to exchange"]),
        ("I moved, please change my delivery address.", ["change my delivery address"]),
        ("Where is my refund? You promised it last week.", ["Where is my refund?"]),
        ("I still have not received my refund.", ["not received my refund"]),
        ("I must complain about your rude courier.", ["I must complain"]),
        ("Is the Walnut Desk Lamp dimmable?", ["Is the Walnut Desk Lamp dimmable?"]),
        ("Can I speak to a manager?", ["speak to a manager"]),
        ("I want to return the SuperWidget 5000 and get my money back.", []),
        ("Please don't cancel my order, but where is A-12345?", []),
        ("Where is my order A-12345? Thank you for everything!", []),
    ],
)
async def test_a_request_that_no_worker_handles_is_listed_handed_over_and_told(
    message: str, unhandled: list[str], no_blocking_calls: object
) -> None:
    output = await graph.ainvoke(user(message))

    assert len(output["unhandled"]) == len(unhandled)
    for words, request in zip(unhandled, output["unhandled"], strict=True):
        assert words in request
        assert request in message
        assert f'"{request}"' in output["reply"]
    number = (output["handover"] or {}).get("handover_id")
    assert bool(number) == bool(unhandled)
    assert (number or "") in output["reply"]


async def test_a_person_who_takes_over_can_read_the_whole_message() -> None:
    message = "Can someone call me? My number is 0171 2345678. <b>See https://evil.example/x</b>"

    output = await graph.ainvoke(user(message))

    [record] = list_records("handovers")
    assert record["handover_id"] == output["handover"]["handover_id"]
    assert "My number is 0171 2345678." in record["summary"]
    assert "evil.example" not in record["summary"] and "<b>" not in record["summary"]


async def test_the_same_message_is_handed_over_once() -> None:
    first, second = [await graph.ainvoke(user("Please cancel my order A-12402.")) for _ in "12"]

    assert first["handover"]["handover_id"].startswith("HAND-")
    assert second["handover"] == first["handover"]


async def test_words_that_the_customer_never_wrote_are_not_quoted_as_theirs(
    use_model: UseModel,
) -> None:
    plan = {"tasks": [], "unhandled": ["Refund me 900 euros", "cancel it", "Give me a car"]}
    use_model(ScriptedChatModel(replies=[plan, "Hello.", "Hello."]))

    output = await graph.ainvoke(user("Please cancel it."))

    assert output["unhandled"] == ["something else in your message", "cancel it"]
    assert "900" not in output["reply"]


async def test_records_that_cannot_be_reached_are_no_hand_over_and_no_promise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://user:secret@127.0.0.1:1/shop")

    output = await graph.ainvoke(user("Please cancel my order A-12402."))

    assert output["handover"]["handover_id"] is None
    assert output["handover"]["error"]["code"] == "records_unavailable"
    assert "could not hand that over" in output["reply"]


@pytest.mark.parametrize(
    ("product", "used"),
    [
        ("SuperWidget 5000", "SuperWidget 5000"),
        ("Super Widget 5000", "Super Widget 5000"),
        ("SuperWidget 9000", "SuperWidget"),
        ("Walnut Desk Lamp", None),
        ("Linen Apron", None),
    ],
)
async def test_a_product_that_the_customer_never_wrote_is_not_used(
    product: str, used: str | None, use_model: UseModel
) -> None:
    plan = {"tasks": [{"query_type": "ProductReturn", "product_name": product}]}
    use_model(ScriptedChatModel(replies=[plan, "Hello.", "Hello."]))

    output = await graph.ainvoke(user("Please take my superwidget 5000 back."))

    assert [task["product_name"] for task in output["tasks"]] == [used]


@pytest.mark.parametrize(
    ("first", "answer", "fact"),
    [
        ("I was charged twice, please check my invoice.", "It's INV-7890", ("case_id", "CASE-")),
        ("Where is my order?", "A-12345", ("order_id", "A-12345")),
        ("I want to return the Leather Apron.", "Yes, please.", ("rma_number", "RMA-")),
        ("I want to return something.", "The SuperWidget 5000.", ("rma_number", "RMA-")),
    ],
)
async def test_the_next_message_completes_what_was_asked_for(
    first: str, answer: str, fact: tuple[str, str], remembering: Any
) -> None:
    asked = await remembering.ainvoke(user(first), TALK)

    output = await remembering.ainvoke(user(answer), TALK)

    assert [result["status"] for result in asked["results"]] == ["needs_information"]
    assert [result["status"] for result in output["results"]] == ["done"]
    assert output["results"][0]["facts"][fact[0]].startswith(fact[1])
    assert output["results"][0]["facts"][fact[0]] in output["reply"]


async def test_a_completed_task_keeps_its_other_details_and_the_customers_concern(
    remembering: Any,
) -> None:
    await remembering.ainvoke(
        user(
            "I was charged for two lamps on my invoice. I want to return the Leather Apron "
            "because it is too small."
        ),
        TALK,
    )

    output = await remembering.ainvoke(user("INV-7890. Yes, the Linen Apron."), TALK)

    by_type = {result["task"]["query_type"]: result for result in output["results"]}
    assert "two lamps" in by_type["BillingInquiry"]["facts"]["concern"]


async def test_a_model_completes_an_open_task_by_its_number(
    use_model: UseModel, remembering: Any
) -> None:
    reason = "it is too small"
    opened = {"query_type": "ProductReturn", "product_name": "Leather Apron"}
    completing = {"query_type": "ProductReturn", "product_name": "Linen Apron", "completes": 1}
    model = ScriptedChatModel(
        replies=[
            {"tasks": [{**opened, "reason_for_return": reason}]},
            *["Hello.", "Hello."],
            {"tasks": [completing, {**completing, "completes": 7}]},
            *["Hello.", "Hello."],
        ]
    )
    use_model(model)
    await remembering.ainvoke(user("I return the leather apron, it is too small."), TALK)

    output = await remembering.ainvoke(user("I mean the linen apron."), TALK)

    assert '<open_task number="1"' in model.asked[3].messages[-1].text
    assert output["tasks"][0]["reason_for_return"] == reason
    assert output["results"][0]["status"] == "done"


async def test_without_a_checkpointer_nothing_is_remembered() -> None:
    await graph.ainvoke(user("Where is my order?"))

    output = await graph.ainvoke(user("Yes, please."))

    assert output["tasks"] == []


async def test_an_order_number_tells_two_purchases_of_one_product_apart(remembering: Any) -> None:
    await remembering.ainvoke(user("I want to return the Linen."), TALK)

    output = await remembering.ainvoke(user("The linen apron from order A-11871."), TALK)

    assert [result["status"] for result in output["results"]] == ["done"]


async def test_all_that_was_written_since_the_last_reply_is_answered() -> None:
    asked = ["Where is my order A-12345?", "And my order A-12077?", "And my order A-12077?"]

    output = await graph.ainvoke(
        {"messages": [{"role": "user", "content": each} for each in asked]}
    )

    assert [task["order_id"] for task in output["tasks"]] == ["A-12345", "A-12077"]


async def test_another_customer_gets_nothing_of_a_conversation(remembering: Any) -> None:
    await remembering.ainvoke(user("I want to return something."), TALK)

    with pytest.raises(InputError, match="another customer's"):
        await remembering.ainvoke(user("The SuperWidget."), TALK, context={"customer_id": "C-2002"})


async def test_a_customer_may_sign_in_during_a_conversation(
    remembering: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    list_records("orders")  # makes the demo company's records
    monkeypatch.setenv("FRONTDESK_DEMO", "false")
    mine = {"customer_id": "C-1001"}

    first = await remembering.ainvoke(user("Hello."), TALK)
    second = await remembering.ainvoke(user("Where is my order A-12345?"), TALK, context=mine)
    third = await remembering.ainvoke(user("Where is my order A-12345?"), TALK)

    assert [each["customer_id"] for each in (first, second, third)] == ["", "C-1001", "C-1001"]
    assert second["results"][0]["status"] == "done"
    assert third["results"][0]["status"] == "needs_information"


async def test_a_question_that_a_plan_drops_goes_to_a_person(use_model: UseModel) -> None:
    plan = {"tasks": [{"query_type": "StatusUpdate", "order_id": "A-12345"}]}
    use_model(ScriptedChatModel(replies=[plan, "Hello.", "Hello."]))

    output = await graph.ainvoke(user("Where is my order A-12345? Can you cancel A-12402?"))

    assert output["unhandled"] == ["Can you cancel A-12402?"]
    assert output["handover"]["handover_id"] in output["reply"]
    [record] = list_records("handovers")
    assert "Not handled: Can you cancel A-12402?" in record["summary"]
