"""What a customer asked for before signing in is done when it is known who they are."""

from collections.abc import Callable
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langgraph.checkpoint.memory import InMemorySaver

from frontdesk.records.manage import list_records
from frontdesk.testing.scripted import ScriptedChatModel
from graphs import support_orchestrator

UseModel = Callable[[BaseChatModel], None]
Say = Callable[..., Any]
KNOWN = {"customer_id": "C-1001"}


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch) -> Say:
    """Write a message in one conversation with a company that knows nobody unless it is told."""
    list_records("orders")  # makes the demo company's records
    monkeypatch.setenv("FRONTDESK_DEMO", "false")
    builder: Any = support_orchestrator.graph.builder
    remembering = builder.compile(checkpointer=InMemorySaver())

    async def write(text: str, context: Any = None) -> Any:
        messages = [{"role": "user", "content": text}]
        thread = {"configurable": {"thread_id": "talk"}}
        return await remembering.ainvoke({"messages": messages}, thread, context=context)

    return write


def statuses(output: Any) -> list[str]:
    return [result["status"] for result in output["results"]]


async def test_what_was_asked_before_signing_in_is_done_after_it(say: Say) -> None:
    asked = await say(
        "On invoice INV-7890 I was charged for two lamps. I want to return the SuperWidget 5000 "
        "from order A-12345. I want to return the Linen Apron. Where is my order A-12402?"
    )

    output = await say("I have signed in now.", KNOWN)

    assert statuses(asked) == ["needs_information"] * 4
    assert output["tasks"] == asked["tasks"]
    assert statuses(output) == ["done", "not_found", "done", "done"]
    assert "two lamps" in output["results"][0]["facts"]["concern"]
    assert "could not find" in output["results"][1]["reason"]
    assert "A-12402" in output["reply"] and "sign" not in output["reply"]


async def test_it_is_done_before_what_the_next_message_asks_for_and_once(say: Say) -> None:
    asked = await say("Where is my order A-12345?")

    output = await say("Where is my order A-12345? And where is my order A-12402?", KNOWN)
    after = await say("Where is my order A-12077?", KNOWN)

    assert statuses(asked) == ["needs_information"]
    assert [task["order_id"] for task in output["tasks"]] == ["A-12345", "A-12402"]
    assert statuses(output) == ["done", "done"]
    assert [task["order_id"] for task in after["tasks"]] == ["A-12077"]


async def test_another_request_of_its_kind_does_not_take_its_place(say: Say) -> None:
    await say("Where is my order A-12345?")

    output = await say("Where is my order A-12402?", KNOWN)

    assert [task["order_id"] for task in output["tasks"]] == ["A-12345", "A-12402"]


async def test_it_is_not_lost_when_the_customer_writes_again_before_signing_in(say: Say) -> None:
    await say("Where is my order A-12345?")
    between = await say("Hello?")

    output = await say("Hello, it is me.", KNOWN)

    assert statuses(between) == ["needs_information"]
    assert [result["facts"]["order_id"] for result in output["results"]] == ["A-12345"]


async def test_a_detail_that_comes_with_signing_in_completes_what_was_asked(say: Say) -> None:
    await say("Where is my order?")

    output = await say("A-12345", KNOWN)

    assert output["tasks"] == [{"query_type": "StatusUpdate", "order_id": "A-12345"}]
    assert statuses(output) == ["done"]


async def test_a_detail_that_is_still_missing_is_asked_for_after_signing_in(say: Say) -> None:
    await say("Where is my order?")

    output = await say("I have signed in now.", KNOWN)

    assert statuses(output) == ["needs_information"]
    assert "number of the order" in output["reply"]


async def test_no_model_decides_whether_it_is_done(say: Say, use_model: UseModel) -> None:
    plan = {"tasks": [{"query_type": "StatusUpdate", "order_id": "A-12345"}]}
    wrong = {"query_type": "StatusUpdate", "order_id": "A-12402", "completes": 1}
    letters = ["Hello.", "Hello."]
    model = ScriptedChatModel(replies=[plan, *letters, {"tasks": [wrong]}, *letters])
    use_model(model)
    await say("Where is my order A-12345? The other one is A-12402.")

    output = await say("I have signed in now.", KNOWN)

    assert "open_task" not in model.asked[3].messages[-1].text
    assert [task["order_id"] for task in output["tasks"]] == ["A-12345", "A-12402"]
