"""A return above the limit pauses a run on a real graph server until a person has answered."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from langgraph_sdk import get_client
from langgraph_sdk.client import LangGraphClient

WIDGET = "SuperWidget 5000"


@pytest.fixture
async def client(server_url: str) -> AsyncIterator[LangGraphClient]:
    async with get_client(url=server_url) as client:
        yield client


async def run(client: LangGraphClient, thread: str, **given: Any) -> Any:
    context: Any = {"approval_limit": 1_000}
    return await client.runs.wait(thread, "support_orchestrator", context=context, **given)


async def paused(client: LangGraphClient, product: str) -> tuple[str, Any]:
    """Begin a run in a new thread; return the thread and what it waits for."""
    thread = (await client.threads.create())["thread_id"]
    text = f"I want to return my {product} because it hums. Where is my order A-12345?"
    await run(client, thread, input={"messages": [{"role": "user", "content": text}]})
    return thread, await waits_for(client, thread)


async def waits_for(client: LangGraphClient, thread: str) -> Any:
    """Return the one interrupt of the thread, which must be paused."""
    known: Any = await client.threads.get(thread)
    assert known["status"] == "interrupted"
    [interrupt] = [each for task in known["interrupts"].values() for each in task]
    return interrupt


async def test_a_run_pauses_and_tells_what_is_to_be_decided(client: LangGraphClient) -> None:
    _, interrupt = await paused(client, WIDGET)

    assert {**interrupt["value"], "question": ""} == {
        "question": "",
        "customer_id": "C-1001",
        "order_id": "A-11871",
        "product_name": WIDGET,
        "value": 19_900,
        "currency": "EUR",
        "reason_for_return": "it hums",
    }
    decisions = interrupt["response_schema"]["properties"]["decision"]["enum"]
    assert decisions == ["approve", "refuse", "change", "hand_over"]


@pytest.mark.parametrize("by_id", [True, False])
async def test_a_refusal_with_its_reason_is_told_to_the_customer(
    by_id: bool, client: LangGraphClient
) -> None:
    thread, interrupt = await paused(client, WIDGET)
    answer = {"decision": "refuse", "note": "It was worn."}

    output = await run(
        client, thread, command={"resume": {interrupt["id"]: answer} if by_id else answer}
    )

    assert [result["status"] for result in output["results"]] == ["refused", "done"]
    assert "It was worn." in output["reply"]
    assert (await client.threads.get(thread))["status"] == "idle"


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ({"decision": "refuse"}, "note: must tell the customer why or how, to refuse it."),
        ({"decision": "perhaps"}, "'perhaps'"),
        ("yes", "'yes'"),
    ],
)
async def test_a_wrong_answer_is_told_and_the_thread_still_waits(
    answer: Any, problem: str, client: LangGraphClient
) -> None:
    thread, _ = await paused(client, WIDGET)

    await run(client, thread, command={"resume": answer})

    again = await waits_for(client, thread)
    assert problem in again["value"]["problem"]
    output = await run(client, thread, command={"resume": {"decision": "hand_over"}})
    assert [result["status"] for result in output["results"]] == ["needs_approval", "done"]


@pytest.mark.parametrize(
    ("answer", "terms"),
    [
        ({"decision": "approve"}, None),
        ({"decision": "change", "note": "Store credit."}, "Store credit."),
    ],
)
async def test_what_is_approved_is_done_as_it_is_or_on_other_terms(
    answer: Any, terms: str | None, client: LangGraphClient
) -> None:
    thread, _ = await paused(client, "Linen Apron")  # of which there are two

    output = await run(client, thread, command={"resume": answer})

    facts = output["results"][0]["facts"]
    assert facts["terms"] == terms
    assert facts["rma_number"] in output["reply"]
    assert [message["type"] for message in output["messages"]] == ["human", "ai"]
