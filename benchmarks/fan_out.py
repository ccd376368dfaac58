"""How close the FAQ patterns come to what their calls must take, through Gemini's real client.

Runs them in turn against a loopback Gemini with a fixed latency in a process of its own, warm, and
prints each one's wall time as a ratio to its bound: the latency times the calls that have to wait
for one another (1, 1 + 2n and 3). Usage: python benchmarks/fan_out.py [QUESTIONS] [LATENCY] [RUNS]
"""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from typing import Any

from graphs import faq_chain, faq_parallel, faq_single_call

PAGES = [
    {
        "title": f"Page {page}",
        "content": " ".join(
            f"Machine {page}{number} was built in {1900 + number} and weighs {number} tons."
            for number in range(40)
        ),
    }
    for page in range(3)
]


def start_gemini(latency: float) -> tuple["subprocess.Popen[str]", str]:
    """Start the loopback Gemini; return its process and address."""
    command = [sys.executable, "-m", "frontdesk.cli.main", "fake-gemini", "--latency", str(latency)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    line = server.stdout.readline().strip()
    return server, line.partition("=")[2]


async def measure(questions: int, latency: float, runs: int) -> list[dict[str, Any]]:
    """Return a row for each pattern: median, least and greatest ratio of wall time to bound."""
    patterns: dict[str, tuple[Any, int]] = {
        "single call": (faq_single_call.graph, 1),
        "chain": (faq_chain.graph, 1 + 2 * questions),
        "parallel": (faq_parallel.graph, 3),
    }
    ratios: dict[str, list[float]] = {name: [] for name in patterns}
    for run in range(runs + 1):
        for name, (graph, waits) in patterns.items():
            started = time.perf_counter()
            output = await graph.ainvoke({"sources": PAGES, "n_questions": questions})
            seconds = time.perf_counter() - started
            assert len(output["faqs"]) == questions
            if run:  # the first run warms up
                ratios[name].append(seconds / (waits * latency))
    return [
        {
            "pattern": name,
            "bound_seconds": round(patterns[name][1] * latency, 2),
            "ratio_median": round(statistics.median(values), 3),
            "ratio_min": round(min(values), 3),
            "ratio_max": round(max(values), 3),
        }
        for name, values in ratios.items()
    ]


def main() -> None:
    """Measure and print a JSON row for each pattern."""
    given = [*sys.argv[1:], *("10", "0.2", "5")[len(sys.argv) - 1 :]]
    questions, latency, runs = int(given[0]), float(given[1]), int(given[2])
    server, url = start_gemini(latency)
    os.environ.update(GOOGLE_GEMINI_BASE_URL=url, GOOGLE_API_KEY="fake")
    try:
        for row in asyncio.run(measure(questions, latency, runs)):
            sys.stdout.write(json.dumps(row) + "\n")
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
