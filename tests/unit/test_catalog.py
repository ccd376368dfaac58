import subprocess
import sys
from datetime import date

import pytest

from frontdesk.models.catalog import (
    READ_ON,
    cost_of,
    facts_of,
    retirement_notice,
    substitution_notice,
)
from frontdesk.models.names import DEFAULT_MODEL, OFFLINE

FLASH = "google_genai:gemini-2.5-flash"


@pytest.mark.parametrize(
    "spelling",
    [
        FLASH,
        "gemini-2.5-flash",
        "models/gemini-2.5-flash",
        "google_genai:models/gemini-2.5-flash",
        "gemini-2.5-flash-001",
        "gemini-2.5-flash-preview-09-2025",
        "google_genai:gemini-2.5-flash-preview-05-20",
    ],
)
def test_a_model_is_known_under_each_name_that_providers_give_it(spelling: str) -> None:
    facts = facts_of(spelling)

    assert facts is not None
    assert facts.name == FLASH


@pytest.mark.parametrize(
    "name",
    [
        "google_genai:gemini-9-flash",
        "gemini-2.5-flash-image",
        # The same model at another provider has other dates and, it may be, other prices.
        "google_vertexai:gemini-2.5-flash",
        "openrouter:google/gemini-2.5-flash",
        "",
    ],
)
def test_nothing_is_told_of_a_model_that_is_not_in_the_table(name: str) -> None:
    today = date(2027, 1, 1)

    assert facts_of(name) is None
    assert cost_of(name, input_tokens=1000, cached_tokens=0, output_tokens=10) is None
    assert retirement_notice(name, today) is None


@pytest.mark.parametrize("name", [DEFAULT_MODEL, OFFLINE])
def test_the_models_that_answer_by_default_have_a_price(name: str) -> None:
    assert cost_of(name, input_tokens=1000, cached_tokens=0, output_tokens=10) is not None


def test_the_offline_model_costs_nothing() -> None:
    assert cost_of(OFFLINE, input_tokens=10**9, cached_tokens=0, output_tokens=10**9) == 0


def test_cached_tokens_are_a_cheaper_part_of_the_input() -> None:
    all_new = cost_of(FLASH, input_tokens=10_000, cached_tokens=0, output_tokens=1_000)
    mostly_cached = cost_of(FLASH, input_tokens=10_000, cached_tokens=8_000, output_tokens=1_000)

    assert all_new == pytest.approx(0.003 + 0.0025)
    assert mostly_cached == pytest.approx(0.0006 + 0.00024 + 0.0025)


@pytest.mark.parametrize(
    ("on", "dollars"),
    [(date(2026, 12, 31), 4.50), (date(2027, 1, 1), 9.00), (date(2030, 5, 5), 9.00)],
)
def test_a_price_changes_on_its_day(on: date, dollars: float) -> None:
    cost = cost_of(
        "gemini-3.8-flash", input_tokens=10**6, cached_tokens=0, output_tokens=10**6, on=on
    )

    assert cost == pytest.approx(dollars)


@pytest.mark.parametrize(("input_tokens", "dollars"), [(200_000, 0.25), (200_001, 0.500_002_5)])
def test_a_long_prompt_is_dearer_where_its_model_says_so(input_tokens: int, dollars: float) -> None:
    cost = cost_of("gemini-2.5-pro", input_tokens=input_tokens, cached_tokens=0, output_tokens=0)

    assert cost == pytest.approx(dollars)


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (date(2026, 10, 2), "is shut down in 60 days, on 1 December 2026"),
        (date(2026, 11, 30), "is shut down in 1 day, on 1 December 2026"),
        (date(2026, 12, 1), "is shut down today, on 1 December 2026"),
        (date(2026, 12, 2), "was shut down on 1 December 2026"),
    ],
)
def test_a_retirement_is_told_with_its_date_and_what_to_use_instead(today: date, told: str) -> None:
    notice = retirement_notice("gemini-2.5-flash-001", today)

    assert notice == f"The model {FLASH} {told}: use google_genai:gemini-3.5-flash-lite instead."


@pytest.mark.parametrize(
    ("model", "today"),
    [(FLASH, date(2026, 10, 1)), ("gemini-3.5-flash", date(2030, 1, 1)), (OFFLINE, READ_ON)],
)
def test_no_retirement_is_told_when_none_is_near(model: str, today: date) -> None:
    assert retirement_notice(model, today) is None


@pytest.mark.parametrize(
    ("asked", "served"),
    [
        (FLASH, "gemini-3.5-flash-lite"),
        (FLASH, "gemini-2.5-flash-lite"),
        ("google_genai:gemini-2.5-flash-001", "models/gemini-3.5-flash"),
        ("openai:gpt-5-mini", "gpt-5-2025-08-07"),
    ],
)
def test_a_model_that_answers_in_place_of_another_is_named(asked: str, served: str) -> None:
    notice = substitution_notice(asked, served)

    assert notice is not None
    assert served in notice
    assert asked in notice


@pytest.mark.parametrize(
    ("asked", "served"),
    [
        (FLASH, "gemini-2.5-flash"),
        (FLASH, "models/gemini-2.5-flash"),
        (FLASH, "gemini-2.5-flash-001"),
        (FLASH, "gemini-2.5-flash-preview-09-2025"),
        ("google_genai:gemini-2.5-flash-001", "gemini-2.5-flash"),
        ("google_genai:gemini-flash-latest", "gemini-3.8-flash"),
        ("openai:gpt-5-mini", "gpt-5-mini-2025-08-07"),
        ("anthropic:claude-haiku-5-5", "claude-haiku-5-5-20261007"),
        ("ollama:gemma3", "gemma3:latest"),
        ("ollama:gemma3:4b", "gemma3:4b"),
        (OFFLINE, OFFLINE),
        (FLASH, ""),
    ],
)
def test_the_asked_model_in_another_spelling_is_no_other_model(asked: str, served: str) -> None:
    assert substitution_notice(asked, served) is None


def test_the_table_is_read_without_any_heavy_library() -> None:
    code = (
        "import sys, frontdesk.models.catalog; "
        "print(sorted({'pydantic', 'langchain_core', 'google.genai'} & {*sys.modules}))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
