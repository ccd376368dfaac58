"""What the offline model lists as a request that is no task, word for word."""

import pytest

from frontdesk.models.offline.planning.unhandled import find_unhandled


@pytest.mark.parametrize(
    ("message", "found"),
    [
        ("Please cancel my order A-12402.", ["Please cancel my order A-12402"]),
        ("Can I exchange the apron for a larger one?", ["exchange the apron"]),
        ("Please change my delivery address.", ["change my delivery address"]),
        ("Where is my refund?", ["Where is my refund"]),
        ("I must complain about your rude driver.", ["I must complain"]),
        ("Can I speak to a manager?", ["speak to a manager"]),
        ("Is the lamp dimmable?", ["Is the lamp dimmable"]),
        ("Please cancel my order and change my address.", ["cancel my order", "change my address"]),
    ],
)
def test_a_request_that_no_worker_handles_is_found_in_the_customers_words(
    message: str, found: list[str]
) -> None:
    requests = find_unhandled(message)

    assert len(requests) == len(found)
    for request, words in zip(requests, found, strict=True):
        assert words in request
        assert request in message


@pytest.mark.parametrize(
    "message",
    [
        "Hello, thank you!",
        "Where is my order A-12345?",
        "I want to return it and get a refund.",
        "There is a wrong charge on invoice INV-7890.",
    ],
)
def test_what_a_worker_handles_and_what_asks_for_nothing_is_not_listed(message: str) -> None:
    assert find_unhandled(message) == []


@pytest.mark.parametrize("message", ["Don't cancel my order.", "My order was cancelled."])
def test_what_is_not_wanted_or_has_happened_is_no_request(message: str) -> None:
    assert find_unhandled(message) == []


def test_only_the_clause_that_asks_is_quoted() -> None:
    requests = find_unhandled("Please change my delivery address, and where is A-12345?")

    assert requests == ["Please change my delivery address"]


def test_the_reason_of_a_return_is_no_request_of_its_own() -> None:
    requests = find_unhandled("I would like to return it because I want a different size.")

    assert "I want a different size" not in requests


def test_the_same_words_are_listed_once() -> None:
    requests = find_unhandled("Please cancel A-12402. Please cancel A-12402.")

    assert requests == ["Please cancel A-12402"]


def test_a_long_sentence_is_cut_down_to_the_request() -> None:
    [request] = find_unhandled(f"Can you {'really ' * 60}cancel my order A-12402?")

    assert request.startswith("cancel my order A-12402")
