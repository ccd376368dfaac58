"""No key, no network, no setting from outside: every test starts from the same ground."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from blockbuster import BlockBuster, blockbuster_ctx

ROOT = Path(__file__).parents[1]

_OURS = ("FRONTDESK_", "GOOGLE_", "GEMINI_", "LANGSMITH_", "LANGCHAIN_")


@pytest.fixture(autouse=True)
def no_outside_settings(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "live" in request.keywords:
        return
    for name in [*os.environ]:
        if name.startswith(_OURS):
            monkeypatch.delenv(name)
    monkeypatch.setenv("LANGGRAPH_STRICT_MSGPACK", "true")


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
