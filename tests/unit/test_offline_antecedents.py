"""What "it" is in a message to the offline model, and why it goes back."""

import time

import pytest

from frontdesk.models.offline.planning.complaints import complaint_strength
from frontdesk.models.offline.planning.goods import is_goods, is_other, is_part
from frontdesk.models.offline.planning.tasks import find_tasks


def returns(message: str) -> list[tuple[str | None, str | None]]:
    return [
        (task["product_name"], task["reason_for_return"])
        for task in find_tasks(message)
        if task["query_type"] == "ProductReturn"
    ]


@pytest.mark.parametrize(
    ("message", "product"),
    [
        ("The drone is here: the battery swells. Back to you it goes.", "drone"),
        ("My husband hates the armchair. It has to go.", "armchair"),
        ("Your 'unbreakable' dog bed is in shreds. I want to return the remains.", "dog bed"),
        ("The oven is lovely, but the kettle drips. It's going back.", "kettle"),
        ("The clock ticks too loud. The chair from A-123456 never came. I'm returning the clock.",
         "clock"),
        ("A parcel came with the stool. The stool's seat is split. Take it off my hands.",
         "stool"),
        ("Taking the belt off my hands would be kind, it is too long.", "belt"),
        ("The puzzle has no sky in it: a whole bag is missing. We want to return it.", "puzzle"),
        ("The rug is too dark. I'm not keeping it.", "rug"),
        ("The vacuum scares our cat. Much as I like my rugs, it has to go.", "vacuum"),
        ("Both things have to go back. The bin leaks and the fan hums.", "bin"),
    ],
)  # fmt: skip
def test_a_pronoun_stands_for_the_product_complained_of(message: str, product: str) -> None:
    found = returns(message)

    assert found[0][0] == product


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("The radio from last week loses every station. I'd like to hand it back.",
         "loses every station"),
        ("I'm returning the scooter: it veers to the left.", "it veers to the left"),
        ("Returning the mat. Smells of tar.", "Smells of tar"),
        ("The stool wobbles and is a danger to my son, so we are giving it back.",
         "wobbles and is a danger to my son"),
        ("I would be obliged if you would take the lamp back.", None),
        ("Please arrange the return of a racket bought in May.", None),
        ("I'm returning the lamp. Can you tell me why the shop is not open?", None),
        ("The scarf is more like mustard?? can i send it back", "is more like mustard"),
    ],
)  # fmt: skip
def test_the_reason_is_what_is_told_of_the_product(message: str, reason: str | None) -> None:
    [(_, told)] = returns(message)

    assert told == reason


@pytest.mark.parametrize(
    "message",
    [
        "You took my money twice for the lamp. Hand it back.",
        "Is the driver coming back tomorrow?",
        "When will the lamp be coming back in stock?",
        "I sent the heater back in May and not a penny has been refunded.",
        "The label says Smith. Have somebody collect it.",
        "If a glass is cracked again they'll be going straight back.",
        "The earlier lamp return was painless.",
        "I don't want a refund or a return, the pump works.",
    ],
)
def test_what_only_sounds_like_a_return_is_none(message: str) -> None:
    assert returns(message) == []


@pytest.mark.parametrize(
    ("message", "orders"),
    [
        ("I placed A-14411 and A-14498. Neither has turned up.", ["A-14411", "A-14498"]),
        ("Can A-20554 go to 5 Elm Street instead? And which day will it come?", ["A-20554"]),
        ("#70071?? its been 11 days", ["70071"]),
        ("Helmet too small, swap it please. Came with order #60127.", []),
        ("A-7777 hasn't gone out yet, please cancel it.", []),
        ("You can stop looking for A-77120, my neighbour had it.", []),
        ("ORD-1515 shows as delivered. It isn't here.", ["ORD-1515"]),
        ("I need the serial number of the drill from order ORD-1331.", []),
        ("the wellies havent come, where are they", [None]),
    ],
)
def test_the_orders_that_are_asked_for_are_found(message: str, orders: list[str | None]) -> None:
    asked = [task["order_id"] for task in find_tasks(message) if "order_id" in task]

    assert asked == orders


@pytest.mark.parametrize(
    ("message", "invoices"),
    [
        ("INV-7001 is correct and settled. INV-7002 puzzles me: what is this fee?", ["INV-7002"]),
        ("Please send me a duplicate of the invoice.", []),
        ("Why is there 64.99 on my visa from you?", [None]),
        ("There are two payments on my May statement, 88.00 and 88.00.", [None]),
        ("Can I pay INV-1001 by card?", []),
        ("You debited the whole 112 of my voucher, INV-8190.", ["INV-8190"]),
    ],
)
def test_the_invoices_that_are_questioned_are_found(
    message: str, invoices: list[str | None]
) -> None:
    asked = [task["invoice_number"] for task in find_tasks(message) if "invoice_number" in task]

    assert asked == invoices


def test_the_lines_of_a_quoted_mail_ask_for_nothing() -> None:
    tasks = find_tasks("It's A-5904.\n> Where is it? I want to return my lamp, invoice INV-12.")

    assert [task["query_type"] for task in tasks] == ["StatusUpdate"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("blue desk lamps", is_goods), ("battery", is_part), ("uncle", is_other)],
)
def test_nouns_are_told_apart(name: str, kind: object) -> None:
    kinds = [each for each in (is_goods, is_part, is_other) if each(name)]

    assert kinds == [kind]


def test_a_complaint_is_told_from_praise() -> None:
    strengths = [
        complaint_strength(text)
        for text in ("it is lovely", "it came on Monday", "it leaks and smells")
    ]

    assert strengths == sorted(strengths)
    assert strengths[0] < 0 < strengths[2]


@pytest.mark.parametrize("text", ["I want to return the lamp. ", "INV-1 ", "\n", "going back, "])
def test_a_long_message_is_read_in_a_moment(text: str) -> None:
    message = (text * 10_000)[:10_000]
    find_tasks("I want to return the lamp")
    started = time.perf_counter()

    find_tasks(message)

    assert time.perf_counter() - started < 2
