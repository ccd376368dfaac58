"""The quick Python that other tests start programs with does as a real one does."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

OURS = """
import sys
print({name for name in sys.modules if name.startswith(("frontdesk", "graphs", "nodes", "state"))})
"""
TALKING = """
import os, sys
print(sys.stdin.read().upper(), os.getcwd(), os.environ, sys.argv, __name__)
print("a remark", file=sys.stderr)
sys.exit(3)
"""
WAITING = """
import time
print("I wait.", flush=True)
time.sleep(60)
"""


def test_none_of_our_modules_is_imported_before_a_program_begins(quick_python: Path) -> None:
    done = subprocess.run([quick_python, "-c", OURS], capture_output=True, text=True, check=True)

    assert done.stdout == "set()\n"


def test_a_program_gets_what_it_is_given_and_ends_as_it_wants_to(
    quick_python: Path, tmp_path: Path
) -> None:
    def run(python: str | Path) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [python, "-c", TALKING, "a", "--b"],
            input="words " * 100_000,
            cwd=tmp_path,
            env={"LC_CTYPE": "C.UTF-8", "LONG": "n" * 100_000},
            capture_output=True,
            text=True,
            check=False,
        )

    quick, real = run(quick_python), run(sys.executable)

    assert (quick.returncode, quick.stderr) == (3, "a remark\n")
    assert quick.stdout == real.stdout


def test_an_error_is_told_with_its_traceback(quick_python: Path) -> None:
    done = subprocess.run([quick_python, "-c", "1 / 0"], stderr=subprocess.PIPE, text=True)

    assert done.returncode == 1
    assert done.stderr.startswith("Traceback (most recent call last):\n")
    assert done.stderr.endswith("ZeroDivisionError: division by zero\n")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_reaches_the_program(quick_python: Path, number: signal.Signals) -> None:
    with subprocess.Popen([quick_python, "-c", WAITING], stdout=-1, stderr=-1) as process:
        assert process.stdout
        process.stdout.readline()
        process.send_signal(number)

        assert process.wait(timeout=30) == -number


def test_a_program_dies_with_whoever_started_it(quick_python: Path) -> None:
    reading, writing = os.pipe()
    with subprocess.Popen([quick_python, "-c", WAITING], stdout=writing) as process:
        os.close(writing)
        with open(reading) as shown:
            shown.readline()
            process.kill()

            assert shown.read() == ""  # nobody holds the other end any more
