"""Read a conversation from a prompt: who said what before, and a summary in the same words."""

from frontdesk.models.offline.prompt import Prompt
from frontdesk.models.offline.routing.tone import asks_for_person

_CUSTOMER, _DESK = "Customer: ", "Front desk: "
_LONGEST_QUOTE = 240
_MOST_QUOTES = 4
# Words that a message may have which says no more than that.
_LONGEST_WISH = 8


def customer_messages(prompt: Prompt) -> list[str]:
    """Return what the customer wrote, the latest message last."""
    return [message for _, message in messages_with_questions(prompt)]


def messages_with_questions(prompt: Prompt) -> list[tuple[str, str]]:
    """Return what the customer wrote, each with what the front desk said right before it."""
    said: list[tuple[str, str]] = []
    asked = ""
    for text in prompt.texts("earlier_message"):
        if text.startswith(_DESK):
            asked = text.removeprefix(_DESK)
        else:
            said.append((asked, text.removeprefix(_CUSTOMER)))
            asked = ""
    return [*said, (asked, prompt.text("customer_message"))]


def telling_messages(prompt: Prompt) -> list[str]:
    """Return what the customer wrote without the mere wishes for a person, if that leaves any."""
    said = customer_messages(prompt)
    telling = [
        text for text in said if len(text.split()) > _LONGEST_WISH or not asks_for_person(text)
    ]
    return telling or said


def summarize(prompt: Prompt) -> str:
    """Return the customer's messages in short, word for word."""
    quotes = [f'"{_shortened(text)}"' for text in telling_messages(prompt)]
    if len(quotes) > _MOST_QUOTES:
        quotes = [quotes[0], "...", *quotes[1 - _MOST_QUOTES :]]
    return f"The customer wrote: {' '.join(quotes)}"


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    if len(text) <= _LONGEST_QUOTE:
        return text
    return f"{text[:_LONGEST_QUOTE].rpartition(' ')[0] or text[:_LONGEST_QUOTE]} ..."
