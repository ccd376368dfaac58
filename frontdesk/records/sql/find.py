"""Read orders and invoices from the tables: a customer's own, with all their parts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields
from functools import cache
from typing import Any, ClassVar, Protocol, TypeVar

from sqlalchemy import Connection, Row, Select, and_, bindparam, select

from frontdesk.records.entities import Invoice, InvoiceLine, Item, Order, Shipment
from frontdesk.records.rules import squashed
from frontdesk.records.sql import tables


class _Entity(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Any]]


EntityT = TypeVar("EntityT", bound=_Entity)


def find_order(
    connection: Connection, customer_id: str, order_id: str, *, lock: bool = False
) -> Order | None:
    """Return the customer's order of this number; `lock` keeps others from locking it meanwhile."""
    mine = {"customer_id": customer_id, "lookup": squashed(order_id)}
    if lock:
        connection.execute(_order_queries(*mine)[0].with_for_update(), mine)
    return next(iter(orders_with(connection, **mine)), None)


def orders_with(connection: Connection, **values: str) -> list[Order]:
    """Return the orders whose columns have these values, the oldest first, with all their parts."""
    orders, items, shipments = _order_queries(*values)
    rows = connection.execute(orders, values).all()
    if not rows:
        return []
    items_of = _parts(Item, connection.execute(items, values))
    shipments_of = _parts(Shipment, connection.execute(shipments, values))
    return [
        Order(
            row.order_id,
            row.customer_id,
            row.ordered,
            tuple(items_of[row.order_id]),
            tuple(shipments_of[row.order_id]),
        )
        for row in rows
    ]


@cache
def _order_queries(*names: str) -> tuple[Select[Any], Select[Any], Select[Any]]:
    """Return the queries for orders, items and shipments by the orders' columns of these names.

    Made once, because to make one takes SQLAlchemy as long as to run it takes SQLite.
    """
    orders = tables.orders
    mine = and_(*(orders.c[name] == bindparam(name) for name in names))
    of_items, of_shipments = (
        select(part)
        .join(orders, orders.c.order_id == part.c.order_id)
        .where(mine)
        .order_by(*part.primary_key.columns)
        for part in (tables.items, tables.shipments)
    )
    return (
        select(orders).where(mine).order_by(orders.c.ordered, orders.c.order_id),
        of_items,
        of_shipments,
    )


def _parts(kind: type[EntityT], rows: Iterable[Row[Any]]) -> defaultdict[str, list[EntityT]]:
    """Return the rows as entities, by the number of their order."""
    parts: defaultdict[str, list[EntityT]] = defaultdict(list)
    for row in rows:
        parts[row.order_id].append(entity_of(kind, row))
    return parts


def find_invoice(connection: Connection, customer_id: str, number: str) -> Invoice | None:
    """Return the customer's invoice of this number, with its lines in their order."""
    invoices, lines = tables.invoices, tables.lines
    row = connection.execute(
        select(invoices).where(
            invoices.c.customer_id == customer_id, invoices.c.lookup == squashed(number)
        )
    ).first()
    if row is None:
        return None
    of_invoice = select(lines).where(lines.c.invoice_number == row.invoice_number)
    return Invoice(
        row.invoice_number,
        row.customer_id,
        row.order_id,
        row.issued,
        row.currency,
        tuple(
            entity_of(InvoiceLine, line)
            for line in connection.execute(of_invoice.order_by(lines.c.line))
        ),
    )


def entity_of(kind: type[EntityT], row: Row[Any]) -> EntityT:
    """Return the row as an entity, whose fields are named as the columns are."""
    values = row._mapping
    return kind(**{field.name: values[field.name] for field in fields(kind)})
