"""What the loopback Gemini is asked and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from frontdesk.testing.gemini_faults import Fault


@dataclass
class Call:
    """One request for content. Times are monotonic seconds; `ended` is None while it is in flight.

    `number` counts the server's requests from 1. `prompt` is the text of the system instruction and
    of all contents, `schema` the JSON Schema of the answer or None, `body` the request as it came.
    `status` is the HTTP status of the answer, None if none was sent; `fault` is what the call met.
    """

    model: str
    streamed: bool
    body: dict[str, Any]
    started: float
    number: int = 0
    prompt: str = ""
    schema: dict[str, Any] | None = None
    ended: float | None = None
    status: int | None = None
    fault: Fault | None = None

    @property
    def asks_for(self) -> str:
        """The title of the answer's schema, such as `QuestionList`; empty for text."""
        return str((self.schema or {}).get("title", ""))

    @property
    def max_tokens(self) -> int | None:
        """How many tokens the answer may have, its thoughts included; None: no limit."""
        limit = self.body.get("generationConfig", {}).get("maxOutputTokens")
        return None if limit is None else int(limit)


@dataclass(frozen=True)
class Reply:
    """An answer, why it ended and, if not the model asked for, the one that gave it.

    `thoughts` is the number of tokens that it took to think. `fields` replace those of the JSON
    that is made from all this; a field that is None is left out.
    """

    text: str
    finish_reason: str = "STOP"
    model_version: str | None = None
    thoughts: int = 0
    fields: Mapping[str, Any] | None = None
