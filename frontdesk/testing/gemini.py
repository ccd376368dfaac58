"""A Gemini of one's own: an HTTP server on this machine that speaks Gemini's wire protocol.

Point Google's client at it with `GOOGLE_GEMINI_BASE_URL`; nothing else has to change.
"""

import asyncio
import itertools
import json
import logging
import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from aiohttp import web
from langchain_core.messages import BaseMessage, HumanMessage

from frontdesk.testing import gemini_wire as wire
from frontdesk.testing.gemini_cache import PrefixCache, prefix_keys
from frontdesk.testing.gemini_calls import Call, Reply
from frontdesk.testing.gemini_errors import HTML_PAGE, fault_error, quota_error
from frontdesk.testing.gemini_fault_rules import Rule, first_of
from frontdesk.testing.gemini_faults import Fault
from frontdesk.testing.gemini_quota import Quota, QuotaMeter
from frontdesk.testing.gemini_routes import (
    bad_request,
    failed,
    gemini_application,
    html_page,
    refusal,
)
from frontdesk.testing.gemini_sending import (
    asks_for_stream,
    hang_up,
    send_answer,
    send_broken_answer,
)
from frontdesk.testing.gemini_spoilers import shortened, spoiled
from frontdesk.testing.loopback import LoopbackServer

if TYPE_CHECKING:
    from frontdesk.models.offline.chat_model import OfflineChatModel

__all__ = ["Call", "FakeGemini", "Fault", "Quota", "Reply"]

_log = logging.getLogger(__name__)

Answer = str | Mapping[str, Any] | Reply | Fault | None
Script = Callable[[Call], Answer] | Iterable[Answer]
Latency = float | tuple[float, float] | Callable[[Call], float]


