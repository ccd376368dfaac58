"""Find the products that a wish to return something speaks of."""

import re
from collections.abc import Sequence

from frontdesk.models.offline.planning.antecedents import is_pronoun, resolve
from frontdesk.models.offline.planning.cues import find_cues
from frontdesk.models.offline.planning.goods import is_goods
from frontdesk.models.offline.planning.likelihood import Mention, may_be_product
from frontdesk.models.offline.planning.names import Product, has_determiner
from frontdesk.models.offline.planning.products import read_products
from frontdesk.models.offline.planning.sentences import Span
from frontdesk.models.offline.planning.spelling import spelled

_DONE_AFTER = re.compile(
    r"\s*(?:(?:that|which)\s+)?(?:(?:i|we)(?:['\u2019]ve|\s+have)?\s+(?:already\s+)?"
    r"(?:returned|sent back)|(?:was|were|has been|is still being|hasn['\u2019]t been)\s+"
    r"(?:processed|approved|refused|denied|accepted|received))",
    re.IGNORECASE,
)
_POLICY = re.compile(
    r"(?:^|[.!?,\n]|\b(?:and|so|but|hi|hello))\s*(?:also\s+)?(?:can|could|may|do|does|is|are|how"
    r"|what|when|until when|for how)\b[^.!?\n]*$",
    re.IGNORECASE,
)
_WHOLE_ORDER = re.compile(
    r"\s*(?:(?:the|my|an?|this|that|another|our|whole|entire|other)\s+)*"
    r"(?:orders?|packages?|parcel|purchase|delivery)\b(?!\s+(?:of\s+(?!mine|ours)|label))",
    re.IGNORECASE,
)
_AFTERTHOUGHT = re.compile(
    r"\s*(?:oh,?\s+)?(?:and|also|plus|same for),?\s+(?=(?:the|my|our|an?)\s)", re.IGNORECASE
)
# "Return the lamp because it flickers and the rug because it sheds."
_ALSO = re.compile(
    r"\b(?:and|also|plus)\s+(?:also\s+)?(?=(?:the|my|our)\s+[\w -]{2,40}?\s*(?:\bbecause\b|\bsince"
    r"\b|\bas it\b|,\s*which\b|\())",
    re.IGNORECASE,
)
_TOO = re.compile(
    r"\s*(?:as well|too|also|[.!(]|,\s*(?:it|they|which|that)|because|since|$)", re.IGNORECASE
)
_MOST_AFTERTHOUGHTS = 2
_ANYMORE = re.compile(r"[^.!?;\n]{0,30}\b(?:any\s?more|any longer|after all)\b", re.IGNORECASE)
_NO_PRODUCT = re.compile(
    r"(?:money|refund|email|call|calls|message|reply|answer|payment|funds?|amount|charges?|cash"
    r"|form|policy|subscription|membership|fees?|bill|invoice|order|package|parcel|returns?|label"
    r"|cancellation|trip|flight|booking|reservation|service|months?|error|mistake|purchase|it"
    r"|request|nothing|none|difference|deposit|tax|shipping|delivery|postage)",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(
    r"\s*(?:$|[.,;:!?)\n+&\u2013\u2014-]|(?:and|or|for|because|since|as|to (?:you|the))\b|please"
    r"|pls|plz|asap|in any case|anyway|regardless|obviously|of course|thanks?|(?:tomorrow|today"
    r"|now|on|via|by|with|unless|if|when|under|instead|too|also|again)\b)",
    re.IGNORECASE,
)
_WHATEVER = re.compile(
    r"\s+(?:what|whatever|everything|all)\s+(?:that\s+)?(?:i|we|you|u)\b", re.IGNORECASE
)
_FETCH = re.compile(r"collect|pick", re.IGNORECASE)
_THIS = re.compile(
    r"\s*(?:this|that|these|those|the (?:damn|bloody|wretched|stupid|darn))\b", re.IGNORECASE
)
_ANNOUNCES = re.compile(r"\s*(?:please|pls|to you)?\s*:\s+", re.IGNORECASE)
_SUM = re.compile(
    r"\b(?:money|amount|sum|euros?|pounds?|dollars?|quid|price|cost)\b|[\u00a3$\u20ac]",
    re.IGNORECASE,
)
_TO_US = re.compile(r"(?:me|us)\b|.*\b(?:fee|charge|postage|deposit)s?\s*$", re.IGNORECASE)
_SAYS_RETURN = re.compile(rf"{spelled('return')}|back|rma", re.IGNORECASE)
# "There is an item that I need to return."
_NAMELESS = re.compile(
    r"\b(?:(?:an?|one|another|some)\s+(?:\w+\s+){0,2}(?:items?|things?|products?|articles?)"
    r"|something)\b[^.?!;:]{0,60}\Z",
    re.IGNORECASE,
)
# "What I want to return is the lamp."
_COPULA = re.compile(r"\s*(?:is|are|would be)\b:?", re.IGNORECASE)


def wished_products(
    message: str,
    found: re.Match[str],
    sentence: Span,
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
) -> list[Product | None] | None:
    """Return the products of a request, `[None]` if they stay unnamed, None if it is no request.

    What is added in the sentences behind it is one of them: "And the rug, that too."
    """
    products = _products(message, found, sentence, sentences, mentions)
    if products is None or not any(products):
        return products
    named = {each.start for each in products if each is not None}
    added = _afterthoughts(message, sentence, sentences, max(found.end(), *named))
    return [*products, *(each for each in added if each.start not in named)]


def _products(
    message: str,
    found: re.Match[str],
    sentence: Span,
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
) -> list[Product | None] | None:
    """Return the products of a request, `[None]` if they stay unnamed, None if it is no request."""
    place = found.end()
    inside = next(
        (name for name in ("object", "fetched", "passive", "owned", "hands") if found[name]), None
    )
    if inside is not None:
        if _TO_US.match(found[inside]):
            return None
        if _SUM.search(found[inside]):
            known = [each for each in mentions if each.weight > 2]
            products = resolve(message, found.span(), known, sentences)
            return products if products != [None] else None
        place = found.start(inside)
    elif found["inside"] is not None and not has_determiner(message, place):
        return resolve(message, found.span(), mentions, sentences)
    if found["subject"] is not None:
        if announced := _ANNOUNCES.match(message, place):
            return [*read_products(message, announced.end())] or [None]
        products = resolve(message, found.span(), mentions, sentences, of_subject=True)
        return products if _SAYS_RETURN.search(found.group()) or products != [None] else None
    if found["bare"] is not None or found["vague"] is not None:
        known = [each for each in mentions if each.weight > 2]
        products = resolve(message, found.span(), known, sentences)
        return products if products != [None] else None
    if _WHOLE_ORDER.match(message, place):
        bought = [each for each in mentions if each.is_bought and each.product.end < place]
        return resolve(message, found.span(), bought, sentences)
    if is_pronoun(message, place):
        products = resolve(message, (found.start(), place), mentions, sentences)
        fetched = _FETCH.search(found.group()) is not None
        return None if fetched and products == [None] else products
    if copula := _COPULA.match(message, place):
        place = copula.end()
    if _WHATEVER.match(message, place):
        return [None]
    named = read_products(message, place)
    if not named:
        if found["verb"] is not None and not _ends_clause(message, place):
            return None
        if _NAMELESS.search(message, sentence[0], found.start()):
            return [None]
        return resolve(message, found.span(), mentions, sentences)
    if _is_no_return(message, found, place, named, sentence):
        return None
    if named[0].name is not None and _is_epithet(message, place, named[0].name):
        known = [each for each in mentions if each.weight > 2 and each.product.end <= found.start()]
        products = resolve(message, found.span(), known, sentences)
        if products != [None]:
            return products
    if named[0].name is not None and not may_be_product(named[0].name):
        known = [each for each in mentions if each.weight > 2]
        products = resolve(message, found.span(), known, sentences)
        return products if products != [None] else None
    if announced := re.compile(r":[ \t]+").match(message, named[-1].end):
        named = read_products(message, announced.end()) or named
    return [*named]


def _is_epithet(message: str, place: int, name: str) -> bool:
    """Say whether "this menace" only scolds what was named before."""
    return _THIS.match(message, place) is not None and not is_goods(name)


def _is_no_return(
    message: str, found: re.Match[str], place: int, named: Sequence[Product], sentence: Span
) -> bool:
    """Say whether what is named is no product, returned already, or only asked about in general."""
    first, last = named[0], named[-1]
    if first.name is not None:
        head = first.name.split()[-1]
        if _NO_PRODUCT.fullmatch(head) or any(cue.kind == "billing" for cue in find_cues(head)):
            return True
    if _DONE_AFTER.match(message, last.end):
        return True
    if found["unwanted"] is not None:
        longer = found["unwanted"].lower().startswith("no longer")
        return not longer and not _ANYMORE.match(message, last.end)
    if first.name is None:
        return False
    general = not has_determiner(message, place) and not (first.name or "x")[0].isupper()
    asked = "?" in message[last.end : sentence[1]]
    return general and asked and _POLICY.search(message[sentence[0] : found.start()]) is not None


def _afterthoughts(
    message: str, sentence: Span, sentences: Sequence[Span], end: int
) -> list[Product]:
    """Return what is added later: "and the rug because it is stained", or "Oh, the rug too"."""
    added: list[Product] = []
    for also in _ALSO.finditer(message, end, sentence[1]):
        added += read_products(message, also.end())[:1]
    following = [start for start, _ in sentences if start >= sentence[1]][:_MOST_AFTERTHOUGHTS]
    for start in following:
        more = _AFTERTHOUGHT.match(message, start)
        products = read_products(message, more.end()) if more else []
        if not products or not _TOO.match(message, products[-1].end):
            continue
        if all(each.name and not _NO_PRODUCT.fullmatch(each.name.split()[-1]) for each in products):
            added += products
    return added


def _ends_clause(message: str, place: int) -> bool:
    return _CLAUSE_END.match(message[place : place + 20]) is not None
