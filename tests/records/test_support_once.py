"""Whatever is killed, resumed, sent twice or raced: one case, one return and one hand-over."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).with_name("support_in_processes.py")
EFFECTS = (("case_id", "cases"), ("rma_number", "returns"), ("handover_id", "handovers"))


def run(python: Path, folder: Path, *arguments: str) -> list[Any]:
    """Run the program in the folder and return its lines. No process may print an error."""
    done = subprocess.run(
        [python, PROGRAM, *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), "FRONTDESK_MODEL": "offline"},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def effects(database: Any) -> dict[str, list[str]]:
    """Return the numbers of each customer's case, return and hand-over, which must be one each."""
    numbers: dict[str, list[str]] = {}
    for number, table in EFFECTS:
        for customer, value in database.rows(f"SELECT customer_id, {number} FROM {table}"):
            numbers.setdefault(customer, []).append(value)
    assert {len(each) for each in numbers.values()} == {len(EFFECTS)}
    return numbers


def test_a_message_whose_process_is_killed_before_any_of_its_writes_is_done_once(
    database: Any, quick_python: Path, tmp_path: Path
) -> None:
    # What the command does beside the graph (its threads) is in SQLite, wherever the records are.
    ways = ["graph"] if database.name == "postgres" else ["graph", "command"]

    lines = run(quick_python, tmp_path, "killed", *ways)

    assert len(lines) > 50 * len(ways)
    assert [line for line in lines if line[-1]] == []
    assert effects(database) == {customer: numbers for customer, numbers, _ in lines}


def test_a_message_that_comes_to_two_servers_at_once_and_then_again_is_done_once(
    database: Any, quick_python: Path, tmp_path: Path
) -> None:
    lines = run(quick_python, tmp_path, "raced", "graph")

    assert len(lines) == 1 + 4 * 4
    assert [line for line in lines if line[-1]] == []
    assert all(effects(database)[customer] == numbers for customer, numbers, _ in lines)
