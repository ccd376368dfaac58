"""Answers and quotes as a reader of a page sees them, without Markdown's marks."""

import json
import re
from typing import Any

import pytest

from frontdesk.documents.changes import change_of
from frontdesk.documents.sentences import on_few_lines
from frontdesk.exports.html import faq_html
from frontdesk.exports.json import faq_json
from frontdesk.exports.links import address_of_text
from frontdesk.exports.markdown import faq_markdown
from frontdesk.exports.reading import as_read
from frontdesk.exports.review import review_markdown, review_text
from frontdesk.exports.text import faq_text
from frontdesk.models.offline.answering.answers import answer_question
from state.faq import FAQ, FAQOutput, Quote, Source
from state.usage import no_usage

PROSE = "You can return **any product** within [30 days](https://e.org/r)."
TABLE = "| Country | Cost |\n|---|---|\n| Austria | 9 euros |"
PAGE = f'<div align="center">\n\n# Returns\n\n</div>\n\n{PROSE}\n\n{TABLE}\n'
MARKS = re.compile(r"\*\*any|\]\(|e\.org/r|align=|\| ?---? \|")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (PROSE, "You can return any product within 30 days."),
        ("*Really* **very** ***much*** _so_ ~~not~~.", "Really very much so not."),
        ("**Bold _and slanted_ words**", "Bold and slanted words"),
        ("2*3*4 is 24 and 5 * 3 * 2 is 30.", "2*3*4 is 24 and 5 * 3 * 2 is 30."),
        ("Use snake_case_names, not 5* or 4*.", "Use snake_case_names, not 5* or 4*."),
        ("**重要**です", "重要です"),
        ("Say so. **Note: keep it.", "Say so. Note: keep it."),
        ("Do not lose it.**", "Do not lose it."),
        ("**", ""),
        (" ", " "),
        ("2**3 is 8 and 2 ** 3 as well", "2**3 is 8 and 2 ** 3 as well"),
        ("Run `pip install *` and ``a ` b``.", "Run pip install * and a ` b."),
        (r"A \*star\* costs \$5 in C:\dir.", r"A *star* costs \$5 in C:\dir."),
        ('[A](https://e.org/A_(b) "T") and [b][1] in a[1][2].', "A and b in a[1][2]."),
        ("[![Built](https://e.org/b.svg)](https://e.org)", "Built"),
        ("Write to <help@e.org> or see <https://e.org/a>.", "Write to help@e.org or see https://e.org/a."),
        ('<div align="center">\n\n<b>Free</b> of charge\n\n</div>', "Free of charge"),
        ("10<sup>6</sup> parcels", "10^6 parcels"),
        ("git clone <url> if 1 < 2 > 0", "git clone <url> if 1 < 2 > 0"),
        ("## Sizes ##\n\nOf **all**:", "Sizes\n\nOf all:"),
        ("after the third\n\freminder.\n\n\f## Sizes", "after the third\nreminder.\n\nSizes"),
        ("* small\n+ **large**\n2. other\n> said", "• small\n• large\n2. other\nsaid"),
        ("So:\n\n```sh\n# Fill *it*\n```\n\nThen **go**.", "So:\n\n# Fill *it*\n\nThen go."),
        (TABLE, "Country: Austria; Cost: 9 euros"),
        ("| Austria | **9** euros |", "Austria; 9 euros"),
        (r"| a \| b | `c` |", "a | b; c"),
        ("|---|---|", ""),
    ],
)  # fmt: skip
def test_marks_are_not_read_and_words_are(written: str, read: str) -> None:
    assert as_read(written) == read


def _answered(question: str) -> FAQ:
    extract = answer_question(question, {"Returns": PAGE})
    assert extract
    text = TABLE if "Austria" in extract.text else PROSE
    start = PAGE.index(text)
    quote: Any = {"source": "Returns", "text": text, "start": start, "end": start + len(text)}
    return {
        "question": question,
        "answer": extract.text,
        "sources": ["Returns"],
        "evidence": [quote],
        "status": "answered",
        "error": None,
        "answered_by": None,
    }


@pytest.fixture
def output() -> FAQOutput:
    """An FAQ of a page with bold words, a link and a table."""
    questions = ["Within how many days can I return any product?", "What does Austria cost?"]
    return {"faqs": [*map(_answered, questions)], "shortfall": 0, "usage": no_usage()}


SOURCES: list[Source] = [{"title": "Returns", "content": PAGE, "url": "https://shop.example/help"}]


