"""What a model call costs this process: CPU time and memory, beside the plain SDK."""

import asyncio
import multiprocessing
import re
import resource
import sys
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks.baseline import Notebook
from benchmarks.gemini import Setting, scripted_gemini
from benchmarks.measuring import Row, check_nothing_is_lost, in_turn, pages, ratios
from graphs.faq_parallel import graph
from state.faq import FAQInput

_CHARACTERS = 3_000


def measure(*, runs: int = 5, few: int = 100, many: int = 1000, latency: float = 0.2) -> list[Row]:
    """Return CPU per call beside the SDK, CPU per question as they grow, and the peak memory."""
    with scripted_gemini(Setting((latency, latency))) as url:
        cpu = asyncio.run(_beside_the_sdk(url, runs, few))
        fewer_runs = max(1, runs // 2)
        per_question = asyncio.run(_as_they_grow(fewer_runs, few, many))
        peaks = [_peak_megabytes(many) for _ in range(fewer_runs)]
    return [
        Row(
            f"CPU of a model call in faq_parallel, {few:,} questions",
            "the plain SDK's",
            ratios(cpu["frontdesk"], cpu["sdk"]),
            target=2,
            note=f"the SDK's is {_milliseconds(cpu['sdk'])} ms",
        ),
        Row(
            f"CPU of a question in faq_parallel, {many:,} questions",
            f"that with {few:,}",
            ratios(per_question["many"], per_question["few"]),
            target=1.5,
            note=f"with {few:,} it is {_milliseconds(per_question['few'])} ms",
        ),
        Row(f"Peak memory of a process that makes {many:,} questions", "MB", peaks, target=250),
    ]


async def _beside_the_sdk(url: str, runs: int, questions: int) -> dict[str, list[float]]:
    calls = 1 + 2 * questions
    async with Notebook(url, pages(_CHARACTERS)) as notebook:
        return await in_turn(
            runs,
            {
                "sdk": lambda: _cpu(lambda: notebook.run(questions), calls),
                "frontdesk": lambda: _cpu(lambda: _frontdesk(questions), calls),
            },
        )


async def _as_they_grow(runs: int, few: int, many: int) -> dict[str, list[float]]:
    return await in_turn(
        runs,
        {
            "few": lambda: _cpu(lambda: _frontdesk(few), few),
            "many": lambda: _cpu(lambda: _frontdesk(many), many),
        },
    )


async def _cpu(work: Callable[[], Awaitable[object]], parts: int) -> float:
    """Return the seconds of CPU that each of the work's parts takes this process."""
    started = time.process_time()
    await work()
    return (time.process_time() - started) / parts


async def _frontdesk(questions: int) -> None:
    output = await graph.ainvoke(FAQInput(sources=pages(_CHARACTERS), n_questions=questions))
    check_nothing_is_lost(output, questions)


def _peak_megabytes(questions: int) -> float:
    """Return the peak memory of a new process that makes one FAQ and nothing else."""
    new = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=new) as process:
        return process.submit(_peak_of_this_process, questions).result()


def _peak_of_this_process(questions: int) -> float:
    asyncio.run(_frontdesk(questions))
    status = Path("/proc/self/status")
    if status.exists():  # Linux counts what the process before had into the resource usage
        [peak] = re.findall(r"VmHWM:\s*(\d+) kB", status.read_text())
        return int(peak) * 1_024 / 1_000_000
    peak_of_usage = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak_of_usage / (1_000_000 if sys.platform == "darwin" else 1_000)


def _milliseconds(seconds: list[float]) -> str:
    return f"{sorted(seconds)[len(seconds) // 2] * 1000:.1f}"
