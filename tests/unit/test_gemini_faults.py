"""Each way of failing, as the real client of Google and LangChain sees it."""

import asyncio
import importlib
import json
from collections.abc import Callable
from typing import Any, Literal, get_args

import aiohttp
import pytest
from google import genai
from google.genai.errors import UnknownApiResponseError
from langchain_core.messages import AIMessage
from langchain_google_genai import ChatGoogleGenerativeAI
from langchain_google_genai.chat_models import (
    GoogleAPIError,
    GoogleAuthenticationError,
    GoogleContextOverflowError,
    GoogleInvalidRequestError,
    GoogleModelNotFoundError,
    GooglePermissionDeniedError,
    GoogleRateLimitError,
)
from pydantic import BaseModel

from frontdesk.testing.gemini import FakeGemini, Fault
from frontdesk.testing.gemini_faults import (
    BAD_JSON,
    BAD_TEXT,
    FAULTS,
    HTTP_ERRORS,
    REPAIRABLE,
    TRANSIENT,
    FaultKind,
)

# Google's client is on httpx2 from its version 3 on.
httpx = importlib.import_module("httpx2" if int(genai.__version__.split(".")[0]) > 2 else "httpx")


class Part(BaseModel):
    name: str
    size: Literal["small", "large"]


class Machine(BaseModel):
    title: str
    parts: list[Part]


MACHINE = {"title": "Kettle", "parts": [{"name": "lid", "size": "small"}]}
MACHINE_TEXT = json.dumps(MACHINE)


def chat(gemini: FakeGemini, **settings: Any) -> ChatGoogleGenerativeAI:
    given: dict[str, Any] = {"model": "gemini-2.5-flash", "api_key": "fake", "max_retries": 1}
    return ChatGoogleGenerativeAI(base_url=gemini.url, **(given | settings))


def ask_for_machine(gemini: FakeGemini) -> AIMessage:
    return chat(gemini).invoke(
        "Take the kettle apart.",
        response_mime_type="application/json",
        response_json_schema=Machine.model_json_schema(),
    )


async def post(gemini: FakeGemini, method: str = "generateContent") -> tuple[int, str, bytes]:
    """Return the status, the content type and the body of a bare request."""
    body = {"contents": [{"role": "user", "parts": [{"text": "Hello"}]}]}
    url = f"{gemini.url}/v1beta/models/gemini-2.5-flash:{method}"
    async with (
        aiohttp.ClientSession(headers={"x-goog-api-key": "fake"}) as session,
        session.post(url, json=body) as response,
    ):
        return response.status, response.content_type, await response.read()


@pytest.mark.parametrize(
    ("kind", "error", "message", "retryable"),
    [
        ("rate_limited", GoogleRateLimitError, "429 RESOURCE_EXHAUSTED.*PerMinutePer", True),
        ("quota_exhausted", GoogleRateLimitError, "429 RESOURCE_EXHAUSTED.*PerDayPer", True),
        ("internal", GoogleAPIError, "500 INTERNAL", True),
        ("bad_gateway", GoogleAPIError, "502 Bad Gateway.*<html>", True),
        ("unavailable", GoogleAPIError, "503 UNAVAILABLE.*overloaded", True),
        ("deadline", GoogleAPIError, "504 DEADLINE_EXCEEDED", True),
        ("invalid_key", GoogleInvalidRequestError, "400 INVALID.*API_KEY_INVALID", False),
        ("bad_request", GoogleInvalidRequestError, "400 INVALID_ARGUMENT", False),
        ("too_long", GoogleContextOverflowError, r"400 .*1048577\) exceeds the maximum", False),
        ("unauthenticated", GoogleAuthenticationError, "401 UNAUTHENTICATED", False),
        ("forbidden", GooglePermissionDeniedError, "403 PERMISSION_DENIED", False),
        ("retired", GoogleModelNotFoundError, "404 NOT_FOUND.*no longer available", False),
    ],
)
def test_an_http_error_comes_at_once_and_in_googles_form(
    kind: FaultKind, error: type[Exception], message: str, retryable: bool
) -> None:
    with FakeGemini(
        [Fault(kind), "Back again."], latency=lambda call: 9.0 * (call.number == 1)
    ) as (gemini):
        with pytest.raises(error, match=message) as caught:
            chat(gemini).invoke("Hello")
        second = chat(gemini).invoke("Hello").text
        first_call = gemini.calls[0]

    assert getattr(caught.value, "is_retryable", False) is retryable
    assert second == "Back again."
    assert first_call.status == int(message[:3])
    assert first_call.ended and first_call.ended - first_call.started < 1
    assert first_call.fault == Fault(kind)
    assert gemini.faults_met == {kind: 1}


def test_every_kind_is_described() -> None:
    kinds = {kind for group in get_args(FaultKind) for kind in get_args(group) or [group]}

    assert set(FAULTS) == kinds
    assert {*TRANSIENT, *REPAIRABLE, *HTTP_ERRORS, *BAD_JSON, *BAD_TEXT} <= kinds


