"""A file of messages is answered, and a run that was killed is gone on with."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage
from typer.testing import CliRunner, Result

from frontdesk.cli.main import app
from frontdesk.records.manage import list_records
from frontdesk.testing.scripted import ScriptedChatModel

ROOT = Path(__file__).parents[2]

STATUS = {"id": "status", "message": "Where is my order A-12345?"}
ASKED = {"id": "asked", "thread": "t", "message": "I was charged twice, please check my invoice."}
COMPLETED = {"id": "completed", "thread": "t", "message": "It's INV-7890."}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def batch(folder: Path, *lines: Any, more: tuple[str, ...] = ()) -> Result:
    text = "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines)
    (folder / "in.jsonl").write_text(text)
    return CliRunner().invoke(app, ["support", "--batch", "in.jsonl", "-o", "out.jsonl", *more])


def rows(folder: Path) -> dict[str, Any]:
    found = [json.loads(line) for line in (folder / "out.jsonl").read_text().splitlines()]
    assert len({row["id"] for row in found}) == len(found)
    return {row["id"]: row for row in found}


def test_every_message_gets_a_line_and_bad_lines_are_told(folder: Path) -> None:
    ended = batch(
        folder, STATUS, "{nonsense", {"message": ""}, STATUS, {"message": "Where is A-12402?"}
    )

    assert ended.exit_code == 1
    assert {*rows(folder)} == {"status", "5"}
    for number in (2, 3, 4):
        assert f"in.jsonl, line {number}: " in ended.stderr
    assert "2 answered, 0 failed, 3 bad lines." in ended.stderr
    assert rows(folder)["status"]["output"]["results"][0]["status"] == "done"


def test_a_thread_is_one_conversation_also_across_runs(folder: Path) -> None:
    batch(folder, STATUS, ASKED)
    with (folder / "out.jsonl").open("a") as results:
        results.write('{"id": "completed", "li')

    ended = batch(folder, STATUS, ASKED, COMPLETED)

    assert ended.exit_code == 0, ended.stderr
    assert "half written" in ended.stderr and "2 of 3 messages were answered" in ended.stderr
    [result] = rows(folder)["completed"]["output"]["results"]
    assert result["status"] == "done"


PLAN = {"tasks": [{"query_type": "StatusUpdate", "order_id": "A-12345"}]}
NUMBERS = [f"m{number}" for number in range(4)]


@pytest.fixture
def failing(use_model: Callable[[BaseChatModel], None]) -> set[str]:
    """The messages, by what they say, of which no plan can be made."""
    texts: set[str] = set()

    def reply(messages: list[BaseMessage], schema: Any) -> Any:
        told = messages[-1].text
        if any(f"{text}: " in told for text in texts):
            return ValueError("broken")
        return PLAN if schema else "Hello."

    use_model(ScriptedChatModel(replies=reply))
    return texts


def numbered() -> list[Any]:
    return [{"id": name, "message": f"{name}: Where is my order A-12345?"} for name in NUMBERS]


def test_failed_messages_alone_are_answered_again_in_their_places(
    folder: Path, failing: set[str]
) -> None:
    failing |= {"m1", "m2"}
    first = batch(folder, *numbered(), more=("--concurrency", "1"))
    before = (folder / "out.jsonl").read_text().splitlines()

    skipped = batch(folder, *numbered())
    failing -= {"m1"}
    again = batch(folder, *numbered(), more=("--retry-failed",))

    after = (folder / "out.jsonl").read_text().splitlines()
    assert [first.exit_code, skipped.exit_code, again.exit_code] == [1, 1, 1]
    assert "4 of 4 messages were answered before" in skipped.stderr
    assert "2 have failed in all; to answer them again: --retry-failed." in skipped.stderr
    assert "1 answered, 1 failed, 0 bad lines." in again.stderr
    assert [json.loads(line)["id"] for line in after] == NUMBERS
    assert (after[0], after[3]) == (before[0], before[3])
    assert [row["output"] is None for row in rows(folder).values()] == [False, False, True, False]


def test_a_retry_that_was_killed_repeats_nothing(folder: Path, failing: set[str]) -> None:
    failing |= {"m1", "m2"}
    batch(folder, *numbered(), more=("--concurrency", "1"))
    killed = (folder / "out.jsonl").read_text()
    failing.clear()
    batch(folder, *numbered(), more=("--retry-failed",))
    done = (folder / "out.jsonl").read_text().splitlines()
    # Killed when the first one was answered: its new line is the last.
    (folder / "out.jsonl").write_text(f"{killed}{done[1]}\n")

    again = batch(folder, *numbered(), more=("--retry-failed",))

    assert again.exit_code == 0
    assert "1 answered, 0 failed" in again.stderr
    assert [row["id"] for row in rows(folder).values()] == NUMBERS
    assert (folder / "out.jsonl").read_text().splitlines()[1] == done[1]


def test_a_failed_message_of_a_thread_is_answered_with_what_was_said_before_it(
    folder: Path, failing: set[str]
) -> None:
    failing |= {"m1"}
    messages = [{**message, "thread": "t"} for message in numbered()]
    batch(folder, *messages)
    failing.clear()

    batch(folder, *messages, more=("--retry-failed",))

    said = [message["content"] for message in rows(folder)["m1"]["output"]["messages"]]
    assert [text[:2] for text in said[::2]] == ["m0", "m1"]


def test_a_batch_that_is_killed_goes_on_and_repeats_nothing(folder: Path) -> None:
    many = [{"id": number, "message": f"Where is my order A-{number}?"} for number in range(60)]
    (folder / "in.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in many))
    command = ["support", "--batch", "in.jsonl", "-o", "out.jsonl", "--concurrency", "3"]
    with subprocess.Popen(
        [sys.executable, "-m", "frontdesk.cli.main", *command],
        env={**os.environ, "PYTHONPATH": str(ROOT), "FRONTDESK_MODEL": "offline"},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr
        next(line for line in process.stderr if line.startswith("3 of 60"))
        process.kill()
    before = (folder / "out.jsonl").read_bytes()
    kept = before[: before.rfind(b"\n") + 1]

    ended = batch(folder, *many)

    assert ended.exit_code == 0, ended.stderr
    assert 3 <= kept.count(b"\n") < 60
    assert (folder / "out.jsonl").read_bytes().startswith(kept)
    assert {*rows(folder)} == {str(number) for number in range(60)}


def test_the_same_message_twice_is_done_once(folder: Path) -> None:
    twice = [{"id": name, "message": "I was charged twice on INV-7890."} for name in "ab"]

    batch(folder, *twice)

    assert len(list_records("cases")) == 1
    assert len({str(row["output"]["results"]) for row in rows(folder).values()}) == 1


def test_returns_above_the_limit_are_handed_over_unless_they_are_approved(folder: Path) -> None:
    wish = {"id": "r", "message": "I want to return my SuperWidget 5000."}
    limit = ("--approval-limit", "5000")

    batch(folder, wish, more=limit)
    batch(folder, {**wish, "id": "again"}, more=(*limit, "--approve", "yes"))

    statuses = [row["output"]["results"][0]["status"] for row in rows(folder).values()]
    assert statuses == ["needs_approval", "done"]


def test_a_model_that_cannot_work_ends_the_batch_and_counts_nothing_as_answered(
    folder: Path,
) -> None:
    ended = batch(folder, STATUS, ASKED, more=("--model", "nonsense:model"))

    assert ended.exit_code == 2
    assert "Traceback" not in ended.stderr
    assert rows(folder) == {}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--batch", "none.jsonl", "-o", "out.jsonl"], "none.jsonl cannot be read"),
        (["--batch", "none.jsonl"], "--batch needs -o FILE"),
        (["--batch", "in.jsonl", "Hello"], "--batch takes no MESSAGE"),
        (["--batch", "in.jsonl", "--thread", "chat"], "--batch takes no MESSAGE, --thread"),
        (["Hello", "--approve", "maybe"], "not one of ask, yes, no, later"),
    ],
)
def test_wrong_use_is_told(arguments: list[str], said: str, folder: Path) -> None:
    ended = CliRunner().invoke(app, ["support", *arguments])

    assert ended.exit_code == 2
    assert said in ended.stderr


def test_a_person_on_the_terminal_decides(folder: Path) -> None:
    wish = ["support", "I want to return my SuperWidget 5000.", "--approval-limit", "5000"]

    ended = CliRunner().invoke(app, [*wish, "--approve", "ask"], input="?\nc\nStore credit.\n")

    assert ended.exit_code == 0
    assert "worth 199.00 EUR" in ended.stderr
    assert "Store credit." in ended.stdout


def test_a_message_is_not_skipped_for_the_result_of_another(folder: Path) -> None:
    batch(folder, {"message": "Where is my order A-12345?"})

    ended = batch(folder, {"message": "Please cancel my order A-12402."})

    assert ended.exit_code == 2
    assert "out.jsonl has the result of another message 1" in ended.stderr


def test_a_message_that_is_decided_twice_is_done_once(folder: Path) -> None:
    wish = ["support", "I was charged twice on invoice INV-7890.", "--approve", "yes"]

    replies = {CliRunner().invoke(app, wish).stdout for _ in range(2)}

    assert len(replies) == len(list_records("cases")) == 1


def test_a_thread_of_a_batch_is_one_customers(folder: Path) -> None:
    batch(folder, ASKED, {**COMPLETED, "customer_id": "C-2002"})

    row = rows(folder)["completed"]

    assert row["output"] is None
    assert "another customer's" in row["error"]["message"]


@pytest.mark.parametrize("name", [True, False, 1.0, [1]])
def test_an_id_that_is_neither_text_nor_a_whole_number_is_refused(name: Any, folder: Path) -> None:
    asked = {"message": "Where is my order A-12345?"}

    ended = batch(folder, {"id": name, **asked}, {"id": 1, **asked}, {"id": "b", **asked})

    assert {*rows(folder)} == {"1", "b"}
    assert "in.jsonl, line 1: id: must be text or a whole number.\n" in ended.stderr
