"""Write a tree of HTML as Markdown whose words are the page's own."""

import re
from dataclasses import dataclass, field

from lxml import etree, html

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details dialog div dl dt "
    "fieldset figcaption figure footer form header hr html legend li main nav ol p section summary "
    "table tbody td tfoot th thead tr ul".split()
) | {*_HEADINGS}
_UNSEEN = frozenset(
    "head script style template noscript iframe object embed svg math canvas audio video map "
    "select datalist textarea input meter progress".split()
)
# What a table of data does not hold: with any of these its cells are parts of the page. Lists may
# be in a table whose columns or rows have heads.
_NO_DATA = (*_HEADINGS, "table", "pre", "form")
_LISTS = ("ul", "ol")
# Where a picture among words stands for a word, such as the logo of a card that is taken.
_WORDS = ("p", "li", "dt", "dd", "b", "strong", "em", "i", "span", "label", *_HEADINGS)
# A page may claim any number of rows and columns.
_MOST_SPAN = 100
# A term's definition follows on it as in a sentence, unless the term is one itself.
_SENTENCE_ENDS = (".", "?", "!", ":", "\u3002", "\uff1f", "\u061f")
_INDENT = "   "
_SPACES = re.compile(r"\s+")


@dataclass
class _Writer:
    """The blocks that are done, the words of the one at work, and where it stands."""

    blocks: list[str] = field(default_factory=list)
    last: str = ""
    words: list[str] = field(default_factory=list)
    lists: list[int | None] = field(default_factory=list)
    marker: str = ""
    quotes: int = 0
    level: int = 0
    last_level: int = 1
    levels_around: list[int] = field(default_factory=list)

    def say(self, words: str | None) -> None:
        if words:
            self.words.append(_SPACES.sub(" ", words.replace("\xad", "")))

    def end_block(self, kind: str = "") -> None:
        lines = (" ".join(line.split()) for line in "".join(self.words).split("\n"))
        block = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
        self.words.clear()
        if not block:
            return
        if self.level:  # also in a list, whose items are then sections
            block = "#" * self.level + " " + " ".join(block.split())
            self.last_level = self.level
        elif self.marker:
            block = self.marker + block
            kind = "item"
        if self.lists and not self.level:
            indent = _INDENT * (len(self.lists) - (kind == "item"))
            block = indent + block.replace("\n", "\n" + _INDENT * len(self.lists))
        self.marker = ""
        self.add(block, kind)

    def add(self, block: str, kind: str = "") -> None:
        if self.quotes:
            block = "\n".join(f"> {line}".rstrip() for line in block.split("\n"))
        if self.blocks:
            self.blocks.append(self._gap(kind))
        self.blocks.append(block)
        self.last = kind

    def _gap(self, kind: str) -> str:
        if self.last == kind == "item":
            return "\n"
        if (self.last, kind) != ("dt", "dd"):
            return "\n\n"
        apart = self.quotes or self.lists or self.blocks[-1].endswith(_SENTENCE_ENDS)
        return "\n" if apart else ": "


def to_markdown(root: html.HtmlElement) -> str:
    """Return the text below `root`, with its headings, lists, tables and quotes as Markdown.

    Links and emphasis give their words alone, so that a sentence reads as it does on the page.
    """
    writer = _Writer()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            _leave(writer, element)
            if element is not root:
                writer.say(element.tail)
        elif not _enter(writer, element):
            walk.skip_subtree()
    writer.end_block()
    return "".join([*writer.blocks, "\n"]) if writer.blocks else ""


