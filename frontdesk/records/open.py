"""Open the company's records: the one place that chooses where they are."""

from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from sqlalchemy import URL, Engine

from frontdesk.errors import RecordsError
from frontdesk.records.demo import demo_rows
from frontdesk.records.sql.engine import database_url, make_engine, reading, writing
from frontdesk.records.sql.load import upsert
from frontdesk.records.sql.migrations import MIGRATIONS, migrate, version_of
from frontdesk.records.sql.store import SqlStore
from frontdesk.records.store import RecordStore
from frontdesk.settings import read_settings

_engines: dict[URL, Engine] = {}
_opening = Lock()


def open_records() -> RecordStore:
    """Return the records that the environment names; the first use makes and migrates them.

    Records that did not exist begin with the demo company's, unless FRONTDESK_DEMO is false.
    Blocks on first use. Raises InputError for a wrong setting, RecordsError where nothing can be
    read or written.
    """
    return SqlStore(open_database(demo=read_settings().demo))


def open_database(*, demo: bool) -> Engine:
    """Return the process's engine for the records that the environment names, migrated."""
    settings = read_settings()
    url = database_url(settings.database_url.get_secret_value(), settings.home.expanduser())
    engine = _engines.get(url)
    if engine is None:
        with _opening:
            engine = _engines.get(url)
            if engine is None:
                engine = make_engine(url)
                try:
                    prepare(engine, demo=demo)
                except BaseException:
                    engine.dispose()
                    raise
                _engines[url] = engine
    return engine


def prepare(engine: Engine, *, demo: bool) -> None:
    """Make the database if there is none, and bring its tables up to date.

    Several processes may do so at once: one does, the others wait for it. An empty database gets
    the demo company's records in the same transaction when `demo` is true.
    """
    if engine.dialect.name == "sqlite":
        _make_folder(Path(str(engine.url.database)).parent)
    with reading(engine) as connection:
        if version_of(connection) == len(MIGRATIONS):
            return
    with writing(engine) as connection:
        if migrate(connection) == 0 and demo:
            upsert(connection, demo_rows(datetime.now(UTC).date()))


def close_records() -> None:
    """Close the connections of all records that this process has opened."""
    with _opening:
        while _engines:
            _engines.popitem()[1].dispose()


def _make_folder(folder: Path) -> None:
    try:
        # Customers' data is for nobody else on this machine.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise RecordsError(
            f"The folder {folder} for the records cannot be made: {error.strerror}. "
            "FRONTDESK_HOME names another one."
        ) from error
