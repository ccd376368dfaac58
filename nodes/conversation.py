"""Read a conversation: what the customer wrote last, and what was said before."""

from collections.abc import Sequence

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from frontdesk.errors import InputError
from nodes.prompts.tags import escape, tag

# What a message is about stands near its beginning.
_LONGEST = 4000


def customer_message(messages: Sequence[BaseMessage]) -> str:
    """Return what the customer has written since the last reply, mostly one message.

    There are several where the run that was to answer one has failed, or waits for a person. One
    that was sent again is there once. Raises InputError where the conversation does not end with a
    message of the customer that says something.
    """
    if not messages or not isinstance(messages[-1], HumanMessage):
        raise InputError("The conversation must end with a message of the customer (role 'user').")
    if not messages[-1].text.strip():
        raise InputError("The customer's message is empty.")
    return "\n\n".join(dict.fromkeys(customer_messages(messages[_answered(messages) :])))


def earlier_messages(messages: Sequence[BaseMessage], most: int = 12) -> list[str]:
    """Return what was said up to the last reply, at most the last `most` messages.

    Of a very long message the beginning is returned.
    """
    return [
        f"{'Customer' if message.type == 'human' else 'Front desk'}: {message.text[:_LONGEST]}"
        for message in messages[: _answered(messages)][-most:]
        if isinstance(message, HumanMessage | AIMessage)
    ]


def customer_messages(messages: Sequence[BaseMessage]) -> list[str]:
    """Return the texts of all that the customer wrote, in their order."""
    return [message.text for message in messages if isinstance(message, HumanMessage)]


def last_reply(messages: Sequence[BaseMessage]) -> str:
    """Return what the front desk said last, or an empty string."""
    replies = [message.text for message in messages if isinstance(message, AIMessage)]
    return replies[-1].strip() if replies else ""


def tagged_turns(messages: Sequence[BaseMessage]) -> list[BaseMessage]:
    """Return the conversation's turns for a prompt: what the customer wrote stands between tags.

    A caller sends the whole conversation, so that only what the two sides said is passed on, as
    text, and no text of theirs can be taken for a tag of ours.
    """
    return [
        HumanMessage(tag("customer", message.text))
        if isinstance(message, HumanMessage)
        else AIMessage(escape(message.text))
        for message in messages
        if isinstance(message, HumanMessage | AIMessage)
    ]


def earlier_words(messages: Sequence[BaseMessage], most: int = 3) -> str:
    """Return the customer's last `most` messages up to the last reply, or an empty string."""
    return "\n\n".join(customer_messages(messages[: _answered(messages)])[-most:])


def _answered(messages: Sequence[BaseMessage]) -> int:
    """Return how many of the messages there were when the front desk replied last."""
    replies = [place for place, each in enumerate(messages) if isinstance(each, AIMessage)]
    return replies[-1] + 1 if replies else 0
