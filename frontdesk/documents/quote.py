"""Number the sentences of passages, and turn numbers into verbatim quotes."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from frontdesk.documents.passages import Piece, split_pieces
from state.faq import Passage, Quote


class NumberedSentence(NamedTuple):
    """Sentence `number`, counted from 1: characters `start` to `end` of a passage's text."""

    number: int
    passage: int
    start: int
    end: int


class Quoted(NamedTuple):
    """The quotes in reading order, the headings above them, and the numbers of no sentence."""

    quotes: list[Quote]
    headings: str
    unknown: list[int]


def number_sentences(passages: Sequence[Passage]) -> list[NumberedSentence]:
    """Return the sentences of all passages, headings included, in reading order."""
    found = (
        (place, piece.start, piece.end)
        for place, passage in enumerate(passages)
        for piece in _pieces(passage["text"])
    )
    return [
        NumberedSentence(number, place, start, end)
        for number, (place, start, end) in enumerate(found, start=1)
    ]


def quote_sentences(
    numbers: Iterable[int], sentences: Sequence[NumberedSentence], passages: Sequence[Passage]
) -> Quoted:
    """Return the sentences of these numbers as quotes; neighbours become one quote.

    `sentences` are those of `number_sentences`.
    """
    wanted = sorted(set(numbers))
    known = [number for number in wanted if 1 <= number <= len(sentences)]
    quotes: list[Quote] = []
    last: NumberedSentence | None = None
    for sentence in (sentences[number - 1] for number in known):
        quote = _quote(passages[sentence.passage], sentence.start, sentence.end)
        if last and last.number + 1 == sentence.number:
            gap = _gap(passages[last.passage], passages[sentence.passage], quotes[-1], quote)
            if gap is not None:
                quote = {
                    **quote,
                    "text": quotes[-1]["text"] + gap + quote["text"],
                    "start": quotes.pop()["start"],
                }
        quotes.append(quote)
        last = sentence
    quoted = dict.fromkeys(sentences[number - 1].passage for number in known)
    return Quoted(
        quotes,
        "\n".join(line for place in quoted for line in _headings(passages[place])),
        [number for number in wanted if number < 1 or number > len(sentences)],
    )


def _headings(passage: Passage) -> list[str]:
    own = (piece for piece in _pieces(passage["text"]) if piece.level)
    return [passage["heading"], *(passage["text"][piece.start : piece.end] for piece in own)]


# The steps of a question, and questions about the same passages, split the same short texts.
@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[Piece, ...]:
    return tuple(split_pieces(text))


def _quote(passage: Passage, start: int, end: int) -> Quote:
    return {
        "source": passage["source"],
        "text": passage["text"][start:end],
        "start": passage["start"] + start,
        "end": passage["start"] + end,
    }


def _gap(before: Passage, after: Passage, left: Quote, right: Quote) -> str | None:
    """Return what stands between two quotes, or None where the passages do not touch."""
    touching = before["start"] + len(before["text"]) == after["start"]
    if before["source"] != after["source"] or not (before is after or touching):
        return None
    text = before["text"] if before is after else before["text"] + after["text"]
    return text[left["end"] - before["start"] : right["start"] - before["start"]]
