"""Find the entry of an FAQ that answers a question."""

from collections.abc import Mapping

from frontdesk.models.offline.answering.ranking import Query, best_stretch
from frontdesk.models.offline.language.words import content_stems

# The part of the question's weight that an entry must speak of to answer it. Less than half is
# mostly another question about the same product.
_SUPPORT = 0.5
_MAX_WORDS = 200


def matching_entries(question: str, entries: Mapping[int, str]) -> list[int]:
    """Return the number of the one of `entries` that answers `question`, or nothing.

    An entry is its question and, below it, its answer.
    """
    query = Query(dict.fromkeys(content_stems(question), 1.0))
    shares = {
        number: found.share
        for number, text in entries.items()
        if (found := best_stretch(query, {str(number): text}, _MAX_WORDS))
    }
    best = max(shares, key=lambda number: shares[number], default=None)
    return [best] if best is not None and shares[best] >= _SUPPORT else []
