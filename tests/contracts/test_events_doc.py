"""docs/events.md is true: its examples run, and it names the events' fields."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from state.item import Progress, Withdrawn
from state.usage import Attempt

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "events.md").read_text()
IN_PYTHON, ON_A_SERVER, LISTENING = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
(COMMAND,) = re.findall(r"```console\n\$ (.*?)\n```", TEXT)
SERVER = "http://127.0.0.1:2024"


def run(*command: str | Path) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done


@pytest.mark.parametrize(
    "snippet",
    [
        pytest.param(IN_PYTHON, id="python"),
        pytest.param(ON_A_SERVER, id="server", marks=pytest.mark.xdist_group("server_url")),
    ],
)
def test_an_example_tells_each_step_of_the_question(
    snippet: str, quick_python: Path, request: pytest.FixtureRequest
) -> None:
    if SERVER in snippet:
        snippet = snippet.replace(SERVER, request.getfixturevalue("server_url"))

    done = run(quick_python, "-c", snippet)

    first, second, sources = done.stdout.splitlines()
    assert first.startswith("answer_question 0 ") and "30 days" in first
    assert second.startswith("find_sources 0 ")
    assert sources == "['Returns']"


def test_the_example_that_listens_to_a_reply_shows_all_of_it(quick_python: Path) -> None:
    done = run(quick_python, "-c", LISTENING)

    assert "Your order A-12345 is on its way." in done.stdout
    assert done.stdout.rstrip().endswith("Your front desk")


def test_the_command_writes_a_line_a_question_and_the_output(quick_python: Path) -> None:
    words = COMMAND.split()

    done = run(quick_python, "-m", "frontdesk.cli.main", *words[1:])

    *items, output = map(json.loads, done.stdout.splitlines())
    assert words[0] == "frontdesk"
    assert sorted(item["item"] for item in items) == [0, 1, 2, 3]
    assert all(set(item) == set(Progress.__annotations__) for item in items)
    assert set(output) == {"type", "faqs", "shortfall", "usage"}


@pytest.mark.parametrize("event", [Progress, Attempt, Withdrawn])
def test_every_field_of_an_event_is_explained(event: type) -> None:
    assert [field for field in event.__annotations__ if f"`{field}`" not in TEXT] == []
