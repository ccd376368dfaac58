"""The addresses on a page: to its own questions, and to a source's text on the web."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, urlsplit

from frontdesk.exports.clean import clean, unwrap
from frontdesk.exports.reading import as_read, table_cells

_LONGEST_SLUG = 60
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#\\\"<>]+[^\s\"<>]*", re.IGNORECASE)

# A browser looks for the whole text up to this length, and beyond for its first and last words.
_LONGEST_EXACT = 300
_END_WORDS = 8

_MARKER = re.compile(r"^(?:(?:[-*+•>|]|\d{1,3}[.)]|#{1,6})\s+)+")


def slugs(questions: Iterable[str]) -> Iterator[str]:
    """Yield an id for every question: its words with hyphens, and a number where it comes again.

    No id has an underscore, so that the page's own ids, which have one, are never among them.
    """
    taken: set[str] = set()
    for question in questions:
        slug = re.sub(r"[\W_]+", "-", clean(question).casefold()).strip("-") or "question"
        if len(slug) > _LONGEST_SLUG:
            slug = slug[: _LONGEST_SLUG + 1].rpartition("-")[0] or slug[:_LONGEST_SLUG]
        unique, number = slug, 1
        while unique in taken:
            number += 1
            unique = f"{slug}-{number}"
        taken.add(unique)
        yield unique


def web_address(url: str | None) -> str:
    """Return `url` if it is an http or https address that may become a link, else nothing."""
    address = (url or "").strip()
    if not _WEB_ADDRESS.fullmatch(address) or clean(address) != address:
        return ""
    try:
        return address if urlsplit(address).hostname else ""
    except ValueError:
        return ""


def host(address: str) -> str:
    """Return the host of a web address, without a `www.` before it."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


def address_of_text(address: str, text: str) -> str:
    """Return the web address with a text fragment, with which a browser jumps to `text`.

    The form is that of https://wicg.github.io/scroll-to-text-fragment/: a text within one block as
    it is, one across blocks (a table's cell is one), or a long one, as its first and its last
    words. Markdown's marks, which the page on the web does not show, are left out.
    """
    lines = [
        words
        for line in unwrap(clean(text)).split("\n")
        for block in table_cells(line) or [line]
        if (words := _shown_words(block))
    ]
    whole = " ".join(" ".join(line) for line in lines)
    if not whole:
        return address
    first, last = lines[0], lines[-1]
    if len(lines) == 1 and (len(whole) <= _LONGEST_EXACT or len(first) < 2 * _END_WORDS):
        directive = _encoded(whole)
    else:
        start, end = " ".join(first[:_END_WORDS]), " ".join(last[-_END_WORDS:])
        directive = f"{_encoded(start)},{_encoded(end)}"
    address = address.partition(":~:")[0]
    return f"{address}{'' if '#' in address else '#'}:~:text={directive}"


def _shown_words(line: str) -> list[str]:
    line = _MARKER.sub("", line.strip(), count=1)
    return as_read(line).split()


def _encoded(words: str) -> str:
    """Return the words percent-encoded; a hyphen, too, has a meaning in a text fragment."""
    return quote(words, safe="").replace("-", "%2D")
