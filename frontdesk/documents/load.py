"""Load documents from files, folders, web addresses and standard input."""

import asyncio
import os
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from frontdesk.documents.document import Document, OwnOutputError, UnreadableError, printable
from frontdesk.documents.encoding import decode
from frontdesk.documents.find import STANDARD_INPUT, find_documents
from frontdesk.documents.formats import FORMAT_OF_ENDING, read_document, too_large
from frontdesk.errors import InputError
from frontdesk.settings import read_settings
from state.faq import Source

STANDARD_INPUT_TITLE = "standard input"


class LoadedDocuments(NamedTuple):
    """The documents, a sentence for everything that was left out, and how much was unreadable."""

    sources: list[Source]
    notes: list[str]
    unreadable: int


class _Named(NamedTuple):
    """A document, and the parts of the path or address that it has."""

    document: Document
    parts: tuple[str, ...]


def load_documents(names: Sequence[str], *output_paths: str) -> LoadedDocuments:
    """Read the documents that `names` mean: files, folders with all below them, addresses or `-`.

    Of folders the files with a known ending are taken, without hidden ones. What is named twice is
    read once, and files at `output_paths`, where an earlier run may have left its result, not at
    all. What cannot be read is left out with a note, and so is a page or Markdown that Frontdesk
    itself has written. Documents of the same title are told apart by their paths. Raises
    InputError where a path is missing, a folder has no documents, or nothing can be read. To fetch
    addresses it runs an event loop, so that none may be running.
    """
    found = find_documents(names)
    pages = _fetch([name for name in found if isinstance(name, str) and name != STANDARD_INPUT])
    outputs = {Path(path).resolve() for path in output_paths if path}
    documents: dict[Path | str, _Named] = {}
    notes: list[str] = []
    unreadable = 0
    for name in found:
        told = STANDARD_INPUT_TITLE if name == STANDARD_INPUT else printable(str(name))
        if isinstance(name, Path) and name.resolve() in outputs:
            notes.append(f"{told} is where the result goes and was left out.")
            continue
        try:
            document = _read_page(pages[name]) if name in pages else _read_file(name)
        except UnreadableError as error:
            notes.append(f"{told} {error} and was left out.")
            unreadable += not isinstance(error, OwnOutputError)
        else:
            # Several addresses may lead on to one.
            documents.setdefault(document.document.url or name, document)
    if not documents:
        raise InputError(f"There is nothing to read: {' '.join(notes)}")
    return LoadedDocuments(list(_sources([*documents.values()])), notes, unreadable)


def read_standard_input() -> str:
    """Return all of standard input as text. Raises InputError where it is something else."""
    try:
        return decode(_read_bytes(STANDARD_INPUT))
    except UnreadableError as error:
        raise InputError(f"{STANDARD_INPUT_TITLE} {error}.") from error


def _fetch(addresses: list[str]) -> dict[Path | str, Document | UnreadableError]:
    if not addresses:
        return {}
    from frontdesk.documents.fetch import fetch_documents

    return dict(zip(addresses, asyncio.run(fetch_documents(addresses)), strict=True))


def _read_page(page: Document | UnreadableError) -> _Named:
    if isinstance(page, UnreadableError):
        raise page
    address = urlsplit(page.url)
    last = [address.query] if address.query else []
    parts = [address.netloc, *filter(None, address.path.split("/")), *last]
    return _Named(page._replace(title=page.title or printable(page.url)), tuple(parts))


def _read_file(name: Path | str) -> _Named:
    data = _read_bytes(name)
    if not isinstance(name, Path):
        document = read_document(data)
        return _Named(document._replace(title=STANDARD_INPUT_TITLE), (STANDARD_INPUT_TITLE,))
    document = read_document(data, FORMAT_OF_ENDING.get(name.suffix.lower()))
    title = document.title or printable(name.stem)
    return _Named(document._replace(title=title), Path(os.path.abspath(name)).parts)


def _read_bytes(name: Path | str) -> bytes:
    most_bytes = read_settings().max_document_bytes
    try:
        if not isinstance(name, Path):
            data = b"" if sys.stdin is None else sys.stdin.buffer.read(most_bytes + 1)
        else:
            with name.open("rb") as file:
                data = file.read(most_bytes + 1)
    except OSError as error:
        raise UnreadableError(f"cannot be read ({error.strerror})") from error
    if len(data) > most_bytes:
        raise too_large(most_bytes)
    return data


def _sources(documents: list[_Named]) -> Iterator[Source]:
    """Yield the sources; titles that several share have the end of the path added to them.

    Where that is the same as well, as in `http` and `https` addresses, they have a number, too.
    """
    taken: set[str] = set()
    sharing = defaultdict(list)
    for document, parts in documents:
        sharing[document.title].append(parts)
    for document, parts in documents:
        title = document.title
        if len(sharing[title]) > 1:
            title = f"{title} ({_path_ending(parts, sharing[title])})"
        unique, number = title, 1
        while unique in taken:
            number += 1
            unique = f"{title} ({number})"
        taken.add(unique)
        source: Source = {"title": unique, "content": document.content}
        yield {**source, "url": document.url} if document.url else source


def _path_ending(parts: tuple[str, ...], others: list[tuple[str, ...]]) -> str:
    """Return as few parts from the path's end as tell it from the others."""
    length = 1
    while length < len(parts) and sum(other[-length:] == parts[-length:] for other in others) > 1:
        length += 1
    return printable("/".join(parts[-length:]))
