"""Run every graph once, in a process of its own, with a word of its own in every place."""

import asyncio
import importlib
import os
import sys
from typing import Any

from langsmith import run_trees

from frontdesk.errors import ModelCallError
from state.context import Context

PAGES = [
    {
        "title": "Wombat house",
        "content": "The quokka house opens at nine on weekdays. Feeding the bilby costs 20 euros.",
        "url": "http://localhost/numbat",
    }
]
MESSAGE = {
    "role": "user",
    "content": "Kiwi greetings! Where is my order A-12345? I return the SuperWidget: it quolls.",
}
FAQ_INPUTS: dict[str, dict[str, Any]] = {
    "faq_single_call": {"sources": PAGES, "n_questions": 2},
    "faq_chain": {"sources": PAGES, "questions": ["What does feeding the bilby cost, echidna?"]},
    "faq_parallel": {"sources": PAGES, "n_questions": 2},
}
MESSAGE_INPUTS = {
    name: {"messages": [MESSAGE]} for name in ("support_router", "support_orchestrator")
}


async def run(name: str, graph_input: dict[str, Any], **context: Any) -> None:
    graph = importlib.import_module(f"graphs.{name}").graph
    try:
        async for _ in graph.astream(
            graph_input,
            {"metadata": {"note": "kookaburra"}, "tags": ["from-the-test"]},
            context=Context(**context),
            stream_mode=["values", "messages"],  # the model's answers are streamed, too
        ):
            pass
    except ModelCallError:
        return


async def main() -> None:
    for name, graph_input in {**FAQ_INPUTS, **MESSAGE_INPUTS}.items():
        await run(name, graph_input, answer_question_prompt="Answer like a cassowary.")
    if os.environ.get("GOOGLE_GEMINI_BASE_URL"):  # one that answers what fits no schema
        asked = MESSAGE_INPUTS["support_orchestrator"]
        await run("support_orchestrator", asked, model="google_genai:gemini-2.5-pro")
    sys.stdout.write(f"client: {run_trees._CLIENT}\n")


if __name__ == "__main__":
    asyncio.run(main())
