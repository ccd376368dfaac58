"""What the company itself does with its records, across all customers; no node may use it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Table, func, select, update

from frontdesk.errors import InputError
from frontdesk.records.demo import demo_rows
from frontdesk.records.imports.check import Present, check_entries
from frontdesk.records.imports.read import read_entries
from frontdesk.records.kinds import Kind
from frontdesk.records.open import open_database
from frontdesk.records.sql import tables
from frontdesk.records.sql.engine import place_of, reading, writing
from frontdesk.records.sql.load import keys_there, numbers_there, upsert
from frontdesk.settings import read_settings

Listed = Literal["customers", "orders", "invoices", "cases", "returns", "handovers"]

LISTED: dict[Listed, Table] = {
    "customers": tables.customers,
    "orders": tables.orders,
    "invoices": tables.invoices,
    "cases": tables.cases,
    "returns": tables.returns,
    "handovers": tables.handovers,
}

_PARTS: dict[Listed, dict[str, Table]] = {
    "orders": {"items": tables.items, "shipments": tables.shipments},
    "invoices": {"lines": tables.lines},
}
# What a program keeps for itself.
_HIDDEN = {"lookup", "key"}


def init_records() -> str:
    """Make the database, or bring its tables up to date, without demo data. Return its place."""
    return place_of(open_database(demo=False))


def seed_records() -> str:
    """Add the demo company's records, dated from today; return the database's place.

    What is there already gets its dates anew, and keeps its cases and returns.
    """
    engine = open_database(demo=False)
    with writing(engine) as connection:
        upsert(connection, demo_rows(datetime.now(UTC).date()))
    return place_of(engine)


def import_records(path: Path) -> Mapping[Kind, int]:
    """Write the records in the file, all or none, and return how many of each kind.

    A record whose key is there takes its place, and none is removed. Raises InputError that names
    the lines at fault.
    """
    entries = read_entries(path)
    with writing(open_database(demo=False)) as connection:
        present = Present(partial(keys_there, connection), partial(numbers_there, connection))
        rows = check_entries(str(path), entries, present)
        upsert(connection, rows)
    return {kind: len(values) for kind, values in rows.items()}


def count_records() -> tuple[str, dict[Listed, int]]:
    """Return where the records are and how many there are of each kind."""
    engine = open_database(demo=read_settings().demo)
    with reading(engine) as connection:
        counts = {
            kind: connection.scalar(select(func.count()).select_from(table)) or 0
            for kind, table in LISTED.items()
        }
    return place_of(engine), counts


def list_records(kind: Listed, customer_id: str = "") -> list[dict[str, Any]]:
    """Return all records of the kind, or one customer's, ordered by their numbers.

    What a team works off comes in the order in which it was opened, the oldest first.
    """
    table = LISTED[kind]
    [number] = table.primary_key.columns
    mine = table.c.customer_id == customer_id if customer_id else None
    with reading(open_database(demo=read_settings().demo)) as connection:
        opened = [table.c[name] for name in ("opened", "created") if name in table.c]
        query = select(table).order_by(*opened, number)
        rows = connection.execute(query if mine is None else query.where(mine)).all()
        found = {row._mapping[number.name]: _shown(row._mapping) for row in rows}
        for name, part in _PARTS.get(kind, {}).items():
            of_part = select(part).order_by(*part.primary_key.columns)
            if mine is not None:
                of_part = of_part.join(table, part.c[number.name] == number).where(mine)
            for record in found.values():
                record[name] = []
            for row in connection.execute(of_part):
                values = _shown(row._mapping)
                found[values.pop(number.name)][name].append(values)
    return [*found.values()]


def close_record(number: str) -> tuple[Listed, str]:
    """Close the case, return or hand-over of this number; return its kind and its number.

    Raises InputError if there is none. One that is closed stays so.
    """
    kinds: tuple[Listed, ...] = ("cases", "returns", "handovers")
    with writing(open_database(demo=read_settings().demo)) as connection:
        for kind in kinds:
            table = LISTED[kind]
            [column] = table.primary_key.columns
            statement = update(table).where(column == number.strip().upper())
            for closed in connection.scalars(statement.values(status="closed").returning(column)):
                return kind, closed
    raise InputError(f"{number!r:.80} is no number of a case, return or hand-over.")


def _shown(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(name): value for name, value in row.items() if name not in _HIDDEN}
