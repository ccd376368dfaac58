"""The retry policy: which failures are tried again, how often, after how long, and how otherwise.

This is the only place where a model call is repeated: providers' clients are told to try once,
and no node or graph has a retry of its own, so that attempts do not multiply.
"""

import random
from collections import Counter
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from frontdesk.models.catalog import facts_of
from frontdesk.models.failures import Failure
from frontdesk.models.names import GEMINI

# Attempts of one call on one model, by how they fail. What is not here is not tried again.
_ATTEMPTS = {
    "rate_limited": 8,
    "unavailable": 8,
    "timeout": 2,
    "truncated": 2,
    "recitation": 2,
    "empty_answer": 2,
    "invalid_answer": 2,
}
# With another model to go to, a broken one is left sooner.
_ATTEMPTS_BEFORE_THE_NEXT_MODEL = {"rate_limited": 4, "unavailable": 4}
# Whatever the mixture of failures.
MOST_ATTEMPTS = 10

# Failures after which another model may still answer. Any other would fail there as well, or is
# the user's to put right.
_NEXT_MODEL_MAY_HELP = frozenset({*_ATTEMPTS, "quota_exhausted", "unknown_model"})

_MOST_BACK_OFF = 16  # times the first one

_PARAPHRASE = "Answer again, entirely in your own words and without quoting any passage."
_REPAIR = (
    "That answer cannot be used: {problem} Answer again with the JSON object alone, exactly in the "
    "form that was asked for."
)


def may_try_again(failures: list[Failure], *, is_last_model: bool) -> bool:
    """Tell whether a call with these failures so far may be tried again on the same model."""
    code = failures[-1].code
    allowed = _ATTEMPTS.get(code, 1)
    if not is_last_model:
        allowed = _ATTEMPTS_BEFORE_THE_NEXT_MODEL.get(code, allowed)
    counted = Counter(failure.code for failure in failures)
    return counted[code] < allowed and len(failures) < MOST_ATTEMPTS


def next_model_may_help(failure: Failure) -> bool:
    """Tell whether the call is worth making on another model."""
    return failure.code in _NEXT_MODEL_MAY_HELP


def back_off(failures: list[Failure], first: float) -> float:
    """Return the seconds to wait before the next attempt: exponential, with jitter.

    `first` is the longest wait after the first failure. A refused quota has its own pause and an
    answer that is asked otherwise needs none.
    """
    if failures[-1].code not in ("unavailable", "timeout"):
        return 0.0
    tries = sum(failure.code in ("unavailable", "timeout") for failure in failures)
    return first * min(2.0 ** (tries - 1), _MOST_BACK_OFF) * random.uniform(0.5, 1.0)


def repaired(messages: list[BaseMessage], failure: Failure, answer: str) -> list[BaseMessage]:
    """Return the messages with which to ask again after a failure that asking otherwise cures."""
    if failure.code == "recitation":
        return [*messages, HumanMessage(_PARAPHRASE)]
    if failure.code == "invalid_answer":
        repair = HumanMessage(_REPAIR.format(problem=failure.problem))
        return [*messages, AIMessage(answer), repair] if answer else [*messages, repair]
    return messages


def with_more_room(model: str) -> dict[str, Any]:
    """Return the options of a call whose last answer was cut off: more room, less thinking.

    An answer is also cut off when thinking takes up the room that it shares with the answer.
    """
    facts = facts_of(model)
    if facts is None:
        return {}
    name = "max_output_tokens" if model.startswith(f"{GEMINI}:") else "max_tokens"
    room = {name: facts.output_tokens} if facts.output_tokens else {}
    return {**room, **facts.less_thinking}
