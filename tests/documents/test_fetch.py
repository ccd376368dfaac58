"""Fetching documents from web addresses, through a real server on this machine."""

import asyncio
import gzip
import socket
import tracemalloc
from collections.abc import Callable, Iterator

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from frontdesk.documents.document import Document, UnreadableError
from frontdesk.documents.fetch import fetch_documents
from frontdesk.documents.load import load_documents
from frontdesk.documents.missing import fetch_missing
from frontdesk.errors import InputError
from frontdesk.testing.loopback import LoopbackServer
from state.faq import FAQInput, Source

PAGE = "<html><head><title>Help</title></head><body><p>You have 30 days.</p></body></html>"
MakePdf = Callable[..., bytes]


class Names(AbstractResolver):
    """Answers every name with the same IP addresses."""

    def __init__(self, *ips: str) -> None:
        self.ips = ips
        self.asked = 0

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:
        self.asked += 1
        return [
            {
                "hostname": host,
                "host": ip,
                "port": port,
                "family": socket.AF_INET6 if ":" in ip else socket.AF_INET,
                "proto": 0,
                "flags": socket.AI_NUMERICHOST,
            }
            for ip in self.ips
        ]

    async def close(self) -> None:
        pass


class Site:
    """A web site; `requests` are those that it got, `at_once` how many at the same time."""

    def __init__(self) -> None:
        self.requests: list[web.Request] = []
        self.open = 0
        self.at_once = 0
        self.pdf = b""
        self.bomb = b""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        self.open += 1
        self.at_once = max(self.at_once, self.open)
        try:
            return await self._answer(request, request.match_info["what"])
        finally:
            self.open -= 1

    async def _answer(self, request: web.Request, what: str) -> web.StreamResponse:
        match what.split("/"):
            case ["page"]:
                response = web.Response(text=PAGE, content_type="text/html")
                response.set_cookie("seen", "yes")
                return response
            case ["latin"]:
                body = PAGE.replace("30", "dreißig").encode("latin-1")
                return web.Response(
                    body=body, headers={"Content-Type": "text/html; charset=latin-1"}
                )
            case ["markdown"]:
                return web.Response(text="# Costs\n\nNone.", content_type="text/markdown")
            case ["manual"]:
                return web.Response(body=self.pdf, content_type="application/octet-stream")
            case ["picture"]:
                return web.Response(body=b"\x89PNG", content_type="image/png")
            case ["large"]:
                return web.Response(body=b"a " * 1_500_000, content_type="text/plain")
            case ["endless"]:
                endless = web.StreamResponse(headers={"Content-Type": "text/plain"})
                await endless.prepare(request)
                while True:
                    await endless.write(b"word " * 10_000)
            case ["bomb"]:
                headers = {"Content-Type": "text/plain", "Content-Encoding": "gzip"}
                return web.Response(body=self.bomb, headers=headers)
            case ["packed", how]:
                return web.Response(body=b"not packed", headers={"Content-Encoding": how})
            case ["slow"]:
                await asyncio.sleep(30)
            case ["wait", *_]:
                await asyncio.sleep(0.05)
                return web.Response(text=PAGE, content_type="text/html")
            case ["hop", left]:
                raise web.HTTPFound("/page#part" if left == "1" else f"/hop/{int(left) - 1}")
            case ["away"]:
                return web.Response(status=302, headers={"Location": request.query["to"]})
        raise web.HTTPNotFound


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def url(site: Site) -> Iterator[str]:
    application = web.Application()
    application.router.add_get("/{what:.*}", site.answer)
    with LoopbackServer(lambda: application) as server:
        yield server.url


