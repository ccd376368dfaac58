"""How the offline model words its questions."""

import pytest

from frontdesk.models.offline.asking.perspective import from_the_readers_side
from frontdesk.models.offline.asking.questions import make_questions
from frontdesk.models.offline.language.verbs import base_form, third_person


@pytest.mark.parametrize(
    ("statement", "question"),
    [
        pytest.param(
            "The museum was founded in 1928 by the watchmaker Edwin Harlow.",
            "When was the museum founded by the watchmaker Edwin Harlow?",
            id="when",
        ),
        pytest.param(
            "Express delivery costs £8.90 per parcel.",
            "How much does express delivery cost per parcel?",
            id="how much",
        ),
        pytest.param(
            "Trainers offer 14 different classes.",
            "How many different classes do trainers offer?",
            id="how many",
        ),
        pytest.param(
            "Standard delivery takes 3 to 5 working days.",
            "How long does standard delivery take?",
            id="how long",
        ),
        pytest.param(
            "The waste bins are emptied every 30 days.",
            "How often are the waste bins emptied?",
            id="how often",
        ),
        pytest.param(
            "Laptops aren't allowed on weekends because tables are scarce.",
            "Why are laptops not allowed on weekends?",
            id="why",
        ),
        pytest.param(
            "Lisbon is the capital of Portugal.",
            "What is the capital of Portugal?",
            id="what is the",
        ),
        pytest.param(
            "The Legislative Council consisted of 44 elected members.",
            "What did the Legislative Council consist of?",
            id="what of",
        ),
        pytest.param(
            "In 1866, at the age of nine, Ada Harlow left Bergen.",
            "When did Ada Harlow leave Bergen?",
            id="when behind two beginnings",
        ),
        pytest.param(
            "On March 4, 1869, the tunnel was opened to trains.",
            "When was the tunnel opened to trains?",
            id="when with a comma in the date",
        ),
        pytest.param(
            "The county is divided into nine parishes.",
            "How many parishes is the county divided into?",
            id="how many after a preposition",
        ),
        pytest.param(
            "The aim of the society is to protect old clocks.",
            "What is the aim of the society?",
            id="what is the aim",
        ),
        pytest.param(
            "Edwin Harlow argued that clocks should be repaired by hand.",
            "What did Edwin Harlow argue?",
            id="what was argued",
        ),
        pytest.param(
            "There was a fire in the mill in 1857.",
            "When was there a fire in the mill?",
            id="when was there",
        ),
        pytest.param(
            "To install Fernglas on Linux, run the script as root.",
            "How do I install Fernglas on Linux?",
            id="how do I",
        ),
        pytest.param(
            "If your item arrives damaged, send a photo to our support team.",
            "What should I do if my item arrives damaged?",
            id="what should I do",
        ),
        pytest.param(
            "Never share your backup codes with anyone.",
            "Can I share my backup codes with anyone?",
            id="what is forbidden",
        ),
        pytest.param(
            "We do not ship to PO boxes.",
            "Do you ship to PO boxes?",
            id="what is not done",
        ),
    ],
)
def test_a_statement_becomes_the_question_that_it_answers(statement: str, question: str) -> None:
    questions = make_questions({"page": statement}, 1)

    assert questions == [question]


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Can you send us your card?", "Can I send you my card?"),
        ("Do we send you an invoice?", "Do you send me an invoice?"),
        ("What happens if the size you want is sold out?",
         "What happens if the size I want is sold out?"),
        ("When are you charged?", "When am I charged?"),
    ],
)  # fmt: skip
def test_a_help_page_is_asked_from_its_readers_side(said: str, asked: str) -> None:
    assert from_the_readers_side(said) == asked


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("stopped", "stop"), ("hoped", "hope"), ("controlled", "control"), ("carries", "carry"),
        ("wrote", "write"), ("died", "die"), ("crosses", "cross"), ("was", "be"),
        ("located", "locate"),
    ],
)  # fmt: skip
def test_the_base_form_of_a_verb_is_found(form: str, base: str) -> None:
    assert base_form(form) == base


def test_the_third_person_of_a_verb_is_formed() -> None:
    forms = [third_person(base) for base in ("cross", "carry", "play", "have", "go")]

    assert forms == ["crosses", "carries", "plays", "has", "goes"]
