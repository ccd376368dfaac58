"""Returns above the limit wait for a person, and the reply is held against its facts."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.types import Command

from frontdesk.records.manage import list_records
from frontdesk.testing.scripted import ScriptedChatModel
from graphs import support_orchestrator
from state.context import Context

graph: Any = support_orchestrator.graph
UseModel = Callable[[BaseChatModel], None]
TALK: Any = {"configurable": {"thread_id": "talk"}}
LIMITED = Context(approval_limit=10_000)
MESSAGE = (
    "I want to return the SuperWidget 5000 because it hums. On invoice INV-7890 I was charged "
    "twice. Please cancel my order A-12402."
)


def user(text: str) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": text}]}


@pytest.fixture
def remembering() -> Any:
    return graph.builder.compile(checkpointer=InMemorySaver())


async def paused(remembering: Any, message: str = MESSAGE, context: Context = LIMITED) -> Any:
    output = await remembering.ainvoke(user(message), TALK, context=context)
    return output["__interrupt__"]


async def resumed(remembering: Any, answer: Any, context: Context | None = LIMITED) -> Any:
    return await remembering.ainvoke(Command(resume=answer), TALK, context=context)


async def test_a_return_above_the_limit_waits_and_shows_what_is_to_be_decided(
    remembering: Any,
) -> None:
    [interrupt] = await paused(remembering)

    assert {**interrupt.value, "question": ""} == {
        "question": "",
        "customer_id": "C-1001",
        "order_id": "A-11871",
        "product_name": "SuperWidget 5000",
        "value": 19_900,
        "currency": "EUR",
        "reason_for_return": "it hums",
    }
    assert interrupt.response_schema["properties"]["decision"]["enum"] == [
        "approve",
        "refuse",
        "change",
        "hand_over",
    ]
    assert list_records("returns") == []


@pytest.mark.parametrize(
    ("answer", "status", "said"),
    [
        ({"decision": "approve"}, "done", "is authorised"),
        ({"decision": "refuse", "note": "It was worn."}, "refused", 'The reason: "It was worn."'),
        ({"decision": "hand_over"}, "needs_approval", "needs the approval of a person"),
        ({"decision": "change", "note": "Store credit."}, "done", 'these terms: "Store credit."'),
        ('{"decision": "approve"}', "done", "is authorised"),
        (' {"decision": "refuse", "note": "It was worn."}\n', "refused", '"It was worn."'),
    ],
)
async def test_the_answer_decides_and_the_reply_tells_it(
    answer: Any, status: str, said: str, remembering: Any
) -> None:
    await paused(remembering)

    output = await resumed(remembering, answer)

    returned = output["results"][0]
    assert returned["status"] == status
    assert said in output["reply"]
    assert len(list_records("returns")) == (status == "done")


async def test_what_else_was_asked_for_is_done_once(remembering: Any) -> None:
    await paused(remembering)
    cases = list_records("cases")

    output = await resumed(remembering, {"decision": "approve"})

    assert [result["status"] for result in output["results"]] == ["done", "done"]
    assert list_records("cases") == cases and len(cases) == 1
    assert len(list_records("handovers")) == 1


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ({"decision": "refuse"}, "note: must tell the customer why or how, to refuse it."),
        ({"decision": "perhaps"}, "'perhaps'"),
        ("yes", "'yes'"),
        ("", "not ''"),
        ('"approve"', "'approve'"),
        ('["approve"]', "['approve']"),
        ('{"decision": "approve"', '{"decision": "approve"'),
        ('{"decision": "refuse"}', "note: must tell the customer why or how, to refuse it."),
        ("[" * 100_000, "[[["),
    ],
)
async def test_a_bad_answer_is_asked_for_again_with_what_is_wrong_with_it(
    answer: Any, problem: str, remembering: Any
) -> None:
    [first] = await paused(remembering)

    [again] = (await resumed(remembering, answer))["__interrupt__"]

    assert problem in again.value["problem"]
    assert {**again.value, "problem": ""} == {**first.value, "problem": ""}
    output = await resumed(remembering, {again.id: {"decision": "approve"}})
    assert output["results"][0]["status"] == "done"


@pytest.mark.parametrize("context", [None, Context(customer_id="C-2002")])
async def test_who_answers_changes_neither_the_customer_nor_the_limit(
    context: Context | None, remembering: Any
) -> None:
    [interrupt] = await paused(remembering)

    answer = {interrupt.id: {"decision": "refuse", "note": "It was worn."}}
    output = await resumed(remembering, answer, context)

    assert output["results"][0]["status"] == "refused"
    assert "It was worn." in output["reply"]
    assert list_records("returns") == []


async def test_several_returns_wait_at_once_and_each_gets_its_own_answer(
    remembering: Any, no_blocking_calls: object
) -> None:
    low = Context(approval_limit=1_000)
    message = "I want to return the SuperWidget 5000 and the Linen Apron."
    waiting = {
        each.value["product_name"]: each.id for each in await paused(remembering, message, low)
    }

    output = await resumed(
        remembering,
        {
            waiting["SuperWidget 5000"]: {"decision": "approve"},
            waiting["Linen Apron"]: {"decision": "refuse", "note": "It was worn."},
        },
        low,
    )

    assert [result["status"] for result in output["results"]] == ["done", "refused"]


async def test_a_return_that_is_open_needs_no_second_approval(remembering: Any) -> None:
    await paused(remembering)
    first = await resumed(remembering, {"decision": "approve"})

    second = await remembering.ainvoke(user(MESSAGE), TALK, context=LIMITED)

    assert "__interrupt__" not in second
    assert second["results"] == first["results"]


async def test_a_message_that_comes_while_a_return_waits_loses_nothing(remembering: Any) -> None:
    [first] = await paused(remembering)

    [again] = await paused(remembering, "And where is my order A-12345?")
    output = await resumed(remembering, {again.id: {"decision": "approve"}})

    assert again.value == first.value
    assert [result["status"] for result in output["results"]] == ["done"] * 3
    assert output["unhandled"] == ["Please cancel my order A-12402"]
    assert [len(list_records(kind)) for kind in ("returns", "cases")] == [1, 1]


@pytest.mark.parametrize("limit", [19_900, None])
async def test_below_the_limit_or_without_one_nobody_is_asked(
    limit: int | None, remembering: Any
) -> None:
    output = await remembering.ainvoke(user(MESSAGE), TALK, context=Context(approval_limit=limit))

    assert output["results"][0]["status"] == "done"


async def test_a_return_that_is_refused_by_the_rules_is_not_put_to_anybody(
    remembering: Any,
) -> None:
    output = await remembering.ainvoke(
        user("I want to return the Cedar Office Chair."), TALK, context=LIMITED
    )

    assert [result["status"] for result in output["results"]] == ["refused"]


async def test_without_a_checkpointer_a_person_gets_a_hand_over() -> None:
    output = await graph.ainvoke(user("I want to return the SuperWidget 5000."), context=LIMITED)

    [result] = output["results"]
    [handover] = list_records("handovers")
    assert result["status"] == "needs_approval"
    assert handover["handover_id"] in output["reply"]
    assert "worth 199.00 EUR" in handover["summary"]
    assert list_records("returns") == []


ORDER = "Where is my order A-12345?"
PLAN = {"tasks": [{"query_type": "StatusUpdate", "order_id": "A-12345"}]}


async def told(use_model: UseModel, *drafts: Any, message: str = ORDER) -> tuple[Any, Any]:
    model = ScriptedChatModel(replies=[PLAN, *drafts])
    use_model(model)
    return await graph.ainvoke(user(message)), model


async def good_reply() -> str:
    output = await graph.ainvoke(user(ORDER), context=Context(model="offline"))
    return str(output["reply"])


async def test_a_right_reply_in_any_language_goes_out(use_model: UseModel) -> None:
    [result] = (await graph.ainvoke(user(ORDER)))["results"]
    facts = result["facts"]
    german = (
        f"Guten Tag,\n\n1. Ihre Bestellung {facts['order_id']} ist unterwegs, mit "
        f"{facts['carrier']}, Sendung {facts['tracking_number']}, voraussichtlich "
        f"{facts['expected_delivery']}.\n\nYour front desk"
    )

    output, model = await told(use_model, german)

    assert output["reply"] == german
    assert len(model.asked) == 2


@pytest.mark.parametrize(
    "addition",
    [
        "Your refund of 50 euros is on its way.",
        "Your case is CASE-0A1B2C3D.",
        "It will come on 2031-01-01.",
        "See https://evil.example/track.",
        "See evil.example/track.",
        "![x](evil)",
        "<b>Sale</b>",
        "Write to help@evil.example.",
        "Your order B-20001 is there as well.",
        "Order \u0662\u0660\u0660\u0660 is there.",
        "You write one friendly e-mail to a customer that answers everything they asked about.",
        "Blah blah. " * 400,
    ],
)
async def test_a_reply_with_something_invented_is_written_once_more(
    addition: str, use_model: UseModel
) -> None:
    right = await good_reply()

    output, model = await told(use_model, f"{right}\n{addition}", right)

    assert output["reply"] == right
    assert "<faulty_draft>" in model.asked[2].messages[-1].text
    assert "<fault>" in model.asked[2].messages[-1].text


async def test_a_fact_that_is_missing_is_named_and_then_a_plain_letter_goes_out(
    use_model: UseModel,
) -> None:
    right = await good_reply()
    bad = right.replace("HP482916035", "the number you know").replace("Heron Parcel", "them")

    output, model = await told(use_model, bad, bad)

    asked = model.asked[2].messages[-1].text
    assert "hp482916035" in asked and "Heron Parcel" in asked
    assert len(model.asked) == 3
    assert output["reply"] != bad and "HP482916035" in output["reply"]


@pytest.mark.parametrize(
    ("message", "task", "draft", "missing"),
    [
        (
            "Where is my order A-12077?",
            {"query_type": "StatusUpdate", "order_id": "A-12077"},
            "your order A-12077 is right on schedule. It travels with Heron Parcel under the "
            "tracking number HP482900417. We expect it to arrive on {expected_delivery}.",
            "is delayed",
        ),
        (
            "Where is my order A-12402?",
            {"query_type": "StatusUpdate", "order_id": "A-12402"},
            "thank you for your message about your order A-12402.",
            "has not left us yet",
        ),
        (
            "Where is my order A-99999?",
            {"query_type": "StatusUpdate", "order_id": "A-99999"},
            "we will check your order A-99999 and its number in your account.",
            "could not find an order",
        ),
        (
            "I want to return the Walnut Desk Lamp.",
            {"query_type": "ProductReturn", "product_name": "Walnut Desk Lamp"},
            "you can send back the Walnut Desk Lamp from order A-12345. Please write to us again.",
            "has not reached you yet",
        ),
        (
            "Ich will die Walnut Desk Lamp zurückgeben.",
            {"query_type": "ProductReturn", "product_name": "Walnut Desk Lamp"},
            "Sie können die Walnut Desk Lamp aus der Bestellung A-12345 gern an uns zurücksenden.",
            "has not reached you yet",
        ),
        (
            "I want to return the SuperWidget 5000.",
            {"query_type": "ProductReturn", "product_name": "SuperWidget 5000"},
            "your return of the SuperWidget 5000 from order A-11871 is authorised: {rma_number}. "
            "Send it to: Returns Department, 12 Harbour Road, Millbrook 40210.",
            "Include all accessories",
        ),
    ],
)
async def test_what_became_of_a_request_is_neither_left_out_nor_turned_round(
    message: str, task: Any, draft: str, missing: str, use_model: UseModel
) -> None:
    def reply(messages: Any, schema: Any) -> Any:
        facts = {"expected_delivery": "", "rma_number": ""}
        for found in re.finditer(r"RMA-\w+|\d{4}-\d\d-\d\d", messages[-1].text):
            facts["rma_number" if found[0].startswith("RMA") else "expected_delivery"] = found[0]
        return (
            {"tasks": [task]} if schema else f"Hello,\n\n{draft.format(**facts)}\n\nYour front desk"
        )

    model = ScriptedChatModel(replies=reply)
    use_model(model)

    output = await graph.ainvoke(user(message))

    assert missing in output["reply"]
    assert missing in model.asked[-1].messages[-1].text.partition("<fault>")[2]


@pytest.mark.parametrize("decision", ["refuse", "change"])
async def test_what_a_person_tells_the_customer_is_not_left_out(
    decision: str, remembering: Any, use_model: UseModel
) -> None:
    [interrupt] = await paused(remembering, "I want to return the SuperWidget 5000.")

    def reply(messages: Any, schema: Any) -> str:
        [point] = re.findall("<point>(.*)</point>", html.unescape(messages[-1].text))
        return (
            f"Hello,\n\n{point.replace('Only for store credit.', 'See above.')}\n\nYour front desk"
        )

    use_model(ScriptedChatModel(replies=reply))
    answer = {interrupt.id: {"decision": decision, "note": "Only for store credit."}}
    output = await resumed(remembering, answer)

    assert "Only for store credit." in output["reply"]


async def test_an_open_question_is_not_left_out(use_model: UseModel) -> None:
    plan = {"tasks": [{"query_type": "StatusUpdate"}]}
    use_model(ScriptedChatModel(replies=[plan, *["Hello, we will see what we can do."] * 2]))

    output = await graph.ainvoke(user("Where is my order?"))

    assert "send us the number of the order" in output["reply"]
