"""Bad answers with HTTP status 200, made from the right ones."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from frontdesk.models.offline.schema import JSONSchema, resolved
from frontdesk.testing.gemini_calls import Reply
from frontdesk.testing.gemini_faults import BAD_JSON, BAD_TEXT, Fault
from frontdesk.testing.gemini_wire import CHARACTERS_PER_TOKEN, count_tokens

_MANY_THOUGHTS = 8192
_SAFETY_RATING = {
    "category": "HARM_CATEGORY_DANGEROUS_CONTENT",
    "probability": "HIGH",
    "blocked": True,
}


@dataclass(frozen=True)
class _Place:
    """Where a value of an answer stands, and its schema."""

    parent: Any
    key: str | int
    schema: JSONSchema

    @property
    def value(self) -> Any:
        return self.parent[self.key]

    def put(self, value: Any) -> None:
        self.parent[self.key] = value


def spoiled(
    fault: Fault, right: Reply, schema: JSONSchema | None, max_tokens: int | None = None
) -> Reply:
    """Return the bad answer that `fault` makes of the right one; other faults leave it right.

    The bad JSONs change what they find by the schema, the outermost and first place of its kind.
    What finds no such place (no enumeration, no required field, no object) becomes `wrong_type`,
    which always finds one. Without a schema, or where the right answer is no JSON, they change
    nothing. `max_tokens` is what the call allows.
    """
    if fault.thoughts is not None:
        right = replace(right, thoughts=fault.thoughts)
    if fault.kind in BAD_TEXT:
        return _bad_reply(fault, right, max_tokens)
    if fault.kind in BAD_JSON and schema is not None:
        return replace(right, text=_bad_json(fault, right.text, resolved(schema)))
    return right


def shortened(reply: Reply, max_tokens: int) -> Reply:
    """Return the reply within so many tokens, its thoughts included, as Gemini counts them."""
    room = max_tokens - reply.thoughts
    if reply.fields is not None or count_tokens(reply.text) <= room:
        return reply
    if room <= 0:
        return spoiled(Fault("all_thinking", thoughts=max_tokens), reply, None)
    text = reply.text[: room * CHARACTERS_PER_TOKEN]
    return replace(reply, text=text, finish_reason="MAX_TOKENS")


def _bad_reply(fault: Fault, right: Reply, max_tokens: int | None) -> Reply:
    match fault.kind:
        case "truncated":
            half = right.text[: len(right.text) // 2]
            return replace(right, text=half, finish_reason="MAX_TOKENS")
        case "all_thinking":
            thoughts = fault.thoughts or max_tokens or _MANY_THOUGHTS
            return _without_text(right, "MAX_TOKENS", {"content": {"role": "model"}}, thoughts)
        case "safety":
            return _without_text(right, "SAFETY", {"safetyRatings": [_SAFETY_RATING]})
        case "recitation":
            return _without_text(right, "RECITATION", {})
        case "empty":
            return _without_text(right, "STOP", {"content": {"parts": [], "role": "model"}})
        case "blocked":
            feedback = {"blockReason": "PROHIBITED_CONTENT"}
            return replace(right, text="", fields={"candidates": None, "promptFeedback": feedback})
        case "no_candidates":
            return replace(right, text="", fields={"candidates": None})
    return replace(right, model_version=fault.model)


def _without_text(
    right: Reply, reason: str, candidate: dict[str, Any], thoughts: int | None = None
) -> Reply:
    return replace(
        right,
        text="",
        finish_reason=reason,
        thoughts=right.thoughts if thoughts is None else thoughts,
        fields={"candidates": [{**candidate, "finishReason": reason, "index": 0}]},
    )


def _bad_json(fault: Fault, text: str, schema: JSONSchema) -> str:
    match fault.kind:
        case "malformed_json":
            return f"{text[:-1]},,{text[-1:]}"
        case "code_fence":
            return f"```json\n{text}\n```"
        case "trailing_json":
            return f"{text}\n{text}"
        case "null":
            return "null"
    try:
        answer = json.loads(text)
    except ValueError:
        return text
    holder = {"answer": answer}
    places = [*_places(_Place(holder, "answer", schema))]
    if fault.kind == "wrong_type" or not _SPOILERS[fault.kind](places):
        _put_wrong_type(places)
    return json.dumps(holder["answer"])


def _places(place: _Place) -> Iterator[_Place]:
    """Yield the place and, after it, those inside of its value."""
    yield place
    value = place.value
    if isinstance(value, dict):
        fields = _choice(place.schema, "properties").get("properties", {})
        for name in value:
            yield from _places(_Place(value, name, fields.get(name, {})))
    elif isinstance(value, list):
        items = _choice(place.schema, "items").get("items", {})
        for number in range(len(value)):
            yield from _places(_Place(value, number, items))


def _choice(schema: JSONSchema, keyword: str) -> JSONSchema:
    """Return the schema, or the first of its alternatives, that has the keyword."""
    if keyword in schema:
        return schema
    for alternative in [*schema.get("anyOf", []), *schema.get("oneOf", [])]:
        if found := _choice(alternative, keyword):
            return found
    return {}


def _put_wrong_enum(places: list[_Place]) -> bool:
    for place in places:
        allowed = _choice(place.schema, "enum").get("enum")
        if "const" in (single := _choice(place.schema, "const")):
            allowed = [single["const"]]
        if allowed and place.value is not None:
            place.put(f"Not {allowed[0]}")
            return True
    return False


def _leave_field_out(places: list[_Place]) -> bool:
    for place in places:
        if isinstance(place.value, dict):
            for name in _choice(place.schema, "required").get("required", []):
                if name in place.value:
                    del place.value[name]
                    return True
    return False


def _put_extra_field(places: list[_Place]) -> bool:
    for place in places:
        if isinstance(place.value, dict):
            place.value["note_of_the_model"] = "This was not asked for."
            return True
    return False


def _put_list(places: list[_Place]) -> bool:
    for place in places:
        if isinstance(place.value, dict):
            place.put([place.value])
            return True
    return False


def _put_wrong_type(places: list[_Place]) -> bool:
    """Put an object where a plain value or a list belongs, or a string where an object does."""
    inner = [place for place in places[1:] if not isinstance(place.value, dict)]
    chosen = next(iter(inner), places[0])
    if isinstance(chosen.value, dict):
        chosen.put(json.dumps(chosen.value))
    else:
        chosen.put({"value": chosen.value})
    return True


_SPOILERS: dict[str, Callable[[list[_Place]], bool]] = {
    "wrong_enum": _put_wrong_enum,
    "missing_field": _leave_field_out,
    "extra_field": _put_extra_field,
    "list_for_object": _put_list,
}
