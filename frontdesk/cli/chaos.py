"""A fake Gemini that often fails, to see how a run bears that."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from frontdesk.models.names import DEFAULT_MODEL
from frontdesk.testing.gemini import FakeGemini
from frontdesk.testing.gemini_fault_rules import at_random
from frontdesk.testing.gemini_faults import REPAIRABLE

NOTICE = (
    "Chaos: the offline model answers through a fake Gemini on this machine, and many calls fail."
)
# What a run's context has to say, so that all its calls come here.
MODELS = {"model": DEFAULT_MODEL, "fast_model": DEFAULT_MODEL}

# The same command meets the same faults, so that what went wrong can be looked at again.
_SEED = 1
_FAILING, _BADLY_ANSWERED = 0.3, 0.06
_MOST_BAD_ANSWERS, _PAUSE = 1, 0.2


@contextmanager
def failing_gemini(seed: int = _SEED) -> Iterator[FakeGemini]:
    """Start a fake Gemini that often fails, and point Google's client at it until the end.

    Three of ten requests fail in a way that passes, and a few of the others are answered in a way
    that one repair can cure, the same request once at most.
    """
    rules = [
        at_random(_FAILING, seed=seed, retry_after=_PAUSE),
        at_random(_BADLY_ANSWERED, REPAIRABLE, seed=seed, at_most=_MOST_BAD_ANSWERS),
    ]
    with FakeGemini(faults=rules, keep_calls=False) as gemini:
        with _environment(GOOGLE_API_KEY="fake", GOOGLE_GEMINI_BASE_URL=gemini.url):
            yield gemini


def chaos_report(gemini: FakeGemini) -> str:
    """Return the sentence about how many requests there were and which faults they met."""
    faults = ", ".join(f"{count} {kind}" for kind, count in gemini.faults_met.most_common())
    total = gemini.faults_met.total()
    return (
        f"Chaos: {gemini.requests} request{'' if gemini.requests == 1 else 's'}, "
        f"{total} fault{'' if total == 1 else 's'}{f' ({faults})' if faults else ''}."
    )


@contextmanager
def _environment(**variables: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
