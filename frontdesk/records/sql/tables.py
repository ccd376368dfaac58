"""The tables as the code uses them; `migrations.py` makes them, and a test holds both together.

`lookup` is an order's or invoice's number as `rules.squashed` makes it, so that a number is found
however it is written, through an index. Keys, foreign keys and limits stand in the migrations.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    Dialect,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)

from frontdesk.records.kinds import Kind


class _UtcTime(TypeDecorator[datetime]):
    """A time in UTC: SQLite forgets the time zone, and Postgres answers in the session's."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        time: datetime = value
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)


metadata = MetaData()

customers = Table(
    "customers",
    metadata,
    Column("customer_id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("language", Text, nullable=False),
)
orders = Table(
    "orders",
    metadata,
    Column("order_id", Text, primary_key=True),
    Column("lookup", Text, nullable=False),
    Column("customer_id", Text, nullable=False),
    Column("ordered", Date, nullable=False),
)
shipments = Table(
    "shipments",
    metadata,
    Column("order_id", Text, primary_key=True),
    Column("tracking_number", Text, primary_key=True),
    Column("carrier", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("shipped", Date),
    Column("expected", Date),
    Column("delivered", Date),
)
items = Table(
    "items",
    metadata,
    Column("order_id", Text, primary_key=True),
    Column("sku", Text, primary_key=True),
    Column("product", Text, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("unit_price", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("tracking_number", Text),
)
invoices = Table(
    "invoices",
    metadata,
    Column("invoice_number", Text, primary_key=True),
    Column("lookup", Text, nullable=False),
    Column("customer_id", Text, nullable=False),
    Column("order_id", Text),
    Column("issued", Date, nullable=False),
    Column("currency", Text, nullable=False),
)
lines = Table(
    "lines",
    metadata,
    Column("invoice_number", Text, primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("description", Text, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("unit_price", BigInteger, nullable=False),
)
cases = Table(
    "cases",
    metadata,
    Column("case_id", Text, primary_key=True),
    Column("customer_id", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("invoice_number", Text, nullable=False),
    Column("concern", Text, nullable=False),
    Column("opened", _UtcTime, nullable=False),
    Column("status", Text, nullable=False),
)
returns = Table(
    "returns",
    metadata,
    Column("rma_number", Text, primary_key=True),
    Column("customer_id", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("order_id", Text, nullable=False),
    Column("sku", Text, nullable=False),
    Column("product", Text, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("value", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("reason", Text),
    Column("opened", _UtcTime, nullable=False),
    Column("status", Text, nullable=False),
)
returned_units = Table(
    "returned_units",
    metadata,
    Column("order_id", Text, primary_key=True),
    Column("sku", Text, primary_key=True),
    Column("unit", Integer, primary_key=True),
    Column("rma_number", Text, nullable=False),
)
handovers = Table(
    "handovers",
    metadata,
    Column("handover_id", Text, primary_key=True),
    Column("customer_id", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("thread_id", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("created", _UtcTime, nullable=False),
    Column("status", Text, nullable=False),
)

IMPORTED: dict[Kind, Table] = {
    "customers": customers,
    "orders": orders,
    "shipments": shipments,
    "items": items,
    "invoices": invoices,
    "lines": lines,
}
