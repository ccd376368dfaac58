"""Runs that are killed at any moment: the same command goes on and repeats no answered call."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from frontdesk.testing.gemini import Call, FakeGemini

ROOT = Path(__file__).parents[2]
QUESTIONS = [f"What does part {letter} cost?" for letter in "ABCDEFGHIJKL"]
KILLS = 5
# The client must read an answer and save it: what was answered later before a kill may be repeated.
GRACE = 0.2


class Desk:
    """Runs the command line as a process against a Gemini that answers from a script."""

    def __init__(self, folder: Path, gemini: FakeGemini, **environment: str) -> None:
        self.gemini = gemini
        (folder / "parts.md").write_text("# Parts\n\nEvery part has its price.\n")
        self._folder = folder
        self._environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "FRONTDESK_HOME": str(folder / "home"),
            "GOOGLE_API_KEY": "fake",
            "GOOGLE_GEMINI_BASE_URL": gemini.url,
            **environment,
        }

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "frontdesk.cli.main", *arguments],
            cwd=self._folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


def answer(call: Call) -> dict[str, Any]:
    """Answer after the prompt's question, so that what is mixed up is seen."""
    if call.asks_for == "QuestionList":
        return {"questions": QUESTIONS}
    (question,) = [question for question in QUESTIONS if question in call.prompt]
    if call.asks_for == "Answer":
        return {"found": True, "answer": f"{question} Its price."}
    return {"sources": ["Parts"]}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with FakeGemini(answer, latency=(0.04, 0.1), seed=1) as gemini:
        yield Desk(tmp_path, gemini, FRONTDESK_QUOTAS='{"*": {"concurrency": 3}}')


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("pattern", ["chain", "parallel"])
def test_a_run_that_is_killed_at_random_moments_ends_as_if_it_had_not_been(
    desk: Desk, pattern: str, seed: int
) -> None:
    command = ["faq", "parts.md", "--pattern", pattern, "--questions", str(len(QUESTIONS))]
    command += ["--thread", "parts", "--format", "json"]
    chance, killed = random.Random(seed), list[float]()

    for _ in range(KILLS):
        process = desk.start(*command)
        wait_for(desk.gemini, len(desk.gemini.calls) + chance.randint(1, 4))
        time.sleep(chance.uniform(0, 0.15))
        process.kill()
        process.communicate()
        killed.append(time.monotonic())
    last = desk.start(*command)
    out, err = last.communicate(timeout=60)

    output = json.loads(out)
    assert last.returncode == 0, err
    assert [faq["question"] for faq in output["faqs"]] == QUESTIONS
    assert [faq["answer"] for faq in output["faqs"]] == [f"{each} Its price." for each in QUESTIONS]
    assert {tuple(faq["sources"]) for faq in output["faqs"]} == {("Parts",)}
    assert output["usage"]["calls"] == 1 + 2 * len(QUESTIONS)
    assert repeated(desk.gemini.calls, killed) == []


def repeated(calls: list[Call], killed: list[float]) -> list[str]:
    """Return the prompts that were asked again although their answer had been there in time."""
    kept, again = set[str](), []
    for call in calls:
        if call.prompt in kept:
            again.append(call.prompt)
        end = next((moment for moment in killed if moment > call.started), None)
        if end is None or (call.ended and call.ended < end - GRACE):
            kept.add(call.prompt)
    return again


def wait_for(gemini: FakeGemini, wanted: int, *, answered: bool = False) -> None:
    """Wait until so many calls have come, or have been answered, the last a moment ago."""
    end = time.monotonic() + 60
    while sum(not answered or call.ended is not None for call in gemini.calls) < wanted:
        assert time.monotonic() < end, "The calls did not come."
        time.sleep(0.002)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_asked_to_end_shows_and_keeps_what_it_has(
    tmp_path: Path, sign: signal.Signals
) -> None:
    asked = [word for question in QUESTIONS[:6] for word in ("--ask", question)]
    command = ["faq", "parts.md", *asked, "--thread", "parts", "--format", "json"]
    hanging = set(QUESTIONS[3:6])

    def seconds(call: Call) -> float:
        return 60.0 if any(question in call.prompt for question in hanging) else 0.0

    with FakeGemini(answer, latency=seconds) as gemini:
        desk = Desk(tmp_path, gemini)
        process = desk.start(*command)
        wait_for(gemini, 6, answered=True)
        time.sleep(GRACE)
        process.send_signal(sign)
        out, err = process.communicate(timeout=20)
        stopped = time.monotonic()
        hanging.clear()
        again, more = desk.start(*command).communicate(timeout=60)

    statuses = [faq["status"] for faq in json.loads(out)["faqs"]]
    assert process.returncode == 130
    assert statuses == ["answered"] * 3 + ["skipped"] * 3
    assert "Interrupted: 3 of 6 questions done." in err
    assert "Traceback" not in err + more
    assert {faq["status"] for faq in json.loads(again)["faqs"]} == {"answered"}
    assert repeated(gemini.calls, [stopped]) == []
