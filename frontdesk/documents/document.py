"""What every reader of a format gives."""

import unicodedata
from typing import NamedTuple

from frontdesk.errors import InputError


class Document(NamedTuple):
    r"""One document as text or Markdown, with `\n` for every line end and `\f` between pages.

    `title` is empty where the document tells none, and `url` where it came from no address.
    """

    title: str
    content: str
    url: str = ""


class UnreadableError(InputError):
    """A document cannot be read. The message goes on from its name: "needs a password"."""


class OwnOutputError(UnreadableError):
    """A document is no source: Frontdesk itself has written it."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("was written by Frontdesk itself")


# They are seen in how the letters and emoji beside them look, as in Persian, Hindi and families.
_JOINERS = "\u200c\u200d"


def printable(words: str) -> str:
    """Return `words` on one line; file names may also hold bytes that no text can have."""
    return " ".join("".join(map(_printed, words)).split())


def _printed(character: str) -> str:
    if character.isprintable() or character in _JOINERS:
        return character
    # Soft hyphens, and what tells in which direction to read, stand within words.
    return "" if unicodedata.category(character) == "Cf" else " "
