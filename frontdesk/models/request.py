"""One request to one model: ask in the provider's way, and read the answer strictly."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.runnables import RunnableConfig
from langchain_core.runnables.config import ensure_config, merge_configs
from langgraph.constants import TAG_NOSTREAM
from pydantic import BaseModel, ValidationError

from frontdesk.errors import explain_validation
from frontdesk.models.draft import Draft
from frontdesk.models.failures import Failure, empty_answer, invalid_answer, stopped_early
from frontdesk.models.names import GEMINI, OFFLINE

# How Gemini, OpenAI and Anthropic say that an answer is complete.
_WHOLE = frozenset({"STOP", "END_TURN", "STOP_SEQUENCE", "TOOL_CALLS", "TOOL_USE"})


async def send(
    loaded: BaseChatModel,
    messages: Sequence[BaseMessage],
    *,
    model: str,
    schema: type[BaseModel] | None,
    options: dict[str, Any],
    config: RunnableConfig,
    draft: Draft | None = None,
) -> AIMessage:
    """Return the model's message. Raises whatever the provider's client raises.

    A text is streamed through `draft`, where there is one, and nothing else is.
    Gemini's own parser in LangChain repairs JSON that was cut off and takes it for an answer, so
    its text is asked for here, and read strictly afterwards.
    """
    asked = [*messages]
    config = {**config, "tags": [*config.get("tags", []), TAG_NOSTREAM]}
    if schema is None:
        if draft is not None:
            config = merge_configs(ensure_config(), config, {"callbacks": [draft]})
        return await loaded.ainvoke(asked, config, **options)
    if model == OFFLINE:
        return await loaded.ainvoke(asked, config, response_schema=_json_schema(schema))
    if model.startswith(f"{GEMINI}:"):
        return await loaded.ainvoke(
            asked,
            config,
            response_mime_type="application/json",
            response_json_schema=_json_schema(schema),
            **options,
        )
    structured = loaded.with_structured_output(schema, include_raw=True)
    # A chain that is named like the node would be taken for it, and what it gives streamed.
    config["run_name"] = f"{config.get('run_name', '')} (form)"
    answer: Any = await structured.ainvoke(asked, config, **options)
    message: AIMessage = answer["raw"]
    return message


def read_answer(
    message: AIMessage, schema: type[BaseModel] | None, *, step: str, model: str
) -> AIMessage | BaseModel | Failure:
    """Return the message, or the instance of `schema` that it holds, if it is whole and valid.

    Nothing is repaired: a value of another type, a field too many and text around the JSON are
    failures.
    """
    feedback = message.response_metadata.get("prompt_feedback") or {}
    if blocked := feedback.get("block_reason"):
        return stopped_early(_reason(blocked), step=step, model=model)
    has_content = bool(message.text.strip() or message.tool_calls)
    # Only Gemini always tells a reason, where it has something to say; the others' are read where
    # they do.
    silence = "" if model.startswith(f"{GEMINI}:") and has_content else "STOP"
    reason = _reason(message.response_metadata.get("finish_reason") or silence)
    if reason not in _WHOLE:
        return stopped_early(reason, step=step, model=model)
    if not has_content:
        return empty_answer(step=step, model=model)
    if schema is None:
        return message
    try:
        if message.tool_calls:
            return schema.model_validate(message.tool_calls[0]["args"], strict=True, extra="forbid")
        return schema.model_validate_json(message.text, strict=True, extra="forbid")
    except ValidationError as error:
        return invalid_answer(explain_validation(error), step=step, model=model)


def _reason(told: object) -> str:
    """Return a finish reason, which may be an enum's member, as one word in capitals."""
    return str(getattr(told, "name", told)).rpartition(".")[2].upper()


@cache
def _json_schema(schema: type[BaseModel]) -> dict[str, Any]:
    return schema.model_json_schema()
