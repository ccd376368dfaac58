"""When a call to a model may start: as early as its quota allows, in fair order between runs."""

import asyncio
import math
import threading
import time
from collections import deque
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from frontdesk.models.breaker import Breaker
from frontdesk.models.failures import Failure
from frontdesk.models.quota import pace_of
from frontdesk.settings import Quota, Settings

# How many calls are made at once before the first answers tell that the provider bears more: one
# more with each answer, but after a refusal that names no quota only with some rounds of answers.
_FIRST_WINDOW = 32
_CAREFUL = 0.1
_SHORTEST_PAUSE = 0.01


@dataclass(eq=False)
class _Waiter:
    """A call in the queue; a patient one waits for a broken model to work again."""

    step: str
    tokens: int
    patient: bool
    loop: asyncio.AbstractEventLoop
    turn: "asyncio.Future[Failure | None]"
    started: bool = False

    def settle(self, result: Failure | None) -> bool:
        """Give the call its turn, or a failure, on its own loop; False if that has ended."""
        try:
            running = asyncio.get_running_loop()
        except RuntimeError:
            running = None
        if running is self.loop:
            self._set(result)
            return True
        try:
            self.loop.call_soon_threadsafe(self._set, result)
        except RuntimeError:
            return False
        return True

    def _set(self, result: Failure | None) -> None:
        if not self.turn.done():
            self.turn.set_result(result)


class _Queue:
    """The waiting calls of a run: first those of the step that it came to last.

    What the run has begun is finished before more is begun, so that a quota that is used up half
    way leaves half of the results, and not all of them half done.
    """

    def __init__(self) -> None:
        self._steps: dict[str, deque[_Waiter]] = {}

    def __iter__(self) -> Iterator[_Waiter]:
        return chain.from_iterable(reversed(self._steps.values()))

    def append(self, waiter: _Waiter) -> None:
        self._steps.setdefault(waiter.step, deque()).append(waiter)

    def remove(self, waiter: _Waiter) -> None:
        self._steps[waiter.step].remove(waiter)


@dataclass(frozen=True)
class Turn:
    """The right to make one request now. `started` is in monotonic seconds."""

    tokens: int
    started: float


