"""The database is made and brought up to date once, from empty and from old, by one process."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import IntegrityError

from frontdesk.errors import InputError, RecordsError
from frontdesk.records.demo import demo_rows
from frontdesk.records.entities import Handover, Investigation, Return
from frontdesk.records.open import open_database, open_records, prepare
from frontdesk.records.sql.engine import database_url, make_engine, writing
from frontdesk.records.sql.load import upsert
from frontdesk.records.sql.migrations import MIGRATIONS, migrate
from frontdesk.records.sql.store import SqlStore
from frontdesk.records.sql.tables import metadata
from frontdesk.settings import read_settings
from state.context import DEMO_CUSTOMER


@pytest.fixture
def engine(database: Any) -> Iterator[Engine]:
    settings = read_settings()
    if database.name == "sqlite":
        settings.home.mkdir()
    engine = make_engine(database_url(settings.database_url.get_secret_value(), settings.home))
    yield engine
    engine.dispose()


def versions(database: Any) -> list[int]:
    return [
        row[0] for row in database.rows("SELECT number FROM frontdesk_migrations ORDER BY number")
    ]


def test_an_empty_database_gets_the_tables_that_the_code_uses(
    engine: Engine, database: Any
) -> None:
    prepare(engine, demo=False)

    found = inspect(engine)
    for table in metadata.sorted_tables:
        columns = {column["name"]: column for column in found.get_columns(table.name)}
        assert {*columns} == {*table.columns.keys()}
        assert found.get_pk_constraint(table.name)["constrained_columns"] == [
            column.name for column in table.primary_key.columns
        ]
        for column in table.columns:
            assert column.primary_key or columns[column.name]["nullable"] == column.nullable
    assert {*found.get_table_names()} == {"frontdesk_migrations", *metadata.tables}
    assert versions(database) == [*range(1, len(MIGRATIONS) + 1)]
    assert database.count("customers") == 0


@pytest.mark.parametrize("has_records", [True, False])
def test_an_old_database_is_brought_up_to_date_and_keeps_its_records(
    engine: Engine, database: Any, has_records: bool
) -> None:
    with writing(engine) as connection:
        migrate(connection, target=1)
    store = SqlStore(engine)
    if has_records:
        with writing(engine) as connection:
            upsert(connection, demo_rows(store.clock().date()))
        store.open_investigation(DEMO_CUSTOMER, "INV-7890", "charged twice", key="k")
        store.authorise_return(DEMO_CUSTOMER, "A-11871", "SW-5000", None, key="k")
    assert not inspect(engine).has_table("handovers")

    prepare(engine, demo=True)

    assert versions(database) == [1, 2]
    assert database.count("orders") == (6 if has_records else 0)
    assert isinstance(store.open_handover("", "t", "s", "r", key="k"), Handover)
    if has_records:
        case = store.open_investigation(DEMO_CUSTOMER, "INV-7890", "again", key="k")
        returned = store.authorise_return(DEMO_CUSTOMER, "A-11871", "SW-5000", None, key="k")
        assert isinstance(case, Investigation) and case.concern == "charged twice"
        assert isinstance(returned, Return)
        assert database.count("returns") == 1


def test_the_database_itself_refuses_an_order_of_nobody(engine: Engine, database: Any) -> None:
    prepare(engine, demo=False)
    order = {"order_id": "X-1", "customer_id": "nobody", "ordered": date(2026, 11, 1)}

    with pytest.raises(IntegrityError, match=r"(?i)foreign key"), writing(engine) as connection:
        upsert(connection, {"orders": [order]})

    assert database.count("orders") == 0


def test_readers_of_a_file_do_not_wait_for_a_writer(engine: Engine, database: Any) -> None:
    prepare(engine, demo=True)
    store = SqlStore(engine)

    with writing(engine) as connection:
        upsert(connection, demo_rows(date(2030, 1, 1)))

        with ThreadPoolExecutor(1) as pool:
            order = pool.submit(store.find_order, DEMO_CUSTOMER, "A-12345").result(timeout=20)

    assert order and order.ordered.year < 2030


def test_a_step_that_fails_leaves_the_database_as_it_was(
    engine: Engine, database: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(connection: Connection) -> None:
        MIGRATIONS[1](connection)
        raise RuntimeError("the step is broken")

    monkeypatch.setattr("frontdesk.records.sql.migrations.MIGRATIONS", (MIGRATIONS[0], broken))

    with pytest.raises(RuntimeError, match="the step is broken"):
        prepare(engine, demo=True)

    assert inspect(engine).get_table_names() == []


def test_a_database_of_a_newer_frontdesk_is_refused(engine: Engine, database: Any) -> None:
    prepare(engine, demo=False)
    database.rows(
        "INSERT INTO frontdesk_migrations VALUES (99, 'm099_of_the_future', '2030-01-01')"
    )

    with pytest.raises(RecordsError, match=r"last used by a newer Frontdesk .*version is 99"):
        open_records()


@pytest.mark.parametrize("old", [False, True], ids=["empty", "old"])
def test_processes_that_start_at_once_make_the_records_once(
    old: bool, engine: Engine, database: Any
) -> None:
    if old:
        with writing(engine) as connection:
            migrate(connection, target=1)

    found = database.in_processes("at-once", 6, "print(len(open_records().orders_of('C-1001')))")

    assert found == ["0" if old else "5"] * 6
    assert versions(database) == [1, 2]
    assert database.count("orders") == (0 if old else 6)


@pytest.mark.parametrize("wanted", ["true", "false"])
def test_demo_data_comes_with_new_records_unless_it_is_not_wanted(
    wanted: str, database: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRONTDESK_DEMO", wanted)

    found = open_records().find_customer(DEMO_CUSTOMER)

    assert (found is not None) == (wanted == "true")


def test_records_that_began_without_demo_data_get_none_later(database: Any) -> None:
    open_database(demo=False)

    assert open_records().find_customer(DEMO_CUSTOMER) is None


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("DATABASE_URL", "mysql://user:secret@host/shop", "begins with 'mysql://' is not one"),
        ("DATABASE_URL", "secret", "DATABASE_URL"),
        ("DATABASE_URL", "sqlite://", "DATABASE_URL"),
        ("DATABASE_URL", "postgres://user:secret@127.0.0.1:1/shop", r"user:\*\*\*@127.0.0.1"),
        ("DATABASE_URL", "postgresql://user:secret@127.0.0.1:x/shop", "DATABASE_URL"),
        ("FRONTDESK_HOME", "/dev/null/home", "/dev/null/home .*cannot be made: Not a directory"),
        ("FRONTDESK_DEMO", "perhaps", "FRONTDESK_DEMO.*'perhaps'"),
    ],
)
def test_a_wrong_setting_is_told_in_a_sentence_without_a_password(
    variable: str, value: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)

    with pytest.raises((InputError, RecordsError), match=said) as told:
        open_records()

    assert "secret" not in str(told.value)
    assert "\n" not in str(told.value)


def test_a_file_that_is_no_database_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    home = read_settings().home
    (home / "records.sqlite3").write_text("Shopping list\n" * 100)

    with pytest.raises(RecordsError, match=r"records.sqlite3 cannot be used: file is not a data"):
        open_records()


def test_a_file_that_another_process_is_making_is_waited_for() -> None:
    place = read_settings().home / "records.sqlite3"
    with closing(sqlite3.connect(place, isolation_level=None)) as making:
        making.execute("PRAGMA locking_mode = EXCLUSIVE")
        making.execute("BEGIN EXCLUSIVE")
        making.execute("CREATE TABLE unrelated (x)")
        with ThreadPoolExecutor(1) as pool:
            opened = pool.submit(open_records)
            with pytest.raises(TimeoutError):
                opened.result(timeout=0.3)
            making.execute("COMMIT")
            making.close()

            assert opened.result(timeout=30).find_customer(DEMO_CUSTOMER)
