"""Run a piece of code in several real processes, all at once or one after another.

Usage: python in_processes.py at-once|in-turn COUNT CODE. The code sees its process's `number`; what
it prints comes out as a line. The imports are done before the processes part, so that they are
ready at the same moment; nothing is opened by then.
"""

import multiprocessing
import os
import sys
import traceback
from multiprocessing.synchronize import Barrier

from sqlalchemy import Engine, event

from frontdesk.records.open import open_records


def say(line: object) -> None:
    """Print a line in one piece, whatever other processes print."""
    os.write(sys.stdout.fileno(), f"{line}\n".encode())


SEEN = {"Engine": Engine, "event": event, "open_records": open_records, "print": say}


def run(code: str, number: int, ready: Barrier | None) -> None:
    """Run the code when all are ready."""
    if ready:
        ready.wait()
    try:
        exec(code, {**SEEN, "number": number})
    except Exception:
        traceback.print_exc()


def main() -> None:
    """Start the processes as asked and wait for all."""
    how, count, code = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    context = multiprocessing.get_context("fork")
    ready = context.Barrier(count) if how == "at-once" else None
    processes = [context.Process(target=run, args=(code, number, ready)) for number in range(count)]
    for process in processes:
        process.start()
        if how == "in-turn":
            process.join()
    for process in processes:
        process.join()


if __name__ == "__main__":
    main()
