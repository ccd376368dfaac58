"""Answer customers' messages in real processes: some kill themselves, some race.

Usage: python support_in_processes.py killed|raced WAY ..., of which each is graph or command. The
records and threads are where the environment says, the checkpoints in the working directory. The
processes part after a message was answered, so that what is slow is loaded once; no connection and
no thread is open by then.
"""

import asyncio
import gc
import json
import multiprocessing
import os
import signal
import sqlite3
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver
from langgraph.types import Command
from sqlalchemy import Engine, event

from frontdesk.cli.thread_run import thread_events
from frontdesk.cli.threads import Thread
from frontdesk.records.open import open_database
from frontdesk.records.sql.engine import writing
from frontdesk.records.sql.load import upsert
from frontdesk.testing.shop import busy_shop, three_requests, wrong_in
from graphs import support_orchestrator

FORK = multiprocessing.get_context("fork")
AT_ONCE = 4
RACES = 4
CUSTOMERS = 250
APPROVED = {"decision": "approve"}


class Writes:
    """The statements of this process that change a database or commit, and which one kills it."""

    count, deadly = 0, 0

    @classmethod
    def watch(cls) -> None:
        """Count from now on, also in the processes that part from this one."""
        event.listen(Engine, "before_cursor_execute", lambda *given: cls.before(given[2]))
        event.listen(Engine, "commit", lambda _: cls.before("COMMIT"))
        # What the checkpointer calls.
        setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Watched))  # noqa: B010

    @classmethod
    def before(cls, statement: str) -> None:
        """Count the statement that is about to be executed, or die."""
        if statement.startswith(("INSERT", "UPDATE", "DELETE", "COMMIT")):
            cls.count += 1
            if cls.count == cls.deadly:
                os.kill(os.getpid(), signal.SIGKILL)


class Watched(sqlite3.Connection):
    """A connection whose statements are counted."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.set_trace_callback(Writes.before)


async def by_graph(number: int) -> Any:
    """Answer a customer's message with the graph, or what is left of it; return the last state."""
    async with AsyncSqliteSaver.from_conn_string("checkpoints.sqlite") as saver:
        graph: Any = support_orchestrator.graph.copy(update={"checkpointer": saver})
        config = {"configurable": {"thread_id": f"talk-{number}"}}
        state = await graph.aget_state(config)
        given: Any = None if state.created_at else message_of(number)
        while not state.created_at or state.tasks:
            answers = {each.id: APPROVED for each in state.interrupts}
            given = Command(resume=answers) if answers else given
            await graph.ainvoke(given, config, context=context_of(number))
            given, state = None, await graph.aget_state(config)
        return state.values


async def by_command(number: int) -> Any:
    """Do the same as `frontdesk support --thread` does."""
    thread, context = Thread(f"talk-{number}"), context_of(number)
    values: Any = None
    async for subgraph, mode, data in thread_events(
        "support_orchestrator", message_of(number), context, thread, lambda _: APPROVED
    ):
        if mode == "values" and not subgraph:
            values = data
    return values


WAYS = {"graph": by_graph, "command": by_command}


def message_of(number: int) -> dict[str, Any]:
    """Return the customer's message: three requests, and one that is for a person."""
    text = f"{three_requests(number)} Please cancel order S-{50_000 + number}."
    return {"messages": [{"role": "user", "content": text}]}


def context_of(number: int) -> dict[str, Any]:
    """Return the settings, in which a person has to approve the return: it is worth more."""
    return {"customer_id": f"K-{number}", "approval_limit": 500}


def killed(way: str, number: int, kill_at: int) -> None:
    """Begin to answer the customer, and die before the write of this number."""
    Writes.count, Writes.deadly = 0, kill_at
    asyncio.run(WAYS[way](number))


def answered(way: str, *numbers: int) -> None:
    """Answer the customers, or what is left of it; tell the answers' numbers and what is wrong."""
    for number in numbers:
        state = asyncio.run(WAYS[way](number))
        case, returned, _ = (result["facts"] for result in state["results"])
        handover = state["handover"]["handover_id"]
        wrong = wrong_in(number, state)
        if handover not in state["reply"]:
            wrong.append("the reply tells no hand-over")
        said = [message.type for message in state["messages"]]
        if said != ["human", "ai"] * (len(said) // 2):
            wrong.append(f"the conversation is {said}")
        say([f"K-{number}", [case["case_id"], returned["rma_number"], handover], wrong])


def raced(server: str, ready: Any) -> None:
    """Answer the same messages as another server at the same moments."""
    os.mkdir(server)
    os.chdir(server)  # for checkpoints of its own
    for number in range(1, RACES + 1):
        ready.wait()
        answered("graph", number)


def say(line: Any) -> None:
    """Print a line in one piece, whatever other processes print."""
    os.write(sys.stdout.fileno(), f"{json.dumps(line)}\n".encode())


def together(target: Callable[..., None], *arguments: tuple[Any, ...]) -> list[int | None]:
    """Run the target in a process for each of the arguments; return how each has ended."""
    processes = [FORK.Process(target=target, args=each) for each in arguments]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return [process.exitcode for process in processes]


def main() -> None:
    """Do as the argument says."""
    with writing(open_database(demo=False)) as connection:
        upsert(connection, busy_shop(CUSTOMERS, datetime.now(UTC).date()))
    Writes.watch()
    how, *ways = sys.argv[1:]
    customers, kills = iter(range(CUSTOMERS)), []
    for way in ways:
        Writes.count = 0
        answered(way, next(customers))
        kills += [(way, next(customers), kill_at) for kill_at in range(1, Writes.count + 1)]
    open_database(demo=False).dispose()
    assert threading.active_count() == 1, "what is forked must have no threads"
    gc.freeze()
    if how == "raced":
        ready = FORK.Barrier(2)
        together(raced, ("one", ready), ("other", ready))
        for way in ("command", "command"):
            together(answered, (way, *range(1, RACES + 1)))
        return
    ends = [
        end
        for first in range(0, len(kills), AT_ONCE)
        for end in together(killed, *kills[first : first + AT_ONCE])
    ]
    assert ends.count(-signal.SIGKILL) >= 0.9 * len(ends), "the processes were not killed"
    for way in ways:
        begun = [number for each, number, _ in kills if each == way]
        together(answered, *((way, *begun[part::AT_ONCE]) for part in range(AT_ONCE)))


if __name__ == "__main__":
    main()
