"""Records as text for people, and as JSON for programs."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from frontdesk.exports.terminal import visible


def counts_text(place: str, counts: Mapping[Any, int]) -> str:
    """Return where the records are and, a line each, how many there are of every kind."""
    lines = [f"{count:>8}  {kind}" for kind, count in counts.items()]
    return "\n".join([f"The records in {place}:", *lines])


def as_text(records: Sequence[Mapping[str, Any]]) -> str:
    """Return a paragraph for every record: its number, and a line for each field that it has."""
    paragraphs = []
    for record in records:
        (_, number), *rest = record.items()
        fields = [f"  {name}: {_value(value)}" for name, value in rest if value not in (None, [])]
        paragraphs.append("\n".join([_value(number), *fields]))
    return "\n\n".join(paragraphs) or "There are none."


def as_json(value: object) -> str:
    """Return the value as JSON, with dates and times as ISO 8601."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=date.isoformat) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_part(part) for part in value)
    return visible(" ".join(str(value).split()))


def _part(part: Mapping[str, Any]) -> str:
    """Return an item, a shipment or an invoice's line in one line."""
    if "carrier" in part:
        dates = (
            f"{name} {part[name]}" for name in ("shipped", "expected", "delivered") if part[name]
        )
        return ", ".join([f"{_value(part['tracking_number'])} {part['status']}", *dates])
    name = part.get("product") or part.get("description")
    return f"{part['quantity']} x {_value(name)}"
