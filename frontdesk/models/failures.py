"""Turn what a provider's client raises into Frontdesk's own errors."""

import asyncio

from langchain_core.exceptions import (
    ModelAuthenticationError,
    ModelNotFoundError,
    ModelPermissionDeniedError,
)

from frontdesk.errors import FrontdeskError, ModelCallError, ModelSetupError
from frontdesk.models.names import KEY_ADDRESS


def call_failure(error: Exception, *, step: str, model: str) -> FrontdeskError:
    """Return the error that tells why `model` gave no answer in `step`."""
    if isinstance(error, FrontdeskError):
        return error
    if isinstance(error, ModelAuthenticationError) or "API_KEY_INVALID" in str(error):
        return ModelSetupError(
            f"The key for the model {model!r} is not valid: check it, or get a Gemini key from "
            f"{KEY_ADDRESS}."
        )
    if isinstance(error, ModelNotFoundError):
        return ModelSetupError(f"The model {model!r} does not exist or is not open to your key.")
    if isinstance(error, ModelPermissionDeniedError):
        return ModelSetupError(f"Your key may not use the model {model!r}: {_one_line(error)}")
    timed_out = isinstance(error, asyncio.TimeoutError)
    return ModelCallError(
        f"The model {model!r} gave no answer in {step}: "
        f"{'it took too long' if timed_out else _one_line(error)}.",
        code="timeout" if timed_out else "call_failed",
        retryable=bool(getattr(error, "is_retryable", isinstance(error, OSError))),
    )


def _one_line(error: Exception) -> str:
    told = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    text = " ".join(told.split()) or type(error).__name__
    return text[:300].rstrip(".")
