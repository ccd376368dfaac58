"""The steps of the orchestrator: plan the tasks, hand each to its worker, write one reply."""

import asyncio
import re
from collections.abc import Awaitable
from typing import Literal

from langchain_core.messages import AIMessage, HumanMessage, SystemMessage
from langgraph.errors import GraphBubbleUp
from langgraph.runtime import Runtime
from langgraph.types import Overwrite, Send

from frontdesk.errors import BudgetError, FrontdeskError, item_error, spent_before
from frontdesk.models.call import call_model
from frontdesk.models.names import fast_model_name, model_name
from frontdesk.records.open import open_records
from frontdesk.records.products import match_purchases
from frontdesk.records.rules import (
    RESOLUTION_TIME,
    SHIPPING_INSTRUCTIONS,
    Refusal,
    awaited_shipment,
    order_status,
)
from nodes.conversation import customer_message
from nodes.points import numbers_in, point_of
from nodes.progress import report
from nodes.prompts import support_orchestrator as prompts
from nodes.prompts.tags import tag
from state.context import Context, context_of
from state.support_orchestrator import (
    BillingWork,
    Facts,
    InvestigationFacts,
    InvoiceConcern,
    OrchestratorState,
    OrderFacts,
    PlannedTask,
    PlanUpdate,
    ReplyUpdate,
    Result,
    ReturnFacts,
    ReturnWork,
    Status,
    StatusWork,
    Task,
    TaskPlan,
    WorkerUpdate,
)
from state.usage import Usage, no_usage

Worker = Literal["billing_worker", "return_worker", "status_worker"]

_WORKERS: dict[str, Worker] = {
    "BillingInquiry": "billing_worker",
    "ProductReturn": "return_worker",
    "StatusUpdate": "status_worker",
}


async def plan_tasks(state: OrchestratorState, runtime: Runtime[Context]) -> PlanUpdate:
    """Split the customer's latest message into tasks."""
    context = context_of(runtime)
    message = customer_message(state["messages"])
    answered = await call_model(
        [
            SystemMessage(context.plan_tasks_prompt or prompts.PLAN_TASKS),
            HumanMessage(tag("customer_message", message)),
        ],
        step="plan_tasks",
        model=fast_model_name(context.fast_model, context.model),
        schema=TaskPlan,
    )
    tasks: list[Task] = []
    for planned in answered.value.tasks:
        task = _task(planned, message)
        if task not in tasks:
            tasks.append(task)
    return {"tasks": tasks, "usage": Overwrite(answered.usage)}


def one_worker_per_task(state: OrchestratorState) -> list[Send] | Literal["synthesize_reply"]:
    """Send every task to the worker of its type."""
    message = customer_message(state["messages"])
    sends = [
        Send(
            _WORKERS[task["query_type"]],
            {"item": item, "total": len(state["tasks"]), "message": message, "task": task},
        )
        for item, task in enumerate(state["tasks"])
    ]
    return sends or "synthesize_reply"


async def billing_worker(state: BillingWork, runtime: Runtime[Context]) -> WorkerUpdate:
    """Open an investigation of what troubles the customer about an invoice."""
    return await _settled(state, runtime, "billing_worker", _investigate(state, runtime))


async def return_worker(state: ReturnWork, runtime: Runtime[Context]) -> WorkerUpdate:
    """Authorise the return of a product that the customer has received."""
    outcome = asyncio.to_thread(_authorise_return, state, runtime)
    return await _settled(state, runtime, "return_worker", outcome)


async def status_worker(state: StatusWork, runtime: Runtime[Context]) -> WorkerUpdate:
    """Look up where an order is."""
    outcome = asyncio.to_thread(_look_up_order, state, runtime)
    return await _settled(state, runtime, "status_worker", outcome)


