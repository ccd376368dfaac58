"""The five graphs on a real graph server, through its own client and the command line."""

import json
import os
import subprocess
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from langgraph_sdk import get_client
from langgraph_sdk.client import LangGraphClient

Command = Callable[..., "subprocess.CompletedProcess[str]"]

ROOT = Path(__file__).parents[2]
GRAPHS = json.loads((ROOT / "langgraph.json").read_text())["graphs"]
FAQ_GRAPHS = ["faq_single_call", "faq_chain", "faq_parallel"]
PAGES: Any = [
    {
        "title": "Parking",
        "content": "Guests park behind the hotel. Parking costs nine euros a day.",
    },
    {"title": "Breakfast", "content": "Breakfast is served from seven to ten in the garden room."},
]
QUESTIONS: Any = ["When is breakfast served?", "What does parking cost?"]


def user(text: str) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": text}]}


@pytest.fixture
async def client(server_url: str) -> AsyncIterator[LangGraphClient]:
    async with get_client(url=server_url) as client:
        yield client


async def assistant(client: LangGraphClient, graph: str) -> str:
    [found] = await client.assistants.search(graph_id=graph)
    return str(found["assistant_id"])


async def test_the_server_lists_every_graph_with_its_description(client: LangGraphClient) -> None:
    assistants = await client.assistants.search()

    assert {each["graph_id"]: each["description"] for each in assistants} == {
        name: entry["description"] for name, entry in GRAPHS.items()
    }


@pytest.mark.parametrize("graph", FAQ_GRAPHS)
async def test_an_faq_graph_answers_on_the_server(client: LangGraphClient, graph: str) -> None:
    output: Any = await client.runs.wait(
        None, graph, input={"sources": PAGES, "questions": QUESTIONS}
    )

    assert [faq["question"] for faq in output["faqs"]] == QUESTIONS
    assert [faq["sources"] for faq in output["faqs"]] == [["Breakfast"], ["Parking"]]


@pytest.mark.parametrize("graph", FAQ_GRAPHS)
async def test_finished_items_are_streamed_from_the_server(
    client: LangGraphClient, graph: str
) -> None:
    events = [
        event
        async for event in client.runs.stream(
            None,
            graph,
            input={"sources": PAGES, "n_questions": 3},
            stream_mode=["custom", "values"],
            stream_subgraphs=True,
        )
    ]

    told = [event.data for event in events if event.event.startswith("custom")]
    progress = [each for each in told if each["type"] == "progress"]
    last_step = [each for each in progress if each["step"] == progress[-1]["step"]]
    assert sorted(each["item"] for each in last_step) == [0, 1, 2]
    assert len(events[-1].data["faqs"]) == 3


async def test_a_conversation_with_the_router_goes_on_in_its_thread(
    client: LangGraphClient,
) -> None:
    thread = (await client.threads.create())["thread_id"]
    crash = "The app crashes whenever I log in."
    await client.runs.wait(thread, "support_router", input=user(crash))

    output: Any = await client.runs.wait(
        thread, "support_router", input=user("And why was my card charged twice?")
    )

    assert output["intent"] == "Billing Inquiry"
    assert [message["type"] for message in output["messages"]] == ["human", "ai", "human", "ai"]


async def test_a_thread_on_the_server_asks_once_and_then_hands_over(
    client: LangGraphClient,
) -> None:
    thread = (await client.threads.create())["thread_id"]

    asked: Any = await client.runs.wait(thread, "support_router", input=user("hello"))
    handed: Any = await client.runs.wait(thread, "support_router", input=user("the thing"))
    again: Any = await client.runs.wait(thread, "support_router", input=user("a human please"))

    assert asked["handover"] is None
    assert handed["handover"]["reason"] == "still_unclear"
    assert again["handover"]["handover_id"] == handed["handover"]["handover_id"]
    assert handed["handover"]["handover_id"] in handed["messages"][-1]["content"]


