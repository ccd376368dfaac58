"""Gemini's wire format: read a request's JSON, write the JSON of answers and errors."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

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
_CHARACTERS_PER_TOKEN = 4
_PART_CHARACTERS = 48
_FEWEST_PARTS = 3
# Fields of an OpenAPI schema that say nothing to a reader of JSON Schema.
_OPENAPI_ONLY = frozenset({"nullable", "propertyOrdering", "property_ordering", "example"})
# Integers that JSON made from protobuf messages carries as strings.
_COUNTS = frozenset(
    {"minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties"}
)


def read_messages(body: Mapping[str, Any]) -> list[BaseMessage]:
    """Return the request's system instruction and contents as LangChain messages.

    Raises ValueError for tools and for parts that are not text, which the fake cannot answer.
    """
    if body.get("tools"):
        raise ValueError("Tools are not offered here; ask with a JSON schema instead.")
    messages: list[BaseMessage] = []
    if instruction := body.get("systemInstruction"):
        messages.append(SystemMessage(_read_text(instruction)))
    for content in body.get("contents", []):
        message = AIMessage if content.get("role") == "model" else HumanMessage
        messages.append(message(_read_text(content)))
    if not any(isinstance(message, HumanMessage) for message in messages):
        raise ValueError("contents are not specified")
    return messages


def _read_text(content: Mapping[str, Any]) -> str:
    parts = content.get("parts", [])
    if unreadable := sorted({key for part in parts for key in part} - {"text"}):
        raise ValueError(f"Only text parts are read here, not {', '.join(unreadable)}.")
    return "".join(part["text"] for part in parts)


def read_schema(body: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the JSON Schema that the answer has to fit, or None when text is asked for."""
    generation = body.get("generationConfig", {})
    if schema := generation.get("responseJsonSchema"):
        return dict(schema)
    if schema := generation.get("responseSchema"):
        return _json_schema(schema)
    return None


def _json_schema(openapi: Mapping[str, Any]) -> dict[str, Any]:
    """Turn an OpenAPI schema as Google writes it (`STRING`, `nullable`) into JSON Schema."""
    schema = {name: value for name, value in openapi.items() if name not in _OPENAPI_ONLY}
    if "type" in schema:
        schema["type"] = schema["type"].lower()
    if schema.get("format") == "enum":
        del schema["format"]
    for name in _COUNTS & schema.keys():
        schema[name] = int(schema[name])
    if "properties" in schema:
        schema["properties"] = {
            name: _json_schema(value) for name, value in schema["properties"].items()
        }
    if "items" in schema:
        schema["items"] = _json_schema(schema["items"])
    if "anyOf" in schema:
        schema["anyOf"] = [_json_schema(value) for value in schema["anyOf"]]
    if openapi.get("nullable"):
        return {"anyOf": [schema, {"type": "null"}]}
    return schema


def count_tokens(text: str) -> int:
    """Estimate the number of tokens in `text`."""
    return math.ceil(len(text) / _CHARACTERS_PER_TOKEN)


@dataclass(frozen=True)
class AnswerFrame:
    """What surrounds an answer's text."""

    prompt_tokens: int
    model: str
    response_id: str
    finish_reason: str

    def whole(self, text: str) -> dict[str, Any]:
        """Return the answer in one piece."""
        return self._piece(text, sent=text, finish_reason=self.finish_reason)

    def parts(self, text: str) -> Iterator[dict[str, Any]]:
        """Yield the parts of a streamed answer; a part's usage counts all that was sent so far."""
        size = min(_PART_CHARACTERS, max(1, math.ceil(len(text) / _FEWEST_PARTS)))
        for start in range(0, max(1, len(text)), size):
            end = start + size
            finish_reason = self.finish_reason if end >= len(text) else None
            yield self._piece(text[start:end], sent=text[:end], finish_reason=finish_reason)

    def _piece(self, text: str, sent: str, finish_reason: str | None) -> dict[str, Any]:
        ending = {} if finish_reason is None else {"finishReason": finish_reason}
        content = {"parts": [{"text": text}], "role": "model"}
        tokens = count_tokens(sent)
        return {
            "candidates": [{"content": content, **ending, "index": 0}],
            "usageMetadata": {
                "promptTokenCount": self.prompt_tokens,
                "candidatesTokenCount": tokens,
                "totalTokenCount": self.prompt_tokens + tokens,
                "thoughtsTokenCount": 0,
            },
            "modelVersion": self.model,
            "responseId": self.response_id,
        }


def error(status: int, message: str, details: Iterable[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """Return the body of Google's error answer for an HTTP status."""
    body: dict[str, Any] = {
        "code": status,
        "message": message,
        "status": _STATUS_NAMES.get(status, "UNKNOWN"),
    }
    if listed := [dict(detail) for detail in details]:
        body["details"] = listed
    return {"error": body}


def invalid_key_error() -> dict[str, Any]:
    """Return the body with which Google refuses a missing or wrong API key (HTTP 400)."""
    message = "API key not valid. Please pass a valid API key."
    return error(
        400,
        message,
        [
            {
                "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                "reason": "API_KEY_INVALID",
                "domain": "googleapis.com",
                "metadata": {"service": "generativelanguage.googleapis.com"},
            },
            {
                "@type": "type.googleapis.com/google.rpc.LocalizedMessage",
                "locale": "en-US",
                "message": message,
            },
        ],
    )


def unknown_model_error(model: str) -> dict[str, Any]:
    """Return the body with which Google refuses a model that it does not have (HTTP 404)."""
    return error(
        404, f"models/{model} is not found for API version v1beta, or is not supported here."
    )


def model_information(model: str) -> dict[str, Any]:
    """Return what the list of models tells about one."""
    return {
        "name": f"models/{model}",
        "displayName": model,
        "description": "An imitation of Gemini for tests and trials.",
        "inputTokenLimit": 1_048_576,
        "outputTokenLimit": 65_536,
        "supportedGenerationMethods": ["generateContent", "countTokens"],
    }
