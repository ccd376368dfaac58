"""Tell which answers of an FAQ still stand on their evidence when documents have changed."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from frontdesk.documents.check import check_answer
from frontdesk.documents.passages import split_documents
from frontdesk.documents.quote import NumberedSentence, number_sentences, quote_sentences
from state.faq import FAQ, Passage, Quote, Source


class Standing(NamedTuple):
    """What an FAQ is worth on new documents.

    `faqs` has for every FAQ, in their order, itself with its evidence as it stands now, or None if
    it has to be asked again. `changed` are the documents that are new or whose text is another, as
    far as quotes can tell: none is from there, or one is gone from there or has moved.
    """

    faqs: list[FAQ | None]
    changed: list[Source]


class _Sentences(NamedTuple):
    """A document's sentences, and the numbers of those that start and end at a character."""

    passages: list[Passage]
    sentences: list[NumberedSentence]
    starting: dict[int, int]
    ending: dict[int, int]


class _Place(NamedTuple):
    """Where a quote stands now: from character `start` on, sentences `first` to `last`."""

    title: str
    start: int
    first: int
    last: int


def standing_faqs(faqs: Sequence[FAQ], sources: Sequence[Source]) -> Standing:
    """Find the evidence of every FAQ in the new documents.

    An answer stands if each of its quotes does, and if it passes `check_answer` with the titles and
    headings that these have now. A quote stands where its words follow one another as whole
    sentences, however the lines are broken: in the document of its title, there in the place that
    is nearest to the old one, or, if no document has that title, in another, but one only.
    """
    by_title = {source["title"]: source for source in sources}

    @cache
    def sentences_of(title: str) -> _Sentences:
        return _sentences(by_title[title])

    standing: list[FAQ | None] = []
    quoted: set[str] = set()
    altered: set[str] = set()
    for faq in faqs:
        places = [_locate(quote, by_title, sentences_of) for quote in faq["evidence"]]
        for quote, place in zip(faq["evidence"], places, strict=True):
            quoted |= {place.title} if place else set()
            if place is None or place.start != quote["start"]:
                altered |= {quote["source"], place.title if place else quote["source"]}
        found = [place for place in places if place]
        answered = faq["status"] == "answered" and bool(faq["answer"].strip())
        stands = answered and len(found) == len(places)
        standing.append(_with_places(faq, found, sentences_of) if stands else None)
    changed = [
        source
        for title, source in by_title.items()
        if title in altered or (title not in quoted and source["content"].strip())
    ]
    return Standing(standing, changed)


def _sentences(source: Source) -> _Sentences:
    passages = split_documents([source])
    sentences = number_sentences(passages)
    return _Sentences(
        passages,
        sentences,
        {passages[s.passage]["start"] + s.start: s.number for s in sentences},
        {passages[s.passage]["start"] + s.end: s.number for s in sentences},
    )


def _locate(
    quote: Quote, by_title: dict[str, Source], sentences_of: Callable[[str], _Sentences]
) -> _Place | None:
    words = quote["text"].split()
    if not words:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    titles = [quote["source"]] if quote["source"] in by_title else [*by_title]
    found = [
        place
        for title in titles
        if (place := _nearest(quote, pattern, by_title[title], sentences_of))
    ]
    return found[0] if len(found) == 1 else None


def _nearest(
    quote: Quote,
    pattern: re.Pattern[str],
    source: Source,
    sentences_of: Callable[[str], _Sentences],
) -> _Place | None:
    matches = [*pattern.finditer(source["content"])]
    if not matches:
        return None
    sentences = sentences_of(source["title"])
    places = [
        _Place(
            source["title"],
            match.start(),
            sentences.starting[match.start()],
            sentences.ending[match.end()],
        )
        for match in matches
        if match.start() in sentences.starting and match.end() in sentences.ending
    ]
    return min(places, key=lambda place: abs(place.start - quote["start"]), default=None)


def _with_places(
    faq: FAQ, places: Sequence[_Place], sentences_of: Callable[[str], _Sentences]
) -> FAQ | None:
    """Return the FAQ with the quotes as they stand in these places, if they support its answer."""
    evidence: list[Quote] = []
    headings: list[str] = []
    for title in dict.fromkeys(place.title for place in places):
        numbers = [
            number
            for place in places
            if place.title == title
            for number in range(place.first, place.last + 1)
        ]
        passages, sentences, _, _ = sentences_of(title)
        found = quote_sentences(numbers, sentences, passages)
        evidence += found.quotes
        headings.append(found.headings)
    if check_answer(faq["question"], faq["answer"], evidence, "\n".join(headings)):
        return None
    titles = list(dict.fromkeys(quote["source"] for quote in evidence))
    return {**faq, "sources": titles, "evidence": evidence}
