"""Every way in which Gemini fails, by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

if TYPE_CHECKING:
    from frontdesk.testing.gemini_calls import Call

HTTPError = Literal[
    "rate_limited",
    "quota_exhausted",
    "internal",
    "bad_gateway",
    "unavailable",
    "deadline",
    "invalid_key",
    "bad_request",
    "too_long",
    "unauthenticated",
    "forbidden",
    "retired",
]
ConnectionFault = Literal[
    "dropped", "cut_body", "html", "hung", "slow", "broken_stream", "stream_error"
]
BadText = Literal[
    "truncated",
    "all_thinking",
    "safety",
    "recitation",
    "blocked",
    "empty",
    "no_candidates",
    "other_model",
]
BadJSON = Literal[
    "malformed_json",
    "code_fence",
    "trailing_json",
    "wrong_enum",
    "null",
    "missing_field",
    "extra_field",
    "list_for_object",
    "wrong_type",
]
FaultKind = Literal[HTTPError, ConnectionFault, BadText, BadJSON]

FAULTS: Mapping[FaultKind, str] = {
    "rate_limited": "HTTP 429, too many requests a minute, with the seconds to wait",
    "quota_exhausted": "HTTP 429, no more requests today",
    "internal": "HTTP 500, an internal error",
    "bad_gateway": "HTTP 502 with an HTML page",
    "unavailable": "HTTP 503, the model is overloaded",
    "deadline": "HTTP 504, it took too long",
    "invalid_key": "HTTP 400, the API key is not valid",
    "bad_request": "HTTP 400, the request makes no sense",
    "too_long": "HTTP 400, the prompt has more tokens than the model reads",
    "unauthenticated": "HTTP 401, no valid credentials",
    "forbidden": "HTTP 403, the key may not use the model",
    "retired": "HTTP 404, the model is not offered any more",
    "dropped": "the connection is closed without an answer",
    "cut_body": "the connection is closed in the middle of the answer",
    "html": "HTTP 200 with an HTML page in place of the answer",
    "hung": "no answer ever comes",
    "slow": "the right answer comes late",
    "broken_stream": "the connection is closed after a stream's first part; else as cut_body",
    "stream_error": "HTTP 503 inside a stream, after its first part; else as unavailable",
    "truncated": "the right answer, cut in the middle (MAX_TOKENS)",
    "all_thinking": "no text, all tokens went into thinking (MAX_TOKENS)",
    "safety": "no text, stopped for safety (SAFETY)",
    "recitation": "no text, stopped for reciting (RECITATION)",
    "blocked": "no candidates, the prompt was blocked",
    "empty": "no text, though it ended well (STOP)",
    "no_candidates": "no candidates and no reason",
    "other_model": "the right answer, given by another model",
    "malformed_json": "JSON with a mistake in it",
    "code_fence": "the right JSON in a Markdown code fence",
    "trailing_json": "the right JSON twice",
    "wrong_enum": "a value that its enumeration does not have",
    "null": "null in place of the object",
    "missing_field": "a required field is missing",
    "extra_field": "a field too many",
    "list_for_object": "a list with the object in place of the object",
    "wrong_type": "an object where a plain value belongs",
}

HTTP_ERRORS: frozenset[FaultKind] = frozenset(get_args(HTTPError))
BAD_TEXT: frozenset[FaultKind] = frozenset(get_args(BadText))
BAD_JSON: frozenset[FaultKind] = frozenset(get_args(BadJSON))

# What passes: the same request sent again is answered.
TRANSIENT: tuple[FaultKind, ...] = (
    "rate_limited",
    "internal",
    "bad_gateway",
    "unavailable",
    "deadline",
    "dropped",
    "cut_body",
    "html",
)
# What a second request that tells what was wrong, or the same request, is likely to cure.
REPAIRABLE: tuple[FaultKind, ...] = (
    "truncated",
    "all_thinking",
    "recitation",
    "empty",
    "no_candidates",
    "malformed_json",
    "code_fence",
    "trailing_json",
    "wrong_enum",
    "null",
    "missing_field",
    "extra_field",
    "list_for_object",
    "wrong_type",
)


@dataclass(frozen=True)
class Fault:
    """A call that fails: `kind` is one of FAULTS, which describes each. ValueError for others.

    HTTP errors, `dropped` and `html` are answered at once, whatever the server's latency. A bad
    answer is made from the right one: `answer` if it is given (text, or a mapping that is sent as
    JSON), else the script's or the offline model's. A bad JSON means nothing where text is asked
    for; such a call is answered rightly.

    `retry_after` is the number of seconds that `rate_limited`, `quota_exhausted` and, if it is
    given, `unavailable` tell the client to wait. `seconds` is how long after the request `slow`
    answers. `thoughts` is the number of tokens that a bad answer took to think (`all_thinking`: as
    many as the call allows, or 8192). `model` is the one that `other_model` names.

    `status` and `body` make an HTTP error of any kind: without a status it has the kind's, without
    a body the one that Google sends with the status.
    """

    kind: FaultKind = "unavailable"
    retry_after: float | None = None
    seconds: float = 1.0
    thoughts: int | None = None
    model: str = "gemini-3.5-flash-lite"
    answer: str | Mapping[str, Any] | None = None
    status: int | None = None
    body: Mapping[str, Any] | None = None

    def __post_init__(self) -> None:
        """Refuse a kind that is unknown."""
        if self.kind not in FAULTS:
            raise ValueError(f"{self.kind!r} is not one of {', '.join(FAULTS)}.")

    @property
    def name(self) -> str:
        """The kind, or the HTTP status that stands in its place."""
        return self.kind if self.status is None else f"status {self.status}"

    @property
    def is_http_error(self) -> bool:
        """Whether the call is answered with an HTTP error."""
        explicit = self.status is not None or self.body is not None
        return explicit or self.kind in HTTP_ERRORS

    @property
    def needs_answer(self) -> bool:
        """Whether the right answer has to be known."""
        return not self.is_http_error and self.kind not in ("dropped", "html", "hung")

    def can_meet(self, call: "Call") -> bool:
        """Return whether the fault makes a difference to the call."""
        return self.is_http_error or self.kind not in BAD_JSON or call.schema is not None
