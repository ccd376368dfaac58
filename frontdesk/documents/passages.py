"""Split documents into passages: a few sentences that stand together under one heading."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from frontdesk.documents.sentences import Sentence, split_sentences
from state.faq import Passage, Source

# In bytes of UTF-8, which are closer to what a model reads than characters are: a letter of English
# is one, a character of Chinese, which says as much as a syllable or a word, three.
MAX_PASSAGE = 600
MAX_SENTENCE = 400
_MAX_HEADING = 120
_MAX_BYTES = 4  # of a character

# A passage this long ends with its paragraph.
_LONG_ENOUGH = 300
_MAX_MARKER = 40
_FENCE = re.compile(r"^[ \t]*(?:`{3,}|~{3,})[^\n]*\n\s*\Z", re.MULTILINE)
_MARKER = re.compile(r"^[ \t]*(?:(?:[-*+\u2022>|]|\d{1,3}[.)]|#{1,6})[ \t]*)*\Z", re.MULTILINE)
_CLAUSE_ENDS = ",;:)\u060c\u061b\u3001\uff0c\uff1b\uff1a"
_SPACES = " \n\t\u3000\u200b"


class Piece(NamedTuple):
    """A sentence of at most MAX_SENTENCE bytes, or a part of one that is longer."""

    start: int
    end: int
    block: int
    level: int  # of a heading, 1 being the highest; 0 in prose
    is_code: bool


def size(text: str) -> int:
    """Return the length of `text` in bytes of UTF-8."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def split_documents(sources: Sequence[Source]) -> list[Passage]:
    """Return all passages of all documents, in reading order."""
    return [passage for source in sources for passage in split_passages(source)]


def split_passages(source: Source) -> Iterator[Passage]:
    """Yield the passages of one document, in reading order.

    A passage is at most MAX_PASSAGE bytes of the content as it stands, and never crosses a heading:
    it may begin with headings, and `heading` has those above that its text lacks. What holds
    neither letters nor digits may be left out between passages.
    """
    content = source["content"]
    above: list[tuple[int, str]] = []
    groups = [*_groups(content)]
    starts = [_line_start(content, group[0]) for group in groups]
    end = 0
    for group, start, following in zip(groups, starts, [*starts, len(content)][1:], strict=True):
        start, end = max(start, end), group[-1].end
        if 0 <= following - end <= _MAX_MARKER:
            end = following
        own = [piece for piece in group if piece.level]
        if own:
            above = [heading for heading in above if heading[0] < own[0].level]
        yield {
            "source": source["title"],
            "heading": "\n".join(f"{'#' * level} {text}" for level, text in above),
            "text": content[start:end],
            "start": start,
        }
        for piece in own:
            above = [heading for heading in above if heading[0] < piece.level]
            above.append((piece.level, content[piece.start : piece.end][:_MAX_HEADING]))


def split_pieces(content: str) -> Iterator[Piece]:
    """Yield the sentences of `content` in reading order, long ones in pieces."""
    for sentence in split_sentences(content):
        level = _level(content, sentence) if sentence.kind == "heading" else 0
        start = sentence.start
        while start < sentence.end:
            end = _cut(content, start, sentence.end)
            text = content[start:end]
            first, last = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
            if first < last:
                yield Piece(first, last, sentence.block, level, sentence.kind == "code")
            start = end


def _groups(content: str) -> Iterator[list[Piece]]:
    group: list[Piece] = []
    used = 0
    for piece in split_pieces(content):
        grown = size(content[group[-1].end : piece.end]) if group else 0
        if group and (
            used + grown > MAX_PASSAGE
            or (piece.level and not group[-1].level)
            or (used >= _LONG_ENOUGH and _ends_paragraph(content, group[-1], piece))
        ):
            yield group
            group, used, grown = [], 0, 0
        used += grown or size(content[_line_start(content, piece) : piece.end])
        group.append(piece)
    if group:
        yield group


def _ends_paragraph(content: str, last: Piece, following: Piece) -> bool:
    if last.block == following.block or last.level or content[last.end - 1] == ":":
        return False
    return content.find("\n\n", last.end, following.start) >= 0


def _level(content: str, heading: Sentence) -> int:
    marks = content[max(heading.start - _MAX_MARKER, 0) : heading.start].rstrip()
    if marks.endswith("#"):
        return min(len(marks) - len(marks.rstrip("#")), 6)
    return 1 if content[heading.end : heading.end + _MAX_MARKER].lstrip().startswith("=") else 2


def _line_start(content: str, piece: Piece) -> int:
    """Return where what belongs to the piece before it begins ("## ", "2. ", a fence of code)."""
    before = _FENCE if piece.is_code else _MARKER
    found = before.search(content, max(piece.start - _MAX_MARKER, 0), piece.start)
    return found.start() if found else piece.start


def _cut(content: str, start: int, end: int) -> int:
    """Return where a piece from `start` ends: at `end`, or before it after a clause or a word."""
    if end - start <= MAX_SENTENCE // _MAX_BYTES:
        return end
    latest = min(end, start + MAX_SENTENCE)
    while size(content[start:latest]) > MAX_SENTENCE:
        latest -= -(-(size(content[start:latest]) - MAX_SENTENCE) // _MAX_BYTES)
    if latest == end:
        return end
    middle = start + (latest - start) // 2
    for places in (_CLAUSE_ENDS, _SPACES):
        if (at := max(content.rfind(place, middle, latest) for place in places)) >= 0:
            return at + 1
    return latest
