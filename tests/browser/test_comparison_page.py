"""The comparison's page in a real browser: readable for everyone, and true to the times."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FloatRect, Page, expect

from frontdesk.comparison.runs import Comparison, PatternRun
from frontdesk.exports.comparison_html import comparison_html
from state.usage import Attempt, add_usage, no_usage, usage_of

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
STARTED = 1_700_000_000.0


def attempt(step: str, started: float, waited: float = 0.0, outcome: Any = "answered") -> Attempt:
    return {
        "type": "attempt",
        "step": step,
        "model": "google_genai:gemini-2.5-flash",
        "served": "gemini-2.5-flash",
        "attempt": 1,
        "outcome": outcome,
        "started": STARTED + started,
        "waited": waited,
        "seconds": 0.3,
        "input_tokens": 900,
        "cached_tokens": 0,
        "thinking_tokens": 0,
        "output_tokens": 40,
        "cost": None,
    }


def run_of(pattern: str, seconds: float, *attempts: Attempt, error: str = "") -> PatternRun:
    usage = no_usage()
    for each in attempts:
        usage = add_usage(usage, usage_of(each, []))
    return PatternRun(pattern, 1, STARTED, seconds, [], 0, attempts, usage, error)


@pytest.fixture(scope="module")
def html() -> str:
    """Return the page of runs in which everything happens that can happen to a request."""
    row = ["generate_questions", *["answer_question"] * 4, *["find_sources"] * 4]
    branches = [
        request
        for number in range(4)
        for request in (
            attempt("answer_question", 0.4),
            attempt("find_sources", 0.8 + number / 10, waited=number / 10),
        )
    ]
    failed = attempt("answer_question", 1.5, outcome="unavailable")
    runs = [
        run_of("single-call", 0.4, attempt("generate_faqs", 0.0), error="It broke."),
        run_of("chain", 2.8, *(attempt(step, 0.3 * place) for place, step in enumerate(row))),
        run_of("parallel", 1.9, attempt("generate_questions", 0.0), *branches, failed),
    ]
    source: Any = {"title": "Returns", "content": "Items may come back."}
    return comparison_html(Comparison([source], 4, ["How long?", "返品できますか?"], runs))


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"color_scheme": "light"}, id="light"),
        pytest.param({"color_scheme": "dark"}, id="dark"),
        pytest.param({"viewport": {"width": 375, "height": 700}}, id="phone"),
        pytest.param({"forced_colors": "active"}, id="forced colours"),
    ],
)
def test_the_page_is_accessible_and_no_wider_than_the_window(
    html: str, open_page: OpenPage, options: dict[str, Any]
) -> None:
    page = open_page(html, **options)

    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_phone_shows_the_numbers_of_all_patterns_side_by_side(
    html: str, open_page: OpenPage
) -> None:
    page = open_page(html, viewport={"width": 360, "height": 700})

    table = page.get_by_role("region", name="Table of the numbers")
    assert table.evaluate("each => each.scrollWidth <= each.clientWidth")


def test_requests_at_the_same_time_stand_side_by_side_and_later_ones_to_the_right(
    html: str, open_page: OpenPage
) -> None:
    page = open_page(html)

    def boxes(pattern: str, kind: str) -> list[FloatRect]:
        timeline = page.get_by_role("img", name=pattern)
        found = [rect.bounding_box() for rect in timeline.locator(f"rect.{kind}").all()]
        return [box for box in found if box]

    in_a_row, at_once = boxes("Chain", "answer"), boxes("Parallel", "answer")[:4]
    assert len({round(box["y"]) for box in in_a_row}) == 1
    assert sorted(box["x"] for box in in_a_row) == [box["x"] for box in in_a_row]
    assert len({round(box["y"]) for box in at_once}) == 4
    assert len({round(box["x"]) for box in at_once}) == 1


def test_the_requests_are_also_a_list(html: str, open_page: OpenPage) -> None:
    page = open_page(html, java_script_enabled=False)

    page.get_by_text("The requests of parallel as a list").click()

    expect(page.get_by_role("row", name="An answer 1.500 1.800")).to_contain_text("unavailable")
