"""Find the details in a customer's message that complete what they asked for before."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from frontdesk.models.offline.planning.references import Reference, find_references
from frontdesk.models.offline.planning.tasks import find_tasks

_MISSING = {
    "BillingInquiry": "invoice_number",
    "ProductReturn": "product_name",
    "StatusUpdate": "order_id",
}
_KINDS = {"BillingInquiry": ("invoice", "unknown"), "StatusUpdate": ("order", "unknown")}
_FEW_WORDS = 12
_LEAD = re.compile(
    r"^(?:(?:hi|hello|hey|sorry|ah|oh|ok(?:ay)?|sure|thanks?(?: you)?|yes|no|well|right)\b[\s,.!-]*"
    r"|(?:i|we)\s+(?:mean|meant|(?:would like|want|['\u2019]d like) to (?:return|send back))\s+"
    r"|(?:it|that|this|they)(?:['\u2019]s|\s+(?:is|was|are|would be))\s+"
    r"|(?:the one|the product|the item)(?:\s+(?:is|i mean(?:t)?))?[\s,:]+"
    r"|(?:the|my|our|an?|please|just|only|for|about)\s+)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:[,.;!?]|\s[-\u2013\u2014]\s|\b(?:please|thanks?|thank you|from|in order|because|since"
    r"|which|that|i mean(?:t)?)\b).*$",
    re.IGNORECASE | re.DOTALL,
)
_YES = re.compile(
    r"^\W*(?:yes|yep|yeah|yup|right|correct|exactly|sure|indeed|it is|that one|that['\u2019]s)\b",
    re.IGNORECASE,
)
_OFFERED = re.compile(r"is it the ([^?]+?)(?: \(order [^)]*\))?\?")
_ONE = re.compile(r"\s+ones?$", re.IGNORECASE)
# "The apron from order A-5512" names an order, and asks nothing about it.
_FROM_ORDER = re.compile(r"\b(?:from|in|of|on)\s+(?:(?:the|my)\s+)?order\b", re.IGNORECASE)
_CHATTER = re.compile(
    r"\b(?:thanks?|thank|hello|bye|ok(?:ay)?|never mind|where|when|why|how|what|who)\b",
    re.IGNORECASE,
)


class OpenTask(NamedTuple):
    """A request for which something was missing: its details, and what the customer was asked."""

    details: Mapping[str, str]
    question: str


def complete_tasks(
    message: str, open_tasks: Sequence[OpenTask]
) -> list[dict[str, str | int | None]]:
    """Return the tasks of `message`; one that completes an open task says its number from 1.

    A message that only gives the missing detail has no task of its own and is read as an answer.
    """
    tasks: list[dict[str, str | int | None]] = [{**task} for task in find_tasks(message)]
    if _names_a_product(message, open_tasks):
        tasks = [task for task in tasks if task["query_type"] != "StatusUpdate"]
    said = {value for task in tasks for value in task.values()}
    free = [each for each in find_references(message) if each.text not in said]
    for number, opened in enumerate(open_tasks, start=1):
        kind = str(opened.details.get("query_type", ""))
        missing = _MISSING.get(kind)
        own = next((t for t in tasks if t["query_type"] == kind and not t.get("completes")), None)
        if missing is None:
            continue
        if own is not None and own[missing]:
            own["completes"] = number
            continue
        answer = _answer(message, kind, opened, free, alone=not tasks)
        if answer is None:
            continue
        if own is None:
            tasks.append({"query_type": kind, missing: answer, "completes": number})
        else:
            own |= {missing: answer, "completes": number}
        free = [each for each in free if each.text != answer]
    return tasks


def _names_a_product(message: str, open_tasks: Sequence[OpenTask]) -> bool:
    asked = any(opened.details.get("query_type") == "ProductReturn" for opened in open_tasks)
    short = len(message.split()) <= _FEW_WORDS and "?" not in message
    return asked and short and _FROM_ORDER.search(message) is not None


def _answer(
    message: str, kind: str, opened: OpenTask, free: Sequence[Reference], *, alone: bool
) -> str | None:
    if kind in _KINDS:
        fitting = [each.text for each in free if each.kind in _KINDS[kind]]
        if not fitting and alone and len(free) == 1 and len(message.split()) <= _FEW_WORDS:
            fitting = [each.text for each in free]
        return fitting[0] if fitting else None
    if not alone or len(message.split()) > _FEW_WORDS:
        return None
    offered = _OFFERED.search(opened.question)
    name = _TAIL.sub("", _LEAD.sub("", message.strip())).strip()
    if offered and _YES.match(message):
        return offered[1]
    name = _ONE.sub("", name)
    return name if name and not _CHATTER.search(name) else None
