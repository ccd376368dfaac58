"""Find the clauses of a customer's message that ask for something, whatever it is."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from frontdesk.models.offline.planning.openers import (
    DEMAND,
    INVERTED,
    NEED,
    POINTED_DEMAND,
    POLITE_END,
    PROHIBITION,
    Asks,
    find_opener,
)
from frontdesk.models.offline.planning.sentences import Span


class Request(NamedTuple):
    """A clause that asks for something: to know it, to have it done, or no more than a hint."""

    start: int
    end: int
    asks: Asks


# What stands before the words that ask, and says nothing.
_LEAD = re.compile(
    r"(?:[-*\u2022>\u2013\u2014(,:.!\s]|\(?[a-h1-9][).]\s|(?:and|&|n|but|or|also|so|then|plus|oh"
    r"|ok(?:ay)?|well|right|now|anyway|still|just|only|again|actually|perhaps|maybe|sorry|hi|hello"
    r"|hey|btw|by the way|ps|re|subject|fwd|besides|in addition|apart from that|furthermore|lastly"
    r"|finally|first(?:ly)?|second(?:ly)?|third(?:ly)?|next(?: time)?|separately|therefore|instead"
    r"|otherwise|meanwhile|in future|from now on|if (?:possible|so|not)|in that case"
    r"|in (?:the )?meantime|while (?:you|u|i)(?:['\u2019]?\w+)? (?:there|at it|on it|have you)"
    r"|(?:(?:one|another|last|quick|my|other|second|more) ){1,3}(?:thing|question))(?![\w'\u2019]"
    r"|-\w)){1,30}",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[,;:]\s+|\s[-\u2013\u2014]+\s|\s?[()]\s*|\s*[\u2013\u2014]\s*|\.\.+\s*|[.?!]\s+"
    r"|(?<!\s)\s+(?=(?:and|but|plus|so|or|n|btw|also|then|please|pls|plz|kindly|if)\b)",
    re.IGNORECASE,
)
# These begin no clause of their own within a request: "could you also please".
_WITHIN = re.compile(r"(?:please|pls|plz|kindly|if|also|then)\b", re.IGNORECASE)
# Where a request ends before its sentence does.
_STOP = re.compile(
    r";\s|\s[-\u2013\u2014]+\s|\s*\((?!\w\))|\s*[\u2013\u2014]|\.\.+|:\s|(?:,|(?<!\s))\s+(?:(?:but"
    r"|because|since|cos|coz|although|though|while|whereas|thanks|thank you|cheers|btw|ta)\b"
    r"|so\s+(?:i|we|that|it|my|the)\b|(?:that|it|this)(?:['\u2019]?d| would| will)\s+be\b"
    r"|as\s+(?:i|we|it|they|he|she|there|this|that|my|our)\b)|,\s+(?:and\s+)?(?:i|we|it|they|he"
    r"|she|my|our|there|this|that|otherwise|you)(?:['\u2019]\w+)?\s|(?<!\s)\s+and\s+(?:i|we|it"
    r"|they|he|she|there|my|our)(?:['\u2019]\w+)?\s",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:said|says?|saying|told|asked|asks|reads?|claim(?:s|ed)?|promised)\b[^.!?]{0,25}$",
    re.IGNORECASE,
)
# A demand stands at a clear border, behind a condition, or behind one of these words.
_CLEAR_BORDERS = frozenset("\n.:;!?-\u2013\u2014()")
_CONDITION = re.compile(r"\b(?:if|in case|unless|once|when)\b[^,.;!?\n]*,$", re.IGNORECASE)
_LEADS_TO_DEMAND = re.compile(r"\b(?:just|so|then|instead|also|only)\W*$", re.IGNORECASE)
_REACH = 80
_SHORTEST_HINT = 12


def find_requests(message: str, sentences: Sequence[Span]) -> list[Request]:
    """Return the clauses of `message` that ask for something, in their order.

    `sentences` are the spans of its sentences. A request ends where the next one begins, or where
    its sentence goes on with something else. The lines of an earlier mail (">") are not read.
    """
    requests: list[Request] = []
    for sentence in sentences:
        if message.startswith(">", message.rfind("\n", 0, sentence[0]) + 1):
            continue
        begun = [*_begun(message, sentence)]
        ends = [*(each.start for each in begun[1:]), sentence[1]][: len(begun)]
        for each, end in zip(begun, ends, strict=True):
            stop = _STOP.search(message, min(each.end, end), end)
            requests.append(each._replace(end=stop.start() if stop else end))
    return requests


def _begun(message: str, sentence: Span) -> Iterator[Request]:
    """Yield the requests of a sentence; each ends behind the words that make it one."""
    start, end = sentence
    start += len(message[start:end]) - len(message[start:end].lstrip())
    is_question = message[start:end].rstrip(" \n\t)\"'\u201d\u2019").endswith("?")
    places = [start, *(found.end() for found in _CLAUSE.finditer(message, start, end))]
    last: Request | None = None
    goes_on = False
    for place in places:
        if last is not None and place < last.end:
            continue
        if goes_on and _WITHIN.match(message, place, end):
            continue
        if _REPORTED.search(message, max(start, place - _REACH), place):
            continue
        found = _request(message, (place, end), last, is_question=is_question)
        goes_on = found is not None
        if found is not None:
            last = found
            yield found
    if last is None and is_question:
        begin = next((place for place in reversed(places) if end - place > _SHORTEST_HINT), start)
        yield Request(begin, begin + 1, "hint")


def _request(
    message: str, clause: Span, last: Request | None, *, is_question: bool
) -> Request | None:
    """Return the request that a clause begins with, if it does; `last` is the one before it."""
    start, end = clause
    lead = _LEAD.match(message, start, end)
    begin = lead.end() if lead else start
    if prohibition := PROHIBITION.match(message, begin, end):
        return Request(begin, prohibition.end(), "do") if prohibition["real"] else None
    if opener := find_opener(message, begin, end):
        return Request(begin, opener[1], opener[0])
    # "Can you find it, and have it redirected?" goes on with a demand, not with a question.
    demand = _demand(message, clause, begin, last)
    inverted = INVERTED.match(message, begin, end) if is_question else None
    if inverted and (last is None or demand is None):
        return Request(begin, inverted.end(), "do" if inverted["can"] else "know")
    if found := demand or POLITE_END.match(message, begin, end):
        return Request(begin, found.end(), "do")
    return None


def _demand(message: str, clause: Span, begin: int, last: Request | None) -> re.Match[str] | None:
    """Match a demand ("switch off the alerts"), but no account of what was done ("put it up")."""
    start, end = clause
    found = DEMAND.match(message, begin, end)
    before = message[max(0, start - _REACH) : start].rstrip(" \t")
    if not before or before[-1] in _CLEAR_BORDERS or _CONDITION.search(before):
        return found or NEED.match(message, begin, end)
    if last is not None or _LEADS_TO_DEMAND.search(message, start, begin):
        return found
    return POINTED_DEMAND.match(message, begin, end)
