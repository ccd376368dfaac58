"""Hold a model's plan against what the customer wrote: nothing that they did not say is used."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from frontdesk.records.products import words_said
from frontdesk.records.rules import is_written_in
from nodes.prompts import support_orchestrator as prompts
from nodes.record_numbers import questions_about_records
from state.support_orchestrator import PlannedTask, Result, Task, TaskPlan

_MOST_UNHANDLED = 10
_LONGEST_QUOTE = 300
# What a mail or chat program might open or show instead of the words.
_ADDRESS = re.compile(r"!?\[[^\]]*\]\([^)]*\)|\b[a-z][a-z0-9+.-]*://\S+|\bwww\.\S+", re.IGNORECASE)
_MARKUP = re.compile(r"<!--.*?-->|</?[a-z_!][^<>]*>", re.IGNORECASE | re.DOTALL)


class Plan(NamedTuple):
    """The tasks, the places of those that complete an open one, and what no worker handles."""

    tasks: list[Task]
    completed: list[int]
    unhandled: list[str]


def lacks_a_detail(result: Result) -> bool:
    """Say whether the customer's next message may complete the task of an open result.

    It may not where all is there, and only the customer was not known.
    """
    task = result["task"]
    return not _waits_for_customer(result) or None in (
        task.get("invoice_number", ""),
        task.get("product_name", ""),
        task.get("order_id", ""),
    )


def grounded_plan(
    plan: TaskPlan, message: str, open_results: Sequence[Result], earlier: str
) -> Plan:
    """Return the plan without any detail that the customer did not write.

    Numbers may also stand in the customer's `earlier` messages. A task that completes one of
    `open_results`, counted among those that lack a detail, keeps its other details, and what it
    adds may stand in the question that the customer answers. What was not done because the
    customer was not known is planned again, before all else and whatever the model planned. A
    question about an order or invoice that the model has left out is unhandled.
    """
    said = f"{earlier}\n{message}"
    lacking = [result for result in open_results if lacks_a_detail(result)]
    planned_tasks: list[tuple[Task, Result | None]] = []
    for planned in plan.tasks:
        opened = _open_result(planned, lacking)
        if opened is None:
            task = _task(planned, said, message)
        else:
            added = _task(planned, said, f"{said}\n{opened['reason']}")
            task = _merged(opened["task"], added)
        planned_tasks.append((task, opened))
    completing = [opened for _, opened in planned_tasks]
    waiting = [each for each in open_results if _waits_for_customer(each)]
    again = [(each["task"], each) for each in waiting if each not in completing]
    tasks: list[Task] = []
    completed: list[int] = []
    for task, opened in [*again, *planned_tasks]:
        if task in tasks:
            continue
        if opened is not None:
            completed.append(len(tasks))
        tasks.append(task)
    unhandled = _unhandled(plan.unhandled, message)
    unhandled += _dropped(message, tasks, unhandled)
    return Plan(tasks, completed, unhandled[:_MOST_UNHANDLED])


def customers_words(text: str, message: str, *, least: float = 0.5) -> str | None:
    """Return `text` on one line if `message` has at least this share of its words, or None.

    Whatever has a digit in it must stand in the message.
    """
    known = {*_words(message)}
    words = _words(text)
    said = [word for word in words if word in known]
    if not words or len(said) < least * len(words):
        return None
    if any(re.search(r"\d", word) and word not in known for word in words):
        return None
    return quotable(text)


def quotable(text: str, longest: int = _LONGEST_QUOTE) -> str:
    """Return `text` on one line, without addresses and markup, and not too long to be quoted."""
    plain = " ".join(_MARKUP.sub(" ", _ADDRESS.sub(" ", text)).split())
    return plain if len(plain) <= longest else f"{plain[:longest].rstrip()} …"


def _waits_for_customer(result: Result) -> bool:
    return result["reason"] == prompts.CUSTOMER_UNKNOWN


def _open_result(planned: PlannedTask, open_results: Sequence[Result]) -> Result | None:
    place = (planned.completes or 0) - 1
    if not 0 <= place < len(open_results):
        return None
    opened = open_results[place]
    return opened if opened["task"]["query_type"] == planned.query_type else None


def _task(planned: PlannedTask, said: str, about: str) -> Task:
    """Return the task with its type's details; the product's name may be from `about`."""
    if planned.query_type == "BillingInquiry":
        invoice_number = _as_written(planned.invoice_number, said)
        return {"query_type": "BillingInquiry", "invoice_number": invoice_number}
    if planned.query_type == "StatusUpdate":
        return {"query_type": "StatusUpdate", "order_id": _as_written(planned.order_id, said)}
    name = words_said(quotable(planned.product_name or ""), about)
    reason = customers_words(planned.reason_for_return or "", said)
    return {"query_type": "ProductReturn", "product_name": name, "reason_for_return": reason}


def _merged(opened: Task, added: Task) -> Task:
    given = {name: value for name, value in added.items() if value is not None}
    return {**opened, **given}  # type: ignore[return-value]


def _as_written(number: str | None, text: str) -> str | None:
    """Return the number if the text has it, and not only as a piece of a longer one."""
    number = (number or "").strip().lstrip("#")
    found = re.search(rf"(?<!\d){re.escape(number)}(?!\d)", text, re.IGNORECASE)
    return number if number and found else None


def _unhandled(requests: Sequence[str], message: str) -> list[str]:
    """Return the requests that the message has word for word; one sentence stands for others."""
    said = " ".join(_words(message))
    listed: list[str] = []
    for request in requests:
        words = " ".join(_words(request))
        quote = quotable(request) if words and f" {words} " in f" {said} " else ""
        quote = quote or prompts.UNHANDLED_OTHER
        if quote not in listed and len(listed) < _MOST_UNHANDLED:
            listed.append(quote)
    return listed


def _dropped(message: str, tasks: Sequence[Task], unhandled: Sequence[str]) -> list[str]:
    """Return the questions with a number that neither a task nor an unhandled request has.

    A return has no number: a question that has its product's name is about it, and any may be where
    it has no name.
    """
    used = [*unhandled, *(str(value) for task in tasks for value in task.values() if value)]
    products = [task["product_name"] for task in tasks if task["query_type"] == "ProductReturn"]
    if None in products:
        return []
    dropped = [
        quotable(question)
        for question, numbers in questions_about_records(message)
        if not all(any(is_written_in(number, text) for text in used) for number in numbers)
        and not any(words_said(name, question) == name for name in products if name)
    ]
    return [*dict.fromkeys(filter(None, dropped))]


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:[.,'\u2019/-][^\W_]+)*", text.casefold())
