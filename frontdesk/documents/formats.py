"""Find out what format a document has, and read it."""

import re
from collections.abc import Callable
from typing import Literal

from frontdesk.documents.document import Document, UnreadableError
from frontdesk.documents.markdown import read_text

Format = Literal["text", "html", "pdf", "docx"]

FORMAT_OF_ENDING: dict[str, Format] = {
    ".md": "text",
    ".markdown": "text",
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
}
DOCUMENT_ENDINGS = tuple(FORMAT_OF_ENDING)
FORMAT_OF_TYPE: dict[str, Format] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "text",
    "text/x-markdown": "text",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}

_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--(?:(?!-->).)*-->\s*|<\?[^>]*>\s*)*"
    rb"<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
# A PDF may have some bytes before its first line.
_PDF_WITHIN = 1024
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_document(data: bytes, told: Format | None = None, charset: str = "") -> Document:
    """Read a document from its bytes.

    `told` is the format that a name or server gave; a PDF or a Word document is known by its bytes
    whatever is told, and an HTML page where nothing is. `charset` is the encoding that a server
    gave. Raises UnreadableError, also for whatever a damaged document makes a library raise.
    """
    found = _format_of(data)
    kind = found if found in ("pdf", "docx") else told or found
    try:
        document = _reader(kind)(data, charset)
    except UnreadableError:
        raise
    except Exception as error:  # libraries raise anything at all on bytes made to break them
        raise UnreadableError(f"is damaged ({type(error).__name__})") from error
    if not document.content.strip():
        raise UnreadableError("is empty")
    return document


def too_large(most_bytes: int) -> UnreadableError:
    """Return the error of a document that is larger than the setting allows."""
    return UnreadableError(
        f"is larger than the {most_bytes / 1e6:g} MB that FRONTDESK_MAX_DOCUMENT_MB allows"
    )


def _format_of(data: bytes) -> Format:
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    if data.startswith(_OLD_OFFICE):
        raise UnreadableError("has a password or is of an Office before 2007, and cannot be read")
    return "html" if _HTML.match(data[:4096]) else "text"


def _reader(kind: Format) -> Callable[[bytes, str], Document]:
    """Return the function that reads a format. Each brings a library, loaded on its first use."""
    if kind == "html":
        from frontdesk.documents.html import read_html

        return read_html
    if kind == "pdf":
        from frontdesk.documents.pdf import read_pdf

        return lambda data, charset: read_pdf(data)
    if kind == "docx":
        from frontdesk.documents.docx import read_docx

        return lambda data, charset: read_docx(data)
    return read_text
