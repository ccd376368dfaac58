"""A comparison of patterns as a table for people and as JSON for programs."""

import io
import json

from rich.console import Console
from rich.table import Table
from rich.text import Text

from frontdesk.comparison.measures import MEASURES, Measure, Spread, spread
from frontdesk.comparison.runs import Comparison, PatternRun
from frontdesk.exports.terminal import COLUMNS

NAMES = {"single-call": "Single call", "chain": "Chain", "parallel": "Parallel"}
UNKNOWN = "-"


def comparison_text(comparison: Comparison, columns: int = COLUMNS) -> Text:
    """Return a table with a column for each pattern; `str()` of the text is the plain text.

    A cell has the median of the rounds and, below it where they differ, the least and the most.
    """
    table = Table(box=None, width=columns, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(told_rounds(comparison), ratio=2)
    for pattern in comparison.patterns:
        table.add_column(NAMES[pattern], justify="right", ratio=1)
    for measure in MEASURES:
        spreads = [spread(measure, pattern, comparison) for pattern in comparison.patterns]
        if any(spreads):
            table.add_row(measure.label, *(_cell(measure, each) for each in spreads))
    output = io.StringIO()
    console = Console(file=output, width=columns, force_terminal=True, color_system="standard")
    console.print(table)
    lines = Text.from_ansi(output.getvalue()).split("\n")
    for line in lines:
        line.rstrip()
    return Text("\n").join(lines) + Text("\n")


def comparison_json(comparison: Comparison) -> str:
    """Return the spreads of all measures and, below them, every run with its answers and calls."""
    plain = {
        "documents": [source["title"] for source in comparison.sources],
        "wanted": comparison.wanted,
        "questions": [*comparison.questions],
        "models": comparison.models,
        "rounds": comparison.rounds,
        "patterns": [
            {
                "pattern": pattern,
                "measures": {
                    measure.key: _spread_object(spread(measure, pattern, comparison))
                    for measure in MEASURES
                },
                "runs": [_run_object(run, comparison) for run in comparison.of(pattern)],
            }
            for pattern in comparison.patterns
        ],
    }
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"


def told_rounds(comparison: Comparison) -> str:
    """Return what the numbers are taken of."""
    rounds = comparison.rounds
    return "One round" if rounds == 1 else f"Median of {rounds} rounds"


def shown(measure: Measure, value: float) -> str:
    """Return a value of the measure with its unit, as short as it may be."""
    match measure.unit:
        case "seconds":
            return f"{_number(measure, value)} s"
        case "percent":
            return f"{_number(measure, value)} %"
        case _:
            return _number(measure, value)


def shown_range(measure: Measure, values: Spread) -> str:
    """Return the least and the most, or nothing where they are the same."""
    least, most = _number(measure, values.least), _number(measure, values.most)
    return "" if least == most else f"{least} to {most}"


def _number(measure: Measure, value: float) -> str:
    match measure.unit:
        case "seconds":
            return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"
        case "dollars":
            return f"${value:.4f}" if value else "$0"
        case "percent":
            return f"{value:.0f}"
        case "number":
            return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def _cell(measure: Measure, values: Spread | None) -> Text:
    if values is None:
        return Text(UNKNOWN)
    lines = [Text(shown(measure, values.median)), Text(shown_range(measure, values), style="dim")]
    return Text("\n").join(line for line in lines if line)


def _spread_object(values: Spread | None) -> dict[str, object] | None:
    if values is None:
        return None
    return {
        "median": values.median,
        "min": values.least,
        "max": values.most,
        "values": [*values.values],
    }


def _run_object(run: PatternRun, comparison: Comparison) -> dict[str, object]:
    return {
        "round": run.round,
        "started": run.started,
        "seconds": run.seconds,
        "error": run.error or None,
        "measures": {measure.key: measure.of(run, comparison) for measure in MEASURES},
        "faqs": [*run.faqs],
        "shortfall": run.shortfall,
        "attempts": [*run.attempts],
        "usage": run.usage,
    }
