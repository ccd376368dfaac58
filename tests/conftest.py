"""No key, no network, no setting from outside: every test starts from the same ground."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from blockbuster import BlockBuster, blockbuster_ctx

import frontdesk.models.schedule
from frontdesk.records.open import close_records

if TYPE_CHECKING:
    from frontdesk.testing.langsmith import FakeLangSmith

ROOT = Path(__file__).parents[1]

_OURS = ("FRONTDESK_", "GOOGLE_", "GEMINI_", "LANGSMITH_", "LANGCHAIN_", "DATABASE_URL")
_SECONDS_TO_START = 90
# What takes seconds to make: the tests that share it run in one process (`--dist loadgroup`).
_MADE_ONCE = ("browser", "program", "server_url", "wheel", "without_text")


def pytest_configure() -> None:
    # Tests that are started in the background ignore an interruption, and so would every program
    # that they start and interrupt.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    for item in items:
        for name in {*_MADE_ONCE} & {*item.fixturenames}:
            item.add_marker(pytest.mark.xdist_group(name))


@pytest.fixture(autouse=True)
def no_outside_settings(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "live" in request.keywords:
        return
    for name in [*os.environ]:
        if name.startswith(_OURS):
            monkeypatch.delenv(name)
    monkeypatch.setenv("LANGGRAPH_STRICT_MSGPACK", "true")
    monkeypatch.setenv("FRONTDESK_RETRY_SECONDS", "0.01")
    # What a process has learned of its models is of no test's business.
    frontdesk.models.schedule._schedule.cache_clear()


@pytest.fixture(autouse=True)
def records_of_its_own(
    no_outside_settings: None,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """Keep what a test records in a new folder, never in the home of whoever runs the tests."""
    monkeypatch.setenv("FRONTDESK_HOME", str(tmp_path_factory.mktemp("home")))
    yield
    close_records()


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves this machine."""
    if "live" in request.keywords:
        return
    connect = socket.socket.connect

    def connect_to_loopback_only(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not str(address[0]).startswith(("127.", "::1")):
            raise AssertionError(f"A test tried to connect to {address!r}.")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_to_loopback_only)


@pytest.fixture
def no_blocking_calls() -> Iterator[BlockBuster]:
    """Fail a test whose code blocks the event loop, as the graph server does."""
    with blockbuster_ctx() as blockbuster:
        # The test itself may wait for the loopback server to start.
        waiting = blockbuster.functions["threading.Lock.acquire"]
        waiting.can_block_in("frontdesk/testing/loopback.py", {"start", "stop"})
        yield blockbuster


@pytest.fixture(scope="session")
def quick_python() -> Iterator[Path]:
    """A Python for programs of which many are started, with Frontdesk's command beside it.

    quick_python.py tells how it differs from a real one.
    """
    # Not pytest's folder: a socket's path has to be short.
    folder = Path(tempfile.mkdtemp(prefix="frontdesk-python-"))
    python, command = folder / "python", folder / "frontdesk"
    client = (ROOT / "tests" / "quick_python_client.py").read_text()
    python.write_text(f"#!{sys.executable} -IS\n{client}")
    installed = Path(sys.executable).with_name("frontdesk")
    command.write_text(f'#!/bin/sh\nexec {python} {installed} "$@"\n')
    for program in (python, command):
        program.chmod(0o700)
    with subprocess.Popen(
        [sys.executable, ROOT / "tests" / "quick_python.py", folder / "socket"],
        env={**_environment(), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout
        assert server.stdout.readline() == "It listens.\n"
        yield python
        server.kill()
    shutil.rmtree(folder)


def _environment() -> dict[str, str]:
    """Return what stands in the environment without settings of ours or of the tests."""
    ours = (*_OURS, "PYTEST_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


@pytest.fixture(scope="session")
def server_traces() -> Iterator["FakeLangSmith"]:
    """Where the graph server sends its traces."""
    from frontdesk.testing.langsmith import FakeLangSmith

    with FakeLangSmith() as langsmith:
        yield langsmith


@pytest.fixture(scope="session")
def server_url(
    tmp_path_factory: pytest.TempPathFactory, server_traces: "FakeLangSmith"
) -> Iterator[str]:
    """Start the graph server as `make dev` does, on a copy, so that what it writes stays there.

    Its traces go to `server_traces`, without text.
    """
    house = tmp_path_factory.mktemp("server")
    for package in ("graphs", "nodes", "state", "frontdesk"):
        shutil.copytree(ROOT / package, house / package)
    for file in ("langgraph.json", "pyproject.toml"):
        shutil.copy(ROOT / file, house)
    (house / ".env").write_text(
        (ROOT / ".env.example").read_text()
        + f"LANGSMITH_TRACING=true\nLANGSMITH_ENDPOINT={server_traces.url}\n"
        + "LANGSMITH_API_KEY=a-key\nFRONTDESK_TRACE_TEXT=false\n"
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = house / "server.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [
                *(Path(sys.executable).parent / "langgraph", "dev", "--no-browser"),
                *("--no-reload", "--port", str(port)),
            ],
            cwd=house,
            env={
                **_environment(),
                "PYTHONPATH": str(house),
                "FRONTDESK_HOME": str(house / "home"),
                "LANGGRAPH_CLI_NO_ANALYTICS": "1",
            },
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_ready(f"http://127.0.0.1:{port}/ok", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait_until_ready(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"The graph server did not start:\n{log.read_text()[-4000:]}")
