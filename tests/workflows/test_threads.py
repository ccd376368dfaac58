"""Threads on the command line: what is kept, what is asked again, and what does not fit."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from frontdesk.cli.main import app
from frontdesk.cli.threads import LatestOnly, locked
from frontdesk.testing.gemini import Call, FakeGemini, Fault
from frontdesk.testing.gemini_faults import FaultKind

QUESTIONS = ["Who made it?", "What is it made of?", "Where was it made?", "When was it made?"]
ASKED = [word for question in QUESTIONS for word in ("--ask", question)]


class Model:
    """Answers each question with a text of its own, or fails those that are to fail."""

    def __init__(self) -> None:
        self.failing: set[str] = set()
        self.fault: FaultKind = "blocked"

    def __call__(self, call: Call) -> dict[str, Any] | Fault:
        asked = [question for question in QUESTIONS if question in call.prompt]
        if self.failing.intersection(asked) and call.asks_for != "SupportingSentences":
            return Fault(self.fault)
        match call.asks_for:
            case "QuestionList":
                return {"questions": QUESTIONS}
            case "DraftFAQs":
                return {"faqs": [draft(question) for question in asked]}
            case "Answer":
                return {"found": True, "answer": f"{asked[0]} So."}
            case "IntentChoice":
                return {
                    "intent": "Billing Inquiry",
                    "confidence": 0.9,
                    "in_scope": True,
                    "wants_person": False,
                    "language": "en",
                    "sentiment": "neutral",
                    "details": [],
                }
            case "TaskPlan" if "Where is it?" in call.prompt:
                task = {"query_type": "StatusUpdate", "order_id": "A-12345"}
                return {"tasks": [task], "unhandled": []}
            case "TaskPlan":
                return {"tasks": [], "unhandled": []}
        return {"sentences": [1]}


def draft(question: str) -> dict[str, Any]:
    return {"question": question, "answer": f"{question} So.", "sentences": [1]}


@pytest.fixture
def model() -> Model:
    return Model()


@pytest.fixture
def gemini(
    model: Model,
    start_gemini: Callable[[FakeGemini], FakeGemini],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> FakeGemini:
    monkeypatch.setenv("FRONTDESK_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "vase.md").write_text("# Vase\n\nAn old vase.\n")
    return start_gemini(FakeGemini(model))


def frontdesk(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def faqs_of(result: Result) -> list[dict[str, Any]]:
    faqs: list[dict[str, Any]] = json.loads(result.stdout)["faqs"]
    return faqs


def kept_bytes(home: Path) -> int:
    with sqlite3.connect(home / "threads.sqlite3") as file:
        (checkpoints,) = file.execute("SELECT sum(length(checkpoint)) FROM checkpoints").fetchone()
        (writes,) = file.execute("SELECT total(length(value)) FROM writes").fetchone()
    file.close()
    return int(checkpoints + writes)


@pytest.mark.parametrize("pattern", ["single-call", "chain", "parallel"])
def test_a_finished_run_is_shown_again_without_a_call(gemini: FakeGemini, pattern: str) -> None:
    command = ["faq", ".", "--pattern", pattern, *ASKED, "--thread", "vase", "--format", "json"]
    first = frontdesk(*command)
    made = gemini.requests

    again = frontdesk(*command)

    assert first.exit_code == again.exit_code == 0
    assert again.stdout == first.stdout
    assert gemini.requests == made
    assert "Kept in thread 'vase'; no model was asked again." in again.stderr


@pytest.mark.parametrize("pattern", ["single-call", "parallel"])
def test_a_run_whose_tasks_are_kept_but_not_their_step_goes_on(
    gemini: FakeGemini, pattern: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ["faq", ".", "--pattern", pattern, *ASKED[:4], "--format", "json", "--thread"]
    save = LatestOnly.aput
    left = 0

    async def saved(*given: Any) -> Any:
        nonlocal left
        left -= not given[1]["configurable"]["checkpoint_ns"]  # a branch's is not the run's step
        if left == 0:
            raise sqlite3.OperationalError("disk is full")
        return await save(*given)

    monkeypatch.setattr(LatestOnly, "aput", saved)
    for left in range(1, 20):
        thread = f"vase-{left}"
        broken = frontdesk(*command, thread)
        if broken.exit_code == 0:
            break

        again = frontdesk(*command, thread)

        assert "disk is full" in broken.stderr
        assert again.exit_code == 0, again.output
        assert [faq["question"] for faq in faqs_of(again)] == QUESTIONS[:2]
    assert int(thread.removeprefix("vase-")) > 3


@pytest.mark.parametrize("pattern", ["single-call", "chain", "parallel"])
def test_failed_questions_alone_are_asked_again_and_stay_in_their_places(
    gemini: FakeGemini, model: Model, pattern: str
) -> None:
    command = ["faq", ".", "--pattern", pattern, *ASKED, "--thread", "vase", "--format", "json"]
    model.failing = {QUESTIONS[1], QUESTIONS[3]}
    before = frontdesk(*command)
    model.failing = {QUESTIONS[3]} if pattern != "single-call" else set()
    gemini.reset()

    retried = frontdesk(*command, "--retry-failed")
    kept = frontdesk(*command)

    statuses = [faq["status"] for faq in faqs_of(retried)]
    assert before.exit_code == 1
    assert [faq["question"] for faq in faqs_of(retried)] == QUESTIONS
    if pattern == "single-call":
        assert statuses == ["answered"] * 4
    else:
        assert [faq["status"] for faq in faqs_of(before)].count("failed") == 2
        assert statuses == ["answered", "answered", "answered", "failed"]
        assert not any(QUESTIONS[0] in call.prompt for call in gemini.calls)
        assert faqs_of(retried)[0] == faqs_of(before)[0]
    assert kept.stdout == retried.stdout
    usage = [json.loads(result.stdout)["usage"]["calls"] for result in (before, retried)]
    assert usage[1] - usage[0] == sum(
        call.status == 200 and not call.fault for call in gemini.calls
    )


def test_questions_that_a_budget_left_out_are_asked_by_a_retry(gemini: FakeGemini) -> None:
    command = ["faq", ".", *ASKED, "--thread", "vase", "--format", "json"]
    before = frontdesk(*command, "--max-calls", "4")
    gemini.reset()

    retried = frontdesk(*command, "--retry-failed")

    assert [faq["status"] for faq in faqs_of(before)] == ["answered"] * 2 + ["skipped"] * 2
    assert [faq["status"] for faq in faqs_of(retried)] == ["answered"] * 4
    assert gemini.requests == 4
    assert json.loads(retried.stdout)["usage"]["calls"] == 8


def test_a_run_of_which_nothing_could_succeed_begins_again(
    gemini: FakeGemini, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ["faq", ".", *ASKED, "--thread", "vase", "--format", "json"]
    refused = frontdesk(*command, "--model", "nobody:nothing")

    mended = frontdesk(*command)

    assert refused.exit_code == 2
    assert mended.exit_code == 0
    assert [faq["status"] for faq in faqs_of(mended)] == ["answered"] * 4


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["--questions", "3"], "with 4 questions, not 3", id="number"),
        pytest.param(["--ask", "Why?"], "with other questions (--ask)", id="questions"),
        pytest.param(["--pattern", "chain"], "--pattern parallel, not --pattern chain", id="graph"),
        pytest.param(["jug.md"], "other documents ('Jug' is new)", id="document"),
    ],
)
def test_a_thread_takes_no_other_input(gemini: FakeGemini, arguments: list[str], told: str) -> None:
    Path("jug.md").write_text("# Jug\n\nA jug.\n")
    frontdesk("faq", "vase.md", "--questions", "4", "--thread", "vase")
    gemini.reset()

    refused = frontdesk("faq", "vase.md", "--questions", "4", "--thread", "vase", *arguments)
    fresh = frontdesk(
        "faq", "vase.md", "--questions", "4", "--thread", "vase", *arguments, "--fresh"
    )

    (sentence,) = [line for line in refused.stderr.splitlines() if "Thread 'vase'" in line]
    assert refused.exit_code == 2
    assert told in sentence
    assert "--thread OTHER" in sentence and "--fresh" in sentence
    assert fresh.exit_code in (0, 1)
    assert gemini.requests > 0


def test_a_document_that_has_changed_is_named(gemini: FakeGemini) -> None:
    frontdesk("faq", "vase.md", *ASKED, "--thread", "vase")
    Path("vase.md").write_text("# Vase\n\nA new vase.\n")

    refused = frontdesk("faq", "vase.md", *ASKED, "--thread", "vase")

    assert refused.exit_code == 2
    assert "'Vase' has changed" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["--fresh"], "--fresh needs --thread", id="fresh"),
        pytest.param(["--retry-failed"], "--retry-failed needs --thread", id="retry"),
        pytest.param(["--thread", "a", "--url", "http://localhost"], "leave --url out", id="url"),
        pytest.param(["--thread", "a/b"], "'a/b' is no thread's name", id="name"),
    ],
)
def test_options_that_do_not_fit_are_refused(
    gemini: FakeGemini, arguments: list[str], told: str
) -> None:
    refused = frontdesk("faq", ".", *arguments)

    assert refused.exit_code == 2
    assert told in refused.stderr.splitlines()[-1]
    assert gemini.requests == 0


def test_two_processes_do_not_run_in_one_thread(gemini: FakeGemini) -> None:
    with locked("vase"):
        refused = frontdesk("faq", ".", *ASKED, "--thread", "vase")
    allowed = frontdesk("faq", ".", *ASKED, "--thread", "vase")

    assert refused.exit_code == 2
    assert "Thread 'vase' is in use by another process" in refused.stderr
    assert allowed.exit_code == 0


def test_a_damaged_file_of_threads_is_told(gemini: FakeGemini, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "threads.sqlite3").write_text("no database " * 100)

    refused = frontdesk("faq", ".", *ASKED, "--thread", "vase")

    assert refused.exit_code == 2
    assert "threads.sqlite3 cannot be used" in refused.stderr


def test_a_finished_run_keeps_its_documents_once(gemini: FakeGemini, tmp_path: Path) -> None:
    document = "A long story of a vase. " * 350
    Path("vase.md").write_text(f"# Vase\n\n{document}\n")

    frontdesk("faq", ".", *ASKED, "--thread", "vase")

    assert kept_bytes(tmp_path / "home") < len(document) + 2_000 * len(QUESTIONS)


def test_a_conversation_goes_on_in_its_thread(gemini: FakeGemini) -> None:
    frontdesk("route", "My basket is empty.", "--thread", "chat")

    second = frontdesk("route", "And it cost 20 euros.", "--thread", "chat", "--format", "json")

    messages = json.loads(second.stdout)["messages"]
    assert second.exit_code == 0
    assert [message["role"] for message in messages] == ["user", "assistant"] * 2
    assert all("My basket is empty." in call.prompt for call in gemini.calls[-2:])


def test_a_request_may_rest_on_what_the_customer_wrote_before(gemini: FakeGemini) -> None:
    frontdesk("support", "My order is A-12345.", "--thread", "chat")

    second = frontdesk("support", "Where is it?", "--thread", "chat", "--format", "json")

    (result,) = json.loads(second.stdout)["results"]
    assert result["status"] == "done"
    assert result["facts"]["order_id"] == "A-12345"
    assert len(json.loads(second.stdout)["messages"]) == 4


def test_a_message_that_was_not_answered_is_not_taken_twice(
    gemini: FakeGemini, model: Model
) -> None:
    model.failing, model.fault = {QUESTIONS[0]}, "invalid_key"
    failed = frontdesk("route", QUESTIONS[0], "--thread", "chat")
    model.failing = set()

    answered = frontdesk("route", QUESTIONS[0], "--thread", "chat", "--format", "json")

    assert failed.exit_code == 2
    assert [message["role"] for message in json.loads(answered.stdout)["messages"]] == [
        "user",
        "assistant",
    ]


def test_a_thread_of_another_command_is_refused(gemini: FakeGemini) -> None:
    frontdesk("route", "Hello.", "--thread", "chat")

    refused = frontdesk("support", "Hello.", "--thread", "chat")

    assert refused.exit_code == 2
    assert "Thread 'chat' belongs to `frontdesk route`: take --thread OTHER." in refused.stderr


def test_threads_are_listed_and_deleted(gemini: FakeGemini) -> None:
    nothing = frontdesk("threads")
    frontdesk("faq", ".", *ASKED, "--thread", "vase")
    frontdesk("route", "Hello.", "--thread", "chat")

    listed = frontdesk("threads")
    deleted = frontdesk("threads", "--delete", "vase")
    missing = frontdesk("threads", "--delete", "vase")

    assert nothing.stdout.startswith("No threads are kept.")
    rows = {line.split()[0]: line for line in listed.stdout.splitlines()[1:]}
    assert rows["vase"].endswith("finished  4 of 4 questions answered")
    assert "faq --pattern parallel" in rows["vase"]
    assert rows["chat"].endswith("finished  2 messages")
    assert deleted.exit_code == 0
    assert missing.exit_code == 2
    assert "vase" not in frontdesk("threads").stdout


def test_json_lines_tell_each_question_as_it_is_finished(gemini: FakeGemini) -> None:
    command = ["faq", ".", *ASKED, "--thread", "vase", "--format", "jsonl"]

    first, again = frontdesk(*command), frontdesk(*command)
    filed = frontdesk(*command, "-o", "faq.jsonl")

    for text in (first.stdout, again.stdout, Path("faq.jsonl").read_text()):
        *items, output = map(json.loads, text.splitlines())
        assert {item["type"] for item in items} == {"progress"}
        assert sorted(item["item"] for item in items) == [0, 1, 2, 3]
        assert output["type"] == "output"
        assert [item["result"] for item in sorted(items, key=lambda each: each["item"])] == (
            output["faqs"]
        )
    assert filed.stdout == ""
