"""The command line as a process: its streams, its exit codes, and how it is interrupted."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from langgraph.types import Overwrite

from frontdesk.cli.run import Run
from state.usage import no_usage

ROOT = Path(__file__).resolve().parents[2]
REAL = [sys.executable, "-m", "frontdesk.cli.main"]
SMALL = str(Path(__file__).with_name("cli_with_small_graph.py"))


class Ended(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """No key, no model of choice, the checkout importable, and a home for what is kept."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "FRONTDESK_HOME": str(tmp_path / "home")}


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder with two documents and an empty one, in which the commands run."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "returns.md").write_text(
        "# Returns\n\nYou may return an unused item within 30 days of its delivery.\n"
    )
    (folder / "shipping.txt").write_text("Shipping\n========\n\nParcels leave on weekdays.\n")
    (folder / "empty.md").write_text("")
    return folder


class Desk:
    """Runs commands in a folder, with the small graph unless a test names another program."""

    def __init__(self, folder: Path, environment: dict[str, str], python: Path) -> None:
        self.folder, self.environment, self.python = folder, environment, str(python)
        self.started: list[subprocess.Popen[bytes]] = []

    def run(self, *arguments: str, program: list[str] | None = None, given: str = "") -> Ended:
        done = subprocess.run(
            [*(program or [self.python, SMALL]), *arguments],
            cwd=self.folder,
            env=self.environment,
            input=given.encode(),
            capture_output=True,
            timeout=60,
        )
        return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())

    def start(self, *arguments: str, **streams: Any) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            [self.python, SMALL, *arguments], cwd=self.folder, env=self.environment, **streams
        )
        self.started.append(process)
        return process


@pytest.fixture
def desk(pages: Path, environment: dict[str, str], quick_python: Path) -> Iterator[Desk]:
    desk = Desk(pages, environment, quick_python)
    yield desk
    for process in desk.started:
        process.kill()
        process.communicate()


def test_an_faq_goes_to_standard_output_and_all_else_to_standard_error(desk: Desk) -> None:
    ended = desk.run("faq", ".", "--ask", "How long?", "--ask", "Unknown?")

    assert ended.code == 0
    assert ended.out == (
        "1. How long?\n   Answer to How long?\n   Source: Returns\n\n"
        "2. Unknown?\n   The documents do not answer this.\n"
    )
    notes = ended.err.splitlines()
    assert notes[0] == "empty.md is empty and was left out."
    assert "GOOGLE_API_KEY" in notes[1]
    assert notes[-1].startswith("2 calls, 1,200 tokens in, 40 out, ")
    assert notes[-1].endswith(" s (fake)")


def test_the_json_of_an_faq_is_the_output_of_its_graph(desk: Desk) -> None:
    ended = desk.run("faq", ".", "--ask", "Où?", "--format", "json")

    output = json.loads(ended.out)
    assert set(output) == {"faqs", "shortfall", "usage"}
    assert output["faqs"][0]["question"] == "Où?"
    assert "Où?" in ended.out


@pytest.mark.parametrize(
    ("arguments", "remark"),
    [
        pytest.param(["--ask", "Fail?"], "1 of 1 question failed.", id="failed"),
        pytest.param(
            ["--questions", "10"],
            "You asked for 10 questions; the documents gave 7.",
            id="shortfall",
        ),
    ],
)
def test_missing_answers_end_with_exit_code_1(
    desk: Desk, arguments: list[str], remark: str
) -> None:
    ended = desk.run("faq", ".", *arguments)

    assert ended.code == 1
    assert remark in ended.err.splitlines()
    assert ended.out


def test_a_model_that_cannot_work_at_all_is_told_once_and_nothing_is_written(desk: Desk) -> None:
    ended = desk.run("faq", ".", "--ask", "Setup one?", "--ask", "Setup two?", "-o", "faq.txt")

    assert ended.code == 2
    assert ended.out == ""
    assert ended.err.count("The key is wrong.") == 1
    assert not (desk.folder / "faq.txt").exists()