async def test_the_orchestrators_reply_is_streamed_sentence_by_sentence(
    client: LangGraphClient,
) -> None:
    events = [
        event
        async for event in client.runs.stream(
            None,
            "support_orchestrator",
            input=user("Where is my order A-12345?"),
            stream_mode="messages-tuple",
        )
    ]

    messages = [event.data[0] for event in events if event.event == "messages"]
    sentences = [message["content"] for message in messages]
    assert len(sentences) > 3
    assert len({message["id"] for message in messages}) == 1
    assert "A-12345" in "".join(sentences)
    assert "".join(sentences).rstrip().endswith("Your front desk")
    assert not any("query_type" in sentence for sentence in sentences)


async def test_settings_of_a_run_reach_the_graph(client: LangGraphClient) -> None:
    output: Any = await client.runs.wait(
        None,
        "support_orchestrator",
        input=user("Where is my order B-20001?"),
        context={"customer_id": "C-2002"},
    )

    assert output["results"][0]["facts"]["order_status"] == "Delivered"


@pytest.mark.parametrize("graph", GRAPHS)
async def test_schemas_explain_inputs_and_settings(client: LangGraphClient, graph: str) -> None:
    schemas = await client.assistants.get_schemas(await assistant(client, graph))

    inputs: Any = schemas["input_schema"]
    settings: Any = schemas["context_schema"]
    assert all(field.get("description") for field in inputs["properties"].values())
    assert settings["properties"]["model"]["langgraph_type"] == "model"
    assert settings["properties"]["plan_tasks_prompt"]["langgraph_nodes"] == ["plan_tasks"]
    assert all("default" in field for field in settings["properties"].values())


async def test_the_servers_drawing_shows_both_steps_of_a_branch(client: LangGraphClient) -> None:
    drawing: Any = await client.assistants.get_graph(
        await assistant(client, "faq_parallel"), xray=True
    )

    edges = {(edge["source"], edge["target"]) for edge in drawing["edges"]}
    assert ("answer_with_sources:answer_question", "answer_with_sources:find_sources") in edges


@pytest.mark.parametrize(
    ("graph", "given", "sentence"),
    [
        ("support_router", user(" "), "The customer's message is empty."),
        ("faq_chain", {"sources": []}, "List should have at least 1 item"),
    ],
)
async def test_bad_input_is_told_in_words(
    client: LangGraphClient, graph: str, given: dict[str, Any], sentence: str
) -> None:
    output: Any = await client.runs.wait(None, graph, input=given, raise_error=False)

    assert sentence in output["__error__"]["message"]


@pytest.fixture
def frontdesk(quick_python: Path) -> Command:
    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [quick_python, "-m", "frontdesk.cli.main", *arguments],
            capture_output=True,
            text=True,
            timeout=60,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=False,
        )

    return run


def test_the_command_line_lets_a_server_do_the_work(server_url: str, frontdesk: Command) -> None:
    pages = str(ROOT / "samples" / "pages")
    question = "How long is the warranty of a lamp?"

    faq = frontdesk("faq", pages, "--ask", question, "--format", "json", "--url", server_url)
    support = frontdesk("support", "Where is my order A-12345?", "--url", server_url)

    assert faq.returncode == support.returncode == 0
    assert json.loads(faq.stdout)["faqs"][0]["sources"] == ["Warranty and repairs"]
    assert "A-12345" in support.stdout


def test_a_server_brings_an_faq_up_to_date(
    server_url: str, frontdesk: Command, tmp_path: Path
) -> None:
    page, faq = tmp_path / "page.md", str(tmp_path / "faq.json")
    page.write_text("Parking costs nine euros a day.")
    where = (str(page), "--url", server_url)
    frontdesk("faq", *where, "--ask", "What does parking cost?", "--format", "json", "-o", faq)
    page.write_text("Parking costs ten euros a day. Guests park behind the hotel.")

    refreshed = frontdesk("refresh", faq, *where, "--new", "1")

    assert refreshed.returncode == 0, refreshed.stderr
    assert "ten euros" in json.loads(refreshed.stdout)["faqs"][0]["answer"]
    assert "0 kept, 1 changed, 1 new, 0 withdrawn, 0 failed." in refreshed.stderr


def test_the_command_line_tells_what_the_server_refuses(
    server_url: str, frontdesk: Command
) -> None:
    run = frontdesk("route", "Hello", "--model", "nobody:nothing", "--url", server_url)

    assert run.returncode == 2
    assert "nobody:nothing" in run.stderr
    assert "Traceback" not in run.stderr
