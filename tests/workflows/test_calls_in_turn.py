"""Calls that are made at once take turns to compute, and none holds up another while it waits.

Gemini is served from the calls' own event loop here, so that what comes first is no accident.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web
from langchain_core.messages import HumanMessage
from pydantic import BaseModel

from frontdesk.models.call import call_model

GEMINI = "google_genai:gemini-2.5-flash"
TURN = {"content": {"role": "model", "parts": [{"text": '{"colour": "red"}'}]}}
BODY = json.dumps({"candidates": [{**TURN, "finishReason": "STOP"}]}).encode()


class Paint(BaseModel):
    colour: str


class Gemini:
    """Counts the requests, and waits before the body of an answer for what `before_body` does."""

    def __init__(self) -> None:
        self.requests = 0
        self.asked = asyncio.Event()
        self.before_body: Callable[[], Awaitable[object]] = lambda: asyncio.sleep(0)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        await request.read()
        self.requests += 1
        self.asked.set()
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        await response.prepare(request)
        await self.before_body()
        await response.write(BODY)
        return response


@pytest.fixture
async def gemini(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Gemini]:
    gemini, application = Gemini(), web.Application()
    application.router.add_post("/{path:.*}", gemini.answer)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=1000).start()
    host, port = runner.addresses[0]
    monkeypatch.setenv("GOOGLE_GEMINI_BASE_URL", f"http://{host}:{port}")
    monkeypatch.setenv("GOOGLE_API_KEY", "fake")
    monkeypatch.setenv("FRONTDESK_CALL_TIMEOUT", "10")
    yield gemini
    await runner.cleanup()


async def paint() -> str:
    called = await call_model([HumanMessage("Which?")], step="paint", model=GEMINI, schema=Paint)
    return called.value.colour


async def test_the_first_of_many_requests_arrives_before_the_last_is_made(gemini: Gemini) -> None:
    await asyncio.gather(*(paint() for _ in range(30)))  # opens the connections
    gemini.asked.clear()

    calls = [asyncio.create_task(paint()) for _ in range(30)]
    await gemini.asked.wait()
    for call in calls[1:]:
        call.cancel()
    results = await asyncio.gather(*calls, return_exceptions=True)

    assert results[0] == "red"
    assert gemini.requests < 30 + 15


async def test_an_answer_that_trickles_in_holds_up_no_other_call(gemini: Gemini) -> None:
    others_were_answered = asyncio.Event()

    async def first_waits() -> None:
        if gemini.requests == 1:
            await others_were_answered.wait()

    gemini.before_body = first_waits
    first = asyncio.create_task(paint())
    await gemini.asked.wait()
    others = [await paint() for _ in range(3)]
    was_waiting = not first.done()
    others_were_answered.set()

    assert was_waiting
    assert [await first, *others] == 4 * ["red"]


@pytest.mark.parametrize("steps", [1, 3, 10, 30])
async def test_calls_that_are_broken_off_in_their_turn_leave_it_to_the_others(
    gemini: Gemini, steps: int
) -> None:
    calls = [asyncio.create_task(paint()) for _ in range(20)]
    for _ in range(steps):
        await asyncio.sleep(0)
    for call in calls[::2]:
        call.cancel()

    results = await asyncio.gather(*calls, paint(), return_exceptions=True)

    assert [results[number] for number in range(1, 20, 2)] == 10 * ["red"]
    assert results[-1] == "red"
