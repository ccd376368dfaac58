"""What model calls cost, added up over a run."""

from typing_extensions import TypedDict


class Tally(TypedDict):
    """Calls and what they took: tokens as the model counted them, seconds of waiting."""

    calls: int
    input_tokens: int
    cached_tokens: int
    output_tokens: int
    seconds: float


class Usage(Tally):
    """The tally of a run, and the same by step and by the model that answered.

    `cached_tokens` are part of `input_tokens`; `seconds` of calls at the same time add up.
    """

    by_step: dict[str, Tally]
    by_model: dict[str, Tally]


def no_usage() -> Usage:
    """Return the usage of a step that asked no model."""
    return {**_EMPTY, "by_step": {}, "by_model": {}}


def usage_of_call(
    step: str,
    model: str,
    *,
    input_tokens: int,
    cached_tokens: int,
    output_tokens: int,
    seconds: float,
) -> Usage:
    """Return the usage of one call that `model` answered in `step`."""
    tally: Tally = {
        "calls": 1,
        "input_tokens": input_tokens,
        "cached_tokens": cached_tokens,
        "output_tokens": output_tokens,
        "seconds": round(seconds, 3),
    }
    return {**tally, "by_step": {step: tally}, "by_model": {model: tally}}


def add_usage(left: Usage, right: Usage) -> Usage:
    """Add two usages: the reducer of every state's `usage`, where {} means none yet."""
    if not left or not right:
        return right or left or no_usage()
    return {
        **_add(left, right),
        "by_step": _add_groups(left["by_step"], right["by_step"]),
        "by_model": _add_groups(left["by_model"], right["by_model"]),
    }


_EMPTY: Tally = {
    "calls": 0,
    "input_tokens": 0,
    "cached_tokens": 0,
    "output_tokens": 0,
    "seconds": 0.0,
}


def _add(left: Tally, right: Tally) -> Tally:
    return {
        "calls": left["calls"] + right["calls"],
        "input_tokens": left["input_tokens"] + right["input_tokens"],
        "cached_tokens": left["cached_tokens"] + right["cached_tokens"],
        "output_tokens": left["output_tokens"] + right["output_tokens"],
        "seconds": round(left["seconds"] + right["seconds"], 3),
    }


def _add_groups(left: dict[str, Tally], right: dict[str, Tally]) -> dict[str, Tally]:
    return {
        name: _add(left.get(name, _EMPTY), right.get(name, _EMPTY)) for name in {**left, **right}
    }
