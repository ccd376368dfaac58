"""The work on a return: find what is meant, have it approved where that is needed, authorise it."""

import asyncio
import json
from typing import Any

from langgraph.runtime import Runtime
from langgraph.types import interrupt
from pydantic import ValidationError

from frontdesk.errors import explain_validation
from frontdesk.records.money import amount_text
from frontdesk.records.open import open_records
from frontdesk.records.products import Purchase, match_purchases
from frontdesk.records.rules import SHIPPING_INSTRUCTIONS, Refusal, is_written_in, return_value
from nodes.plans import quotable
from nodes.prompts import support_orchestrator as prompts
from nodes.record_numbers import named_orders
from nodes.results import done, idempotency_key, not_done, open_handover, thread_id
from state.context import Context
from state.support_orchestrator import (
    Approval,
    Result,
    ReturnFacts,
    ReturnWork,
    Task,
)
from state.usage import Usage, no_usage


async def return_product(work: ReturnWork, runtime: Runtime[Context]) -> tuple[Result, Usage]:
    """Authorise a return, after a person has approved it where its value needs that."""
    task, customer_id = work["task"], work["customer_id"]
    purchase = await asyncio.to_thread(_find_purchase, work)
    if not isinstance(purchase, Purchase):
        return purchase, no_usage()
    order, item = purchase
    names = {"product_name": item.product, "order_id": order.order_id}
    terms = None
    if _needs_approval(purchase, work) and await asyncio.to_thread(
        _is_new, purchase, work, runtime
    ):
        approval = Approval(decision="hand_over")
        if thread_id(runtime):  # without it nothing is kept, so that nobody could answer
            approval = _ask_for_approval(purchase, task["reason_for_return"], customer_id)
        if approval.decision == "hand_over":
            return await asyncio.to_thread(_hand_over, purchase, work, runtime), no_usage()
        note = quotable(approval.note)
        if approval.decision == "refuse":
            reason = prompts.APPROVAL_REFUSED.format(**names, note=note)
            return not_done(task, "refused", reason), no_usage()
        terms = note if approval.decision == "change" else None
    return await asyncio.to_thread(_authorise, purchase, work, terms, runtime), no_usage()


def _find_purchase(work: ReturnWork) -> Purchase | Result:
    """Return what the customer wants to send back, or why that is not to be known or done."""
    customer_id, task = work["customer_id"], work["task"]
    name = task["product_name"]
    if not name:
        return not_done(task, "needs_information", prompts.PRODUCT_MISSING)
    records = open_records()
    orders = records.orders_of(customer_id)
    numbers = [order.order_id for order in orders]
    named = named_orders(work["message"], name, numbers, work["others"])
    purchases, sure = match_purchases(orders, name, named)
    if not purchases:
        reason = prompts.PRODUCT_NOT_FOUND.format(product_name=name)
        if named:
            reason = prompts.PRODUCT_NOT_IN_ORDER.format(
                product_name=name, order_id=" / ".join(named)
            )
        return not_done(task, "not_found", reason)
    if len(purchases) > 1:
        said = work["message"]
        written = [each for each in purchases if is_written_in(each.order.order_id, said)]
        purchases = written if len(written) == 1 else purchases
    if len(purchases) > 1 or not sure:
        products = ", ".join(
            f"{item.product} (order {order.order_id})" for order, item in purchases
        )
        words = prompts.PRODUCT_AMBIGUOUS if len(purchases) > 1 else prompts.PRODUCT_UNSURE
        reason = words.format(product_name=name, products=products)
        return not_done(task, "needs_information", reason)
    [(order, item)] = purchases
    if refusal := records.check_return(customer_id, order.order_id, item.sku):
        return _refused(task, refusal)
    return Purchase(order, item)


def _is_new(purchase: Purchase, work: ReturnWork, runtime: Runtime[Context]) -> bool:
    """Say whether nothing has been decided yet: a return that is open needs no approval again."""
    order, item = purchase
    found = open_records().find_return(
        work["customer_id"],
        order.order_id,
        item.sku,
        key=idempotency_key(runtime, work["customer_id"], "return", order.order_id, item.sku),
    )
    return found is None


def _hand_over(purchase: Purchase, work: ReturnWork, runtime: Runtime[Context]) -> Result:
    order, item = purchase
    names = {"product_name": item.product, "order_id": order.order_id}
    number = open_handover(
        runtime,
        work["customer_id"],
        prompts.APPROVAL_HANDOVER.format(
            **names, value=amount_text(return_value(item), item.currency)
        ),
        prompts.APPROVAL_QUESTION,
        "return",
        order.order_id,
        item.sku,
    )
    reason = prompts.APPROVAL_NEEDED.format(**names, handover_id=number)
    return not_done(work["task"], "needs_approval", reason)


def _authorise(
    purchase: Purchase, work: ReturnWork, terms: str | None, runtime: Runtime[Context]
) -> Result:
    order, item = purchase
    task = work["task"]
    authorised = open_records().authorise_return(
        work["customer_id"],
        order.order_id,
        item.sku,
        "; ".join(each for each in (task["reason_for_return"], terms) if each) or None,
        key=idempotency_key(runtime, work["customer_id"], "return", order.order_id, item.sku),
    )
    if isinstance(authorised, Refusal):
        return _refused(task, authorised)
    facts: ReturnFacts = {
        "product_name": authorised.product,
        "order_id": authorised.order_id,
        "quantity": authorised.quantity,
        "bought": item.quantity,
        "rma_number": authorised.rma_number,
        "shipping_instructions": list(SHIPPING_INSTRUCTIONS),
        "terms": terms,
    }
    return done(task, facts)


def _refused(task: Task, refusal: Refusal) -> Result:
    return not_done(task, "refused", prompts.RETURN_REFUSED[refusal.code].format(**vars(refusal)))


def _needs_approval(purchase: Purchase, work: ReturnWork) -> bool:
    """Say whether returning one unit is worth more than the run's `approval_limit`."""
    limit = work["approval_limit"]
    return limit is not None and return_value(purchase.item) > limit


def _ask_for_approval(purchase: Purchase, reason: str | None, customer_id: str) -> Approval:
    """Pause the run until a person has decided, and return the decision.

    The first time this raises LangGraph's interrupt, whose value tells what is to be decided; the
    resumed run comes here again with the answer, an `Approval` or an object with its fields, also
    as JSON text. What is neither is asked for again, and the value's `problem` says what was wrong.
    """
    order, item = purchase
    value: dict[str, Any] = {
        "question": prompts.APPROVAL_QUESTION,
        "customer_id": customer_id,
        "order_id": order.order_id,
        "product_name": item.product,
        "value": return_value(item),
        "currency": item.currency,
        "reason_for_return": reason,
    }
    while True:
        # As a dict the schema is shown and not enforced: a wrong answer would end the run.
        answer = interrupt(value, response_schema=Approval.model_json_schema())
        try:
            return Approval.model_validate(_as_object(answer))
        except ValidationError as error:
            value = {**value, "problem": explain_validation(error)}


def _as_object(answer: Any) -> Any:
    """Return what the answer says as JSON, as a field for text sends it, or else the answer."""
    try:
        return json.loads(answer) if isinstance(answer, str) else answer
    except (ValueError, RecursionError):
        return answer
