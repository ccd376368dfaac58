"""Read a conversation: what the customer wrote last, and what was said before."""

from collections.abc import Sequence

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from frontdesk.errors import InputError
from nodes.prompts.tags import escape, tag

# What a message is about stands near its beginning.
_LONGEST = 4000


def customer_message(messages: Sequence[BaseMessage]) -> str:
    """Return the text of the customer's latest message.

    Raises InputError where the conversation does not end with one that says something.
    """
    if not messages or not isinstance(messages[-1], HumanMessage):
        raise InputError("The conversation must end with a message of the customer (role 'user').")
    if not messages[-1].text.strip():
        raise InputError("The customer's message is empty.")
    return messages[-1].text


def earlier_messages(messages: Sequence[BaseMessage], most: int = 12) -> list[str]:
    """Return what was said before the latest message, at most the last `most` messages.

    Of a very long message the beginning is returned.
    """
    return [
        f"{'Customer' if message.type == 'human' else 'Front desk'}: {message.text[:_LONGEST]}"
        for message in messages[:-1][-most:]
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
    """Return the customer's last `most` messages before the latest one, or an empty string."""
    said = [message.text for message in messages[:-1] if isinstance(message, HumanMessage)]
    return "\n\n".join(said[-most:])
