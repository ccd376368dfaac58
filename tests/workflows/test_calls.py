"""One call function: what Gemini does wrong is tried again, repaired, or a typed error.

Through Gemini's real client, against the loopback Gemini; what was asked is counted on the wire.
"""

import asyncio
import importlib
import time
from collections.abc import Callable, Iterable
from typing import Any, Literal

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, HumanMessage
from pydantic import BaseModel

from frontdesk.errors import FrontdeskError, ModelCallError, ModelSetupError
from frontdesk.models.call import Answered, call_model
from frontdesk.models.clients import chat_model
from frontdesk.models.failures import failure_of
from frontdesk.settings import read_settings
from frontdesk.testing.gemini import FakeGemini, Quota
from frontdesk.testing.gemini_calls import Reply
from frontdesk.testing.gemini_fault_rules import at_calls
from frontdesk.testing.gemini_faults import TRANSIENT, Fault, FaultKind
from frontdesk.testing.scripted import ScriptedChatModel

GEMINI = "google_genai:gemini-2.5-flash"
NEXT = "google_genai:gemini-3.5-flash"
StartGemini = Callable[[FakeGemini], FakeGemini]
UseModel = Callable[[BaseChatModel], None]


class Paint(BaseModel):
    colour: Literal["red", "blue"]
    litres: int


RED = {"colour": "red", "litres": 3}
RETIRED = Fault("retired")


def failing(
    fault: FaultKind | Fault, *, calls: Iterable[int] = range(1, 1000), answer: Any = RED
) -> FakeGemini:
    if not isinstance(fault, Fault):
        fault = Fault(fault, retry_after=0.01)
    return FakeGemini(lambda call: answer, faults=at_calls(calls, fault))


async def paint(model: str = GEMINI) -> Answered[Paint]:
    return await call_model([HumanMessage("Which?")], step="paint", model=model, schema=Paint)


async def fail_to_paint(model: str = GEMINI) -> FrontdeskError:
    with pytest.raises(FrontdeskError) as raised:
        await paint(model)
    return raised.value


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not happened():  # noqa: ASYNC110 - the server in its thread sets no event
            await asyncio.sleep(0.01)


# What is cured by asking again, and what was asked again for.
CURED: dict[FaultKind, str] = {
    **dict.fromkeys(TRANSIENT, "unavailable"),
    "rate_limited": "rate_limited",
    "stream_error": "unavailable",
    "truncated": "truncated",
    "all_thinking": "truncated",
    "recitation": "recitation",
    "empty": "empty_answer",
    "no_candidates": "empty_answer",
    "malformed_json": "invalid_answer",
    "code_fence": "invalid_answer",
    "trailing_json": "invalid_answer",
    "wrong_enum": "invalid_answer",
    "null": "invalid_answer",
    "missing_field": "invalid_answer",
    "extra_field": "invalid_answer",
    "list_for_object": "invalid_answer",
    "wrong_type": "invalid_answer",
}


@pytest.mark.parametrize("kind", CURED)
async def test_what_fails_once_is_asked_again_and_counted(
    kind: FaultKind, start_gemini: StartGemini, no_blocking_calls: object
) -> None:
    gemini = start_gemini(failing(kind, calls=[1]))

    answered = await paint()

    assert answered.value == Paint(colour="red", litres=3)
    assert answered.answered_by is None
    assert answered.usage["outcomes"] == {CURED[kind]: 1, "answered": 1}
    assert (answered.usage["calls"], answered.usage["attempts"]) == (1, 2)
    assert gemini.requests == 2


@pytest.mark.parametrize(
    ("kind", "code", "requests"),
    [
        *((kind, "unavailable", 8) for kind in TRANSIENT if kind != "rate_limited"),
        ("rate_limited", "rate_limited", 8),
        ("truncated", "truncated", 2),
        ("all_thinking", "truncated", 2),
        ("recitation", "recitation", 2),
        ("empty", "empty_answer", 2),
        ("no_candidates", "empty_answer", 2),
        ("malformed_json", "invalid_answer", 2),
        ("list_for_object", "invalid_answer", 2),
        ("quota_exhausted", "quota_exhausted", 1),
        ("safety", "blocked", 1),
        ("blocked", "blocked", 1),
        ("bad_request", "bad_request", 1),
        ("too_long", "too_long", 1),
        ("invalid_key", "invalid_key", 1),
        ("unauthenticated", "invalid_key", 1),
        ("forbidden", "forbidden", 1),
        ("retired", "unknown_model", 1),
    ],
)
async def test_what_never_stops_failing_ends_with_its_code_after_the_stated_attempts(
    kind: FaultKind, code: str, requests: int, start_gemini: StartGemini
) -> None:
    gemini = start_gemini(failing(kind))

    error = await fail_to_paint()

    assert error.code == code
    assert isinstance(error, ModelSetupError if code in ModelSetupError.CODES else ModelCallError)
    assert gemini.requests == requests == error.usage["attempts"]
    assert error.usage["outcomes"] == {code: requests}
    assert "gemini-2.5-flash" in str(error)


