"""What a listener sees of a reply while it is written: only what has passed the check."""

import importlib
from collections.abc import Callable
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage

from frontdesk.testing.scripted import ScriptedChatModel

UseModel = Callable[[BaseChatModel], None]

ORDER_PLAN = {"tasks": [{"query_type": "StatusUpdate", "order_id": "A-12345"}]}
BILLING = {
    "intent": "Billing Inquiry",
    "confidence": 0.9,
    "in_scope": True,
    "wants_person": False,
    "language": "en",
    "sentiment": "neutral",
    "details": [],
}
ASKED = {
    "support_orchestrator": "Where is my order A-12345?",
    "support_router": "You charged me twice.",
}
FIRST: dict[str, dict[str, Any]] = {"support_orchestrator": ORDER_PLAN, "support_router": BILLING}


async def listen(graph: str) -> tuple[dict[str, str], list[Any], dict[str, Any]]:
    """Return the text that was streamed of each message, the custom events, and the output."""
    shown: dict[str, str] = {}
    events, output = [], {}
    given = {"messages": [{"role": "user", "content": ASKED[graph]}]}
    modes = ["messages", "custom", "values"]
    async for mode, data in importlib.import_module(f"graphs.{graph}").graph.astream(
        given, stream_mode=modes
    ):
        if mode == "messages":
            shown[data[0].id] = shown.get(data[0].id, "") + data[0].text
        elif mode == "custom":
            events.append(data)
        else:
            output = data
    return shown, [event for event in events if event["type"] == "withdrawn"], output


@pytest.mark.parametrize("graph", ASKED)
async def test_a_reply_that_is_right_is_streamed_in_one_message(graph: str) -> None:
    shown, withdrawn, output = await listen(graph)

    final = output["messages"][-1]
    assert shown == {final.id: final.text}
    assert withdrawn == []


@pytest.mark.parametrize("graph", ASKED)
@pytest.mark.parametrize(
    "bad",
    [
        "See ![x](https://evil.example/?q=1) now. ",
        "Your refund of 900 euros is approved. ",
        "Your refund has been approved. ",
    ],
)
async def test_a_sentence_that_fails_the_check_is_never_streamed(
    graph: str, bad: str, use_model: UseModel
) -> None:
    draft = f"Hello,\n\nThank you for your message. {bad}Thank you again. Kind regards"
    use_model(ScriptedChatModel(replies=[FIRST[graph], draft, draft]))

    shown, withdrawn, output = await listen(graph)

    *given_up, final = shown.values()
    assert bad.strip() not in "".join(shown.values())
    assert {*given_up} == {"Hello,\n\nThank you for your message. "}
    assert [event["message_id"] for event in withdrawn] == [*shown][:-1]
    assert final == output["messages"][-1].text


async def test_what_was_streamed_of_an_attempt_that_breaks_off_is_withdrawn(
    use_model: UseModel,
) -> None:
    cut = AIMessage(
        "Hello,\n\nYour order A-12345 is on", response_metadata={"finish_reason": "MAX_TOKENS"}
    )
    whole = (
        "Hello,\n\nYour order A-12345 is on its way with Heron Parcel, HP482916035. "
        "We expect it to arrive on {day}."
    )
    day = (await listen("support_orchestrator"))[2]["results"][0]["facts"]["expected_delivery"]
    use_model(ScriptedChatModel(replies=[ORDER_PLAN, cut, whole.format(day=day)]))

    shown, withdrawn, output = await listen("support_orchestrator")

    assert [*shown.values()] == ["Hello,\n\n", output["reply"]]
    assert [event["message_id"] for event in withdrawn] == [*shown][:1]
    assert withdrawn[0]["step"] == "synthesize_reply"


@pytest.mark.parametrize("graph", ASKED)
async def test_a_form_that_a_model_fills_in_is_not_streamed(
    graph: str, use_model: UseModel
) -> None:
    use_model(ScriptedChatModel(replies=[FIRST[graph], "Thank you for your message.", "Hello."]))

    shown, _, output = await listen(graph)

    assert [*shown.values()] == [output["messages"][-1].text]


async def test_without_a_listener_nothing_is_withdrawn(use_model: UseModel) -> None:
    draft = "Hello. Your refund has been approved. "
    use_model(ScriptedChatModel(replies=[ORDER_PLAN, draft, draft]))
    graph: Any = importlib.import_module("graphs.support_orchestrator").graph

    events = [
        event
        async for event in graph.astream(
            {"messages": [{"role": "user", "content": ASKED["support_orchestrator"]}]},
            stream_mode="custom",
        )
    ]

    assert {event["type"] for event in events} == {"progress", "attempt"}
