"""Every way in which Gemini fails, in every step of every graph: nothing is lost, nothing is wrong.

The tables in docs/faults are what these runs give; `FAULTS=write make test` writes them anew.
"""

import importlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import frontdesk.models.schedule
from frontdesk.errors import FrontdeskError
from frontdesk.testing.gemini import Call, FakeGemini
from frontdesk.testing.gemini_faults import (
    BAD_JSON,
    FAULTS,
    REPAIRABLE,
    TRANSIENT,
    Fault,
    FaultKind,
)
from nodes.prompts import faq, support_orchestrator, support_router
from state.faq import Source

StartGemini = Callable[[FakeGemini], FakeGemini]

ROOT = Path(__file__).parents[2]
QUESTIONS = ["When does the shop open on weekdays?", "How long is a gift card valid?"]
# Each step and the instructions by which its calls are known on the wire.
FAQ_STEPS = {
    "generate_questions": faq.GENERATE_QUESTIONS,
    "answer_question": faq.ANSWER_QUESTION,
    "find_sources": faq.FIND_SOURCES,
}
STEPS: dict[str, dict[str, str]] = {
    "faq_single_call": {"generate_faqs": faq.GENERATE_FAQS},
    "faq_chain": FAQ_STEPS,
    "faq_parallel": FAQ_STEPS,
    "support_router": {
        "classify_intent": support_router.CLASSIFY_INTENT,
        "technical_support": support_router.TECHNICAL_SUPPORT,
        "billing_inquiry": support_router.BILLING_INQUIRY,
        "general_question": support_router.GENERAL_QUESTION,
        "hand_over": support_router.HAND_OVER,
    },
    "support_orchestrator": {
        "plan_tasks": support_orchestrator.PLAN_TASKS,
        "billing_worker": support_orchestrator.BILLING_WORKER,
        "synthesize_reply": support_orchestrator.SYNTHESIZE_REPLY,
    },
}
MESSAGES = {
    "technical_support": "The app crashes whenever I log in.",
    "billing_inquiry": "Why was my card charged twice this month?",
    "general_question": "Do you have a shop in Millbrook?",
    "hand_over": "I want to talk to a person about my bill.",
    "support_orchestrator": "On invoice INV-7890 I was charged twice, please look into it. "
    "And where is my order A-12345?",
}

# How a call ends that always fails in this way.
CODES: dict[FaultKind, str] = {
    "rate_limited": "rate_limited",
    "quota_exhausted": "quota_exhausted",
    "internal": "unavailable",
    "bad_gateway": "unavailable",
    "unavailable": "unavailable",
    "deadline": "unavailable",
    "dropped": "unavailable",
    "cut_body": "unavailable",
    "html": "unavailable",
    "broken_stream": "unavailable",
    "stream_error": "unavailable",
    "hung": "timeout",
    "truncated": "truncated",
    "all_thinking": "truncated",
    "safety": "blocked",
    "blocked": "blocked",
    "recitation": "recitation",
    "empty": "empty_answer",
    "no_candidates": "empty_answer",
    "invalid_key": "invalid_key",
    "unauthenticated": "invalid_key",
    "forbidden": "forbidden",
    "bad_request": "bad_request",
    "too_long": "too_long",
    "retired": "unknown_model",
    **dict.fromkeys(BAD_JSON, "invalid_answer"),
}
HARMLESS: tuple[FaultKind, ...] = ("slow", "other_model")
CURED_BY_ASKING_AGAIN = {
    *TRANSIENT,
    *REPAIRABLE,
    "broken_stream",
    "stream_error",
    "hung",
    *HARMLESS,
}


def test_the_table_knows_every_fault() -> None:
    assert CODES.keys() | set(HARMLESS) == FAULTS.keys()


