"""What a page shows of the sources: under an answer its quotes, at the end the passages around."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from frontdesk.documents.tables import table_head
from frontdesk.exports.clean import clean, one_line
from frontdesk.exports.links import address_of_text, host, web_address
from frontdesk.exports.passages import (
    Passage,
    find_passages,
    is_verbatim,
    quotes_to_show,
    shown_quote,
)
from frontdesk.exports.reading import as_read, list_mark
from state.faq import FAQ, Quote, Source

Cited = dict[str, tuple[int, Source]]


def cited_sources(faqs: Sequence[FAQ], sources: Sequence[Source]) -> Cited:
    """Return the sources that any answer names or quotes, by title, each with its number."""
    named = {name for faq in faqs for name in faq["sources"]}
    named |= {quote["source"] for faq in faqs for quote in faq["evidence"]}
    cited = [source for source in sources if source["title"] in named]
    return {source["title"]: (number, source) for number, source in enumerate(cited, start=1)}


def source_names(faq: FAQ, cited: Cited) -> list[dict[str, str]]:
    """Return the title of each of the answer's sources, with a link to it where it was given."""
    return [
        {"title": _title(name), "link": f"#source_{cited[name][0]}" if name in cited else ""}
        for name in faq["sources"]
    ]


def quotes_under(faq: FAQ, cited: Cited) -> list[dict[str, Any]]:
    """Return the answer's quotes, each with the links that can be vouched for.

    The `text` of a table's row has the columns' names as well, and that of several items of a list
    the first one's mark; `words` are without them.
    """
    return [_quote(quote, *cited[quote["source"]]) for quote in _quotes(faq, cited)]


def source_sections(
    faqs: Sequence[FAQ], questions: Sequence[dict[str, Any]], cited: Cited
) -> list[dict[str, Any]]:
    """Return every cited source with its passages, and these with the questions quoting them.

    `questions` are what the page shows of `faqs`, in their order.
    """
    quoting: dict[str, dict[tuple[int, int], list[dict[str, Any]]]] = {name: {} for name in cited}
    for faq, question in zip(faqs, questions, strict=True):
        for quote in _quotes(faq, cited):
            if is_verbatim(quote, cited[quote["source"]][1]["content"]):
                span = quote["start"], quote["end"]
                quoting[quote["source"]].setdefault(span, []).append(question)
    return [_section(number, source, quoting[name]) for name, (number, source) in cited.items()]


def _quotes(faq: FAQ, cited: Cited) -> list[Quote]:
    contents = {quote["source"]: "" for quote in faq["evidence"]}
    contents |= {name: cited[name][1]["content"] for name in contents if name in cited}
    return quotes_to_show(faq["evidence"], contents)


def _quote(quote: Quote, number: int, source: Source) -> dict[str, Any]:
    linked = is_verbatim(quote, source["content"])
    address = web_address(source.get("url")) if linked else ""
    text, is_cut = shown_quote(quote["text"])
    at = source["content"], quote["start"]
    head = (table_head(*at) or list_mark(*at, text)) if linked else ""
    return {
        "text": clean(as_read(head + text)),
        "words": clean(as_read(text)),
        "is_cut": is_cut,
        "title": _title(quote["source"]),
        "link": f"#quote_{number}_{quote['start']}" if linked else "",
        "page": address,
        "address": address_of_text(address, quote["text"]) if address else "",
        "host": clean(host(address)),
    }


def _section(
    number: int, source: Source, quoting: dict[tuple[int, int], list[dict[str, Any]]]
) -> dict[str, Any]:
    by_start: dict[int, list[dict[str, Any]]] = {}
    for (start, _), questions in quoting.items():
        by_start.setdefault(start, []).extend(questions)
    return {
        "id": f"source_{number}",
        "title": _title(source["title"]),
        "address": web_address(source.get("url")),
        "url": one_line(source.get("url") or ""),
        "passages": [
            _passage(passage, number, by_start)
            for passage in find_passages(source["content"], quoting)
        ],
    }


def _passage(
    passage: Passage, number: int, quoting: dict[int, list[dict[str, Any]]]
) -> dict[str, Any]:
    """Return the passage as runs of parts, marked or not, and the questions that quote it."""
    runs = [
        {
            "marked": marked,
            "parts": [
                {
                    "id": f"quote_{number}_{part.start}",
                    "text": clean(as_read(part.text, labelled=False)),
                }
                for part in parts
            ],
        }
        for marked, parts in groupby(passage.parts, key=lambda part: part.quoted)
    ]
    starts = [part.start for part in passage.parts if part.quoted]
    questions = {question["id"]: question for start in starts for question in quoting[start]}
    return {
        "runs": runs,
        "cut_before": passage.cut_before,
        "cut_after": passage.cut_after,
        "questions": [*questions.values()],
    }


def _title(name: str) -> str:
    return one_line(name) or "A source without a title"
