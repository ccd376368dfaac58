"""Say in plain sentences what became of a task, and which numbers a reply must not lose."""

from collections.abc import Iterable

from nodes.prompts import support_orchestrator as prompts
from state.support_orchestrator import OrderFacts, Result

# The facts that a customer needs to the letter, by the names that they have in results.
_NUMBERS = ("case_id", "invoice_number", "rma_number", "order_id", "tracking_number")


def point_of(result: Result) -> str:
    """Return what the reply must tell about `result`, as sentences with all of its facts."""
    facts = result["facts"]
    if facts is None:
        return result["reason"] or ""
    if "case_id" in facts:
        return prompts.INVESTIGATION_DONE.format(**facts)
    if "rma_number" in facts:
        instructions = " ".join(facts["shipping_instructions"])
        return prompts.RETURN_DONE.format(**{**facts, "shipping_instructions": instructions})
    return _order_point(facts)


def numbers_in(results: Iterable[Result]) -> list[str]:
    """Return the numbers of the results' facts that every reply must contain."""
    return [
        str(value)
        for result in results
        for name, value in (result["facts"] or {}).items()
        if name in _NUMBERS and value
    ]


def _order_point(facts: OrderFacts) -> str:
    sentences = [prompts.ORDER_STATUS[facts["order_status"]]]
    if facts["delivered"]:
        sentences.append(prompts.ORDER_ARRIVED)
    elif facts["carrier"] and facts["tracking_number"]:
        sentences.append(prompts.ORDER_CARRIER)
    if facts["expected_delivery"]:
        sentences.append(prompts.ORDER_EXPECTED)
    return " ".join(sentences).format(**facts)
