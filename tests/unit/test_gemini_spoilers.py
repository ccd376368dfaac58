"""What a bad JSON does to answers whose schema gives it nothing to spoil."""

import json
from typing import Any

import pytest

from frontdesk.testing.gemini_calls import Reply
from frontdesk.testing.gemini_faults import Fault, FaultKind
from frontdesk.testing.gemini_spoilers import spoiled

TITLED = {"type": "object", "properties": {"title": {"type": "string"}}, "required": ["title"]}
LOOSE = {"type": "object", "properties": {"title": {"type": "string"}}}
TITLES = {"type": "array", "items": {"type": "string"}}


def spoil(kind: FaultKind, answer: Any, schema: dict[str, Any]) -> Any:
    return json.loads(spoiled(Fault(kind), Reply(json.dumps(answer)), schema).text)


@pytest.mark.parametrize(
    ("kind", "answer", "schema", "changed"),
    [
        pytest.param(
            "wrong_enum", {"title": "A"}, TITLED, {"title": {"value": "A"}}, id="no enumeration"
        ),
        pytest.param(
            "missing_field", {"title": "A"}, LOOSE, {"title": {"value": "A"}}, id="none required"
        ),
        pytest.param("extra_field", ["A"], TITLES, [{"value": "A"}], id="no object"),
        pytest.param("list_for_object", ["A"], TITLES, [{"value": "A"}], id="no object for a list"),
        pytest.param("wrong_type", [], TITLES, {"value": []}, id="an empty list"),
        pytest.param("wrong_type", {}, LOOSE, "{}", id="an empty object"),
    ],
)
def test_where_there_is_nothing_to_spoil_a_type_is_wrong(
    kind: FaultKind, answer: Any, schema: dict[str, Any], changed: Any
) -> None:
    assert spoil(kind, answer, schema) == changed


def test_the_schema_is_followed_through_references_and_alternatives() -> None:
    size = {"enum": ["small", "large"], "type": "string"}
    schema = {
        "$defs": {
            "Size": size,
            "Part": {"type": "object", "properties": {"size": {"$ref": "#/$defs/Size"}}},
        },
        "anyOf": [{"type": "array", "items": {"$ref": "#/$defs/Part"}}, {"type": "null"}],
    }

    assert spoil("wrong_enum", [{"size": "large"}], schema) == [{"size": "Not small"}]


def test_a_single_allowed_value_is_an_enumeration() -> None:
    schema = {"type": "object", "properties": {"kind": {"const": "Order"}}}

    assert spoil("wrong_enum", {"kind": "Order"}, schema) == {"kind": "Not Order"}


def test_an_answer_that_is_no_json_is_left_as_it_is() -> None:
    assert spoiled(Fault("missing_field"), Reply("Sorry."), TITLED).text == "Sorry."
