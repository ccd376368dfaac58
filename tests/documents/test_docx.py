"""Reading Word documents."""

import io
import zipfile
from collections.abc import Callable
from functools import cache

import docx
import pytest
from docx.document import Document as WordDocument

from frontdesk.documents.document import UnreadableError
from frontdesk.documents.formats import read_document


def _saved(word: WordDocument) -> bytes:
    data = io.BytesIO()
    word.save(data)
    return data.getvalue()


@cache
def _handbook(title: str = "Widget guide", properties: str = "") -> bytes:
    word = docx.Document()
    word.core_properties.title = properties
    word.sections[0].header.paragraphs[0].text = "Widget Shop, on every page"
    word.sections[0].footer.paragraphs[0].text = "Page 1"
    if title:
        word.add_heading(title, 0)
    word.add_heading("Returns", 1)
    paragraph = word.add_paragraph("You can return any ")
    paragraph.add_run("product").bold = True
    paragraph.add_run(" within 30 days.")
    word.add_paragraph("Open your orders.", style="List Number")
    word.add_paragraph("Print the label.", style="List Number")
    word.add_heading("Costs", 2)
    table = word.add_table(2, 2)
    for row, words in zip(table.rows, (("Country", "Price"), ("Germany", "free")), strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    word.add_paragraph("No fees.", style="Quote")
    return _saved(word)


def test_a_word_document_keeps_its_structure_and_loses_heads_and_feet() -> None:
    document = read_document(_handbook())

    assert document.title == "Widget guide"
    assert document.content == (
        "# Widget guide\n\n# Returns\n\nYou can return any product within 30 days.\n\n"
        "1. Open your orders.\n2. Print the label.\n\n## Costs\n\n"
        "| Country | Price |\n| --- | --- |\n| Germany | free |\n\n> No fees.\n"
    )


@pytest.mark.parametrize(
    ("styled", "properties", "title"),
    [
        pytest.param("Widget guide", "Old draft", "Widget guide", id="styled as title"),
        pytest.param("", "Handbook", "Handbook", id="properties"),
        pytest.param("", "", "Returns", id="first heading"),
    ],
)
def test_the_title_is_found(styled: str, properties: str, title: str) -> None:
    assert read_document(_handbook(styled, properties)).title == title


def _repacked(change: Callable[[dict[str, bytes]], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(_handbook())) as whole:
        files = {name: whole.read(name) for name in whole.namelist()}
    change(files)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def test_an_archive_that_unpacks_to_very_much_is_refused_before_it_does() -> None:
    bomb = _repacked(lambda files: files.update({"word/document.xml": b" " * 29_500_000}))

    assert len(bomb) < 100_000
    with pytest.raises(UnreadableError, match=r"^unpacks to 30 MB .* more than the 20 MB"):
        read_document(bomb)


@pytest.mark.parametrize(
    ("entity", "sentence"),
    [
        pytest.param(b'<!ENTITY a "ha">' + b"&a;" * 10, r"^is (damaged|empty)", id="entities"),
        pytest.param(b'<!ENTITY a SYSTEM "file:///etc/hostname">', r"^is ", id="file"),
    ],
)
def test_a_word_document_may_not_define_entities(entity: bytes, sentence: str) -> None:
    xml = b"<?xml version='1.0'?><!DOCTYPE d [" + entity + b"]><d>&a;</d>"

    with pytest.raises(UnreadableError, match=sentence):
        read_document(_repacked(lambda files: files.update({"word/document.xml": xml})))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(_handbook()[:3000], r"^is no whole Word document$", id="cut off"),
        pytest.param(
            _repacked(lambda files: files.__delitem__("word/document.xml")),
            r"^is an archive, but no Word document$",
            id="another archive",
        ),
        pytest.param(
            _repacked(lambda files: files.update({"word/document.xml": b"<w:x"})),
            r"^is damaged \(",
            id="broken XML",
        ),
        pytest.param(_saved(docx.Document()), r"^is empty$", id="empty"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), r"^has a password or", id="encrypted"
        ),
    ],
)
def test_what_is_no_readable_word_document_is_told_in_a_sentence(
    data: bytes, sentence: str
) -> None:
    with pytest.raises(UnreadableError, match=sentence):
        read_document(data, "docx")
