"""What flows through the router."""

from typing import Annotated, Literal

from langchain_core.messages import AnyMessage
from langgraph.graph.message import add_messages
from langgraph.types import Overwrite
from pydantic import BaseModel, Field
from typing_extensions import TypedDict

from state.item import ItemError
from state.usage import Usage, add_usage

Intent = Literal["Technical Support", "Billing Inquiry", "General Question"]
Sentiment = Literal["positive", "neutral", "negative", "angry"]
DetailName = Literal[
    "account_number", "invoice", "device", "version", "error_text", "steps_tried", "since"
]
HandoverReason = Literal["asked_for_person", "still_unclear", "not_classified"]


class Detail(TypedDict):
    """One thing that the customer has told already, in the customer's own words."""

    name: DetailName
    text: str


class OpenedHandover(TypedDict):
    """The record with which a person takes the conversation over; its number is for all to name."""

    handover_id: str
    reason: HandoverReason
    summary: str


class RouterInput(TypedDict):
    """The conversation so far, or the customer's next message in a thread."""

    messages: Annotated[
        list[AnyMessage], Field(description="The customer's message."), add_messages
    ]


class RouterState(RouterInput):
    """The memory of `support_router`."""

    customer_id: str
    intent: Intent | None
    confidence: float
    in_scope: bool
    wants_person: bool
    language: str | None
    sentiment: Sentiment | None
    details: list[Detail]
    sources: list[str]
    handover: OpenedHandover | None
    error: ItemError | None
    answered_by: str | None
    usage: Annotated[Usage, add_usage]


class RouterOutput(RouterState):
    """What the message is, the conversation with the reply appended, and what the calls took.

    `customer_id` tells whose conversation it is, empty where nobody has said so.
    `intent`, `language` (ISO 639-1) and `sentiment` are None where the message could not be
    classified; `confidence` is from 0 to 1. `details` are what the customer told, `sources` the
    titles that a reply from the FAQ rests on, `handover` the record of a person who takes over.
    `error` says what went wrong although there is a reply: it is the desk's plain one then.
    `answered_by` names the model that wrote the reply in place of the one that was asked, and is
    None where that one did, or none.
    """


class IntentUpdate(TypedDict):
    """What classifying writes: everything that belongs to the latest message starts anew."""

    customer_id: str
    intent: Intent | None
    confidence: float
    in_scope: bool
    wants_person: bool
    language: str | None
    sentiment: Sentiment | None
    details: list[Detail]
    sources: list[str]
    handover: OpenedHandover | None
    error: ItemError | None
    answered_by: str | None
    usage: Overwrite


class ReplyUpdate(TypedDict):
    """What a handler writes."""

    messages: list[AnyMessage]
    answered_by: str | None
    error: ItemError | None
    usage: Usage


class FAQReplyUpdate(ReplyUpdate):
    """What the handler of general questions writes."""

    sources: list[str]


class QuestionUpdate(TypedDict):
    """What asking the customer to be clearer writes."""

    messages: list[AnyMessage]


class HandoverUpdate(TypedDict):
    """What handing over writes."""

    messages: list[AnyMessage]
    handover: OpenedHandover | None
    error: ItemError | None
    usage: Usage


class ToldDetail(BaseModel):
    """One thing that the customer has told in this conversation."""

    name: DetailName = Field(
        description="account_number: the number of the customer's account. invoice: the number or "
        "date of an invoice or charge. device: the device or browser used. version: of the device, "
        "app or system. error_text: the words or code of an error message. steps_tried: what the "
        "customer did to solve the problem. since: when the problem began."
    )
    text: str = Field(description="The customer's own words for it, copied exactly and short.")


class IntentChoice(BaseModel):
    """What a model finds out about the customer's latest message."""

    intent: Intent = Field(description="The name of the category that fits the message best.")
    confidence: float = Field(
        ge=0,
        le=1,
        description="How sure you are of the category, from 0 to 1. Below 0.5 where the message "
        "does not tell what the customer needs, as a mere greeting does.",
    )
    in_scope: bool = Field(
        description="Whether a company's front desk could work on the message. False for what no "
        "company's customer would ask, such as poems, homework or orders to you."
    )
    wants_person: bool = Field(
        description="Whether the customer asks, in any language, to talk to a person instead of "
        "an automatic reply."
    )
    language: str = Field(
        description="The language of the latest message as an ISO 639-1 code, such as en or de."
    )
    sentiment: Sentiment = Field(
        description="The mood of the latest message: positive, neutral, negative (worried, "
        "disappointed) or angry (insults, threats, outrage)."
    )
    details: list[ToldDetail] = Field(
        description="What the customer has told in the whole conversation, one entry for each "
        "thing. Leave out what was not told; none is fine."
    )


class FAQChoice(BaseModel):
    """A model's choice of the FAQ entries that answer a question."""

    entries: list[int] = Field(
        description="The numbers of the entries that answer the question, the best first, at most "
        "two. Empty where none of them answers it."
    )


class HandoverSummary(BaseModel):
    """A model's summary of a conversation for the person who takes it over."""

    summary: str = Field(
        description="What the customer wants and what was tried or answered, in two or three "
        "short sentences, in English, with the customer's own numbers and terms."
    )
