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
from typing import Any, NamedTuple

import pytest

from frontdesk.testing.gemini import Call, FakeGemini

ROOT = Path(__file__).parents[2]
QUESTIONS = [f"What does part {number} cost?" for number in range(101, 113)]
KILLS = 5
# So that a parallel run takes long enough to be killed several times.
THREE_AT_ONCE = '{"*": {"concurrency": 3}}'
# The client must read an answer and save it: what was answered later before a kill may be repeated.
GRACE = 0.2


class Ended(NamedTuple):
    code: int
    out: str
    err: str


class Desk:
    """Runs the command line in a folder, one process after another."""

    def __init__(self, program: "subprocess.Popen[str]", folder: Path) -> None:
        self._program, self._folder = program, folder
        self._pid = 0

    def start(self, *arguments: str, gemini: FakeGemini, **environment: str) -> None:
        (self._folder / "parts.md").write_text("# Parts\n\nEvery part has its price.\n")
        command = {
            "arguments": [
                word.replace("parts.md", f"{self._folder}/parts.md") for word in arguments
            ],
            "environment": {
                "FRONTDESK_HOME": f"{self._folder}/home",
                "GOOGLE_API_KEY": "fake",
                "GOOGLE_GEMINI_BASE_URL": gemini.url,
                **environment,
            },
            "out": f"{self._folder}/out",
            "err": f"{self._folder}/err",
        }
        self._tell(json.dumps(command))
        self._pid = int(self._hear())

    def end(self, sign: signal.Signals | None = None) -> Ended:
        """Wait until the process has ended, having sent it the signal."""
        if sign is not None:
            os.kill(self._pid, sign)
        code = int(self._hear())
        self._pid = 0
        return Ended(code, *((self._folder / name).read_text() for name in ("out", "err")))

    def close(self) -> None:
        if self._pid:
            self.end(signal.SIGKILL)

    def _tell(self, line: str) -> None:
        assert self._program.stdin
        self._program.stdin.write(f"{line}\n")
        self._program.stdin.flush()

    def _hear(self) -> str:
        assert self._program.stdout
        return self._program.stdout.readline()


@pytest.fixture(scope="module")
def program() -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("cli_forked.py"))],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        yield program
        program.kill()


@pytest.fixture
def desk(program: "subprocess.Popen[str]", tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(program, tmp_path)
    yield desk
    desk.close()


def answer(call: Call) -> dict[str, Any]:
    """Answer after the prompt's question, so that what is mixed up is seen."""
    if call.asks_for == "QuestionList":
        return {"questions": QUESTIONS}
    (question,) = [question for question in QUESTIONS if question in call.prompt]
    if call.asks_for == "Answer":
        return {"found": True, "answer": f"{question} Its price."}
    return {"sentences": [1]}


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("pattern", ["chain", "parallel"])
def test_a_run_that_is_killed_at_random_moments_ends_as_if_it_had_not_been(
    desk: Desk, pattern: str, seed: int
) -> None:
    command = ["faq", "parts.md", "--pattern", pattern, "--questions", str(len(QUESTIONS))]
    command += ["--thread", "parts", "--format", "json"]
    chance, killed = random.Random(seed), list[float]()

    with FakeGemini(answer, latency=(0.04, 0.1), seed=seed) as gemini:
        for _ in range(KILLS):
            desk.start(*command, gemini=gemini, FRONTDESK_QUOTAS=THREE_AT_ONCE)
            wait_for(gemini, len(gemini.calls) + chance.randint(1, 4))
            time.sleep(chance.uniform(0, 0.15))
            assert desk.end(signal.SIGKILL).code == -signal.SIGKILL
            killed.append(time.monotonic())
        desk.start(*command, gemini=gemini, FRONTDESK_QUOTAS=THREE_AT_ONCE)
        ended = desk.end()

    assert ended.code == 0, ended.err
    output = json.loads(ended.out)
    assert [faq["question"] for faq in output["faqs"]] == QUESTIONS
    assert [faq["answer"] for faq in output["faqs"]] == [f"{each} Its price." for each in QUESTIONS]
    assert {tuple(faq["sources"]) for faq in output["faqs"]} == {("Parts",)}
    assert output["usage"]["calls"] == 1 + 2 * len(QUESTIONS)
    assert repeated(gemini.calls, killed) == []


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
    desk: Desk, sign: signal.Signals
) -> None:
    asked = [word for question in QUESTIONS[:6] for word in ("--ask", question)]
    command = ["faq", "parts.md", *asked, "--thread", "parts", "--format", "json"]
    hanging = set(QUESTIONS[3:6])

    def seconds(call: Call) -> float:
        return 60.0 if any(question in call.prompt for question in hanging) else 0.0

    with FakeGemini(answer, latency=seconds) as gemini:
        desk.start(*command, gemini=gemini)
        wait_for(gemini, 6, answered=True)
        time.sleep(GRACE)
        stopped = desk.end(sign)
        moment = time.monotonic()
        hanging.clear()
        desk.start(*command, gemini=gemini)
        ended = desk.end()

    statuses = [faq["status"] for faq in json.loads(stopped.out)["faqs"]]
    assert stopped.code == 130
    assert statuses == ["answered"] * 3 + ["skipped"] * 3
    assert "Interrupted: 3 of 6 questions done." in stopped.err
    assert "Traceback" not in stopped.err + ended.err
    assert {faq["status"] for faq in json.loads(ended.out)["faqs"]} == {"answered"}
    assert repeated(gemini.calls, [moment]) == []


