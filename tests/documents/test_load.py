"""Loading documents from files, folders and standard input."""

import io
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from frontdesk.documents.formats import DOCUMENT_ENDINGS
from frontdesk.documents.load import load_documents
from frontdesk.documents.markdown import find_title
from frontdesk.errors import InputError


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _write(path: str, content: str | bytes) -> None:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)


@pytest.mark.parametrize(
    ("content", "title"),
    [
        pytest.param("## Our *best* `offers` ##\n", "Our best offers", id="marked"),
        pytest.param("Hello.\n\n## Details\n", "", id="text before a lower heading"),
        pytest.param("Hello.\n\nDetails\n---\n", "", id="text before a lower underlined heading"),
        pytest.param("Hello.\n\n## Details\n\n# Help\n", "Help", id="text before a title"),
        pytest.param("Hello.\n\nHelp\n===\n", "Help", id="text before an underlined title"),
        pytest.param("![logo](a.png)\n<p align=center>\n\n## Help\n", "Help", id="below a logo"),
        pytest.param("# 2*3*4 of snake_case_name\n", "2*3*4 of snake_case_name", id="stars"),
        pytest.param("Opening hours\n-------------\n", "Opening hours", id="underlined"),
        pytest.param("# [Help](https://example.org/help)\n", "Help", id="link"),
        pytest.param("```sh\n# a comment\n```\n# Real\n", "Real", id="after code"),
        pytest.param("---\ntitle: x\ndate: y\n---\n# Real\n", "Real", id="after front matter"),
        pytest.param("- a point\n---\n", "", id="rule below a list"),
        pytest.param("#hashtag, and no heading\n", "", id="no heading"),
        pytest.param("# \x1b[31mRed\n", "[31mRed", id="control characters"),
        pytest.param("# Ver\xadsand \u202e1\n", "Versand 1", id="invisible within words"),
        pytest.param("# क\u200dष 👩\u200d👧\n", "क\u200dष 👩\u200d👧", id="joined letters"),
    ],
)
def test_the_title_is_the_first_heading(content: str, title: str) -> None:
    assert find_title(content) == title


def test_a_document_without_a_heading_is_called_like_its_file() -> None:
    _write("price list.txt", "All prices are in euros.")

    loaded = load_documents(["price list.txt"])

    assert loaded.sources == [{"title": "price list", "content": "All prices are in euros."}]


def test_front_matter_gives_the_title_and_is_no_part_of_the_text() -> None:
    settings = '---\ntitle: "Opening hours: all"\ntags:\n- shop\n---\n'
    text = "We open at nine.\n\n## Sundays\n\nWe are closed.\n"
    _write("hours.md", settings + text)
    _write("rules.md", "---\n\nSmoking is forbidden.\n\n---\n\nSo are dogs.\n")

    hours, rules = load_documents(["."]).sources

    assert hours["title"] == "Opening hours: all"
    assert hours["content"].split() == text.split()
    assert hours["content"][len(settings) :] == text
    assert "Smoking" in rules["content"]


def test_a_remark_that_readers_do_not_see_is_no_part_of_the_text() -> None:
    code = "```html\n<!-- shown -->\n```\n\nBegin it with `<!-- begin -->`.\n"
    _write("a.md", f"Lamps cost 9 euros. <!-- We pay\n4 euros. -->\n\n{code}")

    [source] = load_documents(["a.md"]).sources

    assert "We pay" not in source["content"]
    assert source["content"].endswith(f"\n\n{code}")
    assert len(source["content"]) == Path("a.md").stat().st_size


def test_what_is_struck_out_is_no_part_of_the_text() -> None:
    code = "~~~\ncode ~~shown~~\n~~~\n\nStrike `~~it~~` out, ~5 or ~~6 words.\n"
    _write("a.md", f"A lamp costs ~~12~~ 9 euros, and a bulb <del>4</del> 3.\n\n{code}")

    [source] = load_documents(["a.md"]).sources

    assert source["content"].split("\n")[0].split() == (
        "A lamp costs 9 euros, and a bulb 3.".split()
    )
    assert source["content"].endswith(f"\n\n{code}")
    assert len(source["content"]) == Path("a.md").stat().st_size


def test_a_folder_gives_its_documents_in_order_and_nothing_else() -> None:
    for path in ("b.MD", "a/z.text", "a/y.markdown", "c.txt"):
        _write(path, f"Words of {path}.")
    _write("photo.png", b"\x89PNG\x00")
    _write(".git/notes.md", "hidden")
    _write("a/.draft.md", "hidden")

    loaded = load_documents(["."])

    assert [source["title"] for source in loaded.sources] == ["b", "c", "y", "z"]
    assert loaded.notes == []


def test_a_named_file_of_another_kind_is_taken_if_it_is_text() -> None:
    _write("notes.rst", "Some notes.")

    loaded = load_documents(["notes.rst"])

    assert loaded.sources[0]["title"] == "notes"


def test_byte_order_marks_and_line_ends_do_not_reach_the_content() -> None:
    _write("dos.md", b"\xef\xbb\xbf# Caf\xc3\xa9\r\n\r\nOpen\rdaily.\r\n")

    loaded = load_documents(["dos.md"])

    assert loaded.sources == [{"title": "Café", "content": "# Café\n\nOpen\ndaily.\n"}]


