"""Tell why an attempt gave no answer, in the same words and codes for every provider."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from langchain_core.exceptions import (
    ContextOverflowError,
    ModelAuthenticationError,
    ModelInvalidRequestError,
    ModelNotFoundError,
    ModelPermissionDeniedError,
    ModelRateLimitError,
    ModelTimeoutError,
)

from frontdesk.errors import ModelCallError, ModelSetupError
from frontdesk.models.catalog import facts_of
from frontdesk.models.names import KEY_ADDRESS
from state.usage import FailureCode

# Google's per-minute quotas ask for at most a minute. A longer wait is another kind of quota.
_LONGEST_WAIT = 120.0
# Finish reasons of Gemini (https://ai.google.dev/api/generate-content#FinishReason), of OpenAI
# and of Anthropic.
_TRUNCATED = frozenset({"MAX_TOKENS", "LENGTH"})
_RECITED = frozenset({"RECITATION"})
_BLOCKED = frozenset(
    {"SAFETY", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "LANGUAGE", "CONTENT_FILTER", "REFUSAL"}
)
# Google's client is on aiohttp or, by its version, on httpx or httpx2.
_HTTP_CLIENTS = ("aiohttp", "httpx", "httpcore", "httpx2", "httpcore2")

QuotaKind = Literal["requests_per_minute", "tokens_per_minute", "requests_per_day"]


@dataclass(frozen=True)
class Refusal:
    """What a provider tells when a quota is used up: how many seconds to wait, and which.

    `limits` has every quota that the request does not keep, with its value where that is told.
    """

    delay: float | None = None
    limits: Mapping[QuotaKind, float | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Failure:
    """Why an attempt gave no answer; `problem` is for the model that is asked to repair it."""

    code: FailureCode
    sentence: str
    retryable: bool = False
    refusal: Refusal | None = None
    problem: str = ""

    def error(self) -> ModelCallError | ModelSetupError:
        """Return a new error that tells it to the caller."""
        if self.code in ModelSetupError.CODES:
            return ModelSetupError(self.sentence, code=self.code)
        return ModelCallError(self.sentence, code=self.code, retryable=self.retryable)


def failure_of(error: Exception, *, step: str, model: str) -> Failure:
    """Return why the call to `model` on behalf of `step` failed that raised `error`."""
    if isinstance(error, ModelAuthenticationError) or "API_KEY_INVALID" in str(error):
        return Failure(
            "invalid_key",
            f"The key for the model {model!r} is not valid: check it, or get a Gemini key from "
            f"{KEY_ADDRESS}.",
        )
    if isinstance(error, ModelNotFoundError):
        facts = facts_of(model)
        instead = facts.successor if facts and facts.successor else "another one"
        return Failure(
            "unknown_model",
            f"The model {model!r} does not exist, is retired, or is not open to your key: set "
            f"FRONTDESK_MODEL to {instead}.",
        )
    if isinstance(error, ModelPermissionDeniedError):
        return Failure("forbidden", f"Your key may not use the model {model!r}: {_told(error)}.")
    if isinstance(error, ModelRateLimitError) or _status(error) == 429:
        return _quota_failure(error, model)
    if isinstance(error, ContextOverflowError):
        return Failure("too_long", f"The text of {step} is too long for the model {model!r}.")
    if isinstance(error, ModelInvalidRequestError):
        sentence = f"The model {model!r} refuses the request of {step}: {_told(error)}."
        return Failure("bad_request", sentence)
    if isinstance(error, TimeoutError | ModelTimeoutError) or "Timeout" in type(error).__name__:
        sentence = f"The model {model!r} gave no answer in {step} in time."
        return Failure("timeout", sentence, retryable=True)
    if is_transient(error):
        sentence = f"The model {model!r} cannot be reached for {step}: {_told(error)}."
        return Failure("unavailable", sentence, retryable=True)
    return Failure("call_failed", f"The model {model!r} failed in {step}: {_told(error)}.")


def stopped_early(reason: str, *, step: str, model: str) -> Failure:
    """Return why a model ended its answer for the finish reason `reason` before it was whole."""
    if reason in _TRUNCATED:
        sentence = f"The answer of the model {model!r} in {step} was cut off ({reason})."
        return Failure("truncated", sentence, retryable=True)
    if reason in _RECITED:
        sentence = f"The model {model!r} stopped in {step} so as not to recite a text of others."
        return Failure("recitation", sentence, retryable=True)
    if reason in _BLOCKED:
        return Failure("blocked", f"The model {model!r} refuses to answer in {step} ({reason}).")
    sentence = f"The model {model!r} stopped early in {step} (finish reason {reason or 'none'})."
    return Failure("unavailable", sentence, retryable=True)


def empty_answer(*, step: str, model: str) -> Failure:
    """Return the failure of an answer without a word in it."""
    sentence = f"The model {model!r} gave an empty answer in {step}."
    return Failure("empty_answer", sentence, retryable=True)


def invalid_answer(problem: str, *, step: str, model: str) -> Failure:
    """Return the failure of an answer that does not have the asked form, for this reason."""
    sentence = (
        f"The answer of the model {model!r} in {step} does not have the asked form: {problem}"
    )
    return Failure("invalid_answer", sentence, retryable=True, problem=problem)


def _quota_failure(error: Exception, model: str) -> Failure:
    refusal = _read_refusal(error)
    of_the_day = "requests_per_day" in refusal.limits
    if of_the_day or (refusal.delay or 0) > _LONGEST_WAIT:
        sentence = (
            f"The quota of the model {model!r} is used up{' for today' if of_the_day else ''}: "
            "wait until it is renewed, raise it, or name another model in "
            "FRONTDESK_FALLBACK_MODELS."
        )
        return Failure("quota_exhausted", sentence, retryable=True, refusal=refusal)
    sentence = f"The model {model!r} takes no more calls for now: its quota a minute is used up."
    return Failure("rate_limited", sentence, retryable=True, refusal=refusal)


def _read_refusal(error: Exception) -> Refusal:
    """Return what Google's error body tells of the quotas.

    See https://cloud.google.com/apis/design/errors: `RetryInfo.retryDelay` is seconds such as
    "7s", `QuotaFailure.violations` name each quota and its value; of two of one kind the smaller
    counts. Other providers send a header.
    """
    delay = _retry_after(error)
    limits: dict[QuotaKind, float | None] = {}
    for detail in _details(error):
        if "retryDelay" in detail:
            delay = _seconds(detail["retryDelay"]) or delay
        for violation in detail.get("violations", []):
            kind = _quota_kind(str(violation.get("quotaId", "")))
            told = [limits.get(kind), _number(violation.get("quotaValue"))]
            limits[kind] = min((value for value in told if value is not None), default=None)
    return Refusal(delay, limits)


def _quota_kind(quota_id: str) -> QuotaKind:
    if "PerDay" in quota_id:
        return "requests_per_day"
    return "tokens_per_minute" if "Token" in quota_id else "requests_per_minute"


def _details(error: Exception) -> list[Mapping[str, Any]]:
    body = getattr(error.__cause__ or error, "details", None)
    told = body.get("error", body) if isinstance(body, Mapping) else {}
    details = told.get("details", []) if isinstance(told, Mapping) else []
    return [detail for detail in details if isinstance(detail, Mapping)]


def _retry_after(error: Exception) -> float | None:
    response = getattr(error.__cause__ or error, "response", None)
    headers = getattr(response, "headers", None) or {}
    return _number(headers.get("retry-after")) if isinstance(headers, Mapping) else None


def _seconds(duration: object) -> float | None:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)s", str(duration))
    return float(found[1]) if found else None


def _number(text: object) -> float | None:
    try:
        return float(str(text))
    except ValueError:
        return None


def _status(error: Exception) -> int | None:
    status = getattr(error, "code", None) or getattr(error, "status_code", None)
    return status if isinstance(status, int) else None


def is_transient(error: Exception) -> bool:
    """Tell whether an error is a broken connection or server, or HTML in the place of JSON."""
    if isinstance(error, OSError | json.JSONDecodeError) or getattr(error, "is_retryable", False):
        return True
    library = type(error).__module__.partition(".")[0]
    return library in _HTTP_CLIENTS or (_status(error) or 0) >= 500


def _told(error: Exception) -> str:
    told = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    text = " ".join(told.split()) or type(error).__name__
    return text[:300].rstrip(".")
