"""Reading PDF files."""

from collections.abc import Callable
from typing import Any

import pytest

from frontdesk.documents.document import UnreadableError
from frontdesk.documents.formats import read_document
from frontdesk.documents.pdf_text import Line, to_markdown

MakePdf = Callable[..., bytes]
PrintLines = Callable[..., list[Any]]

BODY = """
Every widget has a warranty of two years, and it begins
on the day of delivery.

Batteries are left out.
"""


def test_headings_paragraphs_and_pages_stay_what_they_are(
    make_pdf: MakePdf, print_lines: PrintLines
) -> None:
    pages = [print_lines(f"# Warranty\n{BODY}"), print_lines("# Repairs\nWe repair it for free.")]

    document = read_document(make_pdf(pages))

    assert document.title == "Warranty"
    assert document.content == (
        "# Warranty\n\n"
        "Every widget has a warranty of two years, and it begins\non the day of delivery.\n\n"
        "Batteries are left out.\n\n"
        "\f# Repairs\n\nWe repair it for free.\n"
    )


def test_a_bold_line_of_the_texts_size_is_a_heading(
    make_pdf: MakePdf, print_lines: PrintLines
) -> None:
    page = [("Opening hours", 11, 790, True), *print_lines(BODY)]

    document = read_document(make_pdf([page]))

    assert document.content.startswith("# Opening hours\n\nEvery widget")


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        pytest.param("Widget Shop, terms of 2026", "Page {} of 6", id="page number in words"),
        pytest.param("Widget Shop", "- {} -", id="page number alone"),
        pytest.param(
            "Chapter {chapter}: Returns {}", "All rights reserved.", id="beside a chapter"
        ),
    ],
)
def test_what_every_page_repeats_is_dropped(
    make_pdf: MakePdf, print_lines: PrintLines, head: str, foot: str
) -> None:
    pages = [
        [
            (head.format(number, chapter=number // 2), 9, 810, False),
            *print_lines(f"Rule {number * 7} of the shop.\nIt holds in {2000 + number * 3}."),
            (foot.format(number), 9, 30, False),
        ]
        for number in range(1, 7)
    ]

    content = read_document(make_pdf(pages)).content

    assert content.split("\n\n\f") == [
        f"Rule {number * 7} of the shop.\nIt holds in {2000 + number * 3}." + "\n" * (number == 6)
        for number in range(1, 7)
    ]


def test_a_foot_that_is_drawn_before_the_text_is_dropped(
    make_pdf: MakePdf, print_lines: PrintLines
) -> None:
    texts = ["The bill is sent in", "a letter that you", "get within a week.", "Pay it then."]
    pages = [
        [
            ("Widget Shop", 9, 810, False),
            (f"Page {number} of 9", 9, 30, False),
            *print_lines(f"{text}\n{text}"),
        ]
        for number, text in enumerate(texts, start=1)
    ]

    content = read_document(make_pdf(pages)).content

    assert content.split() == " ".join(f"{text} {text}" for text in texts).split()


def test_what_two_pages_repeat_is_read_once(make_pdf: MakePdf, print_lines: PrintLines) -> None:
    texts = ["Whoever pays after the third", "reminder pays ten euros more."]
    pages = [
        [
            ("Widget Shop", 9, 810, False),
            (f"Page {number} of 2", 9, 30, False),
            *print_lines(f"{text}\n{text}"),
        ]
        for number, text in enumerate(texts, start=1)
    ]

    content = read_document(make_pdf(pages)).content

    first, second = (f"{text}\n{text}" for text in texts)
    assert content == f"Widget Shop\n\n{first}\n\f{second}\n"


def test_a_chapter_heading_on_every_page_is_no_running_head(
    make_pdf: MakePdf, print_lines: PrintLines
) -> None:
    pages = [
        print_lines(f"# Chapter {n}\n{n * n} words of it.\nThere are {n * n} more.")
        for n in range(1, 6)
    ]

    content = read_document(make_pdf(pages)).content

    assert content.count("# Chapter ") == 5


def test_a_numbered_item_on_top_of_every_page_is_no_page_number(
    make_pdf: MakePdf, print_lines: PrintLines
) -> None:
    pages = [print_lines(f"{n}. Item\nIt has {n * n} words.\nSee {n * 7}.") for n in range(1, 6)]

    content = read_document(make_pdf(pages)).content

    assert content.count("Item") == 5


def test_words_that_a_lines_end_parts_are_joined(
    make_pdf: MakePdf, print_lines: PrintLines
) -> None:
    text = "The pack-\naging and the well-\nknown label, a well-known one, of Anna-\nLena."

    content = read_document(make_pdf([print_lines(text)])).content

    assert content == "The packaging and the well-known label, a well-known one, of Anna-Lena.\n"


def test_letters_in_the_forms_of_print_are_those_that_people_write() -> None:
    printed = "\ufef3\ufea0\ufe90 \ufb01rst"

    assert to_markdown([[Line(printed, 11, 700, False)]]) == "\u064a\u062c\u0628 first\n"


def test_a_raised_number_is_no_digit_of_the_one_before_it(make_pdf: MakePdf) -> None:
    raised, lowered = ("3", 8, 705, False), ("2", 8, 698, False)
    page = [("It moves 10", 11, 700, False), raised, (" litres of H", 11, 700, False), lowered]

    content = read_document(make_pdf([page])).content

    assert content == "It moves 10^3 litres of H2\n"


def test_a_sentence_goes_on_over_the_page(make_pdf: MakePdf, print_lines: PrintLines) -> None:
    pages = [print_lines(text) for text in ("It is sent in its", "origi-", "nal box.", "It is.")]

    content = read_document(make_pdf(pages)).content

    assert content == "It is sent in its\n\f\foriginal box.\n\n\fIt is.\n"


@pytest.mark.parametrize(
    ("properties", "title"),
    [
        pytest.param("Widget handbook", "Widget handbook", id="properties"),
        pytest.param("Microsoft Word - Returns policy", "Returns policy", id="with the program"),
        pytest.param("Microsoft Word - final2.docx", "Batteries", id="file name"),
        pytest.param("untitled", "Batteries", id="untitled"),
        pytest.param("", "Batteries", id="none"),
    ],
)
def test_the_title_is_the_properties_or_the_first_words(
    make_pdf: MakePdf, print_lines: PrintLines, properties: str, title: str
) -> None:
    data = make_pdf([print_lines("Batteries\nThey last for a year.")], title=properties)

    assert read_document(data).title == title


def test_a_pdf_that_anyone_may_open_is_read_though_it_is_encrypted(
    make_pdf: MakePdf, print_lines: PrintLines
) -> None:
    data = make_pdf([print_lines("Words.")], password="")

    assert read_document(data).content == "Words.\n"


def test_a_pdf_without_readable_text_is_told_in_a_sentence(
    make_pdf: MakePdf, print_lines: PrintLines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("frontdesk.documents.pdf.MOST_PAGES", 2)

    with pytest.raises(UnreadableError, match=r"^needs a password$"):
        read_document(make_pdf([print_lines("Words.")], password="secret"))
    with pytest.raises(UnreadableError, match=r"^has no text but only pictures"):
        read_document(make_pdf([[]]))
    with pytest.raises(UnreadableError, match=r"^has 3 pages, more than the 2 that are read$"):
        read_document(make_pdf([print_lines("Words.")] * 3))
