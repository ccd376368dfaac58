"""A circuit breaker: keep calls from a model that does not work at the moment."""

from dataclasses import dataclass

from frontdesk.models.failures import Failure

# So many failures in a row do not happen by chance: at 30 % of random failures once in 170,000.
_FAILURES_THAT_OPEN = 10
# How often at most a model whose quota of the day is used up, or that is retired, is asked again.
_SECONDS_OF_ABSENCE = 300.0
_FIRST_PAUSE, _LONGEST_PAUSE = 2, 60  # times the first back-off
_PATIENCE = 60


@dataclass
class Breaker:
    """What is known of one model's health. Times are monotonic seconds.

    While `failure` is set the breaker is open: no call is made until `until`, then one, which
    closes it or opens it for longer.
    """

    first_back_off: float
    failure: Failure | None = None
    until: float = 0.0
    _since: float = 0.0
    _opened: float = 0.0
    _in_a_row: int = 0
    _pause: float = 0.0

    def succeeded(self) -> None:
        """Close the breaker: the model works."""
        self.failure, self._in_a_row, self._pause = None, 0, 0.0

    def failed(self, failure: Failure, started: float, now: float) -> None:
        """Count a failure of a call begun at `started`; open where calls are in vain for now."""
        if self.failure is not None and started < self._opened:
            return  # of before it opened: nothing new
        if failure.code in ("quota_exhausted", "unknown_model"):
            self._since = float("-inf")
            self._open(failure, now, _SECONDS_OF_ABSENCE)
        elif failure.code in ("unavailable", "timeout"):
            self._in_a_row += 1
            if self._in_a_row >= _FAILURES_THAT_OPEN:
                if self.failure is None:
                    self._since = now
                longer = max(self._pause * 2, _FIRST_PAUSE * self.first_back_off)
                self._pause = min(longer, _LONGEST_PAUSE * self.first_back_off)
                self._open(failure, now, self._pause)
        else:
            self._in_a_row = 0  # an answer, if no good one

    def hopeless(self, now: float) -> bool:
        """Tell whether the model has been away for longer than a call should wait for it."""
        return self.failure is not None and now - self._since > _PATIENCE * self.first_back_off

    def _open(self, failure: Failure, now: float, seconds: float) -> None:
        self.failure, self._opened, self.until = failure, now, now + seconds
