"""Check the entries of a file: every field is what it may be, and what it names is there."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from frontdesk.errors import InputError
from frontdesk.records.imports.read import Entry, Problem
from frontdesk.records.kinds import NUMBERED, SHAPES, Kind, Rows
from frontdesk.records.rules import squashed

_SHOWN = 20

Key = tuple[str, ...]


class Present(NamedTuple):
    """What the records have already, asked as far as the file needs it.

    `keys`: of a kind, those of the keys that are there; a key is the values of the columns named.
    `numbers`: of a kind, how the numbers that are there are written, by their squashed form.
    """

    keys: Callable[[Kind, Iterable[Key], Key], set[Key]]
    numbers: Callable[[Kind, Iterable[str]], dict[str, str]]


class _Row(NamedTuple):
    line: int
    values: dict[str, Any]


def check_entries(name: str, entries: Sequence[Entry | Problem], present: Present) -> Rows:
    """Return the rows that the entries of the file `name` make.

    Raises InputError with a line for every problem, 20 at the most, if there is any.
    """
    problems = [entry for entry in entries if isinstance(entry, Problem)]
    rows: dict[Kind, dict[Key, _Row]] = {kind: {} for kind in SHAPES}
    for entry in entries:
        if isinstance(entry, Entry):
            problems += _take(entry, rows[entry.kind])
    if not problems:
        for kind in SHAPES:
            problems += _missing(kind, rows, present)
            problems += _written_otherwise(kind, rows[kind], present)
    if problems:
        raise InputError(_report(name, sorted(problems)))
    if not any(rows.values()):
        raise InputError(f"{name} has no records in it.")
    return {kind: [row.values for row in rows[kind].values()] for kind in SHAPES if rows[kind]}


def _take(entry: Entry, rows: dict[Key, _Row]) -> list[Problem]:
    """Add the entry to the rows of its kind, or return what is wrong with it."""
    shape = SHAPES[entry.kind]
    try:
        values = shape.model.model_validate(entry.values).model_dump()
    except ValidationError as error:
        return [Problem(entry.line, text) for text in _wrong_fields(shape.model, error)]
    key = tuple(values[name] for name in shape.key)
    if key in rows:
        named = " ".join(str(part) for part in key)
        text = f"{', '.join(shape.key)}: {named!r:.80} is on line {rows[key].line} already."
        return [Problem(entry.line, text)]
    rows[key] = _Row(entry.line, values)
    return []


def _wrong_fields(model: type[BaseModel], error: ValidationError) -> Iterator[str]:
    for problem in error.errors(include_url=False):
        name = str(problem["loc"][0])
        if problem["type"] == "extra_forbidden":
            yield f"{name!r:.80} is no field; the fields are {', '.join(model.model_fields)}."
        elif problem["type"] == "missing":
            yield f"{name}: is missing; it must be {model.model_fields[name].description}."
        else:
            allowed = model.model_fields[name].description
            yield f"{name}: {problem['input']!r:.80} is not {allowed}."


def _missing(kind: Kind, rows: dict[Kind, dict[Key, _Row]], present: Present) -> Iterator[Problem]:
    """Find the rows that name what neither the file nor the records have."""
    for names, other in SHAPES[kind].names:
        named = {key: row for row in rows[kind].values() if None not in (key := _key(row, names))}
        unknown = named.keys() - rows[other].keys()
        unknown -= present.keys(other, unknown, names)
        for row in rows[kind].values():
            if (key := _key(row, names)) in unknown:
                said = " ".join(key)
                yield Problem(
                    row.line,
                    f"{names[-1]}: {said!r:.80} is not among the {other} in the file or the "
                    "records.",
                )


def _written_otherwise(kind: Kind, rows: dict[Key, _Row], present: Present) -> Iterator[Problem]:
    """Find the numbers that are there already, but written in another way."""
    if kind not in NUMBERED:
        return
    name = NUMBERED[kind]
    written = present.numbers(kind, {squashed(number) for (number,) in rows})
    for (number,), row in rows.items():
        first = written.setdefault(squashed(number), number)
        if first != number:
            yield Problem(row.line, f"{name}: {number!r:.80} is {first!r:.80} written otherwise.")


def _key(row: _Row, names: Key) -> Key:
    return tuple(row.values[name] for name in names)


def _report(name: str, problems: Sequence[Problem]) -> str:
    more = len(problems) - _SHOWN
    return "\n".join(
        [
            f"{name}: nothing was imported, because of these lines:",
            *(f"line {problem.line}: {problem.text}" for problem in problems[:_SHOWN]),
            *([f"and {more} more"] if more > 0 else []),
        ]
    )
