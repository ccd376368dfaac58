"""The command line in processes forked from this one, in which everything is imported already.

For every line of JSON on standard input (`arguments`, `environment`, and `out` and `err`, the files
for its streams) a process is forked that runs the command; its number is printed, and its exit code
when it has ended.
"""

import importlib
import json
import os
import sys
from typing import Any

from frontdesk.cli.main import main

for module in ("frontdesk.cli.thread_run", "frontdesk.cli.making", "frontdesk.models.gemini"):
    importlib.import_module(module)
for pattern in ("chain", "parallel"):
    importlib.import_module(f"graphs.faq_{pattern}")


def run(command: dict[str, Any]) -> None:
    os.environ.update(command["environment"])
    for descriptor, path in enumerate((os.devnull, command["out"], command["err"])):
        opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        os.dup2(opened, descriptor)
        os.close(opened)
    sys.argv[1:] = command["arguments"]
    main()


if __name__ == "__main__":
    while line := sys.stdin.readline():
        child = os.fork()
        if child == 0:
            run(json.loads(line))
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()
