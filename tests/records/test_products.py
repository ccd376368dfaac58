"""Products are matched as people write them; what is ambiguous or only alike is not sure."""

from datetime import date

import pytest

from frontdesk.records.entities import Item, Order
from frontdesk.records.products import match_purchases, words_said

PRODUCTS = {
    "A-1": ["SuperWidget 5000", "Linen Apron", "Drinking Glasses"],
    "A-2": ["Cedar Office Chair", "Walnut Desk Lamp", "USB-C Cable"],
    "A-3": ["Linen Notebook", "Brass Doorbell", "Copper Kettle"],
}
ORDERS = [
    Order(
        order_id,
        "C-1",
        date(2026, 11, 1),
        tuple(
            Item(f"{order_id}-{number}", name, 1, 100, "EUR") for number, name in enumerate(names)
        ),
    )
    for order_id, names in PRODUCTS.items()
]


def matched(name: str, order_id: str | None = None, *more: Order) -> tuple[list[str], bool]:
    match = match_purchases([*ORDERS, *more], name, filter(None, [order_id]))
    return [purchase.item.product for purchase in match.purchases], match.sure


def bought(order_id: str, product: str) -> Order:
    return Order(order_id, "C-1", date(2026, 11, 1), (Item("X", product, 1, 100, "EUR"),))


@pytest.mark.parametrize(
    ("name", "product"),
    [
        ("SuperWidget 5000", "SuperWidget 5000"),
        ("super widget", "SuperWidget 5000"),
        ("SUPERWIDGET5000", "SuperWidget 5000"),
        ("my SuperWidget 5000 in blue", "SuperWidget 5000"),
        ("superwidgt 5000", "SuperWidget 5000"),
        ("two SuperWidgets", "SuperWidget 5000"),
        ("the office chair", "Cedar Office Chair"),
        ("office chairs", "Cedar Office Chair"),
        ("cedar ofice chair", "Cedar Office Chair"),
        ("chair that I bought last week", "Cedar Office Chair"),
        ("white cedar office chair", "Cedar Office Chair"),
        ("desklamp", "Walnut Desk Lamp"),
        ("the broken lamp", "Walnut Desk Lamp"),
        ("usb c cable", "USB-C Cable"),
        ("note book", "Linen Notebook"),
        ("door bell", "Brass Doorbell"),
        ("glass", "Drinking Glasses"),
        ("a-1-1", "Linen Apron"),
        ("copper kettel", "Copper Kettle"),
    ],
)
def test_a_product_is_known_however_it_is_written(name: str, product: str) -> None:
    assert matched(name) == ([product], True)


@pytest.mark.parametrize("name", ["toaster", "linen shirt", "kettle cleaner", "!?", "", "the", "7"])
def test_what_was_not_bought_matches_nothing(name: str) -> None:
    assert matched(name) == ([], False)


@pytest.mark.parametrize(
    ("name", "products"),
    [
        ("SuperWidget 4000", ["SuperWidget 5000"]),
        ("SuperWidget 5000 charger", ["SuperWidget 5000"]),
        ("leather office chair", ["Cedar Office Chair"]),
        ("desk", ["Walnut Desk Lamp"]),
        ("chain", ["Cedar Office Chair"]),
        ("linen", ["Linen Apron", "Linen Notebook"]),
    ],
)
def test_what_is_only_alike_is_not_sure(name: str, products: list[str]) -> None:
    assert matched(name) == (products, False)


def test_names_that_fit_equally_well_are_all_candidates() -> None:
    pro = bought("A-4", "SuperWidget 5000 Pro")

    assert matched("super widget", None, pro)[0] == ["SuperWidget 5000", "SuperWidget 5000 Pro"]


@pytest.mark.parametrize(
    ("name", "product"),
    [
        ("SuperWidget 5000", "SuperWidget 5000"),
        ("superwidget 5000 pro", "SuperWidget 5000 Pro"),
        ("my blue SuperWidget 5000 Pro", "SuperWidget 5000 Pro"),
    ],
)
def test_a_better_match_wins_whatever_the_order(name: str, product: str) -> None:
    pro = bought("A-4", "SuperWidget 5000 Pro")

    forward = match_purchases([*ORDERS, pro], name)
    backward = match_purchases([pro, *reversed(ORDERS)], name)

    for match in (forward, backward):
        assert ([purchase.item.product for purchase in match.purchases], match.sure) == (
            [product],
            True,
        )


def test_the_customers_order_number_tells_which_of_two_is_meant() -> None:
    again = bought("B-1", "Linen Apron")

    assert matched("linen apron", None, again)[0] == ["Linen Apron", "Linen Apron"]
    match = match_purchases([*ORDERS, again], "linen apron", ["#b1"])
    assert [purchase.order.order_id for purchase in match.purchases] == ["B-1"]
    assert matched("linen apron", "A-2", again) == ([], False)


def test_a_very_long_name_is_matched_in_time() -> None:
    said = "and that is all I can say of it " * 5_000

    assert matched(f"office chair that I bought, {said}") == (["Cedar Office Chair"], True)
    assert matched(f"office, chair, lamp {said}")[1] is False


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("SuperWidget 5000", "Please take my superwidget 5000 back.", "SuperWidget 5000"),
        ("Super Widget 5000", "Please take my superwidget 5000 back.", "Super Widget 5000"),
        ("desk lamp", "My desklamp is broken.", "desk lamp"),
        ("Desk Lamp", "My desk lmap is broken.", "Desk Lamp"),
        ("Desklmap", "My desk lamp is broken.", "Desklmap"),
        ("USB-C Cable", "The usb c cable.", "USB-C Cable"),
    ],
)
def test_a_name_that_a_text_has_however_it_is_written_comes_back_whole(
    name: str, text: str, said: str
) -> None:
    assert words_said(name, text) == said


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("SuperWidget 9000", "Please take my superwidget 5000 back.", "SuperWidget"),
        ("Copper Kettle", "I send back the kettle.", "Kettle"),
        ("Linen Apron", "The apron is too small.", "Apron"),
    ],
)
def test_of_a_name_only_the_words_that_a_text_has_come_back(
    name: str, text: str, said: str
) -> None:
    assert words_said(name, text) == said


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Walnut Desk Lamp", "Please take my superwidget back."),
        ("5000", "Please take number 500 back."),
        ("the", "the kettle"),
        ("", "the kettle"),
    ],
)
def test_a_name_that_a_text_does_not_have_is_none(name: str, text: str) -> None:
    assert words_said(name, text) is None
