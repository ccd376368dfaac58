"""Make outputs of runs, also of those that were interrupted, and tell how well they went."""

from collections.abc import Sequence
from typing import Any, Literal, cast, get_type_hints

from langchain_core.messages import AnyMessage, HumanMessage

from frontdesk.cli.run import Run
from frontdesk.cli.show import FAILED, INTERRUPTED
from frontdesk.errors import ModelSetupError
from frontdesk.models.names import OFFLINE
from frontdesk.models.offline.language.languages import is_foreign_page
from state.faq import FAQ, FAQInput, FAQOutput, Source
from state.item import ItemError, Progress
from state.support_orchestrator import OrchestratorOutput, Result, Task
from state.support_router import RouterOutput
from state.usage import Usage

# What trying again may cure, or was not tried.
UNFINISHED: tuple[Literal["failed", "skipped"], ...] = ("failed", "skipped")

_BEFORE_SOURCES = ("answer_question", "answer_questions")


def faq_output(run: Run, given: FAQInput) -> FAQOutput:
    """Return the run's output; after an interruption with every open question as skipped."""
    if not run.interrupted:
        return _fields(run, FAQOutput)  # type: ignore[no-any-return]
    questions = dict(enumerate(run.values.get("questions") or given.questions))
    if not questions:  # a graph server keeps them to itself, but not the news of them
        questions = {
            item: cast(FAQ, news["result"])["question"] for item, news in sorted(run.news.items())
        }
    faqs = [_interrupted_faq(question, run.news.get(item)) for item, question in questions.items()]
    wanted = len(given.questions) or given.n_questions
    return {"faqs": faqs, "shortfall": wanted - len(faqs), "usage": run.usage}


def router_output(run: Run, message: str) -> RouterOutput:
    """Return the run's output; after an interruption what there is of it."""
    if not run.interrupted:
        return _fields(run, RouterOutput)  # type: ignore[no-any-return]
    there = _fields(run, RouterOutput)
    return {**there, "messages": _conversation(message), "usage": run.usage}  # type: ignore[typeddict-item]


def orchestrator_output(run: Run, message: str) -> OrchestratorOutput:
    """Return the run's output; after an interruption with every open task as failed."""
    if not run.interrupted:
        return _fields(run, OrchestratorOutput)  # type: ignore[no-any-return]
    tasks: list[Task] = run.values.get("tasks") or []
    return {
        "customer_id": run.values.get("customer_id") or "",
        "tasks": tasks,
        "results": [
            _interrupted_result(task, run.news.get(item)) for item, task in enumerate(tasks)
        ],
        "unhandled": run.values.get("unhandled") or [],
        "handover": run.values.get("handover"),
        "reply": "",
        "answered_by": None,
        "messages": _conversation(message),
        "usage": run.usage,
    }


def is_finished(event: Any) -> bool:
    """Return whether this event of the `custom` stream tells an FAQ after its last step."""
    return (
        isinstance(event, dict)
        and event.get("type") == "progress"
        and isinstance(event.get("result"), dict)
        and event["step"] not in _BEFORE_SOURCES
    )


def exit_code(run: Run, items: Sequence[FAQ] | Sequence[Result] = (), shortfall: int = 0) -> int:
    """Return 130 after an interruption, 1 where something is missing or failed, else 0."""
    if run.interrupted:
        return INTERRUPTED
    incomplete = any(item["status"] in UNFINISHED for item in items)
    return FAILED if incomplete or shortfall else 0


def router_exit_code(run: Run, output: RouterOutput) -> int:
    """Return 130 after an interruption, 1 where the reply is a makeshift, else 0."""
    return exit_code(run) or (FAILED if output.get("error") else 0)


def router_remarks(run: Run, output: RouterOutput) -> list[str]:
    """Return the sentences about what went wrong."""
    error = output.get("error")
    return [*interruption(run), *([error["message"]] if error else [])]


def setup_failure(items: Sequence[FAQ] | Sequence[Result]) -> str:
    """Return the sentence of the first item if every item failed for want of a working model."""
    errors = [item["error"] for item in items if item["status"] == "failed"]
    if not items or len(errors) < len(items):
        return ""
    if any(error is None or error["code"] not in ModelSetupError.CODES for error in errors):
        return ""
    return errors[0]["message"] if errors[0] else ""


