"""Where in a document something stands."""

import pytest

from frontdesk.documents.place import place_of
from frontdesk.documents.sentences import split_sentences
from state.faq import Source

PAGED = "# One\n\nFirst words.\n\n\f# Two\n\nA sentence that\n\fgoes on. Last words.\n"
HEADED = "Before.\n\n# Returns *here*\n\nYou have 30 days.\n\nCosts\n-----\n\nNone at all.\n"


@pytest.mark.parametrize(
    ("content", "words", "place"),
    [
        (PAGED, "# One", "page 1"),
        (PAGED, "First words", "page 1"),
        (PAGED, "# Two", "page 2"),
        (PAGED, "A sentence", "page 2"),
        (PAGED, "Last words", "page 3"),
        (HEADED, "Before", ""),
        (HEADED, "Returns", "Returns here"),
        (HEADED, "You have", "Returns here"),
        (HEADED, "None at all", "Costs"),
        ("", "", ""),
    ],
)
def test_a_place_is_the_page_or_the_nearest_heading(content: str, words: str, place: str) -> None:
    assert place_of({"title": "x", "content": content}, content.index(words)) == place


def test_pages_part_sentences_only_where_the_text_does() -> None:
    sentences = [(s.text, s.kind) for s in split_sentences(PAGED)]

    assert sentences == [
        ("One", "heading"),
        ("First words.", "prose"),
        ("Two", "heading"),
        ("A sentence that\n\fgoes on.", "prose"),
        ("Last words.", "prose"),
    ]


CODE = (
    "# Set up the shop\n\nRun this:\n\n```bash\n# Install the package first\n"
    "pip install shop\n```\n\n"
    "It listens on port 8000.\n\n~~~\n- a\n\n## b\n"
)


def test_what_stands_between_code_fences_is_no_heading_and_no_place() -> None:
    sentences = [(s.text, s.kind) for s in split_sentences(CODE)]

    assert sentences == [
        ("Set up the shop", "heading"),
        ("Run this:", "prose"),
        ("# Install the package first", "code"),
        ("pip install shop", "code"),
        ("It listens on port 8000.", "prose"),
        ("- a", "code"),
        ("## b", "code"),
    ]
    assert all(CODE[s.start : s.end] == s.text for s in split_sentences(CODE))
    source: Source = {"title": "x", "content": CODE}
    assert place_of(source, CODE.index("port")) == "Set up the shop"
