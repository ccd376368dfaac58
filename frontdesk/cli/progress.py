"""Live progress on a terminal's standard error."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn

from frontdesk.cli.run import Watch
from frontdesk.exports.terminal import visible

_READING, _REPLYING, _WORKING = "Reading the message", "Writing the reply", "Working on requests"
_WORDS = {
    "generate_faqs": "Writing the FAQ",
    "generate_questions": "Writing questions",
    "answer_question": "Answering questions",
    "answer_questions": "Answering questions",
    "find_sources": "Finding sources",
    "classify_intent": _READING,
    "technical_support": _REPLYING,
    "billing_inquiry": _REPLYING,
    "general_question": _REPLYING,
    "ask_to_clarify": _REPLYING,
    "hand_over": _REPLYING,
    "plan_tasks": _READING,
    "billing_worker": _WORKING,
    "return_worker": _WORKING,
    "status_worker": _WORKING,
    "synthesize_reply": _REPLYING,
}
_FIRST_STEP = {
    "faq_single_call": "generate_faqs",
    "faq_chain": "generate_questions",
    "faq_parallel": "generate_questions",
    "support_router": "classify_intent",
    "support_orchestrator": "plan_tasks",
}
_NEXT_STEP = {
    "generate_questions": "answer_questions",
    "answer_questions": "find_sources",
    "classify_intent": "general_question",
    "plan_tasks": "billing_worker",
    "billing_worker": "synthesize_reply",
    "return_worker": "synthesize_reply",
    "status_worker": "synthesize_reply",
}


@contextmanager
def show_progress(graph: str, listen: Watch | None = None) -> Iterator[Watch]:
    """Give the function to be told a run's events; on a terminal it shows how far the run is.

    `listen` is told the events instead, where there is one.
    """
    if listen or not sys.stderr.isatty():
        yield listen or (lambda mode, data: None)
        return
    columns = SpinnerColumn(), TextColumn("{task.description}", markup=False)
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, redirect_stdout=False) as display:
        yield _Lines(display, _FIRST_STEP[graph]).watch


class _Lines:
    """A line for every step that counts its items, and one for a step that does not."""

    def __init__(self, display: Progress, first_step: str) -> None:
        self._display = display
        self._counted: dict[str, TaskID] = {}
        self._seen: dict[str, set[int]] = {}
        self._uncounted = display.add_task(_words(first_step), total=None)

    def watch(self, mode: str, data: Any) -> None:
        if mode == "custom" and isinstance(data, dict) and data.get("type") == "progress":
            self._count(_words(data["step"]), data["item"], data["total"])
        elif mode == "updates":
            for node in data:
                if node in _NEXT_STEP:
                    self._show_uncounted(_words(_NEXT_STEP[node]))

    def _count(self, words: str, item: int, total: int) -> None:
        if words not in self._counted:
            self._counted[words] = self._display.add_task(words, total=total)
            self._seen[words] = set()
        seen = self._seen[words]
        seen.add(item)
        description = f"{words} {len(seen)} of {total}"
        self._display.update(self._counted[words], description=description, completed=len(seen))
        self._display.update(self._uncounted, visible=False)

    def _show_uncounted(self, words: str) -> None:
        running = any(not self._display.tasks[task].finished for task in self._counted.values())
        self._display.update(
            self._uncounted, description=words, visible=words not in self._counted and not running
        )


def _words(step: str) -> str:
    return _WORDS.get(step) or visible(step).replace("_", " ").capitalize()
