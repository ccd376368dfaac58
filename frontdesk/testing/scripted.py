"""A chat model that says what a test tells it to, and remembers what it was asked."""

import itertools
import json
import re
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, NamedTuple

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from pydantic import BaseModel, Field, PrivateAttr, SkipValidation

from frontdesk.models.structured import structured_output

Reply = str | dict[str, Any] | BaseModel | AIMessage | Exception

_METADATA = {"model_name": "scripted", "finish_reason": "STOP"}


class Asked(NamedTuple):
    """One call: the messages and the JSON schema of the answer, None where text is asked for."""

    messages: list[BaseMessage]
    schema: dict[str, Any] | None


class ScriptRanOutError(AssertionError):
    """The model was called more often than there are replies."""


class ScriptedChatModel(BaseChatModel):
    """A chat model that gives `replies` in the order of the calls.

    A reply is text; a dict or pydantic object, sent as JSON; a whole `AIMessage`; or an exception,
    which is raised. A function of the messages and the schema may stand for the list. Structured
    output is parsed from the reply's text, so a reply that does not fit the schema fails as a real
    model's would. A call beyond the last reply raises ScriptRanOutError.

    `asked` holds the calls so far.
    """

    replies: SkipValidation[
        list[Reply] | Callable[[list[BaseMessage], dict[str, Any] | None], Reply]
    ]
    asked: list[Asked] = Field(default_factory=list)
    _places: Iterator[int] = PrivateAttr(default_factory=itertools.count)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        *,
        response_schema: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        message = self._answer(messages, response_schema)
        return ChatResult(generations=[ChatGeneration(message=message)])

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return self._generate(messages, stop, **kwargs)

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        *,
        response_schema: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        for chunk in _chunks(self._answer(messages, response_schema)):
            if run_manager:
                run_manager.on_llm_new_token(chunk.text, chunk=chunk)
            yield chunk

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        *,
        response_schema: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        for chunk in _chunks(self._answer(messages, response_schema)):
            if run_manager:
                await run_manager.on_llm_new_token(chunk.text, chunk=chunk)
            yield chunk

    def with_structured_output(
        self,
        schema: dict[str, Any] | type,
        *,
        include_raw: bool = False,
        **kwargs: Any,
    ) -> Runnable[LanguageModelInput, Any]:
        """Return a runnable that fills `schema`: a Pydantic class, a TypedDict or a JSON schema."""
        return structured_output(self, schema, include_raw=include_raw)

    def _answer(self, messages: list[BaseMessage], schema: dict[str, Any] | None) -> AIMessage:
        self.asked.append(Asked(messages, schema))
        reply = self._next_reply(messages, schema)
        if isinstance(reply, Exception):
            raise reply
        return reply if isinstance(reply, AIMessage) else _message(reply, messages)

    def _next_reply(self, messages: list[BaseMessage], schema: dict[str, Any] | None) -> Reply:
        if callable(self.replies):
            return self.replies(messages, schema)
        place = next(self._places)
        if place >= len(self.replies):
            raise ScriptRanOutError(
                f"There are {len(self.replies)} replies, but this is call {place + 1}. It ends "
                f"with: {messages[-1].text[-200:]!r}"
            )
        return self.replies[place]


def _message(reply: str | dict[str, Any] | BaseModel, messages: list[BaseMessage]) -> AIMessage:
    if isinstance(reply, BaseModel):
        text = reply.model_dump_json()
    else:
        text = reply if isinstance(reply, str) else json.dumps(reply)
    read, written = sum(len(each.text.split()) for each in messages), len(text.split())
    usage = UsageMetadata(input_tokens=read, output_tokens=written, total_tokens=read + written)
    return AIMessage(content=text, usage_metadata=usage, response_metadata=_METADATA)


def _chunks(message: AIMessage) -> Iterator[ChatGenerationChunk]:
    """Yield the message's words one by one, then what else there is to it."""
    for word in re.findall(r"\S+\s*|\s+", message.text):
        yield ChatGenerationChunk(message=AIMessageChunk(content=word))
    ending = AIMessageChunk(
        content="",
        usage_metadata=message.usage_metadata,
        response_metadata=message.response_metadata,
        chunk_position="last",
    )
    yield ChatGenerationChunk(message=ending)
