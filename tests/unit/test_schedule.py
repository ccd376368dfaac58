"""When calls may start: quota, fairness, pauses, broken models; over loops and threads."""

import asyncio
import threading
import time

import pytest

from frontdesk.models.breaker import Breaker
from frontdesk.models.failures import Failure, QuotaKind, Refusal
from frontdesk.models.quota import Pace, pace_of
from frontdesk.models.schedule import Schedule, Turn
from frontdesk.settings import Quota

DOWN = Failure("unavailable", "It is down.", retryable=True)
USED_UP = Failure("quota_exhausted", "Used up for today.", retryable=True)


def refused(delay: float, limit: float | None = None) -> Failure:
    limits: dict[QuotaKind, float | None] = {"requests_per_minute": limit} if limit else {}
    return Failure("rate_limited", "Too many.", refusal=Refusal(delay=delay, limits=limits))


async def take(
    schedule: Schedule, run: str = "run", tokens: int = 1, *, step: str = "step"
) -> Turn:
    turn = await schedule.turn(run, step, tokens, patient=True)
    assert isinstance(turn, Turn)
    return turn


# The pace, with a clock of its own.


def starts(pace: Pace, number: int, tokens: int = 0) -> list[float]:
    now, times = 0.0, []
    for _ in range(number):
        now += pace.seconds_until(tokens, now)
        pace.start(tokens, now)
        times.append(now)
    return times


def test_requests_start_in_a_burst_and_then_at_the_quotas_rate() -> None:
    pace = pace_of(Quota(requests_per_minute=600, burst=20), now=0.0)

    times = starts(pace, 118)

    assert times[17] == 0.0
    assert times[-1] == pytest.approx(10.0)


def test_a_prompt_larger_than_the_burst_is_let_through_and_paid_for_afterwards() -> None:
    pace = pace_of(Quota(tokens_per_minute=6000), now=0.0)

    times = starts(pace, 3, tokens=2000)

    assert times == pytest.approx([0.0, 20.0, 40.0])


def test_counted_tokens_replace_the_estimate() -> None:
    pace = pace_of(Quota(tokens_per_minute=6000), now=0.0)
    pace.start(1000, 0.0)

    pace.correct(1000, 100, 0.0)

    assert pace.seconds_until(900, 0.0) == 0.0


def test_a_refusal_that_names_the_quota_teaches_it() -> None:
    pace = Pace()

    pace.refused(Refusal(delay=0.1, limits={"requests_per_minute": 600}), now=0.0)

    assert starts(pace, 11)[-1] == pytest.approx(1.1)


def test_a_refusal_that_names_two_quotas_teaches_both() -> None:
    pace = Pace()

    limits: dict[QuotaKind, float | None] = {"requests_per_minute": 600, "tokens_per_minute": 6000}
    pace.refused(Refusal(delay=0.1, limits=limits), now=0.0)

    assert starts(pace, 11)[-1] == pytest.approx(1.1)
    assert pace.seconds_until(500, 1.1) == pytest.approx(3.9)


def test_a_quota_that_others_use_too_is_approached_anew() -> None:
    pace = pace_of(Quota(requests_per_minute=600, burst=1), now=0.0)

    pace.refused(Refusal(delay=0.1, limits={"requests_per_minute": 600}), now=0.0)
    slowed = pace.seconds_until(0, 0.0)
    for _ in range(50):
        pace.correct(0, 0, 0.0)

    assert slowed == pytest.approx(1 / 9)
    assert pace.seconds_until(0, 0.0) == pytest.approx(0.1)


# The breaker, with a clock of its own.


def test_the_breaker_opens_after_ten_failures_in_a_row_and_closes_with_a_success() -> None:
    breaker = Breaker(first_back_off=1.0)

    for number in range(9):
        breaker.failed(DOWN, started=number, now=number)
    before = breaker.failure
    breaker.failed(DOWN, started=9, now=9)
    opened = breaker.failure
    breaker.succeeded()

    assert (before, opened, breaker.failure) == (None, DOWN, None)
    assert breaker.until == 11


def test_calls_that_were_under_way_when_it_opened_do_not_open_it_for_longer() -> None:
    breaker = Breaker(first_back_off=1.0)

    for _ in range(100):
        breaker.failed(DOWN, started=0, now=5)

    assert breaker.until == 7


def test_a_probe_that_fails_opens_it_for_twice_as_long() -> None:
    breaker = Breaker(first_back_off=1.0)
    for _ in range(10):
        breaker.failed(DOWN, started=0, now=5)

    breaker.failed(DOWN, started=8, now=8)

    assert breaker.until == 12


def test_a_quota_of_the_day_is_hopeless_at_once_and_an_outage_after_a_while() -> None:
    exhausted, down = Breaker(first_back_off=1.0), Breaker(first_back_off=1.0)

    exhausted.failed(USED_UP, started=0, now=5)
    for _ in range(10):
        down.failed(DOWN, started=0, now=5)

    assert exhausted.hopeless(6)
    assert not down.hopeless(60)
    assert down.hopeless(66)


# The schedule.


