"""Read the entries of a CSV, JSON or JSON Lines file, each with the line on which it begins.

- CSV: one kind a file, told by its header. The comma, semicolon or tab separates.
- JSON: one object with a list for each kind: `{"customers": [{...}], "orders": [{...}]}`.
- JSON Lines: an object a line, each with its `kind`.
"""

import csv
import io
import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from frontdesk.errors import InputError
from frontdesk.records.kinds import SHAPES, Kind

_SPACE = re.compile(r"[ \t\n\r]*")


class Entry(NamedTuple):
    """What the file says of one record, unchecked."""

    line: int
    kind: Kind
    values: dict[str, Any]


class Problem(NamedTuple):
    """What is wrong with a line."""

    line: int
    text: str


def read_entries(path: Path) -> list[Entry | Problem]:
    """Return the file's entries, and a problem in place of each that cannot be read.

    Raises InputError if the file as a whole cannot be read.
    """
    readers = {".csv": _csv_entries, ".json": _json_entries, ".jsonl": _json_lines_entries}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise InputError(f"{path}: the name must end in {', '.join(readers)}.")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not text in the encoding UTF-8.") from error
    return [*reader(text)]


def _csv_entries(text: str) -> Iterator[Entry | Problem]:
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        header = [name.strip() for name in next(rows, [])]
        kind = _kind_of(header)
        if isinstance(kind, Problem):
            yield kind
            return
        line = rows.line_num + 1
        for row in rows:
            if len(row) == len(header):
                # An empty cell is a value that is not given.
                cells = zip(header, row, strict=True)
                yield Entry(line, kind, {name: cell for name, cell in cells if cell.strip()})
            elif any(cell.strip() for cell in row):
                yield Problem(line, f"{len(row)} cells, but the header has {len(header)}.")
            line = rows.line_num + 1
    except csv.Error as error:
        yield Problem(line, f"no valid CSV: {error}.")


def _kind_of(header: list[str]) -> Kind | Problem:
    """Return the kind whose fields the header names: all that are required, and no others."""

    def likeness(kind: Kind) -> int:
        return len({*header} & {*SHAPES[kind].model.model_fields}) - len(required(kind))

    def required(kind: Kind) -> set[str]:
        fields = SHAPES[kind].model.model_fields
        return {name for name, field in fields.items() if field.is_required()}

    kind = max(SHAPES, key=likeness)
    known = SHAPES[kind].model.model_fields
    twice = [name for name in header if header.count(name) > 1]
    unknown = [name for name in header if name not in known]
    missing = [name for name in known if name in required(kind) and name not in header]
    if not {*header} & {*known}:
        choices = "; ".join(
            f"{each}: {', '.join(SHAPES[each].model.model_fields)}" for each in SHAPES
        )
        return Problem(1, f"the header names no kind of record. The fields of {choices}.")
    for names, what in ((twice, "twice"), (unknown, "unknown"), (missing, "missing")):
        if names:
            return Problem(
                1,
                f"as a header of {kind}, {names[0]!r:.80} is {what}; "
                f"the fields are {', '.join(known)}.",
            )
    return kind


def _json_entries(text: str) -> Iterator[Entry | Problem]:
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield _no_json(error)
        return
    if not isinstance(whole, dict):
        yield Problem(1, f"not an object with a list for each of {', '.join(SHAPES)}.")
        return
    # The text is valid, so that only the places of its entries have to be found.
    decode = json.JSONDecoder().raw_decode
    ends = [found.start() for found in re.finditer("\n", text)]
    place = _skip(text, text.index("{") + 1)
    while text[place] != "}":
        kind, place = decode(text, place)
        place = _skip(text, _skip(text, place) + 1)
        values, end = decode(text, place)
        if kind in SHAPES and isinstance(values, list):
            for _ in values:
                place = _skip(text, place + 1)
                line = bisect_left(ends, place) + 1
                entry, place = decode(text, place)
                if isinstance(entry, dict):
                    yield Entry(line, kind, entry)
                else:
                    yield Problem(line, f"{entry!r:.80} is not an object with fields.")
                place = _skip(text, place)
        else:
            line = bisect_left(ends, place) + 1
            yield Problem(line, f"{kind!r:.80} is not a list of one of {', '.join(SHAPES)}.")
        place = _skip(text, end)
        place = _skip(text, place + 1) if text[place] == "," else place


def _json_lines_entries(text: str) -> Iterator[Entry | Problem]:
    for line, said in enumerate(text.split("\n"), start=1):
        if not said.strip():
            continue
        try:
            entry = json.loads(said)
        except (ValueError, RecursionError) as error:
            yield _no_json(error, line)
            continue
        kind = entry.pop("kind", None) if isinstance(entry, dict) else None
        if isinstance(kind, str) and kind in SHAPES:
            yield Entry(line, kind, entry)
        elif isinstance(entry, dict):
            yield Problem(line, f"kind: {kind!r:.80} is not one of {', '.join(SHAPES)}.")
        else:
            yield Problem(line, f"{said.strip()!r:.80} is not an object with a kind.")


def _skip(text: str, place: int) -> int:
    space = _SPACE.match(text, place)
    return space.end() if space else place


def _no_json(error: Exception, line: int = 0) -> Problem:
    if isinstance(error, json.JSONDecodeError):
        return Problem(line or error.lineno, f"no valid JSON: {error.msg}.")
    return Problem(line or 1, "no valid JSON: it is nested too deeply or has too large a number.")
