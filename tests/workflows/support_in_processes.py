"""Answer one message in several real processes, some of which kill themselves.

Usage: python support_in_processes.py FOLDER at-once, or FOLDER killed KILLS. Each line that comes
out has the folder in which the records are and, for each process that lived, the numbers that it
was given. The processes part after the imports, with nothing opened; what is slow is loaded once.
"""

import asyncio
import json
import multiprocessing
import os
import signal
import sys
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver
from sqlalchemy import Engine, event

from frontdesk.models.offline.planning.completions import complete_tasks
from frontdesk.records.open import close_records, open_records
from graphs.support_orchestrator import graph

MESSAGE = (
    "I want to return the SuperWidget 5000. On invoice INV-7890 I was charged twice. "
    "Where is my order A-12345? Please cancel order A-12402."
)
FORK = multiprocessing.get_context("fork")


async def run(checkpoints: str, count: Any) -> Any:
    """Run the message, or what is left of it, and return the state."""
    async with AsyncSqliteSaver.from_conn_string(checkpoints) as saver:
        keeping: Any = graph.builder.compile(checkpointer=saver)
        config = {"configurable": {"thread_id": "one"}}
        state = await keeping.aget_state(config)
        given = None if state.next else {"messages": [{"role": "user", "content": MESSAGE}]}
        async for _ in keeping.astream(given, config, stream_mode="updates"):
            count()
        return (await keeping.aget_state(config)).values


def work(folder: Path, kill_at: int, results: Any, ready: Barrier | None = None) -> None:
    """Do it in this process, which dies at its `kill_at`-th event: a statement, commit or step."""
    seen = 0

    def count(*_: object) -> None:
        nonlocal seen
        seen += 1
        if seen == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    if ready:
        ready.wait()
    event.listen(Engine, "before_cursor_execute", count)
    event.listen(Engine, "commit", count)
    values = asyncio.run(run(str(folder / "checkpoints.sqlite"), count))
    returned, case, _ = (result["facts"] for result in values["results"])
    results.put([returned["rma_number"], case["case_id"], values["handover"]["handover_id"], seen])


def seed(folder: Path) -> None:
    """Make the records beforehand, so that all events are those of the message."""
    folder.mkdir(exist_ok=True)
    os.environ["FRONTDESK_HOME"] = str(folder)
    open_records()
    close_records()


def start(folder: Path, kill_at: int, ready: Barrier | None = None) -> Any:
    """Start a process; return it and where its numbers come."""
    results = FORK.SimpleQueue()
    process = FORK.Process(target=work, args=(folder, kill_at, results, ready))
    process.start()
    return process, results


def finish(started: Any) -> Any:
    """Return the numbers, or None of a process that was killed."""
    process, results = started
    process.join()
    return None if process.exitcode == -signal.SIGKILL else results.get()


def main() -> None:
    """Do as the arguments say."""
    folder, how = Path(sys.argv[1]), sys.argv[2]
    complete_tasks(MESSAGE, [])
    seed(folder)
    if how == "at-once":
        ready = FORK.Barrier(2)
        both = [start(folder, 0, ready) for _ in range(2)]
        say(folder, [*map(finish, both), finish(start(folder, 0))])
        return
    *_, events = finish(start(folder, 0))
    for kill_at in range(1, events + 1, max(1, events // int(sys.argv[3]))):
        each = folder / str(kill_at)
        seed(each)
        assert finish(start(each, kill_at)) is None
        say(each, [finish(start(each, 0))])


def say(folder: Path, numbers: Any) -> None:
    """Print one line of the results."""
    sys.stdout.write(json.dumps([str(folder), numbers]) + "\n")


if __name__ == "__main__":
    main()
