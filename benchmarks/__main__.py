"""Run the benchmarks and print a table. Usage: python -m benchmarks [NAME ...] [--runs N]."""

import argparse
import gc
import os
from collections.abc import Callable, Sequence

from rich.console import Console
from rich.table import Table

from benchmarks import model_calls, patterns, quota
from benchmarks.measuring import Row

BENCHMARKS: dict[str, Callable[..., list[Row]]] = {
    "model_calls": model_calls.measure,
    "patterns": patterns.measure,
    "quota": quota.measure,
}


def table(name: str, rows: Sequence[Row]) -> Table:
    """Return the results of one benchmark: a row for each, with the spread of its runs."""
    shown = Table(title=name, title_justify="left", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    shown.add_column("what", ratio=1)
    shown.add_column("ratio to")
    for column in ("median", "min", "max", "runs", "target"):
        shown.add_column(column, justify="right")
    shown.add_column("")
    shown.add_column("note")
    for row in rows:
        numbers = (_number(value) for value in (row.median, min(row.values), max(row.values)))
        target = "" if row.target is None else f"≤ {_number(row.target)}"
        runs = str(len(row.values))
        shown.add_row(row.what, row.of, *numbers, runs, target, row.verdict, row.note)
    return shown


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the named benchmarks, or all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--runs", type=int, metavar="N", help="how often each is measured")
    given = parser.parse_args(arguments)
    if unknown := set(given.names) - set(BENCHMARKS):
        parser.error(f"{', '.join(sorted(unknown))}: not one of {', '.join(BENCHMARKS)}")
    if given.runs is not None and given.runs < 1:
        parser.error(f"--runs {given.runs}: must be 1 or more")
    gc.set_threshold(10_000)  # as the command line does
    console = Console(width=None if os.isatty(1) else 150)
    for name in given.names or BENCHMARKS:
        options = {} if given.runs is None else {"runs": given.runs}
        console.print(table(name, BENCHMARKS[name](**options)))
        console.print()


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    main()
