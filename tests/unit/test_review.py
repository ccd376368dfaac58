"""What a reviewer is shown of an FAQ that was made again."""

from typing import Any

import pytest
from markdown_it import MarkdownIt

from frontdesk.documents.changes import Change, change_of
from frontdesk.exports.review import review_markdown, review_text
from state.faq import FAQ


def _faq(answer: str = "It costs 14 euros.", **changes: Any) -> FAQ:
    quote = {"source": "Shipping", "text": answer, "start": 0, "end": len(answer)}
    faq: FAQ = {
        "question": "What does it cost?",
        "answer": answer,
        "sources": ["Shipping"],
        "evidence": [quote],  # type: ignore[list-item]
        "status": "answered",
        "error": None,
        "answered_by": None,
    }
    return {**faq, **changes}  # type: ignore[typeddict-item]


UNSUPPORTED = _faq("", status="unsupported", evidence=[], sources=[])
FAILED = _faq(
    "", status="failed", error={"code": "blocked", "message": "Refused.", "retryable": False}
)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (_faq(), _faq("it  costs 14\neuros."), "kept"),
        (_faq(), _faq(sources=["Delivery"]), "kept"),
        (_faq(), _faq("It costs 16 euros."), "changed"),
        (_faq(), _faq(evidence=[]), "changed"),
        (_faq(), UNSUPPORTED, "withdrawn"),
        (UNSUPPORTED, UNSUPPORTED, "kept"),
        (UNSUPPORTED, _faq(), "changed"),
        (FAILED, UNSUPPORTED, "changed"),
        (_faq(), FAILED, "failed"),
        (None, FAILED, "failed"),
        (None, _faq(), "new"),
        (None, UNSUPPORTED, "new"),
    ],
)
def test_what_has_become_of_a_question(old: FAQ | None, new: FAQ, kind: str) -> None:
    assert change_of(old, new).kind == kind


def test_a_withdrawn_question_is_marked_until_it_is_answered() -> None:
    withdrawn = change_of(_faq(), UNSUPPORTED).new
    again = change_of(withdrawn, UNSUPPORTED)
    answered = change_of(withdrawn, _faq())

    assert withdrawn["status"] == "unsupported"
    assert withdrawn["error"] and withdrawn["error"]["code"] == "withdrawn"
    assert (again.kind, again.new) == ("kept", withdrawn)
    assert (answered.kind, answered.new) == ("changed", _faq())


CHANGES = [
    change_of(_faq(), _faq(sources=["Delivery"])),
    change_of(_faq(), _faq("It costs 16 euros.")),
    change_of(_faq(), UNSUPPORTED),
    change_of(None, _faq("Evil | <td >cell</object>\n\nand ~~more")),
]


def test_the_review_counts_first_and_shows_old_and_new_side_by_side() -> None:
    review = review_markdown(CHANGES)

    assert review.splitlines()[4] == "1 kept, 1 changed, 1 new, 1 withdrawn, 0 failed."
    assert "| answer | It costs ~~14~~ euros. | It costs **16** euros. |" in review
    assert "Now from Delivery, before from Shipping." in review
    assert "| remark |  | Note: The documents no longer support the earlier answer. |" in review
    assert [line for line in review.splitlines() if line.startswith("## ")] == [
        "## Changed",
        "## New",
        "## Withdrawn",
        "## Kept",
    ]


def test_untrusted_text_stays_in_its_cell() -> None:
    page = (
        MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(review_markdown(CHANGES))
    )

    assert "<td>Evil | cell&lt;/object&gt; and ~~more</td>" in page
    assert page.count("<table>") == 3


def test_sections_without_questions_say_so() -> None:
    assert review_markdown([]).count("None.") == 4


def test_the_review_as_text_marks_words() -> None:
    text = review_text(CHANGES)

    assert text.startswith("1 kept, 1 changed, 1 new, 1 withdrawn, 0 failed.\n\nChanged: What does")
    assert "  answer before: It costs [-14-] euros.\n  answer now: It costs {+16+} euros.\n" in text
    assert text.count("What does it cost?") == 3


def test_very_long_texts_are_shown_without_marks() -> None:
    long = Change("changed", _faq("a " * 200_000), _faq("b " * 200_000))

    assert "~~" not in review_markdown([long])
