"""The offline model finds enough questions in texts that state little in plain words."""

import pytest

from frontdesk.models.offline.answering.answers import answer_question
from frontdesk.models.offline.asking.questions import make_questions
from frontdesk.models.offline.language.grammar import read_statements
from frontdesk.models.offline.language.tagging import plain_text, tag_words

# Long sentences that report what others wrote, mostly in quotation marks.
ESSAYS = {
    "Style": (
        'Writing to his brother, the critic Odo Pell called the etchings of Marta Quill "the '
        "work of somebody who looks at a harbour as others look at a face, with patience, without "
        'flattery, and with an eye for what will not last". In the opinion of Hanna Sorvari, whose '
        "catalogue of the Turku collection remains the fullest, the plates that Quill made for "
        "the Baltic Review, with their heavy skies and their empty quays, owe more to the woodcuts "
        "of Lindqvist than to anything that she could have seen in Paris."
    ),
    "Reception": (
        "Comparing her with painters such as Emil Strand, some have gone so far as to say that "
        'she "drew with the tide rather than with the hand", a phrase that Ruben Aalto, writing '
        "for the Helsinki Courier, turned against her. According to Ines Fabre, in whose memoirs "
        'the quarrel fills a whole chapter, Aalto "never forgave the harbour for being grey", and '
        "whoever reads the letters to Sofia Brandt will find little to speak against that."
    ),
    "Legacy": (
        "Besides the museum at Naantali, where the Lindqvist woodcuts hang beside hers, and the "
        "small print room of the Estonian Academy, few have thought it worth their while to "
        'collect "the grey plates", as Viktor Saar put it. Not until the Oslo exhibition, with its '
        "long queues along the Aker river, did the name of Quill, once known to a handful of "
        "printers, begin to be spoken with the respect that the critic Odo Pell had asked for."
    ),
}


def test_as_many_questions_as_wanted_are_made_of_long_and_quoting_sentences() -> None:
    questions = make_questions(ESSAYS, 8)

    assert len(questions) == len(set(questions)) == 8


def test_a_question_about_a_name_is_answered_by_a_text_that_has_it() -> None:
    questions = [q for q in make_questions(ESSAYS, 8) if q.startswith("What is there to know")]

    assert questions
    for question in questions:
        name = question.removeprefix("What is there to know about ").removesuffix("?")
        answer = answer_question(question, ESSAYS)
        assert answer is not None
        assert name.lower() in ESSAYS[answer.title].lower()


def test_names_in_a_sentence_with_an_ellipsis_can_be_asked_about() -> None:
    text = 'The critic wrote that "the harbour ... remained grey" to Ines Fabre and to nobody else.'

    assert make_questions({"Letters": text}, 1) == ["What is there to know about Ines Fabre?"]


def test_a_noun_in_front_of_the_verb_is_not_read_as_a_verb() -> None:
    tokens = tag_words("The largest trade groups in the valley as of 1990 are bakers and smiths")

    clauses = read_statements(tokens)

    assert all(clause.base != "group" for clause in clauses)


def test_when_something_is_the_named_thing_is_not_asked() -> None:
    text = (
        "The town with the largest growth was Billings with an increase of 300 from 1990 to 2000."
    )

    questions = make_questions({"Growth": text}, 5)

    assert questions
    assert not any(question.startswith("When was the town") for question in questions)


def test_soft_hyphens_divide_no_words() -> None:
    documents = {"Care": "The war\u00adran\u00adty of a lamp lasts three years."}

    questions = make_questions(documents, 1)
    answer = answer_question("How long is the warranty?", documents)

    assert questions == ["How long does the warranty of a lamp last?"]
    assert answer is not None
    assert answer.text == documents["Care"]


def test_accents_of_their_own_are_read_as_parts_of_letters() -> None:
    text = plain_text("The re\u0301sume\u0301 desk closes at five.")

    assert text == "The r\u00e9sum\u00e9 desk closes at five."


def test_no_question_is_made_of_code() -> None:
    text = "The shop listens on port 8000.\n\n```bash\n# Install the package first\nmake all\n```\n"

    questions = make_questions({"Set up": text}, 5)

    assert questions
    assert not any("nstall" in question for question in questions)


GERMAN = (
    "# Hilfe\n\nDie Öffnungszeiten sind von 9 bis 18 Uhr. Rückgaben dauern 30 Tage.\n\n"
    "Sie können Artikel innerhalb von 30 Tagen zurückgeben.\n"
)
FINNISH = (
    "# Ohje\n\nMyymälä avataan kello yhdeksän ja suljetaan kello viisi. Palautusaika kestää "
    "kolmekymmentä päivää toimituksesta.\n"
)


@pytest.mark.parametrize("text", [GERMAN, FINNISH])
def test_no_english_question_is_made_of_text_in_another_language(text: str) -> None:
    assert make_questions({"Hilfe": text}, 5) == []


def test_a_page_in_two_languages_is_asked_about_in_english() -> None:
    text = "The museum opens at nine.\n\nDie Öffnungszeiten sind von 9 bis 18 Uhr.\n"

    questions = make_questions({"Hours": text}, 5)

    assert questions
    assert all("museum" in question for question in questions)


def test_the_half_of_the_day_ends_no_sentence() -> None:
    text = "The museum opens at 9 a.m. and closes at 5 p.m. on weekdays."

    assert "At what time does the museum open?" in make_questions({"Hours": text}, 5)
