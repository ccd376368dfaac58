"""The drawings of the graphs are golden files; `PICTURES=write make test` redraws them."""

import importlib
import json
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GRAPHS = sorted(json.loads((ROOT / "langgraph.json").read_text())["graphs"])


@pytest.mark.parametrize("name", GRAPHS)
def test_a_graph_is_drawn_as_its_picture(name: str) -> None:
    graph = importlib.import_module(f"graphs.{name}").graph
    picture = ROOT / "tests" / "workflows" / "pictures" / f"{name}.mmd"

    drawn = graph.get_graph(xray=True).draw_mermaid()

    if os.environ.get("PICTURES") == "write":
        picture.write_text(drawn)
    assert drawn == picture.read_text()


@pytest.mark.parametrize("name", GRAPHS)
def test_the_readme_shows_the_picture(name: str) -> None:
    picture = (ROOT / "tests" / "workflows" / "pictures" / f"{name}.mmd").read_text()

    assert picture.strip() in (ROOT / "README.md").read_text()


@pytest.mark.parametrize("name", GRAPHS)
def test_a_graph_explains_its_input_and_settings_in_studio(name: str) -> None:
    graph = importlib.import_module(f"graphs.{name}").graph

    inputs = graph.get_input_jsonschema()["properties"]
    settings = graph.get_context_jsonschema()["properties"]

    assert [key for key, field in inputs.items() if not field.get("description")] == []
    assert [key for key, field in settings.items() if not field.get("description")] == []
    assert [key for key, field in settings.items() if "default" not in field] == []


@pytest.mark.parametrize("name", GRAPHS)
def test_the_settings_of_a_step_name_steps_that_exist(name: str) -> None:
    every_node = {
        node
        for other in GRAPHS
        for node in importlib.import_module(f"graphs.{other}").graph.get_graph(xray=True).nodes
    }
    steps = {node.rpartition(":")[2] for node in every_node}

    settings = importlib.import_module(f"graphs.{name}").graph.get_context_jsonschema()
    for field in settings["properties"].values():
        assert set(field.get("langgraph_nodes", [])) <= steps
