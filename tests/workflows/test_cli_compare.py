"""`frontdesk compare`: the patterns take turns, and what went wrong is told."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from frontdesk.cli.main import app
from frontdesk.testing.gemini import Call, FakeGemini, Fault
from tests.workflows.conftest import GEMINI

ROOT = Path(__file__).parents[2]
ARGUMENTS = ["compare", "samples/pages", "--questions", "3"]


@pytest.fixture(autouse=True)
def in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_the_patterns_take_turns_after_a_round_that_does_not_count() -> None:
    ended = CliRunner().invoke(app, [*ARGUMENTS, "--repeats", "2", "--format", "json"])

    output = json.loads(ended.stdout)
    told = [
        line.split(":")[0] for line in ended.stderr.splitlines() if line[:4] in ("Warm", "Roun")
    ]
    assert ended.exit_code == 0
    assert told == [
        f"{which}, {pattern}"
        for which in ("Warm-up", "Round 1 of 2", "Round 2 of 2")
        for pattern in ("single-call", "chain", "parallel")
    ]
    measured = {each["pattern"]: each["measures"] for each in output["patterns"]}
    assert [measured[name]["calls"]["values"] for name in measured] == [[1, 1], [7, 7], [7, 7]]
    assert measured["chain"]["most_at_once"]["max"] == 1
    assert all(each["questions"]["min"] == 3 for each in measured.values())


def test_asked_questions_go_to_the_named_patterns_alone() -> None:
    asked = ["--ask", "How long is the warranty?", "--pattern", "chain", "--pattern", "parallel"]

    ended = CliRunner().invoke(app, [*ARGUMENTS, *asked, "--repeats", "1", "--format", "json"])

    output = json.loads(ended.stdout)
    assert ended.exit_code == 0
    assert output["questions"] == ["How long is the warranty?"]
    assert [each["pattern"] for each in output["patterns"]] == ["chain", "parallel"]
    assert all(each["measures"]["same_sources"]["median"] == 100 for each in output["patterns"])


def test_a_pattern_that_fails_is_reported_beside_the_others(
    start_gemini: Callable[[FakeGemini], FakeGemini],
) -> None:
    def script(call: Call) -> Fault | None:
        return Fault("safety") if call.asks_for in ("DraftFAQs", "SupportingSentences") else None

    start_gemini(FakeGemini(script))

    ended = CliRunner().invoke(app, [*ARGUMENTS, "--repeats", "1", "--model", GEMINI])

    assert ended.exit_code == 1
    assert "Failed or skipped" in ended.stdout
    assert "Round 1, chain: of 3 questions 3 failed." in ended.stderr
    assert any(line.startswith("Round 1, single-call: ") for line in ended.stderr.splitlines())


def test_the_page_goes_to_a_file(tmp_path: Path) -> None:
    file = tmp_path / "comparison.html"

    ended = CliRunner().invoke(
        app, [*ARGUMENTS, "--repeats", "1", "--format", "html", "-o", str(file)]
    )

    assert ended.exit_code == 0
    assert ended.stdout == ""
    assert file.read_text().count("<g><title>") == 1 + 7 + 7


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        pytest.param(["--repeats", "0"], "'0' is not a whole number", id="repeats"),
        pytest.param(["--pattern", "tree"], "'tree' is not one of", id="pattern"),
        pytest.param(["--chaos", "--model", "offline"], "--chaos has a model", id="chaos"),
        pytest.param(["--model", "nonsense"], "'nonsense' is unknown", id="model"),
        pytest.param(["-o", "/nowhere/file"], "cannot be written", id="output"),
    ],
)
def test_bad_input_is_told_in_a_sentence(wrong: list[str], sentence: str) -> None:
    ended = CliRunner().invoke(app, [*ARGUMENTS, *wrong])

    assert ended.exit_code == 2
    assert sentence in ended.stderr
    assert ended.stdout == ""
    assert "Traceback" not in ended.stderr
