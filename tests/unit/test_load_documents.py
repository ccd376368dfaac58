"""Loading documents from files, folders and standard input."""

import io
import sys
from pathlib import Path

import pytest

from frontdesk.documents.load import find_title, load_documents
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
        pytest.param("Hello.\n\n## Our *best* `offers` ##\n", "Our best offers", id="marked"),
        pytest.param("Opening hours\n-------------\n", "Opening hours", id="underlined"),
        pytest.param("# [Help](https://example.org/help)\n", "Help", id="link"),
        pytest.param("```sh\n# a comment\n```\n# Real\n", "Real", id="after code"),
        pytest.param("---\ntitle: x\ndate: y\n---\n# Real\n", "Real", id="after front matter"),
        pytest.param("- a point\n---\n", "", id="rule below a list"),
        pytest.param("#hashtag, and no heading\n", "", id="no heading"),
        pytest.param("# \x1b[31mRed\n", "[31mRed", id="control characters"),
    ],
)
def test_the_title_is_the_first_heading(content: str, title: str) -> None:
    assert find_title(content) == title


def test_a_document_without_a_heading_is_called_like_its_file() -> None:
    _write("price list.txt", "All prices are in euros.")

    loaded = load_documents(["price list.txt"])

    assert loaded.sources == [{"title": "price list", "content": "All prices are in euros."}]


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


@pytest.mark.parametrize(
    ("content", "path", "sentence"),
    [
        pytest.param(None, "gone.md", r"no file or folder 'gone\.md'\.$", id="missing"),
        pytest.param(None, "", r"no file or folder ''\.$", id="no name"),
        pytest.param(b"a\x00b", "a.md", r"^a\.md is not text .* UTF-8", id="binary"),
        pytest.param(
            "Café".encode("latin-1"), "a.md", r"^a\.md is not text .* UTF-8", id="Latin 1"
        ),
        pytest.param("Words".encode("utf-16"), "a.md", r"^a\.md is not text .* UTF-8", id="UTF-16"),
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
