"""How the database came to look as it does: numbered steps, each run once, in their order.

A step that has been released is never changed; a change of the tables is the next number. Each is
SQL that SQLite and Postgres both understand, and runs in a transaction: all of it or nothing.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Connection, inspect, text

from frontdesk.errors import RecordsError

# Any number does, as long as no other program locks the same one in the same Postgres database.
_POSTGRES_LOCK = 7_205_640_119


def version_of(connection: Connection) -> int:
    """Return the number of the last step that the database has seen, 0 for an empty one.

    Raises RecordsError when that is a step of a newer Frontdesk.
    """
    if not inspect(connection).has_table("frontdesk_migrations"):
        return 0
    version = connection.scalar(text("SELECT max(number) FROM frontdesk_migrations")) or 0
    if version > len(MIGRATIONS):
        raise RecordsError(
            f"The records were last used by a newer Frontdesk (their version is {version}, this "
            f"one knows {len(MIGRATIONS)}); use that one.",
        )
    return int(version)


def migrate(connection: Connection, target: int | None = None) -> int:
    """Run the steps that the database has not seen, up to `target` or the last.

    Must run in a writing transaction of its own; a second process that migrates waits for it.
    Returns the version that the database had before.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _POSTGRES_LOCK})
    before = version_of(connection)
    for number, step in enumerate(MIGRATIONS[:target], start=1):
        if number > before:
            step(connection)
            connection.execute(
                text("INSERT INTO frontdesk_migrations VALUES (:number, :name, :applied)"),
                {"number": number, "name": step.__name__, "applied": datetime.now(UTC).isoformat()},
            )
    return before


def m001_keep_orders_invoices_cases_and_returns(connection: Connection) -> None:
    """Keep customers, what they bought and paid for, and what was done about it."""
    _run(
        connection,
        """
        CREATE TABLE frontdesk_migrations (
            number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied TEXT NOT NULL
        );
        CREATE TABLE customers (
            customer_id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            email TEXT NOT NULL,
            language TEXT NOT NULL
        );
        CREATE TABLE orders (
            order_id TEXT PRIMARY KEY,
            lookup TEXT NOT NULL UNIQUE,
            customer_id TEXT NOT NULL REFERENCES customers (customer_id),
            ordered DATE NOT NULL
        );
        CREATE INDEX orders_of_customer ON orders (customer_id, ordered);
        CREATE TABLE shipments (
            order_id TEXT NOT NULL REFERENCES orders (order_id),
            tracking_number TEXT NOT NULL,
            carrier TEXT NOT NULL,
            status TEXT NOT NULL CHECK (
                status IN ('Processing', 'Shipped', 'Delivered', 'Delayed')
            ),
            shipped DATE,
            expected DATE,
            delivered DATE,
            PRIMARY KEY (order_id, tracking_number),
            CHECK ((status = 'Delivered') = (delivered IS NOT NULL))
        );
        CREATE TABLE items (
            order_id TEXT NOT NULL REFERENCES orders (order_id),
            sku TEXT NOT NULL,
            product TEXT NOT NULL,
            quantity INTEGER NOT NULL CHECK (quantity > 0),
            unit_price BIGINT NOT NULL CHECK (unit_price >= 0),
            currency TEXT NOT NULL,
            tracking_number TEXT,
            PRIMARY KEY (order_id, sku),
            FOREIGN KEY (order_id, tracking_number)
                REFERENCES shipments (order_id, tracking_number)
        );
        CREATE TABLE invoices (
            invoice_number TEXT PRIMARY KEY,
            lookup TEXT NOT NULL UNIQUE,
            customer_id TEXT NOT NULL REFERENCES customers (customer_id),
            order_id TEXT REFERENCES orders (order_id),
            issued DATE NOT NULL,
            currency TEXT NOT NULL
        );
        CREATE INDEX invoices_of_customer ON invoices (customer_id);
        CREATE TABLE lines (
            invoice_number TEXT NOT NULL REFERENCES invoices (invoice_number),
            line INTEGER NOT NULL,
            description TEXT NOT NULL,
            quantity INTEGER NOT NULL,
            unit_price BIGINT NOT NULL,
            PRIMARY KEY (invoice_number, line)
        );
        CREATE TABLE cases (
            case_id TEXT PRIMARY KEY,
            customer_id TEXT NOT NULL REFERENCES customers (customer_id),
            key TEXT NOT NULL,
            invoice_number TEXT NOT NULL REFERENCES invoices (invoice_number),
            concern TEXT NOT NULL,
            opened TIMESTAMPTZ NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('open', 'closed')),
            UNIQUE (customer_id, key)
        );
        CREATE TABLE returns (
            rma_number TEXT PRIMARY KEY,
            customer_id TEXT NOT NULL REFERENCES customers (customer_id),
            key TEXT NOT NULL,
            order_id TEXT NOT NULL,
            sku TEXT NOT NULL,
            product TEXT NOT NULL,
            quantity INTEGER NOT NULL CHECK (quantity > 0),
            value BIGINT NOT NULL,
            currency TEXT NOT NULL,
            reason TEXT,
            opened TIMESTAMPTZ NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('open', 'closed')),
            UNIQUE (customer_id, key),
            FOREIGN KEY (order_id, sku) REFERENCES items (order_id, sku)
        );
        CREATE INDEX returns_of_item ON returns (order_id, sku);
        CREATE TABLE returned_units (
            order_id TEXT NOT NULL,
            sku TEXT NOT NULL,
            unit INTEGER NOT NULL,
            rma_number TEXT NOT NULL REFERENCES returns (rma_number),
            PRIMARY KEY (order_id, sku, unit)
        )
        """,
    )


def m002_add_handovers(connection: Connection) -> None:
    """Keep the conversations that a person takes over; the customer may be a stranger."""
    _run(
        connection,
        """
        CREATE TABLE handovers (
            handover_id TEXT PRIMARY KEY,
            customer_id TEXT NOT NULL,
            key TEXT NOT NULL,
            thread_id TEXT NOT NULL,
            summary TEXT NOT NULL,
            reason TEXT NOT NULL,
            created TIMESTAMPTZ NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('open', 'closed')),
            UNIQUE (customer_id, key)
        );
        CREATE INDEX handovers_by_status ON handovers (status, created)
        """,
    )


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (
    m001_keep_orders_invoices_cases_and_returns,
    m002_add_handovers,
)


def _run(connection: Connection, statements: str) -> None:
    for statement in statements.split(";"):
        connection.execute(text(statement))
