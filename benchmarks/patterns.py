"""How long the FAQ patterns take beside what their calls must take, and what they send."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from benchmarks.baseline import Notebook
from benchmarks.gemini import Setting, scripted_gemini
from benchmarks.measuring import Measured, Row, check_nothing_is_lost, in_turn, pages, ratios
from graphs import faq_chain, faq_parallel, faq_single_call

# How much longer than its calls must take an FAQ of so many questions may take.
_TARGETS = {10: 1.08, 100: 1.5, 1000: 6.0}
_SLOWEST_BRANCH = 1.1
# The share of the notebook's input tokens that a question may cost.
_SHARE_OF_TOKENS = 0.1


def measure(
    *,
    runs: int = 5,
    sizes: Sequence[int] = (10, 100, 1000),
    latency: float = 0.2,
    uneven: tuple[float, float] = (0.1, 0.9),
    characters: int = 100_000,
) -> list[Row]:
    """Return wall times beside the calls' latency, for even and uneven ones, and input tokens."""
    rows: list[Row] = []
    sources = pages(characters)
    with scripted_gemini(Setting((latency, latency))) as url:
        rows += asyncio.run(_small(url, runs, sizes[0], latency, sources))
        for size in sizes[1:]:
            rows += asyncio.run(_large(url, max(1, runs * 10 // size), size, latency, sources))
    setting = Setting(uneven)
    with scripted_gemini(setting) as url:
        size = sizes[min(1, len(sizes) - 1)]
        rows += asyncio.run(_uneven(url, setting, runs, size, sources))
    return rows


async def _small(
    url: str, runs: int, questions: int, latency: float, sources: Sequence[Any]
) -> list[Row]:
    """Compare all patterns with one another and with the notebook."""
    waits = {"faq_single_call": 1, "faq_chain": 1 + 2 * questions, "faq_parallel": 3, "notebook": 3}
    measured: dict[str, Measured] = {
        name: _seconds_of(name, questions, sources) for name in waits if name != "notebook"
    }
    async with Notebook(url, sources) as notebook:
        measured["notebook"] = lambda: _seconds(lambda: notebook.run(questions))
        seconds = await in_turn(runs, measured)
    return [
        _row(name, questions, waits[name] * latency, waits[name], seconds[name]) for name in waits
    ]


async def _large(
    url: str, runs: int, questions: int, latency: float, sources: Sequence[Any]
) -> list[Row]:
    """Compare the fan-out with the notebook, which makes the same calls."""
    tokens: dict[str, int] = {}

    async def fan_out() -> None:
        output = await _faqs("faq_parallel", questions, sources)
        tokens["faq_parallel"] = output["usage"]["input_tokens"]

    async with Notebook(url, sources) as notebook:
        seconds = await in_turn(
            runs,
            {
                "faq_parallel": lambda: _seconds(fan_out),
                "notebook": lambda: _seconds(lambda: notebook.run(questions)),
            },
        )
        tokens["notebook"] = notebook.input_tokens // (runs + 1)
    return [
        *(_row(name, questions, 3 * latency, 3, values) for name, values in seconds.items()),
        Row(
            f"Input tokens of faq_parallel, {questions:,} questions",
            "the notebook's",
            [tokens["faq_parallel"] / tokens["notebook"]],
            target=_SHARE_OF_TOKENS,
            note=f"{tokens['faq_parallel'] / questions:,.0f} a question",
        ),
        Row(
            f"Time of faq_parallel, {questions:,} questions",
            "the notebook's",
            ratios(seconds["faq_parallel"], seconds["notebook"]),
        ),
    ]


async def _uneven(
    url: str, setting: Setting, runs: int, questions: int, sources: Sequence[Any]
) -> list[Row]:
    """Compare the fan-out and the notebook each with its slowest branch, which none can outrun."""

    async def ratio(run: Callable[[], Awaitable[list[str]]]) -> float:
        started = time.perf_counter()
        asked = await run()
        seconds = time.perf_counter() - started
        slowest = max(
            setting.seconds("Answer", question) + setting.seconds("SupportingSentences", question)
            for question in asked
        )
        return seconds / (setting.seconds("QuestionList", "") + slowest)

    async def fan_out() -> list[str]:
        output = await _faqs("faq_parallel", questions, sources)
        return [faq["question"] for faq in output["faqs"]]

    async with Notebook(url, sources) as notebook:
        measured = await in_turn(
            runs,
            {
                "faq_parallel": lambda: ratio(fan_out),
                "notebook": lambda: ratio(lambda: notebook.run(questions)),
            },
        )
    least, most = (round(1000 * end) for end in setting.latency)
    return [
        Row(
            f"Time of {name}, {questions:,} questions, {least} to {most} ms a call",
            "its slowest branch",
            values,
            target=_SLOWEST_BRANCH if name == "faq_parallel" else None,
        )
        for name, values in measured.items()
    ]


def _row(name: str, questions: int, bound: float, waits: int, seconds: Sequence[float]) -> Row:
    target = _TARGETS.get(questions) if name == "faq_parallel" else None
    calls = "a call's latency" if waits == 1 else f"the latency of {waits} calls"
    return Row(
        f"Time of {name}, {questions:,} questions",
        calls,
        [value / bound for value in seconds],
        target=target,
    )


def _seconds_of(name: str, questions: int, sources: Sequence[Any]) -> Measured:
    return lambda: _seconds(lambda: _faqs(name, questions, sources))


async def _seconds(work: Callable[[], Awaitable[object]]) -> float:
    started = time.perf_counter()
    await work()
    return time.perf_counter() - started


async def _faqs(name: str, questions: int, sources: Sequence[Any]) -> Mapping[str, Any]:
    graphs: dict[str, Any] = {
        "faq_single_call": faq_single_call.graph,
        "faq_chain": faq_chain.graph,
        "faq_parallel": faq_parallel.graph,
    }
    output = await graphs[name].ainvoke({"sources": sources, "n_questions": questions})
    check_nothing_is_lost(output, questions)
    return output  # type: ignore[no-any-return]
