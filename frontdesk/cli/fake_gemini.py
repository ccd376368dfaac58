"""Serve a fake Gemini, if asked for one that fails or has a quota."""

from collections.abc import Sequence
from typing import cast

from frontdesk.cli.show import errors_as_sentences, write_result
from frontdesk.testing.gemini_fault_rules import Rule, at_random
from frontdesk.testing.gemini_faults import TRANSIENT, FaultKind
from frontdesk.testing.gemini_quota import Quota
from frontdesk.testing.gemini_serving import serve


def serve_fake_gemini(
    port: int,
    latency: float,
    *,
    kinds: Sequence[str],
    rate: float | None,
    requests_per_minute: int | None,
    burst: int | None,
    requests_per_day: int | None,
    seed: int | None,
) -> None:
    """Serve until Ctrl-C. Without `rate` all calls meet one of the `kinds` if there are any."""
    with errors_as_sentences():
        serve(
            port,
            latency,
            lambda line: write_result(line + "\n", ""),
            faults=_rules(cast(Sequence[FaultKind], kinds), rate, seed),
            quota=Quota(
                requests_per_minute=requests_per_minute,
                burst=burst,
                requests_per_day=requests_per_day,
            ),
        )


def _rules(kinds: Sequence[FaultKind], rate: float | None, seed: int | None) -> list[Rule]:
    if rate is None:
        rate = 1.0 if kinds else 0.0
    return [at_random(rate, kinds or TRANSIENT, seed=seed)] if rate else []
