"""Whatever is killed, resumed or sent twice: one case, one return and one hand-over."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from frontdesk.records.manage import list_records
from frontdesk.records.open import close_records

ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).with_name("support_in_processes.py")


def run(*arguments: str) -> list[Any]:
    done = subprocess.run(
        [sys.executable, str(PROGRAM), *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), "FRONTDESK_MODEL": "offline"},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def effects(home: str, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    close_records()
    monkeypatch.setenv("FRONTDESK_HOME", home)
    kinds: Any = {"returns": "rma_number", "cases": "case_id", "handovers": "handover_id"}
    return [[row[number] for row in list_records(kind)] for kind, number in kinds.items()]


def test_a_run_killed_at_any_step_and_resumed_does_everything_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resumed = run(str(tmp_path), "killed", "8")

    assert len(resumed) >= 8
    for home, [numbers] in resumed:
        assert effects(home, monkeypatch) == [[each] for each in numbers[:3]]


def test_the_same_message_from_two_processes_at_once_and_again_is_done_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [(home, [one, other, again])] = run(str(tmp_path), "at-once")

    assert one[:3] == other[:3] == again[:3]
    assert effects(home, monkeypatch) == [[each] for each in again[:3]]
