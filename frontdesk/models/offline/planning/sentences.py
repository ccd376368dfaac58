"""Split a customer's message into sentences, and find those that it takes back again."""

import re
from collections.abc import Sequence

from frontdesk.models.offline.planning.cues import Cue

Span = tuple[int, int]

_SENTENCE_END = re.compile(
    r"(?:(?<!\bno)|(?!\.\s*#?[A-Za-z]{0,4}-?\d))(?<!\bnr)(?<!\binv)(?<!\bref)(?<!\bnum)(?<!\bapprox)(?<!\bdept)(?<!\bmr)(?<!\bmrs)"
    r"(?<!\bord)(?<!\bpos)"
    r"[.!?…]+[\")\u2019']?(?=\s|$)|\n+|;\s|\s(?=\(?[a-h1-9]\)\s)",
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