def test_documents_of_one_title_are_told_apart_by_their_paths() -> None:
    for path in ("shop/returns.md", "help/returns.md", "help/old.md"):
        _write(path, "# Returns\n")
    _write("help/other.md", "# Other\n")

    loaded = load_documents(["shop", "help"])

    assert [source["title"] for source in loaded.sources] == [
        "Returns (shop/returns.md)",
        "Returns (old.md)",
        "Other",
        "Returns (help/returns.md)",
    ]


def test_a_file_that_is_named_twice_is_read_once(folder: Path) -> None:
    _write("docs/a.md", "Words.")

    loaded = load_documents(["docs", "docs/a.md", str(folder / "docs" / "a.md")])

    assert len(loaded.sources) == 1


def test_an_empty_document_is_left_out_with_a_note() -> None:
    _write("empty.md", " \n\t\n")
    _write("full.md", "Words.")

    loaded = load_documents(["empty.md", "full.md"])

    assert [source["title"] for source in loaded.sources] == ["full"]
    assert loaded.notes == ["empty.md is empty and was left out."]


def test_standard_input_is_one_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"# Heading\n\nWords.")))

    loaded = load_documents(["-", "-"])

    assert loaded.sources == [{"title": "standard input", "content": "# Heading\n\nWords."}]


def test_what_cannot_be_read_is_told_and_the_others_are_read() -> None:
    _write("docs/a.md", "Words.")
    _write("docs/empty.html", "<html></html>")
    _write("docs/cut.pdf", b"%PDF-1.7\n1 0 obj")
    _write("docs/sheet.docx", b"PK\x03\x04" + bytes(100))
    _write("docs/secret.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100))
    _write("photo.png", b"\x89PNG\r\n\x1a\n\x00")

    loaded = load_documents(["docs", "photo.png"])

    assert [source["title"] for source in loaded.sources] == ["a"]
    assert [note.partition(" is ")[0].partition(" has ")[0] for note in loaded.notes] == [
        "docs/cut.pdf",
        "docs/empty.html",
        "docs/secret.docx",
        "docs/sheet.docx",
        "photo.png",
    ]
    assert all(note.endswith(" and was left out.") for note in loaded.notes)


def test_a_file_is_read_as_what_it_is_whatever_it_is_called(
    make_pdf: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf = make_pdf([[("Words of a page.", 11, 700, False)]])
    _write("scan.txt", pdf)
    _write("saved", "<!DOCTYPE html><title>Saved</title><p>Words of the web.")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(pdf)))

    loaded = load_documents(["scan.txt", "saved", "-"])

    assert loaded.sources == [
        {"title": "Words of a page.", "content": "Words of a page.\n"},
        {"title": "Saved", "content": "Words of the web.\n"},
        {"title": "standard input", "content": "Words of a page.\n"},
    ]


def test_a_file_that_is_too_large_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_MAX_DOCUMENT_MB", "0.001")
    _write("large.txt", "word " * 300)
    _write("small.txt", "word " * 200)

    loaded = load_documents(["large.txt", "small.txt"])

    assert [source["title"] for source in loaded.sources] == ["small"]
    assert loaded.notes == [
        "large.txt is larger than the 0.001 MB that FRONTDESK_MAX_DOCUMENT_MB allows "
        "and was left out."
    ]


def test_a_file_that_may_not_be_read_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    _write("mine.md", "Words.")
    _write("theirs.md", "Words.")
    opened = Path.open

    def refuse(self: Path, *arguments: Any) -> Any:
        if self.name == "theirs.md":
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, *arguments)

    monkeypatch.setattr(Path, "open", refuse)

    loaded = load_documents(["."])

    assert loaded.notes == ["theirs.md cannot be read (Permission denied) and was left out."]


@pytest.mark.parametrize("ending", DOCUMENT_ENDINGS)
@pytest.mark.parametrize("start", [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b"# Words\n"])
def test_random_bytes_are_left_out_or_read_but_never_an_error(ending: str, start: bytes) -> None:
    chance = random.Random(f"{ending} {start!r}")
    _write("good.md", "Words.")
    for number in range(20):
        _write(f"random{number}{ending}", start + chance.randbytes(chance.randrange(2000)))

    loaded = load_documents(["."])

    assert len(loaded.sources) + len(loaded.notes) == 21


def test_a_damaged_pdf_is_left_out_or_read_but_never_an_error(
    make_pdf: Callable[..., bytes],
) -> None:
    whole = make_pdf([[("Words of a page.", 11, 700, False)]] * 2, title="Damaged")
    chance = random.Random(1)
    _write("good.md", "Words.")
    for number in range(40):
        damaged = bytearray(whole)
        for _ in range(chance.randrange(1, 30)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        _write(f"{number}.pdf", bytes(damaged))

    loaded = load_documents(["."])

    assert len(loaded.sources) + len(loaded.notes) == 41


@pytest.mark.parametrize(
    ("content", "path", "sentence"),
    [
        pytest.param(None, "gone.md", r"no file or folder 'gone\.md'\.$", id="missing"),
        pytest.param(None, "", r"no file or folder ''\.$", id="no name"),
        pytest.param(b"a\x00b", "a.md", r"nothing to read: a\.md is not text in", id="binary"),
        pytest.param(b"PK\x03\x04", "a.docx", r"read: a\.docx is no whole Word", id="damaged"),
        pytest.param(b"", "a.md", r"nothing to read: a\.md is empty", id="all empty"),
        pytest.param(b"x", ".", r"^The folder '\.' has no documents: .*\.md, ", id="no documents"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(
    content: bytes | None, path: str, sentence: str
) -> None:
    if content is not None:
        _write("photo.png" if path == "." else path, content)

    with pytest.raises(InputError, match=sentence):
        load_documents([path])
