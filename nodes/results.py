"""What workers give back, and how they keep what they do from being done twice."""

import hashlib

from langgraph.runtime import Runtime

from frontdesk.records.open import open_records
from state.context import Context
from state.support_orchestrator import Facts, Result, Status, Task

# How much of a message a hand-over shows.
LONGEST_MESSAGE = 1_000


def done(task: Task, facts: Facts) -> Result:
    """Return the result of a task that is done."""
    return {"task": task, "status": "done", "facts": facts, "reason": None, "error": None}


def not_done(task: Task, status: Status, reason: str) -> Result:
    """Return the result of a task that is not done, with a sentence for the customer."""
    return {"task": task, "status": status, "facts": None, "reason": reason, "error": None}


def open_handover(
    runtime: Runtime[Context], customer_id: str, summary: str, reason: str, *request: str
) -> str:
    """Hand something to a person and return the number of the hand-over. This call blocks."""
    handover = open_records().open_handover(
        customer_id,
        thread_id(runtime),
        summary,
        reason,
        key=idempotency_key(runtime, customer_id, "handover", *request),
    )
    return handover.handover_id


def thread_id(runtime: Runtime[Context]) -> str:
    """Return the conversation's name, empty where nothing is kept of it."""
    execution = runtime.execution_info
    return (execution.thread_id if execution else None) or ""


def idempotency_key(runtime: Runtime[Context], customer_id: str, *request: str) -> str:
    """Return the key that a retry, a resumed run and a second run of one request share."""
    return "/".join([thread_id(runtime), customer_id, *request])


def message_digest(message: str) -> str:
    """Return what stands for a message in an idempotency key."""
    return hashlib.sha256(message.encode(errors="replace")).hexdigest()
