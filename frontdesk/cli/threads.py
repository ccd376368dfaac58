"""Threads: runs and conversations that are kept in a file and can go on later."""

import json
import re
import sqlite3
import zlib
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import aiosqlite
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import (
    ChannelVersions,
    Checkpoint,
    CheckpointMetadata,
)
from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

from frontdesk.errors import InputError
from frontdesk.settings import data_folder

_NAME = re.compile(r"\w[\w.-]{0,63}")
_SECONDS_FOR_THE_FILE = 30
# Bytes from which on compressing is worth its time.
_LONG, _ZLIB = 4_000, "+zlib"
_TABLE = """
PRAGMA synchronous=NORMAL;
CREATE TABLE IF NOT EXISTS threads (
    name TEXT PRIMARY KEY,
    graph TEXT NOT NULL,
    given TEXT NOT NULL,
    changed TEXT NOT NULL
);
"""


@dataclass(frozen=True)
class Thread:
    """The thread that a command works in: its name, and what is to become of what it has."""

    name: str
    fresh: bool = False
    retry_failed: bool = False


class Row(NamedTuple):
    """What is noted of a thread beside its checkpoints: `changed` is when it was last run."""

    name: str
    graph: str
    given: str
    changed: datetime


class Compressed(JsonPlusSerializer):
    """LangGraph's own form, with what is long compressed: documents become a third."""

    def dumps_typed(self, obj: Any) -> tuple[str, bytes]:
        """Return the form's name and the bytes."""
        form, data = super().dumps_typed(obj)
        if len(data) < _LONG:
            return form, data
        return f"{form}{_ZLIB}", zlib.compress(data, level=1)

    def loads_typed(self, data: tuple[str, bytes]) -> Any:
        """Return the object."""
        form, packed = data
        if not form.endswith(_ZLIB):
            return super().loads_typed(data)
        return super().loads_typed((form.removesuffix(_ZLIB), zlib.decompress(packed)))


class LatestOnly(AsyncSqliteSaver):
    """Keeps the latest checkpoint of a thread and of its subgraphs: a run goes on from no other.

    A subgraph's are gone when the graph itself has made its next step, for then the subgraph's
    result is in the graph's state.
    """

    async def aput(
        self,
        config: RunnableConfig,
        checkpoint: Checkpoint,
        metadata: CheckpointMetadata,
        new_versions: ChannelVersions,
    ) -> RunnableConfig:
        """Save the checkpoint, and delete those that it takes the place of."""
        saved = await super().aput(config, checkpoint, metadata, new_versions)
        place = saved["configurable"]
        if config["configurable"].get("checkpoint_id") is None:  # the first of a branch
            return saved
        where, values = (
            "thread_id = ? AND checkpoint_id <> ?",
            [place["thread_id"], checkpoint["id"]],
        )
        if place["checkpoint_ns"]:
            where, values = f"{where} AND checkpoint_ns = ?", [*values, place["checkpoint_ns"]]
        async with self.lock:
            for table in ("checkpoints", "writes"):
                await self.conn.execute(f"DELETE FROM {table} WHERE {where}", values)
            await self.conn.commit()
        return saved


