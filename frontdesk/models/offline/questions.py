"""Make questions that documents answer from the documents' own statements."""

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate

from frontdesk.models.offline.candidates import (
    GOOD_QUALITY,
    Candidate,
    Reading,
    read_document,
)
from frontdesk.models.offline.specificity import Sentences
from frontdesk.models.offline.words import content_stems

# Sentences that are looked at in all; more of large documents add no better questions.
_MOST_SENTENCES = 1200
_MOST_OF_ONE_DOCUMENT, _LEAST_OF_ONE_DOCUMENT = 600, 20


def make_questions(
    documents: Mapping[str, str], wanted: int, already_asked: Sequence[str] = ()
) -> list[str]:
    """Return up to `wanted` questions that `documents` (content by title) answer.

    They are distinct, also from `already_asked`, spread over the documents and their sections,
    and stand in reading order. There are fewer when the text yields no more.
    """
    share = _MOST_SENTENCES // max(1, len(documents))
    share = max(_LEAST_OF_ONE_DOCUMENT, min(share, _MOST_OF_ONE_DOCUMENT))
    readings = [read_document(content, share) for content in documents.values()]
    starts = accumulate((len(reading.stems) for reading in readings), initial=0)
    corpus = Sentences([stems for reading in readings for stems in reading.stems])
    shelves = [
        _Shelf(reading, start, corpus) for reading, start in zip(readings, starts, strict=False)
    ]
    taken = [_key(question) for question in already_asked]
    enough = len(taken) + wanted
    for rule in (_good_and_fresh, _good_and_new, _fresh, _any):
        open_shelves = shelves
        while open_shelves and len(taken) < enough:
            open_shelves = [
                shelf for shelf in open_shelves if len(taken) < enough and shelf.pick(taken, rule)
            ]
    return [candidate.question for shelf in shelves for candidate in shelf.in_reading_order()]


# Which candidates may be picked next, given those picked from the same document.
_Rule = Callable[[Candidate, Sequence[Candidate]], bool]


def _fresh(candidate: Candidate, picked: Sequence[Candidate]) -> bool:
    return all(candidate.sentence != other.sentence for other in picked)


def _good_and_fresh(candidate: Candidate, picked: Sequence[Candidate]) -> bool:
    return candidate.quality >= GOOD_QUALITY and _fresh(candidate, picked)


def _good_and_new(candidate: Candidate, picked: Sequence[Candidate]) -> bool:
    """Say whether the candidate asks for something else than others did of its sentence."""
    return candidate.quality >= GOOD_QUALITY and all(
        len(candidate.stems & other.stems) < 0.7 * min(len(candidate.stems), len(other.stems))
        for other in picked
        if other.sentence == candidate.sentence
    )


def _any(candidate: Candidate, picked: Sequence[Candidate]) -> bool:
    return True


class _Shelf:
    """The candidates of one document, of which the best is picked again and again."""

    def __init__(self, reading: Reading, start: int, corpus: Sentences) -> None:
        """Take `reading`, whose first sentence stands at `start` among those of `corpus`."""
        self._left = list(reading.candidates)
        self._picked: list[Candidate] = []
        self._start, self._end = start, start + len(reading.stems)
        self._corpus = corpus

    def pick(self, taken: list[frozenset[str]], rule: _Rule) -> bool:
        """Pick the best candidate that `rule` allows and that is unlike those `taken`."""
        while ranked := [candidate for candidate in self._left if rule(candidate, self._picked)]:
            best = max(ranked, key=self._worth)
            self._left.remove(best)
            key = _key(best.question)
            if not any(_alike(key, other) for other in taken) and self._is_answered_only_here(best):
                self._picked.append(best)
                taken.append(key)
                return True
        return False

    def in_reading_order(self) -> list[Candidate]:
        """Return what was picked, in the order of the sentences."""
        return sorted(self._picked, key=lambda candidate: candidate.sentence)

    def _worth(self, candidate: Candidate) -> float:
        """Return the candidate's quality, and a little more the farther it is from those picked."""
        distances = [abs(candidate.sentence - picked.sentence) for picked in self._picked]
        span = self._end - self._start
        return candidate.quality + 0.3 * min(min(distances, default=span) / span, 0.3)

    def _is_answered_only_here(self, candidate: Candidate) -> bool:
        rivals = self._corpus.rivals(candidate.stems, self._start + candidate.sentence)
        return all(self._start <= rival < self._end for rival in rivals)


def _key(question: str) -> frozenset[str]:
    """Return what makes two questions the same, whatever their case, marks and small words."""
    return frozenset(content_stems(question)) or frozenset(question.lower().split())


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= 0.75 * len(one | other)
