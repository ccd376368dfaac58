"""Check a reply against its points: it tells all of them, and no number that they do not have."""

import re
import unicodedata
from collections.abc import Sequence

from frontdesk.documents.words import content_stems, is_english
from nodes.points import Point
from nodes.prompts import support_orchestrator as prompts

# Whatever has a digit in it is a fact: ids, dates, times, amounts; so are names in capitals with
# a hyphen, since hexadecimal numbers may have no digit.
_FACT = re.compile(
    r"[^\W_]*\d[^\W_]*(?:[-_/.,:][^\W_]+)*|[^\W\d_]+(?:[-_/][^\W_]+)*[-_/]\w*\d\w*(?:[-_/.,:][^\W_]+)*|\b[A-Z]{2,}-[A-Z]{4,}\b"
)
_LIST_NUMBER = re.compile(r"^[ \t]*\(?\d{1,2}[.)][ \t]", re.MULTILINE)
# An address, with or without its scheme, a Markdown link or image, or markup.
_ADDRESS = re.compile(
    r"\b[a-z][a-z0-9+.-]*://\S+|\b(?:[a-z0-9-]+\.)+[a-z]{2,}/\S*|\bwww\.\S+"
    r"|[^\s@]+@[^\s@]+\.[^\s@]+|!?\[[^\]]*\]\([^)]*\)|<[a-z/!][^<>]*>",
    re.IGNORECASE,
)
# So many words in a row that the instructions have are no accident.
_REPEATED_WORDS = 8
_ROOM_FOR_COURTESY = 1_000


def faults_of(reply: str, points: Sequence[Point], instructions: str) -> list[str]:
    """Return what is wrong with a reply, each in a sentence for whoever writes it anew.

    In any language: every fact of the points (whatever has a digit, and their `words`) must be
    there as it is written, and no other, nor an address; the instructions must not be repeated,
    and there is a limit of length. A point that has no fact must be told in words of its own
    where the reply is in English.
    """
    given = "\n".join(point.text for point in points)
    said, known = _facts(reply), _facts(given)
    squeezed = _squeezed(reply)
    missing = sorted(known - said)
    missing += [word for point in points for word in point.words if _squeezed(word) not in squeezed]
    if is_english(reply):
        stems = {*content_stems(reply)}
        missing += [
            point.text for point in points if not _facts(point.text) and not _told(point, stems)
        ]
    addresses = [
        each for each in _ADDRESS.findall(reply) if _squeezed(each) not in _squeezed(given)
    ]
    faults = [prompts.FAULT_MISSING.format(fact=fact) for fact in missing]
    faults += [
        prompts.FAULT_INVENTED.format(fact=fact) for fact in [*sorted(said - known), *addresses]
    ]
    if _repeats(reply, instructions, given):
        faults.append(prompts.FAULT_INSTRUCTIONS)
    if len(reply) > 2 * len(given) + _ROOM_FOR_COURTESY:
        faults.append(prompts.FAULT_TOO_LONG)
    return faults


def _told(point: Point, stems: set[str]) -> bool:
    own = {*content_stems(point.text)}
    return len(own & stems) * 2 >= len(own)


def _repeats(reply: str, instructions: str, given: str) -> bool:
    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", text.casefold())
        return {
            tuple(words[start : start + _REPEATED_WORDS])
            for start in range(len(words) - _REPEATED_WORDS + 1)
        }

    return bool(runs(reply) & (runs(instructions) - runs(given)))


def _facts(text: str) -> set[str]:
    """Return the facts of a text, each in one form: digits of any script, hyphens of any kind."""
    plain = _LIST_NUMBER.sub("", _plain(text))
    return {found.group().strip(".,:").casefold() for found in _FACT.finditer(plain)}


def _squeezed(text: str) -> str:
    return " ".join(_plain(text).casefold().replace("*", "").split())


def _plain(text: str) -> str:
    normal = unicodedata.normalize("NFKC", text)
    return "".join(
        str(unicodedata.decimal(each))
        if each.isdecimal()
        else "-"
        if unicodedata.category(each) == "Pd"
        else "'"
        if each == "\u2019"
        else each
        for each in normal
        if unicodedata.category(each) != "Cf"
    )
