"""The records in a database."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from itertools import count
from typing import Any, ClassVar, Protocol, TypeVar

from sqlalchemy import ColumnElement, Connection, Engine, Row, Table, select

from frontdesk.records import rules
from frontdesk.records.entities import (
    Customer,
    Handover,
    Investigation,
    Invoice,
    InvoiceLine,
    Item,
    Order,
    Return,
    Shipment,
)
from frontdesk.records.rules import Refusal
from frontdesk.records.sql import tables
from frontdesk.records.sql.engine import reading, writing
from frontdesk.records.sql.load import insert_into


class _Entity(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Any]]


EntityT = TypeVar("EntityT", bound=_Entity)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class SqlStore:
    """A `RecordStore` in the engine's database, which must have been migrated.

    Safe to use from several threads, and beside other processes.
    """

    engine: Engine
    clock: Callable[[], datetime] = _now

    def find_customer(self, customer_id: str) -> Customer | None:
        """See `RecordStore`."""
        with reading(self.engine) as connection:
            row = connection.execute(
                select(tables.customers).where(tables.customers.c.customer_id == customer_id)
            ).first()
        return _entity(Customer, row) if row else None

    def find_invoice(self, customer_id: str, invoice_number: str) -> Invoice | None:
        """See `RecordStore`."""
        with reading(self.engine) as connection:
            return _find_invoice(connection, customer_id, invoice_number)

    def find_order(self, customer_id: str, order_id: str) -> Order | None:
        """See `RecordStore`."""
        with reading(self.engine) as connection:
            return _find_order(connection, customer_id, order_id)

    def orders_of(self, customer_id: str) -> list[Order]:
        """See `RecordStore`."""
        with reading(self.engine) as connection:
            return _orders(connection, tables.orders.c.customer_id == customer_id)

    def check_return(
        self, customer_id: str, order_id: str, sku: str, *, quantity: int = 1
    ) -> Refusal | None:
        """See `RecordStore`."""
        with reading(self.engine) as connection:
            order = _find_order(connection, customer_id, order_id)
            item = _item_of(order, sku)
            if order is None or item is None:
                return Refusal("not_found", number=order_id)
            returned = len(_returned_units(connection, order, item))
            refusal = self._refusal(order, item, quantity, returned)
            if refusal and _open_return(connection, order, item, refusal):
                return None
            return refusal

    def open_investigation(
        self, customer_id: str, invoice_number: str, concern: str, *, key: str
    ) -> Investigation | Refusal:
        """See `RecordStore`."""
        with writing(self.engine) as connection:
            invoice = _find_invoice(connection, customer_id, invoice_number)
            if invoice is None:
                return Refusal("not_found", number=invoice_number)
            row, _ = _insert_once(
                connection,
                tables.cases,
                "CASE",
                customer_id=customer_id,
                key=key,
                invoice_number=invoice.invoice_number,
                concern=concern,
                opened=self.clock(),
                status="open",
            )
        return _entity(Investigation, row)

    def authorise_return(
        self,
        customer_id: str,
        order_id: str,
        sku: str,
        reason: str | None,
        *,
        key: str,
        quantity: int = 1,
    ) -> Return | Refusal:
        """See `RecordStore`."""
        with writing(self.engine) as connection:
            order = _find_order(connection, customer_id, order_id, lock=True)
            item = _item_of(order, sku)
            if order is None or item is None:
                return Refusal("not_found", number=order_id)
            if earlier := _with_key(connection, tables.returns, customer_id, key):
                return _entity(Return, earlier)
            returned = _returned_units(connection, order, item)
            if refusal := self._refusal(order, item, quantity, len(returned)):
                open_return = _open_return(connection, order, item, refusal)
                return _entity(Return, open_return) if open_return else refusal
            row, is_new = _insert_once(
                connection,
                tables.returns,
                "RMA",
                customer_id=customer_id,
                key=key,
                order_id=order.order_id,
                sku=item.sku,
                product=item.product,
                quantity=quantity,
                value=rules.return_value(item, quantity),
                currency=item.currency,
                reason=reason,
                opened=self.clock(),
                status="open",
            )
            if is_new:
                free = [n for n in range(1, item.quantity + 1) if n not in returned]
                unit = {"order_id": order.order_id, "sku": item.sku, "rma_number": row.rma_number}
                connection.execute(
                    tables.returned_units.insert(),
                    [{**unit, "unit": number} for number in free[:quantity]],
                )
        return _entity(Return, row)

    def open_handover(
        self, customer_id: str, thread_id: str, summary: str, reason: str, *, key: str
    ) -> Handover:
        """See `RecordStore`."""
        with writing(self.engine) as connection:
            row, _ = _insert_once(
                connection,
                tables.handovers,
                "HAND",
                customer_id=customer_id,
                key=key,
                thread_id=thread_id,
                summary=summary,
                reason=reason,
                created=self.clock(),
                status="open",
            )
        return _entity(Handover, row)

    def _refusal(self, order: Order, item: Item, quantity: int, returned: int) -> Refusal | None:
        return rules.refuse_return(
            order, item, quantity=quantity, returned=returned, today=self.clock().date()
        )


def _insert_once(
    connection: Connection, table: Table, prefix: str, **values: Any
) -> tuple[Row[Any], bool]:
    """Insert a row under the number of its key, unless the customer's key has a row: then that.

    Returns the row and whether it is new. Another transaction that inserts the same key or number
    is waited for, and then found.
    """
    [number] = table.primary_key.columns
    values = {
        name: _storable(value) if isinstance(value, str) else value
        for name, value in values.items()
    }
    for attempt in count():
        if earlier := _with_key(connection, table, values["customer_id"], values["key"]):
            return earlier, False
        row = connection.execute(
            insert_into(connection, table)
            .values({number.name: rules.number_for(prefix, values["key"], attempt), **values})
            .on_conflict_do_nothing()
            .returning(*table.c)
        ).first()
        if row:
            return row, True
    raise AssertionError("unreachable")


def _storable(text: str) -> str:
    """Return the text without what no database takes: the character 0 and half characters."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "")


