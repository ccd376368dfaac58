"""Which order's number in a message tells where a product is from."""

import time

import pytest

from nodes.record_numbers import named_orders, questions_about_records

KNOWN = ["A-11871", "A-12345"]


@pytest.mark.parametrize(
    ("message", "named"),
    [
        ("Return the Desk Lamp from order A-12345.", ["A-12345"]),
        ("Return the Desk Lamp from order #a 12345.", ["A-12345"]),
        ("Order A-12345: the Desk Lamp is broken.", ["A-12345"]),
        ("Return the Desk Lamp (Z-99999).", ["Z-99999"]),
        ("Return the Desk Lamp from order no. 4711.", ["4711"]),
        ("Die Desk Lamp aus Bestellung Nr. 4711 geht zurück.", ["4711"]),
        ("Je renvoie la Desk Lamp de la commande n° 4711.", ["4711"]),
        ("我要退货 Desk Lamp,订单Z-99999。", ["Z-99999"]),
        ("Return the Desk Lamp of order A-12345 or A-11871.", ["A-12345", "A-11871"]),
        ("Return the Desk Lamp. My order A-12345 is late.", []),
        ("Return the Desk Lamp, invoice INV-7890, parcel HP482916035, paid 124.50 EUR.", []),
        ("Return the Desk Lamp, call 555-12345, I ordered it on 2026-11-02 with 2 others.", []),
        ("Return the Desk Lamp and cancel A-12402.", []),
        ("Return the Desk Lamp of A-12402. Cancel A-12402.", ["A-12402"]),
    ],
)
def test_an_orders_number_next_to_the_product_is_the_order_that_it_is_from(
    message: str, named: list[str]
) -> None:
    found = named_orders(message, "Desk Lamp", KNOWN, ["cancel A-12402"])

    assert sorted(found) == sorted(named)


def test_a_products_own_number_is_no_orders() -> None:
    assert named_orders("Return the Lamp B-10000.", "Lamp B-10000", KNOWN, []) == []


@pytest.mark.parametrize(
    "message",
    ["bestell" * 150_000, "a" * 1_000_000, "Desk Lamp of order A-1? " * 50_000, "a-" * 500_000],
    ids=["word", "letter", "sentences", "hyphens"],
)
def test_a_very_long_message_is_read_in_no_time(message: str) -> None:
    known = [f"A-{number}" for number in range(10_000, 10_300)]
    begun = time.monotonic()

    named_orders(message, "Desk Lamp", known, ["cancel A-12402"])
    [*questions_about_records(message)]

    assert time.monotonic() - begun < 5
