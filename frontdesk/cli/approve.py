"""Answer for a person where a run pauses until a return is approved."""

import sys
from collections.abc import Callable, Sequence
from typing import Any

from frontdesk.exports.terminal import visible
from frontdesk.records.money import amount_text

Decide = Callable[[dict[str, Any]], dict[str, Any]]

_REFUSED = "It was not approved."
_WORDS = {"y": "approve", "n": "refuse", "c": "change", "h": "hand_over"}


def decider(how: str) -> Decide | None:
    """Return what decides about returns: `yes` and `no` for all, `ask` on the terminal."""
    if not how:
        return None
    fixed = {
        "yes": {"decision": "approve"},
        "no": {"decision": "refuse", "note": _REFUSED},
        "later": hand_over({}),
    }
    return (lambda value: fixed[how]) if how in fixed else ask


def ask(value: dict[str, Any]) -> dict[str, Any]:
    """Ask on the terminal about a return; the end of the input hands it over."""
    amount = amount_text(value["value"], value["currency"])
    told = (
        f"Customer {value['customer_id']} wants to return the {value['product_name']} from order "
        f"{value['order_id']}, worth {amount}. Reason: {value['reason_for_return'] or 'none given'}"
    )
    _say(f"{told}\n")
    while True:
        key = _read("Approve it? y: yes, n: no, c: on other terms, h: hand it over. ")
        decision = "hand_over" if key is None else _WORDS.get(key.lower()[:1])
        if decision in ("approve", "hand_over"):
            return {"decision": decision}
        if decision and (note := _read("What is the customer told about it? ")):
            return {"decision": decision, "note": note[:500]}


def answers_to(waiting: Sequence[Any], decide: Decide) -> Any:
    """Return the command that resumes a run from what it waits for, or None if it does not wait."""
    from langgraph.types import Command

    answers = {each.id: decide(each.value) for each in waiting}
    return Command(resume=answers) if answers else None


def hand_over(value: dict[str, Any]) -> dict[str, Any]:
    """Leave a return to a person who reads the hand-over."""
    return {"decision": "hand_over"}


def _read(question: str) -> str | None:
    _say(question)
    line = sys.stdin.readline()
    return line.strip() if line else None


def _say(text: str) -> None:
    sys.stderr.write(visible(text))
    sys.stderr.flush()
