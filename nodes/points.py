"""Say in plain sentences what became of each request, and which words a reply must not lose."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from nodes.plans import quotable
from nodes.prompts import support_orchestrator as prompts
from nodes.prompts.outcome_words import Outcome
from nodes.prompts.tags import tag
from state.support_orchestrator import Handover, OrderFacts, ParcelFacts, Result

_LONGEST = 10_000
# What a status of a result, or of an order, must not lose in a letter that has all its facts.
_OUTCOMES: dict[str, Outcome] = {
    "not_found": "not done",
    "refused": "not done",
    "failed": "not done",
    "skipped": "not done",
    "Delayed": "delayed",
    "Processing": "not sent",
}


class Point(NamedTuple):
    """What a reply must tell: sentences with all facts, and the words to be kept as they are.

    Those are the customer's own words and names. Whatever has a digit in it must be kept anyway,
    and is not among them. `outcome` is what it must say has become of the request.
    """

    text: str
    words: tuple[str, ...] = ()
    outcome: Outcome | None = None


def points_of(
    results: Sequence[Result], unhandled: Sequence[str], handover: Handover | None
) -> list[Point]:
    """Return the points about every result and, in one, about what no worker handles."""
    points = [point for result in results for point in _result_points(result)]
    if unhandled:
        points.append(_unhandled_point(unhandled, handover))
    return [*dict.fromkeys(map(_harmless, points))] or [Point(prompts.NO_TASK)]


def _harmless(point: Point) -> Point:
    """Return the point without the links and markup that names in the records may have."""
    text, words = quotable(point.text, _LONGEST), (*map(quotable, point.words),)
    return point._replace(text=text, words=words)


def open_task_tag(result: Result, number: int) -> str:
    """Return what planning is told of an open task: the question that the customer was asked."""
    details = {name: str(value) for name, value in result["task"].items() if value is not None}
    return tag("open_task", result["reason"] or "", number=str(number), **details)


def _result_points(result: Result) -> list[Point]:
    facts = result["facts"]
    if facts is None:
        name, reason = str(result["task"].get("product_name") or ""), result["reason"] or ""
        names = [name] if name and name in reason else []
        quoted = re.findall(r'"([^"]+)"', reason) if result["status"] == "refused" else []
        return [Point(reason, (*names, *quoted), _OUTCOMES.get(result["status"]))]
    if "case_id" in facts:
        if facts["added"]:
            words = prompts.INVESTIGATION_ADDED.format(**facts)
            return [Point(words, (facts["concern"], facts["added"]))]
        return [Point(prompts.INVESTIGATION_DONE.format(**facts), (facts["concern"],))]
    if "rma_number" in facts:
        instructions = " ".join(facts["shipping_instructions"])
        text = prompts.RETURN_DONE.format(**{**facts, "shipping_instructions": instructions})
        if facts["bought"] > facts["quantity"]:
            text += prompts.RETURN_UNITS.format(**facts)
        if facts["terms"]:
            text += prompts.RETURN_TERMS.format(terms=facts["terms"])
        return [Point(text, (facts["product_name"], *filter(None, [facts["terms"]])))]
    return _order_points(facts)


def _order_points(facts: OrderFacts) -> list[Point]:
    """Return the point about the order and its parcel; of several, each other has its own."""
    parcels: list[ParcelFacts] = [facts, *facts["other_parcels"]]
    status, words = prompts.ORDER_STATUS[facts["order_status"]], prompts.ONE_PARCEL
    if len(parcels) > 1:
        status, words = f"{status} {prompts.SEVERAL_PARCELS}", prompts.EACH_PARCEL
    told = [_parcel_words(parcel, words).format(**{**facts, **parcel}) for parcel in parcels]
    told[0] = f"{status.format(**facts)} {told[0]}".strip()
    outcomes = [
        _OUTCOMES.get(facts["order_status"]) or _OUTCOMES.get(facts["parcel_status"] or ""),
        *(_OUTCOMES.get(parcel["parcel_status"] or "") for parcel in facts["other_parcels"]),
    ]
    return [
        Point(text, (parcel["carrier"],) if parcel["carrier"] else (), outcome)
        for text, parcel, outcome in zip(told, parcels, outcomes, strict=True)
    ]


def _parcel_words(parcel: ParcelFacts, words: Mapping[str, str]) -> str:
    sentences = [words[parcel["parcel_status"]]] if parcel["parcel_status"] else []
    if parcel["delivered"]:
        sentences.append(prompts.PARCEL_ARRIVED)
    if parcel["expected_delivery"]:
        sentences.append(prompts.PARCEL_OVERDUE if parcel["overdue"] else prompts.PARCEL_EXPECTED)
    return " ".join(sentences)


def _unhandled_point(unhandled: Sequence[str], handover: Handover | None) -> Point:
    known = [request for request in unhandled if request != prompts.UNHANDLED_OTHER]
    told = [f'"{request}"' for request in known]
    if len(known) < len(unhandled):
        told.append(prompts.UNHANDLED_OTHER)
    number = handover["handover_id"] if handover else None
    words = prompts.UNHANDLED_DONE if number else prompts.UNHANDLED_FAILED
    return Point(words.format(requests="; ".join(told), handover_id=number), (*known,))
