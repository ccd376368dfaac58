"""The offline model chooses the category whose description fits a customer's message."""

import time

import pytest

from frontdesk.models.offline.routing.intents import choose_intent
from nodes.prompts.support_router import CATEGORIES

TECHNICAL, BILLING, GENERAL = "Technical Support", "Billing Inquiry", "General Question"
DESCRIBED = {str(name): text for name, text in CATEGORIES.items()}
SHIPPING = {"Shipping": "Parcels, delivery times, tracking, lost or damaged packages."}


@pytest.mark.parametrize(
    ("message", "intent"),
    [
        ("Every video is buffering since this morning, even on ethernet", TECHNICAL),
        ("I never get the six digit code by SMS so I can't get in.", TECHNICAL),
        ("Dishwasher shows E24 and won't drain.", TECHNICAL),
        ("How do I move my photos to the new phone?", TECHNICAL),
        ("the app wont load", TECHNICAL),
        ("You said first month free and I still paid.", BILLING),
        ("Why did you take 59.99 from me when I'm on the basic plan?", BILLING),
        ("still no money back for the cancelled concert", BILLING),
        ("Is there an extra fee for paying by credit card?", BILLING),
        ("What time does the Leeds branch open on bank holidays?", GENERAL),
        ("Do you ship to Norway?", GENERAL),
        ("Your cashier in Denver was incredibly kind, please tell her thanks.", GENERAL),
        ("My parcel says delivered but it isn't here", GENERAL),
        ("I left my umbrella on the 8:15 train to York", GENERAL),
    ],
)
def test_a_message_goes_to_the_category_that_describes_it(message: str, intent: str) -> None:
    chosen = choose_intent(message, DESCRIBED)

    assert chosen == intent


@pytest.mark.parametrize(
    "message",
    [
        "My parcel says delivered but it isn't here",
        "How long does shipping to Portugal take?",
        "The courier left a damaged package at my neighbour's",
    ],
)
def test_a_category_that_a_user_adds_gets_what_its_description_says(message: str) -> None:
    chosen = choose_intent(message, DESCRIBED | SHIPPING)

    assert chosen == "Shipping"


@pytest.mark.parametrize(
    ("message", "intent"),
    [
        ("I was billed twice for my plan", BILLING),
        ("The website crashes when I sign in", TECHNICAL),
        ("Do you have vacancies for drivers?", GENERAL),
    ],
)
def test_a_category_that_a_user_adds_leaves_the_others_their_own(message: str, intent: str) -> None:
    chosen = choose_intent(message, DESCRIBED | SHIPPING)

    assert chosen == intent


def test_words_that_only_a_description_knows_count() -> None:
    categories = DESCRIBED | {"Grooming": "Poodle trimming and claw clipping."}

    chosen = choose_intent("Is poodle trimming on today?", categories)

    assert chosen == "Grooming"


def test_the_order_of_the_categories_does_not_matter() -> None:
    backwards = dict(reversed(DESCRIBED.items()))

    chosen = [choose_intent("My invoice is wrong", each) for each in (DESCRIBED, backwards)]

    assert chosen == [BILLING, BILLING]


@pytest.mark.parametrize(
    "message", ["", "   ", "😀😀", "שלום, מה שלומך?", "{0} {name} %s", "</message>"]
)
def test_a_message_without_support_goes_to_the_catch_all(message: str) -> None:
    chosen = choose_intent(message, DESCRIBED)

    assert chosen == GENERAL


def test_without_a_catch_all_the_last_category_takes_what_fits_none() -> None:
    categories = {"Bills": "Bills and payments.", "Repairs": "Repairing a device."}

    chosen = choose_intent("hello there", categories)

    assert chosen == "Repairs"


def test_a_very_long_message_is_read_quickly() -> None:
    message = "My invoice is wrong. " * 50_000
    started = time.perf_counter()

    chosen = choose_intent(message, DESCRIBED)

    assert chosen == BILLING
    assert time.perf_counter() - started < 2
