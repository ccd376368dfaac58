"""Load Gemini through LangChain, on HTTP connections of our own."""

import logging
from collections.abc import Generator
from typing import Any
from urllib.request import getproxies

from aiohttp import ClientResponse, ClientSession, TCPConnector
from google.genai import Client
from google.genai.types import HttpOptions
from langchain_core.outputs import ChatResult
from langchain_google_genai import ChatGoogleGenerativeAI
from pydantic import PrivateAttr

from frontdesk.errors import ModelSetupError
from frontdesk.models.computing import Computing, let_others_compute
from frontdesk.models.names import GEMINI, KEY_ADDRESS, OFFLINE
from frontdesk.settings import read_settings


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
    logging.getLogger("langchain_google_genai.chat_models").addFilter(_is_not_told_anyway)
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


def _is_not_told_anyway(record: logging.LogRecord) -> bool:
    """Drop the warning of a call without an answer, which ends in an error with its reason."""
    return not str(record.msg).startswith("Gemini produced an empty response")


def open_session() -> ClientSession:
    """Return a session for the running event loop; the caller closes it.

    The client's own session looks for a proxy and a password file in two threads before each
    request. This one looks once whether there is a proxy at all.
    """
    return ClientSession(
        connector=TCPConnector(limit=0),
        trust_env=bool(getproxies()),
        response_class=_Response,
        middlewares=[let_others_compute],
    )


class _Gemini(ChatGoogleGenerativeAI):
    """Gemini, of whose calls one computes at a time."""

    _computing: Computing = PrivateAttr(default_factory=Computing)

    async def _agenerate(self, *args: Any, **options: Any) -> ChatResult:
        async with self._computing.in_turn():
            return await super()._agenerate(*args, **options)


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
