"""A quota as Gemini has it, for each model: token buckets a minute and a count a day."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

Limit = Literal["requests_per_minute", "tokens_per_minute", "requests_per_day"]

_DAY = 86_400.0
# Less than a clock can tell: a client that waits as long as it was told is not refused again.
_NOTHING = 1e-6


@dataclass(frozen=True)
class Quota:
    """How much each model may be asked. None is no limit.

    Requests fill a token bucket that holds `burst` (by default a minute's worth) and is refilled
    with `requests_per_minute` / 60 a second; the prompts' tokens one that holds and gets
    `tokens_per_minute`. A day begins with a model's first request. A request that is refused
    costs nothing. Without `tells_value` a refusal does not name the quota's value.
    """

    requests_per_minute: float | None = None
    burst: int | None = None
    tokens_per_minute: int | None = None
    requests_per_day: int | None = None
    tells_value: bool = True

    def __post_init__(self) -> None:
        """Refuse limits that let nothing through."""
        for name in ("requests_per_minute", "burst", "tokens_per_minute", "requests_per_day"):
            value = getattr(self, name)
            if value is not None and value <= 0:
                raise ValueError(f"{name} is {value}, but must be more than 0.")
        if self.burst is not None and self.requests_per_minute is None:
            raise ValueError("burst needs requests_per_minute.")


@dataclass(frozen=True)
class Violation:
    """A limit that a request does not keep, its value, and the seconds until it would."""

    limit: Limit
    value: float
    wait: float


@dataclass
class _Bucket:
    capacity: float
    per_second: float
    filled: float
    level: float = field(init=False)

    def __post_init__(self) -> None:
        self.level = self.capacity

    def wait(self, wanted: float, now: float) -> float:
        """Return the seconds until `wanted` can be taken; a minute where it never can."""
        self.level = min(self.capacity, self.level + (now - self.filled) * self.per_second)
        self.filled = now
        if wanted > self.capacity:
            return 60.0
        missing = (wanted - self.level) / self.per_second
        return missing if missing > _NOTHING else 0.0


class QuotaMeter:
    """Counts what the models are asked. `clock` gives seconds that only grow."""

    def __init__(self, quota: Quota, clock: Callable[[], float]) -> None:
        self._quota = quota
        self._clock = clock
        self._requests: dict[str, _Bucket] = {}
        self._tokens: dict[str, _Bucket] = {}
        self._days: dict[str, tuple[float, int]] = {}

    def take(self, model: str, tokens: int) -> list[Violation]:
        """Count a request with so many tokens, or return the limits because of which it may not."""
        quota, now = self._quota, self._clock()
        violations: list[Violation] = []
        taken: list[tuple[_Bucket, float]] = []
        if limit := quota.requests_per_minute:
            capacity = float(quota.burst or max(1.0, limit))
            bucket = self._requests.setdefault(model, _Bucket(capacity, limit / 60, now))
            taken.append((bucket, 1))
            if wait := bucket.wait(1, now):
                violations.append(Violation("requests_per_minute", limit, wait))
        if limit := quota.tokens_per_minute:
            bucket = self._tokens.setdefault(model, _Bucket(limit, limit / 60, now))
            taken.append((bucket, tokens))
            if wait := bucket.wait(tokens, now):
                violations.append(Violation("tokens_per_minute", limit, wait))
        began, so_far = self._days.get(model, (now, 0))
        if now - began >= _DAY:
            began, so_far = now, 0
        if quota.requests_per_day is not None and so_far >= quota.requests_per_day:
            limit = quota.requests_per_day
            violations.append(Violation("requests_per_day", limit, began + _DAY - now))
        if not violations:
            self._days[model] = (began, so_far + 1)
            for bucket, amount in taken:
                bucket.level -= amount
        return violations
