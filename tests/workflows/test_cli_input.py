"""What the command line refuses, and how."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from frontdesk.cli.main import app
from frontdesk.cli.options import MOST_QUESTIONS
from state.faq import MAX_QUESTIONS


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder with a document, in which the commands run."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "returns.md").write_text("# Returns\n\nYou have 30 days.\n")
    return folder


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["faq", "."], ["--questions", "'0'", "1 to 1000"], id="no questions"),
        pytest.param(["faq", "."], ["--questions", "'1000000'", "1 to 1000"], id="a million"),
        pytest.param(["faq", "."], ["--questions", "'ten'", "1 to 1000"], id="no number"),
        pytest.param(["faq", "."], ["--pattern", "'magic'", "chain, parallel"], id="pattern"),
        pytest.param(
            ["faq", "."], ["--format", "'pdf'", "json, jsonl, markdown, html"], id="format"
        ),
        pytest.param(["route", "Hi"], ["--format", "'markdown'", "text, json"], id="reply format"),
        pytest.param(["fake-gemini"], ["--port", "'99999'", "0 to 65535"], id="port"),
        pytest.param(["fake-gemini"], ["--fault", "'flood'", "rate_limited, quota"], id="fault"),
        pytest.param(["fake-gemini"], ["--fault-rate", "'2'", "from 0 to 1"], id="rate"),
        pytest.param(["fake-gemini"], ["--burst", "'0'", "from 1 to"], id="burst"),
        pytest.param(
            ["fake-gemini"], ["--burst", "'5'", "needs --requests-per-m"], id="burst only"
        ),
    ],
)
def test_a_wrong_option_is_refused_with_what_is_allowed(
    arguments: list[str], words: list[str]
) -> None:
    ended = CliRunner().invoke(app, [*arguments, words[0], words[1].strip("'")])

    assert ended.exit_code == 2
    assert ended.stdout == ""
    error = ended.stderr.splitlines()[-1]
    assert all(word in error for word in words)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(["faq", "gone.md"], "There is no file or folder 'gone.md'.", id="missing"),
        pytest.param(
            ["faq", ".", "-o", "no/faq.txt"], "-o no/faq.txt cannot be written", id="no such folder"
        ),
        pytest.param(["faq", ".", "-o", ".."], "-o .. is a folder", id="folder as output"),
        pytest.param(
            ["faq", "returns.md", "-o", "returns.md"],
            "-o returns.md would overwrite one of the documents",
            id="document as output",
        ),
        pytest.param(["faq", ".", "--ask", " "], "a question without words", id="empty question"),
        pytest.param(
            ["compare", ".", "--ask", ""], "a question without words", id="nothing to compare"
        ),
        pytest.param(["faq", ".", "--model", "wrong"], "The model 'wrong' is unknown", id="model"),
        pytest.param(
            ["faq", ".", "--model", "magic:1"],
            "The model 'magic:1' cannot be used: Unsupported provider='magic'. Use 'offline'",
            id="provider",
        ),
        pytest.param(["faq", ".", "--thread", ""], "'' is no name", id="empty thread"),
        pytest.param(["route", "Hi", "--thread", ""], "'' is no name", id="empty conversation"),
        pytest.param(["route", "  "], "The message is empty.", id="empty message"),
        pytest.param(["support", ""], "The message is empty.", id="empty support message"),
        pytest.param(["faq", ".", "--url", "ftp://x"], "must start with http", id="no web address"),
        pytest.param(["route", "Hi", "--url", "http://127.0.0.1:9"], "be reached", id="no server"),
    ],
)
def test_bad_input_ends_with_a_sentence_and_exit_code_2(
    pages: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], sentence: str
) -> None:
    monkeypatch.chdir(pages)

    ended = CliRunner().invoke(app, arguments)

    assert ended.exit_code == 2
    assert ended.stdout == ""
    assert sentence in ended.stderr


def test_the_option_allows_as_many_questions_as_the_graphs() -> None:
    assert MOST_QUESTIONS == MAX_QUESTIONS
