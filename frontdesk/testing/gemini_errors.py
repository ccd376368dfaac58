"""The bodies of Gemini's HTTP errors, in Google's form.

The details are those of google.rpc: ErrorInfo, QuotaFailure, RetryInfo.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from frontdesk.testing.gemini_faults import Fault, FaultKind
from frontdesk.testing.gemini_quota import Limit, Violation

# The `status` that Google writes into the error body for each HTTP status.
_STATUS_NAMES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    499: "CANCELLED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}
_STATUSES: Mapping[FaultKind, int] = {
    "rate_limited": 429,
    "quota_exhausted": 429,
    "internal": 500,
    "bad_gateway": 502,
    "unavailable": 503,
    "deadline": 504,
    "invalid_key": 400,
    "bad_request": 400,
    "too_long": 400,
    "unauthenticated": 401,
    "forbidden": 403,
    "retired": 404,
}
_MESSAGES: Mapping[FaultKind, str] = {
    "internal": "An internal error has occurred. Please retry.",
    "unavailable": "The model is overloaded. Please try again later.",
    "deadline": "The deadline expired before the operation could complete.",
    "bad_request": "Request contains an invalid argument.",
    "unauthenticated": "Request had invalid authentication credentials.",
    "forbidden": "The caller does not have permission to use the model.",
}
_METRICS: Mapping[Limit, tuple[str, str]] = {
    "requests_per_minute": (
        "generate_requests_per_model",
        "GenerateRequestsPerMinutePerProjectPerModel",
    ),
    "requests_per_day": (
        "generate_requests_per_model_per_day",
        "GenerateRequestsPerDayPerProjectPerModel",
    ),
    "tokens_per_minute": (
        "generate_content_paid_tier_input_token_count",
        "GenerateContentPaidTierInputTokensPerModelPerMinute",
    ),
}
_SERVICE = "generativelanguage.googleapis.com"
_RPC = "type.googleapis.com/google.rpc"
_INPUT_TOKEN_LIMIT = 1_048_576
# What a fault tells when it does not say itself: a short pause, and half a day.
_PAUSE, _HALF_A_DAY = 1.0, 43_200.0

HTML_PAGE = """<!DOCTYPE html>
<html><head><title>Server Error</title></head>
<body><p>The server met a temporary error and could not answer. Try again in 30 seconds.</p></body>
</html>
"""


def error(status: int, message: str, details: Sequence[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """Return the body of Google's error answer for an HTTP status."""
    body: dict[str, Any] = {
        "code": status,
        "message": message,
        "status": _STATUS_NAMES.get(status, "UNKNOWN"),
    }
    if details:
        body["details"] = [dict(detail) for detail in details]
    return {"error": body}


def fault_error(fault: Fault, model: str, prompt_tokens: int) -> tuple[int, dict[str, Any] | str]:
    """Return the HTTP status and the body, JSON or HTML, of a fault that is an HTTP error."""
    status = fault.status or _STATUSES.get(fault.kind, 503)
    if fault.body is not None:
        return status, dict(fault.body)
    if fault.status is not None:
        return status, error(status, "The model cannot answer at the moment.")
    if fault.kind == "bad_gateway":
        return status, HTML_PAGE
    return status, _named_error(fault, status, model, prompt_tokens)


def _named_error(fault: Fault, status: int, model: str, prompt_tokens: int) -> dict[str, Any]:
    match fault.kind:
        case "rate_limited":
            pause = _PAUSE if fault.retry_after is None else fault.retry_after
            # There is no quota behind it that a client could keep.
            return quota_error(
                model, [Violation("requests_per_minute", 0, pause)], tells_value=False
            )
        case "quota_exhausted":
            pause = _HALF_A_DAY if fault.retry_after is None else fault.retry_after
            return quota_error(model, [Violation("requests_per_day", 500, pause)])
        case "invalid_key":
            return invalid_key_error()
        case "retired":
            return error(status, f"This model models/{model} is no longer available.")
        case "too_long":
            tokens = max(prompt_tokens, _INPUT_TOKEN_LIMIT + 1)
            return error(
                status,
                f"The input token count ({tokens}) exceeds the maximum number of tokens allowed "
                f"({_INPUT_TOKEN_LIMIT}).",
            )
    details = [] if fault.retry_after is None else [_retry_info(fault.retry_after)]
    return error(status, _MESSAGES.get(fault.kind, _MESSAGES["unavailable"]), details)


def quota_error(
    model: str, violations: Sequence[Violation], *, tells_value: bool = True
) -> dict[str, Any]:
    """Return the body with which Google refuses a request beyond the quota (HTTP 429)."""
    pause = max(violation.wait for violation in violations)
    listed = [_quota_violation(model, violation, tells_value) for violation in violations]
    told = ", ".join(violation["quotaMetric"] for violation in listed)
    return error(
        429,
        f"You exceeded your current quota for {told}, model: {model}. "
        f"Please retry in {_duration(pause)}.",
        [{"@type": f"{_RPC}.QuotaFailure", "violations": listed}, _retry_info(pause)],
    )


def _quota_violation(model: str, violation: Violation, tells_value: bool) -> dict[str, Any]:
    metric, quota_id = _METRICS[violation.limit]
    told: dict[str, Any] = {
        "quotaMetric": f"{_SERVICE}/{metric}",
        "quotaId": quota_id,
        "quotaDimensions": {"location": "global", "model": model},
    }
    if tells_value:
        told["quotaValue"] = f"{violation.value:.0f}"
    return told


def _retry_info(seconds: float) -> dict[str, Any]:
    return {"@type": f"{_RPC}.RetryInfo", "retryDelay": _duration(seconds)}


def _duration(seconds: float) -> str:
    """Write a duration as JSON made from protobuf does, in whole milliseconds, rounded up."""
    milliseconds = math.ceil(round(seconds * 1000, 3))
    return f"{milliseconds / 1000:.3f}".rstrip("0").rstrip(".") + "s"


def invalid_key_error() -> dict[str, Any]:
    """Return the body with which Google refuses a missing or wrong API key (HTTP 400)."""
    message = "API key not valid. Please pass a valid API key."
    return error(
        400,
        message,
        [
            {
                "@type": f"{_RPC}.ErrorInfo",
                "reason": "API_KEY_INVALID",
                "domain": "googleapis.com",
                "metadata": {"service": _SERVICE},
            },
            {"@type": f"{_RPC}.LocalizedMessage", "locale": "en-US", "message": message},
        ],
    )


def unknown_model_error(model: str) -> dict[str, Any]:
    """Return the body with which Google refuses a model that it does not have (HTTP 404)."""
    return error(
        404, f"models/{model} is not found for API version v1beta, or is not supported here."
    )
