"""The ledger's entries: what each attempt took, told as it ends."""

import time
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from langchain_core.messages import AIMessage
from langchain_core.runnables import RunnableConfig
from langgraph.config import get_stream_writer
from langgraph.types import StreamWriter
from pydantic import BaseModel

from frontdesk.models.catalog import cost_of, retirement_notice, substitution_notice
from frontdesk.models.failures import Failure
from state.usage import Attempt, Outcome


@dataclass
class Entry:
    """An attempt that has begun. `waited` are the seconds before it."""

    step: str
    model: str
    number: int
    waited: float
    _time: float = field(default_factory=time.time)
    _clock: float = field(default_factory=time.perf_counter)

    def config(self) -> RunnableConfig:
        """Return the name and the tags under which a tracer shows the attempt."""
        again = "" if self.number == 1 else f" (attempt {self.number})"
        return {
            "run_name": f"{self.step}{again}",
            "tags": [self.step, self.model, f"attempt:{self.number}"],
        }

    def close(
        self, answer: AIMessage | BaseModel | Failure | None, message: AIMessage | None
    ) -> Attempt:
        """Return the finished entry and send it as an event; no answer means: broken off."""
        outcome: Outcome = "answered"
        if answer is None or isinstance(answer, Failure):
            outcome = "cancelled" if answer is None else answer.code
        attempt: Attempt = {
            "type": "attempt",
            "step": self.step,
            "model": self.model,
            "served": self.model.partition(":")[2] or self.model,
            "attempt": self.number,
            "outcome": outcome,
            "started": round(self._time, 3),
            "waited": round(self.waited, 3),
            "seconds": round(time.perf_counter() - self._clock, 3),
            "input_tokens": 0,
            "cached_tokens": 0,
            "thinking_tokens": 0,
            "output_tokens": 0,
            "cost": 0.0,  # what gave no message is not charged
        }
        if message is not None:
            _count(attempt, message)
        _writer()(attempt)
        return attempt


def notices_of(attempt: Attempt) -> list[str]:
    """Return sentences about the model that answered: another one, or one near its end."""
    if attempt["outcome"] != "answered":
        return []
    told = (
        _substitution(attempt["model"], attempt["served"]),
        _retirement(attempt["model"], date.today()),
    )
    return [notice for notice in told if notice]


def stand_in_notice(model: str, asked: str, failure: Failure) -> str:
    """Return the sentence that says which model answered in place of the one that was asked."""
    reason = failure.code.replace("_", " ")
    return f"The model {model} answered in place of {asked} ({reason})."


def passed_over_notice(fallback: str, reason: str) -> str:
    """Return the sentence that says why a fallback model was not asked."""
    return f"The fallback model {fallback} was passed over: {reason}"


_substitution = lru_cache(maxsize=64)(substitution_notice)
_retirement = lru_cache(maxsize=64)(retirement_notice)


def _count(attempt: Attempt, message: AIMessage) -> None:
    """Add what the provider says of the model that served, and of its tokens."""
    attempt["served"] = message.response_metadata.get("model_name") or attempt["served"]
    attempt["cost"] = None
    if tokens := message.usage_metadata:
        attempt["input_tokens"] = tokens["input_tokens"]
        attempt["output_tokens"] = tokens["output_tokens"]
        attempt["cached_tokens"] = tokens.get("input_token_details", {}).get("cache_read", 0)
        attempt["thinking_tokens"] = tokens.get("output_token_details", {}).get("reasoning", 0)
        attempt["cost"] = cost_of(
            attempt["served"],
            input_tokens=attempt["input_tokens"],
            cached_tokens=attempt["cached_tokens"],
            output_tokens=attempt["output_tokens"],
        )


def _writer() -> StreamWriter:
    try:
        return get_stream_writer()
    except (RuntimeError, KeyError):  # outside a graph's run nobody listens
        return lambda _: None
