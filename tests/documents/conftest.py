"""Documents of every format, made by code."""

import io
from collections.abc import Callable, Sequence

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

# A line of a page: its words, size and height above the foot in points, and whether it is bold.
PrintedLine = tuple[str, float, float, bool]
MakePdf = Callable[..., bytes]


def pdf_of(
    pages: Sequence[Sequence[PrintedLine]], title: str = "", password: str | None = None
) -> bytes:
    writer = PdfWriter()
    for page in pages:
        sheet = writer.add_blank_page(595, 842)
        fonts = DictionaryObject()
        for name, base in (("/F", "/Helvetica"), ("/B", "/Helvetica-Bold")):
            fonts[NameObject(name)] = DictionaryObject(
                {
                    NameObject("/Type"): NameObject("/Font"),
                    NameObject("/Subtype"): NameObject("/Type1"),
                    NameObject("/BaseFont"): NameObject(base),
                    NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
                }
            )
        sheet[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        drawing = DecodedStreamObject()
        drawing.set_data(b"".join(map(_drawn, page)))
        sheet[NameObject("/Contents")] = writer._add_object(drawing.flate_encode())
    if title:
        writer.add_metadata({"/Title": title})
    if password is not None:
        writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _drawn(line: PrintedLine) -> bytes:
    words, size, height, bold = line
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")
    font = b"/B" if bold else b"/F"
    return b"BT %s %d Tf 1 0 0 1 50 %d Tm (%s) Tj ET\n" % (font, size, height, escaped)


@pytest.fixture
def make_pdf() -> MakePdf:
    """Make a PDF of pages of lines."""
    return pdf_of


def printed(text: str, top: float = 760, size: float = 11) -> list[PrintedLine]:
    """Return the lines of a text; an empty one parts paragraphs, and `#` sets a heading."""
    lines: list[PrintedLine] = []
    for line in text.strip("\n").split("\n"):
        top -= 8 if not line else 14 if not line.startswith("#") else 24
        if line:
            larger = 16 if line.startswith("#") else size
            lines.append((line.lstrip("# "), larger, top, line.startswith("**")))
    return lines


@pytest.fixture
def print_lines() -> Callable[..., list[PrintedLine]]:
    """Set a text as the lines of a page."""
    return printed
