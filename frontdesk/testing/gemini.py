"""A Gemini of one's own: an HTTP server on this machine that speaks Gemini's wire protocol.

Point Google's client at it with `GOOGLE_GEMINI_BASE_URL`; nothing else has to change.
"""

import asyncio
import itertools
import json
import logging
import random
import signal
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from aiohttp import web
from langchain_core.messages import BaseMessage, HumanMessage

from frontdesk.errors import InputError
from frontdesk.testing import gemini_wire as wire
from frontdesk.testing.gemini_routes import bad_request, failed, gemini_application, refusal
from frontdesk.testing.loopback import LoopbackServer

if TYPE_CHECKING:
    from frontdesk.models.offline.chat_model import OfflineChatModel

_log = logging.getLogger(__name__)


@dataclass
class Call:
    """One request for content. Times are monotonic seconds; `ended` is None while it is in flight.

    `prompt` is the text of the system instruction and of all contents, `schema` the JSON Schema of
    the answer or None, `body` the request as it came, `status` the HTTP status of the answer.
    """

    model: str
    streamed: bool
    body: dict[str, Any]
    started: float
    prompt: str = ""
    schema: dict[str, Any] | None = None
    ended: float | None = None
    status: int | None = None


@dataclass(frozen=True)
class Reply:
    """An answer, why it ended and, if not the model asked for, the one that gave it."""

    text: str
    finish_reason: str = "STOP"
    model_version: str | None = None


@dataclass(frozen=True)
class Fault:
    """A failed call: an HTTP status and its JSON body, by default the one that Google sends."""

    status: int = 503
    body: Mapping[str, Any] | None = None


Answer = str | Mapping[str, Any] | Reply | Fault | None
Script = Callable[[Call], Answer] | Iterable[Answer]
Latency = float | tuple[float, float] | Callable[[Call], float]