def test_a_retry_that_is_killed_goes_on_too(desk: Desk) -> None:
    asked = [word for question in QUESTIONS[:4] for word in ("--ask", question)]
    command = ["faq", "parts.md", *asked, "--thread", "parts", "--format", "json"]
    hanging = {QUESTIONS[3]}

    def seconds(call: Call) -> float:
        return 60.0 if any(question in call.prompt for question in hanging) else 0.0

    with FakeGemini(answer, latency=seconds) as gemini:
        desk.start(*command, "--max-calls", "4", gemini=gemini)
        assert "2 of 4 questions were skipped." in desk.end().err
        desk.start(*command, "--retry-failed", gemini=gemini)
        wait_for(gemini, 6, answered=True)
        time.sleep(GRACE)
        desk.end(signal.SIGKILL)
        moment = time.monotonic()
        hanging.clear()
        desk.start(*command, "--retry-failed", gemini=gemini)
        ended = desk.end()

    output = json.loads(ended.out)
    assert ended.code == 0, ended.err
    assert [faq["answer"] for faq in output["faqs"]] == [
        f"{each} Its price." for each in QUESTIONS[:4]
    ]
    assert output["usage"]["calls"] == 8
    assert repeated(gemini.calls, [moment]) == []


def test_each_call_of_a_step_that_makes_several_is_kept(desk: Desk) -> None:
    command = ["faq", "parts.md", "--questions", "4", "--thread", "parts", "--format", "json"]
    is_slow = True

    def make_two(call: Call) -> dict[str, Any]:
        if call.asks_for != "QuestionList":
            return answer(call)
        return {"questions": QUESTIONS[2:4] if "<asked>" in call.prompt else QUESTIONS[:2]}

    def seconds(call: Call) -> float:
        return 60.0 if "<asked>" in call.prompt and is_slow else 0.0

    with FakeGemini(make_two, latency=seconds) as gemini:
        desk.start(*command, gemini=gemini)
        wait_for(gemini, 2)
        time.sleep(GRACE)
        desk.end(signal.SIGKILL)
        moment, is_slow = time.monotonic(), False
        desk.start(*command, gemini=gemini)
        ended = desk.end()

    assert [faq["question"] for faq in json.loads(ended.out)["faqs"]] == QUESTIONS[:4]
    assert repeated(gemini.calls, [moment]) == []


@pytest.mark.parametrize("pattern", ["chain", "parallel"])
def test_an_answer_is_kept_before_its_sources_are_found(desk: Desk, pattern: str) -> None:
    asked = [word for question in QUESTIONS[:3] for word in ("--ask", question)]
    command = ["faq", "parts.md", *asked, "--pattern", pattern, "--thread", "parts"]
    is_slow = True

    def seconds(call: Call) -> float:
        return 60.0 if call.asks_for == "SupportingSentences" and is_slow else 0.0

    with FakeGemini(answer, latency=seconds) as gemini:
        desk.start(*command, gemini=gemini)
        wait_for(gemini, 3, answered=True)
        time.sleep(GRACE)
        desk.end(signal.SIGKILL)
        moment, is_slow = time.monotonic(), False
        desk.start(*command, gemini=gemini)
        ended = desk.end()

    assert ended.code == 0, ended.err
    assert sum(call.asks_for == "Answer" for call in gemini.calls) == 3
    assert repeated(gemini.calls, [moment]) == []
