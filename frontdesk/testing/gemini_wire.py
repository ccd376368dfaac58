"""Gemini's wire format: read a request's JSON, write the JSON of answers."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

Content = tuple[Literal["system", "user", "model"], str]

CHARACTERS_PER_TOKEN = 4
_MESSAGES = {"system": SystemMessage, "user": HumanMessage, "model": AIMessage}
_PART_CHARACTERS = 48
_FEWEST_PARTS = 3
# Fields of an OpenAPI schema that say nothing to a reader of JSON Schema.
_OPENAPI_ONLY = frozenset({"nullable", "propertyOrdering", "property_ordering", "example"})
# Integers that JSON made from protobuf messages carries as strings.
_COUNTS = frozenset(
    {"minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties"}
)


def read_contents(body: Mapping[str, Any]) -> list[Content]:
    """Return the roles and texts of the request's system instruction and contents.

    Raises ValueError for tools and for parts that are not text, which the fake cannot answer.
    """
    if body.get("tools"):
        raise ValueError("Tools are not offered here; ask with a JSON schema instead.")
    contents: list[Content] = []
    if instruction := body.get("systemInstruction"):
        contents.append(("system", _read_text(instruction)))
    for content in body.get("contents", []):
        text = _read_text(content)
        contents.append(("model", text) if content.get("role") == "model" else ("user", text))
    if not any(role == "user" for role, _ in contents):
        raise ValueError("contents are not specified")
    return contents


def prompt_of(contents: Iterable[Content]) -> str:
    """Return the text of all contents."""
    return "\n\n".join(text for _, text in contents)


def as_messages(contents: Iterable[Content]) -> list[BaseMessage]:
    """Return the contents as LangChain messages."""
    return [_MESSAGES[role](text) for role, text in contents]


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
    return math.ceil(len(text) / CHARACTERS_PER_TOKEN)


@dataclass(frozen=True)
class AnswerFrame:
    """What surrounds an answer's text: Gemini's count of tokens, and where the answer is from.

    `fields` replace those of the JSON; None leaves one out.
    """

    prompt_tokens: int
    cached_tokens: int
    thoughts: int
    model: str
    response_id: str
    finish_reason: str
    fields: Mapping[str, Any] | None = None

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
        piece = {
            "candidates": [{"content": content, **ending, "index": 0}],
            "usageMetadata": self._usage(count_tokens(sent)),
            "modelVersion": self.model,
            "responseId": self.response_id,
        }
        if self.fields is None:
            return piece
        fields = {**piece, **self.fields}
        return {name: value for name, value in fields.items() if value is not None}

    def _usage(self, tokens: int) -> dict[str, int]:
        """Return the counts; like Gemini, without those of cached and thought tokens if 0."""
        usage = {
            "promptTokenCount": self.prompt_tokens,
            "totalTokenCount": self.prompt_tokens + tokens + self.thoughts,
        }
        if tokens:
            usage["candidatesTokenCount"] = tokens
        if self.cached_tokens:
            usage["cachedContentTokenCount"] = self.cached_tokens
        if self.thoughts:
            usage["thoughtsTokenCount"] = self.thoughts
        return usage


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