@pytest.mark.parametrize(
    ("fault", "quota_id", "delay", "metric"),
    [
        pytest.param(
            Fault("rate_limited", retry_after=0.2),
            "GenerateRequestsPerMinutePerProjectPerModel",
            "0.2s",
            "generate_requests_per_model",
            id="minute",
        ),
        pytest.param(
            Fault("quota_exhausted", retry_after=7),
            "GenerateRequestsPerDayPerProjectPerModel",
            "7s",
            "generate_requests_per_model_per_day",
            id="day",
        ),
    ],
)
def test_a_refusal_tells_which_quota_and_how_long_to_wait(
    fault: Fault, quota_id: str, delay: str, metric: str
) -> None:
    with FakeGemini([fault]) as gemini:
        with pytest.raises(GoogleRateLimitError) as caught:
            chat(gemini).invoke("Hello")

    cause: Any = caught.value.__cause__
    failure, retry = cause.details["error"]["details"]
    [violation] = failure["violations"]
    assert failure["@type"] == "type.googleapis.com/google.rpc.QuotaFailure"
    assert violation["quotaId"] == quota_id
    assert violation["quotaMetric"] == f"generativelanguage.googleapis.com/{metric}"
    assert violation["quotaDimensions"] == {"location": "global", "model": "gemini-2.5-flash"}
    # A passing refusal has no quota behind it that could be told.
    assert violation.get("quotaValue", "none") == ("500" if "PerDay" in quota_id else "none")
    assert retry == {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": delay}


def test_an_overloaded_model_may_tell_how_long_to_wait() -> None:
    with FakeGemini([Fault("unavailable", retry_after=1.25)]) as gemini:
        with pytest.raises(GoogleAPIError, match=r"'retryDelay': '1.25s'"):
            chat(gemini).invoke("Hello")


def test_a_fault_may_have_a_status_and_a_body_of_its_own() -> None:
    own = {"error": {"code": 418, "message": "A teapot.", "status": "TEAPOT"}}
    with FakeGemini([Fault(status=418, body=own), Fault("forbidden", body=own)]) as gemini:
        answers = [asyncio.run(post(gemini)) for _ in range(2)]

    assert [(status, json.loads(body)) for status, _, body in answers] == [(418, own), (403, own)]
    assert gemini.faults_met == {"status 418": 1, "forbidden": 1}


def test_an_unknown_fault_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(ValueError, match="'flood' is not one of rate_limited, quota_exhausted, "):
        Fault("flood")  # type: ignore[arg-type]


def test_a_bad_gateway_answers_with_a_page() -> None:
    with FakeGemini([Fault("bad_gateway"), Fault("html")]) as gemini:
        gateway, page = [asyncio.run(post(gemini)) for _ in range(2)]

    assert gateway[:2] == (502, "text/html")
    assert page[:2] == (200, "text/html")


@pytest.mark.parametrize(
    ("kind", "error", "status"),
    [
        ("dropped", httpx.RemoteProtocolError, None),
        ("cut_body", httpx.RemoteProtocolError, 200),
        ("html", json.JSONDecodeError, 200),
        ("hung", httpx.ReadTimeout, None),
        ("broken_stream", httpx.RemoteProtocolError, 200),
        ("stream_error", GoogleAPIError, 503),
    ],
)
def test_a_connection_fails(kind: FaultKind, error: type[Exception], status: int | None) -> None:
    with FakeGemini([Fault(kind, answer="An answer."), "Back again."]) as gemini:
        with pytest.raises(error):
            chat(gemini, timeout=0.3).invoke("Hello")
        second = chat(gemini).invoke("Hello").text
        statuses = [call.status for call in gemini.calls]

    assert second == "Back again."
    assert statuses == [status, 200]


@pytest.mark.parametrize(
    ("kind", "error", "parts"),
    [
        ("dropped", httpx.RemoteProtocolError, []),
        ("cut_body", httpx.RemoteProtocolError, ["The kettle is "]),
        ("html", UnknownApiResponseError, []),
        ("broken_stream", httpx.RemoteProtocolError, ["The kettle is "]),
        ("stream_error", GoogleAPIError, ["The kettle is "]),
    ],
)
def test_a_stream_breaks_off(kind: FaultKind, error: type[Exception], parts: list[str]) -> None:
    received: list[str] = []
    with FakeGemini([Fault(kind, answer="The kettle is delivered within three days.")]) as gemini:
        with pytest.raises(error):
            for chunk in chat(gemini).stream("Hello"):
                received.append(chunk.text)

    assert received == parts


@pytest.mark.parametrize("method", ["generateContent", "streamGenerateContent"])
@pytest.mark.parametrize("kind", ["dropped", "cut_body", "broken_stream"])
async def test_a_bare_client_sees_the_connection_close(kind: FaultKind, method: str) -> None:
    expected = aiohttp.ServerDisconnectedError if kind == "dropped" else aiohttp.ClientPayloadError
    with FakeGemini([Fault(kind, answer="The kettle is delivered.")]) as gemini:
        with pytest.raises(expected):
            await post(gemini, method)


async def test_the_error_inside_a_stream_is_an_event_of_its_own() -> None:
    with FakeGemini([Fault("stream_error", answer="one two three")]) as gemini:
        status, _, body = await post(gemini, "streamGenerateContent")

    first, second = [json.loads(event[6:]) for event in body.decode().strip().split("\r\n\r\n")]
    assert status == 200
    assert first["candidates"][0]["content"]["parts"] == [{"text": "one t"}]
    assert (second["error"]["code"], second["error"]["status"]) == (503, "UNAVAILABLE")


async def test_a_hung_call_is_in_flight_until_its_client_goes_away() -> None:
    with FakeGemini([Fault("hung")]) as gemini:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(post(gemini), timeout=0.3)
        await asyncio.sleep(0.1)
        [call] = gemini.calls

    assert call.ended and call.ended - call.started >= 0.25
    assert call.status is None


def test_a_slow_answer_is_right() -> None:
    with FakeGemini([Fault("slow", seconds=0.3, answer="Here I am.")]) as gemini:
        message = chat(gemini).invoke("Hello")
        [call] = gemini.calls

    assert message.text == "Here I am."
    assert call.ended and call.ended - call.started >= 0.3


@pytest.mark.parametrize(
    ("kind", "text", "reason", "thoughts"),
    [
        ("truncated", "one two three", "MAX_TOKENS", 0),
        ("all_thinking", "", "MAX_TOKENS", 8192),
        ("safety", "", "SAFETY", 0),
        ("recitation", "", "RECITATION", 0),
        ("blocked", "", None, 0),
        ("empty", "", "STOP", 0),
        ("no_candidates", "", None, 0),
        ("other_model", "one two three", "STOP", 0),
    ],
)
@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
def test_an_answer_is_bad_though_its_status_is_200(
    kind: FaultKind, text: str, reason: str | None, thoughts: int, streamed: bool
) -> None:
    with FakeGemini([Fault(kind, answer="one two three")]) as gemini:
        if streamed:
            chunks = [*chat(gemini).stream("Hello")]
            message: AIMessage = sum(chunks[1:], start=chunks[0])
        else:
            message = chat(gemini).invoke("Hello")
        [call] = gemini.calls

    told = message.response_metadata
    used: Any = message.usage_metadata or {}
    assert message.text == text[: len(text) // 2 if kind == "truncated" else None]
    assert told.get("finish_reason") == reason
    assert used.get("output_token_details", {}).get("reasoning", 0) == thoughts
    assert call.status == 200
    if kind == "blocked":
        assert told["prompt_feedback"]["block_reason"] == "PROHIBITED_CONTENT"
    elif kind == "other_model":
        assert told["model_name"] == "gemini-3.5-flash-lite"
    elif reason:
        assert told["model_name"] == "gemini-2.5-flash"


def _fenced(text: str) -> bool:
    return text == f"```json\n{MACHINE_TEXT}\n```"


def _twice(text: str) -> bool:
    return json.JSONDecoder().raw_decode(text) == (MACHINE, len(MACHINE_TEXT)) and (
        json.loads(text[len(MACHINE_TEXT) :]) == MACHINE
    )


def _no_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return text.startswith("{") and text.endswith("}")
    return False


def _is(changed: Any) -> Callable[[str], bool]:
    return lambda text: bool(json.loads(text) == changed)


@pytest.mark.parametrize(
    ("kind", "is_right"),
    [
        ("malformed_json", _no_json),
        ("code_fence", _fenced),
        ("trailing_json", _twice),
        (
            "wrong_enum",
            _is({"title": "Kettle", "parts": [{"name": "lid", "size": "Not small"}]}),
        ),
        ("null", _is(None)),
        ("missing_field", _is({"parts": MACHINE["parts"]})),
        ("extra_field", _is({**MACHINE, "note_of_the_model": "This was not asked for."})),
        ("list_for_object", _is([MACHINE])),
        ("wrong_type", _is({**MACHINE, "title": {"value": "Kettle"}})),
    ],
)
def test_a_json_is_bad_by_its_schema(kind: FaultKind, is_right: Callable[[str], bool]) -> None:
    with FakeGemini([Fault(kind, answer=MACHINE)]) as gemini:
        message = ask_for_machine(gemini)

    assert is_right(message.text), message.text
    assert message.response_metadata["finish_reason"] == "STOP"
    if kind != "extra_field":
        with pytest.raises(ValueError, match="validation error"):
            Machine.model_validate_json(message.text)


@pytest.mark.parametrize("kind", sorted(BAD_JSON))
def test_a_text_cannot_be_bad_json_and_stays_right(kind: FaultKind) -> None:
    with FakeGemini([Fault(kind, answer="one two three")]) as gemini:
        message = chat(gemini).invoke("Hello")
        [call] = gemini.calls

    assert message.text == "one two three"
    assert (call.fault, gemini.faults_met) == (None, {})


def test_a_bad_answer_is_made_from_the_offline_models() -> None:
    with FakeGemini(lambda call: Fault("code_fence")) as gemini:
        message = ask_for_machine(gemini)

    inside = message.text.removeprefix("```json\n").removesuffix("\n```")
    assert Machine.model_validate_json(inside)
