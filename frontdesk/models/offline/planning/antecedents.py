"""Find the product that a pronoun in a wish to return it stands for."""

import re
from collections.abc import Sequence

from frontdesk.models.offline.planning.names import Product, is_name_end
from frontdesk.models.offline.planning.products import Mention, read_products
from frontdesk.models.offline.planning.sentences import Span

_PRONOUN = re.compile(
    r"\s*(?:back\s+)?(?:(?:all|both|either)\s+of\s+)?(?:"
    r"(?P<certain>it|them|em|'em|him|her|mine|one(?=\s*(?:[.,;:!?]|$))|ones|my ones?|(?:the|this"
    r"|that|these|those) (?:(?:whole|extra|other|second|entire|faulty|broken"
    r"|damaged|wrong|first) )?(?:items?|products?|two|ones?|pair|things?|lot))"
    r"|(?P<perhaps>this|that|these|those|both))\b(?!\s*:)(?!\s+(?:the|my|a|our)\b)\s*"
    r"(?P<next>[\w'\u2019]*)",
    re.IGNORECASE,
)
_APPOSITION = re.compile(r"[^.?!,;]{0,60},\s*(?=(?:the|my|a)\s)", re.IGNORECASE)
_ONE = re.compile(r"\s*(?:the\s+)?ones?\b", re.IGNORECASE)
_PLURAL = re.compile(r"\b(?:them|they|these|those|both|ones|two|pair)\b", re.IGNORECASE)
_SINGULAR = re.compile(r"\b(?:it|this|that|one|goes|its)\b", re.IGNORECASE)
_SUBJECT_GAP = re.compile(
    r"\s*(?:\([^()\n]*\)\s*)?,?\s*(?:(?:that|which)?\s*(?:i|we|you)\s+(?:\w+\s+){1,4})?"
    r"(?:(?:just|also|both|all|definitely|probably|simply|really|then|now|will|would)\s+){0,2}",
    re.IGNORECASE,
)
_FAR_SENTENCES = 5
_SENTENCE_COST = 1.5
_AGREEMENT = 1.5
_LATER_REACH = 200


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
    if of_subject:
        for each in reversed(mentions):
            if each.product.end <= start and _SUBJECT_GAP.fullmatch(
                message, each.product.end, start
            ):
                return [*_listed(message, each, mentions)]
    if _ONE.match(message, end) and (apposition := _APPOSITION.match(message, end)):
        if products := read_products(message, apposition.end()):
            return [products[0]]
    words = message[max(0, start - 12) if of_subject else start : end + 12]
    is_plural = _PLURAL.search(words) is not None
    is_singular = _SINGULAR.search(words) is not None and not is_plural
    place = _sentence_of(start, sentences)

    def score(mention: Mention) -> float:
        distance = place - _sentence_of(mention.product.start, sentences)
        agrees = is_plural if mention.is_plural else is_singular
        return mention.weight - _SENTENCE_COST * distance + _AGREEMENT * agrees

    earlier = [
        each
        for each in mentions
        if each.product.end <= start
        and place - _sentence_of(each.product.start, sentences) <= _FAR_SENTENCES
    ]
    best = max(reversed(earlier), key=score, default=None)
    if best is None:
        later = (each for each in mentions if end <= each.product.start < end + _LATER_REACH)
        best = next(later, None)
    if best is None:
        return [None]
    if not is_plural:
        return [best.product]
    listed = _listed(message, best, mentions)
    if len(listed) == 1 and re.search(r"\bboth\b", words, re.IGNORECASE):
        likely = sorted(earlier, key=score)[-2:]
        listed = [each.product for each in sorted(likely, key=lambda each: each.product.start)]
    return [*listed]


def _listed(message: str, mention: Mention, mentions: Sequence[Mention]) -> list[Product]:
    """Return a mentioned product together with those that it is listed with."""
    for each in mentions:
        if each.product.start > mention.product.start:
            break
        products = read_products(message, each.product.start)
        if len(products) > 1 and any(one.start == mention.product.start for one in products):
            return products
    return [mention.product]


def _sentence_of(place: int, sentences: Sequence[Span]) -> int:
    return next((index for index, (_, end) in enumerate(sentences) if place < end), len(sentences))
