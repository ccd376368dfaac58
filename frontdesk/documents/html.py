"""Read HTML pages."""

import re

from lxml import html

from frontdesk.documents.boilerplate import main_part
from frontdesk.documents.document import Document, OwnOutputError, UnreadableError, printable
from frontdesk.documents.encoding import decode
from frontdesk.documents.html_text import to_markdown

_CHARSET = re.compile(
    rb"""<(?:meta[^>]*?charset|\?xml[^>]*?encoding)\s*=\s*["']?([\w.:-]+)""", re.I
)
_CHARSET_WITHIN = 2048
# What a page may not hold, but some do; the tree cannot be changed around it.
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]"
    r"|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01]|127)|x0*(?:[0-8bcef]|1[0-9a-f]|7f));",
    re.IGNORECASE,
)

_STRUCK_OUT = "//del | //s | //strike"
_NOTE_MARKS = "//sup[.//a[starts-with(@href, '#')]]"
_NUMBER = re.compile(r"\s*[-+\u2212]?\d")


def read_html(data: bytes, charset: str = "") -> Document:
    """Read the main part of an HTML page as Markdown.

    The title is that part's first main heading, else the page's `title`. The encoding is the one
    in `charset`, which a server gives, else the one that the page names. Raises UnreadableError,
    also where Frontdesk has written the page.
    """
    named = _CHARSET.search(data[:_CHARSET_WITHIN])
    text = decode(data, charset or (named[1].decode() if named else ""))
    page = parse_html(text)
    if page.xpath("/html/head/meta[@name='generator'][@content='Frontdesk']"):
        raise OwnOutputError
    page_title = printable(page.findtext(".//title") or "")
    part = main_part(page)
    heading = next((printable(h.text_content()) for h in part.iter("h1")), "")
    return Document(heading or page_title, to_markdown(part))


def parse_html(text: str) -> html.HtmlElement:
    """Return the root of the page, without what its words alone would say wrongly.

    That is what is struck out, and the marks of notes; a number that is raised has a `^` before it.
    Raises UnreadableError where there is no page.
    """
    # Without `huge_tree` a page that is nested deeply, as old ones are, would lose all its text.
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    if not text.strip():
        raise UnreadableError("is empty")
    data = _UNPRINTABLE.sub(" ", text).encode("utf-8", "replace")
    page = html.document_fromstring(data, parser, ensure_head_body=True)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableError("is nested too deeply to be read")
    for element in page.xpath(f"{_STRUCK_OUT} | {_NOTE_MARKS}"):
        element.drop_tree()
    for raised in page.iter("sup"):
        if _NUMBER.match(raised.text_content()):
            raised.text = f"^{(raised.text or '').lstrip()}"
    return page
