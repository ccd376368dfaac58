"""The comparison of patterns: what is measured of their runs, and how it is written out."""

import json
from typing import Any

import pytest

from frontdesk.comparison.likeness import near_duplicates, same_question
from frontdesk.comparison.measures import MEASURES, Spread, most_at_once, spread
from frontdesk.comparison.runs import Comparison, PatternRun
from frontdesk.comparison.timeline import bars, lanes
from frontdesk.exports.comparison import comparison_json, comparison_text
from frontdesk.exports.comparison_html import comparison_html
from state.faq import FAQ
from state.usage import Attempt, Usage, add_usage, no_usage, usage_of

STARTED = 1_700_000_000.0
HOSTILE = "</p></style><script>alert(1)</script>\" ' {{ 7*7 }} \x1b[2J \u202e"
SOURCE = {"title": "Returns", "content": "Items may come back within thirty days."}


def attempt(started: float, seconds: float, waited: float = 0.0, **changes: Any) -> Attempt:
    made = {
        **{"type": "attempt", "step": "answer_question", "model": "google_genai:m", "served": "m"},
        **{"attempt": 1, "outcome": "answered", "started": STARTED + started, "waited": waited},
        **{"seconds": seconds, "input_tokens": 100, "cached_tokens": 0, "thinking_tokens": 0},
        **{"output_tokens": 10, "cost": 0.001},
    }
    return {**made, **changes}  # type: ignore[typeddict-item]


def faq(question: str, *titles: str, **changes: Any) -> FAQ:
    made = {
        **{"question": question, "answer": "Yes.", "sources": [*titles], "evidence": []},
        **{"status": "answered" if titles else "unsupported", "error": None, "answered_by": None},
    }
    return {**made, **changes}  # type: ignore[typeddict-item]


def run_of(pattern: str, *faqs: FAQ, attempts: Any = (), **changes: Any) -> PatternRun:
    usage: Usage = no_usage()
    for each in attempts:
        usage = add_usage(usage, usage_of(each, []))
    made: dict[str, Any] = {"round": 1, "started": STARTED, "seconds": 1.0, "shortfall": 0}
    return PatternRun(pattern, faqs=faqs, attempts=attempts, usage=usage, **(made | changes))


def comparison_of(*runs: PatternRun) -> Comparison:
    return Comparison([SOURCE], 2, [], runs)  # type: ignore[list-item]


def values(key: str, pattern: str, comparison: Comparison) -> Spread | None:
    [measure] = [measure for measure in MEASURES if measure.key == key]
    return spread(measure, pattern, comparison)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("How long is the warranty?", "how long  is the WARRANTY", True),
        ("What does express delivery cost?", "How much does express delivery cost?", True),
        ("How long is the warranty?", "How long is the trial?", False),
        ("Where is order 17?", "Where is order 18?", False),
    ],
)
def test_questions_are_the_same_by_their_words_but_not_with_another_number(
    one: str, other: str, alike: bool
) -> None:
    assert (same_question(one, ["Who are you?", other]) == 1) is alike
    assert near_duplicates([one, other, "Who are you?"]) == int(alike)


def test_a_spread_is_of_the_rounds_that_count() -> None:
    comparison = comparison_of(
        run_of("chain", round=0, seconds=90.0),
        run_of("chain", round=1, seconds=2.0),
        run_of("chain", round=2, seconds=5.0),
        run_of("chain", round=3, seconds=3.0),
    )

    found = values("seconds", "chain", comparison)

    assert found is not None
    assert (found.median, found.least, found.most) == (3.0, 2.0, 5.0)
    assert comparison.median_run("chain").round == 3


def test_sources_agree_where_both_patterns_name_the_same_for_the_same_question() -> None:
    comparison = comparison_of(
        run_of("chain", faq("How long is it?", "A", "B"), faq("What does it cost?", "A")),
        run_of("parallel", faq("How long is it?", "B", "A"), faq("what does it cost", "C")),
        run_of("parallel", faq("What does it cost?", "A"), round=2),
    )

    found = values("same_sources", "chain", comparison)

    assert found is not None
    assert [*found.values] == [50.0]


def test_sources_that_nobody_can_compare_have_no_agreement() -> None:
    comparison = comparison_of(
        run_of("chain", faq("How long is it?", "A")), run_of("parallel", faq("Who pays for it?"))
    )

    assert values("same_sources", "chain", comparison) is None


