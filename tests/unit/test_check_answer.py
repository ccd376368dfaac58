"""What a program can tell about an answer and its evidence."""

import pytest

from frontdesk.documents.check import (
    LINK_NOT_IN_EVIDENCE,
    NEGATION_NOT_IN_EVIDENCE,
    NUMBER_NOT_IN_EVIDENCE,
    UNSUPPORTED,
    check_answer,
)
from state.faq import Quote


def quotes(text: str, title: str = "Rules") -> list[Quote]:
    return [{"source": title, "text": text, "start": 0, "end": len(text)}]


def code(question: str, answer: str, evidence: str) -> str | None:
    error = check_answer(question, answer, quotes(evidence))
    return error["code"] if error else None


@pytest.mark.parametrize(
    ("answer", "evidence"),
    [
        ("See https://evil.example/x for it.", "The page has it."),
        ("Write to help@evil.example.", "Write to us."),
        ("Look at ![it](evil.example/x.png).", "Look at it."),
        ("Go to evil.example and log in.", "Go to our page and log in."),
        ("Look at <img src=x>.", "Look at it."),
    ],
)
def test_a_link_that_the_evidence_does_not_have_is_rejected(answer: str, evidence: str) -> None:
    assert code("Where is it?", answer, evidence) == LINK_NOT_IN_EVIDENCE


@pytest.mark.parametrize(
    ("answer", "evidence"),
    [
        ("Write to Help@shop.example.", "You can write to help@shop.example."),
        ("Open shop.example, e.g. at night.", "The page https://shop.example/ is open."),
        ("It is in the file index.html.", "The start page is index.html."),
    ],
)
def test_a_link_of_the_evidence_may_be_told(answer: str, evidence: str) -> None:
    assert code("Where is it?", answer, evidence) is None


def test_an_answer_without_a_quote_is_unsupported() -> None:
    error = check_answer("When does it open?", "At nine.", [])

    assert error is not None
    assert error["code"] == UNSUPPORTED


@pytest.mark.parametrize(
    ("answer", "evidence"),
    [
        ("It is valid for 3 years.", "A gift card is valid for three years."),
        ("It has 125 seats.", "There are one hundred and twenty-five seats."),
        ("It costs 1.500 EUR.", "It costs 1,500 euros."),
        ("It costs €1500.00.", "It costs 1 500 euros."),
        ("About 12,000 people live there.", "Twelve thousand people live there."),
        ("It cost 1.5 million.", "It cost 1,500,000 pounds."),
        ("It opens at 8:30.", "It opens at half past eight."),
        ("It opens at 09:00.", "It opens at 9 in the morning."),
        ("On 2024-05-01.", "It opened on 1 May 2024."),
        ("You get 10 % off.", "Members get a tenth off."),
        ("1. Open the lid.\n2. Press the knob.", "Open the lid. Press the knob."),
        ("You have twenty-one days.", "You have 21 days."),
        ("It takes two to five working days.", "It takes 2-5 days."),
        ("There are two ways: by card or in cash.", "Pay by card or in cash."),
        ("In the twenty-first century it takes one day.", "It takes a day."),
        ("Cuesta seis cents.", "Cuesta 600 francos."),
        ("It takes 5-7 days.", "It takes 5 to 7 days."),
        ("In 1931 200 people came.", "In 1931, 200 people came."),
        ("خلال ٣٠ يوما", "خلال 30 يوما"),
        ("Cuesta 30 euros.", "La entrada cuesta treinta euros."),
        ("It is valid for 30 days.", "Die Karte gilt dreißig Tage."),
    ],
    ids=[
        *(
            "word",
            "compound",
            "separators",
            "decimals",
            "scale",
            "million",
            "half",
            "clock",
            "date",
        ),
        *("percent", "list", "compound in words", "range in words", "counted", "ordinal"),
        *(
            "other language's words",
            "range",
            "beside",
            "other digits",
            "other language",
            "two languages",
        ),
    ],
)
def test_a_number_may_be_written_in_another_way(answer: str, evidence: str) -> None:
    assert code("How is it?", answer, evidence) is None


@pytest.mark.parametrize(
    ("answer", "evidence"),
    [
        ("It is valid for 5 years.", "A gift card is valid for three years."),
        ("You have thirty days.", "You have 14 days."),
        ("You have two full weeks.", "You have three weeks."),
        ("It takes two to five working days.", "It takes three to five working days."),
        ("A hundred and twenty people fit in.", "A hundred people fit in."),
        ("It costs 1,600 euros.", "It costs 1,500 euros."),
        ("It costs 500 euros.", "It costs 1,500 euros."),
        ("You get 20 % off.", "You get 15 % off."),
        ("On 2024-06-01.", "It opened on 1 May 2024."),
        ("Cuesta 30 euros.", "La entrada cuesta 20 euros."),
        ("9" * 6_000, "It is the number 5 of the street."),
    ],
    ids=[
        *("word", "in words", "measure in words", "range in words", "compound in words"),
        *("amount", "part", "percent", "date", "other language", "endless"),
    ],
)
def test_a_number_that_the_evidence_does_not_have_is_found(answer: str, evidence: str) -> None:
    assert code("How is it?", answer, evidence) == NUMBER_NOT_IN_EVIDENCE


