"""Call a chat model: the one way in which nodes ask for text or for structured output."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar, overload

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.runnables import RunnableConfig
from langgraph.constants import TAG_NOSTREAM
from pydantic import BaseModel, ValidationError

from frontdesk.errors import ModelCallError, explain_validation
from frontdesk.models.clients import chat_model
from frontdesk.models.failures import call_failure
from frontdesk.models.names import GEMINI, OFFLINE
from state.usage import Usage, usage_of_call

# How Gemini, OpenAI and Anthropic say that an answer is complete.
_WHOLE = frozenset({"STOP", "END_TURN", "STOP_SEQUENCE", "TOOL_CALLS", "TOOL_USE"})

T = TypeVar("T")
Schema = TypeVar("Schema", bound=BaseModel)


@dataclass(frozen=True)
class Answered(Generic[T]):
    """A model's valid answer and what the call took."""

    value: T
    usage: Usage


@overload
async def call_model(
    messages: Sequence[BaseMessage], *, step: str, model: str
) -> Answered[AIMessage]: ...


@overload
async def call_model(
    messages: Sequence[BaseMessage], *, step: str, model: str, schema: type[Schema]
) -> Answered[Schema]: ...


async def call_model(
    messages: Sequence[BaseMessage],
    *,
    step: str,
    model: str,
    schema: type[BaseModel] | None = None,
) -> Answered[Any]:
    """Ask `model` (a name for `load_chat_model`) on behalf of `step`.

    Without `schema` the value is the model's message, which has text; with it, an instance of it.
    Raises ModelSetupError where no call can succeed and ModelCallError where this one gave no
    whole and valid answer.
    """
    loaded = await chat_model(model)
    started = time.perf_counter()
    try:
        answer = await _ask(loaded, messages, step=step, model=model, schema=schema)
    except Exception as error:
        raise call_failure(error, step=step, model=model) from error
    message = answer["raw"] if isinstance(answer, dict) else answer
    usage = _usage(message, step=step, model=model, seconds=time.perf_counter() - started)
    _check_whole(message, step)
    if schema is None:
        return Answered(message, usage)
    if isinstance(answer, dict) and answer["parsed"] is not None:
        return Answered(answer["parsed"], usage)
    try:
        return Answered(schema.model_validate_json(message.text), usage)
    except ValidationError as error:
        raise ModelCallError(
            f"The model's answer does not have the asked form: {explain_validation(error)}",
            code="invalid_answer",
            retryable=True,
        ) from error


async def _ask(
    loaded: BaseChatModel,
    messages: Sequence[BaseMessage],
    *,
    step: str,
    model: str,
    schema: type[BaseModel] | None,
) -> Any:
    """Return the model's message, or a dict with it where LangChain has parsed it.

    Gemini's own parser in LangChain repairs JSON that was cut off and takes it for an answer, so
    its text is asked for here, and validated strictly by the caller.
    """
    asked = [*messages]
    if schema is None:
        return await loaded.ainvoke(asked, {"run_name": step})
    config: RunnableConfig = {"run_name": step, "tags": [TAG_NOSTREAM]}
    if model == OFFLINE:
        return await loaded.ainvoke(asked, config, response_schema=_json_schema(schema))
    if model.startswith(f"{GEMINI}:"):
        return await loaded.ainvoke(
            asked,
            config,
            response_mime_type="application/json",
            response_json_schema=_json_schema(schema),
        )
    return await loaded.with_structured_output(schema, include_raw=True).ainvoke(asked, config)


@cache
def _json_schema(schema: type[BaseModel]) -> dict[str, Any]:
    return schema.model_json_schema()


def _usage(message: AIMessage, *, step: str, model: str, seconds: float) -> Usage:
    tokens = message.usage_metadata
    return usage_of_call(
        step,
        message.response_metadata.get("model_name") or model,
        input_tokens=tokens["input_tokens"] if tokens else 0,
        cached_tokens=tokens.get("input_token_details", {}).get("cache_read", 0) if tokens else 0,
        output_tokens=tokens["output_tokens"] if tokens else 0,
        seconds=seconds,
    )


def _check_whole(message: AIMessage, step: str) -> None:
    """Raise ModelCallError unless the model came to the end of what it had to say."""
    reason = str(message.response_metadata.get("finish_reason", "STOP"))
    if reason.upper() not in _WHOLE:
        raise ModelCallError(
            f"The model stopped early in {step} (finish reason {reason}).",
            code="incomplete_answer",
            retryable=True,
        )
    if not (message.text.strip() or message.tool_calls):
        raise ModelCallError(
            f"The model gave an empty answer in {step}.", code="empty_answer", retryable=True
        )
