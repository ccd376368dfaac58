"""A graph server traces the runs of every graph, and keeps people's words out if told to."""

import asyncio
import json
from pathlib import Path
from typing import Any

from langgraph_sdk import get_client

from frontdesk.testing.langsmith import FakeLangSmith

GRAPHS = json.loads((Path(__file__).parents[2] / "langgraph.json").read_text())["graphs"]
_SECONDS_TO_ARRIVE = 20


async def test_a_server_traces_every_graph_without_the_words_of_people(
    server_url: str, server_traces: FakeLangSmith
) -> None:
    page = {"title": "Wombat house", "content": "The quokka house opens at nine on weekdays."}
    message = {"role": "user", "content": "Kiwi greetings! Where is my order A-12345?"}
    given: dict[str, Any] = {"sources": [page], "n_questions": 1, "messages": [message]}

    async with get_client(url=server_url) as client:
        for graph in GRAPHS:
            output = await client.runs.wait(
                None, graph, input=given, metadata={"note": "kookaburra"}
            )
            assert "__error__" not in output

    assert await arrived(server_traces) >= {*GRAPHS, "classify_intent", "plan_tasks"}
    for word in (b"Wombat", b"quokka", b"Kiwi", b"kookaburra", b"Heron Parcel"):
        assert word not in server_traces.received


async def arrived(langsmith: FakeLangSmith) -> set[str]:
    """Return the names of the finished runs, once a run of each graph is among them."""
    for _ in range(_SECONDS_TO_ARRIVE * 10):
        names = {run["name"] for run in [*langsmith.runs.values()] if "end_time" in run}
        if names >= {*GRAPHS}:
            return names
        await asyncio.sleep(0.1)
    return names
