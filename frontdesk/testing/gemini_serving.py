"""Serve the loopback Gemini from the command line."""

import signal
import threading
from collections.abc import Callable, Sequence

from frontdesk.errors import InputError
from frontdesk.testing.gemini import FakeGemini
from frontdesk.testing.gemini_fault_rules import Rule
from frontdesk.testing.gemini_quota import Quota


def serve(
    port: int,
    latency: float,
    announce: Callable[[str], None],
    *,
    faults: Rule | Sequence[Rule] = (),
    quota: Quota | None = None,
) -> None:
    """Serve until Ctrl-C or SIGTERM; announce the lines that point Google's client here.

    `latency` is in seconds, `port` 0 takes a free one; `faults` and `quota` are FakeGemini's.
    InputError if the port cannot be had.
    """
    stopped = threading.Event()
    gemini = FakeGemini(faults=faults, quota=quota, latency=latency, port=port, keep_calls=False)
    try:
        gemini.start()
    except OSError as error:
        raise InputError(f"Port {port} cannot be used: {error.strerror}.") from error
    before = {
        number: signal.signal(number, lambda *_: stopped.set())
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        announce(f"export GOOGLE_GEMINI_BASE_URL={gemini.url}")
        announce("export GOOGLE_API_KEY=fake")
        stopped.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        gemini.stop()
