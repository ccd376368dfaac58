"""Split a document's text into its sentences."""

import re
from typing import Literal, NamedTuple

import sentencex

from frontdesk.documents.markdown import FENCED

Kind = Literal["prose", "heading", "code"]

# A block ends at a blank line and before a list item, heading, quote or row of a table.
_BLOCK_BREAK = re.compile(
    r"\n[ \t]*\n\s*|\n(?=[ \t]*(?:[-*+•]|\d{1,3}[.)]|#{1,6}|>|\|)[ \t])|(?<=\|)\n"
)
_LINE = re.compile(r"[^\n]+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_HEADING = re.compile(r"#{1,6}[ \t]+")
_MARKER = re.compile(r"[ \t]*(?:(?:[-*+•]|\d{1,3}[.)]|#{1,6}|>)[ \t]+)+")
_UNDERLINED = re.compile(r"([^\n]+)\n(?:=+|-{2,})[ \t]*$")
_ITEM = re.compile(r"\n(?=[ \t]*(?:[-*+•|]|\d{1,3}[.)])[ \t])|(?<=\|)\n")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


class Sentence(NamedTuple):
    """One sentence of a document.

    `text` is the document's own text from character `start` to `end`, without the white space
    and list marker around it. `block` numbers the paragraph, list item or heading that holds it.
    """

    text: str
    start: int
    end: int
    block: int
    kind: Kind


def split_sentences(content: str) -> tuple[Sentence, ...]:
    """Split `content` (plain text or Markdown) into sentences, in reading order.

    Headings are sentences of kind `heading`; list items and paragraphs are blocks of `prose`. Of a
    block between code fences each line is a sentence of kind `code`.
    """
    sentences: list[Sentence] = []
    end = block = 0
    for fenced in FENCED.finditer(content):
        block = _split_text(content, end, fenced.start(), block, sentences)
        for line in _LINE.finditer(content, *fenced.span("code")):
            sentences += _trimmed(content, *line.span(), block, "code")
        block, end = block + 1, fenced.end()
    _split_text(content, end, len(content), block, sentences)
    return tuple(sentences)


def _split_text(content: str, start: int, end: int, block: int, sentences: list[Sentence]) -> int:
    """Add the sentences of what stands outside of fences; return the number of the next block."""
    breaks = [*_BLOCK_BREAK.finditer(content, start, end)]
    for block_end, next_start in [*(found.span() for found in breaks), (end, end)]:
        sentences += _split_block(content, start, block_end, block)
        start = next_start
        block += 1
    return block


def on_few_lines(text: str) -> str:
    """Return `text` with single spaces, and a line for every list item and row of a table.

    What stands between code fences keeps its lines.
    """
    parts: list[str] = []
    end = 0
    for fenced in FENCED.finditer(text):
        parts += [*_few_lines(text[end : fenced.start()]), fenced[0].rstrip()]
        end = fenced.end()
    return "\n".join([*parts, *_few_lines(text[end:])])


def _few_lines(text: str) -> list[str]:
    parts = (
        part
        for item in _ITEM.split(text)
        for part in (_BLANK_LINE.split(item, maxsplit=1) if _MARKER.match(item) else [item])
    )
    lines = (" ".join(part.split()) for part in parts)
    return [line for line in lines if line]


def _split_block(content: str, start: int, end: int, block: int) -> list[Sentence]:
    text = content[start:end]
    if _HEADING.match(text.lstrip()):
        first_line, _, rest = text.partition("\n")
        heading_end = start + len(first_line)
        return [
            *_trimmed(content, start, heading_end, block, "heading"),
            *(_split_block(content, heading_end + 1, end, block) if rest.strip() else []),
        ]
    if underlined := _UNDERLINED.match(text):
        return _trimmed(content, start, start + underlined.end(1), block, "heading")
    sentences: list[Sentence] = []
    # The splitter cannot take half of a surrogate pair; a mark of the same length can stand in.
    for boundary in sentencex.get_sentence_boundaries("en", _SURROGATE.sub("\ufffd", text)):
        sentences += _trimmed(
            content, start + boundary["start_index"], start + boundary["end_index"], block, "prose"
        )
    return sentences


def _trimmed(content: str, start: int, end: int, block: int, kind: Kind) -> list[Sentence]:
    """Return the sentence without the marker and white space around it, if anything is left."""
    if kind != "code" and (marker := _MARKER.match(content, start, end)):
        start = marker.end()
    text = content[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    if not any(character.isalnum() for character in text):
        return []
    return [Sentence(text, start, start + len(text), block, kind)]
