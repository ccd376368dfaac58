"""Find the entry of an FAQ that answers a question."""

from collections.abc import Mapping
from typing import NamedTuple

from frontdesk.documents.words import content_stems
from frontdesk.models.offline.answering.ranking import Query, best_stretch

# The part of the question's weight that an entry must speak of to answer it. Less than half is
# mostly another question about the same product, unless it has every word of the entry's question.
_SUPPORT = 0.5
_SUPPORT_WITH_WHOLE_QUESTION = 0.3
_MAX_WORDS = 200


class QuestionWithAnswer(NamedTuple):
    """One entry of an FAQ."""

    question: str
    answer: str


def matching_entries(question: str, entries: Mapping[int, QuestionWithAnswer]) -> list[int]:
    """Return the number of the one of `entries` that answers `question`, or nothing."""
    asked = dict.fromkeys(content_stems(question), 1.0)
    shares: dict[int, float] = {}
    for number, entry in entries.items():
        text = f"{entry.question}\n\n{entry.answer}"
        found = best_stretch(Query(asked), {str(number): text}, _MAX_WORDS)
        stems = set(content_stems(entry.question))
        is_whole = bool(stems) and stems <= asked.keys()
        needed = _SUPPORT_WITH_WHOLE_QUESTION if is_whole else _SUPPORT
        if found and found.share >= needed:
            shares[number] = found.share + is_whole
    return [max(shares, key=lambda number: shares[number])] if shares else []
