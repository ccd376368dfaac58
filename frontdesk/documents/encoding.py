"""Turn bytes into text."""

import codecs

from frontdesk.documents.document import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What the web calls by these names is Windows' encoding, of which they are a part.
_LATIN = ("ascii", "iso8859-1")
# Python's own encodings, for other things than pages; some take very long to decode.
_NO_TEXT = ("idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7")
# The share of odd characters that a guess may leave; charset-normalizer's own limit is 0.2.
_MOST_CHAOS = 0.1
# The share of bad characters in a page that does not keep to the encoding it names.
_MOST_BAD = 0.01
# Enough to guess from, and quick however large the document is.
_SAMPLE_BYTES = 200_000


def decode(data: bytes, declared: str = "") -> str:
    r"""Return `data` as text with `\n` for every line end.

    A byte-order mark decides, then the encoding that was `declared`, then UTF-8, then what was
    declared in spite of a few flaws, then a guess that has to be a confident one. Raises
    UnreadableError where none of them gives text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _decoded(data[len(mark) :], encoding)
            break
    else:
        declared = _web_encoding(declared)
        text = (_decoded(data, declared) if declared else None) or _decoded(data, "utf-8")
        if text is None:
            text = _mended(data, declared) or _decoded(data, _guessed_encoding(data))
    if text is None:
        raise UnreadableError("is not text in UTF-8 or any encoding that can be recognised")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _web_encoding(declared: str) -> str:
    """Return the encoding that is meant by a page's or server's word, or an empty string."""
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        return ""
    if name in _LATIN:
        return "cp1252"
    return "" if name in _NO_TEXT else name


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError, ValueError):
        return None
    return None if "\0" in text else text


def _mended(data: bytes, declared: str) -> str | None:
    """Return what is in the declared encoding but for a few bytes, with a mark for each of them."""
    try:
        text = data.decode(declared, "replace")
    except (UnicodeError, LookupError, ValueError):
        return None
    few = text.count("\ufffd") <= _MOST_BAD * len(text)
    return text if few and "\0" not in text else None


def _guessed_encoding(data: bytes) -> str:
    """Return the encoding in which the data reads as words of a language, or an empty string."""
    from charset_normalizer import from_bytes

    if b"\0" in data:
        return ""
    best = from_bytes(data[:_SAMPLE_BYTES]).best()
    confident = best is not None and best.chaos < _MOST_CHAOS and best.coherence > 0
    return best.encoding if best is not None and confident else ""
