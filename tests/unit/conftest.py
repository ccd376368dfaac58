"""Google's clients close nothing until they are collected; here that is done after each test."""

from collections.abc import Iterator
from typing import Any

import pytest
from google.genai import Client


@pytest.fixture(autouse=True)
def no_connection_is_left_open(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    opened: list[Client] = []
    make = Client.__init__

    def make_and_keep(self: Client, *arguments: Any, **options: Any) -> None:
        make(self, *arguments, **options)
        opened.append(self)

    monkeypatch.setattr(Client, "__init__", make_and_keep)
    yield
    for client in opened:
        client.close()
