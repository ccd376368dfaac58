"""Read a prompt the way Frontdesk writes it: data stands between tags, escaped."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from langchain_core.messages import BaseMessage

_TAG = re.compile(
    r"<(?P<name>[a-z_]+)(?P<attributes>(?:\s[a-z_]+=\"[^\"]*\")*)>(?P<text>[^<]*)</(?P=name)>"
)
_ATTRIBUTE = re.compile(r"([a-z_]+)=\"([^\"]*)\"")


@dataclass(frozen=True)
class Tag:
    """One tag that holds text and no further tags; text and attributes are unescaped."""

    name: str
    text: str
    attributes: dict[str, str]


@dataclass(frozen=True)
class Prompt:
    """What the offline model reads: the tags of all messages in order, and the last thing said."""

    tags: tuple[Tag, ...]
    last_message: str

    def texts(self, name: str) -> list[str]:
        """Return the text of every tag of this name."""
        return [tag.text for tag in self.tags if tag.name == name]

    def text(self, name: str) -> str:
        """Return the text of the last tag of this name, or an empty string."""
        return (self.texts(name) or [""])[-1]

    def named(self, name: str, attribute: str) -> dict[str, str]:
        """Return the texts of the tags of this name by one of their attributes."""
        return {
            tag.attributes.get(attribute, ""): tag.text for tag in self.tags if tag.name == name
        }


def read_prompt(messages: Sequence[BaseMessage]) -> Prompt:
    """Read the tags of `messages`."""
    texts = [message.text for message in messages]
    return Prompt(
        tags=tuple(_read_tag(found) for text in texts for found in _TAG.finditer(text)),
        last_message=texts[-1] if texts else "",
    )


def _read_tag(found: re.Match[str]) -> Tag:
    return Tag(
        name=found["name"],
        text=html.unescape(found["text"]).strip("\n"),
        attributes={
            name: html.unescape(value) for name, value in _ATTRIBUTE.findall(found["attributes"])
        },
    )
