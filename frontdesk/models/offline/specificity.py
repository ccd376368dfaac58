"""Tell which sentences a question could point to besides its own."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

# A sentence that shares this much of what the own sentence shares could be taken for it.
_TOO_CLOSE = 0.95


class Sentences:
    """Sentences by their stems; a stem weighs the less the more sentences have it."""

    def __init__(self, stems: Sequence[frozenset[str]]) -> None:
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for place, sentence in enumerate(stems):
            for stem in sentence:
                self._places[stem].append(place)

    def rivals(self, asked: frozenset[str], place: int) -> Iterator[int]:
        """Yield where sentences stand that fit a question's stems as well as the one at `place`."""
        shared: defaultdict[int, float] = defaultdict(float)
        for stem in sorted(asked & self._places.keys()):
            holders = self._places[stem]
            for holder in holders:
                shared[holder] += 1 / len(holders)
        for other, weight in shared.items():
            if other != place and weight >= _TOO_CLOSE * shared[place]:
                yield other
