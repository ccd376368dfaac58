"""The rules alone: when an item has arrived, what may be returned, where an order is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from frontdesk.records.entities import Item, Order, Shipment
from frontdesk.records.rules import (
    awaited_shipment,
    delivered_on,
    is_written_in,
    order_status,
    refuse_return,
    return_value,
    squashed,
)
from state.order import OrderStatus

ARRIVED = date(2026, 11, 1)
LAMP = Item("WL-07", "Walnut Desk Lamp", 3, 12_450, "EUR")


def parcel(number: str, status: OrderStatus, delivered: date | None = None) -> Shipment:
    return Shipment(
        "Heron Parcel", number, status, expected=date(2026, 11, 20), delivered=delivered
    )


def order(*parcels: Shipment) -> Order:
    return Order("A-1", "C-1", date(2026, 10, 1), (LAMP,), parcels)


DELIVERED = order(parcel("P1", "Delivered", ARRIVED))


@pytest.mark.parametrize(
    ("days", "returned", "quantity", "code"),
    [
        (0, 0, 1, None),
        (30, 0, 3, None),
        (31, 0, 1, "too_late"),
        (0, 3, 1, "already_returned"),
        (31, 3, 1, "already_returned"),
        (0, 2, 2, "too_many"),
        (0, 0, 4, "too_many"),
        (31, 0, 4, "too_late"),
    ],
)
def test_what_may_be_returned(days: int, returned: int, quantity: int, code: str | None) -> None:
    refusal = refuse_return(
        DELIVERED, LAMP, quantity=quantity, returned=returned, today=ARRIVED + timedelta(days)
    )

    assert (refusal and refusal.code) == code
    if refusal:
        assert (refusal.order_id, refusal.product) == ("A-1", "Walnut Desk Lamp")
        assert refusal.left == 3 - returned
        assert refusal.last_day == date(2026, 12, 1)


def test_what_has_not_arrived_cannot_be_returned() -> None:
    shipped = order(parcel("P1", "Shipped"))

    refusal = refuse_return(shipped, LAMP, quantity=1, returned=0, today=ARRIVED)

    assert refusal is not None
    assert (refusal.code, refusal.last_day) == ("not_delivered", None)


def test_a_return_of_nothing_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="At least one unit is returned, not 0"):
        refuse_return(DELIVERED, LAMP, quantity=0, returned=0, today=ARRIVED)


def test_the_value_of_a_return_is_the_price_of_its_units() -> None:
    assert return_value(LAMP, 2) == 24_900


def test_an_item_has_arrived_with_its_own_parcel_or_with_the_last_of_all() -> None:
    later = ARRIVED + timedelta(3)
    both = order(parcel("P1", "Delivered", ARRIVED), parcel("P2", "Delivered", later))
    one = order(parcel("P1", "Delivered", ARRIVED), parcel("P2", "Shipped"))

    in_first = replace(LAMP, tracking_number="P1")
    in_second = replace(LAMP, tracking_number="P2")

    assert [delivered_on(both, item) for item in (LAMP, in_first, in_second)] == [
        later,
        ARRIVED,
        later,
    ]
    assert [delivered_on(one, item) for item in (LAMP, in_first, in_second)] == [
        None,
        ARRIVED,
        None,
    ]
    assert delivered_on(order(), LAMP) is None


@pytest.mark.parametrize(
    ("parcels", "status", "awaited"),
    [
        ([], "Processing", None),
        ([parcel("P1", "Processing")], "Processing", "P1"),
        ([parcel("P1", "Shipped"), parcel("P2", "Processing")], "Shipped", "P1"),
        ([parcel("P1", "Delivered", ARRIVED), parcel("P2", "Shipped")], "Shipped", "P2"),
        ([parcel("P1", "Delayed"), parcel("P2", "Shipped")], "Delayed", "P1"),
        (
            [parcel("P1", "Delivered", ARRIVED), parcel("P2", "Delivered", date(2026, 11, 3))],
            "Delivered",
            "P2",
        ),
    ],
)
def test_an_order_is_where_its_last_parcel_is(
    parcels: list[Shipment], status: str, awaited: str | None
) -> None:
    shipment = awaited_shipment(order(*parcels))

    assert order_status(order(*parcels)) == status
    assert (shipment and shipment.tracking_number) == awaited


@pytest.mark.parametrize(
    ("number", "text", "is_there"),
    [
        ("A-12345", "from order #a12345, please", True),
        ("A-12345", "order A 12345.", True),
        ("A-12345", "order A\u201112345", True),
        ("A-1", "Where is my order A-12?", False),
        ("A-1", "Where is my order A-1-2?", False),
        ("A-1", "Where is my order BA-1?", False),
        ("12", "on 2 December 2012", False),
    ],
)
def test_a_number_is_told_from_a_piece_of_another(number: str, text: str, is_there: bool) -> None:
    assert is_written_in(number, text) == is_there


def test_a_number_is_the_same_however_it_is_written() -> None:
    ways = ["A-12345", "a 12345", "#A12345", "A_12345", "\uff21\u201412345"]

    assert {squashed(way) for way in ways} == {"a12345"}
