"""A published FAQ: read what `frontdesk faq --format json` wrote, and find what matters in it."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ValidationError

from frontdesk.errors import InputError, explain_validation

# A selection of fewer entries saves little and may miss the right one, above all when the question
# is in another language than the FAQ.
MOST_ENTRIES = 8

_WORD = re.compile(r"[^\W_]+")
# Words count by their beginning: "return", "returns" and "returned" are one.
_BEGINNING = 4


class Entry(NamedTuple):
    """A question with its answer, and the titles and addresses of what the answer rests on."""

    question: str
    answer: str
    sources: tuple[str, ...]
    addresses: tuple[str, ...] = ()


class _Source(BaseModel):
    title: str
    url: str | None = None


class _FAQ(BaseModel):
    question: str
    answer: str
    sources: list[str | _Source] = []
    status: Literal["answered", "unsupported", "failed", "skipped"]


class _Published(BaseModel):
    faqs: list[_FAQ]
    addresses: dict[str, str] = {}

    def addresses_of(self, faq: _FAQ) -> tuple[str, ...]:
        own = [each.url for each in faq.sources if isinstance(each, _Source)]
        listed = [self.addresses.get(each) for each in faq.sources if isinstance(each, str)]
        return tuple(filter(None, [*own, *listed]))


def published_faq(path: str) -> tuple[Entry, ...]:
    """Return the answered entries of the FAQ in the JSON file at `path`.

    The file is read again when it has changed. A source may be a title, whose address may be in
    the file's `addresses`, or an object of `title` and `url`. Blocks.
    Raises InputError where there is no such FAQ.
    """
    file = Path(path).expanduser()
    try:
        facts = file.stat()
        return _read(file, facts.st_mtime_ns, facts.st_size)
    except OSError as error:
        raise InputError(
            f"FRONTDESK_FAQ: {path} cannot be read: {error.strerror or error}."
        ) from error


def select_entries(
    entries: Sequence[Entry], text: str, most: int = MOST_ENTRIES
) -> tuple[Entry, ...]:
    """Return the at most `most` entries that share most with `text`, the rarer words the more.

    All where there are not more.
    """
    if len(entries) <= most:
        return tuple(entries)
    beginnings = [_beginnings(f"{entry.question} {entry.answer}") for entry in entries]
    asked_with = [_beginnings(entry.question) for entry in entries]
    holding = Counter(word for words in beginnings for word in words)
    rarity = {word: math.log(1 + len(entries) / holding[word]) for word in holding}
    wanted = _beginnings(text) & rarity.keys()
    worth = [
        sum(rarity[word] * (1 + (word in asked)) for word in wanted & words)
        for words, asked in zip(beginnings, asked_with, strict=True)
    ]
    best = sorted(range(len(entries)), key=lambda place: -worth[place])[:most]
    return tuple(entries[place] for place in best if worth[place])


@lru_cache(maxsize=4)
def _read(file: Path, modified: int, size: int) -> tuple[Entry, ...]:
    """Return the entries of a file of this time and size: another one is read anew."""
    try:
        published = _Published.model_validate_json(file.read_bytes())
    except ValidationError as error:
        raise InputError(
            f"FRONTDESK_FAQ: {file} is not an FAQ as `frontdesk faq --format json` writes it "
            f"({explain_validation(error)[:200].rstrip('.')})."
        ) from error
    return tuple(
        Entry(
            faq.question,
            faq.answer,
            tuple(each if isinstance(each, str) else each.title for each in faq.sources),
            published.addresses_of(faq),
        )
        for faq in published.faqs
        if faq.status == "answered"
    )


def _beginnings(text: str) -> frozenset[str]:
    return frozenset(word[:_BEGINNING] for word in _WORD.findall(text.casefold()))
