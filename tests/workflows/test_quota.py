"""Many questions at once: quotas that are kept or learned, faults, budgets, connections.

Through `faq_parallel` and Gemini's real client, against a loopback Gemini with a quota.
"""

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from frontdesk.testing.gemini import Call, FakeGemini, Quota
from frontdesk.testing.gemini_fault_rules import at_random
from frontdesk.testing.gemini_faults import TRANSIENT
from graphs.faq_chain import graph as faq_chain
from graphs.faq_parallel import graph as faq_parallel
from graphs.support_orchestrator import graph as support_orchestrator
from graphs.support_router import graph as support_router
from state.context import Context

StartGemini = Callable[[FakeGemini], FakeGemini]
GEMINI = "google_genai:gemini-2.5-flash"
PAGES = [{"title": "Repairs", "content": "A repair costs 20 euros. It takes four days."}]


def questions(number: int) -> list[str]:
    return [f"What does repair number {place} cost?" for place in range(number)]


def script(call: Call) -> Any:
    """Answer at once and alike, so that what is measured is the waiting."""
    match call.asks_for:
        case "Answer":
            return {"found": True, "answer": "A repair costs 20 euros."}
        case "SupportingSentences":
            return {"sentences": [1]}
    return None


async def ask(number: int, graph: Any = faq_parallel, **context: Any) -> Any:
    given = {"sources": PAGES, "questions": questions(number)}
    return await graph.ainvoke(given, context=Context(**context))


def statuses(output: Any) -> dict[str, int]:
    found = [faq["status"] for faq in output["faqs"]]
    return {status: found.count(status) for status in set(found)}


async def test_three_in_ten_failing_calls_lose_no_question(start_gemini: StartGemini) -> None:
    faults = at_random(0.3, TRANSIENT, seed=11, retry_after=0.01)
    gemini = start_gemini(FakeGemini(script, faults=faults))

    output = await ask(100)

    assert statuses(output) == {"answered": 100}
    assert gemini.faults_met.total() > 40
    assert output["usage"]["attempts"] == gemini.requests


async def test_a_known_quota_is_kept(
    start_gemini: StartGemini, monkeypatch: pytest.MonkeyPatch
) -> None:
    quota = {"requests_per_minute": 1200, "burst": 20}
    monkeypatch.setenv("FRONTDESK_QUOTAS", json.dumps({GEMINI: quota}))
    gemini = start_gemini(
        FakeGemini(script, quota=Quota(requests_per_minute=1200, burst=20), latency=0.05)
    )
    started = time.monotonic()

    output = await ask(40)

    assert statuses(output) == {"answered": 40}
    assert gemini.refused <= 3
    assert time.monotonic() - started >= (80 - 20) / 20


@pytest.mark.parametrize("tells_value", [True, False], ids=["told", "untold"])
async def test_an_unknown_quota_is_learned_from_refusals(
    tells_value: bool, start_gemini: StartGemini
) -> None:
    quota = Quota(requests_per_minute=3000, burst=10, tells_value=tells_value)
    gemini = start_gemini(FakeGemini(script, quota=quota, latency=0.05))

    output = await ask(50)

    assert statuses(output) == {"answered": 50}
    assert gemini.refused <= 50


