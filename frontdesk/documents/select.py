"""Select the passages of some documents that matter to a question, or that stand for all."""

from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Any

from frontdesk.documents.passages import size, split_passages
from frontdesk.documents.words import content_stems, words
from state.faq import Passage, Source

# Words of one family mostly begin alike ("founder", "founded"), in most languages.
_FAMILY = 5
# Saturation and length normalisation of BM25 as Robertson and Zaragoza recommend them:
# The Probabilistic Relevance Framework: BM25 and Beyond (2009), section 3.3.
_K1, _B = 1.5, 0.75


def select_passages(
    sources: Sequence[Source], questions: Sequence[str], budget: int
) -> list[list[Passage]]:
    """Return for every question the passages to answer it from, in reading order.

    All of them where they take at most `budget` bytes of UTF-8; else those that fit the question
    best. The first questions about large documents take seconds, so call it in a thread.
    """
    corpus = _corpus(_documents(sources))
    if corpus.size <= budget:
        return [corpus.passages] * len(questions)
    return [corpus.best(question, budget) for question in questions]


def spread_passages(
    sources: Sequence[Source], parts: int, budget: int, turn: int = 0
) -> list[list[Passage]]:
    """Return passages from all over the documents in at most `parts` parts of `budget` bytes each.

    There are no more parts than the documents fill. Each covers a stretch of the documents, one
    after another. Where the stretch is larger than the budget, passages at even distances stand for
    it, one of each document if there is room; another `turn` takes other passages.
    """
    corpus = _corpus(_documents(sources))
    parts = min(parts, -(-corpus.size // budget))
    stretches: list[list[Passage]] = [[] for _ in range(parts)]
    before = 0
    for passage in corpus.passages:
        stretches[before * parts // max(corpus.size, 1)].append(passage)
        before += cost(passage)
    return [_thinned(stretch, budget, turn) for stretch in stretches if stretch]


def cost(passage: Passage) -> int:
    """Return how much of a budget `passage` takes: the bytes of its title, heading and text."""
    return size(passage["source"]) + size(passage["heading"]) + size(passage["text"])


class _Corpus:
    """Documents in passages, and the index of what each passage speaks of."""

    def __init__(self, documents: Sequence[tuple[str, str]]) -> None:
        self.passages = [
            passage
            for title, content in documents
            for passage in split_passages({"title": title, "content": content})
        ]
        self.costs = [*map(cost, self.passages)]
        self.size = sum(self.costs)

    def best(self, question: str, budget: int) -> list[Passage]:
        """Return the passages that fit the question best, as many as the budget holds.

        What they leave of it goes to passages from all over the documents, in case the question
        says in other words, or in another language, what they say.
        """
        chosen: set[int] = set()
        for number in self._ranking(question):
            if self.costs[number] > budget and chosen:
                break
            chosen.add(number)
            budget -= self.costs[number]
        else:
            others = [number for number in range(len(self.costs)) if number not in chosen]
            chosen.update(_evenly(others, self.costs, budget))
        return [self.passages[number] for number in sorted(chosen)]

    def _ranking(self, question: str) -> list[int]:
        """Return the numbers of the passages that have a term of the question, the best first."""
        index, known = self._index
        asked = [known[term] for term in dict.fromkeys(_terms(question)) if term in known]
        if not asked:
            return []
        scores = index.get_scores_from_ids(asked)
        best_first = (-scores).argsort(kind="stable")
        return best_first[: int((scores > 0).sum())].tolist()  # type: ignore[no-any-return]

    @cached_property
    def _index(self) -> tuple[Any, dict[str, int]]:
        """Return BM25's scores of every term in every passage, and the terms' numbers."""
        import bm25s

        known: dict[str, int] = {}
        numbers = [
            [
                known.setdefault(term, len(known))
                for term in _terms(f"{passage['source']} {passage['heading']} {passage['text']}")
            ]
            for passage in self.passages
        ]
        index = bm25s.BM25(k1=_K1, b=_B)
        index.index((numbers, known), show_progress=False)
        return index, known


# The indexes of a few sets of documents, each about as large as three times its text.
@lru_cache(maxsize=4)
def _corpus(documents: tuple[tuple[str, str], ...]) -> _Corpus:
    return _Corpus(documents)


def _documents(sources: Sequence[Source]) -> tuple[tuple[str, str], ...]:
    return tuple((source["title"], source["content"]) for source in sources)


def _terms(text: str) -> list[str]:
    stems = content_stems(text) or words(text)
    return [*stems, *(stem[:_FAMILY] for stem in stems if len(stem) > _FAMILY)]


def _thinned(passages: Sequence[Passage], budget: int, turn: int) -> list[Passage]:
    """Return as many of the passages as the budget holds: one of each document, others evenly."""
    costs = [*map(cost, passages)]
    if sum(costs) <= budget:
        return [*passages]
    documents = groupby(range(len(costs)), key=lambda number: passages[number]["source"])
    one_each = [one[turn % len(one)] for one in ([*numbers] for _, numbers in documents)]
    chosen = _evenly(one_each, costs, budget, turn)
    others = sorted({*range(len(costs))}.difference(chosen))
    chosen += _evenly(others, costs, budget - sum(costs[number] for number in chosen), turn)
    return [passages[number] for number in sorted(chosen)]


def _evenly(numbers: Sequence[int], costs: Sequence[int], budget: int, turn: int = 0) -> list[int]:
    """Return as many of the numbers as the budget holds, at even distances."""
    step = max(-(-sum(costs[number] for number in numbers) // max(budget, 1)), 1)
    kept: list[int] = []
    for number in numbers[turn % step :: step]:
        budget -= costs[number]
        if budget < 0:
            break
        kept.append(number)
    return kept
