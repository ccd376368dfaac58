"""The passages of a source that hold an answer's quotes, with the quotes marked."""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from frontdesk.exports.clean import unwrap
from state.faq import Quote

# Characters that are shown of a quote, and of the paragraph on either side of it.
LONGEST_QUOTE = 1200
CONTEXT = 400

_BLANK_LINE = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


class Part(NamedTuple):
    """A piece of a passage. Where it is quoted, `start` is where in the source it begins."""

    text: str
    quoted: bool
    start: int


class Passage(NamedTuple):
    """Pieces of a source in reading order, and whether its paragraph goes on before and after."""

    parts: list[Part]
    cut_before: bool
    cut_after: bool


class _Window(NamedTuple):
    start: int
    end: int
    cut_before: bool
    cut_after: bool
    spans: list[tuple[int, int]]


def is_verbatim(quote: Quote, content: str) -> bool:
    """Return whether the quote is the source's text at the very place that it names."""
    start, end = quote["start"], quote["end"]
    return 0 <= start < end and content[start:end] == quote["text"]


def quotes_to_show(evidence: Iterable[Quote], contents: Mapping[str, str]) -> list[Quote]:
    """Return the quotes that are somewhere in their source, of which `contents` has the text.

    One that follows on the quote before it, or overlaps with it, is joined to it.
    """
    shown: list[Quote] = []
    for quote in evidence:
        content = contents.get(quote["source"], "")
        if not quote["text"].strip():
            continue
        if not is_verbatim(quote, content):
            if quote["text"] in content:
                shown.append(quote)
        elif shown and _follows_on(shown[-1], quote, content):
            start, end = shown[-1]["start"], max(shown[-1]["end"], quote["end"])
            shown[-1] = {**quote, "text": content[start:end], "start": start, "end": end}
        else:
            shown.append(quote)
    return shown


def shown_quote(text: str) -> tuple[str, bool]:
    """Return the quote's text, at most LONGEST_QUOTE characters, and whether something is cut."""
    end = _end_of_quote(text, 0, len(text))
    return unwrap(text[:end]).strip(), end < len(text)


def find_passages(content: str, spans: Iterable[tuple[int, int]]) -> list[Passage]:
    """Return the passages around `spans`, which are pairs of start and end in `content`.

    A passage is a quote's paragraph, or CONTEXT characters of it on either side. Passages that
    meet are one, and so are quotes that overlap: its parts are then cut where each quote begins.
    """
    windows: list[_Window] = []
    for start, end in sorted(set(spans)):
        window = _window(content, start, end)
        if windows and window.start <= windows[-1].end:
            windows[-1] = _joined(windows[-1], window)
        else:
            windows.append(window)
    return [
        Passage(_parts(content, window), window.cut_before, window.cut_after) for window in windows
    ]


def _follows_on(first: Quote, second: Quote, content: str) -> bool:
    if first["source"] != second["source"] or not is_verbatim(first, content):
        return False
    gap = content[first["end"] : second["start"]]
    return first["start"] <= second["start"] and not gap.strip() and not _BLANK_LINE.search(gap)


def _window(content: str, start: int, end: int) -> _Window:
    shown_end = _end_of_quote(content, start, end)
    before, cut_before = _start_of_context(content, start)
    if shown_end < end:
        return _Window(before, shown_end, cut_before, True, [(start, shown_end)])
    after, cut_after = _end_of_context(content, end)
    return _Window(before, after, cut_before, cut_after, [(start, end)])


def _joined(first: _Window, second: _Window) -> _Window:
    longer = second if second.end >= first.end else first
    return _Window(
        first.start, longer.end, first.cut_before, longer.cut_after, first.spans + second.spans
    )


def _end_of_quote(content: str, start: int, end: int) -> int:
    if end - start <= LONGEST_QUOTE:
        return end
    space = content.rfind(" ", start + LONGEST_QUOTE // 2, start + LONGEST_QUOTE)
    return space if space > 0 else start + LONGEST_QUOTE


def _start_of_context(content: str, start: int) -> tuple[int, bool]:
    furthest = max(start - CONTEXT, 0)
    breaks = [*_BLANK_LINE.finditer(content, furthest, start)]
    if breaks:
        return breaks[-1].end(), False
    if furthest == 0:
        return 0, False
    space = content.find(" ", furthest, start)
    return (space + 1 if space >= 0 else furthest), True


def _end_of_context(content: str, end: int) -> tuple[int, bool]:
    furthest = end + CONTEXT
    if blank := _BLANK_LINE.search(content, end, furthest):
        return blank.start(), False
    if furthest >= len(content):
        return len(content), False
    space = content.rfind(" ", end, furthest)
    return (space if space >= 0 else furthest), True


def _parts(content: str, window: _Window) -> list[Part]:
    text = unwrap(content[window.start : window.end])
    edges = sorted({window.start, window.end, *(edge for span in window.spans for edge in span)})
    ends: dict[int, int] = {}
    for start, end in window.spans:
        ends[start] = max(end, ends.get(start, end))
    parts: list[Part] = []
    quoted_up_to = 0
    for start, end in pairwise(edges):
        quoted_up_to = max(quoted_up_to, ends.get(start, 0))
        quoted = start < quoted_up_to
        piece = text[start - window.start : end - window.start]
        if parts and parts[-1].quoted == quoted and start not in ends:
            parts[-1] = Part(parts[-1].text + piece, quoted, parts[-1].start)
        else:
            parts.append(Part(piece, quoted, start))
    return parts
