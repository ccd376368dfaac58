"""A run's budget: what its model calls may take in number, money and time."""

import time
from dataclasses import dataclass, field
from functools import lru_cache

from langgraph.runtime import RunControl, get_runtime

from frontdesk.errors import BudgetError
from frontdesk.models.catalog import cost_of
from state.context import Context

_CHARACTERS_PER_TOKEN = 4
# What an answer of 60 words, or a plan of a few tasks, takes with its JSON.
_TOKENS_OF_AN_ANSWER = 150
_LIVE_RUNS = 10_000


@dataclass(eq=False)
class RunBudget:
    """What one run has taken so far, in requests and US dollars, and since when it runs.

    A run that is resumed begins anew: what it took before the interruption is not counted.
    """

    max_calls: int | None = None
    max_cost: float | None = None
    max_seconds: float | None = None
    calls: int = 0
    cost: float = 0.0
    started: float = field(default_factory=time.monotonic)

    @property
    def deadline(self) -> float | None:
        """Return when the run must have made its last call, in monotonic seconds."""
        return None if self.max_seconds is None else self.started + self.max_seconds

    def take(self, cost: float) -> None:
        """Count a request that is about to be made, at its estimated cost.

        Raises BudgetError where it does not fit.
        """
        if self.max_calls is not None and self.calls + 1 > self.max_calls:
            raise BudgetError(f"The run's budget of {_counted(self.max_calls)} is used up.")
        if self.max_cost is not None and self.cost + cost > self.max_cost:
            raise BudgetError(
                f"The run's budget of ${self.max_cost:g} does not allow another call."
            )
        if self.deadline is not None and time.monotonic() >= self.deadline:
            raise self.out_of_time()
        self.calls += 1
        self.cost += cost

    def correct(self, estimated: float, actual: float) -> None:
        """Replace the estimated cost of a request by what it really cost."""
        self.cost += actual - estimated

    def affordable(self, items: int, *, calls: int, cost: float) -> int:
        """Return how many of `items` fit, each with so many calls that cost so much together."""
        fits = items
        if self.max_calls is not None:
            fits = min(fits, (self.max_calls - self.calls) // calls)
        if self.max_cost is not None and cost > 0:
            fits = min(fits, int((self.max_cost - self.cost) / cost))
        if self.deadline is not None and time.monotonic() >= self.deadline:
            fits = 0
        return max(0, fits)

    def out_of_time(self) -> BudgetError:
        """Return the error of a call that the run's time does not allow."""
        return BudgetError(f"The run's time of {self.max_seconds:g} s is over.")

    def too_small(self) -> BudgetError:
        """Return the error of an item that was not begun because it does not fit."""
        limits = [
            None if self.max_calls is None else _counted(self.max_calls),
            None if self.max_cost is None else f"${self.max_cost:g}",
            None if self.max_seconds is None else f"{self.max_seconds:g} s",
        ]
        told = ", ".join(limit for limit in limits if limit)
        return BudgetError(f"The run's budget ({told}) has no room for this one.")


def estimated_cost(model: str, characters: int) -> float:
    """Return what a call with a prompt of so many characters will cost, in US dollars.

    0 where the model's price is not known: then only calls and seconds can be limited.
    """
    tokens = estimated_tokens(characters)
    cost = cost_of(model, input_tokens=tokens, cached_tokens=0, output_tokens=_TOKENS_OF_AN_ANSWER)
    return cost or 0.0


def estimated_tokens(characters: int) -> int:
    """Return about how many tokens so many characters of English are."""
    return characters // _CHARACTERS_PER_TOKEN + 1


def run_budget() -> RunBudget:
    """Return the budget of the graph's run that the caller is part of, the same for all its steps.

    Outside a run it is a new one without limits.
    """
    try:
        runtime = get_runtime(Context)
    except (RuntimeError, KeyError):
        return RunBudget()
    context = runtime.context or Context()
    if runtime.control is None:
        return _new_budget(context)
    return _budget_of(runtime.control, context)


@lru_cache(maxsize=_LIVE_RUNS)
def _budget_of(control: RunControl, context: Context) -> RunBudget:
    """Return the one budget of a run: LangGraph gives all its steps one control object."""
    return _new_budget(context)


def _new_budget(context: Context) -> RunBudget:
    return RunBudget(context.max_calls, context.max_cost, context.max_seconds)


def _counted(calls: int) -> str:
    return f"{calls:,} call{'' if calls == 1 else 's'}"
