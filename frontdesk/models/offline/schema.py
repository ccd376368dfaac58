"""JSON schemas: resolve their references, and find the plainest value that fits one."""

from typing import Any, cast

JSONSchema = dict[str, Any]

# Deeper than this only a schema that contains itself goes.
_MAX_DEPTH = 20


def resolved(schema: JSONSchema) -> JSONSchema:
    """Return `schema` with every local `$ref` replaced by what it refers to."""
    definitions = schema.get("$defs") or schema.get("definitions") or {}
    return cast(JSONSchema, _resolve(schema, definitions, 0))


def _resolve(node: Any, definitions: JSONSchema, depth: int) -> Any:
    if depth > _MAX_DEPTH:
        return {}
    if isinstance(node, list):
        return [_resolve(item, definitions, depth) for item in node]
    if not isinstance(node, dict):
        return node
    if reference := node.get("$ref"):
        target = definitions.get(str(reference).rpartition("/")[2], {})
        return _resolve({**target, **_without(node, "$ref")}, definitions, depth + 1)
    inner = _without(node, "$defs", "definitions")
    return {key: _resolve(value, definitions, depth + 1) for key, value in inner.items()}


def plainest_value(schema: JSONSchema) -> Any:
    """Return the plainest value that is valid for `schema` (patterns and formats aside)."""
    for fixed in ("default", "const"):
        if fixed in schema:
            return schema[fixed]
    if schema.get("enum"):
        return schema["enum"][0]
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        nullable = any(choice.get("type") == "null" for choice in choices)
        return None if nullable else plainest_value(choices[0])
    if parts := schema.get("allOf"):
        return plainest_value({key: value for part in parts for key, value in part.items()})
    return _plainest_of_type(schema)


def _plainest_of_type(schema: JSONSchema) -> Any:
    kind = schema.get("type", "object" if "properties" in schema else None)
    if isinstance(kind, list):
        kind = "null" if "null" in kind else kind[0]
    if kind == "object":
        return {name: plainest_value(field) for name, field in schema.get("properties", {}).items()}
    if kind == "array":
        return [plainest_value(schema.get("items", {}))] * int(schema.get("minItems", 0))
    if kind in ("integer", "number"):
        lowest = schema.get("minimum", schema.get("exclusiveMinimum", -1) + 1)
        return min(lowest, schema.get("maximum", lowest))
    if kind == "boolean":
        return False
    if kind == "string":
        return "-" * int(schema.get("minLength", 0))
    return None


def _without(node: JSONSchema, *keys: str) -> JSONSchema:
    return {key: value for key, value in node.items() if key not in keys}