@pytest.mark.parametrize("kind", ["blocked", "no_candidates"])
async def test_what_an_error_tells_is_not_logged_as_well(
    kind: FaultKind, start_gemini: StartGemini, caplog: pytest.LogCaptureFixture
) -> None:
    start_gemini(failing(kind))

    await fail_to_paint()

    assert [record for record in caplog.records if record.levelname == "WARNING"] == []


async def test_a_hung_call_ends_at_its_timeout_and_is_tried_once_more(
    start_gemini: StartGemini, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRONTDESK_CALL_TIMEOUT", "0.2")
    gemini = start_gemini(failing("hung"))
    started = time.monotonic()

    error = await fail_to_paint()

    assert (error.code, error.retryable, gemini.requests) == ("timeout", True, 2)
    assert time.monotonic() - started < 3


async def test_a_mixture_of_failures_is_bounded_too(start_gemini: StartGemini) -> None:
    kinds: tuple[FaultKind, ...] = ("unavailable", "rate_limited")
    gemini = start_gemini(
        FakeGemini(Fault(kinds[number % 2], retry_after=0.01) for number in range(30))
    )

    error = await fail_to_paint()

    assert error.code in kinds
    assert gemini.requests == 10


async def test_a_repair_quotes_what_was_wrong(start_gemini: StartGemini) -> None:
    gemini = start_gemini(FakeGemini([{"colour": "green", "litres": 3}, RED]))

    await paint()

    assert "colour" not in gemini.calls[0].prompt
    assert "colour: Input should be 'red' or 'blue', not 'green'" in gemini.calls[1].prompt


async def test_an_answer_that_was_cut_off_gets_more_room_and_less_thinking(
    start_gemini: StartGemini,
) -> None:
    gemini = start_gemini(failing("truncated", calls=[1]))

    await paint()

    generation = gemini.calls[1].body["generationConfig"]
    assert generation["maxOutputTokens"] > 60_000
    assert generation["thinkingConfig"]["thinking_budget"] == 0
    assert "maxOutputTokens" not in gemini.calls[0].body["generationConfig"]


async def test_a_recited_answer_is_asked_for_in_other_words(start_gemini: StartGemini) -> None:
    gemini = start_gemini(failing("recitation", calls=[1]))

    await paint()

    assert "in your own words" in gemini.calls[1].prompt


async def test_a_bad_key_is_named_in_one_sentence_that_says_where_to_get_one(
    start_gemini: StartGemini,
) -> None:
    start_gemini(failing("invalid_key"))

    error = await fail_to_paint()

    assert "key" in str(error)
    assert "https://aistudio.google.com/apikey" in str(error)
    assert str(error).count(".") <= 5


async def test_google_is_given_the_time_that_it_asks_for(start_gemini: StartGemini) -> None:
    gemini = start_gemini(failing(Fault("rate_limited", retry_after=0.5), calls=[1]))

    await paint()

    assert gemini.calls[1].started - gemini.calls[0].started >= 0.5


async def test_a_refusal_pauses_every_call_to_the_model(start_gemini: StartGemini) -> None:
    gemini = start_gemini(failing(Fault("rate_limited", retry_after=0.6), calls=[1]))
    first = asyncio.create_task(paint())
    await until(lambda: bool(gemini.calls) and gemini.calls[0].ended is not None)
    await asyncio.sleep(0.05)

    await asyncio.gather(first, *(paint() for _ in range(5)))

    assert min(call.started for call in gemini.calls[1:]) - gemini.calls[0].started >= 0.6


async def test_a_text_that_breaks_off_is_no_answer(start_gemini: StartGemini) -> None:
    cut = Reply("Half a sent", finish_reason="MAX_TOKENS")
    start_gemini(FakeGemini([cut, "A whole sentence."]))

    answered = await call_model([HumanMessage("Write.")], step="write", model=GEMINI)

    assert answered.value.text == "A whole sentence."


# Other models.


@pytest.mark.parametrize(
    ("kind", "requests"),
    [
        ("unavailable", 4),
        ("rate_limited", 4),
        ("quota_exhausted", 1),
        ("retired", 1),
        ("truncated", 2),
        ("malformed_json", 2),
    ],
)
async def test_the_next_model_answers_where_the_first_cannot_and_is_named(
    kind: FaultKind,
    requests: int,
    start_gemini: StartGemini,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FRONTDESK_FALLBACK_MODELS", NEXT)
    fault = Fault(kind, retry_after=0.01)
    gemini = start_gemini(
        FakeGemini(lambda call: RED, faults=lambda call: None if "3.5" in call.model else fault)
    )

    answered = await paint()

    assert answered.value == Paint(colour="red", litres=3)
    assert answered.answered_by == NEXT
    assert any(NEXT in notice and GEMINI in notice for notice in answered.usage["notices"])
    assert [call.model for call in gemini.calls] == [
        *["gemini-2.5-flash"] * requests,
        "gemini-3.5-flash",
    ]


@pytest.mark.parametrize("kind", ["invalid_key", "forbidden", "bad_request", "safety", "blocked"])
async def test_what_another_model_would_not_cure_is_not_asked_of_it(
    kind: FaultKind, start_gemini: StartGemini, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRONTDESK_FALLBACK_MODELS", f"{NEXT},offline")
    gemini = start_gemini(failing(kind))

    await fail_to_paint()

    assert gemini.requests == 1


async def test_a_model_that_is_retired_is_told_with_the_one_to_use_instead(
    start_gemini: StartGemini,
) -> None:
    start_gemini(FakeGemini(lambda call: RED, faults=lambda call: RETIRED))

    failed = await fail_to_paint()

    assert str(failed).endswith("set FRONTDESK_MODEL to google_genai:gemini-3.5-flash-lite.")


async def test_a_fallback_that_cannot_be_loaded_is_passed_over(
    start_gemini: StartGemini, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRONTDESK_FALLBACK_MODELS", f"nobody:nothing,{NEXT},nobody:else")
    start_gemini(
        FakeGemini(lambda call: RED, faults=lambda call: None if "3.5" in call.model else RETIRED)
    )

    painted = await paint()
    monkeypatch.setenv("FRONTDESK_FALLBACK_MODELS", "nobody:nothing")
    failed = await fail_to_paint()

    assert painted.answered_by == NEXT
    assert failed.code == "unknown_model"
    for usage in (painted.usage, failed.usage):
        [passed_over] = [each for each in usage["notices"] if "passed over" in each]
        assert passed_over.startswith("The fallback model nobody:nothing was passed over: ")


async def test_a_run_says_once_that_a_fallback_does_not_exist(
    start_gemini: StartGemini, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRONTDESK_FALLBACK_MODELS", f"{GEMINI}-gone")
    unknown = Fault("retired")
    start_gemini(
        FakeGemini(faults=lambda call: unknown if "gone" in call.model else Fault("unavailable"))
    )

    graph: Any = importlib.import_module("graphs.faq_parallel").graph
    page = {"title": "Hours", "content": "We open at nine."}
    output = await graph.ainvoke({"sources": [page], "questions": ["When?", "At what time?"]})

    told = [notice for notice in output["usage"]["notices"] if "passed over" in notice]
    assert len(told) == 1
    assert f"{GEMINI}-gone" in told[0] and "does not exist" in told[0]
    assert [faq["error"]["code"] for faq in output["faqs"]] == ["unavailable"] * 2


async def test_every_quota_that_a_refusal_names_is_read(start_gemini: StartGemini) -> None:
    quota = Quota(requests_per_minute=60, burst=1, tokens_per_minute=4, requests_per_day=1)
    start_gemini(FakeGemini(lambda call: RED, quota=quota))
    model = await chat_model(GEMINI, read_settings())
    await model.ainvoke("Which?")

    with pytest.raises(Exception, match="exceeded your current quota") as refused:
        await model.ainvoke("Which colour is it, red or blue?")
    failure = failure_of(refused.value, step="paint", model=GEMINI)

    assert failure.code == "quota_exhausted"
    assert failure.refusal is not None
    assert failure.refusal.limits == {
        "requests_per_minute": 60,
        "tokens_per_minute": 4,
        "requests_per_day": 1,
    }


async def test_a_dead_model_is_not_tried_by_every_call(
    start_gemini: StartGemini, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRONTDESK_FALLBACK_MODELS", NEXT)
    monkeypatch.setenv("FRONTDESK_RETRY_SECONDS", "1")
    gemini = start_gemini(
        FakeGemini(
            lambda call: RED,
            faults=lambda call: None if "3.5" in call.model else Fault("unavailable"),
        )
    )

    await asyncio.gather(*(paint() for _ in range(20)))
    tried = gemini.requests
    answers = [await paint() for _ in range(20)]

    assert [answer.answered_by for answer in answers] == [NEXT] * 20
    assert gemini.requests - tried <= 21


async def test_a_model_that_recovers_is_used_again(
    start_gemini: StartGemini, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRONTDESK_FALLBACK_MODELS", NEXT)
    healthy = asyncio.Event()

    def fault(call: Any) -> Fault | None:
        return None if healthy.is_set() or "3.5" in call.model else Fault("unavailable")

    start_gemini(FakeGemini(lambda call: RED, faults=fault))
    await asyncio.gather(*(paint() for _ in range(20)))

    healthy.set()
    await asyncio.sleep(0.7)

    assert (await paint()).answered_by is None


async def test_calls_wait_for_their_only_model_while_it_is_away_for_a_moment(
    start_gemini: StartGemini,
) -> None:
    away_until = time.monotonic() + 0.3

    def fault(call: Any) -> Fault | None:
        return Fault("unavailable") if time.monotonic() < away_until else None

    gemini = start_gemini(FakeGemini(lambda call: RED, faults=fault))

    answers = await asyncio.gather(*(paint() for _ in range(30)), return_exceptions=True)

    assert sum(isinstance(answer, Answered) for answer in answers) >= 20
    assert gemini.requests < 150


# The ledger.


async def test_a_call_reports_tokens_and_cost_by_step_and_model(start_gemini: StartGemini) -> None:
    start_gemini(failing(Fault("other_model", thoughts=100)))

    usage = (await paint()).usage

    assert usage["by_step"].keys() == {"paint"}
    assert usage["by_model"].keys() == {"gemini-3.5-flash-lite"}
    assert usage["thinking_tokens"] == 100
    assert usage["output_tokens"] > 100
    dollars = (usage["input_tokens"] * 0.30 + usage["output_tokens"] * 2.50) / 1e6
    assert usage["cost"] == pytest.approx(dollars)


async def test_a_model_that_was_not_asked_is_told(start_gemini: StartGemini) -> None:
    start_gemini(failing("other_model"))

    notices = (await paint()).usage["notices"]

    assert any("gemini-3.5-flash-lite answered" in notice for notice in notices)


async def test_a_failed_attempts_tokens_are_counted(start_gemini: StartGemini) -> None:
    start_gemini(failing("malformed_json", calls=[1]))

    usage = (await paint()).usage

    assert usage["attempts"] == 2
    assert usage["input_tokens"] > usage["by_model"]["gemini-2.5-flash"]["input_tokens"] / 2 > 0
    assert usage["cost"] is not None


async def test_a_model_without_a_price_says_so(use_model: UseModel) -> None:
    use_model(ScriptedChatModel(replies=[RED]))

    usage = (await paint("scripted:model")).usage

    assert (usage["cost"], usage["unpriced"]) == (None, 1)


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        ('{"colour": 3}', "invalid_answer"),
        ('{"colour": "red", "litres": "3"}', "invalid_answer"),
        ("no JSON at all", "invalid_answer"),
        (AIMessage("", response_metadata={"finish_reason": "STOP"}), "empty_answer"),
        (AIMessage("re", response_metadata={"finish_reason": "length"}), "truncated"),
        (AIMessage("", response_metadata={"finish_reason": "content_filter"}), "blocked"),
        (ConnectionError("reset"), "unavailable"),
        (TimeoutError(), "timeout"),
    ],
    ids=["type", "text-number", "no-json", "empty", "length", "filter", "connection", "timeout"],
)
async def test_another_providers_failures_have_the_same_codes(
    reply: Any, code: str, use_model: UseModel
) -> None:
    use_model(ScriptedChatModel(replies=lambda messages, schema: reply))

    assert (await fail_to_paint("scripted:model")).code == code


@pytest.mark.parametrize("reason", ["stop", "STOP", "end_turn", "tool_calls"])
async def test_what_other_providers_call_a_whole_answer_is_one(
    reason: str, use_model: UseModel
) -> None:
    reply = AIMessage('{"colour": "red", "litres": 3}', response_metadata={"finish_reason": reason})
    use_model(ScriptedChatModel(replies=[reply]))

    assert (await paint("scripted:model")).value == Paint(colour="red", litres=3)


# Loops, threads, cancellation.


def test_one_process_may_use_one_loop_after_the_other_and_several_at_once(
    start_gemini: StartGemini,
) -> None:
    start_gemini(failing("unavailable", calls=[1, 4]))

    one_after_the_other = [asyncio.run(paint()) for _ in range(2)]

    async def in_threads() -> list[Answered[Paint]]:
        calls = (asyncio.to_thread(asyncio.run, paint()) for _ in range(4))
        return await asyncio.gather(*calls)

    at_once = asyncio.run(in_threads())
    assert all(answer.value.litres == 3 for answer in [*one_after_the_other, *at_once])


async def test_a_cancelled_call_leaves_no_request_behind(start_gemini: StartGemini) -> None:
    gemini = start_gemini(FakeGemini(lambda call: RED, latency=30))
    calls = [asyncio.create_task(paint()) for _ in range(5)]
    await until(lambda: gemini.requests == 5)

    for call in calls:
        call.cancel()
    ended = await asyncio.gather(*calls, return_exceptions=True)
    await asyncio.sleep(0.2)

    assert all(isinstance(error, asyncio.CancelledError) for error in ended)
    assert all(call.ended is not None for call in gemini.calls)
    assert gemini.requests == 5
