"""What answers rest on: few passages of large documents, quotes, and a second attempt."""

import asyncio
import importlib
import re
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

from frontdesk.documents import select
from frontdesk.documents.passages import size
from frontdesk.testing.gemini import Call, FakeGemini
from nodes.questions import PART, QUESTIONS_PER_PART
from state.context import PASSAGE_BUDGET, Context
from state.faq import Source

GRAPHS: dict[str, Any] = {
    name: importlib.import_module(f"graphs.{name}").graph
    for name in ("faq_single_call", "faq_chain", "faq_parallel")
}
QUESTION = "What does a repair cost?"
StartGemini = Callable[[FakeGemini], FakeGemini]

every_graph = pytest.mark.parametrize("graph", GRAPHS.values(), ids=GRAPHS)
step_by_step = pytest.mark.parametrize(
    "graph", [GRAPHS["faq_chain"], GRAPHS["faq_parallel"]], ids=["faq_chain", "faq_parallel"]
)


def inventory(length: int, title: str = "Inventory") -> Source:
    """Return a document of about so many characters with a fact in every sentence."""
    lines = (
        f"Machine {number} stands in hall {number % 17} and was built in {1800 + number % 200}. "
        f"It weighs {number * 3} kilograms and is cleaned every {number % 9 + 2} days."
        for number in range(1, length // 130 + 2)
    )
    return {"title": title, "content": "\n\n".join(lines)[:length]}


def answering(*answers: str, sentences: list[int]) -> Callable[[Call], Any]:
    """Return a script that gives the answers one after another, and the same sentences to each."""
    left = iter(answers)

    def script(call: Call) -> Any:
        fields = (call.schema or {})["properties"]
        if "found" in fields:
            answer = next(left)
            return {"found": bool(answer), "answer": answer}
        if "faqs" in fields:
            draft = {"question": QUESTION, "answer": next(left), "sentences": sentences}
            return {"faqs": [draft]}
        return {"sentences": sentences}

    return script


@every_graph
async def test_every_pattern_gives_verbatim_evidence_and_the_sources_that_it_stands_in(
    graph: Any, shop_pages: list[Source]
) -> None:
    contents = {page["title"]: page["content"] for page in shop_pages}

    output = await graph.ainvoke({"sources": shop_pages, "n_questions": 6})

    for faq in output["faqs"]:
        assert faq["status"] == "answered"
        assert faq["evidence"]
        assert faq["sources"] == [*dict.fromkeys(quote["source"] for quote in faq["evidence"])]
        assert all(
            contents[quote["source"]][quote["start"] : quote["end"]] == quote["text"]
            for quote in faq["evidence"]
        )


@step_by_step
async def test_an_answer_with_a_wrong_number_is_made_again_with_the_reason(
    graph: Any, shop_pages: list[Source], start_gemini: StartGemini
) -> None:
    script = answering("It costs 30 euros.", "It costs 20 euros.", sentences=[5])
    gemini = start_gemini(FakeGemini(script))

    output = await graph.ainvoke({"sources": shop_pages, "questions": [QUESTION]})

    [faq] = output["faqs"]
    assert (faq["status"], faq["answer"]) == ("answered", "It costs 20 euros.")
    assert faq["error"] is None
    assert len(gemini.calls) == 4
    assert ">It costs 30 euros.</rejected_answer>" in gemini.calls[2].prompt
    assert "&#x27;30&#x27;" in gemini.calls[2].prompt


@step_by_step
@pytest.mark.parametrize(
    ("answer", "sentences", "code", "quotes"),
    [
        ("It costs 30 euros.", [5], "number_not_in_evidence", 1),
        ("A repair does not cost anything at all.", [5], "negation_not_in_evidence", 1),
        ("It costs at least 20 euros.", [], "unsupported_answer", 0),
    ],
    ids=["number", "negation", "nothing"],
)
async def test_an_answer_that_stays_unsupported_says_why(
    graph: Any,
    answer: str,
    sentences: list[int],
    code: str,
    quotes: int,
    shop_pages: list[Source],
    start_gemini: StartGemini,
) -> None:
    gemini = start_gemini(FakeGemini(answering(answer, answer, sentences=sentences)))

    output = await graph.ainvoke({"sources": shop_pages, "questions": [QUESTION]})

    [faq] = output["faqs"]
    assert (faq["status"], faq["error"]["code"]) == ("unsupported", code)
    assert (faq["answer"], len(faq["evidence"])) == (answer, quotes)
    assert len(gemini.calls) == 4


async def test_the_single_call_is_checked_but_not_made_again(
    shop_pages: list[Source], start_gemini: StartGemini
) -> None:
    gemini = start_gemini(FakeGemini(answering("It costs 30 euros.", sentences=[5])))

    output = await GRAPHS["faq_single_call"].ainvoke(
        {"sources": shop_pages, "questions": [QUESTION]}
    )

    [faq] = output["faqs"]
    assert (faq["status"], faq["error"]["code"]) == ("unsupported", "number_not_in_evidence")
    assert len(gemini.calls) == 1


@step_by_step
async def test_how_often_an_answer_is_made_can_be_set(
    graph: Any, shop_pages: list[Source], start_gemini: StartGemini
) -> None:
    gemini = start_gemini(FakeGemini(answering(*["It costs 30 euros."] * 3, sentences=[5])))

    for attempts in (1, 2):
        await graph.ainvoke(
            {"sources": shop_pages, "questions": [QUESTION]},
            context=Context(answer_attempts=attempts),
        )

    assert len(gemini.calls) == 2 + 4


@step_by_step
async def test_a_second_answer_may_be_that_nothing_was_found(
    graph: Any, shop_pages: list[Source], start_gemini: StartGemini
) -> None:
    gemini = start_gemini(FakeGemini(answering("It costs 30 euros.", "", sentences=[5])))

    output = await graph.ainvoke({"sources": shop_pages, "questions": [QUESTION]})

    [faq] = output["faqs"]
    assert (faq["status"], faq["answer"], faq["error"]) == ("unsupported", "", None)
    assert len(gemini.calls) == 3


@step_by_step
async def test_only_the_rejected_answer_is_made_again(
    graph: Any, shop_pages: list[Source], start_gemini: StartGemini
) -> None:
    wrong = iter(["It costs 30 euros."])

    def script(call: Call) -> Any:
        if f"<question>{QUESTION}</question>" in call.prompt and "found" in str(call.schema):
            answer = next(wrong, None)
            return {"found": True, "answer": answer} if answer else None
        return None

    gemini = start_gemini(FakeGemini(script))
    others = ["When does the shop open on weekdays?", "How long is a gift card valid?"]

    output = await graph.ainvoke({"sources": shop_pages, "questions": [*others, QUESTION]})

    assert [faq["status"] for faq in output["faqs"]] == ["answered"] * 3
    assert len(gemini.calls) == 6 + 2
    assert output["usage"]["calls"] == 8


@step_by_step
@pytest.mark.parametrize("length", [100_000, 1_000_000], ids=["100-kB", "1-MB"])
async def test_a_question_costs_the_same_however_large_the_documents_are(
    graph: Any, length: int, start_gemini: StartGemini
) -> None:
    gemini = start_gemini(FakeGemini())
    questions = [f"How much does machine {number} weigh?" for number in (57, 300, 555)]

    output = await graph.ainvoke({"sources": [inventory(length)], "questions": questions})

    weights = ["171 kilograms", "900 kilograms", "1665 kilograms"]
    for faq, weight in zip(output["faqs"], weights, strict=True):
        assert weight in faq["answer"]
    assert max(size(call.prompt) for call in gemini.calls) < PASSAGE_BUDGET + 3_000
    whole = 2 * 100_000 // 4
    assert output["usage"]["input_tokens"] / len(questions) < whole / 10


@step_by_step
@pytest.mark.parametrize("length", [100_000, 1_000_000], ids=["100-kB", "1-MB"])
async def test_a_question_adds_less_than_64_kB_to_the_checkpoints(
    graph: Any, length: int, tmp_path: Path, no_blocking_calls: object
) -> None:
    async def stored(number: int) -> int:
        file = tmp_path / f"{number}.db"
        questions = [f"How much does machine {machine} weigh?" for machine in range(1, number + 1)]
        async with AsyncSqliteSaver.from_conn_string(str(file)) as saver:
            await graph.builder.compile(checkpointer=saver).ainvoke(
                {"sources": [inventory(length)], "questions": questions},
                {"configurable": {"thread_id": "one"}},
            )
        return (await asyncio.to_thread(file.stat)).st_size

    few, more = await stored(4), await stored(20)

    assert (more - few) / 16 <= 64 * 1024


async def test_a_branch_is_sent_its_passages_and_no_document(tmp_path: Path) -> None:
    file = tmp_path / "sent.db"
    async with AsyncSqliteSaver.from_conn_string(str(file)) as saver:
        await (
            GRAPHS["faq_parallel"]
            .builder.compile(checkpointer=saver)
            .ainvoke(
                {"sources": [inventory(300_000)], "questions": ["How much does machine 8 weigh?"]},
                {"configurable": {"thread_id": "one"}},
            )
        )

    with sqlite3.connect(file) as database:
        sent = database.execute(
            "select max(length(value)) from writes where channel = '__pregel_tasks'"
        ).fetchone()
    database.close()
    assert 1_000 < sent[0] <= 8_000


@step_by_step
async def test_a_run_goes_on_from_its_checkpoint_without_what_the_process_remembered(
    graph: Any, start_gemini: StartGemini
) -> None:
    questions = [f"How much does machine {number} weigh?" for number in (7, 300)]
    hangs = threading.Event()

    def seconds(call: Call) -> float:
        if questions[1] not in call.prompt or "<answer>" not in call.prompt or hangs.is_set():
            return 0.0
        hangs.set()
        return 60.0

    gemini = start_gemini(FakeGemini(latency=seconds))
    config: Any = {"configurable": {"thread_id": "resumed"}}
    remembering = graph.builder.compile(checkpointer=InMemorySaver())
    run = asyncio.create_task(
        remembering.ainvoke({"sources": [inventory(50_000)], "questions": questions}, config)
    )
    await asyncio.to_thread(hangs.wait, 30)
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    gemini.reset()
    select._corpus.cache_clear()

    output = await remembering.ainvoke(None, config)

    assert [faq["status"] for faq in output["faqs"]] == ["answered"] * 2
    assert len(gemini.calls) < 4  # what was in flight in other branches may be sent again


@step_by_step
async def test_questions_about_large_documents_are_made_part_by_part_from_all_over_them(
    graph: Any, start_gemini: StartGemini, no_blocking_calls: object
) -> None:
    def script(call: Call) -> Any:
        if "questions" not in (call.schema or {})["properties"]:
            return None
        machines = re.findall(r"Machine (\d+) stands", call.prompt)
        [wanted] = map(int, re.findall(r"<wanted>(\d+)</wanted>", call.prompt))
        return {"questions": [f"How much does machine {m} weigh?" for m in machines[:wanted]]}

    slow_questions = {True: 0.2, False: 0.0}
    gemini = start_gemini(
        FakeGemini(script, latency=lambda call: slow_questions["<wanted>" in call.prompt])
    )
    sources = [inventory(300_000), {"title": "Boats", "content": "Boats lie at the pier."}]

    output = await graph.ainvoke({"sources": sources, "n_questions": 30})

    made = [call for call in gemini.calls if "<wanted>" in call.prompt]
    numbers = [int(re.findall(r"\d+", faq["question"])[0]) for faq in output["faqs"]]
    assert len(made) == 30 / QUESTIONS_PER_PART
    assert all(size(call.prompt) < PART + 3_000 for call in made)
    assert made[1].started < (made[0].ended or 0)
    assert len({*numbers}) == len(numbers) == 30
    assert (min(numbers) < 300, max(numbers) > 1_300) == (True, True)
    assert "Boats lie at the pier." in made[-1].prompt


async def test_no_document_is_left_over_where_a_part_gives_more_questions_than_are_taken(
    start_gemini: StartGemini,
) -> None:
    def script(call: Call) -> Any:
        if "questions" not in (call.schema or {})["properties"]:
            return None
        [wanted] = map(int, re.findall(r"<wanted>(\d+)</wanted>", call.prompt))
        titles = [*dict.fromkeys(re.findall(r'<source title="(\w+)', call.prompt))]
        each = -(-wanted // len(titles))
        asked = [f"What does {title} say of {n} things?" for title in titles for n in range(each)]
        return {"questions": asked[:wanted]}

    start_gemini(FakeGemini(script))
    sources = [{**inventory(7_900), "title": f"Stock{number}"} for number in range(12)]

    output = await GRAPHS["faq_parallel"].ainvoke({"sources": sources, "n_questions": 36})

    asked_of = Counter(faq["question"].split()[2] for faq in output["faqs"])
    assert sum(asked_of.values()) == 36
    assert min(asked_of[source["title"]] for source in sources) >= 3


async def test_near_duplicates_among_the_parts_questions_are_asked_for_again(
    start_gemini: StartGemini,
) -> None:
    rounds = {
        "a": ["What does machine 1 weigh?", "When was machine 2 built?"],
        "b": ["What do machines 1 weigh?", "How old is machine 3?"],
    }

    def script(call: Call) -> Any:
        if "questions" not in (call.schema or {})["properties"]:
            return None
        return {"questions": rounds["b" if "<asked>" in call.prompt else "a"]}

    start_gemini(FakeGemini(script))

    output = await GRAPHS["faq_parallel"].ainvoke({"sources": [inventory(5_000)], "n_questions": 3})

    assert [faq["question"] for faq in output["faqs"]] == [*rounds["a"], rounds["b"][1]]


@step_by_step
async def test_documents_without_a_word_give_no_question_and_no_answer(graph: Any) -> None:
    sources: list[Source] = [{"title": "Marks", "content": "!!! ... 🎉"}]

    made = await graph.ainvoke({"sources": sources, "n_questions": 3})
    asked = await graph.ainvoke({"sources": sources, "questions": [QUESTION]})

    assert (made["faqs"], made["shortfall"]) == ([], 3)
    assert [faq["status"] for faq in asked["faqs"]] == ["unsupported"]
