"""Find the stretch of some documents that fits a question best."""

import heapq
import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import NamedTuple

from frontdesk.documents.sentences import on_few_lines
from frontdesk.documents.tables import table_head
from frontdesk.documents.words import content_stems
from frontdesk.models.offline.answering.index import RELATED, Index, index_document

# A stretch is worth what it says altogether, in its best sentence and in all its sentences, each as
# a share of the query's weight (0 to 1), and these:
_DOCUMENT = 0.5  # what the whole document and its title say
_NEIGHBOURS = 0.4  # what the best sentence says in the very phrases of the query
_EXPECTED = 0.5  # the same and half of all, if it holds what could be the answer
_FOLLOWED = 0.15  # the best sentence is often taken up by the next one, seldom by the one before
_NEW_PARAGRAPH = -0.5  # each further paragraph, which mostly speaks of something else

# Of a long text only the neighbourhood of the sentences that match best is looked at closely.
_CLOSE_LOOKS = 40
# How rare a word is shows only in a text of some length: a shorter one counts as this long.
_FEWEST_UNITS = 20


@dataclass(frozen=True)
class Query:
    """What is sought.

    `importance` says how much each stem counts, in the order of the question. `expected` finds what
    could be the answer in a sentence, unless it is one of the words `asked` with (in lower case).
    """

    importance: Mapping[str, float]
    expected: re.Pattern[str] | None = None
    asked: Collection[str] = ()


class Stretch(NamedTuple):
    """A stretch of a document, from character `start` to `end`.

    `text` is the stretch with single spaces, and its list items and rows on lines of their own.
    `worth` is comparable within one search.
    `share`, from 0 to 1, is the part of the query's weight that the stretch speaks of.
    """

    worth: float
    share: float
    title: str
    text: str
    start: int
    end: int


def best_stretch(query: Query, documents: Mapping[str, str], max_words: int) -> Stretch | None:
    """Return the stretch of at most `max_words` words that fits best, or None if no word occurs."""
    indexes = {title: index_document(text, max_words) for title, text in documents.items()}
    weights = _weights(query.importance, indexes.values())
    views = [_View(query, weights, title, index) for title, index in indexes.items()]
    shares = (
        (share, number, unit)
        for number, view in enumerate(views)
        for unit, share in view.shares.items()
    )
    runs = {
        (number, first, last)
        for _, number, unit in heapq.nlargest(_CLOSE_LOOKS, shares, key=lambda found: found[0])
        for first, last in _runs(views[number].index, unit, max_words)
    }
    stretches = (views[number].stretch(first, last) for number, first, last in sorted(runs))
    # Of equally good stretches the shortest holds the least that does not matter.
    return max(stretches, key=lambda one: (one.worth, -len(one.text)), default=None)


def _weights(importance: Mapping[str, float], indexes: Collection[Index]) -> dict[str, float]:
    """Return how much each stem counts; together they make 1.

    The rarer a stem, the more it counts (BM25's idf). One that mostly stands where the query's
    stem before it stands too, as names and terms of two words do, adds little to that.
    """
    units = max(sum(len(index.units) for index in indexes), _FEWEST_UNITS)
    weights: dict[str, float] = {}
    for stem, important in importance.items():
        holding = sum(index.frequencies.get(stem, 0) for index in indexes)
        weights[stem] = important * math.log(1 + (units - holding + 0.5) / (holding + 0.5))
    adding = {
        after: weights[after]
        - _together(before, after, indexes) * min(weights[before], weights[after])
        for before, after in pairwise(weights)
    }
    weights |= adding
    total = sum(weights.values())
    return {stem: weight / total for stem, weight in weights.items()}


def _together(one: str, other: str, indexes: Iterable[Index]) -> float:
    """Return the share of the units with one of two stems that have both, 0 if it is one unit."""
    either = both = 0
    for index in indexes:
        units, others = index.strengths.get(one, {}).keys(), index.strengths.get(other, {}).keys()
        either += len(units | others)
        both += len(units & others)
    return both / either if either > 1 else 0.0


