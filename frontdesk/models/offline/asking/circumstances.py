"""Questions for when and where."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from frontdesk.models.offline.asking.wording import Draft, inverted, without
from frontdesk.models.offline.language.clauses import Clause
from frontdesk.models.offline.language.phrases import Phrase
from frontdesk.models.offline.language.vocabulary import (
    DURATIONS,
    PLACE_VERBS,
    is_clock_time,
    is_duration,
    is_frequency,
    is_place,
    is_time,
    names_a_time,
)

_WHEN_CLAUSES = frozenset("when whenever once after before until".split())


def ask_time(clause: Clause) -> Iterator[Draft]:
    """Ask when, how often, how long and how soon."""
    lead = [clause.lead] if clause.lead else []
    if clause.copula and clause.rest and clause.rest[0].tokens[0].text[0].isupper():
        return  # "The city with the largest growth was Ayr" names it rather than tells when.
    often = [phrase for phrase in clause.rest if is_frequency(phrase)]
    if often and not clause.copula:
        yield Draft(inverted("How often", clause, without(clause.rest, often)), 0.93)
    clocks = [phrase for phrase in clause.rest if is_clock_time(phrase)]
    if clocks and clause.rest:
        yield Draft(inverted("At what time", clause, without(clause.rest, clocks[:1])), 0.94)
    spans = _time_spans(clause.rest)
    conditions = [p for p in clause.rest if p.kind == "clause" and p.first in _WHEN_CLAUSES]
    lasting = any(is_duration(phrase) for phrase in clause.rest)
    if spans or (conditions and not lasting and clause.stop in {"", ","}):
        yield Draft(inverted("When", clause, without(clause.rest, [*spans, *conditions])), 0.9)
    times = [phrase for phrase in [*lead, *clause.rest] if is_time(phrase)]
    stated = without(clause.rest, times)
    if (
        times
        and not often
        and clause.base != "date"
        and not (clause.copula and any(p.first == "during" for p in stated))
    ):
        asked = {"since": "Since when", "until": "Until when", "till": "Until when"}.get(
            times[0].first if len(times) == 1 else "", "When"
        )
        yield Draft(inverted(asked, clause, stated), 0.93)
    for phrase in clause.rest:
        if is_duration(phrase):
            number = next(at for at, token in enumerate(phrase.tokens) if token.is_a("CD"))
            counted = Phrase("noun", phrase.tokens[number + 1 :])
            asked = "For how long" if phrase.first == "for" else "How soon"
            if phrase.first == "within" and "s" in {word[-1] for word in counted.words()}:
                asked = f"Within how many {counted.text}"
            if not counted.tokens[0].is_a("TO", "CC", "CD"):
                yield Draft(inverted(asked, clause, without(clause.rest, [phrase])), 0.93)


def _time_spans(rest: Sequence[Phrase]) -> list[Phrase]:
    """Return the phrases of "90 days after you close the account"."""
    for span, anchor in pairwise(rest):
        if (
            span.kind == "noun"
            and span.words()[-1] in DURATIONS
            and anchor.first in {"after", "before"}
        ):
            return [span, anchor]
    return []


def ask_place(clause: Clause) -> Iterator[Draft]:
    """Ask where something is or happens."""
    places = [phrase for phrase in clause.rest if is_place(phrase)]
    if any(p.kind == "noun" and names_a_time(p.words()) for p in clause.rest):
        return
    others = [p for p in clause.rest if p.first in {"in", "at", "near", "on"} and not is_time(p)]
    if (
        len(places) == len(others) == 1
        and clause.base in PLACE_VERBS
        and _has_object_if_needed(clause)
    ):
        yield Draft(inverted("Where", clause, without(clause.rest, places)), 0.9)
    if places and clause.copula and clause.rest[0] is places[0] and len(clause.rest) == 1:
        yield Draft(inverted("Where", clause, ()), 0.85)


def _has_object_if_needed(clause: Clause) -> bool:
    return clause.passive or clause.base not in {"find", "hold", "build", "place"}
