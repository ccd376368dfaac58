"""The benchmarks still run, with numbers so small that what they measure means nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from benchmarks import model_calls, patterns, quota
from benchmarks.__main__ import BENCHMARKS, main
from benchmarks.measuring import Row

TINY: list[tuple[Callable[..., list[Row]], dict[str, Any]]] = [
    (model_calls.measure, {"few": 2, "many": 3, "latency": 0.0}),
    (
        patterns.measure,
        {"sizes": (2, 3), "latency": 0.01, "uneven": (0.0, 0.02), "characters": 2000},
    ),
    (quota.measure, {"questions": 3, "latency": 0.0, "requests_per_minute": 6000, "burst": 2}),
]


@pytest.mark.parametrize(("measure", "numbers"), TINY)
def test_a_benchmark_runs(measure: Callable[..., list[Row]], numbers: dict[str, Any]) -> None:
    rows = measure(runs=1, **numbers)

    assert rows
    assert all(value >= 0 for row in rows for value in row.values)


def test_the_table_shows_every_row_with_its_target_and_whether_it_is_met(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [Row("slow", "fast", [3.0, 1.0, 2.5], target=2.0), Row("plain", "MB", [5.0])]
    monkeypatch.setitem(BENCHMARKS, "quota", lambda **_: rows)

    main(["quota"])

    shown = capsys.readouterr().out
    assert all(word in shown for word in ("slow", "2.5", "≤ 2", "missed", "plain", "MB"))


def test_an_unknown_benchmark_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["nonsense"])

    assert "nonsense: not one of model_calls, patterns, quota" in capsys.readouterr().err
