"""The main job on the real Gemini. Costs a few cents; runs with `pytest -m live` and a key."""

import os
from pathlib import Path

import pytest

from frontdesk.documents.load import load_documents
from graphs import faq_parallel, support_orchestrator

SAMPLES = Path(__file__).parents[2] / "samples"
GEMINI = {"model": "google_genai:gemini-2.5-flash"}

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(
        not (os.environ.get("GOOGLE_API_KEY") or os.environ.get("GEMINI_API_KEY")),
        reason="needs GOOGLE_API_KEY",
    ),
]


async def test_gemini_makes_an_faq_of_the_sample_pages() -> None:
    sources = load_documents([str(SAMPLES / "pages")]).sources

    output = await faq_parallel.graph.ainvoke(
        {"sources": sources, "n_questions": 4},  # type: ignore[call-overload]
        context=GEMINI,
    )

    assert [faq["status"] for faq in output["faqs"]] == ["answered"] * 4


async def test_gemini_resolves_the_sample_message() -> None:
    text = (SAMPLES / "messages" / "three-requests.txt").read_text()

    output = await support_orchestrator.graph.ainvoke(
        {"messages": [{"role": "user", "content": text}]},  # type: ignore[call-overload]
        context=GEMINI,
    )

    assert [result["status"] for result in output["results"]] == ["done"] * 3