def faq_remarks(run: Run, output: FAQOutput, sources: Sequence[Source] = ()) -> list[str]:
    """Return the sentences about questions that are missing, failed or were not finished."""
    total = len(output["faqs"])
    statuses = [faq["status"] for faq in output["faqs"]]
    if run.interrupted:
        done = total - statuses.count("skipped")
        wanted = _counted(total + output["shortfall"], "question")
        return [f"Interrupted: {done} of {wanted} done."]
    remarks = []
    if output["shortfall"]:
        wanted = _counted(total + output["shortfall"], "question")
        remarks.append(f"You asked for {wanted}; the documents gave {total}.")
        remarks += not_understood(output, sources)
    for status in UNFINISHED:
        if count := statuses.count(status):
            verb = "was" if count == 1 else "were"
            word = "failed" if status == "failed" else f"{verb} skipped"
            remarks.append(f"{count} of {_counted(total, 'question')} {word}.")
    return remarks


def not_understood(output: FAQOutput, sources: Sequence[Source]) -> list[str]:
    """Return a sentence about documents of which the offline model makes no questions, if any."""
    if OFFLINE not in output["usage"]["by_model"]:
        return []
    foreign = [source["title"] for source in sources if is_foreign_page(source["content"])]
    if not foreign:
        return []
    told = f"{foreign[0]!r} is" if len(foreign) == 1 else f"{len(foreign)} documents are"
    return [
        f"The offline model makes questions of English text only, and {told} in another language: "
        "ask with --ask, or use another model."
    ]


def interruption(run: Run) -> list[str]:
    """Return a sentence about the interruption, if there was one."""
    return ["Interrupted before it was finished."] if run.interrupted else []


def usage_line(usage: Usage, seconds: float) -> str:
    """Return attempts, tokens, cost, the time that the user waited and the models, in one line."""
    models = f" ({', '.join(usage['by_model'])})" if usage["by_model"] else ""
    cached = f" ({usage['cached_tokens']:,} cached)" if usage["cached_tokens"] else ""
    parts = [
        _counted(usage["calls"], "call"),
        _failed_attempts(usage),
        f"{usage['input_tokens']:,} tokens in{cached}",
        f"{usage['output_tokens']:,} out",
        _cost(usage),
        f"{seconds:.1f} s{models}",
    ]
    return ", ".join(part for part in parts if part)


def _failed_attempts(usage: Usage) -> str:
    """Return how many attempts gave no answer, and why, or nothing."""
    failed = {name: count for name, count in usage["outcomes"].items() if name != "answered"}
    if not failed:
        return ""
    reasons = ", ".join(
        f"{count} {name.replace('_', ' ')}" for name, count in sorted(failed.items())
    )
    return f"{sum(failed.values())} more without an answer ({reasons})"


def _cost(usage: Usage) -> str:
    """Return what the attempts cost, and for how many of them no price is known."""
    if usage["cost"] is None:
        return "cost unknown"
    known = f"${usage['cost']:.4f}" if usage["cost"] else "$0"
    return f"{known} and {usage['unpriced']} without a price" if usage["unpriced"] else known


def _fields(run: Run, output: type) -> Any:
    """Return the fields of the last state that the graph's output has."""
    return {field: run.values[field] for field in get_type_hints(output) if field in run.values}


def _interrupted_faq(question: str, news: Progress | None) -> FAQ:
    """Return the question's FAQ as it is, if no step was still to come, else as skipped."""
    faq: FAQ = {
        "question": question,
        "answer": "",
        "sources": [],
        "evidence": [],
        "status": "skipped",
        "error": _interruption("Interrupted before it was answered."),
        "answered_by": None,
    }
    if news is None:
        return faq
    known = cast(FAQ, news["result"])
    if known["answer"] and known["status"] == "unsupported" and news["step"] in _BEFORE_SOURCES:
        error = _interruption("Interrupted before the answer's sources were found.")
        return {**faq, "answer": known["answer"], "error": error}
    return known


def _interrupted_result(task: Task, news: Progress | None) -> Result:
    if news is not None:
        return cast(Result, news["result"])
    return {
        "task": task,
        "status": "failed",
        "facts": None,
        "reason": None,
        "error": _interruption("Interrupted before it was done."),
    }


def _interruption(message: str) -> ItemError:
    return {"code": "interrupted", "message": message, "retryable": True}


def _conversation(message: str) -> list[AnyMessage]:
    return [HumanMessage(message)]


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
