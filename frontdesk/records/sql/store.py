"""The records in a database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any

from sqlalchemy import Connection, Engine, Row, Table, select, update

from frontdesk.records import rules
from frontdesk.records.entities import (
    Customer,
    Handover,
    Investigation,
    Invoice,
    Item,
    Order,
    Return,
)
from frontdesk.records.rules import Refusal
from frontdesk.records.sql import tables
from frontdesk.records.sql.engine import reading, writing
from frontdesk.records.sql.find import entity_of, find_invoice, find_order, orders_with
from frontdesk.records.sql.load import insert_into


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
        return entity_of(Customer, row) if row else None

    def find_invoice(self, customer_id: str, invoice_number: str) -> Invoice | None:
        """See `RecordStore`."""
        with reading(self.engine) as connection:
            return find_invoice(connection, customer_id, invoice_number)

    def find_order(self, customer_id: str, order_id: str) -> Order | None:
        """See `RecordStore`."""
        with reading(self.engine) as connection:
            return find_order(connection, customer_id, order_id)

    def orders_of(self, customer_id: str) -> list[Order]:
        """See `RecordStore`."""
        with reading(self.engine) as connection:
            return orders_with(connection, customer_id=customer_id)

    def check_return(
        self, customer_id: str, order_id: str, sku: str, *, quantity: int = 1
    ) -> Refusal | None:
        """See `RecordStore`."""
        with reading(self.engine) as connection:
            order = find_order(connection, customer_id, order_id)
            item = _item_of(order, sku)
            if order is None or item is None:
                return Refusal("not_found", number=order_id)
            returned = len(_returned_units(connection, order, item))
            refusal = self._refusal(order, item, quantity, returned)
            if refusal and _open_return(connection, order, item, refusal):
                return None
            return refusal

    def find_return(self, customer_id: str, order_id: str, sku: str, *, key: str) -> Return | None:
        """See `RecordStore`."""
        with reading(self.engine) as connection:
            order = find_order(connection, customer_id, order_id)
            item = _item_of(order, sku)
            if order is None or item is None:
                return None
            key = _open_key(connection, tables.returns, customer_id, key)
            found = _with_key(connection, tables.returns, customer_id, key)
            if found is None:
                returned = len(_returned_units(connection, order, item))
                refusal = self._refusal(order, item, 1, returned)
                found = _open_return(connection, order, item, refusal) if refusal else None
        return entity_of(Return, found) if found else None

    def open_investigation(
        self, customer_id: str, invoice_number: str, concern: str, *, key: str
    ) -> Investigation | Refusal:
        """See `RecordStore`."""
        with writing(self.engine) as connection:
            invoice = find_invoice(connection, customer_id, invoice_number)
            if invoice is None:
                return Refusal("not_found", number=invoice_number)
            row, _ = _insert_once(
                connection,
                tables.cases,
                "CASE",
                customer_id=customer_id,
                key=_open_key(connection, tables.cases, customer_id, key),
                invoice_number=invoice.invoice_number,
                concern=concern,
                opened=self.clock(),
                status="open",
            )
        return entity_of(Investigation, row)

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
            order = find_order(connection, customer_id, order_id, lock=True)
            item = _item_of(order, sku)
            if order is None or item is None:
                return Refusal("not_found", number=order_id)
            key = _open_key(connection, tables.returns, customer_id, key)
            if earlier := _with_key(connection, tables.returns, customer_id, key):
                return entity_of(Return, earlier)
            returned = _returned_units(connection, order, item)
            if refusal := self._refusal(order, item, quantity, len(returned)):
                open_return = _open_return(connection, order, item, refusal)
                return entity_of(Return, open_return) if open_return else refusal
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
        return entity_of(Return, row)

    def open_handover(
        self,
        customer_id: str,
        thread_id: str,
        summary: str,
        reason: str,
        *,
        key: str,
        added: str = "",
    ) -> Handover:
        """See `RecordStore`."""
        with writing(self.engine) as connection:
            row, is_new = _insert_once(
                connection,
                tables.handovers,
                "HAND",
                customer_id=customer_id,
                key=_open_key(connection, tables.handovers, customer_id, key),
                thread_id=thread_id,
                summary=summary,
                reason=reason,
                created=self.clock(),
                status="open",
            )
            added = _storable(added)
            if not is_new and added not in row.summary:
                row = _add_to_summary(connection, row, added)
        return entity_of(Handover, row)

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


def _open_key(connection: Connection, table: Table, customer_id: str, key: str) -> str:
    """Return the key, or the next one that follows it where the record of the key is closed."""
    for closed in count():
        following = f"{key}/{closed}" if closed else key
        row = _with_key(connection, table, customer_id, _storable(following))
        if row is None or row.status == "open":
            return following
    raise AssertionError("unreachable")


def _add_to_summary(connection: Connection, handover: Row[Any], added: str) -> Row[Any]:
    table = tables.handovers
    statement = update(table).where(table.c.handover_id == handover.handover_id)
    summary = table.c.summary + f"\n{added}"
    return connection.execute(statement.values(summary=summary).returning(*table.c)).one()


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


def _item_of(order: Order | None, sku: str) -> Item | None:
    items = order.items if order else ()
    return next((item for item in items if item.sku == sku), None)
