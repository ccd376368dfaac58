"""Which order a return is from, how many units it is for, and what a closed return leaves."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langgraph.checkpoint.memory import InMemorySaver

from frontdesk.records.manage import close_record, import_records, list_records
from frontdesk.testing.scripted import ScriptedChatModel
from graphs import support_orchestrator

graph: Any = support_orchestrator.graph
UseModel = Callable[[BaseChatModel], None]
ImportShop = Callable[[dict[str, Any]], None]
TALK: Any = {"configurable": {"thread_id": "talk"}}


def user(text: str) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": text}]}


async def result_of(text: str) -> Any:
    [result] = (await graph.ainvoke(user(text)))["results"]
    return result


@pytest.fixture
def remembering() -> Any:
    return graph.builder.compile(checkpointer=InMemorySaver())


@pytest.fixture
def import_shop(tmp_path: Path) -> ImportShop:
    """Add records to the demo company's."""

    def add(shop: dict[str, Any]) -> None:
        file = tmp_path / "shop.json"
        file.write_text(json.dumps(shop), encoding="utf-8")
        list_records("orders")  # makes the demo company's records
        import_records(file)

    return add


def bought(**orders: str) -> dict[str, Any]:
    """Return records of delivered orders, each of one product: B-1="Linen Apron"."""
    delivered = {"carrier": "Heron Parcel", "status": "Delivered", "delivered": "2999-01-01"}
    ids = {name: name.replace("_", "-") for name in orders}
    price = {"quantity": 1, "unit_price": 900, "currency": "EUR"}
    return {
        "orders": [
            {"order_id": order, "customer_id": "C-1001", "ordered": "2026-11-01"}
            for order in ids.values()
        ],
        "shipments": [
            {"order_id": order, "tracking_number": f"HP{order}", **delivered}
            for order in ids.values()
        ],
        "items": [
            {"order_id": ids[name], "sku": f"X-{name}", "product": product, **price}
            for name, product in orders.items()
        ],
    }


@pytest.mark.parametrize("order", ["A-12345", "B-20001", "Z-99999", "no. 4711"])
async def test_a_return_from_an_order_without_the_product_is_not_taken_from_another(
    order: str,
) -> None:
    output = await graph.ainvoke(user(f"I want to return the SuperWidget 5000 from order {order}."))

    [result] = output["results"]
    number = order.removeprefix("no. ")
    assert result["status"] == "not_found"
    assert result["reason"] == (
        f'We could not find "SuperWidget 5000" in an order {number} of yours. Please check the '
        "number, and what the product is called on your order."
    )
    assert result["reason"] in output["reply"]
    assert list_records("returns") == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("I want to return the SuperWidget 5000 from order A-11871.", "done"),
        ("I want to return the SuperWidget 5000 of order a 11871.", "done"),
        ("I want to return the SuperWidget 5000. Please cancel A-12402.", "done"),
        ("I want to return the SuperWidget 5000; please cancel A-12402.", "done"),
        ("Where is my order A-12345? I want to return the SuperWidget 5000.", "done"),
        ("I want to return the SuperWidget 5000 of A-12345. Where is A-12345?", "not_found"),
    ],
)
async def test_only_the_order_that_a_product_is_said_to_be_from_counts(
    text: str, status: str
) -> None:
    output = await graph.ainvoke(user(text))

    [returned] = [each for each in output["results"] if "product_name" in each["task"]]
    assert returned["status"] == status


async def test_each_of_several_returns_of_a_sentence_is_from_its_own_order(
    use_model: UseModel,
) -> None:
    names = ("SuperWidget", "Linen Apron", "Linen Notebook")
    tasks = [{"query_type": "ProductReturn", "product_name": name} for name in names]
    use_model(ScriptedChatModel(replies=[{"tasks": tasks}, "Hello.", "Hello."]))

    output = await graph.ainvoke(
        user(
            "I return the SuperWidget from order A-12077, the Linen Apron from order A-11871 "
            "and the Linen Notebook from A-12077."
        )
    )

    widget, apron, notebook = output["results"]
    assert (widget["status"], apron["status"]) == ("not_found", "done")
    assert "an order A-12077 of yours" in widget["reason"]
    assert "from order A-12077 has not reached you" in notebook["reason"]


async def test_the_order_named_decides_between_purchases_of_like_products(
    import_shop: ImportShop,
) -> None:
    import_shop(bought(C_70001="Apron", C_70002="Striped Apron"))

    apron, striped = [
        await result_of(f"I want to return the apron from order {order}.")
        for order in ("C-70001", "C-70002")
    ]

    assert (apron["facts"]["order_id"], apron["facts"]["product_name"]) == ("C-70001", "Apron")
    assert striped["facts"]["order_id"] == "C-70002"
    assert striped["facts"]["product_name"] == "Striped Apron"


@pytest.mark.parametrize(
    "text", ["I want to return both Linen Aprons.", "I want to return one Linen Apron."]
)
async def test_a_return_of_one_of_several_units_says_that_it_is_for_one(text: str) -> None:
    output = await graph.ainvoke(user(text))

    [result] = output["results"]
    assert (result["facts"]["quantity"], result["facts"]["bought"]) == (1, 2)
    assert "This is for 1 of the 2 units that you bought." in output["reply"]
    assert "Please send back no more than that under this number" in output["reply"]


async def test_a_return_of_all_units_says_nothing_of_units() -> None:
    output = await graph.ainvoke(user("I want to return the SuperWidget 5000."))

    assert "RMA-" in output["reply"] and "units" not in output["reply"]


async def test_another_unit_is_returned_in_a_new_conversation(remembering: Any) -> None:
    first, again, other = [
        await remembering.ainvoke(
            user("I want to return a Linen Apron."), {"configurable": {"thread_id": thread}}
        )
        for thread in ("first", "first", "other")
    ]

    numbers = [each["results"][0]["facts"]["rma_number"] for each in (first, again, other)]
    assert numbers[0] == numbers[1] != numbers[2]
    assert "1 of the 2 units" in other["reply"]


async def test_a_reply_that_does_not_say_how_many_units_a_return_is_for_is_not_sent(
    use_model: UseModel,
) -> None:
    plan = {"tasks": [{"query_type": "ProductReturn", "product_name": "Linen Aprons"}]}

    def reply(messages: Any, schema: Any) -> Any:
        if schema:
            return plan
        [point] = re.findall("<point>(.*)</point>", messages[-1].text)
        return f"Hello,\n\n{point.replace('1 of the 2', 'both')}"

    use_model(ScriptedChatModel(replies=reply))

    output = await graph.ainvoke(user("I want to return both Linen Aprons."))

    assert "This is for 1 of the 2 units that you bought." in output["reply"]


async def test_a_return_after_a_closed_one_of_the_conversation_gets_a_number_of_its_own(
    remembering: Any,
) -> None:
    numbers, statuses = [], []
    for _ in range(4):
        output = await remembering.ainvoke(user("I want to return a Linen Apron."), TALK)
        [result] = output["results"]
        statuses.append(result["status"])
        numbers.append((result["facts"] or {}).get("rma_number"))
        if len(numbers) > 1 and numbers[-1]:
            close_record(numbers[-1])

    assert statuses == ["done", "done", "done", "refused"]
    assert numbers[0] == numbers[1] != numbers[2]
