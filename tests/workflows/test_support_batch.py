"""A file of messages is answered, and a run that was killed is gone on with."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from frontdesk.cli.main import app

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


def test_returns_above_the_limit_are_handed_over_unless_they_are_approved(folder: Path) -> None:
    wish = {"id": "r", "thread": "r", "message": "I want to return my SuperWidget 5000."}
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
