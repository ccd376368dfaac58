"""Read a conversation: what the customer wrote last, and what was said before."""

from collections.abc import Sequence

from langchain_core.messages import BaseMessage, HumanMessage

from frontdesk.errors import InputError


def customer_message(messages: Sequence[BaseMessage]) -> str:
    """Return the text of the customer's latest message.

    Raises InputError where the conversation does not end with one that says something.
    """
    if not messages or not isinstance(messages[-1], HumanMessage):
        raise InputError("The conversation must end with a message of the customer (role 'user').")
    if not messages[-1].text.strip():
        raise InputError("The customer's message is empty.")
    return messages[-1].text


def earlier_messages(messages: Sequence[BaseMessage], most: int = 6) -> list[str]:
    """Return what was said before the latest message, at most the last `most` messages."""
    return [
        f"{'Customer' if isinstance(message, HumanMessage) else 'Front desk'}: {message.text}"
        for message in messages[:-1][-most:]
    ]


def earlier_words(messages: Sequence[BaseMessage], most: int = 3) -> str:
    """Return the customer's last `most` messages before the latest one, or an empty string."""
    said = [message.text for message in messages[:-1] if isinstance(message, HumanMessage)]
    return "\n\n".join(said[-most:])
