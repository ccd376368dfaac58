"""The offline model as LangChain sees it: a chat model like any other."""

from collections.abc import Iterator, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.language_models.base import LangSmithParams
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable

from frontdesk.models.offline.respond import respond
from frontdesk.models.structured import structured_output

MODEL_NAME = "offline"

# Google's rule of thumb for English text: https://ai.google.dev/gemini-api/docs/tokens
_CHARACTERS_PER_TOKEN = 4


class OfflineChatModel(BaseChatModel):
    """A chat model that computes its answers from the prompt alone.

    It needs no network, key or download. It answers the prompts that Frontdesk writes: text for
    replies, JSON where a schema is bound. The same prompt always gets the same answer.
    """

    temperature: float | None = None
    max_tokens: int | None = None
    stop: list[str] | None = None

    @property
    def _llm_type(self) -> str:
        return MODEL_NAME

    def _get_ls_params(self, stop: list[str] | None = None, **kwargs: Any) -> LangSmithParams:
        params = super()._get_ls_params(stop=stop, **kwargs)
        model = kwargs.get("model") or MODEL_NAME
        return {**params, "ls_provider": MODEL_NAME, "ls_model_name": model}

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        *,
        response_schema: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        text = _cut(respond(messages, response_schema), stop or self.stop)
        message = AIMessage(
            content=text,
            usage_metadata=_usage(messages, text),
            response_metadata={"model_name": MODEL_NAME, "finish_reason": "STOP"},
        )
        return ChatResult(generations=[ChatGeneration(message=message)])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        *,
        response_schema: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        text = _cut(respond(messages, response_schema), stop or self.stop)
        for word in text.splitlines(keepends=True) if response_schema else _words(text):
            chunk = ChatGenerationChunk(message=AIMessageChunk(content=word))
            if run_manager:
                run_manager.on_llm_new_token(word, chunk=chunk)
            yield chunk
        yield ChatGenerationChunk(
            message=AIMessageChunk(
                content="",
                usage_metadata=_usage(messages, text),
                response_metadata={"model_name": MODEL_NAME, "finish_reason": "STOP"},
                chunk_position="last",
            )
        )

    def with_structured_output(
        self,
        schema: dict[str, Any] | type,
        *,
        include_raw: bool = False,
        **kwargs: Any,
    ) -> Runnable[LanguageModelInput, Any]:
        """Return a runnable that fills `schema`: a Pydantic class, a TypedDict or a JSON schema."""
        return structured_output(self, schema, include_raw=include_raw)


def _words(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        space = text.find(" ", start)
        end = len(text) if space < 0 else space + 1
        yield text[start:end]
        start = end


def _cut(text: str, stop: Sequence[str] | None) -> str:
    for word in stop or ():
        text = text.partition(word)[0]
    return text


def _usage(messages: Sequence[BaseMessage], text: str) -> UsageMetadata:
    read = sum(len(message.text) for message in messages) // _CHARACTERS_PER_TOKEN
    written = len(text) // _CHARACTERS_PER_TOKEN
    return {"input_tokens": read, "output_tokens": written, "total_tokens": read + written}
