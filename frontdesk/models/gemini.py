"""Load Gemini through LangChain, on HTTP connections of our own."""

import asyncio
import time
from collections.abc import Generator
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from urllib.request import getproxies

from aiohttp import (
    ClientHandlerType,
    ClientRequest,
    ClientResponse,
    ClientSession,
    TCPConnector,
)
from google.genai import Client
from google.genai.types import HttpOptions
from langchain_core.outputs import ChatResult
from langchain_google_genai import ChatGoogleGenerativeAI
from pydantic import PrivateAttr

from frontdesk.errors import ModelSetupError
from frontdesk.models.names import GEMINI, KEY_ADDRESS, OFFLINE
from frontdesk.settings import read_settings

# How many seconds requests that are ready may wait for others to be made: what every round of the
# event loop costs is shared by a few calls.
_LONGEST_HOLD_UP = 0.01


def load_gemini(model: str, session: ClientSession | None = None) -> ChatGoogleGenerativeAI:
    """Return the Gemini model of this name, which calls through `session` if there is one.

    Raises ModelSetupError where no key is set.
    """
    settings = read_settings()
    if settings.gemini_api_key is None:
        raise ModelSetupError(
            f"The model '{GEMINI}:{model}' needs a key: set GOOGLE_API_KEY (from {KEY_ADDRESS}), "
            f"or use the model {OFFLINE!r}."
        )
    kind: type[ChatGoogleGenerativeAI] = ChatGoogleGenerativeAI if session is None else _Gemini
    chat_model = kind(
        model=model,
        api_key=settings.gemini_api_key,
        base_url=settings.gemini_base_url,
        timeout=settings.call_timeout,
        max_retries=1,  # frontdesk.models.retry decides
    )
    if session is not None:
        chat_model.client = Client(
            api_key=settings.gemini_api_key.get_secret_value(),
            http_options=HttpOptions(base_url=settings.gemini_base_url, aiohttp_client=session),
        )
    return chat_model


def open_session() -> ClientSession:
    """Return a session for the running event loop; the caller closes it.

    The client's own session looks for a proxy and a password file in two threads before each
    request. This one looks once whether there is a proxy at all.
    """
    return ClientSession(
        connector=TCPConnector(limit=0),
        trust_env=bool(getproxies()),
        response_class=_Response,
        middlewares=[_let_others_compute],
    )


class _Gemini(ChatGoogleGenerativeAI):
    """Gemini, of whose calls one computes at a time, for as long as it need not wait.

    The client takes milliseconds to make a request and to read an answer, in many small steps. The
    event loop would take all calls of a fan-out through each step together, so that the first
    request leaves when the last is ready; in turn, requests travel while others are made.
    """

    _computing: "_Computing" = PrivateAttr(default_factory=lambda: _Computing())

    async def _agenerate(self, *args: Any, **options: Any) -> ChatResult:
        turn = _Turn(self._computing)
        before = _turn.set(turn)
        try:
            await turn.begin()
            return await super()._agenerate(*args, **options)
        finally:
            turn.end()
            _turn.reset(before)


@dataclass
class _Computing:
    """What the calls take turns in. By `send_at`, in monotonic seconds, what is ready is sent."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    send_at: float = 0.0


@dataclass
class _Turn:
    """A call's right to compute, which it has at times."""

    computing: _Computing
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


async def _let_others_compute(request: ClientRequest, handler: ClientHandlerType) -> ClientResponse:
    """Give the turn away until the response is there, to its end."""
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


class _Response(ClientResponse):
    """A response whose JSON may be asked for and left alone.

    LangChain does so with every failed call's, and a coroutine would warn that nobody awaited it.
    """

    def json(self, **options: Any) -> "_JSON":  # type: ignore[override]
        return _JSON(self, options)


class _JSON:
    """The JSON of a response, read when it is awaited."""

    def __init__(self, response: ClientResponse, options: dict[str, Any]) -> None:
        self._response, self._options = response, options

    def __await__(self) -> Generator[Any, None, Any]:
        return ClientResponse.json(self._response, **self._options).__await__()
