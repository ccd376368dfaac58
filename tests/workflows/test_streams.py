"""What a graph streams: its events, and of the models' words the replies to customers alone."""

import importlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from frontdesk.testing.gemini import FakeGemini
from state.context import Context
from state.faq import Source
from state.item import Progress, Withdrawn
from state.usage import Attempt

ROOT = Path(__file__).parents[2]
GRAPHS = sorted(json.loads((ROOT / "langgraph.json").read_text())["graphs"])
GEMINI = "google_genai:gemini-2.5-flash"
MESSAGE = "Where is my order A-12345, and why is invoice INV-7755 so high?"


@pytest.fixture(params=["offline", GEMINI])
def model(request: pytest.FixtureRequest, start_gemini: Callable[[FakeGemini], FakeGemini]) -> str:
    if request.param == GEMINI:
        start_gemini(FakeGemini())
    return str(request.param)


@pytest.fixture(params=GRAPHS)
async def streamed(
    request: pytest.FixtureRequest, model: str, shop_pages: list[Source]
) -> list[tuple[str, Any]]:
    """The events of a graph's run, as mode and data."""
    graph = importlib.import_module(f"graphs.{request.param}").graph
    given: Any = {"messages": [{"role": "user", "content": MESSAGE}]}
    if request.param.startswith("faq"):
        given = {"sources": shop_pages, "n_questions": 3}
    stream = graph.astream(
        given,
        context=Context(model=model),
        stream_mode=["messages", "custom", "values"],
        subgraphs=True,
    )
    return [(mode, data) async for _, mode, data in stream]


async def test_only_replies_to_customers_are_streamed_as_messages(
    streamed: list[tuple[str, Any]],
) -> None:
    words = "".join(data[0].text for mode, data in streamed if mode == "messages")

    output = [data for mode, data in streamed if mode == "values"][-1]
    reply = output["messages"][-1].text if "messages" in output else ""
    assert words == reply


async def test_every_event_is_one_of_the_documented(streamed: list[tuple[str, Any]]) -> None:
    events = [data for mode, data in streamed if mode == "custom"]

    told_by = {"progress": Progress, "attempt": Attempt, "withdrawn": Withdrawn}
    kinds = {name: set(event.__annotations__) for name, event in told_by.items()}
    assert all(set(event) == kinds[event["type"]] for event in events)
    assert sum(event["type"] == "attempt" for event in events) >= 1
    output = [data for mode, data in streamed if mode == "values"][-1]
    items = output.get("faqs") or output.get("results") or []
    told = {event["item"]: event["result"] for event in events if event["type"] == "progress"}
    assert told == dict(enumerate(items))
