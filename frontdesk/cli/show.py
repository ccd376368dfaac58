"""What reaches the user: results on standard output or in a file, sentences on standard error."""

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn, TextIO

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.text import Text

from frontdesk.errors import (
    FrontdeskError,
    InputError,
    ModelSetupError,
    RecordsError,
    explain_validation,
)
from frontdesk.exports.terminal import COLUMNS, visible

FAILED = 1
BAD_INPUT = 2
INTERRUPTED = 130


@contextmanager
def errors_as_sentences() -> Iterator[None]:
    """Turn errors that users may see into a sentence on standard error and an exit code.

    Anything else passes through with its traceback: it is a bug.
    """
    try:
        yield
    except (InputError, ModelSetupError, RecordsError) as error:
        stop(str(error), BAD_INPUT)
    except FrontdeskError as error:
        stop(str(error), FAILED)
    except ValidationError as error:
        stop(explain_validation(error), BAD_INPUT)
    except KeyboardInterrupt:
        stop("Interrupted.", INTERRUPTED)


def stop(sentence: str, code: int) -> NoReturn:
    """Say why and end the command with the exit code."""
    tell(sentence)
    raise typer.Exit(code)


def tell(sentence: str) -> None:
    """Write a line to standard error."""
    _write(sys.stderr, visible(sentence) + "\n")


def check_output(path: str, inputs: Sequence[str] = (), option: str = "-o") -> None:
    """Raise InputError if no file can be written at `path` or it is one of the inputs."""
    if not path or path == "-":
        return
    target = Path(path)
    if target.is_dir():
        raise InputError(f"{option} {path} is a folder; name a file in it.")
    if target.is_file() and any(
        os.path.exists(given) and os.path.samefile(given, target) for given in inputs
    ):
        raise InputError(f"{option} {path} would overwrite one of the documents.")
    try:
        if _is_replaceable(target):
            with tempfile.TemporaryFile(dir=target.resolve().parent):
                return
        with target.open("a"):
            return
    except OSError as error:
        raise InputError(f"{option} {path} cannot be written: {error.strerror}.") from error


def write_result(result: str | Text, path: str) -> None:
    """Write the result to the file at `path`, whole or not at all, or to standard output."""
    if path and path != "-":
        try:
            _write_file(str(result), Path(path))
        except OSError as error:
            raise InputError(f"{path} cannot be written: {error.strerror}.") from error
        tell(f"Written to {path}.")
    elif isinstance(result, Text) and sys.stdout.isatty():
        Console().print(result, end="", highlight=False, soft_wrap=True)
    else:
        _write(sys.stdout, str(result))


def text_columns() -> int:
    """Return how wide text may be: less than usual where the terminal is."""
    return min(COLUMNS, shutil.get_terminal_size().columns) if sys.stdout.isatty() else COLUMNS


def leave(code: int) -> NoReturn:
    """End the process at once.

    A thread that computes, as the offline model's does, cannot be cancelled, and an ordinary exit
    would wait for it.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text)
        stream.flush()
    except OSError as error:
        # What is still buffered must go nowhere, or it would fail again when Python exits.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
        if not isinstance(error, BrokenPipeError):  # which means that the reader has had enough
            raise InputError(f"The result cannot be written: {error.strerror}.") from error


def _is_replaceable(target: Path) -> bool:
    """Return whether `target` is a file or nothing yet, and no device or pipe."""
    return not target.exists() or stat.S_ISREG(target.stat().st_mode)


def _write_file(text: str, target: Path) -> None:
    if not _is_replaceable(target):
        target.write_text(text, encoding="utf-8", errors="replace")
        return
    target = target.resolve()
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask()
    descriptor, unfinished = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with open(descriptor, "w", encoding="utf-8", errors="replace") as file:
            file.write(text)
        os.chmod(unfinished, mode)
        os.replace(unfinished, target)
    except BaseException:
        os.unlink(unfinished)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
