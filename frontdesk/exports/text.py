"""Outputs as text for people: at most so many columns wide, plain, or styled on a terminal."""

import io

from rich.console import Console
from rich.text import Text

from frontdesk.exports.json import plain_messages
from frontdesk.exports.reading import as_read
from frontdesk.exports.remark import remark, sources_line
from frontdesk.exports.terminal import COLUMNS, visible
from state.faq import FAQ, FAQOutput
from state.support_orchestrator import (
    Handover,
    OrchestratorOutput,
    ParcelFacts,
    Result,
    Task,
)
from state.support_router import RouterOutput


def faq_text(output: FAQOutput, columns: int = COLUMNS) -> Text:
    """Return the FAQ as numbered questions, each with its answer and sources, or why it has none.

    `str()` of the text is the plain text.
    """
    lines: list[Text] = []
    for number, faq in enumerate(output["faqs"], start=1):
        label = f"{number}. "
        question = Text(" ".join(visible(faq["question"]).split()), style="bold")
        lines += [Text()] if lines else []
        lines += _wrapped(question, columns, label)
        for paragraph in _faq_body(faq):
            lines += _wrapped(paragraph, columns, " " * len(label))
    return _joined(lines)


def route_text(output: RouterOutput, columns: int = COLUMNS) -> Text:
    """Return a line for everything that was found out and, below them, the reply."""
    lines: list[Text] = []
    for name, value in _findings(output).items():
        lines += _wrapped(Text.assemble((f"{name}: ", "bold"), visible(value)), columns)
    replies = plain_messages(output["messages"])
    if replies and replies[-1]["role"] == "assistant":
        lines += [Text(), *_wrapped(Text(visible(replies[-1]["content"])), columns)]
    return _joined(lines)


def support_text(output: OrchestratorOutput, columns: int = COLUMNS) -> Text:
    """Return a line for every task with what became of it and, below them, the reply."""
    lines: list[Text] = []
    for result in output["results"]:
        lines += _wrapped(_result_line(result), columns, "- ")
    for request in output["unhandled"]:
        lines += _wrapped(_unhandled_line(request, output["handover"]), columns, "- ")
    if output["reply"]:
        lines += [Text()] if lines else []
        lines += _wrapped(Text(visible(output["reply"]).strip()), columns)
    return _joined(lines)


def _findings(output: RouterOutput) -> dict[str, str]:
    if "intent" not in output:  # interrupted before anything was found out
        return {}
    if output["intent"] is None:
        found = {"Intent": "not known"}
    else:
        found = {
            "Intent": f"{output['intent']} (confidence {output['confidence']:.2f})",
            "Language": output["language"] or "not known",
            "Sentiment": output["sentiment"] or "not known",
        }
    if handover := output["handover"]:
        found["Hand-over"] = f"{handover['handover_id']} ({handover['reason'].replace('_', ' ')})"
    return found


def _faq_body(faq: FAQ) -> list[Text]:
    styles = {"answered": "yellow", "unsupported": "yellow", "failed": "red", "skipped": "red"}
    paragraphs = [
        Text(visible(as_read(faq["answer"])).strip()),
        Text(visible(sources_line(faq)), style="dim"),
        Text(visible(remark(faq)), style=styles[faq["status"]]),
    ]
    return [paragraph for paragraph in paragraphs if paragraph]


def _result_line(result: Result) -> Text:
    done = result["status"] == "done"
    details = _facts(result) if done else result["reason"] or ""
    if result["status"] == "failed" and result["error"]:
        details = result["error"]["message"]
    return Text.assemble(
        visible(_task_name(result["task"])),
        ": ",
        (visible(result["status"].replace("_", " ")), "green" if done else "yellow"),
        visible(f". {details}" if details else "."),
    )


def _unhandled_line(request: str, handover: Handover | None) -> Text:
    number = handover["handover_id"] if handover else None
    details = f"Handed over under the number {number}." if number else "Not handed over."
    return Text.assemble(visible(f'"{request}": '), ("not handled", "yellow"), f". {details}")


def _task_name(task: Task) -> str:
    match task["query_type"]:
        case "BillingInquiry":
            return f"Invoice {task['invoice_number'] or '(number not given)'}"
        case "ProductReturn":
            return f"Return of {task['product_name'] or '(product not named)'}"
        case "StatusUpdate":
            return f"Order {task['order_id'] or '(number not given)'}"


def _facts(result: Result) -> str:
    match result["task"]["query_type"], result["facts"]:
        case "BillingInquiry", {"case_id": case, "resolution_time": time}:
            return f"Case {case}, resolution time {time}."
        case "ProductReturn", facts if facts and "rma_number" in facts:
            units = f"{facts['quantity']} of {facts['bought']} units"
            return f"RMA {facts['rma_number']} for order {facts['order_id']}, {units}."
        case "StatusUpdate", facts if facts and "order_status" in facts:
            others = [
                f" Another parcel: {_parcel(str(each['parcel_status']), each)}"
                for each in facts["other_parcels"]
            ]
            return "".join([_parcel(facts["order_status"], facts), *others])
    return ""


def _parcel(status: str, parcel: ParcelFacts) -> str:
    details = [
        f"{words} {value}"
        for value, words in (
            (parcel["carrier"], "with"),
            (parcel["tracking_number"], "tracking number"),
            (parcel["expected_delivery"], "was expected" if parcel["overdue"] else "expected"),
            (parcel["delivered"], "on"),
        )
        if value
    ]
    return f"{', '.join([status, *details])}."


def _wrapped(text: Text, columns: int, label: str = "") -> list[Text]:
    """Return the text's lines, no wider than `columns`, behind the label or its width in spaces."""
    ruler = Console(file=io.StringIO(), width=columns, color_system=None)
    text.expand_tabs(4)
    lines = [*text.wrap(ruler, max(columns - len(label), 1))]
    for line in lines:
        line.rstrip()
    return [
        Text.assemble(label if number == 0 else " " * len(label), line) if line else Text()
        for number, line in enumerate(lines)
    ]


def _joined(lines: list[Text]) -> Text:
    return Text("\n").join(lines) + Text("\n") if lines else Text()
