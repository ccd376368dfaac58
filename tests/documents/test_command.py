"""`frontdesk faq` on documents of every format."""

import json
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner

from frontdesk.cli.main import app

PAGE = "<title>Cloakroom</title><nav>Home</nav><p>Keeping a coat costs two euros a day.</p>"


@pytest.fixture
def folder(tmp_path: Path, make_pdf: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cloakroom.html").write_text(PAGE)
    lines = [("Parking", 20, 760, False), ("The car park closes at eleven.", 11, 700, False)]
    (tmp_path / "parking.pdf").write_bytes(make_pdf([lines]))
    word = docx.Document()
    word.add_heading("Tickets", 0)
    word.add_paragraph("Tickets are sold at the north gate.")
    word.save(str(tmp_path / "tickets.docx"))
    (tmp_path / "scan.pdf").write_bytes(make_pdf([[]]))
    return tmp_path


def test_answers_come_from_documents_of_any_format(folder: Path) -> None:
    expected = [
        ("What does keeping a coat cost?", "two euros", ["Cloakroom"]),
        ("When does the car park close?", "at eleven", ["Parking"]),
        ("Where are tickets sold?", "north gate", ["Tickets"]),
    ]
    asked = [word for question, *_ in expected for word in ("--ask", question)]

    ended = CliRunner().invoke(app, ["faq", ".", *asked, "--format", "json"])

    assert ended.exit_code == 0, ended.stderr
    faqs = json.loads(ended.stdout)["faqs"]
    for faq, (question, answer, sources) in zip(faqs, expected, strict=True):
        assert faq["question"] == question
        assert answer in faq["answer"]
        assert faq["sources"] == sources
    assert ended.stderr.startswith("scan.pdf has no text but only pictures")


def test_nothing_readable_and_addresses_that_may_not_be_fetched_are_bad_input(folder: Path) -> None:
    ended = CliRunner().invoke(app, ["faq", "scan.pdf", "http://127.0.0.1/", "ftp://example.com/"])

    assert ended.exit_code == 2
    assert ended.stdout == ""
    assert ended.stderr.startswith("There is nothing to read: scan.pdf has no text")
    assert "http://127.0.0.1/ cannot be fetched: 127.0.0.1 is not a public" in ended.stderr
    assert "ftp://example.com/ cannot be fetched: only http and https" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_why_no_question_is_made_of_another_language_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("hilfe.md").write_text("# Hilfe\n\nDie Öffnungszeiten sind von 9 bis 18 Uhr.\n")
    Path("help.md").write_text("# Help\n\nThe museum opens at nine.\n")

    both = CliRunner().invoke(app, ["faq", "hilfe.md", "help.md", "--questions", "9"])
    english = CliRunner().invoke(app, ["faq", "help.md", "--questions", "9"])

    told = "The offline model makes questions of English text only, and 'Hilfe' is in another"
    assert (both.exit_code, english.exit_code) == (1, 1)
    assert told in both.stderr
    assert "English" not in english.stderr


@pytest.mark.parametrize("name", ["faq.html", "faq.md", "review.md"])
def test_what_an_earlier_run_has_written_is_not_read_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pages").mkdir()
    Path("pages/help.md").write_text("# Help\n\nThe museum opens at nine.\n")
    ask = ["--ask", "When does the museum open?"]

    def run(*arguments: str) -> str:
        ended = CliRunner().invoke(app, [*arguments])
        assert ended.exit_code == 0, ended.stderr
        return ended.stderr + ended.stdout

    run("faq", "pages/help.md", *ask, "-o", "faq.json")
    if name == "review.md":
        run("refresh", "faq.json", "pages/help.md", "--review", f"pages/{name}")
    else:
        run("faq", "pages/help.md", *ask, "-o", f"pages/{name}")

    assert f"pages/{name} was written by Frontdesk itself and was left out." in run(
        "faq", "pages", *ask
    )
    assert "1 kept, 0 changed, 0 new, 0 withdrawn" in run("refresh", "faq.json", "pages")
