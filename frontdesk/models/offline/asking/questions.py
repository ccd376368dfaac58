"""Make questions that documents answer from the documents' own statements."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from frontdesk.documents.words import content_stems
from frontdesk.models.offline.answering.answers import answer_question
from frontdesk.models.offline.asking.candidates import (
    FAIR_QUALITY,
    GOOD_QUALITY,
    Candidate,
    Reading,
    focus_of,
    read_document,
)

# Sentences that are looked at in all; more of large documents add no better questions.
_MOST_SENTENCES = 1000
_MOST_OF_ONE_DOCUMENT, _LEAST_OF_ONE_DOCUMENT = 600, 20

# A sentence that says this much of what the question says of the own sentence could answer it, if
# the two sentences also have this share of their stems in common.
_TOO_CLOSE, _ALIKE = 0.95, 0.3

# Kinds of candidates, the first of which are asked before the others of the same document; what
# is beyond the last good one is asked only when no document has anything better.
_NEW, _OTHER_FOCUS, _FAIR, _POOR, _REPEATED = range(5)
_LAST_GOOD = _FAIR


def make_questions(
    documents: Mapping[str, str], wanted: int, already_asked: Sequence[str] = ()
) -> list[str]:
    """Return up to `wanted` questions that `documents` (content by title) answer.

    They are distinct, also from `already_asked`, spread over the documents and their sections,
    and stand in reading order. There are fewer when the text yields no more.
    """
    share = _MOST_SENTENCES // max(1, len(documents))
    share = max(_LEAST_OF_ONE_DOCUMENT, min(share, _MOST_OF_ONE_DOCUMENT))
    readings = [read_document(title, content, share) for title, content in documents.items()]
    starts = accumulate((len(reading.stems) for reading in readings), initial=0)
    corpus = _Sentences([stems for reading in readings for stems in reading.stems])
    shelves = [
        _Shelf(title, reading, start, corpus, documents)
        for title, reading, start in zip(documents, readings, starts, strict=False)
    ]
    taken = [_Key(question) for question in already_asked]
    enough = len(taken) + wanted
    # Every document that says anything is asked about once, however poorly.
    for shelf in shelves[: max(0, wanted)]:
        shelf.pick(taken, _POOR)
    for last_kind in (_LAST_GOOD, _REPEATED):
        open_shelves = shelves
        while open_shelves and len(taken) < enough:
            open_shelves = [
                shelf
                for shelf in open_shelves
                if len(taken) < enough and shelf.pick(taken, last_kind)
            ]
    return [candidate.question for shelf in shelves for candidate in shelf.in_reading_order()]


class _Sentences:
    """Sentences by their stems; a stem weighs the less the more sentences have it."""

    def __init__(self, stems: Sequence[frozenset[str]]) -> None:
        self._stems = stems
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for place, sentence in enumerate(stems):
            for stem in sentence:
                self._places[stem].append(place)

    def rivals(self, asked: frozenset[str], place: int) -> Iterator[int]:
        """Yield where sentences stand that fit a question's stems as well as the one at `place`.

        Not those that say the same, such as the same sentence in another document.
        """
        shared: defaultdict[int, float] = defaultdict(float)
        for stem in sorted(asked & self._places.keys()):
            holders = self._places[stem]
            for holder in holders:
                shared[holder] += 1 / len(holders)
        own, enough = self._stems[place], _TOO_CLOSE * shared.get(place, 0.0)
        for other, weight in shared.items():
            stems = self._stems[other]
            if stems != own and weight >= enough:
                if len(own & stems) >= _ALIKE * len(own | stems):
                    yield other


class _Key:
    """What makes two questions the same, whatever their case, marks and small words."""

    def __init__(self, question: str) -> None:
        self._stems = frozenset(content_stems(question)) or frozenset(question.lower().split())
        self._focus = focus_of(question)

    def is_like(self, other: "_Key") -> bool:
        """Say whether the two ask the same of the same things."""
        shared, together = len(self._stems & other._stems), len(self._stems | other._stems)
        return self._focus == other._focus and shared >= 0.75 * together


class _Shelf:
    """The candidates of one document, of which the best is picked again and again."""

    def __init__(
        self,
        title: str,
        reading: Reading,
        start: int,
        corpus: _Sentences,
        documents: Mapping[str, str],
    ) -> None:
        """Take `reading`, whose first sentence stands at `start` among those of `corpus`."""
        self._left = list(reading.candidates)
        self._picked: list[Candidate] = []
        self._title, self._documents = title, documents
        self._start, self._end = start, start + len(reading.stems)
        self._corpus = corpus

    def pick(self, taken: list[_Key], last_kind: int) -> bool:
        """Pick the best candidate, of no kind after `last_kind`, that is unlike those `taken`."""
        while self._left:
            kind, _, best = max(
                ((-self._kind(one), self._worth(one), one) for one in self._left),
                key=lambda ranked: ranked[:2],
            )
            if -kind > last_kind:
                return False
            self._left.remove(best)
            key = _Key(best.question)
            if not any(key.is_like(other) for other in taken) and self._is_found_again(best):
                self._picked.append(best)
                taken.append(key)
                return True
        return False

    def in_reading_order(self) -> list[Candidate]:
        """Return what was picked, in the order of the sentences."""
        return sorted(self._picked, key=lambda candidate: candidate.sentence)

    def _kind(self, candidate: Candidate) -> int:
        siblings = list(self._siblings(candidate))
        confirms = candidate.focus == "whether"
        if candidate.quality < FAIR_QUALITY:
            return _REPEATED if siblings else _POOR
        if not siblings:
            return _FAIR if confirms or candidate.quality < GOOD_QUALITY else _NEW
        repeats = any(
            other.focus in {candidate.focus, "whether"}
            and len(candidate.stems & other.stems)
            >= 0.7 * min(len(candidate.stems), len(other.stems))
            for other in siblings
        )
        return _REPEATED if confirms or repeats else _OTHER_FOCUS

    def _siblings(self, candidate: Candidate) -> Iterator[Candidate]:
        return (other for other in self._picked if other.sentence == candidate.sentence)

    def _worth(self, candidate: Candidate) -> float:
        """Return the candidate's quality, and a little more the farther it is from those picked."""
        distances = [abs(candidate.sentence - picked.sentence) for picked in self._picked]
        span = self._end - self._start
        return candidate.quality + 0.3 * min(min(distances, default=span) / span, 0.3)

    def _is_found_again(self, candidate: Candidate) -> bool:
        """Say whether who looks for the answer finds the statement, and no other as fitting."""
        rivals = self._corpus.rivals(candidate.stems, self._start + candidate.sentence)
        if any(not self._start <= rival < self._end for rival in rivals):
            return False
        found = answer_question(candidate.question, self._documents)
        if found is None:
            return False
        if found.title != self._title:
            return bool(candidate.statement) and candidate.statement in found.text
        return candidate.statement in found.text or found.text in candidate.statement