class FakeGemini(LoopbackServer):
    """A loopback Gemini that answers from a script or else with the offline model, or fails.

    `script` is a function of the call, or answers in the order of the calls: text, a mapping (sent
    as JSON), a `Reply`, a `Fault`, or None to let the offline model answer, which it also does when
    the list has run out. The script is asked for one call at a time and needs no locks; it must not
    wait for another call. What it gives is sent as it is, even if it does not fit the schema.

    `faults` is a rule of `gemini_fault_rules`, or several, of which the first one that gives a
    fault decides. A call that meets a fault which needs no answer takes none from the script.
    `quota` is kept before all that: a call beyond it is refused with HTTP 429.

    `latency` is the time in seconds from a request's arrival to its answer (of a stream: to its
    first part): a number, the ends of a range, or a function of the call. Times from a range depend
    on `seed` and the prompt alone, so that with a seed a prompt takes the same time in every run.
    Refusals and other errors come at once.

    An answer longer than the call's `maxOutputTokens` is cut and ends with MAX_TOKENS. The usage
    tells how many tokens at the prompt's beginning were cached from an earlier prompt.

    `port` 0 takes a free one. With `keep_calls` False, `calls` stays empty. `requests` counts the
    requests for content, `refused` those beyond the quota and `faults_met` the faults by name.
    """

    def __init__(
        self,
        script: Script | None = None,
        *,
        faults: Rule | Sequence[Rule] = (),
        quota: Quota | None = None,
        latency: Latency = 0.0,
        seed: int | None = None,
        port: int = 0,
        keep_calls: bool = True,
    ) -> None:
        super().__init__(lambda: gemini_application(self._handle), port)
        self.calls: list[Call] = []
        self.peak_concurrency = 0
        self.requests = 0
        self.refused = 0
        self.faults_met: Counter[str] = Counter()
        self._has_script = script is not None
        self._ask_script = script if callable(script) else _in_order(script or ())
        self._fault_of = faults if callable(faults) else first_of(faults)
        self._meter = QuotaMeter(quota, time.monotonic) if quota else None
        self._tells_quota = quota is not None and quota.tells_value
        self._latency = latency
        self._seed = random.getrandbits(32) if seed is None else seed
        self._keep_calls = keep_calls
        self._in_flight = 0
        self._response_numbers = itertools.count(1)
        self._cache = PrefixCache()
        self._offline_model: OfflineChatModel | None = None

    def start(self) -> None:
        """Serve until `stop`; return when requests are accepted. OSError if the port is taken."""
        if not self._has_script:
            # Its first answer takes a second, in which it reads its language data.
            self._ask_offline_model([HumanMessage("Hello")], schema=None)
        super().start()

    def reset(self) -> None:
        """Forget the calls so far and what was counted of them; connections are counted on."""
        self.calls.clear()
        self.peak_concurrency = self._in_flight
        self.requests = self.refused = 0
        self.faults_met.clear()

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        self.requests += 1
        call = Call(
            model=request.match_info["model"],
            streamed=asks_for_stream(request),
            body={},
            started=time.monotonic(),
            number=self.requests,
        )
        if self._keep_calls:
            self.calls.append(call)
        self._in_flight += 1
        self.peak_concurrency = max(self.peak_concurrency, self._in_flight)
        try:
            response = refusal(request) or await self._respond(request, call)
            if call.fault is None or call.fault.name != "dropped":
                call.status = response.status
            return response
        finally:
            self._in_flight -= 1
            call.ended = time.monotonic()

    async def _respond(self, request: web.Request, call: Call) -> web.StreamResponse:
        try:
            call.body = await request.json()
            contents = wire.read_contents(call.body)
            call.schema = wire.read_schema(call.body)
        except ValueError as error:
            return bad_request(str(error))
        call.prompt = wire.prompt_of(contents)
        tokens = wire.count_tokens(call.prompt)
        if self._meter and (violations := self._meter.take(call.model, tokens)):
            self.refused += 1
            body = quota_error(call.model, violations, tells_value=self._tells_quota)
            return failed(429, body)
        prefixes = prefix_keys(call.model, call.prompt)
        cached = self._cache.tokens(prefixes)
        try:
            reply = await self._reply(call, contents)
        except Exception as error:
            # Not an HTTP 500, which Google's client would try again several times.
            _log.exception("The answer could not be computed.")
            return bad_request(f"The answer could not be computed: {error!r}")
        if call.fault is not None:
            self.faults_met[call.fault.name] += 1
            if not call.fault.needs_answer:
                return await _fail(request, call, call.fault, tokens)
        await self._wait(call)
        frame = wire.AnswerFrame(
            prompt_tokens=tokens,
            cached_tokens=cached,
            thoughts=reply.thoughts,
            model=reply.model_version or call.model,
            response_id=f"response-{next(self._response_numbers)}",
            finish_reason=reply.finish_reason,
            fields=reply.fields,
        )
        self._cache.remember(prefixes)
        return await _send(request, call, frame, reply.text)

    async def _reply(self, call: Call, contents: list[wire.Content]) -> Reply:
        """Return what the call is answered, as far as its fault, which is noted, needs it."""
        call.fault = self._fault_of(call)
        if call.fault is not None and not call.fault.needs_answer:
            return Reply("")
        loop = asyncio.get_running_loop()
        reply = await loop.run_in_executor(None, self._compute, call, contents)
        if call.max_tokens is not None:
            reply = shortened(reply, call.max_tokens)
        if call.fault is None:
            return reply
        if not call.fault.can_meet(call):
            call.fault = None
            return reply
        return spoiled(call.fault, reply, call.schema, call.max_tokens)

    def _compute(self, call: Call, contents: list[wire.Content]) -> Reply:
        answer: Answer = None if call.fault is None else call.fault.answer
        if answer is None:
            answer = self._ask_script(call)
        if isinstance(answer, Fault):
            call.fault = answer
            if not answer.needs_answer:
                return Reply("")
            answer = answer.answer
        if answer is None:
            return Reply(self._ask_offline_model(wire.as_messages(contents), call.schema))
        if isinstance(answer, Reply):
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
        seconds = self._seconds(call)
        if call.fault is not None and call.fault.name == "slow":
            seconds = max(seconds, call.fault.seconds)
        rest = seconds - (time.monotonic() - call.started)
        if rest > 0:
            await asyncio.sleep(rest)

    def _seconds(self, call: Call) -> float:
        if callable(self._latency):
            return self._latency(call)
        if isinstance(self._latency, tuple):
            return random.Random(f"{self._seed} {call.prompt}").uniform(*self._latency)
        return self._latency


def _in_order(answers: Iterable[Answer]) -> Callable[[Call], Answer]:
    rest = iter(answers)
    return lambda call: next(rest, None)


async def _send(
    request: web.Request, call: Call, frame: wire.AnswerFrame, text: str
) -> web.StreamResponse:
    match call.fault and call.fault.kind:
        case "stream_error" if not call.streamed:
            return failed(*fault_error(Fault("unavailable"), call.model, frame.prompt_tokens))
        case "cut_body" | "broken_stream" | "stream_error" as kind:
            return await send_broken_answer(request, frame, text, kind)
    return await send_answer(request, frame, text)


async def _fail(
    request: web.Request, call: Call, fault: Fault, prompt_tokens: int
) -> web.StreamResponse:
    """Answer with an error, or with none at all."""
    if fault.is_http_error:
        return failed(*fault_error(fault, call.model, prompt_tokens))
    if fault.kind == "html":
        return html_page(200, HTML_PAGE)
    if fault.kind == "hung":
        await asyncio.Event().wait()  # until the client goes away, which cancels it
    hang_up(request)
    return web.Response()
