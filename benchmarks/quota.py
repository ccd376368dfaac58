"""How close a fan-out comes to the least time that a quota allows, and how often it is refused."""

import asyncio
import json
import time

from benchmarks.gemini import Setting, scripted_gemini
from benchmarks.measuring import Row, check_nothing_is_lost, pages
from graphs.faq_parallel import graph
from state.faq import FAQInput

_CHARACTERS = 3_000
_TIME = 1.10
_REFUSED = {"known": 0.03, "learned": 0.10}


def measure(
    *,
    runs: int = 3,
    questions: int = 100,
    latency: float = 0.2,
    requests_per_minute: int = 600,
    burst: int = 20,
) -> list[Row]:
    """Return the time beside the quota's bound and the share of refused requests.

    Once the quota is known beforehand, once it has to be learned; each run begins anew. The bound
    is the time in which the quota lets the answered calls through: (calls - burst) / rate.
    """
    setting = Setting((latency, latency), requests_per_minute, burst)
    quotas = {"*": {"requests_per_minute": requests_per_minute, "burst": burst}}
    known = {"FRONTDESK_QUOTAS": json.dumps(quotas)}
    bound = (1 + 2 * questions - burst) / (requests_per_minute / 60)
    seconds: dict[str, list[float]] = {"known": [], "learned": []}
    refused: dict[str, list[float]] = {"known": [], "learned": []}
    for number in range(runs + 1):
        for name in seconds:
            # A new server has another address, of which nothing is known yet.
            with scripted_gemini(setting, **(known if name == "known" else {})):
                taken, share = asyncio.run(_run(questions if number else 1))
            if number:  # the first round warms up
                seconds[name].append(taken / bound)
                refused[name].append(share)
    what = f"{questions:,} questions, quota of {requests_per_minute:,} a minute"
    return [
        row
        for name in seconds
        for row in (
            Row(f"Time, {what}, {name}", "the quota's bound", seconds[name], target=_TIME),
            Row(f"Refused, {what}, {name}", "all requests", refused[name], target=_REFUSED[name]),
        )
    ]


async def _run(questions: int) -> tuple[float, float]:
    """Return the seconds that an FAQ took, and what share of its requests were refused."""
    started = time.perf_counter()
    output = await graph.ainvoke(FAQInput(sources=pages(_CHARACTERS), n_questions=questions))
    seconds = time.perf_counter() - started
    check_nothing_is_lost(output, questions)
    usage = output["usage"]
    return seconds, usage["outcomes"].get("rate_limited", 0) / usage["attempts"]
