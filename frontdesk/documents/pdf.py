"""Read PDF files."""

import io
import logging
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError

from frontdesk.documents.document import Document, UnreadableError, printable
from frontdesk.documents.markdown import find_title
from frontdesk.documents.pdf_text import Line, to_markdown

MOST_PAGES = 5000

# What programs call a document that nobody has named.
_NO_TITLES = ("untitled", "microsoft word", "microsoft powerpoint", "document", "slide 1")
_FILE_ENDINGS = (".pdf", ".doc", ".docx", ".odt", ".rtf", ".indd", ".tex", ".dvi", ".ppt", ".pptx")
_LONGEST_TITLE = 120
# How far above its line a smaller number stands, as a share of the line's size, to be a raised one.
_RAISED = 0.15


def read_pdf(data: bytes) -> Document:
    """Read the text of a PDF, one page after another.

    The title is the one among the file's properties, else the first heading, else the first line.
    Raises UnreadableError where it needs a password, has too many pages, or pictures of text only.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells each flaw that it mends
    reader = PdfReader(io.BytesIO(data))
    try:
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("needs a password")
    except DependencyError as error:
        raise UnreadableError("is encrypted in a way that cannot be read") from error
    count = len(reader.pages)
    if count > MOST_PAGES:
        raise UnreadableError(f"has {count:,} pages, more than the {MOST_PAGES:,} that are read")
    content = to_markdown([_lines(page) for page in reader.pages])
    if not content.strip():
        raise UnreadableError("has no text but only pictures, as a scan has; OCR could add it")
    return Document(_properties_title(reader) or _first_words(content), content)


def _lines(page: Any) -> list[Line]:
    """Return a page's lines with the size, weight and height above the page's foot of each."""
    lines: list[Line] = []
    words: list[str] = []
    size, y, bold = 0.0, 0.0, True

    def end_line() -> None:
        nonlocal size, bold
        if text := " ".join("".join(words).split()):
            lines.append(Line(text, round(size, 1), y, bold))
        words.clear()
        size, bold = 0.0, True

    def hear(text: str, page_matrix: Any, text_matrix: Any, font: Any, font_size: float) -> None:
        nonlocal size, y, bold
        for number, piece in enumerate(text.split("\n")):
            if number:
                end_line()
            if piece.strip():
                height = text_matrix[5] * page_matrix[3] + page_matrix[5]
                piece_size = abs(font_size * text_matrix[3] * page_matrix[3])
                if not any(words):
                    y = height
                elif piece_size < size and height > y + _RAISED * size and piece[0].isdigit():
                    # Without a mark, 10 to the power of 3 would be 103.
                    words.append("^" * "".join(words)[-1].isalnum())
                size = max(size, piece_size)
                bold = bold and "bold" in str((font or {}).get("/BaseFont", "")).lower()
            words.append(piece)

    page.extract_text(visitor_text=hear)
    end_line()
    return lines


def _properties_title(reader: PdfReader) -> str:
    properties = reader.metadata
    title = printable(str(properties.title or "") if properties else "")
    title = title.removeprefix("Microsoft Word - ")
    nameless = title.lower().startswith(_NO_TITLES) or title.lower().endswith(_FILE_ENDINGS)
    return "" if nameless or not any(map(str.isalpha, title)) else title


def _first_words(content: str) -> str:
    first = next((line for line in content.splitlines() if any(map(str.isalpha, line))), "")
    return find_title(content) or (printable(first) if len(first) <= _LONGEST_TITLE else "")
