"""Find the files that are meant by paths."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from frontdesk.documents.addresses import is_address
from frontdesk.documents.formats import DOCUMENT_ENDINGS
from frontdesk.errors import InputError

STANDARD_INPUT = "-"


def find_documents(names: Sequence[str]) -> list[Path | str]:
    """Return the files that `names` mean, each once, and as they are the addresses and `-`.

    Of folders the files with a known ending are taken, without hidden ones. Raises InputError
    where a file or folder is missing or a folder has no documents.
    """
    found: dict[Path | str, Path | str] = {}
    for name in names:
        if name == STANDARD_INPUT or is_address(name):
            found.setdefault(name, name)
            continue
        path = Path(name)
        if not name or not path.exists():
            raise InputError(f"There is no file or folder {name!r}.")
        for file in _files_below(path) if path.is_dir() else [path]:
            found.setdefault(file.resolve(), file)
    return list(found.values())


def _files_below(folder: Path) -> list[Path]:
    files = list(_walk(folder))
    if not files:
        raise InputError(
            f"The folder {str(folder)!r} has no documents: files ending in "
            f"{', '.join(DOCUMENT_ENDINGS)}."
        )
    return files


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(parent, name)
            if name.lower().endswith(DOCUMENT_ENDINGS) and name[0] != "." and file.is_file():
                yield file


def _refuse(error: OSError) -> None:
    raise InputError(f"{error.filename} cannot be read: {error.strerror}.") from error