async def test_runs_take_turns() -> None:
    schedule = Schedule(Quota(concurrency=1), first_back_off=0.01)
    order: list[str] = []

    async def call(run: str) -> None:
        turn = await take(schedule, run)
        order.append(run)
        await asyncio.sleep(0)
        schedule.answered(turn, 1)

    await asyncio.gather(*(call("large") for _ in range(6)), *(call("small") for _ in range(2)))

    assert order[:5] == ["large", "large", "small", "large", "small"]


async def test_a_run_finishes_what_it_has_begun_before_it_begins_more() -> None:
    schedule = Schedule(Quota(concurrency=2), first_back_off=0.01)
    order: list[str] = []

    async def item(number: int) -> None:
        for step in ("answer", "check"):
            turn = await take(schedule, step=step)
            order.append(f"{step} {number}")
            await asyncio.sleep(0)
            schedule.answered(turn, 1)

    await asyncio.gather(*(item(number) for number in range(20)))

    begun = [number for number, call in enumerate(order) if call.startswith("answer")]
    finished = [number for number, call in enumerate(order) if call.startswith("check")]
    for number in range(4, 20):
        assert finished[number - 4] < begun[number]


async def test_a_call_that_is_cancelled_in_the_queue_leaves_its_place() -> None:
    schedule = Schedule(Quota(concurrency=1), first_back_off=0.01)
    held = await take(schedule)
    waiting = asyncio.create_task(take(schedule))
    last = asyncio.create_task(take(schedule))
    await asyncio.sleep(0)

    waiting.cancel()
    await asyncio.sleep(0)
    schedule.answered(held, 1)

    async with asyncio.timeout(1):
        schedule.answered(await last, 1)


async def test_a_call_that_is_cancelled_as_its_turn_comes_gives_it_to_the_next() -> None:
    schedule = Schedule(Quota(concurrency=1), first_back_off=0.01)
    held = await take(schedule)
    waiting = asyncio.create_task(take(schedule))
    last = asyncio.create_task(take(schedule))
    await asyncio.sleep(0)

    schedule.answered(held, 1)
    waiting.cancel()

    async with asyncio.timeout(1):
        schedule.answered(await last, 1)


async def test_an_impatient_call_leaves_a_broken_model_at_once() -> None:
    schedule = Schedule(Quota(), first_back_off=1.0)
    for _ in range(10):
        schedule.failed(await take(schedule), DOWN)

    assert schedule.broken() is DOWN
    assert await schedule.turn("run", "step", 1, patient=False) is DOWN


async def test_a_patient_call_becomes_the_probe_of_a_broken_model() -> None:
    schedule = Schedule(Quota(), first_back_off=0.05)
    for _ in range(10):
        schedule.failed(await take(schedule), DOWN)
    started = time.monotonic()

    probe, other = (asyncio.create_task(take(schedule)) for _ in range(2))
    turn = await probe

    assert time.monotonic() - started >= 0.09
    assert not other.done()
    schedule.answered(turn, 1)
    schedule.answered(await other, 1)
    assert schedule.broken() is None


async def test_calls_to_a_model_without_quota_for_the_day_fail_at_once() -> None:
    schedule = Schedule(Quota(), first_back_off=1.0)

    schedule.failed(await take(schedule), USED_UP)

    assert await schedule.turn("run", "step", 1, patient=True) is USED_UP


async def test_a_pause_holds_back_every_call() -> None:
    schedule = Schedule(Quota(), first_back_off=0.01)
    schedule.failed(await take(schedule), refused(delay=0.2))
    started = time.monotonic()

    async def call() -> None:
        schedule.answered(await take(schedule), 1)

    await asyncio.gather(*(call() for _ in range(3)))

    assert time.monotonic() - started >= 0.19


def test_a_call_is_woken_though_the_loop_that_waited_first_has_gone() -> None:
    schedule = Schedule(Quota(), first_back_off=0.01)
    has_paused, has_gone = threading.Event(), threading.Event()

    async def first() -> None:
        schedule.failed(await take(schedule), refused(delay=0.5))
        waiting = asyncio.create_task(take(schedule))
        await asyncio.sleep(0.05)
        has_paused.set()
        await asyncio.sleep(0.1)
        waiting.cancel()

    def leave() -> None:
        asyncio.run(first())
        has_gone.set()

    async def second() -> None:
        async with asyncio.timeout(3):
            schedule.answered(await take(schedule), 1)

    thread = threading.Thread(target=leave)
    thread.start()
    has_paused.wait(5)
    asyncio.run(second())
    thread.join()
    assert has_gone.is_set()


def test_loops_of_several_threads_share_one_schedule() -> None:
    schedule = Schedule(Quota(concurrency=3), first_back_off=0.01)
    lock, under_way, most = threading.Lock(), 0, 0

    async def call() -> None:
        nonlocal under_way, most
        turn = await take(schedule)
        with lock:
            under_way += 1
            most = max(most, under_way)
        await asyncio.sleep(0.002)
        with lock:
            under_way -= 1
        schedule.answered(turn, 1)

    async def many() -> None:
        await asyncio.gather(*(call() for _ in range(50)))

    threads = [threading.Thread(target=lambda: asyncio.run(many()), daemon=True) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert not any(thread.is_alive() for thread in threads)
    assert most == 3