class FakeGemini:
    """A loopback Gemini that answers from a script or else with the offline model.

    `script` is a function of the call, or answers in the order of the calls: text, a mapping (sent
    as JSON), a `Reply`, a `Fault`, or None to let the offline model answer, which it also does when
    the list has run out. The script is asked for one call at a time and needs no locks; it must not
    wait for another call. What it gives is sent as it is, even if it does not fit the schema.

    `latency` is the time in seconds from a request's arrival to its answer (of a stream: to its
    first part): a number, the ends of a range, or a function of the call. Times from a range depend
    on `seed` and the prompt alone, so that with a seed a prompt takes the same time in every run.

    `port` 0 takes a free one. With `keep_calls` False, `calls` stays empty.
    """

    def __init__(
        self,
        script: Script | None = None,
        *,
        latency: Latency = 0.0,
        seed: int | None = None,
        port: int = 0,
        keep_calls: bool = True,
    ) -> None:
        self.calls: list[Call] = []
        self.peak_concurrency = 0
        self._has_script = script is not None
        self._ask_script = script if callable(script) else _in_order(script or ())
        self._latency = latency
        self._seed = random.getrandbits(32) if seed is None else seed
        self._port = port
        self._keep_calls = keep_calls
        self._in_flight = 0
        self._response_numbers = itertools.count(1)
        self._offline_model: OfflineChatModel | None = None
        self._server: LoopbackServer | None = None
        self._url = ""

    @property
    def url(self) -> str:
        """The base URL to give to Google's client."""
        if self._server is None:
            raise RuntimeError("FakeGemini has no address before it is started.")
        return self._url

    def start(self) -> None:
        """Serve until `stop`; return when requests are accepted. OSError if the port is taken."""
        if not self._has_script:
            # Its first answer takes a second, in which it reads its language data.
            self._ask_offline_model([HumanMessage("Hello")], schema=None)
        server = LoopbackServer(gemini_application(self._handle), self._port)
        self._url = server.start()
        self._server = server

    def stop(self) -> None:
        """Cut off the requests in flight and stop serving. Stopping twice does no harm."""
        if self._server is not None:
            self._server.stop()
            self._server = None

    def reset(self) -> None:
        """Forget the calls so far and how many there were at once."""
        self.calls.clear()
        self.peak_concurrency = self._in_flight

    def __enter__(self) -> Self:
        """Start."""
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop."""
        self.stop()

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        call = Call(
            model=request.match_info["model"],
            streamed=request.path.endswith(":streamGenerateContent"),
            body={},
            started=time.monotonic(),
        )
        if self._keep_calls:
            self.calls.append(call)
        self._in_flight += 1
        self.peak_concurrency = max(self.peak_concurrency, self._in_flight)
        try:
            response = refusal(request) or await self._respond(request, call)
            call.status = response.status
            return response
        finally:
            self._in_flight -= 1
            call.ended = time.monotonic()

    async def _respond(self, request: web.Request, call: Call) -> web.StreamResponse:
        try:
            call.body = await request.json()
            messages = wire.read_messages(call.body)
            call.schema = wire.read_schema(call.body)
        except ValueError as error:
            return bad_request(str(error))
        call.prompt = "\n\n".join(message.text for message in messages)
        loop = asyncio.get_running_loop()
        try:
            reply = await loop.run_in_executor(None, self._compute, call, messages)
        except Exception as error:
            # Not an HTTP 500, which Google's client would try again several times.
            _log.exception("The answer could not be computed.")
            return bad_request(f"The answer could not be computed: {error!r}")
        await self._wait(call)
        if isinstance(reply, Fault):
            return failed(reply.status, reply.body)
        return await self._send(request, call, reply)

    def _compute(self, call: Call, messages: list[BaseMessage]) -> Reply | Fault:
        answer = self._ask_script(call)
        if answer is None:
            return Reply(self._ask_offline_model(messages, call.schema))
        if isinstance(answer, Reply | Fault):
            return answer
        return Reply(answer if isinstance(answer, str) else json.dumps(answer))

    def _ask_offline_model(self, messages: list[BaseMessage], schema: dict[str, Any] | None) -> str:
        # Imported late: a scripted server needs none of the language data that comes with it.
        from frontdesk.models.offline.chat_model import OfflineChatModel

        if self._offline_model is None:
            self._offline_model = OfflineChatModel()
        if schema is None:
            return self._offline_model.invoke(messages).text
        return self._offline_model.bind(response_schema=schema).invoke(messages).text

    async def _wait(self, call: Call) -> None:
        rest = self._seconds(call) - (time.monotonic() - call.started)
        if rest > 0:
            await asyncio.sleep(rest)

    def _seconds(self, call: Call) -> float:
        if callable(self._latency):
            return self._latency(call)
        if isinstance(self._latency, tuple):
            return random.Random(f"{self._seed} {call.prompt}").uniform(*self._latency)
        return self._latency

    async def _send(self, request: web.Request, call: Call, reply: Reply) -> web.StreamResponse:
        frame = wire.AnswerFrame(
            prompt_tokens=wire.count_tokens(call.prompt),
            model=reply.model_version or call.model,
            response_id=f"response-{next(self._response_numbers)}",
            finish_reason=reply.finish_reason,
        )
        if not call.streamed:
            return web.json_response(frame.whole(reply.text))
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        for part in frame.parts(reply.text):
            await response.write(f"data: {json.dumps(part)}\r\n\r\n".encode())
        await response.write_eof()
        return response


def _in_order(answers: Iterable[Answer]) -> Callable[[Call], Answer]:
    rest = iter(answers)
    return lambda call: next(rest, None)


def serve(port: int, latency: float, announce: Callable[[str], None]) -> None:
    """Serve until Ctrl-C or SIGTERM; announce the lines that point Google's client here.

    `latency` is in seconds, `port` 0 takes a free one. InputError if the port cannot be had.
    """
    stopped = threading.Event()
    gemini = FakeGemini(latency=latency, port=port, keep_calls=False)
    try:
        gemini.start()
    except OSError as error:
        raise InputError(f"Port {port} cannot be used: {error.strerror}.") from error
    before = {
        number: signal.signal(number, lambda *_: stopped.set())
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        announce(f"export GOOGLE_GEMINI_BASE_URL={gemini.url}")
        announce("export GOOGLE_API_KEY=fake")
        stopped.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        gemini.stop()
