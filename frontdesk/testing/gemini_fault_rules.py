"""Rules for when the loopback Gemini fails: at random, by number, by what is asked for."""

import itertools
import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from frontdesk.testing.gemini_calls import Call
from frontdesk.testing.gemini_faults import TRANSIENT, Fault, FaultKind

# Gives the fault that a call meets, or None. Asked for one call at a time; must not wait.
Rule = Callable[[Call], Fault | None]


def at_random(
    rate: float,
    kinds: Iterable[FaultKind | Fault] = TRANSIENT,
    *,
    seed: int | None = None,
    at_most: int | None = None,
    retry_after: float | None = None,
) -> Rule:
    """Let a share `rate` (0 to 1) of the calls meet one of `kinds`, each as likely as the others.

    Whether a call fails depends on `seed`, its prompt and how often that prompt has come, and not
    on the other calls: with a seed, calls fail alike in whatever order they come. No prompt meets
    more than `at_most` faults. `retry_after` is given to the kinds that are only named.
    """
    if not 0 <= rate <= 1:
        raise ValueError(f"The rate {rate} is not a number from 0 to 1.")
    faults = [
        kind if isinstance(kind, Fault) else Fault(kind, retry_after=retry_after) for kind in kinds
    ]
    # Two rules with one seed must not throw the same dice.
    dice = f"{random.getrandbits(32) if seed is None else seed} {[each.name for each in faults]}"
    asked: Counter[int] = Counter()
    met: Counter[int] = Counter()

    def rule(call: Call) -> Fault | None:
        key = hash((call.prompt, call.asks_for))
        asked[key] += 1
        throw = random.Random(f"{dice} {asked[key]} {call.asks_for} {call.prompt}")
        possible = [fault for fault in faults if fault.can_meet(call)]
        if throw.random() >= rate or not possible or (at_most is not None and met[key] >= at_most):
            return None
        met[key] += 1
        return throw.choice(possible)

    return rule


def at_calls(numbers: Iterable[int], fault: Fault | FaultKind) -> Rule:
    """Let the calls with these numbers fail; the server's first call is number 1."""
    chosen, given = frozenset(numbers), _fault(fault)
    return lambda call: given if call.number in chosen else None


def at_step(
    step: str | Callable[[Call], bool], fault: Fault | FaultKind, *, first: int | None = None
) -> Rule:
    """Let calls of one step fail: all of them, or the `first` so many.

    A step is known by what its calls ask for (`Call.asks_for`, empty for text) or by a predicate.
    """
    matches = step if callable(step) else lambda call: call.asks_for == step
    given, places = _fault(fault), itertools.count()

    def rule(call: Call) -> Fault | None:
        if not matches(call) or (first is not None and next(places) >= first):
            return None
        return given

    return rule


def first_of(rules: Sequence[Rule]) -> Rule:
    """Return the rule that asks `rules` in turn until one gives a fault."""
    return lambda call: next((fault for rule in rules if (fault := rule(call))), None)


def _fault(fault: Fault | FaultKind) -> Fault:
    return fault if isinstance(fault, Fault) else Fault(fault)
