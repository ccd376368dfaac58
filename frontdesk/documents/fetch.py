"""Fetch documents from web addresses."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from http import HTTPStatus
from urllib.request import getproxies, proxy_bypass

from aiohttp import (
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    TCPConnector,
)
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from yarl import URL

from frontdesk.documents.addresses import checked_address, is_public
from frontdesk.documents.document import Document, UnreadableError, printable
from frontdesk.documents.formats import FORMAT_OF_TYPE, read_document, too_large
from frontdesk.settings import Settings, read_settings

MOST_REDIRECTS = 5
MOST_AT_ONCE = 4

_HEADERS = {
    "User-Agent": "Frontdesk",
    "Accept": "text/html, text/markdown, text/plain, application/pdf, */*;q=0.1",
    "Accept-Encoding": "gzip, deflate",
}
_NO_TYPE = ("", "application/octet-stream", "binary/octet-stream")
_REDIRECTS = (301, 302, 303, 307, 308)
_CHUNK_BYTES = 65536


class PublicResolver(AbstractResolver):
    """A resolver that gives public IP addresses only.

    A connection goes to an address that the resolver gave, so that no later answer can differ
    from the one that was checked.
    """

    def __init__(self, resolver: AbstractResolver) -> None:
        self._resolver = resolver

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:
        """Return the host's public addresses. Raises UnreadableError where it has none."""
        found = await self._resolver.resolve(host, port, family)  # type: ignore[arg-type]
        public = [answer for answer in found if is_public(answer["host"])]
        if not public:
            raise UnreadableError(f"cannot be fetched: {host} has no public address")
        return public

    async def close(self) -> None:
        """Release the resolver."""
        await self._resolver.close()


async def fetch_documents(
    addresses: Sequence[str], resolver: AbstractResolver | None = None
) -> list[Document | UnreadableError]:
    """Fetch and read the documents at `addresses`, a few at a time; give them in that order.

    A failure stands in the place of its document. Each address is one that a user named, so that
    robots.txt, which speaks to programs that follow links, is not asked. No cookie is kept and no
    password sent. Only public addresses are reached, on whatever way, unless the setting
    FRONTDESK_ALLOW_PRIVATE_ADDRESSES is on. Where the environment sets a proxy (HTTP_PROXY,
    HTTPS_PROXY, NO_PROXY), the proxy looks up the names, and it has to refuse private addresses.
    `resolver` looks up names, by default the system's.
    """
    settings, places = read_settings(), asyncio.Semaphore(MOST_AT_ONCE)

    async def fetch(address: str) -> Document | UnreadableError:
        async with places:
            try:
                return await _fetch(address, settings, resolver)
            except UnreadableError as error:
                return error

    return await asyncio.gather(*map(fetch, addresses))


async def _fetch(address: str, settings: Settings, resolver: AbstractResolver | None) -> Document:
    seconds = settings.fetch_timeout
    try:
        async with asyncio.timeout(seconds):
            url, data, content_type, charset = await _get(address, settings, resolver)
    except TimeoutError as error:
        raise UnreadableError(f"was not there within {seconds:g} seconds") from error
    except (ClientError, OSError, ValueError) as error:
        raise UnreadableError(_sentence(error)) from error
    told = FORMAT_OF_TYPE.get(content_type)
    if told is None and content_type not in _NO_TYPE:
        raise UnreadableError(f"is {content_type!r}, which cannot be read")
    document = await asyncio.to_thread(read_document, data, told, charset)
    return document._replace(url=url)


def _sentence(error: Exception) -> str:
    """Say what went wrong in the system's words, if there are any, and not in the library's."""
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    if "content-encoding" in reason:
        return "comes packed in a way that cannot be read"
    return f"cannot be reached: {printable(reason)}"


async def _get(
    address: str, settings: Settings, resolver: AbstractResolver | None
) -> tuple[str, bytes, str, str]:
    """Return the final address, its content, and the type and encoding that the server gives."""
    url = checked_address(address, allow_private=settings.allow_private_addresses)
    for _ in range(MOST_REDIRECTS + 1):
        async with AsyncExitStack() as stack:
            response = await _answer(url, settings, resolver, stack)
            if response.status in _REDIRECTS and "Location" in response.headers:
                url = checked_address(
                    url.join(URL(response.headers["Location"])),
                    allow_private=settings.allow_private_addresses,
                )
                continue
            if response.status != HTTPStatus.OK:
                raise UnreadableError(f"was answered with {response.status} {response.reason}")
            data = await _read(response, settings.max_document_bytes)
            content_type = response.headers.get("Content-Type", "").partition(";")[0]
            final = str(url.with_fragment(None))
            return final, data, content_type.strip().lower(), response.charset or ""
    raise UnreadableError(f"leads on to more than {MOST_REDIRECTS} other addresses")


async def _answer(
    url: URL, settings: Settings, resolver: AbstractResolver | None, stack: AsyncExitStack
) -> ClientResponse:
    """Return the answer's head. The stack closes the connection, which serves nothing else."""
    proxy = None if proxy_bypass(url.host or "") else getproxies().get(url.scheme)
    lookup = resolver or ThreadedResolver()
    if not (proxy or settings.allow_private_addresses):
        lookup = PublicResolver(lookup)
    session = await stack.enter_async_context(
        ClientSession(
            connector=TCPConnector(resolver=lookup, use_dns_cache=False),
            cookie_jar=DummyCookieJar(),
            headers=_HEADERS,
            timeout=ClientTimeout(total=None),
        )
    )
    return await stack.enter_async_context(session.get(url, allow_redirects=False, proxy=proxy))


async def _read(response: ClientResponse, most_bytes: int) -> bytes:
    if (response.content_length or 0) > most_bytes:
        raise too_large(most_bytes)
    data = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK_BYTES):
        data += chunk
        if len(data) > most_bytes:
            raise too_large(most_bytes)
    return bytes(data)
