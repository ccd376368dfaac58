"""Find what a mail program, a chat or a browser may open or load: addresses, links, markup."""

import re
import unicodedata

# An address begins where no letter before it could, so that a long word is not tried from each.
_LINK = re.compile(
    r"\b(?:[a-z][a-z0-9+.-]*://|mailto:|tel:|data:|javascript:)\S+"
    r"|(?<![^\s@<>])[^\s@<>]++@[^\s@<>]+\.[^\s@<>]+"
    # A dot between two words is one of an address: no language writes words so.
    r"|(?<![^\W_])(?<![^\W_][.-])[^\W_](?:[^\W_]|-)*(?:\.(?:[^\W_]|-)+)*\.[^\W\d_]{2,}\b(?:/\S*)?"
    # Links and images of Markdown, and tags.
    r"|!?\[[^\]]*\]\s*[(\[][^\])]*[)\]]|<\s*[a-z/!][^<>]*>",
    re.IGNORECASE,
)


def unknown_links(text: str, known: str) -> list[str]:
    """Return the links, addresses and tags in `text` that do not stand in `known`.

    However they are written: in letters of another width, in capitals, with invisible characters.
    """
    given = _LINK.findall(_plain(text))
    if not given:
        return []
    plain = _plain(known)
    allowed = {_shown(found) for found in _LINK.findall(plain)}
    return [
        found
        for found in given
        if _shown(found) not in allowed and found.casefold() not in plain.casefold()
    ]


def _shown(link: str) -> str:
    return link.casefold().rstrip(".,;:!?)]}>'\"/")


def _plain(text: str) -> str:
    normal = unicodedata.normalize("NFKC", text)
    return "".join(letter for letter in normal if unicodedata.category(letter) != "Cf")
