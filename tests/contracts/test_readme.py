"""The README is true: its commands and snippets run, and what it names exists."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from frontdesk.testing.gemini import FakeGemini

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
COMMANDS = [
    line.removeprefix("$ ")
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
]
SNIPPETS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
SERVER = "http://127.0.0.1:2024"
GEMINI = "http://127.0.0.1:8585"


def cases(texts: list[str]) -> list[Any]:
    """Return the texts as cases of a test, those that need the graph server in its group."""
    group = pytest.mark.xdist_group("server_url")
    return [pytest.param(text, marks=[group] if SERVER in text else []) for text in texts]


def run(
    command: list[str] | str, programs: Path = Path(sys.executable).parent
) -> "subprocess.CompletedProcess[str]":
    """Run the command in the checkout; a shell's line finds `frontdesk` among the programs."""
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        command,
        shell=isinstance(command, str),
        cwd=ROOT,
        env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def fake_gemini() -> Iterator[str]:
    with FakeGemini() as gemini:
        yield gemini.url


@pytest.mark.parametrize(
    "command",
    cases([c for c in COMMANDS if "frontdesk" in c and not c.startswith("frontdesk fake")]),
)
def test_a_command_of_the_readme_runs(
    command: str,
    fake_gemini: str,
    quick_python: Path,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    if SERVER in command:
        command = command.replace(SERVER, request.getfixturevalue("server_url"))
    command = command.replace(GEMINI, fake_gemini)

    for each in [*makers_of_what_it_reads(command), command]:
        done = run(each.replace("/tmp/", f"{tmp_path}/"), quick_python.parent)

        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr


def makers_of_what_it_reads(command: str) -> list[str]:
    """Return the commands of the README that write a file which this one reads."""
    written = r"-o (/tmp/[\w.]+)"
    read = set(re.findall(r"/tmp/[\w.]+", re.sub(written, "", command)))
    return [each for each in COMMANDS if each != command and read & {*re.findall(written, each)}]


def test_the_readme_shows_how_to_serve_a_fake_gemini() -> None:
    [command] = [command for command in COMMANDS if command.startswith("frontdesk fake-gemini")]

    assert f"--port {GEMINI.rpartition(':')[2]}" in command
    assert run(f"{command} --help").returncode == 0


@pytest.mark.parametrize("target", [c for c in COMMANDS if c.startswith("make")])
def test_a_target_of_the_readme_exists(target: str) -> None:
    done = run(f"{target} --dry-run")

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("snippet", cases(SNIPPETS))
def test_a_snippet_of_the_readme_runs(
    snippet: str, quick_python: Path, request: pytest.FixtureRequest
) -> None:
    if SERVER in snippet:
        snippet = snippet.replace(SERVER, request.getfixturevalue("server_url"))

    done = run([str(quick_python), "-c", snippet])

    assert done.returncode == 0, done.stderr
    assert "Returns" in done.stdout or "A-12345" in done.stdout


def test_every_path_that_the_readme_names_exists() -> None:
    named = set(re.findall(r"`((?:graphs|nodes|state|frontdesk|samples|tests)/[\w/.-]*)`", README))

    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_readme_explains_every_setting_of_the_environment() -> None:
    example = (ROOT / ".env.example").read_text()
    variables = set(re.findall(r"^#?((?:FRONTDESK|GOOGLE|LANGSMITH)_\w+)=", example, re.MULTILINE))

    assert {name for name in variables if name.startswith("LANGSMITH")} <= set(
        re.findall(r"\w+", README)
    )
    assert {"FRONTDESK_MODEL", "FRONTDESK_FAST_MODEL", "GOOGLE_API_KEY"} <= variables


def test_the_demo_shows_the_main_job() -> None:
    done = run([sys.executable, "samples/demo.py"])

    assert done.returncode == 0, done.stderr
    assert done.stdout.count("Source:") >= 6
    for sign in ("Technical Support", "Billing Inquiry", "General Question", "RMA-", "CASE-"):
        assert sign in done.stdout
    assert done.stderr.count("offline model answers") == 1
