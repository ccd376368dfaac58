"""Which questions ask the same."""

import pytest

from frontdesk.documents.distinct import distinct_questions


@pytest.mark.parametrize(
    ("question", "again"),
    [
        ("When does the shop open on weekdays?", "when does the shop open, on weekdays"),
        ("What does a repair cost?", "What do repairs cost?"),
        ("How long is the warranty?", "The warranty is how long?"),
        ("美术馆几点关门?", "美术馆几点关门"),
    ],
    ids=["punctuation", "plural", "order", "Chinese"],
)
def test_the_same_question_is_kept_once(question: str, again: str) -> None:
    assert distinct_questions([question, again]) == [question]
    assert distinct_questions([again], earlier=[question]) == [question]


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("What does room 17 cost?", "What does room 18 cost?"),
        ("Who runs the Prague office?", "Who runs the Paris office?"),
        ("When was it founded?", "Where was it founded?"),
        ("Can I return opened items?", "Can I return unopened items?"),
        ("What does delivery cost?", "What does express delivery cost?"),
        ("Are you open on Monday?", "Are you open on Sunday?"),
        ("这家店在周末的上午几点开门?", "这家店在周末的上午几点关门?"),
    ],
    ids=["number", "name", "question word", "prefix", "kind", "day", "Chinese"],
)
def test_a_question_about_something_else_is_kept(question: str, other: str) -> None:
    assert distinct_questions([question, other]) == [question, other]


def test_what_asks_nothing_is_dropped() -> None:
    assert distinct_questions(["", " ?! ", "Is it?"]) == ["Is it?"]