class Threads:
    """The file of all threads, while it is open."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self.checkpoints = LatestOnly(connection, serde=Compressed())

    async def begin(self, name: str, graph: str, graph_input: dict[str, Any]) -> None:
        """Note that the thread is run now.

        Raises InputError where it was begun with something else than this input.
        """
        row, given = await self._row(name), _digest(graph_input)
        if row and (told := _difference(row, graph, given)):
            raise InputError(f"Thread {name!r} {told}.")
        changed = datetime.now().astimezone().isoformat(timespec="seconds")
        await self._connection.execute(
            "INSERT OR REPLACE INTO threads VALUES (?, ?, ?, ?)",
            (name, graph, json.dumps(given), changed),
        )
        await self._connection.commit()

    async def delete(self, name: str) -> bool:
        """Delete the thread; return whether there was one."""
        row = await self._row(name)
        for kept in (name, retry_of(name)):
            await self.checkpoints.adelete_thread(kept)
        await self._connection.execute("DELETE FROM threads WHERE name = ?", (name,))
        await self._connection.commit()
        return row is not None

    async def rows(self) -> list[Row]:
        """Return all threads, the last one that was run first."""
        found = await self._connection.execute_fetchall(
            "SELECT name, graph, given, changed FROM threads ORDER BY changed DESC, name"
        )
        return [_row(values) for values in found]

    async def _row(self, name: str) -> Row | None:
        found = await self._connection.execute_fetchall(
            "SELECT name, graph, given, changed FROM threads WHERE name = ?", (name,)
        )
        return next((_row(values) for values in found), None)


@asynccontextmanager
async def open_threads() -> AsyncIterator[Threads]:
    """Open the file of threads, made where there is none. Raises InputError where that fails."""
    path = _file()
    try:
        async with aiosqlite.connect(path, timeout=_SECONDS_FOR_THE_FILE) as connection:
            threads = Threads(connection)
            await threads.checkpoints.setup()
            await connection.executescript(_TABLE)
            yield threads
    except sqlite3.Error as error:
        raise InputError(f"The threads in {path} cannot be used: {error}.") from error


@contextmanager
def locked(name: str) -> Iterator[None]:
    """Hold the thread for this process alone. Raises InputError where another one has it."""
    import fcntl

    with (_folder() / f"{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise InputError(
                f"Thread {name!r} is in use by another process: wait for its end, or take --thread "
                "OTHER."
            ) from error
        yield


def check_name(name: str) -> None:
    """Raise InputError where a thread cannot have this name."""
    if not _NAME.fullmatch(name):
        raise InputError(
            f"--thread {name!r} is no thread's name: it has up to 64 letters, digits, '-', '_' and "
            "'.', and begins with a letter, a digit or '_'."
        )


def retry_of(name: str) -> str:
    """Return the thread in which the failed questions of this one are asked again."""
    return f"{name}#retry"


def name_for(message: str, customer_id: str) -> str:
    """Return the name of the conversation that a message without a thread begins.

    It is a part of the idempotency keys: the customer's same message, sent twice, is one.
    """
    said = f"{customer_id}\n{message}".encode(errors="replace")
    return f"message-{sha256(said).hexdigest()[:16]}"


def config_of(name: str) -> RunnableConfig:
    """Return what tells a graph that it runs in this thread."""
    return {"configurable": {"thread_id": name}}


def _file() -> Path:
    return _folder().parent / "threads.sqlite3"


def _folder() -> Path:
    """Return the folder of the threads' locks."""
    folder = data_folder() / "locks"
    try:
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise InputError(
            f"{folder} cannot be used: {error.strerror}. FRONTDESK_HOME names another folder."
        ) from error
    return folder


def _row(values: Sequence[Any]) -> Row:
    name, graph, given, changed = values
    return Row(name, graph, given, datetime.fromisoformat(changed))


def _digest(graph_input: dict[str, Any]) -> dict[str, Any]:
    """Return what tells whether an input is the same; of a conversation nothing has to be."""
    if "sources" not in graph_input:
        return {}
    return {
        "documents": {
            source["title"]: sha256(json.dumps(source, sort_keys=True).encode()).hexdigest()[:32]
            for source in graph_input["sources"]
        },
        "asked": graph_input["questions"],
        "wanted": len(graph_input["questions"]) or graph_input["n_questions"],
    }


def _difference(row: Row, graph: str, given: dict[str, Any]) -> str:
    """Return what differs between a thread and a command and what to do, or nothing."""
    before = json.loads(row.given)
    if row.graph != graph and not (before and given):
        return f"belongs to `{command_of(row.graph)}`: take --thread OTHER"
    otherwise = "take --thread OTHER, or --fresh to start over"
    if row.graph != graph:
        return f"was begun with {pattern_of(row.graph)}, not {pattern_of(graph)}: {otherwise}"
    if not given:
        return ""
    if before["asked"] != given["asked"]:
        return f"was begun with other questions (--ask): {otherwise}"
    if before["wanted"] != given["wanted"]:
        return f"was begun with {before['wanted']} questions, not {given['wanted']}: {otherwise}"
    if told := _documents_that_differ(before["documents"], given["documents"]):
        return f"was begun with other documents ({told}): {otherwise}"
    return ""


def _documents_that_differ(before: dict[str, str], now: dict[str, str]) -> str:
    differences = [
        *(f"{title!r} is new" for title in now if title not in before),
        *(f"{title!r} is missing" for title in before if title not in now),
        *(f"{title!r} has changed" for title in now if before.get(title, now[title]) != now[title]),
    ]
    more = len(differences) - 2
    return ", ".join(differences[:2]) + (f" and {more} more" if more > 0 else "")


def pattern_of(graph: str) -> str:
    """Return the option of the command line that chooses this FAQ graph."""
    return f"--pattern {graph.removeprefix('faq_').replace('_', '-')}"


def command_of(graph: str) -> str:
    """Return the command of the command line that runs this graph."""
    commands = {"support_router": "frontdesk route", "support_orchestrator": "frontdesk support"}
    return commands.get(graph) or f"frontdesk faq {pattern_of(graph)}"
