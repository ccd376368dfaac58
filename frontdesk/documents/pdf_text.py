"""Make text of the lines of printed pages."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

# A head or foot is among so many lines at a page's edge, and on this share of the pages.
_EDGE_LINES = 3
_REPEATED_SHARE = 0.5
_FEWEST_REPEATS = 3

_LARGER = 1.15
_LONGEST_HEADING = 120
_MOST_HEADINGS = 0.4
# A gap so many times the usual one between lines parts paragraphs.
_PARAGRAPH_GAP = 1.3

# A number at a line's start or end, as in "Page 3 of 10", "3 | Returns" and "Returns 3", but not
# in "3. Returns".
_NUMBER = re.compile(
    r"^\W*(\d{1,5})\b(?![.)])|\b(\d{1,5})(?:\s*(?:of|von|/)\s*\d+)?\W*$", re.IGNORECASE
)
_LETTERS = {
    "\xad": "",
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
}
# Arabic letters in the forms that they take within a word, as they are printed and not written.
_PRESENTATION_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd\ud800-\udfff]")
_SENTENCE_ENDS = tuple(".!?:\f")
_BROKEN_WORD = re.compile(r"(\w{0,40}[^\W\d_])-\n(\f?)([^\W\d_]\w*)")


class Line(NamedTuple):
    """A line of a page: its font's size, and the height at which it stands, both in points."""

    text: str
    size: float
    y: float
    bold: bool


def to_markdown(pages: Sequence[Sequence[Line]]) -> str:
    r"""Return the pages' text with `\f` before each but the first, also where one has no text.

    Lines in larger or bold type become headings, wider gaps part paragraphs, words that a line's
    end parted are joined, and what all pages repeat at head and foot is left out, with their
    numbers. A sentence that goes on over the page stays one.
    """
    cleaned = [[line._replace(text=_clean(line.text)) for line in page] for page in pages]
    cleaned = [[line for line in page if line.text] for page in cleaned]
    body = _body_size(line for page in cleaned for line in page)
    kept = _without_heads_and_feet(cleaned, body)
    lines = [line for page in kept for line in page]
    if not lines:
        return ""
    levels = _heading_levels(lines, body)
    gap = _usual_gap(kept, body)
    text = ""
    for number, page in enumerate(kept):
        page_text = _page_text(page, levels, gap)
        goes_on = page_text[:1].islower() and text[-1:] not in _SENTENCE_ENDS
        text += ("\n\f" if goes_on else "\n\n\f") * bool(number) + page_text
    return _join_words(text).strip("\n") + "\n"


def _body_size(lines: Iterable[Line]) -> float:
    """Return the size in which most letters are set."""
    letters = Counter[float]()
    for line in lines:
        letters[line.size] += len(line.text)
    return max(letters, key=letters.__getitem__, default=0.0)


def _clean(text: str) -> str:
    for found, meant in _LETTERS.items():
        text = text.replace(found, meant)
    text = _PRESENTATION_FORMS.sub(lambda form: unicodedata.normalize("NFKC", form[0]), text)
    return " ".join(_UNPRINTABLE.sub("", text).split())


def _without_heads_and_feet(pages: list[list[Line]], body: float) -> list[list[Line]]:
    """Drop the lines at the pages' edges that repeat, and a page's own number."""
    keys = [_edge_keys(page, number, body) for number, page in enumerate(pages)]
    seen = Counter(key for on_page in keys for key in set().union(*on_page.values()))
    needed = max(_FEWEST_REPEATS, _REPEATED_SHARE * sum(map(bool, pages)))
    outermost = [*map(_outermost, pages)]

    def is_head_or_foot(line: Line, place: int, number: int) -> bool:
        if any(seen[key] >= needed for key in keys[number].get(place, ())):
            return True
        if place not in outermost[number]:
            return False
        before = pages[number - 1] if number and place in keys[number] else []
        return _is_number(line.text, number + 1, len(pages)) or _is_among(line, before)

    return [
        [line for place, line in enumerate(page) if not is_head_or_foot(line, place, number)]
        for number, page in enumerate(pages)
    ]