class Schedule:
    """The calls of this process to one model, whatever thread, event loop or run they are of.

    A waiting call costs nothing: it is woken in its turn. Runs take turns one call each, so that
    a large one does not hold up a small one.
    """

    def __init__(self, quota: Quota, first_back_off: float) -> None:
        self.quota = quota
        self.first_back_off = first_back_off
        self.breaker = Breaker(first_back_off)
        self._lock = threading.Lock()
        self._pace = pace_of(self.quota, time.monotonic())
        self._window = float(_FIRST_WINDOW)
        self._is_careful = False
        self._in_flight = 0
        self._queues: dict[Hashable, _Queue] = {}
        self._paused_until = 0.0
        self._slowed_at = -math.inf
        self._timer_at = -math.inf
        self._timer_loop: asyncio.AbstractEventLoop | None = None

    def broken(self) -> Failure | None:
        """Return why calls to this model are in vain at the moment, or None."""
        with self._lock:
            is_tried = self._in_flight > 0 or time.monotonic() < self.breaker.until
            return self.breaker.failure if is_tried else None

    async def turn(self, run: Hashable, step: str, tokens: int, *, patient: bool) -> Turn | Failure:
        """Wait until a request with so many input tokens may start for this step of the run.

        Returns the failure of earlier calls instead where the model does not work: to a patient
        call when that has lasted for too long, to another one at once. Every turn must be given
        back with `answered`, `failed` or `dropped`.
        """
        loop = asyncio.get_running_loop()
        waiter = _Waiter(step, tokens, patient, loop, loop.create_future())
        with self._lock:
            self._queues.setdefault(run, _Queue()).append(waiter)
            self._dispatch()
        try:
            failure = await waiter.turn
        except asyncio.CancelledError:
            with self._lock:
                if waiter.started:
                    self._in_flight -= 1
                else:
                    self._forget(run, waiter)
                self._dispatch()
            raise
        return failure or Turn(tokens, time.monotonic())

    def answered(self, turn: Turn, input_tokens: int) -> None:
        """Give back the turn of a request that the model answered."""
        with self._lock:
            self._in_flight -= 1
            growth = _CAREFUL / self._window if self._is_careful else 1.0
            self._window = min(self._window + growth, self.quota.concurrency)
            self._pace.correct(turn.tokens, input_tokens or turn.tokens, time.monotonic())
            self.breaker.succeeded()
            self._dispatch()

    def failed(self, turn: Turn, failure: Failure) -> None:
        """Give back the turn of a request that failed; slow down all calls where that helps."""
        now = time.monotonic()
        with self._lock:
            self._in_flight -= 1
            self.breaker.failed(failure, turn.started, now)
            if failure.code == "rate_limited" and failure.refusal:
                delay = failure.refusal.delay
                pause = self.first_back_off if delay is None else max(delay, _SHORTEST_PAUSE)
                self._paused_until = max(self._paused_until, now + pause)
                if turn.started > self._slowed_at:  # else it tells what is known already
                    self._slowed_at = now
                    self._pace.refused(failure.refusal, now)
                    if not any(failure.refusal.limits.values()):
                        self._is_careful = True
                        self._window = max(1.0, self._in_flight / 2)
            if self.breaker.failure:
                self._window = 1.0
            self._dispatch()

    def dropped(self, turn: Turn) -> None:
        """Give back the turn of a request that its caller broke off."""
        with self._lock:
            self._in_flight -= 1
            self._dispatch()

    def _dispatch(self) -> None:
        """Start every call that may start now, and see to it that the next one is woken in time."""
        now = time.monotonic()
        if self.breaker.failure and now < self.breaker.until:
            self._give_up(self.breaker.failure, all_of_them=self.breaker.hopeless(now))
        while self._queues and self._in_flight < min(self._window, self.quota.concurrency):
            run, queue = next(iter(self._queues.items()))
            waiter = next(iter(queue))
            wait = max(
                self._paused_until - now,
                self.breaker.until - now if self.breaker.failure else 0.0,
                self._pace.seconds_until(waiter.tokens, now),
            )
            if wait > 0:
                self._wake(waiter.loop, now, wait)
                return
            queue.remove(waiter)
            del self._queues[run]
            if any(queue):
                self._queues[run] = queue  # at the end of the round
            if waiter.settle(None):
                waiter.started = True
                self._in_flight += 1
                self._pace.start(waiter.tokens, now)

    def _give_up(self, failure: Failure, *, all_of_them: bool) -> None:
        """Send calls away from a broken model: those that have another one to go to, or all."""
        for run, queue in [*self._queues.items()]:
            for waiter in [*queue]:
                if all_of_them or not waiter.patient:
                    waiter.settle(failure)
                    self._forget(run, waiter)

    def _wake(self, loop: asyncio.AbstractEventLoop, now: float, wait: float) -> None:
        """Look again after `wait` seconds, by a timer of the loop that waits."""
        if loop is self._timer_loop and now < self._timer_at <= now + wait:
            return
        self._timer_loop, self._timer_at = loop, now + wait
        try:
            loop.call_soon_threadsafe(loop.call_later, wait, self._on_timer)
        except RuntimeError:  # the loop has ended: the next call looks again
            self._timer_at = -math.inf

    def _on_timer(self) -> None:
        with self._lock:
            self._timer_at = -math.inf
            self._dispatch()

    def _forget(self, run: Hashable, waiter: _Waiter) -> None:
        queue = self._queues.get(run)
        if queue and waiter in queue:
            queue.remove(waiter)
            if not any(queue):
                del self._queues[run]


def schedule_of(model: str, settings: Settings) -> Schedule:
    """Return the process's schedule for this model with these settings."""
    address = settings.gemini_base_url or ""
    return _schedule(model, address, settings.quota_of(model), settings.retry_seconds)


@cache
def _schedule(model: str, address: str, quota: Quota, first_back_off: float) -> Schedule:
    return Schedule(quota, first_back_off)
