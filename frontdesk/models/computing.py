"""Let one call compute at a time, and others while it waits for its answer.

Gemini's client takes milliseconds to make a request and to read an answer, in many small steps. The
event loop would take all calls of a fan-out through each step together, so that the first request
leaves when the last is ready; in turn, requests travel while others are made.
"""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from aiohttp import ClientHandlerType, ClientRequest, ClientResponse

# How many seconds requests that are ready may wait for others to be made: what every round of the
# event loop costs is shared by a few calls.
_LONGEST_HOLD_UP = 0.01


@dataclass
class Computing:
    """What calls take turns in. By `send_at`, in monotonic seconds, what is ready is sent."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    send_at: float = 0.0

    @asynccontextmanager
    async def in_turn(self) -> AsyncGenerator[None]:
        """Compute in turn with others inside of this context, but for `let_others_compute`."""
        turn = _Turn(self)
        before = _turn.set(turn)
        try:
            await turn.begin()
            yield
        finally:
            turn.end()
            _turn.reset(before)


@dataclass
class _Turn:
    """A call's right to compute, which it has at times."""

    computing: Computing
    has_it: bool = False

    async def begin(self) -> None:
        await self.computing.lock.acquire()
        self.has_it = True
        if time.monotonic() >= self.computing.send_at:
            await asyncio.sleep(0)
            self.computing.send_at = time.monotonic() + _LONGEST_HOLD_UP

    def end(self) -> None:
        if self.has_it:
            self.has_it = False
            self.computing.lock.release()


_turn: ContextVar[_Turn | None] = ContextVar("turn", default=None)


async def let_others_compute(request: ClientRequest, handler: ClientHandlerType) -> ClientResponse:
    """Give the turn away until the response is there, to its end: a middleware of aiohttp."""
    turn = _turn.get()
    if turn is None:
        return await handler(request)
    turn.end()
    response = await handler(request)
    try:
        await response.read()
        await turn.begin()
    except BaseException:
        response.close()
        raise
    return response
