"""The artefact: the wheel, installed into an empty environment, runs from an empty folder."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index"]
    subprocess.run(
        [*build, "--no-build-isolation", "--wheel-dir", folder, ROOT],
        check=True,
        env=ENVIRONMENT,
    )
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel alone; what it depends on is borrowed from this environment."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "--python", python, "install"),
            *("--quiet", "--no-deps", "--no-index", wheel),
        ],
        check=True,
        env=ENVIRONMENT,
    )
    packages = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    # A path added like this brings packages, but not the link to this checkout beside them.
    Path(packages, "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    return home / "bin"


def test_the_wheel_holds_the_four_packages_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    folders = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert folders == {"graphs", "nodes", "state", "frontdesk"}
    for package in folders:
        files = {path for path in (ROOT / package).rglob("*") if path.is_file()}
        sources = {path for path in files if path.suffix != ".pyc"}
        assert {str(path.relative_to(ROOT)) for path in sources} <= set(names)


def test_the_installed_command_makes_an_faq_from_an_empty_folder(
    installed: Path, tmp_path: Path
) -> None:
    (tmp_path / "page.md").write_text("# Cloakroom\n\nCoats are kept for two euros a day.")

    done = subprocess.run(
        [installed / "frontdesk", "faq", "page.md", "--ask", "What does keeping a coat cost?"],
        cwd=tmp_path,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "two euros" in done.stdout
    assert "Source: Cloakroom" in done.stdout


def test_the_installed_command_makes_a_web_page(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("# Cloakroom\n\nCoats are kept for two euros a day.")

    done = subprocess.run(
        [installed / "frontdesk", "faq", "page.md", "--questions", "1", "--format", "html"],
        cwd=tmp_path,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("<!doctype html>")
    assert "two euros" in done.stdout


def test_the_installed_packages_are_the_wheels_own(installed: Path, tmp_path: Path) -> None:
    code = "import graphs, nodes, state, frontdesk; print(graphs.__file__, frontdesk.__file__)"

    done = subprocess.run(
        [installed / "python", "-c", code],
        cwd=tmp_path,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert str(ROOT) not in done.stdout
    assert done.stdout.count(str(installed.parent)) == 2