@pytest.fixture
def intranet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Allow this machine's address, as an operator may allow an intranet's."""
    monkeypatch.setenv("FRONTDESK_ALLOW_PRIVATE_ADDRESSES", "true")


async def _fetch(*addresses: str, names: AbstractResolver | None = None) -> list[object]:
    """Return the documents, and the sentences of those that failed."""
    found = await fetch_documents(addresses, names)
    return [str(each) if isinstance(each, UnreadableError) else each for each in found]


async def test_pages_are_read_by_what_the_server_says_they_are(
    site: Site, url: str, intranet: None, make_pdf: MakePdf, no_blocking_calls: object
) -> None:
    site.pdf = make_pdf([[("Manual", 20, 700, False), ("Press the knob.", 11, 650, False)]])

    page, latin, markdown, manual = await _fetch(
        f"{url}/page#part", f"{url}/latin", f"{url}/markdown", f"{url}/manual"
    )

    assert page == Document("Help", "You have 30 days.\n", f"{url}/page")
    assert latin == Document("Help", "You have dreißig days.\n", f"{url}/latin")
    assert markdown == Document("Costs", "# Costs\n\nNone.", f"{url}/markdown")
    assert manual == Document("Manual", "# Manual\n\nPress the knob.\n", f"{url}/manual")


async def test_redirections_are_followed_five_times_and_no_cookie_is_kept(
    site: Site, url: str, intranet: None
) -> None:
    five, six = await _fetch(f"{url}/hop/5", f"{url}/hop/6")

    assert five == Document("Help", "You have 30 days.\n", f"{url}/page")
    assert six == "leads on to more than 5 other addresses"
    assert not any("Cookie" in request.headers for request in site.requests)


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("gone", "was answered with 404 Not Found"),
        ("picture", "is 'image/png', which cannot be read"),
        ("large", "is larger than the 1 MB that FRONTDESK_MAX_DOCUMENT_MB allows"),
        ("endless", "is larger than the 1 MB that FRONTDESK_MAX_DOCUMENT_MB allows"),
        ("slow", "was not there within 0.5 seconds"),
        ("packed/gzip", "comes packed in a way that cannot be read"),
        ("packed/br", "comes packed in a way that cannot be read"),
    ],
)
async def test_what_cannot_be_fetched_is_told_in_a_sentence(
    url: str, intranet: None, monkeypatch: pytest.MonkeyPatch, path: str, sentence: str
) -> None:
    monkeypatch.setenv("FRONTDESK_MAX_DOCUMENT_MB", "1")
    monkeypatch.setenv("FRONTDESK_FETCH_TIMEOUT", "0.5" if path == "slow" else "20")

    page, failed = await _fetch(f"{url}/page", f"{url}/{path}")

    assert isinstance(page, Document)
    assert failed == sentence


async def test_a_server_that_is_not_there_is_told_as_the_system_tells_it(intranet: None) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        [failed] = await _fetch(f"http://127.0.0.1:{unused.getsockname()[1]}/")

    assert str(failed).startswith("cannot be reached: Connect call failed (")


async def test_an_answer_that_unpacks_to_very_much_is_not_unpacked(
    site: Site, url: str, intranet: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRONTDESK_MAX_DOCUMENT_MB", "1")
    site.bomb = gzip.compress(bytes(100_000_000))
    tracemalloc.start()

    (failed,) = await _fetch(f"{url}/bomb")

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert str(failed).startswith("is larger than the 1 MB")
    assert peak < 20_000_000


async def test_few_pages_are_fetched_at_once(site: Site, url: str, intranet: None) -> None:
    found = await _fetch(*[f"{url}/wait?{number}" for number in range(10)])

    assert all(isinstance(document, Document) for document in found)
    assert site.at_once == 4


async def test_this_machine_is_not_reached_unless_it_is_allowed(site: Site, url: str) -> None:
    port = url.rpartition(":")[2]

    found = await _fetch(url, f"http://localhost:{port}/page", f"http://2130706433:{port}/")

    assert found == [
        "cannot be fetched: 127.0.0.1 is not a public address",
        "cannot be fetched: localhost has no public address",
        "cannot be fetched: 127.0.0.1 is not a public address",
    ]
    assert site.requests == []


@pytest.mark.parametrize("ip", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:7f00:1"])
async def test_a_name_that_stands_for_a_private_address_is_not_reached(
    site: Site, url: str, ip: str
) -> None:
    address = f"http://shop.example:{url.rpartition(':')[2]}/page"

    found = await _fetch(address, names=Names(ip))

    assert found == ["cannot be fetched: shop.example has no public address"]
    assert site.requests == []


async def test_the_address_that_was_checked_is_the_one_that_is_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names, connected = Names("10.0.0.1", "93.184.216.34", "127.0.0.1"), []

    async def connect(self: object, sock: socket.socket, address: tuple[str, int]) -> None:
        connected.append(address[0])
        raise OSError("no network here")

    monkeypatch.setattr("asyncio.selector_events.BaseSelectorEventLoop.sock_connect", connect)
    (failed,) = await _fetch("http://shop.example/page", names=names)

    assert connected == ["93.184.216.34"]
    assert names.asked == 1
    assert str(failed).startswith("cannot be reached: ")


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        ("http://169.254.169.254/latest/", "169.254.169.254 is not a public address"),
        ("//[::ffff:127.0.0.1]/", "::ffff:7f00:1 is not a public address"),
        ("file:///etc/passwd", "only http and https addresses can"),
        ("http://me:secret@shop.example/", "an address may not hold a name or password"),
        ("http://shop.example:25/", "port 25 is not one of the web's"),
        ("http://[", "cannot be reached: "),
    ],
)
async def test_a_redirection_leads_only_where_an_address_may(
    site: Site, url: str, monkeypatch: pytest.MonkeyPatch, target: str, sentence: str
) -> None:
    # This machine's own address passes for a public one, so that the server can redirect at all.
    monkeypatch.setattr("frontdesk.documents.fetch.is_public", lambda ip: ip == "127.0.0.1")
    address = f"http://shop.example:{url.rpartition(':')[2]}/away"

    (failed,) = await _fetch(f"{address}?to={target}", names=Names("127.0.0.1"))

    assert sentence in str(failed)
    assert len(site.requests) == 1


async def test_a_proxy_of_the_environment_is_used(
    site: Site, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", url)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)

    document, refused = await _fetch("http://shop.example/page", "http://10.0.0.1/page")

    assert document == Document("Help", "You have 30 days.\n", "http://shop.example/page")
    assert site.requests[0].headers["Host"] == "shop.example"
    assert refused == "cannot be fetched: 10.0.0.1 is not a public address"


def test_addresses_are_loaded_beside_files_and_a_failure_is_a_note(
    url: str, intranet: None, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = load_documents([f"{url}/page", f"{url}/gone", f"{url}/wait", f"{url}/page"])

    assert [(source["title"], source["url"]) for source in loaded.sources] == [
        ("Help (page)", f"{url}/page"),
        ("Help (wait)", f"{url}/wait"),
    ]
    assert loaded.notes == [f"{url}/gone was answered with 404 Not Found and was left out."]


def test_addresses_that_lead_to_one_page_are_one_document_and_others_can_be_told_apart(
    url: str, intranet: None
) -> None:
    loaded = load_documents([f"{url}/hop/2", f"{url}/page#part", f"{url}/wait", f"{url}/wait?"])

    assert [(source["title"], source["url"]) for source in loaded.sources] == [
        ("Help (page)", f"{url}/page"),
        ("Help (wait)", f"{url}/wait"),
    ]


def test_documents_of_one_title_and_one_ending_of_the_path_are_told_apart_by_a_number(
    url: str, intranet: None
) -> None:
    loaded = load_documents([f"{url}/wait/", f"{url}/wait"])

    title = f"Help ({url.removeprefix('http://')}/wait)"
    assert [source["title"] for source in loaded.sources] == [title, f"{title} (2)"]


async def test_a_graph_fetches_what_has_no_content_where_the_setting_allows_it(
    url: str, intranet: None, monkeypatch: pytest.MonkeyPatch, no_blocking_calls: object
) -> None:
    monkeypatch.setenv("FRONTDESK_SERVER_FETCHES", "true")
    sources: list[Source] = [
        {"title": "Sent", "content": "Words.", "url": "https://example.com/sent"},
        {"title": "Fetched", "content": " ", "url": f"{url}/hop/1"},
        {"title": "Empty", "content": ""},
    ]
    assert FAQInput(sources=sources).sources == sources

    complete = await fetch_missing(sources)

    page: Source = {"title": "Fetched", "content": "You have 30 days.\n", "url": f"{url}/page"}
    assert complete == [sources[0], page, sources[2]]


async def test_a_graph_fetches_nothing_unless_it_is_allowed(
    site: Site, url: str, intranet: None
) -> None:
    sent: Source = {"title": "Sent", "content": "Words.", "url": f"{url}/page"}

    assert await fetch_missing([sent]) == [sent]
    with pytest.raises(InputError, match=r"/page has no content: .* FRONTDESK_SERVER_FETCHES"):
        await fetch_missing([sent, {"title": "Page", "content": "", "url": f"{url}/page"}])
    assert site.requests == []


async def test_a_graph_tells_what_it_cannot_fetch(
    url: str, intranet: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRONTDESK_SERVER_FETCHES", "true")

    with pytest.raises(InputError, match=r"^http://127\S+/gone was answered with 404 Not Found\.$"):
        await fetch_missing([{"title": "Page", "content": "", "url": f"{url}/gone"}])
