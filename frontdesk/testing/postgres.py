"""A Postgres server for one test run: real, in a folder of its own, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_DEBIAN = "/usr/lib/postgresql"


class PostgresMissing(RuntimeError):
    """No Postgres can be started here, for the reason given."""


@contextmanager
def temporary_postgres() -> Iterator[str]:
    """Start a server that listens on a Unix socket only; give the URL of its first database.

    Postgres refuses to run as root, so that root starts it as the user postgres or nobody. Raises
    PostgresMissing where initdb and pg_ctl are not installed or do not work.
    """
    initdb, pg_ctl = _program("initdb"), _program("pg_ctl")
    # Not pytest's folder: others may not enter it, and a socket's path has to be short.
    folder = Path(tempfile.mkdtemp(prefix="frontdesk-postgres-"))
    data, log = folder / "data", folder / "server.log"
    try:
        prefix = _as_other_user(folder)
        _run(
            "initdb",
            [
                *(*prefix, initdb, "-D", data, "-U", "frontdesk", "--auth=trust", "--no-sync"),
                *("--encoding=UTF8", "--locale=C"),
            ],
        )
        # What a crash of the machine would lose is of no matter here.
        options = f"-k {folder} -c listen_addresses= -c fsync=off -c max_connections=100"
        control = [*prefix, pg_ctl, "-D", data, "-w", "-t", "60"]
        _run("pg_ctl start", [*control, "-l", log, "-o", options, "start"])
        try:
            yield f"postgresql://frontdesk@/postgres?host={folder}"
        finally:
            _run("pg_ctl stop", [*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _program(name: str) -> str:
    found = shutil.which(name) or next(
        (str(path) for path in sorted(Path(_DEBIAN).glob(f"*/bin/{name}"), reverse=True)), None
    )
    if found is None:
        raise PostgresMissing(f"{name} is neither in PATH nor in {_DEBIAN}: install postgresql")
    return found


def _as_other_user(folder: Path) -> list[str | Path]:
    if os.geteuid() != 0:
        return []
    users = [user.pw_name for user in pwd.getpwall() if user.pw_name in ("postgres", "nobody")]
    if not users or shutil.which("runuser") is None:
        raise PostgresMissing("root cannot start Postgres without runuser and another user")
    user = "postgres" if "postgres" in users else users[0]
    shutil.chown(folder, user)
    return ["runuser", "-u", user, "--"]


def _run(name: str, command: list[str | Path]) -> None:
    # The server keeps what it inherits, so that a pipe would never end.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd="/", check=False
        )
        if done.returncode:
            output.seek(0)
            said = output.read().decode(errors="replace").strip()
            raise PostgresMissing(f"{name} failed: {said[-500:]}")
