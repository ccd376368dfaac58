"""Untrusted text, made fit to be shown on a page."""

import re
from itertools import pairwise

from frontdesk.documents.markdown import FENCED

# What HTML cannot hold: control characters but tab and line feed, halves of surrogate pairs, and
# the code points that Unicode sets aside for no character.
_NO_CHARACTER = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)
# The marks that reorder the text around them. The page isolates every text by itself.
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")

# Lines that are never joined with the one before them, and with the one after them.
_OWN_LINE = re.compile(r"[ \t]*(?:[-*+•>]|\d{1,3}[.)]|#{1,6})[ \t]|[ \t]*\|")
_ONE_LINE_BLOCK = re.compile(r" {0,3}#{1,6}[ \t]|[ \t]*\|")


def clean(text: str) -> str:
    """Return `text` with U+FFFD for what is no character and without what reorders others."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _REORDERING.sub("", _NO_CHARACTER.sub("\ufffd", lines))


def one_line(text: str) -> str:
    """Return `text`, clean and with single spaces."""
    return " ".join(clean(text).split())


def paragraphs(text: str) -> list[str]:
    """Return the clean paragraphs of `text`, which blank lines part."""
    return [part.strip() for part in re.split(r"\n\s*\n", clean(text)) if part.strip()]


def unwrap(text: str) -> str:
    """Return `text` with a space for every line end inside a paragraph, and of the same length.

    What stands between code fences is as it was.
    """
    parts: list[str] = []
    end = 0
    for fenced in FENCED.finditer(text):
        parts += [_unwrap_paragraphs(text[end : fenced.start()]), fenced[0]]
        end = fenced.end()
    return "".join([*parts, _unwrap_paragraphs(text[end:])])


def _unwrap_paragraphs(text: str) -> str:
    lines = text.split("\n")
    joined = [lines[0]]
    for line, following in pairwise(lines):
        stays = (
            not line.strip()
            or not following.strip()
            or line.endswith("  ")
            or _ONE_LINE_BLOCK.match(line)
            or _OWN_LINE.match(following)
        )
        joined += ["\n" if stays else " ", following]
    return "".join(joined)
