"""Write records of the importable kinds, and find which of them are there."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite

from frontdesk.records.kinds import NUMBERED, SHAPES, Kind, Rows
from frontdesk.records.rules import squashed
from frontdesk.records.sql.tables import IMPORTED

# Databases limit the parameters of one statement, Postgres to 65,535.
_ROWS_AT_ONCE = 1_000


def insert_into(connection: Connection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """Return an INSERT that has ON CONFLICT, which both databases know by the same words."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def upsert(connection: Connection, rows: Rows) -> None:
    """Write the rows; one whose key is there takes its place. What they name must be there."""
    for kind in SHAPES:
        values = [_with_lookup(kind, row) for row in rows.get(kind, ())]
        if not values:
            continue
        insert = insert_into(connection, IMPORTED[kind])
        key = SHAPES[kind].key
        changes = {name: insert.excluded[name] for name in values[0] if name not in key}
        statement = insert.on_conflict_do_update(index_elements=key, set_=changes)
        for some in _in_parts(values):
            connection.execute(statement, some)


def keys_there(
    connection: Connection, kind: Kind, keys: Iterable[tuple[str, ...]], names: tuple[str, ...]
) -> set[tuple[str, ...]]:
    """Return those of the `keys`, values of the columns `names`, that a row of the kind has."""
    columns = [IMPORTED[kind].c[name] for name in names]
    found: set[tuple[str, ...]] = set()
    for some in _in_parts(sorted(set(keys))):
        query = select(*columns).where(tuple_(*columns).in_(some))
        found |= {tuple(row) for row in connection.execute(query)}
    return found


def numbers_there(connection: Connection, kind: Kind, lookups: Iterable[str]) -> dict[str, str]:
    """Return, for those of the squashed numbers that are there, how the records write them."""
    table = IMPORTED[kind]
    found: dict[str, str] = {}
    for some in _in_parts(sorted(set(lookups))):
        query = select(table.c.lookup, table.c[NUMBERED[kind]]).where(table.c.lookup.in_(some))
        found |= {lookup: number for lookup, number in connection.execute(query)}
    return found


def _with_lookup(kind: Kind, row: Any) -> dict[str, Any]:
    if kind not in NUMBERED:
        return dict(row)
    return {**row, "lookup": squashed(row[NUMBERED[kind]])}


def _in_parts(values: Sequence[Any]) -> Iterable[Any]:
    return (values[start : start + _ROWS_AT_ONCE] for start in range(0, len(values), _ROWS_AT_ONCE))