async def synthesize_reply(state: OrchestratorState, runtime: Runtime[Context]) -> ReplyUpdate:
    """Write one e-mail that tells the result of every task."""
    context = context_of(runtime)
    by_item = {finished["item"]: finished["result"] for finished in state.get("finished", [])}
    results = [by_item[item] for item in range(len(state["tasks"]))]
    points = [point_of(result) for result in results] or [prompts.NO_TASK]
    message = AIMessage(prompts.LETTER.format(points="\n\n".join(points)))
    usage, answered_by = no_usage(), None
    try:
        answered = await call_model(
            [
                SystemMessage(context.synthesize_reply_prompt or prompts.SYNTHESIZE_REPLY),
                HumanMessage(
                    "\n".join(
                        [
                            tag("customer_message", customer_message(state["messages"])),
                            *(tag("point", point) for point in points),
                        ]
                    )
                ),
            ],
            step="synthesize_reply",
            model=model_name(context.model),
        )
        usage = answered.usage
        if all(number in answered.value.text for number in numbers_in(results)):
            message, answered_by = answered.value, answered.answered_by
    except FrontdeskError as error:
        # What the workers did is done; the plain letter tells it without a model.
        usage = error.usage
    return {
        "results": results,
        "finished": Overwrite([]),
        "reply": message.text,
        "messages": [message],
        "answered_by": answered_by,
        "usage": usage,
    }


async def _settled(
    work: BillingWork | ReturnWork | StatusWork,
    runtime: Runtime[Context],
    step: str,
    outcome: Awaitable[tuple[Result, Usage]],
) -> WorkerUpdate:
    """Await a worker's outcome. A failure stays with its task and takes no other with it."""
    try:
        result, usage = await outcome
    except GraphBubbleUp:
        raise
    except Exception as error:
        request = prompts.REQUESTS[work["task"]["query_type"]]
        reason = prompts.TASK_FAILED.format(request=request)
        status: Status = "skipped" if isinstance(error, BudgetError) else "failed"
        result, usage = _open(work["task"], status, reason), spent_before(error)
        result["error"] = item_error(error)
    report(runtime, step, work["item"], work["total"], result)
    return {"finished": [{"item": work["item"], "result": result}], "usage": usage}


async def _investigate(work: BillingWork, runtime: Runtime[Context]) -> tuple[Result, Usage]:
    context, task = context_of(runtime), work["task"]
    number = task["invoice_number"]
    if not number:
        return _open(task, "needs_information", prompts.INVOICE_NUMBER_MISSING), no_usage()
    not_found = prompts.INVOICE_NOT_FOUND.format(invoice_number=number)
    records = await asyncio.to_thread(open_records)
    invoice = await asyncio.to_thread(records.find_invoice, context.customer_id, number)
    if invoice is None:
        return _open(task, "not_found", not_found), no_usage()
    answered = await call_model(
        [
            SystemMessage(context.billing_worker_prompt or prompts.BILLING_WORKER),
            HumanMessage(
                tag("customer_message", work["message"]) + "\n" + tag("invoice_number", number)
            ),
        ],
        step="billing_worker",
        model=fast_model_name(context.fast_model, context.model),
        schema=InvoiceConcern,
    )
    case = await asyncio.to_thread(
        records.open_investigation,
        context.customer_id,
        invoice.invoice_number,
        " ".join(answered.value.concern.split()),
        key=_idempotency_key(runtime, "investigation", invoice.invoice_number),
    )
    if isinstance(case, Refusal):
        return _open(task, "not_found", not_found), answered.usage
    facts: InvestigationFacts = {
        "invoice_number": case.invoice_number,
        "concern": case.concern,
        "case_id": case.case_id,
        "resolution_time": RESOLUTION_TIME,
    }
    return _done(task, facts), answered.usage


