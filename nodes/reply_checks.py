"""Check a reply that a model wrote: it shows nothing that only an injected order could ask for."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from nodes.promises import promises_in

# A link in any form: an address, also without its scheme, an image or link of Markdown or HTML, or
# an e-mail address.
_ADDRESS = re.compile(
    r"(?:https?|ftp|mailto|javascript|data):\S+|\bwww\.\S+"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\b(?:[a-z\d-]+\.)+(?:com|net|org|info|biz|io|co|app|dev|me|ly|gl|xyz|site|online|shop|top"
    r"|store|link|click|example|test|invalid|ru|cn|tk|eu|de|fr|es|it|nl|pl|uk|us|at|ch)\b(?:/\S*)?",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"!?\[[^\]]*\]\s*\([^)]*\)|!?\[[^\]]*\]\s*\[[^\]]*\]|<\s*/?[a-z!][^>]*>", re.I)
# Numbers of records and telephones: four digits and more, or letters, a hyphen and digits.
_DIGITS = re.compile(r"\d(?:[\s.,/()\-\u2010-\u2015]?\d)*")
_RECORD = re.compile(
    r"\b[A-Z]{1,10}[-\u2010-\u2015][A-Z\d]*\d[A-Z\d]*(?:-[A-Z\d]+)*\b", re.IGNORECASE
)
_FEWEST_DIGITS = 4
# So many words of the instructions in a row are no accident.
_RUN = 12


def problem_with(
    reply: str,
    *,
    numbers_from: Iterable[str],
    links_from: Iterable[str],
    instructions: str,
    every_number: bool = False,
    promises_from: Sequence[str] = (),
    asked: str = "",
) -> str | None:
    """Return why `reply` must not be sent, as the end of a sentence, or None.

    The reply may repeat the numbers in `numbers_from`, and the links and markup in `links_from`.
    Only long numbers count, or with `every_number` each. `instructions` are the words that it must
    not tell. It promises only what the texts in `promises_from` do, and names of the rest what is
    `asked` for (`nodes.promises`).
    """
    text, linked = _plain(reply), _plain("\n".join(links_from))
    addresses = {_address(found[0]) for found in _ADDRESS.finditer(linked)}
    if any(_address(found[0]) not in addresses for found in _ADDRESS.finditer(text)):
        return "it has a link that was not given"
    if any(found[0] not in linked for found in _MARKUP.finditer(text)):
        return "it has a link, an image or markup that was not given"
    given = _plain("\n".join(numbers_from))
    numbers, squashed = _numbers(given), _squashed(given)
    for digits in _numbers(text):
        if (every_number or len(digits) >= _FEWEST_DIGITS) and not _is_known(digits, numbers):
            return "it has a number that nobody gave"
    if any(_squashed(found[0]) not in squashed for found in _RECORD.finditer(text)):
        return "it has a number that nobody gave"
    if _has_run(text, _plain(instructions)):
        return "it tells its instructions"
    if found := promises_in(reply, ours="\n".join(promises_from), asked=asked):
        return f"it promises what nobody decided: {found[0]!r}"
    return None


def _plain(text: str) -> str:
    """Return `text` in its plainest letters, without the invisible ones."""
    normal = unicodedata.normalize("NFKC", text)
    return "".join(letter for letter in normal if unicodedata.category(letter) != "Cf")


def _address(shown: str) -> str:
    return shown.casefold().rstrip(".,;:!?)]}>'\"/")


def _numbers(text: str) -> set[str]:
    return {
        "".join(str(int(sign)) for sign in found[0] if sign.isdecimal())
        for found in _DIGITS.finditer(text)
    }


def _is_known(digits: str, numbers: set[str]) -> bool:
    return any(
        digits == number or (len(digits) >= _FEWEST_DIGITS and digits in number)
        for number in numbers
    )


def _squashed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _has_run(text: str, instructions: str) -> bool:
    """Return whether `text` has a long run of the words of `instructions`, whatever their case."""
    said = re.findall(r"\w+", text.casefold())
    told = re.findall(r"\w+", instructions.casefold())
    runs = {tuple(told[at : at + _RUN]) for at in range(len(told) - _RUN + 1)}
    return any(tuple(said[at : at + _RUN]) in runs for at in range(len(said) - _RUN + 1))
