"""The ledger: what a run's model calls took, added up from every attempt."""

from typing import Literal

from typing_extensions import TypedDict

FailureCode = Literal[
    "rate_limited",
    "quota_exhausted",
    "unavailable",
    "timeout",
    "truncated",
    "recitation",
    "blocked",
    "empty_answer",
    "invalid_answer",
    "too_long",
    "bad_request",
    "invalid_key",
    "forbidden",
    "unknown_model",
    "call_failed",
]
Outcome = FailureCode | Literal["answered", "cancelled"]


class Attempt(TypedDict):
    """One request to a model, also an event of the `custom` stream.

    `model` was asked and `served` answered; `attempt` counts a call's requests from 1. `started`
    is in seconds since 1970, `waited` are the seconds before it for quota and back-off, `seconds`
    those until its end. Tokens are as the model counts them: `cached_tokens` are part of
    `input_tokens`, `thinking_tokens` part of `output_tokens`. `cost` is in US dollars, None where
    the model's price is not known.
    """

    type: Literal["attempt"]
    step: str
    model: str
    served: str
    attempt: int
    outcome: Outcome
    started: float
    waited: float
    seconds: float
    input_tokens: int
    cached_tokens: int
    thinking_tokens: int
    output_tokens: int
    cost: float | None


class Tally(TypedDict):
    """Attempts added up, in an attempt's units.

    `calls` are the attempts that were answered. `cost` adds up the attempts with a known price;
    `unpriced` counts the others, and where there are only such, `cost` is None.
    """

    calls: int
    attempts: int
    input_tokens: int
    cached_tokens: int
    thinking_tokens: int
    output_tokens: int
    cost: float | None
    unpriced: int
    waited: float
    seconds: float


class Usage(Tally):
    """The tally of a run, and the same by step and by the model that served.

    `outcomes` counts the attempts by how they ended, and `notices` are sentences that people
    should read: another model answered than the one asked, or one will be retired soon.
    """

    by_step: dict[str, Tally]
    by_model: dict[str, Tally]
    outcomes: dict[str, int]
    notices: list[str]


def no_usage() -> Usage:
    """Return the usage of a step that asked no model."""
    return {**_NOTHING, "by_step": {}, "by_model": {}, "outcomes": {}, "notices": []}


def usage_of(attempt: Attempt, notices: list[str]) -> Usage:
    """Return the usage of one attempt."""
    tally: Tally = {
        "calls": int(attempt["outcome"] == "answered"),
        "attempts": 1,
        "input_tokens": attempt["input_tokens"],
        "cached_tokens": attempt["cached_tokens"],
        "thinking_tokens": attempt["thinking_tokens"],
        "output_tokens": attempt["output_tokens"],
        "cost": attempt["cost"],
        "unpriced": int(attempt["cost"] is None),
        "waited": attempt["waited"],
        "seconds": attempt["seconds"],
    }
    return {
        **tally,
        "by_step": {attempt["step"]: tally},
        "by_model": {attempt["served"]: tally},
        "outcomes": {attempt["outcome"]: 1},
        "notices": notices,
    }


def add_usage(left: Usage, right: Usage) -> Usage:
    """Add two usages: the reducer of every state's `usage`, where {} means none yet."""
    if not left or not right:
        return right or left or no_usage()
    outcomes = {**left["outcomes"], **right["outcomes"]}
    return {
        **_add(left, right),
        "by_step": _add_groups(left["by_step"], right["by_step"]),
        "by_model": _add_groups(left["by_model"], right["by_model"]),
        "outcomes": {
            name: left["outcomes"].get(name, 0) + right["outcomes"].get(name, 0)
            for name in outcomes
        },
        "notices": list(dict.fromkeys([*left["notices"], *right["notices"]])),
    }


_NOTHING: Tally = {
    "calls": 0,
    "attempts": 0,
    "input_tokens": 0,
    "cached_tokens": 0,
    "thinking_tokens": 0,
    "output_tokens": 0,
    "cost": 0.0,
    "unpriced": 0,
    "waited": 0.0,
    "seconds": 0.0,
}


def _add(left: Tally, right: Tally) -> Tally:
    attempts = left["attempts"] + right["attempts"]
    unpriced = left["unpriced"] + right["unpriced"]
    cost = round((left["cost"] or 0.0) + (right["cost"] or 0.0), 9)
    return {
        "calls": left["calls"] + right["calls"],
        "attempts": attempts,
        "input_tokens": left["input_tokens"] + right["input_tokens"],
        "cached_tokens": left["cached_tokens"] + right["cached_tokens"],
        "thinking_tokens": left["thinking_tokens"] + right["thinking_tokens"],
        "output_tokens": left["output_tokens"] + right["output_tokens"],
        "cost": None if unpriced and unpriced == attempts else cost,
        "unpriced": unpriced,
        "waited": round(left["waited"] + right["waited"], 3),
        "seconds": round(left["seconds"] + right["seconds"], 3),
    }


def _add_groups(left: dict[str, Tally], right: dict[str, Tally]) -> dict[str, Tally]:
    return {
        name: _add(left.get(name, _NOTHING), right.get(name, _NOTHING))
        for name in {**left, **right}
    }
