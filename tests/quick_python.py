"""A Python that starts at once: what is not ours is imported already, and ours is not.

Usage: python quick_python.py SOCKET. For each request of quick_python_client.py a process is forked
that runs the script, the `-m module` or the `-c code` as Python does, in the client's folder, with
its environment and its streams. Of Frontdesk's own modules each such process imports what it needs
in its own order.
"""

import gc
import importlib
import io
import json
import os
import runpy
import signal
import socket
import sys
import threading
from contextlib import suppress
from types import ModuleType
from typing import Any

# What takes long to import. What is missing here is imported later, by each process anew.
FOREIGN = (
    *("langgraph.graph", "langgraph.func", "langgraph.checkpoint.sqlite.aio", "langsmith"),
    *("langchain.chat_models", "langchain_google_genai", "google.genai", "aiohttp.web"),
    *("sqlalchemy.dialects.sqlite", "psycopg", "bm25s", "textblob", "sentencex", "rapidfuzz"),
    *("lxml.html", "jinja2", "typer", "rich.progress", "pydantic_settings", "dotenv"),
)


def serve(address: str) -> None:
    """Fork a process for every connection; return in each process that is to run a program."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(address)
        listening.listen(64)
        sys.stdout.write("It listens.\n")
        sys.stdout.flush()
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever has ended is not waited for
        while True:
            connection, _ = listening.accept()
            if os.fork() == 0:
                break
            connection.close()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    request, streams = receive(connection)
    pid = os.fork()
    if pid:
        watch(pid, connection)
    connection.close()
    become(request, streams)


def receive(connection: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """Return what is to be run, and the descriptors of its standard streams."""
    said, streams, _, _ = socket.recv_fds(connection, 1 << 16, 3)
    while not said.endswith(b"\n"):
        said += connection.recv(1 << 16)
    return json.loads(said), streams


def watch(pid: int, connection: socket.socket) -> None:
    """Tell the client the program's process and how it ended, and kill it if the client dies."""

    has_ended = threading.Event()

    def kill_when_the_client_is_gone() -> None:
        with suppress(OSError):
            connection.recv(1)
        if not has_ended.is_set():
            os.kill(pid, signal.SIGKILL)

    threading.Thread(target=kill_when_the_client_is_gone, daemon=True).start()
    with suppress(OSError):
        connection.sendall(f"{pid}\n".encode())
    _, status = os.waitpid(pid, 0)
    has_ended.set()
    with suppress(OSError):
        connection.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def become(request: dict[str, Any], streams: list[int]) -> None:
    """Take over the streams, the folder, the environment and the arguments."""
    for standard, given in enumerate(streams):
        os.dup2(given, standard)
        os.close(given)
    encoding = sys.stdout.encoding
    sys.stdin = io.TextIOWrapper(open(0, "rb", closefd=False), encoding)
    sys.stdout = io.TextIOWrapper(
        open(1, "wb", closefd=False), encoding, line_buffering=os.isatty(1)
    )
    sys.stderr = io.TextIOWrapper(
        open(2, "wb", closefd=False), encoding, "backslashreplace", line_buffering=True
    )
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    sys.argv[:] = request["arguments"]


def run() -> None:
    """Run what the arguments say as Python does."""
    kind = sys.argv[0]
    if kind not in ("-c", "-m"):
        sys.path[0] = os.path.dirname(os.path.abspath(kind))
        runpy.run_path(kind, run_name="__main__")
        return
    what = sys.argv.pop(1)
    sys.path[0] = os.getcwd()
    if kind == "-m":
        runpy.run_module(what, run_name="__main__", alter_sys=True)
        return
    sys.modules["__main__"] = ModuleType("__main__")
    exec(compile(what, "<string>", "exec"), vars(sys.modules["__main__"]))


if __name__ == "__main__":
    for name in FOREIGN:
        importlib.import_module(name)
    gc.freeze()
    serve(sys.argv[1])
    run()
