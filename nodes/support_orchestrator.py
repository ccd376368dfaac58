"""The steps of the orchestrator: plan the tasks, hand each to its worker, write one reply."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Literal

from langchain_core.messages import AIMessage
from langgraph.errors import GraphBubbleUp
from langgraph.runtime import Runtime
from langgraph.types import Overwrite, Send

from frontdesk.errors import BudgetError, FrontdeskError, item_error, spent_before
from frontdesk.models.call import call_model
from frontdesk.models.draft import Draft
from frontdesk.models.names import fast_model_name, model_name
from frontdesk.records.entities import Shipment
from frontdesk.records.open import open_records
from frontdesk.records.rules import awaited_shipment, order_status
from nodes.conversation import customer_message, earlier_messages, earlier_words
from nodes.customer import customer_of, customer_of_conversation
from nodes.investigations import investigate
from nodes.letters import additions_in, faults_of
from nodes.plans import grounded_plan, lacks_a_detail, quotable
from nodes.points import open_task_tag, points_of
from nodes.progress import report
from nodes.prompts import support_orchestrator as prompts
from nodes.prompts.tags import tag, tagged_prompt
from nodes.results import LONGEST_MESSAGE, done, message_digest, not_done, open_handover
from nodes.returns import return_product
from state.context import Context, context_of
from state.support_orchestrator import (
    BillingWork,
    HandoverUpdate,
    OrchestratorState,
    OrderFacts,
    ParcelFacts,
    PlanUpdate,
    ReplyUpdate,
    Result,
    ReturnWork,
    Status,
    StatusWork,
    Task,
    TaskPlan,
    UnhandledWork,
    WorkerUpdate,
)
from state.usage import Usage, add_usage, no_usage

Worker = Literal["billing_worker", "return_worker", "status_worker"]

_WORKERS: dict[str, Worker] = {
    "BillingInquiry": "billing_worker",
    "ProductReturn": "return_worker",
    "StatusUpdate": "status_worker",
}
# A reply that is not right is written once more; then the plain letter goes out.
_DRAFTS = 2


async def plan_tasks(state: OrchestratorState, runtime: Runtime[Context]) -> PlanUpdate:
    """Split the customer's latest message into tasks, and list what no worker handles."""
    context = context_of(runtime)
    customer_id = customer_of_conversation(state.get("customer_id", ""), runtime)
    message = customer_message(state["messages"])
    open_results = [
        result for result in state.get("results", []) if result["status"] == "needs_information"
    ]
    lacking = filter(lacks_a_detail, open_results)
    answered = await call_model(
        tagged_prompt(
            context.plan_tasks_prompt or prompts.PLAN_TASKS,
            *(tag("earlier_message", text) for text in earlier_messages(state["messages"])),
            *(open_task_tag(result, number) for number, result in enumerate(lacking, start=1)),
            tag("customer_message", message),
        ),
        step="plan_tasks",
        model=fast_model_name(context.fast_model, context.model),
        schema=TaskPlan,
    )
    plan = grounded_plan(answered.value, message, open_results, earlier_words(state["messages"]))
    return {
        "customer_id": customer_id,
        "tasks": plan.tasks,
        "completed": plan.completed,
        "unhandled": plan.unhandled,
        "handover": None,
        "usage": Overwrite(answered.usage),
    }


def one_worker_per_task(
    state: OrchestratorState, runtime: Runtime[Context]
) -> list[Send] | Literal["synthesize_reply"]:
    """Send every task to the worker of its type, and to a person what no worker handles.

    With the task goes for whom and within which limit: whoever resumes a run changes neither.
    """
    customer_id, limit = customer_of(runtime), context_of(runtime).approval_limit
    message = customer_message(state["messages"])
    whole = f"{earlier_words(state['messages'])}\n\n{message}"
    sends = [
        Send(
            _WORKERS[task["query_type"]],
            {
                "item": item,
                "total": len(state["tasks"]),
                "message": whole if item in state["completed"] else message,
                "task": task,
                "others": [*_details_of_others(item, state["tasks"]), *state["unhandled"]],
                "customer_id": customer_id,
                "approval_limit": limit,
            },
        )
        for item, task in enumerate(state["tasks"])
    ]
    if state["unhandled"]:
        asked = {"unhandled": state["unhandled"], "message": message, "customer_id": customer_id}
        sends.append(Send("hand_over", asked))
    return sends or "synthesize_reply"


async def billing_worker(state: BillingWork, runtime: Runtime[Context]) -> WorkerUpdate:
    """Open an investigation of what troubles the customer about an invoice."""
    return await _settled(state, runtime, "billing_worker", lambda: investigate(state, runtime))


async def return_worker(state: ReturnWork, runtime: Runtime[Context]) -> WorkerUpdate:
    """Authorise the return of a product that the customer has received."""
    return await _settled(state, runtime, "return_worker", lambda: return_product(state, runtime))


