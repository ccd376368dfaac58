"""The databases that the records' tests run on: SQLite, and a real Postgres where there is one."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from frontdesk.records.open import close_records, open_database
from frontdesk.records.sql.store import SqlStore
from frontdesk.testing.postgres import PostgresMissing, temporary_postgres

ROOT = Path(__file__).parents[2]


class Database:
    """A database of a test's own, looked at through a driver's own connection."""

    def __init__(self, name: str, place: str, python: Path) -> None:
        self.name, self.place, self._python = name, place, python

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        connection: Any = (
            psycopg.connect(self.place) if self.name == "postgres" else sqlite3.connect(self.place)
        )
        try:
            done = connection.execute(query)
            rows = [tuple(row) for row in done.fetchall()] if done.description else []
            connection.commit()
            return rows
        finally:
            connection.close()

    def in_processes(self, how: str, count: int, code: str) -> list[str]:
        """Run the code in real processes; return what they print. None may print an error."""
        done = subprocess.run(
            [self._python, Path(__file__).with_name("in_processes.py"), how, str(count), code],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        )
        assert done.stderr == ""
        return done.stdout.splitlines()

    def count(self, table: str) -> int:
        return int(self.rows(f"SELECT count(*) FROM {table}")[0][0])


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    try:
        with temporary_postgres() as url:
            yield url
    except PostgresMissing as missing:
        pytest.skip(f"No test ran on Postgres: {missing}.")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(
    request: pytest.FixtureRequest,
    quick_python: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Database]:
    """An empty database that the environment names, for this process and those it starts."""
    home = tmp_path / "home"
    monkeypatch.setenv("FRONTDESK_HOME", str(home))
    if request.param == "sqlite":
        yield Database("sqlite", str(home / "records.sqlite3"), quick_python)
        close_records()
        return
    server = request.getfixturevalue("postgres")
    name = f"records_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    url = f"{server}&options=-csearch_path%3D{name}"
    monkeypatch.setenv("DATABASE_URL", url.replace("postgresql:", "postgres:"))
    yield Database("postgres", url, quick_python)
    close_records()
    assert not (home / "records.sqlite3").exists(), "a test of Postgres has made a SQLite file"


@pytest.fixture
def store(database: Database) -> SqlStore:
    """The demo company's records."""
    return SqlStore(open_database(demo=True))