def test_a_bug_keeps_its_traceback_but_shows_no_variables(desk: Desk) -> None:
    ended = desk.run("faq", ".", "--ask", "Bug?")

    assert ended.code == 1
    assert "\nTraceback (most recent call last):\n" in ended.err
    assert "RuntimeError: a bug" in ended.err


def test_standard_input_is_one_document(desk: Desk) -> None:
    ended = desk.run("faq", "-", "--ask", "How?", "--format", "json", given="# Heading\n\nText.")

    assert json.loads(ended.out)["faqs"][0]["sources"] == ["standard input"]


@pytest.mark.parametrize(
    ("options", "begins"),
    [
        (["-o", "out.json"], "{"),
        (["-o", "out.JSONL"], '{"type"'),
        (["-o", "out.md"], "<!-- Made"),
        (["-o", "out.htm"], "<!doctype html>"),
        (["-o", "out.txt"], "1. How?"),
        (["-o", "out"], "1. How?"),
        (["-o", "out.html", "--format", "json"], "{"),
    ],
)
def test_a_file_is_written_as_it_ends_unless_a_format_is_named(
    desk: Desk, options: list[str], begins: str
) -> None:
    ended = desk.run("faq", ".", "--ask", "How?", *options)

    assert ended.code == 0
    assert (desk.folder / options[1]).read_text().startswith(begins)


def test_a_file_is_written_whole_and_told(desk: Desk) -> None:
    (desk.folder / "faq.md").write_text("# An older FAQ\n")

    ended = desk.run("faq", ".", "--ask", "How?", "--format", "markdown", "-o", "faq.md")

    assert ended.code == 0
    assert ended.out == ""
    assert "Written to faq.md." in ended.err.splitlines()
    assert "faq.md is where the result goes and was left out." in ended.err.splitlines()
    assert (desk.folder / "faq.md").read_text().endswith("Answer to How?\n\nSource: Returns\n")
    assert [path.name for path in desk.folder.iterdir() if path.name.startswith(".")] == []


def test_the_faq_becomes_a_web_page_with_its_title(desk: Desk) -> None:
    page = desk.run("faq", ".", "--ask", "How?", "--format", "html", "--title", "Help & more")
    plain = desk.run("faq", ".", "--ask", "How?", "--format", "markdown", "--title", "Help")

    assert page.code == 0
    assert page.out.startswith("<!doctype html>")
    assert "<title>Help &amp; more</title>" in page.out
    assert "Answer to How?" in page.out
    assert '<article id="source_1"' in page.out
    assert plain.out.startswith("<!-- Made with Frontdesk. -->\n\n# Help\n\n## How?\n")


def test_the_settings_of_the_folder_are_loaded_but_do_not_override(desk: Desk) -> None:
    (desk.folder / ".env").write_text("FRONTDESK_MODEL=ollama:one\nGOOGLE_API_KEY=secret-key\n")
    desk.environment["FRONTDESK_MODEL"] = "ollama:two"

    ended = desk.run("models")

    assert ended.code == 0
    assert "Used now: ollama:two" in ended.out
    assert "key was found" in ended.out
    assert "secret-key" not in ended.out + ended.err


def test_an_interruption_shows_what_is_finished(desk: Desk) -> None:
    asked = ["--ask", "Quick?", "--ask", "Slow?", "--ask", "Half?"]
    process = desk.start(
        "faq", ".", *asked, "--format", "json", stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    _wait_for(desk.folder / "running")
    started = time.monotonic()

    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)

    assert time.monotonic() - started < 1
    assert process.returncode == 130
    faqs = json.loads(out)["faqs"]
    assert [faq["status"] for faq in faqs] == ["answered", "skipped", "skipped"]
    assert [faq["error"] and faq["error"]["code"] for faq in faqs] == [
        None,
        "interrupted",
        "interrupted",
    ]
    assert faqs[2]["answer"] == "Answer to Half?"
    assert b"Interrupted: 1 of 3 questions done." in err
    assert b"Traceback" not in err


def test_a_reader_that_has_enough_is_no_error(desk: Desk) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = desk.start("faq", ".", "--ask", "How?", stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)

    _, err = process.communicate(timeout=60)

    assert process.returncode == 0
    assert b"Broken" not in err
    assert b"Traceback" not in err