async def status_worker(state: StatusWork, runtime: Runtime[Context]) -> WorkerUpdate:
    """Look up where an order is."""
    return await _settled(
        state, runtime, "status_worker", lambda: asyncio.to_thread(_look_up_order, state)
    )


async def hand_over(state: UnhandledWork, runtime: Runtime[Context]) -> HandoverUpdate:
    """Hand to a person what no worker handles."""
    try:
        number = await asyncio.to_thread(
            open_handover,
            runtime,
            state["customer_id"],
            prompts.UNHANDLED_HANDOVER.format(
                requests="; ".join(state["unhandled"]),
                message=quotable(state["message"], LONGEST_MESSAGE),
            ),
            prompts.HANDOVER_REASON,
            "message",
            message_digest(state["message"]),
        )
    except Exception as error:
        return {"handover": {"handover_id": None, "error": item_error(error)}}
    return {"handover": {"handover_id": number, "error": None}}


async def synthesize_reply(state: OrchestratorState, runtime: Runtime[Context]) -> ReplyUpdate:
    """Write one e-mail that tells the result of every task, and nothing else."""
    context = context_of(runtime)
    by_item = {finished["item"]: finished["result"] for finished in state.get("finished", [])}
    results = [by_item[item] for item in range(len(state["tasks"]))]
    points = points_of(results, state["unhandled"], state["handover"])
    instructions = context.synthesize_reply_prompt or prompts.SYNTHESIZE_REPLY
    asked = customer_message(state["messages"])
    tags = [
        tag("customer_message", asked),
        *(tag("point", point.text) for point in points),
    ]
    message = AIMessage(prompts.LETTER.format(points="\n\n".join(each.text for each in points)))
    usage, answered_by = no_usage(), None
    draft = Draft(
        "synthesize_reply",
        lambda text: not additions_in(text, points, instructions, asked=asked),
    )
    try:
        for _ in range(_DRAFTS):
            answered = await call_model(
                tagged_prompt(instructions, *tags),
                step="synthesize_reply",
                model=model_name(context.model),
                draft=draft,
            )
            usage = add_usage(usage, answered.usage)
            faults = faults_of(answered.value.text, points, instructions, asked=asked)
            if not faults:
                message, answered_by = draft.accept(answered.value), answered.answered_by
                break
            draft.withdraw()
            tags += [tag("faulty_draft", answered.value.text)]
            tags += [tag("fault", fault) for fault in faults]
    except FrontdeskError as error:
        # What the workers did is done; the plain letter tells it without a model.
        usage = add_usage(usage, error.usage)
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
    outcome: Callable[[], Awaitable[tuple[Result, Usage]]],
) -> WorkerUpdate:
    """Await a worker's outcome. A failure stays with its task and takes no other with it.

    For a customer who is not known nothing is looked up or done.
    """
    try:
        if work["customer_id"]:
            result, usage = await outcome()
        else:
            unknown = prompts.CUSTOMER_UNKNOWN
            result, usage = not_done(work["task"], "needs_information", unknown), no_usage()
    except GraphBubbleUp:
        raise
    except Exception as error:
        request = prompts.REQUESTS[work["task"]["query_type"]].format(**work["task"])
        reason = prompts.TASK_FAILED.format(request=request)
        status: Status = "skipped" if isinstance(error, BudgetError) else "failed"
        result, usage = not_done(work["task"], status, reason), spent_before(error)
        result["error"] = item_error(error)
    report(runtime, step, work["item"], work["total"], result)
    return {"finished": [{"item": work["item"], "result": result}], "usage": usage}


def _details_of_others(item: int, tasks: Sequence[Task]) -> list[str]:
    others = [task for place, task in enumerate(tasks) if place != item]
    return [str(value) for task in others for value in task.values() if value]


def _look_up_order(work: StatusWork) -> tuple[Result, Usage]:
    task = work["task"]
    number = task["order_id"]
    if not number:
        return not_done(task, "needs_information", prompts.ORDER_NUMBER_MISSING), no_usage()
    order = open_records().find_order(work["customer_id"], number)
    if order is None:
        reason = prompts.ORDER_NOT_FOUND.format(order_id=number)
        return not_done(task, "not_found", reason), no_usage()
    awaited = awaited_shipment(order)
    facts: OrderFacts = {
        **_parcel_facts(awaited),
        "order_id": order.order_id,
        "order_status": order_status(order),
        "other_parcels": [_parcel_facts(each) for each in order.shipments if each != awaited],
    }
    return done(task, facts), no_usage()


def _parcel_facts(parcel: Shipment | None) -> ParcelFacts:
    delivered = parcel.delivered if parcel else None
    expected = parcel.expected if parcel and not delivered else None
    return {
        "parcel_status": parcel.status if parcel else None,
        "carrier": parcel.carrier if parcel else None,
        "tracking_number": parcel.tracking_number if parcel else None,
        "expected_delivery": expected.isoformat() if expected else None,
        "overdue": expected is not None and expected < datetime.now(UTC).date(),
        "delivered": delivered.isoformat() if delivered else None,
    }
