"""Errors whose message may be shown to a user as it is; anything else is a bug."""

from pydantic import ValidationError

from state.item import ItemError
from state.usage import Usage, no_usage


class FrontdeskError(RuntimeError):
    """The family. `code` is for programs; `retryable` says whether trying again can help.

    `usage` is what was spent before it was raised. A RuntimeError, because the graph server hides
    the messages of errors that it does not know.
    """

    code = "error"
    retryable = False

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.usage: Usage = no_usage()


class InputError(FrontdeskError):
    """What the caller gave cannot be worked on."""

    code = "bad_input"


class ModelSetupError(FrontdeskError):
    """No call can succeed: the model is unknown, not installed, or its key is missing or wrong.

    Codes: `model_setup` (unknown name, missing package or key) and, where the provider refuses,
    `invalid_key`, `forbidden` and `unknown_model`.
    """

    CODES = frozenset({"model_setup", "invalid_key", "forbidden", "unknown_model"})

    def __init__(self, message: str, *, code: str = "model_setup") -> None:
        super().__init__(message)
        self.code = code


class ModelCallError(FrontdeskError):
    """One call gave no valid answer. The codes are those of `state.usage.Outcome`."""

    def __init__(self, message: str, *, code: str, retryable: bool) -> None:
        super().__init__(message)
        self.code = code
        self.retryable = retryable


class RecordsError(FrontdeskError):
    """The records cannot be used: their database cannot be reached, read or written."""

    code = "records_unavailable"

    def __init__(self, message: str, *, retryable: bool = False) -> None:
        super().__init__(message)
        self.retryable = retryable


class BudgetError(FrontdeskError):
    """A call was not made, or was broken off, because the run's own limits do not allow it."""

    code = "budget"


def item_error(error: Exception) -> ItemError:
    """Return what an item's result tells about the error that it failed with."""
    if isinstance(error, FrontdeskError):
        return {"code": error.code, "message": str(error), "retryable": error.retryable}
    return {
        "code": "unexpected",
        "message": f"{type(error).__name__}: {error}",
        "retryable": False,
    }


def spent_before(error: Exception) -> Usage:
    """Return what was spent on the work that ended with this error."""
    return error.usage if isinstance(error, FrontdeskError) else no_usage()


def explain_validation(error: ValidationError) -> str:
    """Return one sentence that names the first bad value and what is allowed."""
    first = error.errors(include_url=False)[0]
    field = ".".join(str(part) for part in first["loc"]) or error.title
    problem = first["msg"].removeprefix("Value error, ")
    given = "" if first["type"] in ("missing", "value_error") else f", not {first['input']!r:.80}"
    return f"{field}: {problem}{given}."
