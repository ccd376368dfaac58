"""What all benchmarks share: rows of results, runs in turn, documents to work on."""

import statistics
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from state.faq import Source

Measured = Callable[[], Awaitable[float]]


@dataclass(frozen=True)
class Row:
    """One result: the `values` of its runs and the target that their median should not exceed.

    `of` says what a value is a ratio to or, where it is none, its unit.
    """

    what: str
    of: str
    values: Sequence[float]
    target: float | None = None
    note: str = ""

    @property
    def median(self) -> float:
        """The middle one of the values."""
        return statistics.median(self.values)

    @property
    def verdict(self) -> str:
        """Whether the target is met, or nothing where there is none."""
        if self.target is None:
            return ""
        return "met" if self.median <= self.target else "missed"


async def in_turn(runs: int, measured: Mapping[str, Measured]) -> dict[str, list[float]]:
    """Run all in turn, `runs` times after one round that warms up; return the values of each."""
    values: dict[str, list[float]] = {name: [] for name in measured}
    for number in range(runs + 1):
        for name, run in measured.items():
            value = await run()
            if number:
                values[name].append(value)
    return values


def ratios(values: Sequence[float], baseline: Sequence[float]) -> list[float]:
    """Return each round's value as a ratio to the baseline of the same round."""
    return [value / base for value, base in zip(values, baseline, strict=True)]


def pages(characters: int, count: int = 3) -> list[Source]:
    """Return so many documents that have about so many characters together."""
    return [
        {"title": f"Page {page}", "content": _statements(page, characters // count)}
        for page in range(count)
    ]


def check_nothing_is_lost(output: Mapping[str, Any], questions: int) -> None:
    """Raise RuntimeError unless every question was answered."""
    statuses = [faq["status"] for faq in output["faqs"]]
    if statuses != ["answered"] * questions:
        answered = statuses.count("answered")
        raise RuntimeError(f"Only {answered} of {questions} questions were answered.")


def _statements(page: int, characters: int) -> str:
    text, number = "", 0
    while len(text) < characters:
        text += f"Machine {page}-{number} was built in {1900 + number} and weighs {number} tons. "
        number += 1
    return text
