"""The offline model writes letters and replies from the points that it is given."""

import pytest

from frontdesk.models.offline.replies import write_letter, write_reply

POINTS = ["Your order A-1 is on its way.", "We opened case C-7. It takes two days."]


def test_a_letter_holds_the_points_as_paragraphs_between_greeting_and_signature() -> None:
    letter = write_letter(POINTS)

    paragraphs = letter.split("\n\n")
    assert paragraphs[0] == "Hello,"
    assert paragraphs[2:4] == POINTS
    assert letter.endswith("Your front desk")


def test_a_letter_adds_no_number() -> None:
    letter = write_letter(["We are looking into it."])

    assert not any(character.isdigit() for character in letter)


def test_a_reply_names_the_topic_and_keeps_the_points_in_order() -> None:
    reply = write_reply("My router keeps dropping the signal", POINTS)

    assert reply == f"Thank you for writing to us about your router. {POINTS[0]} {POINTS[1]}"


def test_what_is_ours_is_named_as_ours() -> None:
    reply = write_reply("Why does your app crash?", [])

    assert reply.startswith("Thank you for writing to us about our app.")


@pytest.mark.parametrize(
    "message",
    [
        "Your stupid fucking app is shit",
        "My card 4111 1111 1111 1111 and my mail a.b@example.com",
        "asdf",
        "",
        "😀 שלום {topic} <b>",
    ],
)
def test_nothing_unsafe_is_echoed(message: str) -> None:
    reply = write_reply(message, ["Point."])

    assert reply in {
        "Thank you for your message. Point.",
        "Thank you for writing to us about your card. Point.",
    }


def test_without_points_a_reply_says_that_it_is_automatic() -> None:
    reply = write_reply("hello", [])

    assert reply == (
        "Thank you for your message. This is an automatic reply from Frontdesk's offline model."
    )


def test_braces_in_points_stay_as_they_are() -> None:
    reply = write_reply("hello", ["Use {name} and {0}."])

    assert reply.endswith("Use {name} and {0}.")
