"""Split a customer's message into sentences, and find those that it takes back again."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from frontdesk.models.offline.planning.cues import Cue

Span = tuple[int, int]

_SENTENCE_END = re.compile(
    r"(?:(?<!\bno)|(?!\.\s*#?[A-Za-z]{0,4}-?\d))(?<!\bnr)(?<!\binv)(?<!\bref)(?<!\bnum)"
    r"(?<!\bapprox)(?<!\bdept)(?<!\bmr)(?<!\bmrs)(?<!\bord)(?<!\bpos)[.!?…]+[\")\u2019']?(?=\s|$)"
    r"|\n+|;\s|\s(?=\(?[a-h1-9]\)\s)",
    re.IGNORECASE,
)
_CONTRAST = re.compile(
    r"\b(?:but|however|instead|though|rather|only)\b|,\s*(?=(?:where|when|can|could|please|what"
    r"|why|how|and|i)\b)|\s[-\u2013\u2014]\s",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(
    r"(?:\bnot|n['\u2019]?t|\bnever|\bnothing|\bnobody|\buntil|\bonce|\bif|\bwhen|\bget|\bbefore)"
    r"(?:\W+\w+){0,3}\W*$",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(r"(?:\s+(?:it|that|this|about (?:it|that|this)|then|me))?\s*(?:[,.!?]|$)")
_SUBJECT = (
    r"(?:i|i['\u2019]\w+|im|we|we['\u2019]\w+|it|its|it['\u2019]\w+|they|they['\u2019]\w+|he|she"
    r"|you|the|my|our|there\w*|that|thats|that['\u2019]s|this|those|these|please|pls|can|could"
    r"|would|where|when|what|how|why|is|are|has|have|want|need|now|also|nothing|one|both|neither"
    r"|\w+ (?:is|are|was|were|has|have|\w+n['\u2019]?t))"
)
_BORDER = re.compile(
    r"[ \t]*[;:][ \t\n]+|[ \t]*[()\[\]]+[ \t]*|[ \t]+[-\u2013\u2014]+[ \t]+|[ \t]*(?:\.\.+|\u2026"
    r"|\u2014)[ \t]*|[ \t]*,[ \t]+|[ \t]*[.!?]+[\"\u201d\u2019']?[ \t]+|[ \t]+(?=(?:because"
    r"|'?cause|cos|cuz|bc|although|even though|though|whereas|but|given that|due to)\b)"
    rf"|[ \t]+(?=(?:and then|and|so|yet|plus|then|since|as|n|&)[ \t]+{_SUBJECT}\b)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"[ \t\n]*(?:[-*\u2022\u2013\u2014]+[ \t]*)?(?P<lead>(?:(?:and|but|so|because|'?cause|cos|cuz"
    r"|bc|since|as|although|even|though|whereas|given|that(?!['\u2019])|due|to|yet|plus|then|also"
    r"|which|whose|therefore|hence|however|unfortunately|sadly|omg|trouble is|problem is|thing is"
    r"|the (?:trouble|problem|reason|issue|thing) (?:is|being)|reason(?: being)?(?: is)?|n"
    r"|&)\b[ \t,:]*)*)",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|cause|cos|cuz|bc|since|as|due|given|reason|trouble is|problem is|issue is)\b",
    re.IGNORECASE,
)


class Clause(NamedTuple):
    """A clause without its leading conjunctions: where it stands, and what leads to it.

    `border` is the mark in front of it, `sentence` the number of its sentence.
    """

    start: int
    end: int
    lead: str
    border: str
    sentence: int

    @property
    def gives_reason(self) -> bool:
        """Say whether "because", "since", "the trouble is" or the like leads to the clause."""
        return _REASON.search(self.lead) is not None


def sentence_spans(message: str) -> list[Span]:
    """Return the spans of the sentences of `message`."""
    spans: list[Span] = []
    start = 0
    for end in [*(found.end() for found in _SENTENCE_END.finditer(message)), len(message)]:
        if message[start:end].strip():
            spans.append((start, end))
        start = end
    return spans


def withdrawn_spans(message: str, sentences: Sequence[Span], cues: Sequence[Cue]) -> list[Span]:
    """Return the spans in which `message` speaks of what it does not ask for any more.

    "Never mind the invoice, but where is my lamp?" takes back the first half, "I wanted to return
    it, forget that" everything so far, and "Forget it." the sentence before.
    """
    spans: list[Span] = []
    for cue in cues:
        if cue.kind != "withdrawn" or _UNFINISHED.search(
            message, max(0, cue.start - 40), cue.start
        ):
            continue
        place = next(
            (place for place, (start, end) in enumerate(sentences) if start <= cue.start < end), 0
        )
        start, end = sentences[place]
        contrast = _CONTRAST.search(message, cue.end, end)
        begins = not re.search(r"\w+\W+\w+", message[start : cue.start])
        if begins and place and _POINTS_BACK.match(message, cue.end):
            start = sentences[place - 1][0]
        spans.append((start, contrast.start() if contrast else end))
    return spans


def clauses_of(message: str, sentences: Sequence[Span], cuts: Sequence[Span]) -> list[Clause]:
    """Return the clauses of `message`; none reaches into one of `cuts`, which are left out."""
    clauses: list[Clause] = []
    for number, (start, end) in enumerate(sentences):
        borders = [found.span() for found in _BORDER.finditer(message, start, end)]
        borders += [(max(start, a), min(end, b)) for a, b in cuts if a < end and b > start]
        place, before = start, start
        for first, last in [*sorted(borders), (end, end)]:
            if first > place:
                _append(clauses, message, (before, place, first), number)
            if last >= place:
                before, place = max(first, place), last
    return clauses


def _append(clauses: list[Clause], message: str, place: tuple[int, int, int], number: int) -> None:
    before, start, end = place
    lead = _LEAD.match(message, start, end)
    first = lead.end() if lead else start
    while end > first and message[end - 1] in ' \t\n.,;:!?-\u2013\u2014"\u201c\u201d':
        end -= 1
    if end > first:
        words = lead["lead"].lower() if lead else ""
        clauses.append(Clause(first, end, words, message[before:start].strip(), number))