def _with_key(connection: Connection, table: Table, customer_id: str, key: str) -> Row[Any] | None:
    query = select(table).where(table.c.customer_id == customer_id, table.c.key == key)
    return connection.execute(query).first()


def _returned_units(connection: Connection, order: Order, item: Item) -> set[int]:
    units = tables.returned_units
    query = select(units.c.unit).where(units.c.order_id == order.order_id, units.c.sku == item.sku)
    return {*connection.scalars(query)}


def _open_return(
    connection: Connection, order: Order, item: Item, refusal: Refusal
) -> Row[Any] | None:
    """Return the open return that stands in the way of another one of the same item."""
    if refusal.code != "already_returned":
        return None
    returns = tables.returns
    query = select(returns).where(
        returns.c.order_id == order.order_id,
        returns.c.sku == item.sku,
        returns.c.customer_id == order.customer_id,
        returns.c.status == "open",
    )
    return connection.execute(query.order_by(returns.c.opened.desc())).first()


def _find_order(
    connection: Connection, customer_id: str, order_id: str, *, lock: bool = False
) -> Order | None:
    orders = tables.orders
    mine = (orders.c.customer_id == customer_id) & (orders.c.lookup == rules.squashed(order_id))
    if lock:
        connection.execute(select(orders.c.order_id).where(mine).with_for_update())
    return next(iter(_orders(connection, mine)), None)


def _orders(connection: Connection, condition: ColumnElement[bool]) -> list[Order]:
    """Return the orders that the condition holds for, the oldest first, with all their parts."""
    orders = tables.orders
    rows = connection.execute(
        select(orders).where(condition).order_by(orders.c.ordered, orders.c.order_id)
    ).all()
    if not rows:
        return []
    items = _parts(connection, tables.items, Item, condition)
    shipments = _parts(connection, tables.shipments, Shipment, condition)
    return [
        Order(
            row.order_id,
            row.customer_id,
            row.ordered,
            tuple(items[row.order_id]),
            tuple(shipments[row.order_id]),
        )
        for row in rows
    ]


def _parts(
    connection: Connection, table: Table, kind: type[EntityT], condition: ColumnElement[bool]
) -> defaultdict[str, list[EntityT]]:
    """Return what the table has for the orders that the condition holds for, by their number."""
    orders = tables.orders
    query = select(table).join(orders, orders.c.order_id == table.c.order_id).where(condition)
    parts: defaultdict[str, list[EntityT]] = defaultdict(list)
    for row in connection.execute(query.order_by(*table.primary_key.columns)):
        parts[row.order_id].append(_entity(kind, row))
    return parts


def _item_of(order: Order | None, sku: str) -> Item | None:
    items = order.items if order else ()
    return next((item for item in items if item.sku == sku), None)


def _find_invoice(connection: Connection, customer_id: str, number: str) -> Invoice | None:
    invoices, lines = tables.invoices, tables.lines
    row = connection.execute(
        select(invoices).where(
            invoices.c.customer_id == customer_id, invoices.c.lookup == rules.squashed(number)
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
            _entity(InvoiceLine, line)
            for line in connection.execute(of_invoice.order_by(lines.c.line))
        ),
    )


def _entity(kind: type[EntityT], row: Row[Any]) -> EntityT:
    """Return the row as an entity, whose fields are named as the columns are."""
    values = row._mapping
    return kind(**{field.name: values[field.name] for field in fields(kind)})
