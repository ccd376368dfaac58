"""Commands against a fake Gemini that fails: what is told, and how it ends."""

import importlib
import json
import os
import re
import signal
import subprocess
from pathlib import Path

import pytest
from google import genai
from google.genai import types
from google.genai.errors import APIError
from typer.testing import CliRunner

from frontdesk.cli.chaos import chaos_report, failing_gemini
from frontdesk.cli.main import app
from frontdesk.errors import ModelCallError
from frontdesk.testing.gemini_faults import REPAIRABLE, TRANSIENT

ROOT = Path(__file__).parents[2]
MODEL = "gemini-2.5-flash"
# Google's client is on httpx2 from its version 3 on.
httpx = importlib.import_module("httpx2" if int(genai.__version__.split(".")[0]) > 2 else "httpx")
REPORT = re.compile(r"Chaos: (\d+) requests?, (\d+) faults?(?: \((.*)\))?\.")


def test_a_run_in_chaos_tells_what_it_met(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("FRONTDESK_FAST_MODEL", "ollama:none")

    ended = CliRunner().invoke(
        app, ["faq", "samples/pages", "--questions", "6", "--format", "json", "--chaos"]
    )

    told = ended.stderr.splitlines()
    [report] = filter(None, map(REPORT.fullmatch, told))
    assert ended.exit_code in (0, 1)
    assert told[0].startswith("Chaos: the offline model answers")
    faults = {kind: int(count) for count, kind in re.findall(r"(\d+) (\w+)", report[3] or "")}
    assert int(report[1]) > 0
    assert int(report[2]) == sum(faults.values()) > 0
    assert faults.keys() <= {*TRANSIENT, *REPAIRABLE}
    assert "GOOGLE_API_KEY" not in os.environ


def test_a_run_that_ends_with_an_error_tells_what_it_met_as_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ModelCallError("It gave no answer.", code="call_failed", retryable=True)

    monkeypatch.setattr("frontdesk.cli.carry_out.run_graph", fail)

    ended = CliRunner().invoke(app, ["support", "Where is my order A-12345?", "--chaos"])

    assert ended.exit_code == 1
    assert ended.stderr.splitlines()[1:] == ["Chaos: 0 requests, 0 faults.", "It gave no answer."]


@pytest.mark.parametrize(
    "other", [["--model", "offline"], ["--fast-model", "x:y"], ["--url", "http://127.0.0.1:9"]]
)
@pytest.mark.parametrize("command", ["faq", "route", "support"])
def test_chaos_has_a_model_of_its_own(command: str, other: list[str]) -> None:
    ended = CliRunner().invoke(app, [command, "README.md", "--chaos", *other])

    assert ended.exit_code == 2
    assert ended.stdout == ""
    assert "--chaos has a model of its own: leave --model, " in ended.stderr


def test_of_many_requests_three_in_ten_fail() -> None:
    tries: list[int] = []
    key = os.environ.get("GOOGLE_API_KEY")
    with failing_gemini(seed=3) as gemini:
        client = genai.Client(api_key="fake", http_options=types.HttpOptions(base_url=gemini.url))
        pointed_there = os.environ["GOOGLE_GEMINI_BASE_URL"] == gemini.url
        for number in range(60):
            tries.append(_tries(client, f"request {number}"))
        client.close()

    assert pointed_there
    assert os.environ.get("GOOGLE_API_KEY") == key
    assert max(tries) >= 3
    assert 15 < sum(tries) - len(tries) < 40
    assert sum(tries) == gemini.requests
    assert chaos_report(gemini).startswith(f"Chaos: {gemini.requests} requests, ")


def _tries(client: genai.Client, contents: str) -> int:
    """Return how often a request has to be sent until it is answered, rightly or badly."""
    for number in range(1, 20):
        try:
            client.models.generate_content(model=MODEL, contents=contents)
            return number
        except (APIError, httpx.HTTPError, json.JSONDecodeError):
            continue
    pytest.fail("The request was never answered.")


def test_a_fake_gemini_fails_as_it_is_asked(quick_python: Path) -> None:
    process = subprocess.Popen(
        [
            *(quick_python, "-m", "frontdesk.cli.main", "fake-gemini"),
            *("--fault", "internal", "--fault", "deadline", "--fault-rate", "0.5", "--seed", "1"),
            *("--requests-per-minute", "1", "--burst", "20"),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    client = genai.Client(
        api_key="fake",
        http_options=types.HttpOptions(
            base_url=process.stdout.readline().strip().partition("=")[2]
        ),
    )
    statuses = [_status(client, f"request {number}") for number in range(22)]
    client.close()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)

    assert set(statuses[:20]) == {200, 500, 504}
    assert 3 < statuses.count(200) < 17
    assert statuses[20:] == [429, 429]
    assert process.returncode == 0


def _status(client: genai.Client, contents: str) -> int:
    try:
        client.models.generate_content(model=MODEL, contents=contents)
    except APIError as error:
        return int(error.code)
    return 200
