"""`frontdesk refresh`: what is kept, what is asked again, and what is refused."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from frontdesk.cli.main import app
from frontdesk.testing.gemini import Call, FakeGemini, Fault
from graphs.faq_chain import graph as chain
from graphs.faq_parallel import graph as parallel
from graphs.faq_single_call import graph as single_call
from state.faq import Source

StartGemini = Callable[[FakeGemini], FakeGemini]

PAGES = {
    "hours.md": "# Opening hours\n\nThe shop in Harbour Road opens at nine on weekdays.\n",
    "repairs.md": "# Repairs\n\nOur workshop repairs bicycles within four days.\n",
    "cards.md": "# Gift cards\n\nA gift card is valid for three years.\n",
}
QUESTIONS = [
    "When does the shop open on weekdays?",
    "Within how many days does the workshop repair bicycles?",
    "How long is a gift card valid?",
]


class Desk:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, **pages: str) -> None:
        for stem, text in pages.items():
            (self.folder / "pages" / f"{stem}.md").write_text(text)

    def run(self, *arguments: str, code: int = 0) -> Any:
        ended = CliRunner().invoke(app, ["refresh", *arguments])
        assert ended.exit_code == code, ended.stderr
        assert "Traceback" not in ended.stderr
        return ended

    def refresh(self, *options: str, code: int = 0) -> tuple[list[dict[str, Any]], str]:
        ended = self.run("faq.json", "pages", *options, code=code)
        return json.loads(ended.stdout)["faqs"], ended.stderr


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A folder with documents and their FAQ, in which the commands run."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pages").mkdir()
    desk = Desk(tmp_path)
    desk.write(**{name.removesuffix(".md"): text for name, text in PAGES.items()})
    asked = [part for question in QUESTIONS for part in ("--ask", question)]
    ended = CliRunner().invoke(app, ["faq", "pages", *asked, "--format", "json", "-o", "faq.json"])
    assert ended.exit_code == 0, ended.stderr
    return desk


def test_nothing_is_asked_where_nothing_has_changed(desk: Desk, start_gemini: StartGemini) -> None:
    gemini = start_gemini(FakeGemini())
    before = json.loads(Path("faq.json").read_text())["faqs"]

    faqs, told = desk.refresh("--new", "3")

    assert faqs == before
    assert gemini.requests == 0
    assert "3 kept, 0 changed, 0 new, 0 withdrawn, 0 failed." in told
    assert "No document is new or has changed" in told


def test_only_a_question_whose_evidence_has_changed_is_asked_again(
    desk: Desk, start_gemini: StartGemini
) -> None:
    gemini = start_gemini(FakeGemini())
    desk.write(
        hours=f"Welcome!\n\n{PAGES['hours.md']}",
        repairs=PAGES["repairs.md"].replace("four", "five"),
    )

    faqs, told = desk.refresh()

    assert {"five days" in call.prompt for call in gemini.calls} == {True}
    assert not any(
        QUESTIONS[0] in call.prompt or QUESTIONS[2] in call.prompt for call in gemini.calls
    )
    assert [faq["question"] for faq in faqs] == QUESTIONS
    assert "five days" in faqs[1]["answer"]
    [quote] = faqs[0]["evidence"]
    assert Path("pages/hours.md").read_text()[quote["start"] : quote["end"]] == quote["text"]
    assert "2 kept, 1 changed, 0 new, 0 withdrawn, 0 failed." in told
    assert "[-four-]" in told
    assert "Asked again: 1 of 3 questions." in told


def test_an_answer_is_kept_while_its_document_cannot_be_read(desk: Desk) -> None:
    before = json.loads(Path("faq.json").read_text())["faqs"]
    Path("pages/cards.md").write_bytes(b"")

    faqs, told = desk.refresh("--review", "review.md", code=1)

    assert faqs == before
    assert "3 kept, 0 changed, 0 new, 0 withdrawn, 0 failed." in told
    assert "Asked again: 0 of 3 questions." in told
    assert "1 answer was kept without a check, for not all documents could be read." in told
    line = f"- {QUESTIONS[2]} Kept because its document could not be read."
    assert line in Path("review.md").read_text().splitlines()
    _, told = desk.refresh(code=1)
    assert f"Kept because its document could not be read: {QUESTIONS[2]}" in told


def test_a_document_that_cannot_be_read_matters_to_no_answer_from_others(desk: Desk) -> None:
    desk.write(empty="")
    desk.refresh()

    desk.write(hours="---\ntitle: Opening hours\n---\nBlue is a colour.\n")
    faqs, told = desk.refresh(code=1)

    assert faqs[0]["status"] == "unsupported"
    assert "1 answer was withdrawn, but not all documents could be read." in told


def test_the_answers_of_a_document_that_was_removed_are_withdrawn(desk: Desk) -> None:
    Path("pages/cards.md").unlink()

    _, told = desk.refresh()

    assert "2 kept, 0 changed, 0 new, 1 withdrawn, 0 failed." in told


def test_deleted_text_withdraws_its_answer_and_renamed_text_keeps_it(desk: Desk) -> None:
    Path("pages/cards.md").unlink()
    desk.write(hours=PAGES["hours.md"].replace("Opening hours", "When we are here"))

    faqs, told = desk.refresh()

    assert faqs[0]["sources"] == ["When we are here"]
    assert faqs[2]["status"] == "unsupported"
    assert faqs[2]["error"]["code"] == "withdrawn"
    assert "Withdrawn: How long is a gift card valid?" in told


def test_new_questions_are_about_what_is_new_and_stand_at_the_end(
    desk: Desk, start_gemini: StartGemini
) -> None:
    gemini = start_gemini(FakeGemini())
    desk.write(parking="# Parking\n\nParking behind the shop costs two euros a day.\n")

    faqs, told = desk.refresh("--new", "1")

    assert [faq["question"] for faq in faqs[:3]] == QUESTIONS
    assert [faq["sources"] for faq in faqs[3:]] == [["Parking"]]
    first = gemini.calls[0].prompt
    assert "two euros" in first and "Harbour Road" not in first
    assert all(question in first for question in QUESTIONS)
    assert "3 kept, 0 changed, 1 new" in told


def test_the_limits_hold_for_both_runs(desk: Desk, start_gemini: StartGemini) -> None:
    gemini = start_gemini(FakeGemini())
    desk.write(cards=PAGES["cards.md"].replace("three", "two"), parking="Parking costs 2 euros.")

    faqs, told = desk.refresh("--new", "1", "--max-calls", "2")

    assert gemini.requests == 2
    assert len(faqs) == 3
    assert "The run's limits had no room for new questions." in told


def test_the_faq_itself_is_replaced_and_the_review_is_a_file(desk: Desk) -> None:
    desk.write(cards=PAGES["cards.md"].replace("three", "two"))

    ended = desk.run("faq.json", "pages", "-o", "faq.json", "--review", "pages/review.md")
    again = desk.run("faq.json", "pages", "-o", "faq.json", "--review", "pages/review.md")

    assert ended.stdout == ""
    assert "two years" in json.loads(Path("faq.json").read_text())["faqs"][2]["answer"]
    assert "pages/review.md is where the result goes and was left out." in again.stderr
    assert "3 kept, 0 changed" in Path("pages/review.md").read_text()


@pytest.mark.parametrize(
    ("style", "sign"),
    [
        ("text", "1. When does"),
        ("markdown", "<!-- Made with Frontdesk. -->\n\n# Help\n"),
        ("html", "<!doctype html>"),
    ],
)
def test_the_faq_is_written_in_any_format(desk: Desk, style: str, sign: str) -> None:
    ended = desk.run("faq.json", "pages", "--format", style, "--title", "Help")

    assert ended.stdout.lower().startswith(sign.lower())


def test_a_question_that_fails_is_told_and_ends_with_exit_code_1(
    desk: Desk, start_gemini: StartGemini
) -> None:
    def script(call: Call) -> Fault | None:
        return Fault("blocked") if QUESTIONS[2] in call.prompt else None

    start_gemini(FakeGemini(script=script))
    desk.write(
        hours=PAGES["hours.md"].replace("nine", "ten"),
        cards=PAGES["cards.md"].replace("three", "two"),
    )

    faqs, told = desk.refresh(code=1)

    assert [faq["status"] for faq in faqs] == ["answered", "answered", "failed"]
    assert "1 kept, 1 changed, 0 new, 0 withdrawn, 1 failed." in told


def test_answers_that_were_made_are_kept_where_new_questions_fail(
    desk: Desk, start_gemini: StartGemini
) -> None:
    def script(call: Call) -> Fault | None:
        return Fault("blocked") if call.asks_for == "QuestionList" else None

    start_gemini(FakeGemini(script=script))
    desk.write(cards=PAGES["cards.md"].replace("three", "two"))

    faqs, told = desk.refresh("--new", "1", code=1)

    assert "two years" in faqs[2]["answer"]
    assert "No new questions were made: " in told


def test_a_refresh_in_chaos_ends_well(desk: Desk) -> None:
    desk.write(cards=PAGES["cards.md"].replace("three", "two"))

    faqs, told = desk.refresh("--chaos")

    assert "two years" in faqs[2]["answer"]
    assert "Chaos: " in told


GOOD: dict[str, Any] = {
    "question": "Q?",
    "answer": "",
    "sources": [],
    "evidence": [],
    "status": "unsupported",
}
GOOD |= {"error": None, "answered_by": None}


def _output(*faqs: Any) -> str:
    return json.dumps({"faqs": faqs, "shortfall": 0, "usage": {}})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("", "bad.json is not JSON.", id="empty"),
        pytest.param("{", "bad.json is not JSON.", id="cut off"),
        pytest.param('{"faqs": "\\ud800"}', "bad.json is not JSON.", id="half a character"),
        pytest.param("[" * 100_000, "bad.json is not JSON.", id="deep"),
        pytest.param("[]", "Input should be an object", id="a list"),
        pytest.param('{"reply": "x"}', "faqs: Field required.", id="another output"),
        pytest.param(_output("x"), "faqs.0: Input should be an object, not 'x'.", id="no FAQ"),
        pytest.param(_output(GOOD | {"status": "good"}), "faqs.0.status: ", id="status"),
        pytest.param(_output(GOOD | {"evidence": [{}]}), "faqs.0.evidence.0.source: ", id="quote"),
    ],
)
def test_what_is_no_faq_is_refused_in_one_sentence(desk: Desk, text: str, told: str) -> None:
    Path("bad.json").write_text(text)

    ended = desk.run("bad.json", "pages", code=2)

    assert ended.stdout == ""
    assert told in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["none.json", "pages"], "none.json cannot be read: No such file or directory."),
        (["pages", "pages"], "pages is the FAQ and cannot be one of its documents as well."),
        (["faq.json", "none"], "There is no file or folder 'none'."),
        (
            ["faq.json", "pages", "--format", "html", "-o", "faq.json"],
            "-o faq.json would overwrite",
        ),
        (["faq.json", "pages", "--review", "faq.json"], "--review faq.json would overwrite"),
        (["faq.json", "pages", "--review", "pages"], "--review pages is a folder"),
        (["faq.json", "pages", "--new", "-1"], "'-1' is not a whole number from 0 to 1000."),
        (["faq.json", "pages", "--chaos", "--model", "offline"], "--chaos has a model of its own"),
    ],
)
def test_what_cannot_be_done_is_refused(desk: Desk, arguments: list[str], told: str) -> None:
    ended = desk.run(*arguments, code=2)

    assert ended.stdout == ""
    assert told in ended.stderr


def test_a_question_without_words_is_refused(desk: Desk) -> None:
    output = json.loads(Path("faq.json").read_text())
    output["faqs"][1]["question"] = " "
    Path("bad.json").write_text(json.dumps(output))

    ended = desk.run("bad.json", "pages", code=2)

    assert "bad.json has a question without words: faqs.1.question." in ended.stderr


@pytest.mark.parametrize("graph", [single_call, chain, parallel], ids=lambda graph: graph.name)
async def test_a_graph_makes_no_question_that_there_is_already(
    graph: Any, shop_pages: list[Source], no_blocking_calls: object
) -> None:
    first = await graph.ainvoke({"sources": shop_pages, "n_questions": 2})
    asked = [faq["question"] for faq in first["faqs"]]

    second = await graph.ainvoke({"sources": shop_pages, "n_questions": 2, "asked": asked})

    made = [faq["question"] for faq in second["faqs"]]
    assert len(made) == 2
    assert not {*made} & {*asked}
