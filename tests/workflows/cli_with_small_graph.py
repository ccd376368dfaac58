"""The command line with a small FAQ graph in place of faq_parallel: a question's first word
decides what becomes of it."""

import asyncio
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from langgraph.graph import START, StateGraph
from langgraph.runtime import Runtime

from frontdesk.cli.main import main
from nodes.progress import report
from state.context import Context
from state.faq import FAQ, FAQInput, FAQOutput, FAQState, FAQsUpdate, QuestionsUpdate
from state.item import ItemError
from state.usage import no_usage

MOST_QUESTIONS = 7


async def generate_questions(state: FAQInput) -> QuestionsUpdate:
    asked = state.questions or [f"Question {number}?" for number in range(1, MOST_QUESTIONS + 1)]
    wanted = len(state.questions) or state.n_questions
    return {
        "questions": asked,
        "shortfall": wanted - len(asked),
        "attempts": 0,
        "usage": _usage(0),
    }


async def answer_questions(state: FAQState, runtime: Runtime[Context]) -> FAQsUpdate:
    async def answer(item: int, question: str) -> FAQ:
        if question == "Bug?":
            raise RuntimeError("a bug")
        if question == "Wait?":
            await asyncio.sleep(0.5)
        if question == "Slow?":
            await asyncio.sleep(0.2)
            await asyncio.to_thread(_work_for_long)
        faq = _finished(question, state["sources"][0]["title"])
        report(runtime, "answer_question", item, len(state["questions"]), faq)
        if question != "Half?":
            report(runtime, "find_sources", item, len(state["questions"]), faq)
        return faq

    answers = (answer(item, question) for item, question in enumerate(state["questions"]))
    faqs = await asyncio.gather(*answers)
    return {"faqs": faqs, "again": False, "usage": _usage(len(faqs))}


def _finished(question: str, title: str) -> FAQ:
    faq: FAQ = {
        "question": question,
        "answer": f"Answer to {question}",
        "sources": [title],
        "evidence": [],
        "status": "answered",
        "error": None,
        "answered_by": None,
    }
    error: ItemError = {"code": "blocked", "message": "Refused.", "retryable": False}
    wrong_key: ItemError = {**error, "code": "model_setup", "message": "The key is wrong."}
    match question.split()[0]:
        case "Unknown?":
            return {**faq, "answer": "", "sources": [], "status": "unsupported"}
        case "Half?":
            return {**faq, "sources": [], "status": "unsupported"}
        case "Fail?":
            return {**faq, "answer": "", "sources": [], "status": "failed", "error": error}
        case "Setup":
            return {**faq, "answer": "", "sources": [], "status": "failed", "error": wrong_key}
    return faq


def _work_for_long() -> None:
    Path("running").touch()
    time.sleep(30)


def _usage(calls: int) -> Any:
    input_tokens, output_tokens = 600 * calls, 20 * calls
    usage = {"calls": calls, "input_tokens": input_tokens, "output_tokens": output_tokens}
    return {**no_usage(), "by_model": {"fake": no_usage()}, **usage}


if __name__ == "__main__":
    module: Any = ModuleType("graphs.faq_parallel")
    module.graph = (
        StateGraph(FAQState, context_schema=Context, input_schema=FAQInput, output_schema=FAQOutput)
        .add_node(generate_questions)
        .add_node(answer_questions)
        .add_edge(START, "generate_questions")
        .add_edge("generate_questions", "answer_questions")
        .compile()
    )
    sys.modules["graphs.faq_parallel"] = module
    main()
