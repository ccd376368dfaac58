"""A run's requests in time: each in a lane, so that those at the same time are side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from frontdesk.comparison.runs import PatternRun
from state.usage import Attempt

# Times come rounded to milliseconds, so that two in a row may seem to overlap.
_ROUNDING = 0.002


@dataclass(frozen=True)
class Bar:
    """One request, in seconds since its run began: it was due, sent and answered or given up."""

    lane: int
    due: float
    sent: float
    ended: float
    attempt: Attempt


def bars(run: PatternRun) -> list[Bar]:
    """Return the run's requests in the order in which they were due, in as few lanes as can be."""
    free_from: list[float] = []
    placed: list[Bar] = []
    for attempt in sorted(run.attempts, key=lambda each: each["started"] - each["waited"]):
        sent = max(0.0, attempt["started"] - run.started)
        due = max(0.0, sent - attempt["waited"])
        ended = sent + attempt["seconds"]
        lane = _free_lane(free_from, due)
        free_from[lane] = ended
        placed.append(Bar(lane, due, sent, ended, attempt))
    return placed


def lanes(placed: Sequence[Bar]) -> int:
    """Return how many lanes the bars take."""
    return max((bar.lane + 1 for bar in placed), default=0)


def _free_lane(free_from: list[float], due: float) -> int:
    for lane, since in enumerate(free_from):
        if since <= due + _ROUNDING:
            return lane
    free_from.append(0.0)
    return len(free_from) - 1
