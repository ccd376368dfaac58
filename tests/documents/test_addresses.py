"""Which web addresses may be fetched."""

import pytest

from frontdesk.documents.addresses import checked_address, is_address
from frontdesk.documents.document import UnreadableError

NOT_PUBLIC = [
    "127.0.0.1",
    "127.1",
    "0x7f.1",
    "2130706433",
    "017700000001",
    "127.0.0.1.",
    "①②⑦.⓪.⓪.①",
    "0",
    "10.1.2.3",
    "100.64.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "192.168.1.1",
    "192.0.2.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "[::]",
    "[::1]",
    "[::127.0.0.1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:10.0.0.1]",
    "[64:ff9b::10.0.0.1]",
    "[64:ff9b:1::10.0.0.1]",
    "[2002:7f00:1::]",
    "[2001:db8::1]",
    "[fc00::1]",
    "[fe80::1]",
    "[fe80::1%25eth0]",
    "[fec0::1]",
    "[ff02::1]",
]


@pytest.mark.parametrize("host", NOT_PUBLIC)
def test_a_host_that_is_not_on_the_public_internet_is_refused(host: str) -> None:
    with pytest.raises(UnreadableError, match=r"is not a public address$"):
        checked_address(f"http://{host}/")

    checked_address(f"http://{host}/", allow_private=True)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.com/help?x=1#top",
        "HTTP://example.com:8080/",
        "http://example.com:443",
        "http://8.8.8.8/",
        "http://[2606:4700::1111]/",
        "http://[64:ff9b::8.8.8.8]/",
        "https://münchen.example/",
    ],
)
def test_an_address_of_the_public_internet_may_be_fetched(address: str) -> None:
    assert checked_address(address).host


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("ftp://example.com/a", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("http://", "is no web address"),
        ("http://[::1", "is no web address"),
        ("http://example.com:99999/", "is no web address"),
        ("http://example.com:22/", "port 22 is not one of the web's"),
        ("http://example.com:0/", "port 0 is not one of the web's"),
        ("http://me:secret@example.com/", "may not hold a name or password"),
        ("http://me@example.com/", "may not hold a name or password"),
    ],
)
def test_any_other_address_is_refused_in_a_sentence(address: str, sentence: str) -> None:
    with pytest.raises(UnreadableError, match=sentence):
        checked_address(address)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("https://example.com", True),
        ("file:///etc/passwd", True),
        ("notes.md", False),
        ("./a://b", False),
        ("-", False),
        ("", False),
    ],
)
def test_an_address_is_told_from_a_path(name: str, meant: bool) -> None:
    assert is_address(name) is meant