def _authorise_return(work: ReturnWork, runtime: Runtime[Context]) -> tuple[Result, Usage]:
    customer_id, task = context_of(runtime).customer_id, work["task"]
    name = task["product_name"]
    if not name:
        return _open(task, "needs_information", prompts.PRODUCT_MISSING), no_usage()
    records = open_records()
    purchases, sure = match_purchases(records.orders_of(customer_id), name)
    if not purchases:
        reason = prompts.PRODUCT_NOT_FOUND.format(product_name=name)
        return _open(task, "not_found", reason), no_usage()
    if len(purchases) > 1 or not sure:
        products = ", ".join(
            f"{item.product} (order {order.order_id})" for order, item in purchases
        )
        words = prompts.PRODUCT_AMBIGUOUS if len(purchases) > 1 else prompts.PRODUCT_UNSURE
        reason = words.format(product_name=name, products=products)
        return _open(task, "needs_information", reason), no_usage()
    [(order, item)] = purchases
    authorised = records.authorise_return(
        customer_id,
        order.order_id,
        item.sku,
        task["reason_for_return"],
        key=_idempotency_key(runtime, "return", order.order_id, item.sku),
    )
    if isinstance(authorised, Refusal):
        reason = prompts.RETURN_REFUSED[authorised.code].format(**vars(authorised))
        return _open(task, "refused", reason), no_usage()
    facts: ReturnFacts = {
        "product_name": authorised.product,
        "order_id": authorised.order_id,
        "rma_number": authorised.rma_number,
        "shipping_instructions": list(SHIPPING_INSTRUCTIONS),
    }
    return _done(task, facts), no_usage()


def _look_up_order(work: StatusWork, runtime: Runtime[Context]) -> tuple[Result, Usage]:
    task = work["task"]
    number = task["order_id"]
    if not number:
        return _open(task, "needs_information", prompts.ORDER_NUMBER_MISSING), no_usage()
    order = open_records().find_order(context_of(runtime).customer_id, number)
    if order is None:
        reason = prompts.ORDER_NOT_FOUND.format(order_id=number)
        return _open(task, "not_found", reason), no_usage()
    shipment = awaited_shipment(order)
    delivered = shipment.delivered if shipment else None
    expected = shipment.expected if shipment and not delivered else None
    facts: OrderFacts = {
        "order_id": order.order_id,
        "order_status": order_status(order),
        "carrier": shipment.carrier if shipment else None,
        "tracking_number": shipment.tracking_number if shipment else None,
        "expected_delivery": expected.isoformat() if expected else None,
        "delivered": delivered.isoformat() if delivered else None,
    }
    return _done(task, facts), no_usage()


def _task(planned: PlannedTask, message: str) -> Task:
    """Return the task with its type's details, less any number that the customer never wrote."""
    if planned.query_type == "BillingInquiry":
        invoice_number = _as_written(planned.invoice_number, message)
        return {"query_type": "BillingInquiry", "invoice_number": invoice_number}
    if planned.query_type == "StatusUpdate":
        return {"query_type": "StatusUpdate", "order_id": _as_written(planned.order_id, message)}
    return {
        "query_type": "ProductReturn",
        "product_name": (planned.product_name or "").strip() or None,
        "reason_for_return": (planned.reason_for_return or "").strip() or None,
    }


def _as_written(number: str | None, message: str) -> str | None:
    """Return the number if the message has it, and not only as a piece of a longer one."""
    number = (number or "").strip().lstrip("#")
    found = re.search(rf"(?<!\d){re.escape(number)}(?!\d)", message, re.IGNORECASE)
    return number if number and found else None


def _done(task: Task, facts: Facts) -> Result:
    return {"task": task, "status": "done", "facts": facts, "reason": None, "error": None}


def _open(task: Task, status: Status, reason: str) -> Result:
    return {"task": task, "status": status, "facts": None, "reason": reason, "error": None}


def _idempotency_key(runtime: Runtime[Context], *request: str) -> str:
    """Return the key that a retry, a resumed run and a second run of one request share."""
    execution = runtime.execution_info
    thread = (execution.thread_id if execution else None) or ""
    return "/".join([thread, context_of(runtime).customer_id, *request])
