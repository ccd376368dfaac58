"""What is known of models: prices, limits, how they think, when they retire. Nothing is asked.

A model that is not in the table has no known price, limit or date, and nobody may guess one.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

READ_ON = date(2026, 11, 21)  # each source below was read on this day or a few days later

_DAYS_OF_NOTICE = 60
_MILLION = 1_000_000


@dataclass(frozen=True)
class Prices:
    """US dollars per million tokens; `output` is also what thinking costs."""

    input: float
    cached: float
    output: float


@dataclass(frozen=True)
class ModelFacts:
    """The facts of one model; None and {} where nothing is known.

    `name` is the one that `load_chat_model` takes. `prices` are those of `READ_ON`: `next_prices`
    hold from their day on, `long_prompt_prices` for a call with more input tokens than their
    number. `less_thinking` are the keyword arguments of a call that make the model think less or
    not at all; `thinks` says whether it thinks without them. A prompt shorter than
    `least_cached_tokens` is never cached by the provider of its own accord. `source` is the page
    that tells the prices or, for a model on its way out, the date.
    """

    name: str
    source: str
    prices: Prices | None = None
    next_prices: tuple[date, Prices] | None = None
    long_prompt_prices: tuple[int, Prices] | None = None
    context_tokens: int | None = None
    output_tokens: int | None = None
    thinks: bool = False
    less_thinking: dict[str, Any] = field(default_factory=dict)
    least_cached_tokens: int | None = None
    retires: date | None = None
    successor: str | None = None


# Limits: the providers' model pages. How 2.5 models think: ai.google.dev/gemini-api/docs/thinking
# (2.5 Pro cannot stop and takes 128 tokens or more); which levels the newer ones take:
# ai.google.dev/gemini-api/docs/whats-new-gemini-3.5 and, for 3.8 Flash, which refuses "minimal",
# github.com/simstudioai/sim/pull/7402. Least length for caching:
# ai.google.dev/gemini-api/docs/interactions/caching.
_GEMINI_CONTEXT, _GEMINI_OUTPUT = 1_048_576, 65_536
_GEMINI_2_5_ENDS = (
    "https://dev.to/aideprecations/"
    "what-to-do-before-gemini-25-pro-and-25-flash-are-retired-on-december-1-2026-5gg9"
)

_TABLE = (
    ModelFacts(
        name="offline",
        source="frontdesk/models/offline",
        prices=Prices(input=0, cached=0, output=0),
    ),
    ModelFacts(
        name="google_genai:gemini-2.5-flash",
        source=_GEMINI_2_5_ENDS,
        prices=Prices(input=0.30, cached=0.03, output=2.50),
        context_tokens=_GEMINI_CONTEXT,
        output_tokens=_GEMINI_OUTPUT,
        thinks=True,
        less_thinking={"thinking_budget": 0},
        least_cached_tokens=2048,
        retires=date(2026, 12, 1),
        successor="google_genai:gemini-3.5-flash-lite",
    ),
    ModelFacts(
        name="google_genai:gemini-2.5-flash-lite",
        source="https://github.com/chattymin/PokeTokenBar/pull/309",
        prices=Prices(input=0.10, cached=0.01, output=0.40),
        context_tokens=_GEMINI_CONTEXT,
        output_tokens=_GEMINI_OUTPUT,
        least_cached_tokens=2048,
    ),
    ModelFacts(
        name="google_genai:gemini-2.5-pro",
        source=_GEMINI_2_5_ENDS,
        prices=Prices(input=1.25, cached=0.125, output=10.00),
        long_prompt_prices=(200_000, Prices(input=2.50, cached=0.25, output=15.00)),
        context_tokens=_GEMINI_CONTEXT,
        output_tokens=_GEMINI_OUTPUT,
        thinks=True,
        less_thinking={"thinking_budget": 128},
        least_cached_tokens=2048,
        retires=date(2026, 12, 1),
        successor="google_genai:gemini-3.8-flash",
    ),
    ModelFacts(
        name="google_genai:gemini-3.5-flash-lite",
        source="https://github.com/pollinations/pollinations/pull/12669",
        prices=Prices(input=0.30, cached=0.03, output=2.50),
        context_tokens=_GEMINI_CONTEXT,
        output_tokens=_GEMINI_OUTPUT,
    ),
    ModelFacts(
        name="google_genai:gemini-3.5-flash",
        source="https://sinha96.github.io/newsletter/2026/05/gemini-3-5-flash-migration-from-2-5/",
        prices=Prices(input=1.50, cached=0.15, output=9.00),
        context_tokens=_GEMINI_CONTEXT,
        output_tokens=_GEMINI_OUTPUT,
        thinks=True,
        less_thinking={"thinking_level": "minimal"},
        least_cached_tokens=4096,
    ),
    ModelFacts(
        name="google_genai:gemini-3.8-flash",
        source="https://github.com/BerriAI/litellm/discussions/39357",
        prices=Prices(input=0.75, cached=0.075, output=3.75),
        next_prices=(date(2027, 1, 1), Prices(input=1.50, cached=0.15, output=7.50)),
        context_tokens=_GEMINI_CONTEXT,
        output_tokens=_GEMINI_OUTPUT,
        thinks=True,
        less_thinking={"thinking_level": "low"},
        least_cached_tokens=4096,
    ),
    ModelFacts(
        name="openai:gpt-5-mini",
        source="https://developers.openai.com/api/docs/deprecations",
        prices=Prices(input=0.25, cached=0.025, output=2.00),
        context_tokens=400_000,
        output_tokens=128_000,
        thinks=True,
        less_thinking={"reasoning_effort": "minimal"},
        retires=date(2026, 12, 11),
        successor="openai:gpt-6.1-terra",
    ),
    ModelFacts(
        name="anthropic:claude-haiku-5-5",
        source="https://apidog.com/blog/how-to-use-claude-haiku-5-5-api/",
        prices=Prices(input=0.10, cached=0.01, output=0.50),
        long_prompt_prices=(100_000, Prices(input=0.50, cached=0.05, output=2.50)),
        context_tokens=1_000_000,
        output_tokens=128_000,
        thinks=True,
    ),
)

_FOLDER = re.compile(r"(?:^|(?<=:))models/")  # as Google reports names
# How providers mark the version of a model: -001, -preview, -preview-09-2025, -2025-08-07, :latest.
_VERSION = re.compile(
    r"(-preview)?(-\d{3,4}|-\d\d-\d\d|-\d\d-\d{4}|-\d{4}-\d\d-\d\d|-\d{8})?(:latest)?$"
)


def facts_of(model: str) -> ModelFacts | None:
    """Return the facts of the model with this name, or None where it is not in the table.

    The name may lack its provider, begin with Google's "models/" and end with a version, as names
    do that providers report: "models/gemini-2.5-flash-001" is "google_genai:gemini-2.5-flash".
    """
    return _BY_NAME.get(_plain(model))


def cost_of(
    model: str,
    *,
    input_tokens: int,
    cached_tokens: int,
    output_tokens: int,
    on: date | None = None,
) -> float | None:
    """Return what one call costs in US dollars, or None where no price is known.

    `cached_tokens` are part of `input_tokens`, and thinking is part of `output_tokens`. The price
    is the one of the day `on`, by default today.
    """
    facts = facts_of(model)
    if facts is None or facts.prices is None:
        return None
    prices = facts.prices
    if facts.next_prices and (on or date.today()) >= facts.next_prices[0]:
        prices = facts.next_prices[1]
    if facts.long_prompt_prices and input_tokens > facts.long_prompt_prices[0]:
        prices = facts.long_prompt_prices[1]
    return (
        (input_tokens - cached_tokens) * prices.input
        + cached_tokens * prices.cached
        + output_tokens * prices.output
    ) / _MILLION


def retirement_notice(model: str, today: date) -> str | None:
    """Return a sentence for users of a model that is retired or will be within 60 days."""
    facts = facts_of(model)
    if facts is None or facts.retires is None:
        return None
    days = (facts.retires - today).days
    if days > _DAYS_OF_NOTICE:
        return None
    when = f"{facts.retires.day} {facts.retires:%B %Y}"
    instead = f": use {facts.successor} instead" if facts.successor else ""
    if days < 0:
        return f"The model {facts.name} was shut down on {when}{instead}."
    left = "today" if days == 0 else f"in {days} day{'' if days == 1 else 's'}"
    return f"The model {facts.name} is shut down {left}, on {when}{instead}."


def substitution_notice(asked: str, served: str) -> str | None:
    """Return a sentence where a provider let another model answer than the one that was asked.

    A version of the asked model is no other one, nor is what a name like "gemini-flash-latest"
    stands for.
    """
    if not served or asked.endswith("-latest"):
        return None
    if _plain(served) in (_plain(asked), _plain(asked.partition(":")[2])):
        return None
    return f"The model {served} answered, although {asked} was asked; its prices and limits hold."


@lru_cache(maxsize=64)
def _plain(model: str) -> str:
    """Return the name without "models/" and version."""
    return _VERSION.sub("", _FOLDER.sub("", model))


_BY_NAME = {facts.name: facts for facts in _TABLE} | {
    facts.name.partition(":")[2]: facts for facts in _TABLE if ":" in facts.name
}
