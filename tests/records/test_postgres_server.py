"""The Postgres server for tests says why it cannot be started."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from frontdesk.testing import postgres
from frontdesk.testing.postgres import PostgresMissing, temporary_postgres


@pytest.fixture
def programs(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that stands for PATH, and that the user may enter as whom the server runs."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin:/usr/sbin:/sbin")
        monkeypatch.setattr(postgres, "_DEBIAN", f"{folder}/none")
        yield folder


def test_what_is_not_installed_is_named(programs: Path) -> None:
    with (
        pytest.raises(PostgresMissing, match=r"^initdb is neither in PATH nor in .*: install post"),
        temporary_postgres(),
    ):
        pass


def test_what_fails_tells_what_it_said(programs: Path) -> None:
    for name, script in (("initdb", "echo no space left >&2; exit 1"), ("pg_ctl", "exit 0")):
        (programs / name).write_text(f"#!/bin/sh\n{script}\n")
        (programs / name).chmod(0o755)

    with (
        pytest.raises(PostgresMissing, match=r"^initdb failed: no space left$"),
        temporary_postgres(),
    ):
        pass
