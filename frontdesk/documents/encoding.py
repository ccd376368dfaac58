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
# The share of odd characters that a guess may leave; charset-normalizer's own limit is 0.2.
_MOST_CHAOS = 0.1
# Enough to guess from, and quick however large the document is.
_SAMPLE_BYTES = 200_000


def decode(data: bytes, declared: str = "") -> str:
    r"""Return `data` as text with `\n` for every line end.

    A byte-order mark decides, then the encoding that was `declared`, then UTF-8, then a guess that
    has to be a confident one. Raises UnreadableError where none of them gives text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _decoded(data[len(mark) :], encoding)
            break
    else:
        text = (_decoded(data, declared) if declared else None) or _decoded(data, "utf-8")
        if text is None:
            text = _decoded(data, _guessed_encoding(data))
    if text is None:
        raise UnreadableError("is not text in UTF-8 or any encoding that can be recognised")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError, ValueError):
        return None
    return None if "\0" in text else text


def _guessed_encoding(data: bytes) -> str:
    """Return the encoding in which the data reads as words of a language, or an empty string."""
    from charset_normalizer import from_bytes

    if b"\0" in data:
        return ""
    best = from_bytes(data[:_SAMPLE_BYTES]).best()
    confident = best is not None and best.chaos < _MOST_CHAOS and best.coherence > 0
    return best.encoding if best is not None and confident else ""
