"""Fetch what a caller named by its address alone."""

import asyncio
import importlib
from collections.abc import Sequence

from frontdesk.documents.document import UnreadableError
from frontdesk.errors import InputError
from frontdesk.settings import read_settings
from state.faq import Source


async def fetch_missing(sources: Sequence[Source]) -> list[Source]:
    """Return the sources, with the content of those that have a `url` but no content fetched.

    They keep their titles, and their `url` becomes the one that the content came from. Raises
    InputError where the setting FRONTDESK_SERVER_FETCHES is off, or where one cannot be fetched:
    a graph has no other way to tell which of its documents is missing.
    """
    wanted = [source["url"] or "" for source in sources if _is_missing(source)]
    if not wanted:
        return [*sources]
    if not read_settings().server_fetches:
        raise InputError(
            f"The document at {wanted[0]} has no content: send it, or let addresses be fetched "
            "with FRONTDESK_SERVER_FETCHES=true."
        )
    fetch = await asyncio.to_thread(importlib.import_module, "frontdesk.documents.fetch")
    fetched = iter(await fetch.fetch_documents(wanted))
    complete: list[Source] = []
    for source in sources:
        if not _is_missing(source):
            complete.append(source)
            continue
        document = next(fetched)
        if isinstance(document, UnreadableError):
            raise InputError(f"{source['url']} {document}.") from document
        complete.append({**source, "content": document.content, "url": document.url})
    return complete


def _is_missing(source: Source) -> bool:
    return bool(source.get("url")) and not source["content"].strip()
