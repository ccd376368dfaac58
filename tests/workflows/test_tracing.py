"""Traces go to LangSmith when its variables ask for them, with people's words or without."""

import itertools
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from frontdesk.testing.gemini import FakeGemini
from frontdesk.testing.langsmith import FakeLangSmith

ROOT = Path(__file__).parents[2]
GRAPHS = sorted(path.stem for path in (ROOT / "graphs").glob("[a-z]*.py"))

# Where each word of traced_runs.py stands.
WORDS = {
    "a document's title": b"Wombat",
    "a document": b"quokka",
    "a document's address": b"numbat",
    "a question": b"echidna",
    "an answer": b"bilby",
    "a message": b"Kiwi greetings",
    "a task": b"quolls",
    "a reply": b"RMA-",
    "a prompt of the run": b"cassowary",
    "the caller's metadata": b"kookaburra",
    "an error": b"platypus",
}


@dataclass
class Traced:
    """What LangSmith got of one process."""

    runs: list[dict[str, Any]]
    received: bytes
    requests: list[str]
    output: str


def trace(command: list[Path | str], folder: Path, **variables: str) -> Traced:
    with FakeLangSmith() as langsmith, FakeGemini(lambda call: {"intent": "platypus"}) as gemini:
        done = subprocess.run(
            command,
            cwd=folder,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "LANGSMITH_API_KEY": "a-key",
                "LANGSMITH_ENDPOINT": langsmith.url,
                "GOOGLE_GEMINI_BASE_URL": gemini.url,
                "GOOGLE_API_KEY": "secret-key",
                "FRONTDESK_MODEL": "offline",
                **variables,
            },
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    runs = [*langsmith.runs.values()]
    return Traced(runs, langsmith.received, langsmith.requests, done.stdout)


ALL_GRAPHS = ROOT / "tests" / "workflows" / "traced_runs.py"


@pytest.fixture(scope="module")
def with_text(quick_python: Path, tmp_path_factory: pytest.TempPathFactory) -> Traced:
    folder = tmp_path_factory.mktemp("traced")
    return trace([quick_python, ALL_GRAPHS], folder, LANGSMITH_TRACING="true")


@pytest.fixture(scope="module")
def without_text(quick_python: Path, tmp_path_factory: pytest.TempPathFactory) -> Traced:
    folder = tmp_path_factory.mktemp("traced")
    variables = {"LANGSMITH_TRACING": "true", "FRONTDESK_TRACE_TEXT": "false"}
    return trace([quick_python, ALL_GRAPHS], folder, **variables)


def test_text_is_traced_unless_it_is_to_be_kept_out(
    with_text: Traced, without_text: Traced
) -> None:
    missing = [place for place, word in WORDS.items() if word not in with_text.received]
    leaked = [place for place, word in WORDS.items() if word in without_text.received]

    assert missing == []
    assert leaked == []
    assert b"secret-key" not in with_text.received


def test_a_trace_shows_the_steps_and_their_calls_with_text_or_without(
    with_text: Traced, without_text: Traced
) -> None:
    for traced, graph in itertools.product((with_text, without_text), GRAPHS):
        root = next(run for run in traced.runs if run["name"] == graph)
        inside = [run for run in traced.runs if run["trace_id"] == root["trace_id"]]
        steps = {run["name"] for run in inside if run["run_type"] == "chain"}
        calls = [run for run in inside if run["run_type"] == "llm"]

        assert "from-the-test" in root["tags"]
        assert all(run["end_time"] for run in inside)
        assert calls
        for run in calls:
            assert run["name"] in steps | {"answer_question", "find_sources"}
            assert run["extra"]["metadata"]["usage_metadata"]["input_tokens"] > 0
            assert run["extra"]["metadata"]["ls_model_name"] == "offline"


def test_what_is_kept_out_changes_neither_steps_nor_tags(
    with_text: Traced, without_text: Traced
) -> None:
    def shape(traced: Traced) -> list[tuple[str, ...]]:
        return sorted((run["name"], run["run_type"], *sorted(run["tags"])) for run in traced.runs)

    assert shape(without_text) == shape(with_text)


def test_an_error_is_traced_by_its_class_alone(with_text: Traced, without_text: Traced) -> None:
    told = {run["error"] for run in with_text.runs if "error" in run}
    kinds = {run["error"] for run in without_text.runs if "error" in run}

    assert kinds == {"ModelCallError"}
    assert all(error.startswith("ModelCallError(") for error in told)
    assert all("Traceback" in error for error in told)


def test_each_attempt_of_a_call_is_traced_with_its_step_model_and_number(
    without_text: Traced,
) -> None:
    attempts = [run for run in without_text.runs if "attempt:2" in run["tags"]]

    assert attempts
    for run in attempts:
        assert "plan_tasks" in run["name"]
        assert {"plan_tasks", "google_genai:gemini-2.5-pro"} <= {*run["tags"]}


def test_nothing_is_sent_and_no_client_is_made_without_the_variables(
    quick_python: Path, tmp_path: Path
) -> None:
    traced = trace([quick_python, ALL_GRAPHS], tmp_path, FRONTDESK_TRACE_TEXT="false")

    assert traced.requests == []
    assert "client: None" in traced.output


def test_the_command_line_keeps_text_out_as_its_env_file_says(
    quick_python: Path, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("LANGSMITH_TRACING=true\nFRONTDESK_TRACE_TEXT=false\n")
    command = ("-m", "frontdesk.cli.main", "route", "Wombat: where do I pay?")

    traced = trace([quick_python, *command], tmp_path)

    assert {"support_router", "classify_intent"} <= {run["name"] for run in traced.runs}
    assert b"Wombat" not in traced.received
