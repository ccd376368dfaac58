"""Read HTML pages."""

import re

from lxml import html

from frontdesk.documents.boilerplate import main_part
from frontdesk.documents.document import Document, UnreadableError, printable
from frontdesk.documents.encoding import decode
from frontdesk.documents.html_text import to_markdown

_CHARSET = re.compile(
    rb"""<(?:meta[^>]*?charset|\?xml[^>]*?encoding)\s*=\s*["']?([\w.:-]+)""", re.I
)
_CHARSET_WITHIN = 2048


def read_html(data: bytes, charset: str = "") -> Document:
    """Read the main part of an HTML page as Markdown.

    The title is that part's first main heading, else the page's `title`. The encoding is the one
    in `charset`, which a server gives, else the one that the page names. Raises UnreadableError.
    """
    named = _CHARSET.search(data[:_CHARSET_WITHIN])
    text = decode(data, charset or (named[1].decode() if named else ""))
    page = parse_html(text)
    page_title = printable(page.findtext(".//title") or "")
    part = main_part(page)
    heading = next((printable(h.text_content()) for h in part.iter("h1")), "")
    return Document(heading or page_title, to_markdown(part))


def parse_html(text: str) -> html.HtmlElement:
    """Return the root of the page. Raises UnreadableError where there is none."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    data = text.encode("utf-8", errors="replace")
    page = (
        html.document_fromstring(data, parser=parser, ensure_head_body=True)
        if text.strip()
        else None
    )
    if page is None:
        raise UnreadableError("is empty")
    return page
