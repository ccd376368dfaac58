"""The offline model finds what a customer has told, in the customer's own words."""

import time

import pytest

from frontdesk.models.offline.routing.details import find_details


@pytest.mark.parametrize(
    ("message", "told"),
    [
        (
            "My account number is C-20931, and invoice INV-7890 is wrong.",
            {"account_number": "C-20931", "invoice": "INV-7890"},
        ),
        (
            "acct # 4471-9920: you took 30 dollars on 12/09/2026",
            {"account_number": "4471-9920", "invoice": "12/09/2026"},
        ),
        (
            "Meine Kundennummer ist 88213, die Rechnung 2024-118 stimmt nicht",
            {"account_number": "88213", "invoice": "2024-118"},
        ),
        ("The bill for March is too high", {"invoice": "March"}),
        (
            'The app (version 5.2.1) on my iPhone 13 Pro shows "Session expired" since Monday.',
            {
                "device": "iPhone 13 Pro",
                "version": "5.2.1",
                "error_text": "Session expired",
                "since": "since Monday",
            },
        ),
        (
            "Firefox 128 on my Windows laptop, error code 0x80070057, started last week",
            {
                "device": "Firefox",
                "version": "Firefox 128",
                "error_text": "error code 0x80070057",
                "since": "started last week",
            },
        ),
        ("dishwasher shows E24", {"device": "dishwasher", "error_text": "shows E24"}),
        (
            "Printer offline for two weeks now. I've restarted it and changed the cable.",
            {
                "device": "Printer",
                "since": "for two weeks",
                "steps_tried": "I've restarted it and changed the cable",
            },
        ),
        (
            "ever since I moved house it blinks red; tried a factory reset",
            {"since": "ever since I moved house it", "steps_tried": "tried a factory reset"},
        ),
    ],
)
def test_what_a_message_tells_is_found(message: str, told: dict[str, str]) -> None:
    found = find_details([("", message)])

    assert {detail.name: detail.text for detail in found} == told


@pytest.mark.parametrize(
    "message",
    [
        "Why was I charged 59.50 euros twice for the same subscription?",
        "I have not tried anything yet",
        "I tried everything",
        "I tried to pay but it failed",
        "Nothing works!!",
        "You took 8900 euros from my account",
        "",
        "😀",
    ],
)
def test_what_a_message_does_not_tell_is_not_found(message: str) -> None:
    assert find_details([("", message)]) == []


@pytest.mark.parametrize(
    ("asked", "answer", "told"),
    [
        ("Please send us your account number.", "it is 4711", ("account_number", "4711")),
        ("Please send us your account number.", "C-20931", ("account_number", "C-20931")),
        ("We need to know when it started.", "this morning", ("since", "this morning")),
    ],
)
def test_an_answer_tells_what_was_asked_for(asked: str, answer: str, told: tuple[str, str]) -> None:
    assert find_details([("", "help"), (asked, answer)]) == [told]


def test_a_bare_number_tells_nothing_where_none_was_asked_for() -> None:
    assert find_details([("", "4711"), ("Which colour do you like?", "4711")]) == []


def test_the_newest_word_counts_and_every_step() -> None:
    said = [
        ("", "My account number is 1111. I restarted it."),
        ("", "Sorry, my account number is 2222. I reinstalled it."),
    ]

    found = find_details(said)

    assert [detail.text for detail in found] == ["2222", "I restarted it", "I reinstalled it"]


@pytest.mark.parametrize("piece", ["I tried ", "1-", "account ", "since the ", '"', "error "])
def test_a_very_long_message_is_read_quickly(piece: str) -> None:
    started = time.perf_counter()

    find_details([("", piece * 100_000)])

    assert time.perf_counter() - started < 1
