"""A comparison of patterns as a web page in one file, with each pattern's calls in time."""

import math
from collections.abc import Sequence
from typing import Any

from frontdesk.comparison.measures import MEASURES, spread
from frontdesk.comparison.runs import Comparison, PatternRun
from frontdesk.comparison.timeline import Bar, bars, lanes
from frontdesk.exports.clean import one_line
from frontdesk.exports.comparison import NAMES, UNKNOWN, shown, shown_range, told_rounds
from frontdesk.exports.self_contained import page_style, page_template, policy

# A step's letter in its bars, its words in the legend and its class in the style.
_STEPS = {
    "generate_faqs": ("F", "The whole FAQ", "faqs"),
    "generate_questions": ("Q", "Questions", "questions"),
    "answer_question": ("A", "An answer", "answer"),
    "find_sources": ("S", "An answer's sources", "sources"),
}
_OTHER_STEP = ("", "Another step", "other")
# Pixels. A lane is lower the more of them there are; in a low or short bar no letter fits.
_LANE, _LOWEST_LANE, _HIGHEST_TIMELINE, _LETTER = 20, 4, 800, 14
_PAGE_WIDTH = 960
_MOST_TICKS = 8


def comparison_html(comparison: Comparison) -> str:
    """Return the comparison as one HTML page that asks for nothing else and runs no script.

    Below the table stands for each pattern the run with the median time: every request as a bar,
    all patterns on the same scale, and the same requests as a list.
    """
    from markupsafe import Markup

    style = page_style("comparison.css")
    runs = [comparison.median_run(pattern) for pattern in comparison.patterns]
    placed = [bars(run) for run in runs]
    whole = max([*(run.seconds for run in runs), *(bar.ended for each in placed for bar in each)])
    return page_template("comparison.html.jinja").render(
        policy=policy(style),
        style=Markup(style),
        facts=_facts(comparison),
        rounds=told_rounds(comparison),
        patterns=[NAMES[pattern] for pattern in comparison.patterns],
        rows=_rows(comparison),
        errors=_errors(comparison),
        legend=_legend(placed),
        ticks=_ticks(whole),
        timelines=[_timeline(run, each, whole) for run, each in zip(runs, placed, strict=True)],
    )


def _facts(comparison: Comparison) -> list[tuple[str, list[str]]]:
    """Return what was compared, each with its name."""
    told = [one_line(question) for question in comparison.questions]
    return [
        ("Documents", [one_line(source["title"]) for source in comparison.sources]),
        ("Models", [one_line(name) for name in comparison.models] or [UNKNOWN]),
        ("Questions", told or [f"{comparison.wanted} wanted, made by each pattern itself"]),
    ]


def _rows(comparison: Comparison) -> list[dict[str, Any]]:
    rows = []
    for measure in MEASURES:
        spreads = [spread(measure, pattern, comparison) for pattern in comparison.patterns]
        cells = [
            (shown(measure, each.median), shown_range(measure, each)) if each else (UNKNOWN, "")
            for each in spreads
        ]
        if any(spreads):
            rows.append({"label": measure.label, "cells": cells})
    return rows


def _errors(comparison: Comparison) -> list[str]:
    return [
        f"{NAMES[run.pattern]}, round {run.round}: {one_line(run.error)}"
        for run in comparison.counted
        if run.error
    ]


def _legend(placed: Sequence[Sequence[Bar]]) -> dict[str, Any]:
    seen = {bar.attempt["step"] for each in placed for bar in each}
    steps = [_STEPS[step] for step in _STEPS if step in seen]
    return {
        "steps": steps + ([_OTHER_STEP] if seen - set(_STEPS) else []),
        "waits": any(bar.sent > bar.due for each in placed for bar in each),
        "fails": any(bar.attempt["outcome"] != "answered" for each in placed for bar in each),
    }


def _ticks(whole: float) -> list[dict[str, str]]:
    """Return at most so many round numbers of seconds, with their place in percent."""
    step = 10 ** math.floor(math.log10(whole / _MOST_TICKS)) if whole > 0 else 1.0
    step = next(step * factor for factor in (1, 2, 5, 10) if whole / (step * factor) <= _MOST_TICKS)
    decimals = max(0, -math.floor(math.log10(step)))
    return [
        {"at": f"{100 * number * step / whole:.3f}", "label": f"{number * step:.{decimals}f} s"}
        for number in range(math.floor(whole / step) + 1)
        if whole > 0
    ]


def _timeline(run: PatternRun, placed: Sequence[Bar], whole: float) -> dict[str, Any]:
    count = lanes(placed)
    height = max(_LOWEST_LANE, min(_LANE, _HIGHEST_TIMELINE // max(count, 1)))
    at_once = "one at a time" if count <= 1 else f"up to {count} side by side"
    requests = f"{len(placed):,} request{'' if len(placed) == 1 else 's'}"
    return {
        "id": run.pattern,
        "name": NAMES[run.pattern],
        "round": run.round,
        "summary": f"{requests}, {at_once}, {run.seconds:.2f} s",
        "height": max(count, 1) * height,
        "end": f"{100 * run.seconds / whole:.3f}" if whole else "0",
        "bars": [_bar(bar, height, whole) for bar in placed],
    }


def _bar(bar: Bar, height: int, whole: float) -> dict[str, Any]:
    attempt, failed = bar.attempt, bar.attempt["outcome"] != "answered"
    letter, words, kind = _STEPS.get(attempt["step"], _OTHER_STEP)
    width = 100 * (bar.ended - bar.sent) / whole
    has_room = height >= _LETTER and width * _PAGE_WIDTH / 100 >= _LETTER
    outcome = attempt["outcome"].replace("_", " ")
    return {
        "kind": f"{kind} failed" if failed else kind,
        "letter": ("\N{MULTIPLICATION SIGN}" if failed else letter) if has_room else "",
        "step": one_line(attempt["step"]) if kind == "other" else words,
        "due": f"{100 * bar.due / whole:.3f}",
        "wait": f"{100 * (bar.sent - bar.due) / whole:.3f}" if bar.sent > bar.due else "",
        "sent": f"{100 * bar.sent / whole:.3f}",
        "width": f"{width:.3f}",
        "middle": f"{100 * bar.sent / whole + width / 2:.3f}",
        "top": bar.lane * height + 1,
        "height": height - 2,
        "baseline": bar.lane * height + height / 2 + 4,
        "from": f"{bar.sent:.3f}",
        "to": f"{bar.ended:.3f}",
        "waited": f"{bar.sent - bar.due:.3f}",
        "tokens_in": f"{attempt['input_tokens']:,}",
        "tokens_out": f"{attempt['output_tokens']:,}",
        "outcome": outcome
        if attempt["attempt"] == 1
        else f"{outcome}, attempt {attempt['attempt']}",
    }
