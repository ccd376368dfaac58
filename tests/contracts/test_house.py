"""The house: one name for a workflow in every room, imports in one direction, small files."""

import ast
import json
import re
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from frontdesk.settings import VARIABLES

ROOT = Path(__file__).parents[2]
PACKAGES = ("graphs", "nodes", "state", "frontdesk")
GRAPHS = sorted(path.stem for path in (ROOT / "graphs").glob("[a-z]*.py"))
MODULES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def imports_of(path: Path) -> set[str]:
    imported: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported |= {f"{node.module}.{alias.name}" for alias in node.names}
    return imported


def test_langgraph_json_lists_exactly_the_graph_files_and_describes_each() -> None:
    served = json.loads((ROOT / "langgraph.json").read_text())["graphs"]

    assert {name: entry["path"] for name, entry in served.items()} == {
        name: f"./graphs/{name}.py:graph" for name in GRAPHS
    }
    assert all(len(entry["description"]) > 20 for entry in served.values())


@pytest.mark.parametrize("graph", GRAPHS)
def test_a_workflow_has_its_steps_words_and_types_under_its_own_name(graph: str) -> None:
    stem = "faq" if graph.startswith("faq_") else graph

    for room in ("nodes", "nodes/prompts", "state"):
        assert (ROOT / room / f"{stem}.py").is_file()
    assert (ROOT / "tests" / "workflows" / f"test_{stem}.py").is_file()


@pytest.mark.parametrize("graph", GRAPHS)
def test_a_graph_file_is_wiring_and_nothing_else(graph: str) -> None:
    tree = ast.parse((ROOT / "graphs" / f"{graph}.py").read_text())

    kinds = {type(node) for node in tree.body}
    assert kinds <= {ast.Expr, ast.ImportFrom, ast.Assign}


@pytest.mark.parametrize(
    ("package", "forbidden"),
    [
        ("graphs", r"frontdesk"),
        (
            "nodes",
            r"graphs|frontdesk\.(?!errors|models\.(budget|call|draft|names)|documents|records|settings)[\w.]*",
        ),
        ("nodes", r"frontdesk\.records\.(manage|sql|imports|demo)"),
        ("state", r"graphs|nodes|frontdesk"),
        ("frontdesk/models", r"graphs|nodes|frontdesk\.(records|cli|server|testing|exports)"),
        ("frontdesk/documents", r"graphs|nodes|frontdesk\.(models|records|cli|server|testing)"),
        ("frontdesk/records", r"graphs|nodes|frontdesk\.(models|documents|cli|server|testing)"),
        ("frontdesk/records/imports", r"sqlalchemy|frontdesk\.records\.(sql|open|manage)"),
        ("frontdesk/exports", r"graphs|nodes|frontdesk\.(models|records|cli|server|testing)"),
    ],
)
def test_imports_point_one_way(package: str, forbidden: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in (ROOT / package).rglob("*.py")
        for name in imports_of(path)
        if re.match(rf"({forbidden})(\.|$)", name)
    ]

    assert wrong == []


def test_the_rules_of_the_records_know_no_sql() -> None:
    stems = ("entities", "rules", "products", "kinds", "store", "demo")
    records = ROOT / "frontdesk" / "records"

    imported = {name for stem in stems for name in imports_of(records / f"{stem}.py")}

    assert [
        name for name in imported if re.match(r"sqlalchemy|frontdesk\.records\.sql", name)
    ] == []


def test_no_file_is_larger_than_one_can_hold_in_mind() -> None:
    sizes = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in MODULES}

    assert {name: lines for name, lines in sizes.items() if lines > 400} == {}


def test_no_other_distribution_owns_our_packages() -> None:
    owners = packages_distributions()

    for package in PACKAGES:
        assert set(owners.get(package, [])) <= {"frontdesk"}


@pytest.mark.xdist_group("a_group")
def test_tests_that_share_what_is_slow_to_make_run_in_one_process(
    request: pytest.FixtureRequest,
) -> None:
    if not request.config.getoption("loadgroup", False):
        pytest.skip("tests are not distributed in groups")

    # The scheduler goes by this ending; without it each process would start its own graph server.
    assert request.node.nodeid.endswith("@a_group")


def test_the_example_environment_names_every_setting() -> None:
    example = (ROOT / ".env.example").read_text()

    missing = [name for name in VARIABLES if name not in example]

    assert missing == []