def _outermost(page: list[Line]) -> set[int]:
    """Return the places of the lines that are drawn first and last, and of the top and bottom.

    Some programs draw a page's foot before its text.
    """
    if not page:
        return set()
    edges = {min(line.y for line in page), max(line.y for line in page)}
    places = {place for place, line in enumerate(page) if line.y in edges}
    return places | {0, len(page) - 1}


def _edge_keys(page: list[Line], number: int, body: float) -> dict[int, set[str]]:
    """Return, for the place of each line at an edge, what it may share with other pages' lines.

    That is all its words and, for the outermost lines, the number at their start or end, less the
    page's own: the words beside it may name the chapter.
    """
    keys = {}
    outermost = _outermost(page)
    for place, line in enumerate(page):
        if _EDGE_LINES <= place < len(page) - _EDGE_LINES or line.size >= _LARGER * body:
            continue
        keys[place] = {line.text}
        if place in outermost and not line.bold and (found := _NUMBER.search(line.text)):
            keys[place].add(f"{int(found[1] or found[2]) - number:+d}")
    return keys


def _is_number(text: str, number: int, count: int) -> bool:
    """Return whether the text is the number of a page and no more, as in "3" and "Page 3 of 10"."""
    label = rf"\W*(?:[^\W\d]+\W*)?{number}\W+(?:[^\W\d]+\W+)?{count}\W*"
    return re.sub(r"\W", "", text) == str(number) or bool(re.fullmatch(label, text))


def _is_among(line: Line, page: list[Line]) -> bool:
    """Return whether the same words are at the same height of `page`."""
    return any(line.text == other.text and abs(line.y - other.y) < 1 for other in page)


def _heading_levels(lines: Sequence[Line], body: float) -> dict[tuple[float, bool], int]:
    """Return the heading level, from 1 to 6, of each kind of type that headings are set in."""
    candidates = [line for line in lines if _may_be_heading(line)]
    larger = {line.size for line in candidates if line.size >= _LARGER * body}
    mostly_bold = sum(line.bold for line in lines) > _MOST_HEADINGS * len(lines)
    levels = {
        (size, bold): min(rank, 6)
        for rank, size in enumerate(sorted(larger, reverse=True), start=1)
        for bold in (True, False)
    }
    if not mostly_bold:
        levels[body, True] = min(len(larger) + 1, 6)
    headings = sum(len(line.text) for line in candidates if (line.size, line.bold) in levels)
    return levels if headings <= _MOST_HEADINGS * sum(len(line.text) for line in lines) else {}


def _may_be_heading(line: Line) -> bool:
    return (
        len(line.text) <= _LONGEST_HEADING
        and not line.text.endswith((".", ",", ";"))
        and any(map(str.isalpha, line.text))
    )


def _usual_gap(pages: Iterable[Sequence[Line]], body: float) -> float:
    gaps = Counter(
        round(above.y - below.y)
        for page in pages
        for above, below in pairwise(page)
        if above.size == below.size == body and above.y - below.y > 1
    )
    return float(gaps.most_common(1)[0][0]) if gaps else 1.2 * body


def _page_text(
    page: Sequence[Line], levels: dict[tuple[float, bool], int], usual_gap: float
) -> str:
    text, level_above, above = "", 0, None
    for line in page:
        level = levels.get((line.size, line.bold), 0) if _may_be_heading(line) else 0
        usual = max(usual_gap, 1.2 * line.size) if level else usual_gap
        # A line that is no lower than the one above begins another column.
        near = above is not None and above.y - line.y <= _PARAGRAPH_GAP * usual
        if near and level == level_above:
            text += f" {line.text}" if level else f"\n{line.text}"
        else:
            text += f"\n\n{'#' * level} {line.text}" if level else f"\n\n{line.text}"
        above, level_above = line, level
    return text.strip("\n")


def _join_words(text: str) -> str:
    """Join the words that a line's end parted, and keep the hyphen where the text has it anyway."""
    words = Counter(re.findall(r"\w+(?:-\w+)*", text.lower()))

    def joined(found: re.Match[str]) -> str:
        first, page, second = found.groups()
        whole, hyphened = (first + second).lower(), f"{first}-{second}".lower()
        keeps_hyphen = not second[0].islower() or words[hyphened] > words[whole]
        return page + (f"{first}-{second}" if keeps_hyphen else first + second)

    return _BROKEN_WORD.sub(joined, text)