async def test_a_quota_of_tokens_is_kept(
    start_gemini: StartGemini, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRONTDESK_QUOTAS", '{"*": {"tokens_per_minute": 300000}}')
    gemini = start_gemini(FakeGemini(script, quota=Quota(tokens_per_minute=300_000)))

    output = await ask(60)

    assert statuses(output) == {"answered": 60}
    assert gemini.refused == 0


async def test_concurrency_is_capped(
    start_gemini: StartGemini, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRONTDESK_QUOTAS", '{"*": {"concurrency": 5}}')
    gemini = start_gemini(FakeGemini(script, latency=0.02))

    await ask(30)

    assert gemini.peak_concurrency == 5


async def test_a_small_run_is_not_held_up_by_a_large_one(
    start_gemini: StartGemini, monkeypatch: pytest.MonkeyPatch
) -> None:
    quota = '{"*": {"requests_per_minute": 3000, "burst": 1}}'
    monkeypatch.setenv("FRONTDESK_QUOTAS", quota)
    start_gemini(FakeGemini(script))

    large = asyncio.create_task(ask(100))
    await asyncio.sleep(0.5)
    started = time.monotonic()
    await ask(3)
    took = time.monotonic() - started

    assert not large.done()
    assert took < 1.5
    assert statuses(await large) == {"answered": 100}


async def test_a_quota_of_the_day_ends_the_run_in_seconds_with_the_finished_half(
    start_gemini: StartGemini,
) -> None:
    start_gemini(FakeGemini(script, quota=Quota(requests_per_day=101), latency=0.3))
    started = time.monotonic()

    output = await ask(100)

    failed = [faq for faq in output["faqs"] if faq["status"] == "failed"]
    assert statuses(output)["answered"] > 20
    assert len(failed) + statuses(output)["answered"] == 100
    assert {faq["error"]["code"] for faq in failed} == {"quota_exhausted"}
    assert "used up for today" in failed[0]["error"]["message"]
    assert time.monotonic() - started < 20


async def test_a_quota_of_the_day_is_taken_over_by_the_fallback_and_marked(
    start_gemini: StartGemini, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRONTDESK_FALLBACK_MODELS", "offline")
    start_gemini(FakeGemini(script, quota=Quota(requests_per_day=31), latency=0.01))

    output = await ask(60)

    assert statuses(output) == {"answered": 60}
    by = [faq["answered_by"] for faq in output["faqs"]]
    assert set(by) == {None, "offline"}
    assert any("offline answered in place of" in each for each in output["usage"]["notices"])


async def test_a_hundred_branches_open_a_hundred_connections_at_most(
    start_gemini: StartGemini,
) -> None:
    gemini = start_gemini(FakeGemini(script, latency=0.3))

    await ask(100)
    await ask(100)

    assert gemini.requests == 400
    assert gemini.connections <= 100


# Budgets.


@pytest.mark.parametrize("graph", [faq_parallel, faq_chain], ids=["faq_parallel", "faq_chain"])
async def test_what_the_calls_of_a_budget_do_not_allow_is_skipped(
    graph: Any, start_gemini: StartGemini
) -> None:
    gemini = start_gemini(FakeGemini(script))

    output = await ask(10, graph, max_calls=9)

    assert [faq["status"] for faq in output["faqs"]] == ["answered"] * 4 + ["skipped"] * 6
    assert gemini.requests == 8
    assert output["faqs"][-1]["error"]["code"] == "budget"
    assert "9 calls" in output["faqs"][-1]["error"]["message"]


async def test_retries_count_against_the_budget(start_gemini: StartGemini) -> None:
    faults = at_random(0.5, ["unavailable"], seed=3)
    gemini = start_gemini(FakeGemini(script, faults=faults))

    output = await ask(10, max_calls=20)

    assert gemini.requests == output["usage"]["attempts"] <= 20
    assert statuses(output).keys() <= {"answered", "skipped"}
    assert len(output["faqs"]) == 10


async def test_what_a_budget_of_money_does_not_allow_is_skipped(start_gemini: StartGemini) -> None:
    start_gemini(FakeGemini(script))

    output = await ask(20, max_cost=0.005)

    assert {"answered", "skipped"} == statuses(output).keys()
    assert 0 < output["usage"]["cost"] <= 0.005


@pytest.mark.parametrize("graph", [faq_parallel, faq_chain], ids=["faq_parallel", "faq_chain"])
async def test_a_run_ends_when_its_time_is_over_and_keeps_what_is_finished(
    graph: Any, start_gemini: StartGemini
) -> None:
    def hung_after_some(call: Call) -> float:
        return 60.0 if "number 3" in call.prompt else 0.01

    gemini = start_gemini(FakeGemini(script, latency=hung_after_some))
    started = time.monotonic()

    output = await ask(5, graph, max_seconds=2)
    took = time.monotonic() - started
    await asyncio.sleep(0.1)

    assert took < 10
    assert output["faqs"][0]["answer"]
    assert output["faqs"][3]["status"] == "skipped"
    assert "2 s" in output["faqs"][3]["error"]["message"]
    assert all(call.ended for call in gemini.calls)


async def test_two_runs_have_budgets_of_their_own(start_gemini: StartGemini) -> None:
    start_gemini(FakeGemini(script))

    first, second = await asyncio.gather(ask(4, max_calls=4), ask(4, max_calls=8))

    assert (statuses(first)["answered"], statuses(second)["answered"]) == (2, 4)


async def test_a_message_beyond_the_budget_is_told(start_gemini: StartGemini) -> None:
    start_gemini(FakeGemini())
    text = "Please look into invoice INV-7890."
    message: Any = {"messages": [{"role": "user", "content": text}]}

    output = await support_orchestrator.ainvoke(message, context=Context(max_calls=1))

    assert output["results"][0]["status"] == "skipped"
    assert output["results"][0]["error"]["code"] == "budget"
    assert "could not finish your request about your invoice" in output["reply"]
    routed = await support_router.ainvoke(message, context=Context(max_calls=1))
    assert routed["error"]["code"] == "budget"
    assert routed["messages"][-1].text
