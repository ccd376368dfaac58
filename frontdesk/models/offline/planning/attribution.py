"""Decide whether a number in a customer's message is asked about as an invoice or an order."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from frontdesk.models.offline.planning.complaints import complaint_strength
from frontdesk.models.offline.planning.cues import Cue, find_topic
from frontdesk.models.offline.planning.references import Kind, Reference, id_form, is_marked
from frontdesk.models.offline.planning.sentences import Span

Asked = Literal["invoice", "order"]

_CLAUSE_BREAK = re.compile(
    r"[,;:]\s|\s[-\u2013\u2014]\s|\b(?:and|but|also|plus|then)\b", re.IGNORECASE
)
_CONTRAST = re.compile(r"\b(?:but|however|though)\b", re.IGNORECASE)
# "The invoice for order 5512", "order 5512 was charged twice".
_BILLED_BEFORE = re.compile(r"\b(?:for|on|of|to|from|in)\b[^,.;:?!/]*$", re.IGNORECASE)
_BILLED_AFTER = re.compile(r"['\u2019]?s?\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_REFUNDED_BEFORE = re.compile(
    r"\b(?:refund\w*|money back|reimburse\w*)\b(?:\s+\w+){0,5}\W*$", re.IGNORECASE
)
_ARRIVED = re.compile(
    r"(?:[^\S\n]*(?:,|and|&)[^\S\n]*#?[A-Z]*-?\d+)*[^\S\n]*[,(:-]?[^\S\n]*(?:(?!(?:not|never"
    r"|shows?|showing|says?|marked|apparently|supposedly|allegedly|neither|none|will|to|be|should"
    r"|\w+n['\u2019]?t)\b)[\w'\u2019]+[^\S\n]+){0,3}?(?:arrived|came|delivered|received|turned up"
    r"|got (?:it|them)|(?:both |all |is |are )(?:safely )?here)\b(?![^.!;]*\?)(?!\s+yet)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\?|\b(?:when|whether|if (?:it|they|my|the|this|that)|(?<!you )know|tell|check|please|pls"
    r"|plz|confirm\w*|any)\b",
    re.IGNORECASE,
)
_CAME_WITH = re.compile(
    r"\b(?:came|arrived|got|received|delivered|included|bought|was|were)\s+(?:\w+\s+){0,3}?(?:with"
    r"|in|on|from|under)\s+(?:(?:the|my|our)\s+)?(?:order\s*)?(?:number\s*)?#?\Z",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom\s+(?:(?:my|the)\s+)?(?:order\s+)?(?:number\s+)?#?\Z", re.IGNORECASE)
_ASIDE = re.compile(rf"(?:{_FROM.pattern}|\((?:order\s+)?#?\Z)", re.IGNORECASE)
_REISSUE = re.compile(
    r"\b(?:re-?issue|re-?send|resent|reprint|copy|copies|duplicate|(?:company|name) on)\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"\?|\b(?:where|when|whether|status|tracking|eta)\b", re.IGNORECASE)
# How many characters a clause's border counts for, so that a number goes with its own clause.
_BREAK_COST = 25
_YEAR_AND_NUMBER = re.compile(r"20\d\d[-/]\d{2,6}")
_BARE_WORDS = 8
_LONG_SENTENCE = 300
_REACH = 6
_TOPIC_REACH = 3
_NAMING = frozenset(
    """
    a it its s this that these they the my our is are was were from in under for on of and order
    orders ord invoice inv bill purchase purchased ordered bought number no nr id ref reference po
    with name all both if you need it in case helps reference
    """.split()
)
_OTHER_WISHES = ("cancel", "return", "done")


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
        return None if _is_settled(message, reference, context) else "invoice"
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
        if nearest is not None and nearest.kind == "billing":
            if not (
                any(map(str.isalpha, reference.text))
                or is_marked(message, reference)
                or _YEAR_AND_NUMBER.fullmatch(reference.text)
            ):
                return "other"
    names_itself = is_marked(message, reference) or not reference.text.isdigit()
    if nearest is None and (names_itself or _is_bare(message, sentence)):
        nearest = _neighbour(message, context, place)
        for each in reversed(context.sentences[max(0, place - _TOPIC_REACH) : place]):
            nearest = nearest or find_topic(message, each, reference.start)
    if nearest is None:
        kind = context.forms.get(id_form(reference.text), "other")
        asked = any(cue.alone or cue.kind == "cancel" for cue in context.cues)
        # "#70071?? It's been 11 days."
        return "order" if kind == "other" and names_itself and not asked else kind
    if nearest.kind == "status":
        return "order"
    return "invoice" if nearest.kind == "billing" else "other"


def _is_background(message: str, reference: Reference, context: Context) -> bool:
    """Say whether an order is only mentioned: something else is asked about it."""
    place = _place(reference, context.sentences)
    sentence = context.sentences[place]
    nearest = _nearest(message, reference, cues_within(context.cues, sentence))
    asks = _ASKS.search(message, *sentence) is not None
    if not _QUESTION.search(message, *sentence) and _CAME_WITH.search(
        message, sentence[0], reference.start
    ):
        return True
    if not asks and _ARRIVED.match(message, reference.end):
        return True
    if nearest is not None and nearest.kind in _OTHER_WISHES:
        return True
    if not _QUESTION.search(message, *sentence) and any(
        cue.kind == "cancel" for cue in cues_within(context.cues, sentence)
    ):
        return True
    if nearest is not None and nearest.kind == "status":
        return False
    if nearest is not None and _is_billed(message, reference, nearest):
        return True
    if _REFUNDED_BEFORE.search(message, sentence[0], reference.start):
        return True
    if nearest is None and _ASIDE.search(message, sentence[0], reference.start):
        # "I need the serial number of the drill from order 4711."
        complains = complaint_strength(message[slice(*sentence)]) > 1
        if complains or _FROM.search(message, sentence[0], reference.start):
            return True
    if nearest is None and not asks:
        neighbour = _neighbour(message, context, place)
        wishes = _OTHER_WISHES if _only_names(message, sentence) else ("cancel",)
        return neighbour is not None and neighbour.kind in wishes
    return False


def _is_settled(message: str, invoice: Reference, context: Context) -> bool:
    """Say whether an invoice is only mentioned: "I paid it, no action needed"."""
    place = _place(invoice, context.sentences)
    sentence = context.sentences[place]
    nearest = _nearest(message, invoice, cues_within(context.cues, sentence))
    before = _neighbour(message, context, place) if _only_names(message, sentence) else None
    if nearest is None or not nearest.alone:
        if _REISSUE.search(message, *sentence):
            return True
    if before is not None and before.kind == "return":
        return True  # "I want to return the lamp. It was on invoice INV-818."
    if nearest is None or nearest.kind != "done":
        return False
    return not _CONTRAST.search(message, nearest.end, invoice.start)


def _is_billed(message: str, order: Reference, cue: Cue) -> bool:
    """Say whether words about money speak of an order: "the invoice for order 5512"."""
    if cue.kind != "billing":
        return False
    if cue.end <= order.start:
        return _BILLED_BEFORE.search(message, cue.end, order.start) is not None
    return _BILLED_AFTER.fullmatch(message, order.end, cue.start) is not None


def _place(reference: Reference, sentences: Sequence[Span]) -> int:
    return next(
        (place for place, (_, end) in enumerate(sentences) if reference.start < end),
        len(sentences) - 1,
    )


def is_in(place: int, spans: Sequence[Span]) -> bool:
    """Say whether a place lies in one of `spans`."""
    return any(start <= place < end for start, end in spans)


def _only_names(message: str, sentence: Span) -> bool:
    """Say whether a sentence only names a number: "It was order 4711"."""
    if sentence[1] - sentence[0] > _LONG_SENTENCE:
        return False
    words = re.findall(r"[^\W_]+", message[slice(*sentence)].lower())
    return sum(not (word in _NAMING or any(map(str.isdigit, word))) for word in words) < 2


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
    after = [cues_within(context.cues, each) for each in sentences[place + 1 : place + 1 + _REACH]]
    earlier = next((each[-1] for each in before if each), None)
    later = next((each[0] for each in after if each), None)
    return (earlier or later) if _is_bare(message, sentences[place]) else (later or earlier)
