"""Every parcel of an order is told as it is: where it is, with whom, and when it was expected."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel

from frontdesk.records.manage import import_records, list_records
from frontdesk.testing.scripted import ScriptedChatModel
from graphs import support_orchestrator

graph: Any = support_orchestrator.graph
UseModel = Callable[[BaseChatModel], None]
ImportParcels = Callable[..., None]

ASKED = {"messages": [{"role": "user", "content": "Where is my order A-12402?"}]}


def day(number: int) -> str:
    return (datetime.now(UTC).date() + timedelta(days=number)).isoformat()


@pytest.fixture
def import_parcels(tmp_path: Path) -> ImportParcels:
    """Give the demo customer's order A-12402 parcels."""

    def add(*parcels: dict[str, str]) -> None:
        file = tmp_path / "shop.json"
        file.write_text(
            json.dumps({"shipments": [{"order_id": "A-12402", **each} for each in parcels]})
        )
        list_records("orders")  # makes the demo company's records
        import_records(file)

    return add


def parcel(number: str, status: str, **dates: str) -> dict[str, str]:
    return {"tracking_number": number, "carrier": f"Carrier {number}", "status": status, **dates}


async def test_every_parcel_of_an_order_is_told(import_parcels: ImportParcels) -> None:
    import_parcels(
        parcel("HP1", "Delivered", expected=day(-4), delivered=day(-3)),
        parcel("HP2", "Shipped", expected=day(2)),
        parcel("HP3", "Processing", expected=day(5)),
    )

    output = await graph.ainvoke(ASKED)

    facts = output["results"][0]["facts"]
    assert (facts["order_status"], facts["tracking_number"]) == ("Shipped", "HP3")
    assert [each["tracking_number"] for each in facts["other_parcels"]] == ["HP1", "HP2"]
    told = "The parcel of order A-12402 with the tracking number"
    for words in (
        f"{told} HP1 has been delivered by Carrier HP1. It arrived on {day(-3)}.",
        f"{told} HP2 is on its way with Carrier HP2. We expect it to arrive on {day(2)}.",
        f"{told} HP3 has not left us yet. It is to travel with Carrier HP3. "
        f"We expect it to arrive on {day(5)}.",
    ):
        assert words in output["reply"]


@pytest.mark.parametrize("lost", ["HP1", "Carrier HP1", day(-3)])
async def test_a_reply_that_loses_a_fact_of_a_parcel_is_not_sent(
    lost: str, import_parcels: ImportParcels, use_model: UseModel
) -> None:
    import_parcels(parcel("HP1", "Delivered", delivered=day(-3)), parcel("HP2", "Shipped"))
    whole = (
        "Hello, your order A-12402 has several parcels: HP2 is on its way with Carrier HP2, and "
        f"Carrier HP1 delivered HP1 on {day(-3)}."
    )
    plan = {"tasks": [{"query_type": "StatusUpdate", "order_id": "A-12402"}]}

    lossy = whole.replace(lost, "")
    use_model(ScriptedChatModel(replies=[plan, whole, plan, lossy, lossy]))

    replies = [(await graph.ainvoke(ASKED))["reply"] for _ in "12"]

    assert replies[0] == whole
    assert "Your front desk" in replies[1] and lost in replies[1]


@pytest.mark.parametrize("status", ["Shipped", "Delayed", "Processing"])
@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-1, "It was expected to arrive on"),
        (0, "We expect it to arrive on"),
        (3, "We expect it to arrive on"),
    ],
)
async def test_a_day_that_is_over_is_not_told_as_the_day_of_arrival(
    status: str, days: int, words: str, import_parcels: ImportParcels
) -> None:
    import_parcels(parcel("HP1", status, expected=day(days)))

    output = await graph.ainvoke(ASKED)

    assert f"{words} {day(days)}." in output["reply"]
