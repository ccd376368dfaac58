"""Decide what is asked about a number in a customer's message: a bill, an order's state, nothing."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from frontdesk.models.offline.cues import Cue, find_topic
from frontdesk.models.offline.references import Kind, Reference, id_form, is_marked
from frontdesk.models.offline.sentences import Span

Asked = Literal["invoice", "order"]

_CLAUSE_BREAK = re.compile(
    r"[,;:]\s|\s[-\u2013\u2014]\s|\b(?:and|but|also|plus|then)\b", re.IGNORECASE
)
# "The lamp from order 5512", "my order 5512 contained a lamp".
_MENTIONS = re.compile(
    r"\b(?:from|in|of|with|under|on|part of|via|through)\s+(?:\w+\s+){0,2}?\W*(?:order|purchase)"
    r"|\b(?:contain\w*|includ\w*|came with|bought|purchased|ordered|got|received)\b",
    re.IGNORECASE,
)
# How many characters a clause's border counts for, so that a number goes with its own clause.
_BREAK_COST = 25
_BARE_WORDS = 8
_REACH = 6
# A short number alone counts only next to words about an order or an invoice.
_FAR = 25
_LONG_DIGITS = 6


class Context(NamedTuple):
    """What a message says around its numbers.

    `products` are the spans of the products to return, `withdrawn` those of what is not asked any
    more, and `forms` tells what the labelled numbers of each form (`id_form`) are.
    """

    sentences: Sequence[Span]
    cues: Sequence[Cue]
    products: Sequence[Span]
    withdrawn: Sequence[Span]
    forms: Mapping[str, Kind]


def asked_about(message: str, reference: Reference, context: Context) -> Asked | None:
    """Return whether `message` asks about a reference as an invoice or an order, or not at all."""
    if reference.kind == "other" or is_in(reference.start, context.withdrawn):
        return None
    if is_in(reference.start, context.products):
        return None
    kind = reference.kind if reference.kind != "unknown" else _asked(message, reference, context)
    if kind == "invoice":
        return "invoice"
    if kind == "order" and not _is_background(message, reference, context):
        return "order"
    return None


def _asked(message: str, reference: Reference, context: Context) -> Kind:
    """Return what a number without a label numbers: what is asked nearby tells it."""
    place = _place(reference, context.sentences)
    sentence = context.sentences[place]
    nearest = _nearest(message, reference, cues_within(context.cues, sentence))
    if nearest is None or nearest.kind == "done":
        nearest = find_topic(message, sentence, reference.start) or nearest
    if nearest is None and (is_marked(message, reference) or _is_bare(message, sentence)):
        nearest = _neighbour(message, context, place)
    if nearest is not None and not is_marked(message, reference):
        # A bare number counts only next to words about an order or an invoice.
        gap = max(reference.start - nearest.end, nearest.start - reference.end)
        if gap > _FAR and reference.text.isdigit() and len(reference.text) < _LONG_DIGITS:
            return "other"
    if nearest is None:
        return context.forms.get(id_form(reference.text), "other")
    if nearest.kind == "status":
        return "order"
    return "invoice" if nearest.kind == "billing" else "other"


def _is_background(message: str, reference: Reference, context: Context) -> bool:
    """Say whether an order is only mentioned: something else is asked about it."""
    place = _place(reference, context.sentences)
    sentence = context.sentences[place]
    nearest = _nearest(message, reference, cues_within(context.cues, sentence))
    if nearest is not None and nearest.kind == "status":
        return False
    if nearest is not None and nearest.kind in ("cancel", "return", "done"):
        return True
    between = nearest and message[
        min(nearest.end, reference.end) : max(nearest.start, reference.start)
    ]
    if nearest is not None and between is not None and not _CLAUSE_BREAK.search(between):
        return True
    if any(sentence[0] <= start < sentence[1] for start, _ in context.products):
        return _MENTIONS.search(message, sentence[0], reference.start) is not None
    if nearest is None and _is_bare(message, sentence):
        neighbour = _neighbour(message, context, place)
        return neighbour is not None and neighbour.kind not in ("status", "billing")
    return False


def _place(reference: Reference, sentences: Sequence[Span]) -> int:
    return next(
        (place for place, (_, end) in enumerate(sentences) if reference.start < end),
        len(sentences) - 1,
    )


def is_in(place: int, spans: Sequence[Span]) -> bool:
    """Say whether a place lies in one of `spans`."""
    return any(start <= place < end for start, end in spans)


def _is_bare(message: str, sentence: Span) -> bool:
    return len(message[slice(*sentence)].split()) <= _BARE_WORDS


def cues_within(cues: Sequence[Cue], sentence: Span) -> list[Cue]:
    """Return those of `cues` that reach into `sentence`."""
    return [cue for cue in cues if cue.start < sentence[1] and cue.end > sentence[0]]


def _nearest(message: str, reference: Reference, cues: Sequence[Cue]) -> Cue | None:
    """Return the cue that a number goes with: the nearest one, its own clause's first."""
    return min(cues, key=lambda cue: _distance(message, reference, cue), default=None)


def _distance(message: str, reference: Reference, cue: Cue) -> int:
    between = message[min(cue.end, reference.end) : max(cue.start, reference.start)]
    if cue.start < reference.end and reference.start < cue.end:
        return 0
    return len(between) + _BREAK_COST * len(_CLAUSE_BREAK.findall(between))


def _neighbour(message: str, context: Context, place: int) -> Cue | None:
    """Return the cue in the sentences around one that only names a number.

    "Order 4711." adds to what was said before; "I ordered a lamp on Monday, order 4711." leads to
    what follows.
    """
    sentences = context.sentences
    nearby = sentences[max(0, place - _REACH) : place]
    before = [cues_within(context.cues, each) for each in reversed(nearby)]
    after = [
        cues_within(context.cues, each) for each in sentences[place + 1 : place + 1 + _REACH]
    ]
    earlier = next((each[-1] for each in before if each), None)
    later = next((each[0] for each in after if each), None)
    return (earlier or later) if _is_bare(message, sentences[place]) else (later or earlier)
