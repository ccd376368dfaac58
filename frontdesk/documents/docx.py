"""Read Word documents."""

import io
import zipfile

import mammoth
from lxml import etree

from frontdesk.documents.document import Document, UnreadableError, printable
from frontdesk.documents.html import parse_html
from frontdesk.documents.html_text import to_markdown
from frontdesk.documents.markdown import find_title

# Reading takes some 2.5 s and 30 MB of memory for each megabyte of a document's XML, of which a
# page of text is some 10 kB.
MOST_XML_BYTES = 20_000_000

_STYLES = "\n".join(
    (
        "p[style-name='Title'] => h1.title:fresh",
        "p[style-name='Subtitle'] => p:fresh",
        "p[style-name='Quote'] => blockquote > p:fresh",
    )
)
_NOTE_MARKS = "//sup[a[contains(@id, 'note-ref-')]] | //a[contains(@href, 'note-ref-')]"


def read_docx(data: bytes) -> Document:
    """Read a Word document: headings, paragraphs, lists, tables, and the notes at its end.

    The title is the text in the style Title, else the properties' title, else the first heading.
    What each page repeats at its head and foot is left out. Raises UnreadableError.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive)
            properties = _properties_title(archive)
    except zipfile.BadZipFile as error:
        raise UnreadableError("is no whole Word document") from error
    converted = mammoth.convert_to_html(
        io.BytesIO(data),
        style_map=_STYLES,
        convert_image=mammoth.images.img_element(lambda image: {}),
    )
    page = parse_html(converted.value)
    styled = page.find_class("title")
    title = printable(styled[0].text_content()) if styled else ""
    for mark in page.xpath(_NOTE_MARKS):
        mark.drop_tree()
    content = to_markdown(page)
    return Document(title or properties or find_title(content), content)


def _check(archive: zipfile.ZipFile) -> None:
    if "word/document.xml" not in archive.namelist():
        raise UnreadableError("is an archive, but no Word document")
    # Nothing is unpacked beyond the size that is declared: the archive would not be whole.
    size = sum(e.file_size for e in archive.infolist() if e.filename.endswith((".xml", ".rels")))
    if size > MOST_XML_BYTES:
        raise UnreadableError(
            f"unpacks to {size / 1e6:,.0f} MB of text and marks, more than the "
            f"{MOST_XML_BYTES / 1e6:.0f} MB that a Word document may have"
        )


def _properties_title(archive: zipfile.ZipFile) -> str:
    if "docProps/core.xml" not in archive.namelist():
        return ""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    properties = etree.fromstring(archive.read("docProps/core.xml"), parser)
    if properties is None:
        return ""
    return printable(properties.findtext("{http://purl.org/dc/elements/1.1/}title") or "")
