"""Check a reply that a model wrote: it shows nothing that only an injected order could ask for."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from frontdesk.documents.links import unknown_links
from nodes.promises import promises_in

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
    if unknown_links(reply, "\n".join(links_from)):
        return "it has a link, an image or markup that was not given"
    text = _plain(reply)
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
