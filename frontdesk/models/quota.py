"""Token buckets that keep calls within a provider's quota, known beforehand or learned."""

from dataclasses import dataclass

from frontdesk.models.failures import Refusal
from frontdesk.settings import Quota

_REQUEST_BURST_SECONDS = 2.0
# Tokens come in large pieces: a bucket of two seconds would hold many a prompt back.
_TOKEN_BURST_SECONDS = 10.0
# Requests do not reach the provider at the very distances at which they start.
_BURST_SHARE = 0.9
# Others may use the same quota: a refusal lowers the rate, and each answer raises it a little.
_CUT, _RECOVERY = 0.9, 1.01


@dataclass
class Bucket:
    """Fills at `rate` a second up to `capacity`; taking more than there is leaves a debt.

    `limit` is the rate that the provider allows.
    """

    limit: float
    rate: float
    capacity: float
    level: float
    updated: float

    def seconds_until(self, amount: float, now: float) -> float:
        """Return how long to wait for `amount`, or for a full bucket where it holds less."""
        self._refill(now)
        missing = min(amount, self.capacity) - self.level
        return max(0.0, missing / self.rate)

    def take(self, amount: float, now: float) -> None:
        """Take `amount`; a negative one gives back."""
        self._refill(now)
        self.level = min(self.capacity, self.level - amount)

    def slow_down(self, now: float) -> None:
        """Answer a refusal: the bucket was fuller than the provider's own."""
        self._refill(now)
        self.level = min(self.level, 0.0)
        self.rate *= _CUT

    def speed_up(self) -> None:
        """Answer a success: go back towards the limit little by little."""
        self.rate = min(self.limit, self.rate * _RECOVERY)

    def _refill(self, now: float) -> None:
        self.level = min(self.capacity, self.level + (now - self.updated) * self.rate)
        self.updated = now


@dataclass
class Pace:
    """How fast calls to one model may start: by requests, by input tokens, or as fast as can be."""

    requests: Bucket | None = None
    tokens: Bucket | None = None

    def seconds_until(self, tokens: int, now: float) -> float:
        """Return how long a request with so many input tokens has to wait."""
        waits = [bucket.seconds_until(amount, now) for bucket, amount in self._buckets(tokens)]
        return max(waits, default=0.0)

    def start(self, tokens: int, now: float) -> None:
        """Count a request that starts."""
        for bucket, amount in self._buckets(tokens):
            bucket.take(amount, now)

    def correct(self, estimated: int, counted: int, now: float) -> None:
        """Replace the estimate of an answered request's tokens by what the model counted."""
        if self.tokens is not None:
            self.tokens.take(counted - estimated, now)
        for bucket, _ in self._buckets(0):
            bucket.speed_up()

    def refused(self, refusal: Refusal, now: float) -> None:
        """Learn from a refusal what the quotas are, if it says so, or that others use them too.

        One that names none is taken for one of requests.
        """
        limits = refusal.limits or {"requests_per_minute": None}
        if "requests_per_minute" in limits:
            limit = limits["requests_per_minute"]
            self.requests = _refused(self.requests, limit, _REQUEST_BURST_SECONDS, now)
        if "tokens_per_minute" in limits:
            limit = limits["tokens_per_minute"]
            self.tokens = _refused(self.tokens, limit, _TOKEN_BURST_SECONDS, now)

    def _buckets(self, tokens: int) -> list[tuple[Bucket, float]]:
        pairs = [(self.requests, 1.0), (self.tokens, float(tokens))]
        return [(bucket, amount) for bucket, amount in pairs if bucket is not None]


def pace_of(quota: Quota, now: float) -> Pace:
    """Return the pace that keeps within a quota which is known beforehand."""
    pace = Pace()
    if quota.requests_per_minute:
        pace.requests = _bucket(quota.requests_per_minute, _REQUEST_BURST_SECONDS, now)
        if quota.burst:
            burst = max(1.0, quota.burst * _BURST_SHARE)
            pace.requests.capacity = pace.requests.level = burst
    if quota.tokens_per_minute:
        pace.tokens = _bucket(quota.tokens_per_minute, _TOKEN_BURST_SECONDS, now)
    return pace


def _refused(
    known: Bucket | None, limit: float | None, burst_seconds: float, now: float
) -> Bucket | None:
    """Return the bucket after a refusal because of it: slower, or made of what was told."""
    if known is not None:
        known.slow_down(now)
        return known
    return _bucket(limit, burst_seconds, now, level=0.0) if limit else None


def _bucket(
    per_minute: float, burst_seconds: float, now: float, level: float | None = None
) -> Bucket:
    rate = per_minute / 60
    capacity = max(1.0, rate * burst_seconds)
    return Bucket(rate, rate, capacity, capacity if level is None else level, now)