@pytest.mark.parametrize("name", STEPS)
async def test_every_fault_in_every_step_is_cured_or_reported(
    name: str,
    shop_pages: list[Source],
    start_gemini: StartGemini,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FRONTDESK_RETRY_SECONDS", "0.0001")
    trouble = Trouble()
    start_gemini(FakeGemini(faults=trouble.rule, keep_calls=False))
    rows: dict[FaultKind, list[str]] = {kind: [] for kind in FAULTS}

    for step, instructions in STEPS[name].items():
        trouble.begin(instructions, "slow", 0)
        expected = await run(name, step, shop_pages)
        for kind in FAULTS:
            monkeypatch.setenv("FRONTDESK_CALL_TIMEOUT", "0.7" if kind == "hung" else "60")
            trouble.begin(instructions, kind, 1)
            once = outcome(await run(name, step, shop_pages), expected)
            if not trouble.met:
                assert once == "answered"
                rows[kind].append("-")
                continue
            if kind == "hung":
                # Also a call that a busy machine keeps waiting ends as the hung ones do.
                monkeypatch.setenv("FRONTDESK_CALL_TIMEOUT", "0.2")
            trouble.begin(instructions, kind, 1000)
            always = outcome(await run(name, step, shop_pages), expected)
            assert once == ("answered" if kind in CURED_BY_ASKING_AGAIN else f"{CODES[kind]}")
            assert always == ("answered" if kind in HARMLESS else f"{CODES[kind]}")
            rows[kind].append(f"{once} / {always}")

    page = ROOT / "docs" / "faults" / f"{name}.md"
    if os.environ.get("FAULTS") == "write":
        page.write_text(table(name, rows))
    assert page.read_text() == table(name, rows)


class Trouble:
    """Lets the first so many calls of one step fail in one way."""

    def __init__(self) -> None:
        self.instructions, self.fault, self.calls, self.met = "", Fault(), 0, 0

    def begin(self, instructions: str, kind: FaultKind, calls: int) -> None:
        frontdesk.models.schedule._schedule.cache_clear()
        self.instructions, self.calls, self.met = instructions, calls, 0
        self.fault = Fault(kind, retry_after=0.001, seconds=0.01)

    def rule(self, call: Call) -> Fault | None:
        meets = self.instructions and self.instructions in call.prompt and self.fault.can_meet(call)
        if not meets or self.met >= self.calls:
            return None
        self.met += 1
        return self.fault


async def run(name: str, step: str, pages: list[Source]) -> Any:
    """Return the output of the graph, or the error that it ends with."""
    graph = importlib.import_module(f"graphs.{name}").graph
    if name.startswith("faq_"):
        asked = {"n_questions": 2} if step == "generate_questions" else {"questions": QUESTIONS}
        given: dict[str, Any] = {"sources": pages, **asked}
    else:
        text = MESSAGES.get(step) or MESSAGES.get(name) or MESSAGES["technical_support"]
        given = {"messages": [{"role": "user", "content": text}]}
    try:
        return await graph.ainvoke(given)
    except FrontdeskError as error:
        return error


def outcome(output: Any, expected: Any) -> str:
    """Return how it went in a word; whatever is told as an answer is the expected one."""
    if isinstance(output, FrontdeskError):
        return output.code
    codes = set()
    for item, right in zip(items(output), items(expected), strict=True):
        if item["error"]:
            assert item["status"] == "failed"
            codes.add(item["error"]["code"])
        else:
            assert item == right
    if "reply" in output:
        assert "A-12345" in output["reply"]
        if not output["usage"]["by_step"].get("synthesize_reply", {"calls": 0})["calls"]:
            # The reply is a plain letter with all facts then; why stands in the ledger alone.
            codes |= output["usage"]["outcomes"].keys() - {"answered"}
    return ", ".join(sorted(codes)) or "answered"


def items(output: Any) -> list[Any]:
    if "faqs" in output:
        return list(output["faqs"])
    if "results" in output:
        return list(output["results"])
    # A reply that was asked for once more, or is the plain one, may have other words, but an end.
    is_whole = output["messages"][-1].text.rstrip()[-1] in ".?!"
    error, handed_over = output["error"], output["handover"] is not None
    status = "failed" if error else "answered"
    assert is_whole
    assert handed_over or output["intent"]
    return [{"intent": output["intent"], "status": status, "error": error}]


def table(name: str, rows: dict[FaultKind, list[str]]) -> str:
    lines = [
        f"# What faults do to `{name}`",
        "",
        "How the run ends where one call of a step meets the fault, and where all its calls do:",
        "`answered` as if nothing had been, or with that error code on the item. Made by",
        "`tests/workflows/test_faults.py`; the codes stand in [the overview](README.md).",
        "",
        f"| fault | {' | '.join(f'`{step}`' for step in STEPS[name])} |",
        f"|---|{'---|' * len(STEPS[name])}",
        *(f"| {kind}: {FAULTS[kind]} | {' | '.join(cells)} |" for kind, cells in rows.items()),
    ]
    return "\n".join(lines) + "\n"
