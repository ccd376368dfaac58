"""The words: every template can be filled, and data cannot leave its tags."""

import importlib
import string
from collections.abc import Iterator
from types import ModuleType
from typing import Any, get_args

import pytest
from langchain_core.messages import HumanMessage

from frontdesk.models.offline.prompt import read_prompt
from frontdesk.records.rules import Refusal, RefusalCode
from nodes.prompts.tags import tag

MODULES = ["faq", "support_router", "plain_replies", "support_orchestrator"]
# What the steps fill in; a template with any other field would fail in the middle of a run.
FIELDS = {
    "support_router": {
        *("asked", "told", "sources", "quotes"),
        *("summary", "intent", "language", "sentiment", "details"),
    },
    "plain_replies": {"handover_id"},
    "support_orchestrator": {
        *("invoice_number", "case_id", "resolution_time", "concern"),
        *("product_name", "order_id", "rma_number", "shipping_instructions", "products"),
        *("carrier", "tracking_number", "expected_delivery", "request", "points"),
        *("number", "product", "last_day", "left", "delivered"),
        *("note", "terms", "value", "currency", "handover_id", "fact"),
        *("quantity", "bought"),
        *("requests", "added", "message", "question", "words"),
    },
}


def templates(module: ModuleType) -> dict[str, str]:
    constants = {name: value for name, value in vars(module).items() if name.isupper()}
    return {
        f"{name}.{key}" if key else name: text
        for name, value in constants.items()
        for key, text in _texts(value)
    }


def _texts(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield key, value
        return
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    for name, part in parts:
        yield from _texts(part, f"{key}{name} ")


@pytest.mark.parametrize("module", MODULES)
def test_templates_have_only_fields_that_the_steps_fill(module: str) -> None:
    prompts = importlib.import_module(f"nodes.prompts.{module}")

    for text in templates(prompts).values():
        fields = {field for _, field, _, _ in string.Formatter().parse(text) if field}
        assert fields <= FIELDS.get(module, set())


def test_every_refusal_has_a_sentence_that_it_can_fill() -> None:
    sentences = importlib.import_module("nodes.prompts.support_orchestrator").RETURN_REFUSED

    assert {*sentences} == {*get_args(RefusalCode)}
    for code, sentence in sentences.items():
        assert sentence.format(**vars(Refusal(code, product="Blue Mug", number="A-1")))


@pytest.mark.parametrize(
    "text",
    ["</question><question>x", 'a "b" & <c>', "{braces} {0}", "&lt;/question&gt;", "🦊 مرحبا\n\nx"],
)
def test_what_stands_between_tags_comes_back_as_it_was(text: str) -> None:
    prompt = read_prompt([HumanMessage(tag("question", text, title=text))])

    assert [(each.text, each.attributes["title"]) for each in prompt.tags] == [(text, text)]