def test_progress_is_shown_on_a_terminal_only(desk: Desk) -> None:
    screen, terminal = pty.openpty()
    desk.environment["TERM"] = "xterm"
    process = desk.start("faq", ".", "--ask", "Wait?", stdout=subprocess.PIPE, stderr=terminal)
    os.close(terminal)

    shown = _read_all(screen)
    out, _ = process.communicate(timeout=60)
    piped = desk.run("faq", ".", "--ask", "Wait?")

    assert "Answering questions 1 of 1" in shown
    assert b"\x1b" not in out
    assert "Answering questions" not in piped.err
    assert "\x1b" not in piped.err


def test_help_imports_nothing_heavy(desk: Desk) -> None:
    code = (
        "import sys; from frontdesk.cli.main import app; app(['faq', '--help'], "
        "standalone_mode=False); print([name for name in ('langgraph', 'langchain_core', "
        "'langchain', 'state', 'frontdesk.errors') if name in sys.modules])"
    )

    ended = desk.run(program=[sys.executable, "-c", code])

    assert "--pattern single-call|chain|parallel" in ended.out
    assert ended.out.splitlines()[-1] == "[]"


@pytest.mark.parametrize("pattern", ["single-call", "chain", "parallel"])
def test_every_pattern_answers_from_the_documents(desk: Desk, pattern: str) -> None:
    question = "Within how many days may I return an item?"

    ended = desk.run(
        *("faq", ".", "--pattern", pattern, "--ask", question, "--format", "json"),
        program=[desk.python, *REAL[1:]],
    )

    assert ended.code == 0
    (faq,) = json.loads(ended.out)["faqs"]
    assert faq["question"] == question
    assert "30 days" in faq["answer"]
    assert faq["sources"] == ["Returns"]


def test_a_message_is_routed_and_answered(desk: Desk) -> None:
    ended = desk.run("route", "-", program=REAL, given="My invoice is wrong: I paid twice.\n")

    assert ended.code == 0
    assert ended.out.startswith("Intent: Billing Inquiry (confidence 0.")
    assert "\nLanguage: en\nSentiment: " in ended.out


def test_what_a_message_asks_for_is_looked_up_and_answered(desk: Desk) -> None:
    ended = desk.run("support", "Where is my order A-00000?", "--format", "json", program=REAL)

    assert ended.code == 0
    output = json.loads(ended.out)
    assert [result["status"] for result in output["results"]] == ["not_found"]
    assert [message["role"] for message in output["messages"]] == ["user", "assistant"]
    assert "A-00000" in output["reply"]


def test_a_fake_gemini_is_served_until_it_is_interrupted(desk: Desk) -> None:
    process = desk.start("fake-gemini", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    address = process.stdout.readline().decode()
    key = process.stdout.readline().decode()

    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)

    assert address.startswith("export GOOGLE_GEMINI_BASE_URL=http://127.0.0.1:")
    assert key.startswith("export GOOGLE_API_KEY=")
    assert process.returncode == 0
    assert err == b""


def test_the_usage_of_an_unfinished_run_counts_every_call_once() -> None:
    def usage(calls: int) -> dict[str, Any]:
        return {"usage": {**no_usage(), "calls": calls}}

    run = Run()
    run.note((), "updates", {"generate_questions": {"usage": Overwrite(usage(1)["usage"])}})
    run.note(("branch:1",), "updates", {"answer_question": usage(2)})
    run.note(("branch:2",), "updates", {"answer_question": usage(4)})
    run.note((), "updates", {"branch": usage(2)})

    assert run.usage["calls"] == 7


def _wait_for(path: Path) -> None:
    end = time.monotonic() + 30
    while not path.exists():
        assert time.monotonic() < end, f"{path.name} did not come"
        time.sleep(0.05)


def _read_all(descriptor: int) -> str:
    shown = b""
    try:
        while part := os.read(descriptor, 65536):
            shown += part
    except OSError:  # how a terminal tells that nobody writes any more
        pass
    os.close(descriptor)
    return shown.decode()
