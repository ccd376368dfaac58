"""Questions that the offline model makes from documents."""

import time

import pytest

from frontdesk.models.offline.answering.answers import answer_question
from frontdesk.models.offline.asking.questions import make_questions

BAKERY = """\
# Bakery

The bakery was founded in 1932 by two brothers from Bergen. A loaf of rye bread costs 45 kroner.
The oven holds sixty loaves. Bread is baked every morning. Dogs are not allowed in the shop because
flour attracts them.

## Ordering a cake

You can order a cake by phone. Cakes must be ordered within two days of the party.
"""
LIBRARY = """\
# Library

The reading room opens at 9:30 on weekdays. Books can be borrowed for four weeks. To renew a loan,
show your card at the desk. If a book is lost, the borrower pays for a new copy. The archive is
located in the basement of the town hall. The museum consists of four halls.
"""
PRINTER = """\
# Printer

## How to replace the toner

Open the front cover and pull out the cartridge.

## Does the printer work without paper?

It needs at least one sheet in the tray.
"""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("Hello", id="one word"),
        pytest.param("The red door", id="one noun phrase"),
        pytest.param("| Country | Fee |\n|---|---|\n| Norway | 12 |", id="table"),
        pytest.param("```python\nfor i in range(10):\n    print(i)\n```", id="code"),
        pytest.param("المتجر مفتوح من التاسعة صباحا.", id="Arabic"),
        pytest.param("这家商店九点开门。", id="Chinese"),
        pytest.param("It was theirs. They lost it. This is why.", id="pronouns only"),
    ],
)
def test_a_text_without_a_readable_statement_yields_no_question(text: str) -> None:
    questions = make_questions({"page": text}, 5)

    assert questions == []


def test_questions_are_spread_over_the_documents_in_their_order() -> None:
    documents = {"bakery": BAKERY, "library": LIBRARY, "printer": PRINTER}

    questions = make_questions(documents, 6)

    assert [_origin(question, documents) for question in questions] == [
        "bakery", "bakery", "library", "library", "printer", "printer",
    ]  # fmt: skip


def test_a_document_that_yields_little_leaves_its_share_to_the_others() -> None:
    documents = {"note": "Thank you!", "bakery": BAKERY, "library": LIBRARY}

    questions = make_questions(documents, 8)

    assert len(questions) == 8


def test_questions_are_distinct_and_the_same_every_time() -> None:
    documents = {"bakery": BAKERY, "library": LIBRARY}

    questions = make_questions(documents, 12)

    assert len({question.lower() for question in questions}) == len(questions) == 12
    assert questions == make_questions(documents, 12)


def test_a_question_asked_before_is_not_asked_again_whatever_its_case_and_marks() -> None:
    text = "The firm was founded in 1901. The firm ships lamps to 14 countries."
    first = make_questions({"page": text}, 1)

    others = make_questions({"page": text}, 5, [first[0].upper().replace("?", " ?!")])

    assert others
    assert first[0] not in others


def test_headings_and_ready_made_questions_are_asked() -> None:
    questions = make_questions({"printer": PRINTER}, 2)

    assert questions == [
        "How do I replace the toner?",
        "Does the printer work without paper?",
    ]


def test_a_question_that_two_documents_answer_equally_is_not_asked() -> None:
    documents = {"old": "The shop opens at 9:00.", "new": "The shop opens at 10:00."}

    questions = make_questions(documents, 4)

    assert "At what time does the shop open?" not in questions


def test_a_document_that_is_there_twice_is_asked_about_like_any_other() -> None:
    newer = f"{BAKERY}\n## Gifts\n\nGift wrapping costs two kroner.\n"

    copied = make_questions({"bakery": BAKERY, "copy": BAKERY}, 5)
    changed = make_questions({"bakery": BAKERY, "newer": newer}, 5)

    assert len(copied) == len(changed) == 5


def test_no_question_speaks_of_something_that_only_another_sentence_names() -> None:
    text = "Harlow collected clocks. He sold them in 1951. These were old. It made him rich."

    questions = make_questions({"page": text}, 10)

    words = {word for question in questions for word in question.lower().strip("?").split()}
    assert words.isdisjoint({"he", "them", "these", "it", "him", "this"})


def test_a_pronoun_is_replaced_by_the_name_that_it_stands_for() -> None:
    text = "Ada Harlow directed the museum. She introduced night tours in 1951."

    questions = make_questions({"page": text}, 4)

    assert "When did Ada Harlow introduce night tours?" in questions


@pytest.mark.parametrize("title", ["Ada Harlow", "ada/Ada_Harlow.txt", "Ada Harlow (2)"])
def test_a_page_about_a_person_is_asked_about_by_that_name(title: str) -> None:
    questions = make_questions({title: "She introduced night tours in 1951."}, 1)

    assert questions == ["When did Ada Harlow introduce night tours?"]


def test_a_rich_statement_is_asked_for_different_things() -> None:
    text = "The watchmaker Edwin Harlow founded the museum in 1928."

    questions = make_questions({"page": text}, 2)

    assert [question.split()[0] for question in questions] == ["When", "What"]


def test_every_statement_is_asked_about_before_any_is_asked_about_twice() -> None:
    text = "The mill was built in 1890 by Ada Harlow. Grain was ground here until 1931."

    questions = make_questions({"page": text}, 2)

    assert ["mill" in question for question in questions] == [True, False]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        pytest.param("As Ann was ill, he sold clocks in 1951.", "clocks", id="another name"),
        pytest.param("Some argue that it is small, cold and dark.", "small?", id="cut short"),
        pytest.param("Ills such as war, famine, and weather hit us.", "did weather", id="list"),
    ],
)
def test_what_may_be_misread_is_not_asked(text: str, wrong: str) -> None:
    questions = make_questions({"page": f"Edwin Harlow lived in Bergen. {text}"}, 10)

    assert "Where did Edwin Harlow live?" in questions
    assert not any(wrong in question for question in questions)


def test_every_question_is_answered_by_the_statement_that_it_comes_from() -> None:
    documents = {"bakery": BAKERY, "library": LIBRARY}

    questions = make_questions(documents, 12)

    answers = [answer_question(question, documents) for question in questions]
    assert all(answer is not None for answer in answers)
    assert len({answer.text for answer in answers if answer}) > 6


def test_marks_and_tags_of_the_text_do_not_reach_the_question() -> None:
    text = '<p>The **pool** has [two slides](https://example.org) and "hot" tubs 🎉.</p>'

    questions = make_questions({"page": text}, 3)

    assert questions
    assert not set('*[]<>()🎉"') & set("".join(questions))


def test_a_very_large_document_is_answered_soon() -> None:
    text = "\n\n".join(
        f"## Lamp {number}\n\nLamp {number} was built in {1500 + number % 500} by Norlight. "
        f"The glass of lamp {number} weighs {number + 2} grams."
        for number in range(9000)
    )
    make_questions({"warm up": BAKERY}, 1)
    start = time.perf_counter()

    questions = make_questions({"lamps": text}, 10)

    assert len(questions) == 10
    assert time.perf_counter() - start < 10


def _origin(question: str, documents: dict[str, str]) -> str:
    return next(
        title for title, text in documents.items() if question in make_questions({title: text}, 40)
    )