def _runs(index: Index, unit: int, max_words: int) -> Iterator[tuple[int, int]]:
    """Yield first and last of every run of units that holds `unit` and may be one answer."""

    def fits(first: int, last: int) -> bool:
        return (
            0 <= first <= last < len(index.units)
            and index.units[first].section == index.units[last].section
            and len(index.text(first, last).split()) <= max_words
        )

    if index.units[unit].part == "head":
        # It says what all rows have in common, and stands for all of them or for none.
        rows = takewhile(lambda each: each.section == index.units[unit].section, index.units[unit:])
        last = unit + len([*rows]) - 1
        if fits(unit, last):
            yield unit, last
        return
    first = unit
    while fits(first, unit) and index.units[first].part != "head":
        last = unit
        while fits(first, last):
            yield first, last
            last += 1
        first -= 1


class _View:
    """One document in the light of a query; `shares` says what each unit that matches speaks of."""

    def __init__(
        self, query: Query, weights: Mapping[str, float], title: str, index: Index
    ) -> None:
        self.index = index
        self.shares: dict[int, float] = {}
        self._query = query
        self._weights = weights
        self._title = title
        self._matches = {stem: index.matches(stem) for stem in weights}
        self._fits: dict[int, float] = {}
        for stem, units in self._matches.items():
            for unit, strength in units.items():
                self.shares[unit] = self.shares.get(unit, 0.0) + weights[stem] * strength
        # What a row has from the head of its table, all its rows have: that speaks for the table.
        for unit in [*self.shares]:
            if index.units[unit].part == "row" and not index.units[unit].speaks_of(weights):
                del self.shares[unit]
        in_title = set(content_stems(title))
        self._document_share = sum(
            weight * max(self._matches[stem].values(), default=RELATED * (stem in in_title))
            for stem, weight in weights.items()
        )

    def stretch(self, first: int, last: int) -> Stretch:
        """Return the stretch from unit `first` to unit `last`."""
        units = range(first, last + 1)
        share = self._share(units)
        shares = [self.shares.get(unit, 0.0) for unit in units]
        worth = share + sum(shares) + max(map(self._fit, units)) + _DOCUMENT * self._document_share
        spoken = self.index.units[first : last + 1]
        worth += _NEW_PARAGRAPH * (spoken[-1].paragraph - spoken[0].paragraph)
        if last > first and shares[0] == max(shares) and spoken[0].block == spoken[1].block:
            worth += _FOLLOWED
        # A row means little without the names of its columns.
        head = table_head(self.index.content, spoken[0].start)
        text = on_few_lines(head + self.index.text(first, last))
        return Stretch(worth, share, self._title, text, spoken[0].start, spoken[-1].end)

    def _share(self, units: Iterable[int]) -> float:
        return sum(
            weight * max(self._matches[stem].get(unit, 0.0) for unit in units)
            for stem, weight in self._weights.items()
        )

    def _fit(self, unit: int) -> float:
        if unit not in self._fits:
            share = self.shares.get(unit, 0.0)
            expected = _EXPECTED * (share + 0.5) if share and self._is_expected(unit) else 0.0
            self._fits[unit] = share + expected + _NEIGHBOURS * self._phrases(unit)
        return self._fits[unit]

    def _is_expected(self, unit: int) -> bool:
        """Return whether the unit holds something of the expected kind that was not asked with."""
        if self._query.expected is None:
            return False
        found = self._query.expected.finditer(self.index.text(unit, unit))
        return any(candidate.group().lower() not in self._query.asked for candidate in found)

    def _phrases(self, unit: int) -> float:
        """Return the weight of the query's neighbouring words that stand together in the unit."""
        stems = self.index.units[unit].stems
        together = {*pairwise(stems), *zip(stems, stems[2:], strict=False)}
        return sum(
            (self._weights[one] + self._weights[next_one]) / 2
            for one, next_one in pairwise(self._weights)
            if (one, next_one) in together
        )
