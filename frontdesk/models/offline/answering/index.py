"""Index a document for question answering: what an answer can be made of, and what it speaks of."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from frontdesk.documents.sentences import Sentence, split_sentences
from frontdesk.documents.tables import HEAD
from frontdesk.documents.words import content_stems

# How much a match counts that is not the very word in the very sentence: a related word
# ("founder" for "founded", "price" for "cost"), or the word in the heading above, the lead-in of a
# list or the head of a table.
RELATED = 0.6
CONTEXT = 0.6

_PREFIX_LENGTH = 4
_PRICES = frozenset({"price", "cost", "fee", "charg"})
_CLAUSE_END = re.compile(r"(?<=[,;:)\]\u2013\u2014])\s+")
_WORD = re.compile(r"\S+")
_LIST_MARKER = re.compile(r"[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+")


class Unit(NamedTuple):
    """What an answer is made of: a sentence, or a clause of a sentence that is too long for one.

    Neighbouring units of one section may stand together in an answer, best those of one paragraph
    (with the list that follows it) and of one block (a single list item, say). `context` holds the
    stems of the heading, the lead-in and the head of the table above, `part` is what the unit is of
    a table. The head of a table says nothing by itself: its stems are context too.
    """

    start: int
    end: int
    section: int
    paragraph: int
    block: int
    stems: tuple[str, ...]
    context: frozenset[str]
    part: Literal["head", "row"] | None

    def speaks_of(self, stems: Iterable[str]) -> bool:
        """Return whether the unit itself has one of the stems, or a word related to one."""
        return any(stem == own or are_related(stem, own) for stem in stems for own in self.stems)


@dataclass(frozen=True)
class Index:
    """One document, ready to be searched.

    `strengths` tells for every stem how strongly each unit speaks of it, from 0 to 1, and
    `frequencies` adds that up.
    """

    content: str
    units: Sequence[Unit]
    strengths: Mapping[str, Mapping[int, float]]
    frequencies: Mapping[str, float]
    stems_by_prefix: Mapping[str, Sequence[str]]

    def text(self, first: int, last: int) -> str:
        """Return the document's text from the start of unit `first` to the end of unit `last`."""
        return self.content[self.units[first].start : self.units[last].end]

    def matches(self, stem: str) -> dict[int, float]:
        """Return how strongly each unit speaks of `stem` or a word related to it."""
        found = dict(self.strengths.get(stem, {}))
        alike = self.stems_by_prefix.get(stem[:_PREFIX_LENGTH], ())
        related = {other for other in alike if are_related(stem, other)}
        if stem in _PRICES:
            related |= _PRICES & self.strengths.keys()
        for other in related - {stem}:
            for unit, strength in self.strengths[other].items():
                found[unit] = max(found.get(unit, 0.0), RELATED * strength)
        return found


@lru_cache(maxsize=256)
def index_document(content: str, max_words: int) -> Index:
    """Split `content` into units of at most `max_words` words and index them."""
    units = tuple(_units(content, max_words))
    strengths: dict[str, dict[int, float]] = {}
    for number, unit in enumerate(units):
        stems = set(unit.stems)
        for stem in unit.context - stems:
            strengths.setdefault(stem, {})[number] = CONTEXT
        for stem in stems:
            strengths.setdefault(stem, {})[number] = 1.0
    stems_by_prefix: dict[str, list[str]] = {}
    for stem in strengths:
        stems_by_prefix.setdefault(stem[:_PREFIX_LENGTH], []).append(stem)
    frequencies = {stem: sum(found.values()) for stem, found in strengths.items()}
    return Index(content, units, strengths, frequencies, stems_by_prefix)


def are_related(stem: str, other: str) -> bool:
    """Return whether two stems look like one word's family: most of their letters are the same."""
    shorter, longer = sorted((stem, other), key=len)
    if len(shorter) < _PREFIX_LENGTH:
        return False
    if longer.startswith(shorter):
        return len(longer) - len(shorter) <= _PREFIX_LENGTH
    alike = max(_PREFIX_LENGTH + 1, math.ceil(0.6 * len(longer)))
    return len(shorter) >= alike and shorter[:alike] == longer[:alike]


def _units(content: str, max_words: int) -> Iterator[Unit]:
    section = paragraph = 0
    heading: frozenset[str] = frozenset()
    lead_in: frozenset[str] = frozenset()
    above: Sentence | None = None
    for sentence in split_sentences(content):
        stems = content_stems(sentence.text)
        if sentence.kind == "heading":
            section += 1
            heading = frozenset(stems).union(heading if _is_heading(above) else ())
            lead_in = frozenset()
        else:
            if _starts_paragraph(content, sentence, above):
                paragraph += 1
                # A table is a section of its own: no row joins the prose around it.
                section += _is_row(sentence) != _is_row(above)
                lead_in = lead_in if _is_row(sentence) else frozenset()
            part: Literal["head", "row"] | None = "row" if _is_row(sentence) else None
            if HEAD.match(content, sentence.start):
                part, lead_in = "head", lead_in.union(stems)
            clauses = list(_clauses(content, sentence, max_words))
            # A sentence in clauses is a section of its own: no piece of it joins another sentence.
            section += len(clauses) > 1
            for start, end in clauses:
                own = () if part == "head" else tuple(content_stems(content[start:end]))
                context = heading | lead_in
                yield Unit(start, end, section, paragraph, sentence.block, own, context, part)
            section += len(clauses) > 1
            if sentence.text.endswith(":"):
                lead_in = frozenset(stems)
        above = sentence


def _is_row(sentence: Sentence | None) -> bool:
    return sentence is not None and sentence.text.startswith("|")


def _is_heading(sentence: Sentence | None) -> bool:
    return sentence is not None and sentence.kind == "heading"


def _starts_paragraph(content: str, sentence: Sentence, above: Sentence | None) -> bool:
    if above is not None and above.block == sentence.block:
        return False
    line_start = content.rfind("\n", 0, sentence.start) + 1
    return not _LIST_MARKER.fullmatch(content, line_start, sentence.start)


def _clauses(content: str, sentence: Sentence, max_words: int) -> Iterator[tuple[int, int]]:
    """Yield start and end of the sentence, or of each clause if it has more than `max_words` words.

    A clause that is itself too long is cut after `max_words` words.
    """
    if len(sentence.text.split()) <= max_words:
        yield sentence.start, sentence.end
        return
    ends = [end.start() for end in _CLAUSE_END.finditer(content, sentence.start, sentence.end)]
    for start, end in zip([sentence.start, *ends], [*ends, sentence.end], strict=True):
        spans = [word.span() for word in _WORD.finditer(content, start, end)]
        for first in range(0, len(spans), max_words):
            yield spans[first][0], spans[first : first + max_words][-1][1]
