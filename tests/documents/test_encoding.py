"""Text in any encoding that can be told."""

import pytest

from frontdesk.documents.document import UnreadableError
from frontdesk.documents.encoding import decode

GERMAN = "Das Café öffnet um neun Uhr. Für die Rückgabe gilt eine Frist von dreißig Tagen.\n"
RUSSIAN = "Вы можете вернуть товар в течение тридцати дней после получения заказа.\n"
JAPANESE = "商品は三十日以内に返品することができます。送料はお客様の負担となります。\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "utf-8"),
        (GERMAN, "utf-8-sig"),
        (GERMAN, "utf-16"),
        (GERMAN, "utf-32"),
        (GERMAN, "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (JAPANESE, "shift_jis"),
    ],
)
def test_text_is_read_in_its_own_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_big_endian_text_with_a_mark_is_read() -> None:
    assert decode(b"\xfe\xff" + GERMAN.encode("utf-16-be")) == GERMAN


def test_line_ends_become_one() -> None:
    assert decode(b"a\r\nb\rc\n") == "a\nb\nc\n"


@pytest.mark.parametrize("declared", ["iso-8859-1", "US-ASCII", "windows-1252"])
def test_what_a_page_calls_latin_1_may_hold_windows_quotes(declared: str) -> None:
    assert decode(b"\x93Caf\xe9\x94", declared) == "\u201cCafé\u201d"


@pytest.mark.parametrize("declared", ["punycode", "zlib", "no such", "unicode_escape", "\0"])
def test_an_encoding_that_is_none_of_text_is_not_used(declared: str) -> None:
    assert decode(rb"Caf\u00e9-x", declared) == rb"Caf\u00e9-x".decode()


def test_a_few_bytes_that_break_the_declared_encoding_are_marked() -> None:
    page = b"Open daily \xff from nine to five. " + b"Come and see us. " * 9

    assert decode(page, "utf-8") == page.decode(errors="replace")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"a\x00b", id="null"),
        pytest.param("Café".encode("latin-1"), id="too short to tell"),
        pytest.param(b"\x89PNG\r\n\x1a\n\xff\xd8\xff\xe0" * 9, id="binary"),
        pytest.param(b"\xff\xfea", id="half a character"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"^is not text in UTF-8 or any encoding"):
        decode(data)
