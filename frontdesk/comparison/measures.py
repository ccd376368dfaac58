"""What is measured of a pattern's runs, and how it spreads over them."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from frontdesk.comparison.likeness import near_duplicates, same_question
from frontdesk.comparison.runs import Comparison, PatternRun
from state.faq import FAQ

Unit = Literal["number", "seconds", "dollars", "percent"]


@dataclass(frozen=True)
class Measure:
    """Something that is measured of a run: None where it does not apply or is not known."""

    key: str
    label: str
    unit: Unit
    of: Callable[[PatternRun, Comparison], float | None]


@dataclass(frozen=True)
class Spread:
    """The values of all rounds in which there is one."""

    values: Sequence[float]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.values)

    @property
    def least(self) -> float:
        """The smallest one."""
        return min(self.values)

    @property
    def most(self) -> float:
        """The greatest one."""
        return max(self.values)


def spread(measure: Measure, pattern: str, comparison: Comparison) -> Spread | None:
    """Return the measure's values over the pattern's runs, or None where none has any."""
    values = [measure.of(run, comparison) for run in comparison.of(pattern)]
    known = [value for value in values if value is not None]
    return Spread(known) if known else None


def most_at_once(run: PatternRun) -> int:
    """Return how many requests were under way at the same moment at the most."""
    # Of what happens in the same millisecond the end comes first.
    events = sorted(
        event
        for attempt in run.attempts
        for event in (
            (round(attempt["started"], 3), 1),
            (round(attempt["started"] + attempt["seconds"] - 0.001, 3), -1),
        )
    )
    now = most = 0
    for _, change in events:
        now += change
        most = max(most, now)
    return most


def verbatim_quotes(run: PatternRun, comparison: Comparison) -> float | None:
    """Return how many percent of the quotes are their source's text where they say so."""
    contents = {source["title"]: source["content"] for source in comparison.sources}
    quotes = [quote for faq in run.faqs for quote in faq["evidence"]]
    verbatim = [
        quote["text"] == contents.get(quote["source"], "")[quote["start"] : quote["end"]] != ""
        for quote in quotes
    ]
    return 100 * sum(verbatim) / len(quotes) if quotes else None


def agreement(run: PatternRun, comparison: Comparison) -> float | None:
    """Return for how many percent of its answers the other patterns name the same sources.

    Compared are answers to the same question in the same round, as far as both have sources.
    """
    mine = _with_sources(run)
    agreed: list[bool] = []
    for other in comparison.counted:
        if other.round != run.round or other.pattern == run.pattern:
            continue
        theirs = _with_sources(other)
        questions = [faq["question"] for faq in theirs]
        for faq in mine:
            place = same_question(faq["question"], questions)
            if place is not None:
                agreed.append(set(faq["sources"]) == set(theirs[place]["sources"]))
    return 100 * sum(agreed) / len(agreed) if agreed else None


def _with_sources(run: PatternRun) -> list[FAQ]:
    return [faq for faq in run.faqs if faq["status"] == "answered"]


def _status(*statuses: str) -> Callable[[PatternRun, Comparison], float]:
    return lambda run, _: sum(faq["status"] in statuses for faq in run.faqs)


MEASURES = (
    Measure("seconds", "Time", "seconds", lambda run, _: run.seconds),
    Measure(
        "call_seconds",
        "All requests' time together",
        "seconds",
        lambda run, _: run.usage["seconds"],
    ),
    Measure(
        "waited", "All requests' waiting together", "seconds", lambda run, _: run.usage["waited"]
    ),
    Measure(
        "most_at_once", "Requests at once, at most", "number", lambda run, _: most_at_once(run)
    ),
    Measure("calls", "Calls answered", "number", lambda run, _: run.usage["calls"]),
    Measure("attempts", "Requests, repeated ones too", "number", lambda r, _: r.usage["attempts"]),
    Measure("input_tokens", "Tokens in", "number", lambda run, _: run.usage["input_tokens"]),
    Measure("cached_tokens", "... of them cached", "number", lambda r, _: r.usage["cached_tokens"]),
    Measure("output_tokens", "Tokens out", "number", lambda run, _: run.usage["output_tokens"]),
    Measure("cost", "Cost", "dollars", lambda run, _: run.usage["cost"]),
    Measure("questions", "Questions", "number", lambda run, _: len(run.faqs)),
    Measure("shortfall", "Questions missing", "number", lambda run, _: run.shortfall),
    Measure(
        "near_duplicates",
        "Questions nearly asked before",
        "number",
        lambda run, _: near_duplicates([faq["question"] for faq in run.faqs]),
    ),
    Measure("answered", "Answers with sources", "number", _status("answered")),
    Measure("unsupported", "No answer, or no source for it", "number", _status("unsupported")),
    Measure("failed", "Failed or skipped", "number", _status("failed", "skipped")),
    Measure("verbatim_quotes", "Quotes that are word for word", "percent", verbatim_quotes),
    Measure("same_sources", "Same sources as the others", "percent", agreement),
)
