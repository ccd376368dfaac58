"""Find the product that a pronoun in a wish to return it stands for."""

import re
from collections.abc import Sequence

from frontdesk.models.offline.planning.likelihood import Mention, may_be_product
from frontdesk.models.offline.planning.names import Product, is_name_end
from frontdesk.models.offline.planning.products import read_products
from frontdesk.models.offline.planning.sentences import Span

_PRONOUN = re.compile(
    r"\s*(?:back\s+)?(?:(?:all|both|either)\s+of\s+)?(?:(?P<certain>it|them|em|'em|him|her|mine"
    r"|one(?=\s*(?:[.,;:!?]|$))|ones|my ones?|(?:the|this|that|these|those) (?:(?:whole|extra"
    r"|other|second|entire|faulty|broken|damaged|wrong|first) )?(?:former|latter|first(?= one|[,.]"
    r"| and)|second(?= one|[,.]| and)|items?|products?|two|ones?|pair|things?|lot))|(?:all\s+"
    r"|both\s+)?(?:three|four|five|six|seven|eight|nine|ten|twelve)(?=\s*(?:[.,;:!?]|$))"
    r"|(?P<perhaps>this|that|these|those|both|(?:the )?same))\b(?!\s*:)(?!\s+(?:the|my|a"
    r"|our)\b)\s*(?P<next>[\w'\u2019]*)",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"\b(?:them|they|these|those|both|ones|two|pair|things|items)\b(?!-)", re.IGNORECASE
)
_SINGULAR = re.compile(r"\b(?:it|this|that|one|goes|its)\b", re.IGNORECASE)
_FAR_SENTENCES = 6
_SENTENCE_COST = 1.2
_AGREEMENT = 1.0
_DISAGREEMENT = 2.5
_LATER_REACH = 200
# What the subject of "is going back" may begin behind.
_CLAUSE_START = re.compile(
    r"[.;:!?(\n]\s*|\s[-\u2013\u2014]\s|,\s+(?:and|so|but)\s+|\b(?:so|and|but|because|then)\s+",
    re.IGNORECASE,
)
_SUBJECT_PRONOUN = re.compile(
    r"\b(?:it|its|they|this|that|thats|these|those|both|one|ones|two|(?:the|this"
    r"|that) thing)(?!-)(?:['\u2019](?:s|re|ll))?\b",
    re.IGNORECASE,
)
_CLAUSE_REACH = 120
_TWO = re.compile(r"\b(?:both|two)\b", re.IGNORECASE)
_ORDINAL = re.compile(r"\bthe (first|former|second|latter)\b(?! \w+ed)", re.IGNORECASE)
_STRONG = 3.0
_LIKELY = 1.0
_UNLIKELY = -0.5


def is_pronoun(text: str, place: int) -> bool:
    """Say whether a pronoun (or "the item") stands in `text` at `place`, and no name."""
    pronoun = _PRONOUN.match(text, place)
    if pronoun is None:
        return False
    return pronoun["certain"] is not None or not pronoun["next"] or is_name_end(pronoun["next"])


def resolve(
    message: str,
    request: Span,
    mentions: Sequence[Mention],
    sentences: Sequence[Span],
    *,
    of_subject: bool = False,
) -> list[Product | None]:
    """Return the products that a request speaks of without naming them, `[None]` if none is named.

    `of_subject` tells that they are the subject of the request's own words: "they can go back".
    """
    start, end = request
    clause = _clause_start(message, start) if of_subject else start
    if of_subject and not _SUBJECT_PRONOUN.search(message, clause, start):
        sentence = sentences[min(_sentence_of(start, sentences), len(sentences) - 1)]
        if subject := _subject(message, clause, start, mentions, sentence[0]):
            return [*_listed(message, subject, mentions)]
    words = message[clause : end if of_subject else end + 12]
    is_plural = _PLURAL.search(words) is not None
    is_singular = _SINGULAR.search(words) is not None and not is_plural
    place = _sentence_of(start, sentences)

    def score(mention: Mention) -> float:
        distance = place - _sentence_of(mention.product.start, sentences)
        agreement = 0.0
        if is_plural or is_singular:
            agreement = _AGREEMENT if mention.is_plural == is_plural else -_DISAGREEMENT
        return mention.weight - _SENTENCE_COST * distance + agreement

    earlier = [
        each
        for each in mentions
        if each.product.end <= start
        and each.weight > _UNLIKELY
        and place - _sentence_of(each.product.start, sentences) <= _FAR_SENTENCES
    ]
    best = max(reversed(earlier), key=score, default=None)
    if best is None:
        later = [
            each
            for each in mentions
            if end <= each.product.start < end + _LATER_REACH and each.weight > _LIKELY
        ]
        if is_plural and len(later) > 1 and _TWO.search(words):
            both = [each.product for each in later if each.weight >= _STRONG]
            return [*both[:2]] or [None]
        best = next(iter(later), None)
    if best is None:
        return [None]
    said = message[_clause_start(message, start) : end + 12]
    if (ordinal := _ORDINAL.search(said)) and earlier:
        named = [each for each in earlier if each.weight >= _LIKELY] or earlier
        first = ordinal[1].lower() in {"first", "former"}
        return [named[0 if first else -1].product]
    if not is_plural:
        return [best.product]
    listed = _listed(message, best, mentions)
    if len(listed) == 1 and re.search(r"\bboth\b", words, re.IGNORECASE):
        by_name = {(each.product.name or "").lower(): each for each in earlier}
        likely = sorted(by_name.values(), key=score)[-2:]
        listed = [each.product for each in sorted(likely, key=lambda each: each.product.start)]
    return [*listed]


def _clause_start(message: str, place: int) -> int:
    borders = _CLAUSE_START.finditer(message, max(0, place - _CLAUSE_REACH), place)
    return max((border.end() for border in borders), default=max(0, place - _CLAUSE_REACH))


def _subject(
    message: str, clause: int, start: int, mentions: Sequence[Mention], sentence: int
) -> Mention | None:
    """Return the product that is the subject of a wish: "the lamp, unopened, is going back"."""
    for begin in (clause, sentence):
        told = [each for each in mentions if begin <= each.product.start < start]
        if told:
            return max(told, key=lambda each: each.weight)
    return None


def _listed(message: str, mention: Mention, mentions: Sequence[Mention]) -> list[Product]:
    """Return a mentioned product together with those that it is listed with."""
    for each in mentions:
        products = read_products(message, each.product.start)
        if len(products) > 1 and any(one.start == mention.product.start for one in products):
            return [one for one in products if one.name is None or may_be_product(one.name)]
    return [mention.product]


def _sentence_of(place: int, sentences: Sequence[Span]) -> int:
    return next((index for index, (_, end) in enumerate(sentences) if place < end), len(sentences))