def test_a_quote_counts_as_verbatim_only_where_it_says_it_stands() -> None:
    right = {"source": "Returns", "text": "Items may", "start": 0, "end": 9}
    moved = {**right, "start": 1, "end": 10}
    comparison = comparison_of(
        run_of("chain", faq("Q?", "Returns", evidence=[right, moved])),
        run_of("parallel", faq("Q?", "Returns")),
    )

    found = values("verbatim_quotes", "chain", comparison)

    assert found is not None and found.median == 50.0
    assert values("verbatim_quotes", "parallel", comparison) is None


def test_requests_in_a_row_share_a_lane_and_those_at_the_same_time_do_not() -> None:
    row = run_of("chain", attempts=[attempt(0.1, 0.2), attempt(0.299, 0.2), attempt(0.5, 0.2)])
    together = run_of(
        "parallel",
        attempts=[attempt(0.1, 0.2), attempt(0.1, 0.2), attempt(0.6, 0.1, waited=0.3)],
    )

    assert lanes(bars(row)) == 1
    assert most_at_once(row) == 1
    assert lanes(bars(together)) == 2
    assert most_at_once(together) == 2
    last = bars(together)[-1]
    assert (round(last.due, 3), round(last.sent, 3), round(last.ended, 3)) == (0.3, 0.6, 0.7)


def test_the_table_fits_its_columns_and_tells_the_spread() -> None:
    comparison = comparison_of(
        *(
            run_of(pattern, faq("Q?", "A"), round=number, seconds=number * 1.0)
            for number in (1, 2, 3)
            for pattern in ("single-call", "chain", "parallel")
        )
    )

    text = str(comparison_text(comparison, columns=80))

    assert max(map(len, text.splitlines())) <= 80
    assert "\x1b" not in text
    assert text.startswith("Median of 3 rounds ")
    assert "2.00 s" in text
    assert "1.00 to 3.00" in text
    assert "word for word" not in text  # nothing was quoted


def test_the_json_has_every_run_with_its_answers_and_requests() -> None:
    comparison = comparison_of(
        run_of("chain", faq("Q?", "A"), attempts=[attempt(0.1, 0.2)]),
        run_of("parallel", error="It broke.", shortfall=2),
    )

    output = json.loads(comparison_json(comparison))

    chain, parallel = output["patterns"]
    assert chain["measures"]["cost"] == {
        "median": 0.001,
        "min": 0.001,
        "max": 0.001,
        "values": [0.001],
    }
    assert chain["runs"][0]["attempts"][0]["seconds"] == 0.2
    assert chain["runs"][0]["faqs"][0]["question"] == "Q?"
    assert parallel["runs"][0]["error"] == "It broke."


def test_the_page_shows_every_request_and_says_what_failed() -> None:
    failed = attempt(0.5, 0.3, waited=0.2, outcome="unavailable")
    comparison = comparison_of(
        run_of("chain", faq("Q?", "A"), attempts=[attempt(0.1, 0.2), failed]),
        run_of("parallel", attempts=[attempt(0.1, 0.9)], error="It broke."),
    )

    html = comparison_html(comparison)

    assert html.count("<g><title>") == 3
    assert "waited 0.200 s before, 100 tokens in, 10 out, unavailable</title>" in html
    assert "No valid answer</li>" in html
    assert "Parallel, round 1: It broke." in html
    assert "one at a time, 1.00 s" in html


def test_a_page_of_runs_without_any_request_is_made_all_the_same() -> None:
    html = comparison_html(comparison_of(run_of("chain", error="It broke.", seconds=0.0)))

    assert "0 requests" in html


def test_the_page_runs_nothing_and_asks_for_nothing() -> None:
    comparison = Comparison(
        [{"title": HOSTILE, "content": "x"}],
        1,
        [HOSTILE],
        [run_of("chain", attempts=[attempt(0, 1, step=HOSTILE, served=HOSTILE)], error=HOSTILE)],
    )

    html = comparison_html(comparison)

    assert "<script" not in html
    assert "\x1b" not in html and "\u202e" not in html
    assert "{{ 7*7 }}" in html
    assert "src=" not in html.replace("style-src", "")
    assert "default-src 'none'" in html.replace("&#39;", "'")
