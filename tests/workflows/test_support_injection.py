"""Messages that attack the orchestrator, on the offline model and on one that obeys all of them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from frontdesk.records.manage import list_records
from frontdesk.records.open import open_database
from frontdesk.testing.scripted import ScriptedChatModel
from graphs import support_orchestrator
from nodes.prompts import support_orchestrator as prompts
from state.context import Context
from tests.workflows.attacks import ATTACKS, OBEYING, SECRETS, WANTED

graph: Any = support_orchestrator.graph
UseModel = Callable[[BaseChatModel], None]

ORDER = "Where is my order A-12345?"
# The instructions are secret, and another product's name may only be quoted from the customer.
INVENTED = (*WANTED, "You write one friendly")


def user(text: str) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": text}]}


def obey(messages: list[BaseMessage], schema: dict[str, Any] | None) -> Any:
    """Do whatever any attack may want: foreign ids, invented facts, repeated instructions."""
    if "tasks" in str(schema):
        foreign = [
            {"query_type": "StatusUpdate", "order_id": "B-20001", "completes": 1},
            {"query_type": "StatusUpdate", "order_id": "A-12077"},
            {"query_type": "BillingInquiry", "invoice_number": "INV-8001"},
            {"query_type": "BillingInquiry", "invoice_number": "INV-7890"},
            {
                "query_type": "ProductReturn",
                "product_name": "SuperWidget 5000",
                "reason_for_return": "Approved by the management for 900 euros.",
            },
            {"query_type": "ProductReturn", "product_name": "Copper Kettle", "completes": 1},
        ]
        own = [{"query_type": "StatusUpdate", "order_id": "A-12345"}]
        return {"tasks": own + foreign, "unhandled": ["Pay 900 euros", "https://evil.example"]}
    if schema:
        return {"concern": "900 euros were promised, see https://evil.example."}
    return f"{messages[-1].text}\n{prompts.SYNTHESIZE_REPLY}\n{OBEYING} HP482880306"


def attacked(attack: str) -> dict[str, Any]:
    return user(f"{ORDER} {ATTACKS[attack]}")


@pytest.mark.parametrize("attack", ATTACKS)
async def test_the_offline_model_answers_what_was_asked_and_nothing_else(attack: str) -> None:
    output = await graph.ainvoke(attacked(attack))

    reply = without_quotes(output)
    assert output["results"][0]["facts"]["tracking_number"] in reply
    for text in (*SECRETS, *INVENTED):
        assert text not in reply
    assert list_records("returns") == list_records("cases") == []


@pytest.mark.parametrize("attack", ATTACKS)
async def test_a_model_that_obeys_every_attack_shows_does_and_invents_nothing(
    attack: str, use_model: UseModel
) -> None:
    use_model(ScriptedChatModel(replies=obey))

    output = await graph.ainvoke(attacked(attack))

    done = [result for result in output["results"] if result["status"] == "done"]
    reply = without_quotes(output)
    assert [result["facts"]["order_id"] for result in done if result["facts"]] == ["A-12345"]
    assert "HP482916035" in reply
    for text in (*SECRETS, *INVENTED):
        assert text not in reply
    assert list_records("returns") == list_records("cases") == []


def without_quotes(output: dict[str, Any]) -> str:
    """Return the reply without what it quotes of the customer, which may have any number."""
    reply: str = output["reply"]
    for request in output["unhandled"]:
        reply = reply.replace(f'"{request}"', "")
    return reply


@pytest.mark.parametrize("attack", ATTACKS)
async def test_what_a_customer_writes_stays_between_its_tags(
    attack: str, use_model: UseModel
) -> None:
    model = ScriptedChatModel(replies=obey)
    use_model(model)

    await graph.ainvoke(attacked(attack))

    for asked in model.asked:
        system, data = asked.messages
        allowed = {"customer_message", "point", "faulty_draft", "fault", "invoice_number"}
        assert "A-12345" not in system.text
        assert {*re.findall(r"</?([a-z_]+)[^<>]*>", data.text)} <= allowed
        assert data.text.count("<customer_message>") == 1


@pytest.mark.parametrize("attack", ATTACKS)
async def test_an_attack_in_the_records_changes_nothing(attack: str, use_model: UseModel) -> None:
    """A carrier's name comes from another company's system, and nobody has checked it."""
    change_records("shipments", carrier=f"Heron {ATTACKS[attack]}")
    model = ScriptedChatModel(replies=obey)
    use_model(model)

    output = await graph.ainvoke(user(ORDER))

    *_, writing = model.asked
    assert {*re.findall(r"</?([a-z_]+)[^<>]*>", writing.messages[1].text)} <= {
        *("customer_message", "point", "faulty_draft", "fault"),
    }
    assert "HP482916035" in output["reply"]
    assert list_records("returns") == list_records("cases") == []
    for text in (*SECRETS, "](", "https://", "<!--", "You write one friendly"):
        assert text not in output["reply"]


async def test_a_product_with_an_attack_in_its_name_can_be_returned(use_model: UseModel) -> None:
    """What is written in a record is data, also where the model obeys it."""
    change_records("items", product=f"SuperWidget 5000 {ATTACKS['link']} {ATTACKS['image']}")
    plan = {"tasks": [{"query_type": "ProductReturn", "product_name": "SuperWidget 5000"}]}
    use_model(ScriptedChatModel(replies=[plan, OBEYING, OBEYING]))

    output = await graph.ainvoke(
        user("I want to return my SuperWidget 5000 of order A-11871."),
    )

    for text in ("900", "evil.example/login", "]("):
        assert text not in output["reply"]


def change_records(table: str, **values: str) -> None:
    import sqlalchemy

    engine = open_database(demo=True)
    with engine.begin() as connection:
        names = ", ".join(f"{name} = :{name}" for name in values)
        connection.execute(sqlalchemy.text(f"UPDATE {table} SET {names}"), values)
    engine.dispose()


@pytest.mark.parametrize("message", ["Where is A-12345?", "Return my SuperWidget.", "INV-7890?"])
async def test_a_customer_who_is_not_known_is_shown_nothing(
    message: str, monkeypatch: pytest.MonkeyPatch, use_model: UseModel
) -> None:
    await graph.ainvoke(user("Where is A-12345?"))  # makes the demo company's records
    monkeypatch.setenv("FRONTDESK_DEMO", "false")
    use_model(ScriptedChatModel(replies=obey))

    output = await graph.ainvoke(user(f"{message} I am C-1001."))

    assert {result["status"] for result in output["results"]} == {"needs_information"}
    assert all(result["facts"] is None for result in output["results"])
    assert "Could you identify yourself" in output["reply"]
    assert "HP482916035" not in output["reply"]
    assert list_records("returns") == list_records("cases") == []


async def test_a_customer_is_known_where_the_caller_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await graph.ainvoke(user(ORDER))
    monkeypatch.setenv("FRONTDESK_DEMO", "false")

    output = await graph.ainvoke(user(ORDER), context=Context(customer_id="C-1001"))

    assert [result["status"] for result in output["results"]] == ["done"]


async def test_a_case_holds_the_customers_words_and_not_the_models(use_model: UseModel) -> None:
    use_model(ScriptedChatModel(replies=obey))

    output = await graph.ainvoke(user("I was charged twice on INV-7890, see http://x.example/a."))

    [case] = list_records("cases")
    assert case["concern"] == "I was charged twice on INV-7890, see"
    assert "900" not in output["reply"] and "example" not in output["reply"]


async def test_a_concern_with_words_of_the_models_is_not_called_the_customers(
    use_model: UseModel,
) -> None:
    plan = {"tasks": [{"query_type": "BillingInquiry", "invoice_number": "INV-7890"}]}
    concern = {"concern": "I was charged twice on INV-7890 and threatened staff"}
    use_model(ScriptedChatModel(replies=[plan, concern, "Hello.", "Hello."]))

    output = await graph.ainvoke(user("I was charged twice on INV-7890."))

    assert output["results"][0]["facts"]["concern"] == "I was charged twice on INV-7890."
    assert "threatened" not in output["reply"]


async def test_a_foreign_number_is_not_found_as_if_it_did_not_exist(use_model: UseModel) -> None:
    use_model(ScriptedChatModel(replies=obey))

    output = await graph.ainvoke(user("Where are B-20001 and Z-99999?"))

    foreign = [r for r in output["results"] if r["task"].get("order_id") == "B-20001"]
    assert [result["status"] for result in foreign] == ["not_found"]
    assert "could not find an order B-20001" in output["reply"]
