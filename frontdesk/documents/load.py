"""Load documents from files, folders and standard input."""

import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from frontdesk.errors import InputError
from state.faq import Source

DOCUMENT_ENDINGS = (".md", ".markdown", ".txt", ".text")
STANDARD_INPUT = "-"
STANDARD_INPUT_TITLE = "standard input"

_FRONT_MATTER = re.compile(r"---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*$")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_EMPHASIS = re.compile(r"(\*\*|__|\*|`)(?=\S)(.+?)(?<=\S)\1")


class LoadedDocuments(NamedTuple):
    """The documents, and a sentence for everything that was left out."""

    sources: list[Source]
    notes: list[str]


class _Document(NamedTuple):
    title: str
    parts: tuple[str, ...]
    content: str


def load_documents(paths: Sequence[str], output_path: str = "") -> LoadedDocuments:
    """Read the documents that `paths` name: files, folders with all below them, or `-`.

    Of folders the Markdown and text files are taken, without hidden ones. A file that is named
    twice is read once, and one at `output_path`, where an earlier run may have left its result,
    not at all. Documents of the same title are told apart by their paths. Raises InputError where
    a path is missing, a file is not UTF-8 text, or no text is found.
    """
    documents: list[_Document] = []
    notes: list[str] = []
    for path in dict.fromkeys(_files(paths)):
        name = STANDARD_INPUT_TITLE if path is None else str(path)
        if path and output_path and path.resolve() == Path(output_path).resolve():
            notes.append(f"{name} is where the result goes and was left out.")
            continue
        content = decode_text(_read(path), name)
        if not content.strip():
            notes.append(f"{name} is empty and was left out.")
        elif path is None:
            documents.append(_Document(STANDARD_INPUT_TITLE, (name,), content))
        else:
            title = find_title(content) or _printable(path.stem)
            documents.append(_Document(title, Path(os.path.abspath(path)).parts, content))
    if not documents:
        raise InputError(f"There is nothing to read: {' '.join(notes)}")
    titles = _distinct_titles(documents)
    return LoadedDocuments(
        [
            {"title": title, "content": document.content}
            for title, document in zip(titles, documents, strict=True)
        ],
        notes,
    )


def decode_text(data: bytes, name: str) -> str:
    r"""Return UTF-8 `data`, with or without a byte-order mark, with `\n` for every line end.

    Raises InputError, which calls the data `name`, where it is something else than text.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise InputError(f"{name} is not text in the encoding UTF-8, which documents must have.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_standard_input() -> str:
    """Return all of standard input as text. Raises InputError where it is something else."""
    return decode_text(_read(None), STANDARD_INPUT_TITLE)


def find_title(content: str) -> str:
    """Return the words of the first Markdown heading, marked or underlined, or an empty string."""
    front_matter = _FRONT_MATTER.match(content)
    previous, fence = "", ""
    for line in content[front_matter.end() if front_matter else 0 :].splitlines():
        fence_mark = _FENCE.match(line)
        if fence:
            if fence_mark and fence_mark[1].startswith(fence):
                fence = ""
            previous = ""
            continue
        if fence_mark:
            fence = fence_mark[1]
            continue
        heading = _HEADING.match(line)
        underlined = previous if _UNDERLINE.match(line) and _is_prose(previous) else ""
        if title := _plain_words(heading[1] if heading else underlined):
            return title
        previous = line
    return ""


def _is_prose(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith(("- ", "* ", "+ ", "> ", "|"))


def _plain_words(heading: str) -> str:
    return _printable(_EMPHASIS.sub(r"\2", _LINK.sub(r"\1", heading)))


def _printable(words: str) -> str:
    """Return `words` on one line; file names may also hold bytes that no text can have."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())


def _files(paths: Sequence[str]) -> Iterator[Path | None]:
    """Yield the files that `paths` name, each once; None stands for standard input."""
    seen = set()
    for given in paths:
        if given == STANDARD_INPUT:
            yield None
            continue
        path = Path(given)
        if not given or not path.exists():
            raise InputError(f"There is no file or folder {given!r}.")
        for file in _files_below(path) if path.is_dir() else [path]:
            if (resolved := file.resolve()) not in seen:
                seen.add(resolved)
                yield file


def _files_below(folder: Path) -> list[Path]:
    files = []
    for parent, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files += [
            Path(parent, name)
            for name in sorted(names)
            if name.lower().endswith(DOCUMENT_ENDINGS)
            and not name.startswith(".")
            and Path(parent, name).is_file()
        ]
    if not files:
        raise InputError(
            f"The folder {str(folder)!r} has no documents: files ending in "
            f"{', '.join(DOCUMENT_ENDINGS)}."
        )
    return files


def _read(path: Path | None) -> bytes:
    if path is None:
        return b"" if sys.stdin is None else sys.stdin.buffer.read()
    try:
        return path.read_bytes()
    except OSError as error:
        _refuse(error)
        raise


def _refuse(error: OSError) -> None:
    raise InputError(f"{error.filename} cannot be read: {error.strerror}.") from error


def _distinct_titles(documents: list[_Document]) -> list[str]:
    """Return the titles, with the end of the path added to those that several documents share."""
    sharing = defaultdict(list)
    for document in documents:
        sharing[document.title].append(document.parts)
    return [
        document.title
        if len(sharing[document.title]) == 1
        else f"{document.title} ({_path_ending(document.parts, sharing[document.title])})"
        for document in documents
    ]


def _path_ending(parts: tuple[str, ...], others: list[tuple[str, ...]]) -> str:
    """Return as few parts from the path's end as tell it from the others."""
    length = 1
    while length < len(parts) and sum(other[-length:] == parts[-length:] for other in others) > 1:
        length += 1
    return _printable("/".join(parts[-length:]))
