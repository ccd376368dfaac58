"""Read a prompt the way Frontdesk writes it: data stands between tags, escaped."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from langchain_core.messages import BaseMessage

_TAG = re.compile(
    r"<(?P<name>[a-z_]+)(?P<attributes>(?:\s[a-z_]+=\"[^\"]*\")*)>(?P<text>(?:[^<]+|<\d+> )*)"
    r"</(?P=name)>"
)
_MARK = re.compile(r"<(\d+)> ")
_ATTRIBUTE = re.compile(r"([a-z_]+)=\"([^\"]*)\"")


@dataclass(frozen=True)
class Tag:
    """One tag that holds text and no further tags; text and attributes are unescaped.

    `sentences` tells where in the text the sentences begin that are marked with a number.
    """

    name: str
    text: str
    attributes: dict[str, str]
    sentences: dict[int, int] = field(default_factory=dict)


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

    def numbers(self, title: str, start: int, end: int) -> list[int]:
        """Return the numbers of the sentences between two places in the source of this title."""
        source = next(
            tag
            for tag in reversed(self.tags)
            if tag.name == "source" and tag.attributes.get("title", "") == title
        )
        ends = [*[*source.sentences.values()][1:], len(source.text)]
        return [
            number
            for (number, begins), ends_at in zip(source.sentences.items(), ends, strict=True)
            if begins < end and start < ends_at
        ]


def read_prompt(messages: Sequence[BaseMessage]) -> Prompt:
    """Read the tags of `messages`."""
    texts = [message.text for message in messages]
    return Prompt(
        tags=tuple(_read_tag(found) for text in texts for found in _TAG.finditer(text)),
        last_message=texts[-1] if texts else "",
    )


def _read_tag(found: re.Match[str]) -> Tag:
    text, sentences = _without_marks(found["text"])
    leading = len(text) - len(text.lstrip("\n"))
    return Tag(
        name=found["name"],
        text=text.strip("\n"),
        attributes={
            name: html.unescape(value) for name, value in _ATTRIBUTE.findall(found["attributes"])
        },
        sentences={number: start - leading for number, start in sentences.items()},
    )


def _without_marks(escaped: str) -> tuple[str, dict[int, int]]:
    first, *rest = _MARK.split(escaped)
    parts, length, sentences = [html.unescape(first)], 0, {}
    for number, part in zip(rest[::2], rest[1::2], strict=True):
        length += len(parts[-1])
        sentences[int(number)] = length
        parts.append(html.unescape(part))
    return "".join(parts), sentences
