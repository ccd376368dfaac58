"""The words of an answer or a quote as a reader of the page sees them, without Markdown's marks."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from frontdesk.documents.markdown import FENCED
from frontdesk.documents.marks import without_marks
from frontdesk.documents.tables import DELIMITER

_UNDERLINE = re.compile(r" {0,3}(?:={2,}|-{2,}|\*{3,}|_{3,})[ \t]*")
_MARK = re.compile(r"[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+")
_NEXT_ITEM = re.compile(rf"\n{_MARK.pattern}")
_BETWEEN_CELLS = re.compile(r"(?<!\\)\|")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$", re.MULTILINE)
_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_BULLET = re.compile(r"^([ \t]*)[-*+][ \t]+", re.MULTILINE)
_MANY_LINES = re.compile(r"\n[ \t]*\n\s+")


def as_read(text: str, *, labelled: bool = True) -> str:
    """Return `text` (Markdown, or plain) without its marks; a row of a table is a line.

    In a `labelled` row every cell has its column's name before it, where the table tells that.
    The marks between the pages of a PDF are left out, too.
    What the words are, they stay: `text` is as untrusted as before. The white space around it is
    kept.
    """
    text = text.replace("\r\n", "\n").replace("\f", "")
    shown = "\n".join(_blocks(text, labelled)).strip()
    if not shown:
        return "\n" if "\n" in text else " " * any(map(str.isspace, text))
    lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return lead + _MANY_LINES.sub("\n\n", shown) + trail


def table_cells(line: str) -> list[str]:
    """Return the words of the cells of one row, or nothing where the line is none."""
    if not line.strip().startswith("|") or DELIMITER.fullmatch(line):
        return []
    return _cells(line)


def list_mark(content: str, place: int, text: str) -> str:
    """Return the mark of the list's item that begins at `place`, if `text` has more items."""
    before = content[content.rfind("\n", 0, place) + 1 : place]
    return before if _MARK.fullmatch(before) and _NEXT_ITEM.search(text) else ""


def _blocks(text: str, labelled: bool) -> Iterator[str]:
    end = 0
    for code in FENCED.finditer(text):
        yield from _prose(text[end : code.start()].removesuffix("\n"), labelled)
        yield code["code"].rstrip("\n")
        end = code.end()
    yield from _prose(text[end:].removeprefix("\n") if end else text, labelled)


def _prose(text: str, labelled: bool) -> Iterator[str]:
    lines = text.split("\n")
    for is_row, group in groupby(lines, key=lambda line: line.lstrip().startswith("|")):
        if is_row:
            yield from _rows([*group], labelled)
        else:
            kept = (line for line in group if not _UNDERLINE.fullmatch(line))
            yield without_marks(
                _BULLET.sub(r"\1• ", _HEADING.sub(r"\1", _QUOTED.sub("", "\n".join(kept))))
            )


def _rows(lines: Sequence[str], labelled: bool) -> Iterator[str]:
    rows = [_cells(line) for line in lines if not DELIMITER.fullmatch(line)]
    has_names = len(rows) > 1 and bool(DELIMITER.fullmatch(lines[1]))
    names = rows.pop(0) if labelled and has_names else []
    for row in rows:
        named = [*names[: len(row)], *[""] * (len(row) - len(names))]
        yield "; ".join(
            f"{name.removesuffix(':')}: {cell}" if name else cell
            for name, cell in zip(named, row, strict=True)
            if cell
        )


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    cells = _BETWEEN_CELLS.split(inner)
    if not cells[-1].strip():
        cells.pop()
    return [" ".join(without_marks(cell).split()) for cell in cells]
