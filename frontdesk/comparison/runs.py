"""What a comparison is made of: one record for every run of a pattern."""

from collections.abc import Sequence
from dataclasses import dataclass

from state.faq import FAQ, Source
from state.usage import Attempt, Usage

PATTERNS = ("single-call", "chain", "parallel")


@dataclass(frozen=True)
class PatternRun:
    """One run of a pattern. `round` 0 is the warm-up, which does not count.

    `started` is in seconds since 1970 and `seconds` is the time that the run took. `error` is the
    sentence that a run ended with which gave nothing at all, else empty.
    """

    pattern: str
    round: int
    started: float
    seconds: float
    faqs: Sequence[FAQ]
    shortfall: int
    attempts: Sequence[Attempt]
    usage: Usage
    error: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether every wanted question is there and none failed or was skipped."""
        failed = any(faq["status"] in ("failed", "skipped") for faq in self.faqs)
        return not (failed or self.shortfall or self.error)


@dataclass(frozen=True)
class Comparison:
    """Runs of several patterns on the same documents, round by round in the same order.

    `questions` are those that all of them were given; it is empty where each made its own.
    """

    sources: Sequence[Source]
    wanted: int
    questions: Sequence[str]
    runs: Sequence[PatternRun]

    @property
    def counted(self) -> list[PatternRun]:
        """The runs that count."""
        return [run for run in self.runs if run.round]

    @property
    def patterns(self) -> list[str]:
        """The patterns that have runs that count, in the order in which they took turns."""
        return list(dict.fromkeys(run.pattern for run in self.counted))

    @property
    def rounds(self) -> int:
        """How many rounds count."""
        return max((run.round for run in self.counted), default=0)

    @property
    def models(self) -> list[str]:
        """The models that answered."""
        return list(dict.fromkeys(name for run in self.counted for name in run.usage["by_model"]))

    def of(self, pattern: str) -> list[PatternRun]:
        """Return the runs of this pattern that count."""
        return [run for run in self.counted if run.pattern == pattern]

    def median_run(self, pattern: str) -> PatternRun:
        """Return the run whose time is the median; of an even number the faster of the two."""
        runs = sorted(self.of(pattern), key=lambda run: run.seconds)
        return runs[(len(runs) - 1) // 2]
