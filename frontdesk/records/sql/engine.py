"""The database's engine: SQLite that many threads and processes can write to, or Postgres."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from frontdesk.errors import InputError, RecordsError

# How long a writer waits for the others, who each need a few milliseconds.
_SECONDS_TO_WAIT = 60
_SECONDS_TO_CONNECT = 10


def database_url(address: str, home: Path) -> URL:
    """Return where the records are: at `address` (DATABASE_URL), or in a file in `home`.

    Raises InputError if the address is neither Postgres's nor SQLite's.
    """
    if not address:
        return URL.create("sqlite", database=str(home / "records.sqlite3"))
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        url = URL.create("none")
    if url.drivername in ("postgres", "postgresql", "postgresql+psycopg"):
        return url.set(drivername="postgresql+psycopg")
    if url.drivername == "sqlite" and url.database not in (None, "", ":memory:"):
        return url
    # The address may hold a password, so that no more of it is told than how it begins.
    scheme, found, _ = address.partition("://")
    begins = f"that begins with {scheme + found!r:.40}" if found else "without ://"
    raise InputError(
        f"DATABASE_URL: an address {begins} is not one such as "
        "postgresql://user:password@host/database or sqlite:///path/of/a/file."
    )


def make_engine(url: URL) -> Engine:
    """Return a new engine. Nothing is connected yet."""
    if url.drivername == "postgresql+psycopg":
        return create_engine(
            url,
            pool_pre_ping=True,
            pool_timeout=_SECONDS_TO_WAIT,
            connect_args={"connect_timeout": _SECONDS_TO_CONNECT},
        )
    engine = create_engine(
        url, pool_timeout=_SECONDS_TO_WAIT, connect_args={"timeout": _SECONDS_TO_WAIT}
    )
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_in_sqlite)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection in a transaction that only reads, all of it at one moment.

    SQLite sees what was there at the first read; Postgres is told to, since it else sees at each
    statement what others have written meanwhile. Raises RecordsError.
    """
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with _errors_as_sentences(engine), engine.begin() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection in a transaction that may write: all of it or nothing is kept.

    In SQLite it waits for the one write lock at its beginning, since a transaction that has read
    cannot get it any more once another has written. Raises RecordsError.
    """
    with (
        _errors_as_sentences(engine),
        engine.execution_options(begin="BEGIN IMMEDIATE").begin() as connection,
    ):
        yield connection


def place_of(engine: Engine) -> str:
    """Return where the records are, in words that may be shown: never with a password."""
    if engine.dialect.name == "sqlite":
        return str(engine.url.database)
    return engine.url.set(drivername="postgresql").render_as_string(hide_password=True)


@contextmanager
def _errors_as_sentences(engine: Engine) -> Iterator[None]:
    try:
        yield
    except PoolTimeout as error:
        raise RecordsError(
            f"No connection to the records at {place_of(engine)} became free within "
            f"{_SECONDS_TO_WAIT} seconds.",
            retryable=True,
        ) from error
    except (DataError, IntegrityError):
        raise  # a bug: what is written was not checked
    except DBAPIError as error:
        reason = " ".join(str(error.orig).split()).rstrip(".")
        raise RecordsError(
            f"The records at {place_of(engine)} cannot be used: {reason}.", retryable=True
        ) from error


def _set_up_sqlite(connection: object, _record: object) -> None:
    # Python's driver would begin transactions by itself, and only before a write.
    connection.isolation_level = None  # type: ignore[attr-defined]
    cursor = connection.cursor()  # type: ignore[attr-defined]
    _write_ahead(cursor)
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _write_ahead(cursor: sqlite3.Cursor) -> None:
    """Turn on the write-ahead log, beside which others can read.

    When processes make a database at the same moment, SQLite refuses all but one at once, without
    the wait that it was told.
    """
    deadline = time.monotonic() + _SECONDS_TO_WAIT
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def _begin_in_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))
