"""A graph's output as JSON."""

import json
from collections.abc import Sequence

from langchain_core.messages import AnyMessage, convert_to_openai_messages

from frontdesk.exports.links import web_address
from state.faq import FAQOutput, Source
from state.support_orchestrator import OrchestratorOutput
from state.support_router import RouterOutput


def as_json(output: FAQOutput | RouterOutput | OrchestratorOutput) -> str:
    """Return the output as it is, with its messages as objects of `role` and `content`."""
    plain = {
        field: plain_messages(value) if field == "messages" else value  # type: ignore[arg-type]
        for field, value in output.items()
    }
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"


def faq_json(output: FAQOutput, sources: Sequence[Source]) -> str:
    """Return the FAQ as it is and, where sources are on the web, their `addresses` by title."""
    addresses = {
        source["title"]: address
        for source in sources
        if (address := web_address(source.get("url")))
    }
    plain = {**output, "addresses": addresses} if addresses else output
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"


def plain_messages(messages: list[AnyMessage]) -> list[dict[str, str]]:
    """Return the messages, objects or a server's JSON, as objects of `role` and `content`."""
    converted = convert_to_openai_messages(messages, text_format="string")
    return [{"role": message["role"], "content": message["content"]} for message in converted]
