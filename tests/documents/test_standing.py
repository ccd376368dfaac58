"""Which answers stand when documents have changed."""

from typing import Any

import pytest

from frontdesk.documents.standing import standing_faqs
from state.faq import FAQ, Source

OPENING = "The shop opens at nine. It closes at six.\n\nOn Sundays it stays closed.\n"
NINE = "The shop opens at nine."


def _page(title: str, content: str) -> Source:
    return {"title": title, "content": content}


def _faq(*quotes: tuple[str, str, int], **changes: Any) -> FAQ:
    """An answered FAQ with these quotes: the title, the text and where it starts."""
    faq: FAQ = {
        "question": "When does the shop open?",
        "answer": "At nine.",
        "sources": [title for title, _, _ in quotes],
        "evidence": [
            {"source": title, "text": text, "start": start, "end": start + len(text)}
            for title, text, start in quotes
        ],
        "status": "answered",
        "error": None,
        "answered_by": None,
    }
    return {**faq, **changes}  # type: ignore[typeddict-item]


def _stands(faq: FAQ, *pages: Source) -> FAQ | None:
    [standing] = standing_faqs([faq], pages).faqs
    for quote in standing["evidence"] if standing else []:
        content = {page["title"]: page["content"] for page in pages}[quote["source"]]
        assert content[quote["start"] : quote["end"]] == quote["text"]
    return standing


def test_an_answer_on_unchanged_documents_stands_as_it_is() -> None:
    faq = _faq(("Hours", NINE, 0))

    standing = standing_faqs([faq], [_page("Hours", OPENING)])

    assert standing.faqs == [faq]
    assert standing.changed == []


def test_a_quote_is_followed_to_where_it_has_moved() -> None:
    moved = _page("Hours", f"# News\n\nWe have moved.\n\n{OPENING}")

    standing = standing_faqs([_faq(("Hours", NINE, 0))], [moved])

    [faq] = standing.faqs
    assert faq is not None
    assert faq["evidence"][0]["start"] == moved["content"].index(NINE)
    assert standing.changed == [moved]


def test_of_several_places_the_nearest_is_taken() -> None:
    page = _page("Hours", f"{NINE}\n\nIt is small.\n\n{NINE}\n\nIt is red.\n\n{NINE}\n")

    standing = _stands(_faq(("Hours", NINE, 44)), page)

    assert standing is not None
    assert standing["evidence"][0]["start"] == page["content"].index(NINE, 1)


def test_broken_lines_change_nothing_and_the_quote_is_verbatim_again() -> None:
    standing = _stands(
        _faq(("Hours", NINE, 0)), _page("Hours", OPENING.replace(" opens ", "\nopens "))
    )

    assert standing is not None
    assert standing["evidence"][0]["text"] == "The shop\nopens at nine."


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(OPENING.replace("nine", "ten"), id="another word"),
        pytest.param(
            OPENING.replace("nine.", "nine. ").replace("The shop", "The old shop"), id="in"
        ),
        pytest.param(
            OPENING.replace(NINE, f"It is no longer true that {NINE}"), id="in a longer one"
        ),
        pytest.param(OPENING.replace("nine.", "nine.30 on Mondays."), id="goes on"),
        pytest.param("It closes at six.", id="gone"),
        pytest.param("", id="empty"),
    ],
)
def test_an_answer_does_not_stand_on_a_changed_sentence(content: str) -> None:
    page = _page("Hours", content)

    standing = standing_faqs([_faq(("Hours", NINE, 0))], [page, _page("Other", OPENING)])

    assert standing.faqs == [None]
    assert page in standing.changed


@pytest.mark.parametrize(
    ("pages", "source"),
    [
        pytest.param([_page("Opening", OPENING)], "Opening", id="renamed"),
        pytest.param([_page("A", OPENING), _page("B", OPENING)], None, id="in two others"),
        pytest.param([_page("Hours", "Moved."), _page("A", OPENING)], None, id="title still there"),
    ],
)
def test_a_quote_is_followed_to_one_other_document_if_its_title_is_gone(
    pages: list[Source], source: str | None
) -> None:
    standing = _stands(_faq(("Hours", NINE, 0)), *pages)

    assert (standing and standing["sources"]) == (source and [source])


def test_an_answer_stands_on_all_of_its_quotes_or_not_at_all() -> None:
    faq = _faq(("Hours", NINE, 0), ("Shop", "We sell bicycles.", 0))

    assert _stands(faq, _page("Hours", OPENING), _page("Shop", "We sell bicycles. And bells."))
    assert not _stands(faq, _page("Hours", OPENING), _page("Shop", "We sell cars."))


def test_an_answer_needs_the_number_that_only_its_heading_had() -> None:
    price = "A bell costs 4 euros."
    faq = _faq(("Prices", price, 0), answer="In 2026 a bell costs 4 euros.")

    assert _stands(faq, _page("Prices", f"## Prices of 2026\n\n{price}"))
    assert not _stands(faq, _page("Prices", f"## Prices of 2027\n\n{price}"))


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "unsupported"},
        {"status": "failed"},
        {"status": "skipped"},
        {"evidence": []},
        {"evidence": [{"source": "Hours", "text": " ", "start": 0, "end": 1}]},
        {"answer": "At 10."},
        {"answer": ""},
    ],
)
def test_what_was_not_answered_or_not_supported_is_asked_again(changes: dict[str, Any]) -> None:
    faq = _faq(("Hours", NINE, 0), **changes)

    assert _stands(faq, _page("Hours", OPENING)) is None


def test_odd_offsets_and_texts_are_no_harm() -> None:
    quote = {"source": "Hours", "text": NINE, "start": -(10**30), "end": 10**30}
    odd = {"source": "[(", "text": "(((*** \\ [a", "start": 0, "end": 0}

    assert _stands(_faq(evidence=[quote]), _page("Hours", OPENING))
    assert not _stands(_faq(evidence=[quote, odd]), _page("Hours", OPENING))


def test_documents_that_nothing_is_quoted_from_count_as_new() -> None:
    pages = [_page("Hours", OPENING), _page("New", "We repair bicycles."), _page("Empty", " ")]

    standing = standing_faqs([_faq(("Hours", NINE, 0))], pages)

    assert standing.changed == [pages[1]]
