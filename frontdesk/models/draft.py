"""Stream a text as a model writes it, but no sentence that has not passed a check."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from langchain_core.callbacks import AsyncCallbackHandler
from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_core.outputs import ChatGenerationChunk, GenerationChunk
from langgraph.config import get_stream_writer
from langgraph.graph.message import push_message

from state.item import Withdrawn

_SENTENCE_END = re.compile(r"[.!?\u3002\uff1f\uff01]\s|\n")


class Draft(AsyncCallbackHandler):
    """A text that a step has a model write for a customer, in one attempt or several.

    Where somebody listens to the run's messages, the text goes out sentence by sentence, as long as
    all of it that is written so far `is_right`. Whoever accepts the text calls `accept`, which
    sends what is left of it, and else `withdraw`, which tells the listener to take back what was
    sent. Without a listener both do nothing.
    """

    def __init__(self, step: str, is_right: Callable[[str], bool]) -> None:
        """Make the draft of `step`; `is_right` is asked about every beginning of the text."""
        self._step = step
        self._is_right = is_right
        self._begin("")

    def _begin(self, message_id: str) -> None:
        self._id, self._written, self._sent, self._stopped = message_id, "", "", False

    async def on_llm_new_token(
        self,
        token: str | list[str | dict[str, Any]],
        *,
        chunk: GenerationChunk | ChatGenerationChunk | None = None,
        run_id: UUID,
        parent_run_id: UUID | None = None,
        tags: list[str] | None = None,
        **kwargs: Any,
    ) -> None:
        """Take what the model has written since, and send the sentences that are finished."""
        if not isinstance(chunk, ChatGenerationChunk) or self._stopped:
            return
        message_id = chunk.message.id or str(run_id)
        if message_id != self._id:
            self._begin(message_id)
        self._written += chunk.message.text
        ends = [end.end() for end in _SENTENCE_END.finditer(self._written, len(self._sent))]
        if not ends:
            return
        finished = self._written[: ends[-1]]
        if self._is_right(finished):
            self._send(finished)
        else:
            self._stopped = True

    def accept(self, message: AIMessage) -> AIMessage:
        """Send what is left of the message's text, and return the message as it was streamed."""
        if not self._sent:
            return message
        if not message.text.startswith(self._sent):
            self.withdraw()
            return message.model_copy(update={"id": None})
        self._send(message.text)
        return message.model_copy(update={"id": self._id})

    def withdraw(self) -> None:
        """Tell that what was sent is not to be shown."""
        if self._sent:
            event: Withdrawn = {
                "type": "withdrawn",
                "step": self._step,
                "message_id": self._id,
            }
            get_stream_writer()(event)
        self._begin("")

    def _send(self, text: str) -> None:
        if part := text[len(self._sent) :]:
            push_message(AIMessageChunk(content=part, id=self._id), state_key=None)
            self._sent = text
