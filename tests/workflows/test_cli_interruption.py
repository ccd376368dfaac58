"""Ctrl-C while Gemini's client waits for answers: what was finished is shown and counted once."""

import json
import os
import signal
import subprocess
import threading
from pathlib import Path

import pytest

from frontdesk.testing.gemini import Call, FakeGemini

ROOT = Path(__file__).parents[2]
PAGES = str(ROOT / "samples" / "pages")
QUESTIONS = ["How long is the warranty of a lamp?", "What does express delivery cost?"]


@pytest.mark.parametrize(("pattern", "finished"), [("chain", 0), ("parallel", 1)])
def test_an_interrupted_run_counts_every_answered_call_once(
    quick_python: Path, pattern: str, finished: int
) -> None:
    hanging = "<answer>" if pattern == "chain" else QUESTIONS[1]

    def seconds(call: Call) -> float:
        return 60.0 if hanging in call.prompt else 0.0

    with FakeGemini(latency=seconds) as gemini:
        process = subprocess.Popen(
            [
                *(quick_python, "-m", "frontdesk.cli.main", "faq", PAGES),
                *("--pattern", pattern, "--format", "json"),
                *(word for text in QUESTIONS for word in ("--ask", text)),
            ],
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "GOOGLE_API_KEY": "fake",
                "GOOGLE_GEMINI_BASE_URL": gemini.url,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        _wait_for_answered(gemini, 2)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)

    output = json.loads(out)
    assert process.returncode == 130
    assert [faq["status"] for faq in output["faqs"]].count("answered") == finished
    assert output["usage"]["calls"] == 2
    assert "Traceback" not in err


def _wait_for_answered(gemini: FakeGemini, wanted: int) -> None:
    waiting = threading.Event()
    for _ in range(600):
        if sum(call.ended is not None for call in gemini.calls) >= wanted:
            # The answer has left the server; give the client the moment that it takes to read it.
            waiting.wait(0.3)
            return
        waiting.wait(0.05)
    pytest.fail("The calls were not answered in time.")
