"""Find what a reply promises or claims that nobody decided, in words that have no number.

A kind of promise (`nodes/prompts/promise_words.py`) that the company's own words have may be made
again. One that only the customer has named may be named, but not given. Any other has no place in
the reply. In an English letter a sentence that is neither courtesy nor about what we have to say is
a claim of its own.

What this cannot see: promises in other languages than those of the words, and in those others than
of the kinds that are listed; and the right kind of promise with another content, where that has no
number, date or name.
"""

import re
from collections.abc import Iterator, Sequence

from frontdesk.documents.words import content_stems, is_english, stem
from nodes.prompts.promise_words import COURTESY, DEEDS, DENIED, GIVEN, SUBJECTS

_SUBJECTS = {kind: re.compile(pattern) for kind, pattern in SUBJECTS.items()}
_DEEDS = {kind: re.compile(pattern) for kind, pattern in DEEDS.items()}
_GIVEN, _DENIED = re.compile(GIVEN), re.compile(DENIED)
_FEWEST_NEW_WORDS = 2
_SENTENCE_END = re.compile(r"(?<=[.!?;\u3002\uff01\uff1f])\s+")
_PART_END = re.compile(r"(?<=[.!?;:])\s+|\n+")
_WORDS_BEFORE = re.compile(r"(?:\S+\s+){0,7}\Z")


def promises_in(reply: str, *, ours: str, asked: str, quotes: Sequence[str] = ()) -> list[str]:
    """Return the words of `reply` that promise what `ours`, the company's own words, do not.

    `asked` is what the customer wrote. `quotes` are words that the reply has to repeat as they are;
    they promise nothing, wherever they stand.
    """
    reply, ours = _without(_plain(reply), quotes), _without(_plain(ours), quotes)
    asked = _plain(asked)
    found: list[str] = []
    for sentence in _SENTENCE_END.split(reply):
        for pattern in _SUBJECTS.values():
            said = pattern.search(sentence)
            if said is None or pattern.search(ours):
                continue
            if not pattern.search(asked) or any(_stated(_GIVEN, sentence)):
                found.append(said.group())
        for pattern in _DEEDS.values():
            stated = next(_stated(pattern, sentence), None)
            if stated and not any(_stated(pattern, ours)):
                found.append(stated)
    return [*dict.fromkeys(found)]


def claims_in(letter: str, *, ours: str, quotes: Sequence[str] = ()) -> list[str]:
    """Return the sentences of an English letter that are mostly about something else than `ours`.

    Such have two new words or more, and more than half of their words are new: they stand neither
    in `ours`, the company's own words, nor among those of courtesy. Numbers are no words here.
    """
    if not is_english(letter):
        return []
    known = {*content_stems(ours), *map(stem, COURTESY)}
    claims: list[str] = []
    for sentence in _PART_END.split(_without(_plain(letter, lines=True), quotes)):
        words = [each for each in content_stems(sentence) if not re.search(r"\d", each)]
        new = sum(word not in known for word in words)
        if new >= _FEWEST_NEW_WORDS and new * 2 > len(words):
            claims.append(sentence.strip())
    return claims


def _stated(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    """Yield what the pattern finds in `text` and the words before it do not deny."""
    for found in pattern.finditer(text):
        before = _WORDS_BEFORE.search(text[: found.start()])
        if not (_DENIED.search(before.group()) if before else None):
            yield found.group()


def _plain(text: str, *, lines: bool = False) -> str:
    plain = text.casefold().replace("*", "")
    return re.sub(r"[^\S\n]+", " ", plain) if lines else " ".join(plain.split())


def _without(text: str, quotes: Sequence[str]) -> str:
    for quote in sorted(map(_plain, quotes), key=len, reverse=True):
        text = text.replace(quote, " ") if quote else text
    return text