def _enter(writer: _Writer, element: html.HtmlElement) -> bool:
    """Begin an element; return whether what is in it remains to be written."""
    tag = element.tag
    if tag in _UNSEEN:
        return False
    if tag in _BLOCKS:
        writer.end_block()
    if tag == "pre":
        writer.end_block()
        writer.add(_code(element))
        return False
    if tag == "table" and (rows := _data_rows(element)):
        for caption in element.iterchildren("caption"):
            writer.say(caption.text_content())
        writer.end_block()
        writer.add(_table(rows))
        return False
    if tag == "br":
        # The line ends, but no space may stand in for it.
        writer.words.append(" " if writer.level else "\n")
    elif tag == "img" and _is_among_words(element):
        writer.say(element.get("alt"))
    elif tag in _LISTS:
        start = str(element.get("start", ""))
        writer.lists.append(
            (int(start) if start.isascii() and start.isdigit() else 1) if tag == "ol" else None
        )
    elif tag == "li":
        number = writer.lists[-1] if writer.lists else None
        writer.marker = "- " if number is None else f"{number}. "
        if number is not None:
            writer.lists[-1] = number + 1
    elif tag == "blockquote":
        writer.quotes += 1
    elif tag == "details":
        writer.levels_around.append(writer.last_level)
    elif tag == "summary":
        writer.level = min(writer.last_level + 1, 6)
    elif tag in _HEADINGS:
        writer.level = _HEADINGS[tag]
    writer.say(element.text)
    return True


def _leave(writer: _Writer, element: html.HtmlElement) -> None:
    tag = element.tag
    if tag not in _BLOCKS:
        return
    writer.end_block(tag if tag in ("dt", "dd") else "")
    if tag in _LISTS and writer.lists:
        writer.lists.pop()
    elif tag == "li":
        writer.marker = ""
    elif tag == "blockquote":
        writer.quotes -= 1
    elif tag == "details":
        writer.last_level = writer.levels_around.pop()
    elif tag == "summary" or tag in _HEADINGS:
        writer.level = 0


def _is_among_words(picture: html.HtmlElement) -> bool:
    around = picture.getparent()
    return around is not None and around.tag in _WORDS and bool(around.text_content().strip())


def _code(element: html.HtmlElement) -> str:
    code = element.text_content().replace("\r", "").strip("\n").rstrip()
    fence = "~~~" if "```" in code else "```"
    return f"{fence}\n{code}\n{fence}" if code else ""


def _data_rows(table: html.HtmlElement) -> list[list[str]]:
    """Return the words of a table's cells, or nothing where the table only lays out the page.

    A cell that reaches over several rows is in each of them, for each row is read by itself; one
    that reaches over several columns is in the first of them.
    """
    has_heads = next(table.iterdescendants("th"), None) is not None
    no_data = _NO_DATA if has_heads else (*_NO_DATA, *_LISTS)
    if next(table.iterdescendants(*no_data), None) is not None:
        return []
    rows: list[list[str]] = []
    reaching: dict[int, tuple[int, str]] = {}  # by column: for how many rows more, and its words
    for row in table.iterdescendants("tr"):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            _reach_down(cells, reaching)
            words, rows_more = _cell(cell), _span(cell, "rowspan") - 1
            for words_there in [words, *[""] * (_span(cell, "colspan") - 1)]:
                if rows_more:
                    reaching[len(cells)] = (rows_more, words_there)
                cells.append(words_there)
        _reach_down(cells, reaching)
        while cells and not cells[-1]:
            cells.pop()
        rows.append(cells)
    rows = [row for row in rows if row]
    return rows if any(sum(map(bool, row)) > 1 for row in rows) else []


def _reach_down(cells: list[str], reaching: dict[int, tuple[int, str]]) -> None:
    """Add the cells from rows above that come next."""
    while (column := len(cells)) in reaching:
        rows_more, words = reaching.pop(column)
        if rows_more > 1:
            reaching[column] = (rows_more - 1, words)
        cells.append(words)


def _span(cell: html.HtmlElement, name: str) -> int:
    number = str(cell.get(name, ""))
    return min(max(int(number), 1), _MOST_SPAN) if number.isascii() and number.isdigit() else 1


def _cell(cell: html.HtmlElement) -> str:
    words: list[str] = []
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        if element.tag == "br" or element.tag in _BLOCKS:
            words.append(" ")
        if event == "start":
            if element.tag == "li" and element.getprevious() is not None:
                words.append("; ")
            words.append(element.text or element.get("alt") or "")
        elif element is not cell:
            words.append(element.tail or "")
    line = " ".join("".join(words).replace("\xad", "").split()).replace(" ; ", "; ")
    return line.replace("|", "\\|")


def _table(rows: list[list[str]]) -> str:
    width = max(map(len, rows))
    lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
    return "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])