def test_no_export_shows_marks_and_the_json_quotes_word_for_word(output: FAQOutput) -> None:
    changes = [change_of(None, faq) for faq in output["faqs"]]
    page = faq_html(output, SOURCES)
    shown = re.sub(r"<style>.*?</style>|<[^>]*>", "", page, flags=re.DOTALL)
    review = review_markdown(changes)

    for text in (shown, str(faq_text(output)), faq_markdown(output), review_text(changes), review):
        assert "You can return any product within 30 days." in text
        assert "Country: Austria; Cost: 9 euros" in text
        assert not MARKS.search(text)
        assert text is review or "|" not in text
    [first, second] = json.loads(faq_json(output, SOURCES))["faqs"]
    assert first["evidence"][0]["text"] == PROSE
    assert second["evidence"][0]["text"] == TABLE


def test_a_page_shows_an_answer_that_is_its_quote_once_and_marks_it_in_the_passage(
    output: FAQOutput,
) -> None:
    page = faq_html(output, SOURCES)
    start = PAGE.index(PROSE)

    assert page.count('class="is-answer"') == 2
    assert f'<span id="quote_1_{start}">You can return any product within 30 days.</span>' in page
    assert f'href="#quote_1_{start}"' in page
    assert "Austria; 9 euros</span></mark>" in page


def test_code_in_an_answer_and_in_its_passage_keeps_its_lines() -> None:
    content = "Run it:\n\n```sh\nmake it  # now\nmake all\n```\n\nThat is all.\n"
    quote: Any = {"source": "Set up", "text": content, "start": 0, "end": len(content)}
    faq: Any = {**_answered("What does Austria cost?"), "answer": content, "evidence": [quote]}
    output: Any = {"faqs": [faq], "shortfall": 0, "usage": no_usage()}

    page = faq_html(output, [{"title": "Set up", "content": content}])

    assert page.count("Run it:\n\nmake it  # now\nmake all\n\nThat is all.") == 2
    assert on_few_lines(content).count("make it  # now\nmake all\n") == 1


@pytest.mark.parametrize("last", ["| Austria | 9 euros |", "2. Print the label."])
def test_the_text_after_a_table_or_a_list_is_a_line_of_its_own(last: str) -> None:
    assert on_few_lines(f"{last}\n\nIt is\nfree.\n\nAlways.") == f"{last}\nIt is free. Always."


def test_a_quoted_row_is_shown_with_the_names_of_its_columns() -> None:
    row = "| Austria | 9 euros |"
    start = PAGE.index(row)
    quote: Quote = {"source": "Shop", "text": row, "start": start, "end": start + len(row)}
    asked = _answered("What does it cost to Austria?")
    answers = ("9 euros.", row, TABLE)
    faqs: list[FAQ] = [
        {**asked, "answer": answer, "sources": ["Shop"], "evidence": [quote]} for answer in answers
    ]
    output: FAQOutput = {"faqs": faqs, "shortfall": 0, "usage": no_usage()}

    page = faq_html(output, [{"title": "Shop", "content": PAGE}])

    assert page.count("<p>Country: Austria; Cost: 9 euros</p>") == 3
    assert page.count('class="is-answer"') == 2


def test_the_first_of_several_quoted_items_has_its_number_as_the_others_have() -> None:
    content = "To return it:\n\n1. Open the app.\n2. Print the label.\n"
    text = "Open the app.\n2. Print the label."
    start = content.index(text)
    quote: Quote = {"source": "Shop", "text": text, "start": start, "end": start + len(text)}
    asked = _answered("What does Austria cost?")
    faq: FAQ = {**asked, "answer": text, "sources": ["Shop"], "evidence": [quote]}
    output: FAQOutput = {"faqs": [faq], "shortfall": 0, "usage": no_usage()}

    page = faq_html(output, [{"title": "Shop", "content": content}])

    assert "<p>1. Open the app.\n2. Print the label.</p>" in page
    assert page.count('class="is-answer"') == 1


def test_a_text_fragment_of_a_table_has_its_first_and_its_last_cell() -> None:
    address = address_of_text("https://e.org/", TABLE)

    assert address == "https://e.org/#:~:text=Country,9%20euros"


def test_what_marks_hid_is_as_harmless_as_before() -> None:
    hidden = "<b><script>**alert**(1)</script></b>\x1b[2J\u202e [a](x)"
    faq = {**_answered("What does Austria cost?"), "answer": hidden}
    output: Any = {"faqs": [faq], "shortfall": 0, "usage": no_usage()}

    page, text = faq_html(output, SOURCES), str(faq_text(output))

    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page
    assert not any(letter in text + page for letter in "\x1b\u202e")
    assert r"\<script>alert(1)\</script>" in faq_markdown(output)
