"""What flows through the router."""

from typing import Annotated, Literal

from langchain_core.messages import AnyMessage
from langgraph.graph.message import add_messages
from langgraph.types import Overwrite
from pydantic import BaseModel, Field
from typing_extensions import TypedDict

from state.usage import Usage, add_usage

Intent = Literal["Technical Support", "Billing Inquiry", "General Question"]


class RouterInput(TypedDict):
    """The conversation so far, or the customer's next message in a thread."""

    messages: Annotated[
        list[AnyMessage], Field(description="The customer's message."), add_messages
    ]


class RouterState(RouterInput):
    """The memory of `support_router`."""

    intent: Intent
    answered_by: str | None
    usage: Annotated[Usage, add_usage]


class RouterOutput(RouterState):
    """The intent, the conversation with the reply appended, and what the calls took.

    `answered_by` names the model that wrote the reply in place of the one that was asked, and is
    None where that one did.
    """


class IntentUpdate(TypedDict):
    """What classifying writes. The usage of the thread's earlier runs gives way to this run's."""

    intent: Intent
    usage: Overwrite


class ReplyUpdate(TypedDict):
    """What a handler writes."""

    messages: list[AnyMessage]
    answered_by: str | None
    usage: Usage


class IntentChoice(BaseModel):
    """A model's choice of the category that a message belongs to."""

    intent: Intent = Field(description="The name of the category that fits the message best.")