def test_numbers_of_the_question_the_title_and_the_headings_are_known() -> None:
    answer = "The Lamp 5000 of series 7 has 2 bulbs, in room 12 too."
    evidence = quotes("It has two bulbs.", "Lamp 5000")

    assert check_answer("And in room 12?", answer, evidence, "# Series 7") is None
    assert check_answer("And in room 13?", answer, evidence, "# Series 7") is not None


@pytest.mark.parametrize(
    ("question", "answer", "evidence"),
    [
        ("?", "A gift card is not valid for years.", "A gift card is valid for years."),
        ("?", "The price of tea never changes in the shop.", "The price of tea changes a lot."),
        ("?", "Lost gift cards can be replaced.", "Lost gift cards cannot be replaced."),
        ("Can lost cards be replaced?", "Yes, they can.", "Lost cards can't be replaced."),
        ("?", "Returns are accepted after 30 days.", "Returns are not accepted after 30 days."),
        ("Is delivery on Sundays?", "Yes, on Sundays.", "There is no delivery on Sundays."),
        ("?", "Cash is accepted.", "We accept cards. Cash isn't accepted."),
    ],
    ids=["not", "never", "cannot", "yes", "limit", "few words", "contracted"],
)
def test_an_answer_that_denies_what_its_evidence_says_or_the_other_way_round_is_found(
    question: str, answer: str, evidence: str
) -> None:
    assert code(question, answer, evidence) == NEGATION_NOT_IN_EVIDENCE


@pytest.mark.parametrize(
    ("question", "answer", "evidence"),
    [
        ("Is it free?", "No, delivery costs 5 euros.", "Delivery costs five euros."),
        ("?", "Returns are accepted within 30 days.", "Returns are not accepted after 30 days."),
        ("?", "You cannot return it after 30 days.", "You can return it within 30 days."),
        ("?", "Dogs cannot come in.", "Dogs have to stay outside of the shop."),
        ("?", "Pay no later than on Friday.", "You have to pay by Friday, the last day."),
        ("?", "Books can be renewed.", "Books can be renewed. Films cannot be renewed."),
        ("What can't be returned?", "Opened games.", "Opened games cannot be returned."),
        ("?", "From nine on weekdays.", "It does not open on Sundays, but on weekdays from nine."),
        ("Onde fica?", "A loja fica no porto.", "A loja está na rua do porto."),
        ("Can I swim?", "No, you cannot swim there.", "Das Baden im See ist verboten."),
    ],
    ids=[
        *("reply", "within", "after", "other words", "idiom", "beside", "asked", "contrast"),
        *("other language", "two languages"),
    ],
)
def test_what_only_looks_like_a_contradiction_is_none(
    question: str, answer: str, evidence: str
) -> None:
    assert code(question, answer, evidence) is None


@pytest.mark.parametrize(
    ("question", "answer", "evidence"),
    [
        ("May I return it within 60 days?", "Yes, within 60 days.", "Return it within 30 days."),
        ("Does it cost 9 euros?", "It costs nine euros.", "A day costs €12.50."),
        ("Is it 3 km long?", "Yes, it is 3 km long.", "Trail 3 is two to five kilometers long."),
    ],
    ids=["days", "money", "number of something else"],
)
def test_a_measure_of_the_question_is_not_affirmed_against_the_evidence(
    question: str, answer: str, evidence: str
) -> None:
    assert code(question, answer, evidence) == NUMBER_NOT_IN_EVIDENCE


@pytest.mark.parametrize(
    ("question", "answer", "evidence"),
    [
        ("May I return it within 60 days?", "No, 60 days is too long.", "You have 30 days."),
        (
            "Is it less than 50 euros?",
            "Yes, less than 50 euros: it costs 30.",
            "It costs 30 euros.",
        ),
        ("Is it below $50?", "Yes: $30 is below $50.", "It costs 30 dollars."),
        ("May I return it within 2 weeks?", "Yes, within 2 weeks.", "You have 14 days."),
        ("What does room 17 cost?", "Room 17 costs $5,000,000.", "It costs $5 million."),
    ],
    ids=["denied", "amount beside", "symbols", "another unit", "scale"],
)
def test_a_number_of_the_question_may_be_repeated(
    question: str, answer: str, evidence: str
) -> None:
    assert code(question, answer, evidence) is None
