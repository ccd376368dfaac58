"""Find what a customer wants to return, and why, in the customer's own words."""

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from frontdesk.models.offline.cues import find_cues
from frontdesk.models.offline.products import (
    Product,
    find_purchases,
    is_name_end,
    last_named,
    read_products,
)
from frontdesk.models.offline.reasons import find_reason
from frontdesk.models.offline.spelling import spelled


class ReturnRequest(NamedTuple):
    """A wish to return something: the words that say so, the products, one reason for each.

    `spans` tells where the products are named.
    """

    start: int
    end: int
    products: tuple[str | None, ...]
    reasons: tuple[str | None, ...]
    spans: tuple[tuple[int, int], ...]


_RETURN = spelled("return", "returning")
_REQUEST = re.compile(
    rf"(?P<noun>\b(?:rma|returns|{_RETURN})\s*(?:label\s*|request\s*)?(?:\bfor\b|\bof\b|:))"
    rf"|(?P<label>\b{_RETURN}\s+(?:label|slip|form|authori[sz]ation)\b)"
    rf"|(?P<verb>\b{_RETURN}\b)"
    r"|(?P<arranged>\b(?:arrange|start|initiate|set up|begin|request|process|make|do|want|need"
    r"|open|book)"
    rf"\s+(?:an?\s+|the\s+|my\s+)?(?:{_RETURN}|rma)\b(?!\s+(?:label|slip|form|polic))(?:\s+(?:for|of)\b)?)"
    r"|(?P<sent>\b(?:send|sending|ship|shipping|give|giving|bring|bringing|take|taking|mail"
    r"|mailing|get|hand|handing)"
    r"\s+(?P<object>(?:[\w'\u2019-]+\s+){0,6}?)back\b)"
    r"|(?P<goes>\b(?:(?:has|have|needs?|must|can|should|will|want)\s+(?:to\s+)?(?:go|be sent|come)"
    r"|(?:is|are|['\u2019]s|['\u2019]re|its)\s+(?:going|coming)|goes|go)\s+back\b"
    r"|(?:needs?|has|have|want|like)\s+(?:it\s+|them\s+)?(?:to be\s+)?returned\b"
    r"|\bback\s+(?:it|they|this|that)\s+go(?:es)?\b)"
    r"|(?P<refund>\b(?:refund|money back|refunded)\s+(?:please\s+|me\s+|us\s+)?(?:for|on)\s+"
    r"(?=(?:the|my|this|these|our|an?)\b)|\brefund(?:ing)?\s+(?=(?:the|my|this|these)\s))"
    r"|(?P<money>\b(?:want|need|like|get|have|give me)\s+(?:a\s+|my\s+|our\s+|full\s+)*"
    r"(?:money back|refund)\b(?!\s+(?:for|on)\b)|\brefund\s+(?:me|us|it)\b(?!\s+(?:for|on)\b))",
    re.IGNORECASE,
)
# Words that make "return" a noun or someone else's wish, and words that negate it.
_NO_VERB_BEFORE = re.compile(
    r"\b(?:an?|the|your|my|of|in|easy|free|tax|no|store|any|for|days?|sale)\s+$", re.IGNORECASE
)
_NO_OBJECT_AFTER = re.compile(
    r"\s*(?:polic\w+|process|window|period|form|address|shipping|fees?|centre|center|portal|rules?"
    r"|conditions?|options?|home|soon|to sender|(?:my|the|our|your) (?:calls?|e?-?mails?"
    r"|messages?)|calls?"
    r"|merchandise|authori[sz]ation number|date|department|team|instructions?|flights?|trip"
    r"|on invest\w+)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"(?:\bnot|n['\u2019]t|\b(?:do|does|did|wo|ca|need)nt|\bnever|\bno (?:need|wish|plans?)|"
    r"\bwithout|\binstead of|\brather than)\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:told|asked|claims?|said|says|saying|wants?|wanted)\s+(?:me|us|that|i|we|you)\s+(?:\w+"
    r"\s+){0,4}$"
    r"|\b(?:if|when|unless|in case)\s+(?:i|we|you|someone|one|customers?)\s+"
    r"(?:ever\s+)?(?:want|wants|need|needs|have|had|has|decide\w*)\s+to\s+$"
    r"|\b(?:told|asked|required|instructed|forced|supposed)\s+to\s+$"
    r"|\b(?:people|customers|they|he|she|already|how many \w+)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_GOT = re.compile(r"\b(?:got|received|issued|had|gave|processed)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
_PRONOUN = re.compile(
    r"\s*(?:back\s+)?(?:(?:all|both|either)\s+of\s+)?(?:"
    r"(?P<certain>it|them|him|her|one(?=\s*(?:[.,;:!?]|$))|ones|the ones?|my ones?|(?:the|this"
    r"|that|these|those) (?:items?|products?|two|ones?))"
    r"|(?P<perhaps>this|that|these|those|both))\b(?!\s*:)(?!\s+(?:the|my|a|our)\b)\s*"
    r"(?P<next>[\w'\u2019]*)",
    re.IGNORECASE,
)
_WHOLE_ORDER = re.compile(
    r"\s*(?:(?:the|my|an?|this|that|another|our|whole|entire|other)\s+)*"
    r"(?:orders?|packages?|parcel|purchase|delivery)\b",
    re.IGNORECASE,
)
_AFTERTHOUGHT = re.compile(
    r"\s*(?:oh,?\s+)?(?:and|also|plus|same for),?\s+(?=(?:the|my|our)\s)", re.IGNORECASE
)
_JOINED = re.compile(
    r"\b(?:the|my|an?|our)\s+[^\W\d][\w-]*(?:\s[\w-]+){0,2}\s+and\s+(?:the\s+|my\s+|an?\s+)?\Z",
    re.IGNORECASE,
)
# "Return the lamp because it flickers and the rug because it sheds."
_ALSO = re.compile(
    r"\b(?:and|also|plus)\s+(?:also\s+)?(?=(?:the|my|our)\s+[\w -]{2,40}?\s*(?:\bbecause\b|\bsince"
    r"\b|\bas it\b|,\s*which\b|\())",
    re.IGNORECASE,
)
_TOO = re.compile(r"\s*(?:as well|too|also|[.!]|$)", re.IGNORECASE)
_APPOSITION = re.compile(r"[^.?!,;]{0,60},\s*(?=(?:the|my|a)\s)", re.IGNORECASE)
_NO_PRODUCT = re.compile(
    r"^(?:money|refund|email|call|message|reply|answer|payment|funds?|amount|charges?|cash|form"
    r"|policy"
    r"|subscription|membership|fees?|bill|invoice|order|package|parcel|returns?|label|cancellation"
    r"|trip"
    r"|flight|booking|reservation|service|month|months?|error|mistake|purchase|it)$",
    re.IGNORECASE,
)

_MOST_REQUESTS = 50
_NEAR = 1500


def find_returns(message: str, sentences: Sequence[tuple[int, int]]) -> list[ReturnRequest]:
    """Return the wishes to return something in `message`, in the order of mention.

    `sentences` are the spans of the sentences of `message`.
    """
    requests: list[ReturnRequest] = []
    for found in islice(_REQUEST.finditer(message), _MOST_REQUESTS):
        if not _is_request(message, found):
            continue
        sentence = next(
            ((start, end) for start, end in sentences if start <= found.start() < end),
            (0, len(message)),
        )
        products = _products(message, found, sentence)
        if products is None:
            continue
        requests.append(_with_reasons(message, found, sentence, sentences, products))
    return _merged(requests)


def _is_request(message: str, found: re.Match[str]) -> bool:
    before = message[max(0, found.start() - 60) : found.start()]
    if _NEGATED.search(before) or _REPORTED.search(before):
        return False
    if found["money"] is not None or found["refund"] is not None:
        return _GOT.search(before) is None
    if found["verb"] is not None:
        return not (_NO_VERB_BEFORE.search(before) or _NO_OBJECT_AFTER.match(message, found.end()))
    return True


def _products(
    message: str, found: re.Match[str], sentence: tuple[int, int]
) -> list[Product | None] | None:
    """Return the products of a request, `[None]` if they stay unnamed, None if it is no request."""
    if found["goes"] is not None:
        subject = [
            each for each in find_purchases(message, sentence[0], found.start()) if each.is_subject
        ]
        if subject:
            listed = read_products(message, subject[-1].start)
            both = len(listed) > 1 and listed[-1].end <= found.start()
            return [*listed] if both else [subject[-1]]
        return [_antecedent(message, found.start(), found.end())]
    if found["money"] is not None:
        if any(cue.alone or cue.kind == "cancel" for cue in find_cues(message)):
            return None  # Money is also wanted back for what never came or was charged twice.
        earlier = find_purchases(message, _recent(found.start()), found.start())
        bought = [each for each in earlier if each.is_bought]
        return list((bought or earlier)[-1:]) or None
    if found["sent"] is not None:
        named = found["object"].strip()
        if named and not _is_pronoun(named, 0):
            products = read_products(message, found.start("object"))
            if not products or _NO_PRODUCT.match(products[0].name or ""):
                return None
            return [*products]
        if not named:
            products = read_products(message, found.end())
            if products and _NO_PRODUCT.match(products[0].name or ""):
                return None
            if products:
                return [*products]
        return _antecedents(message, found)
    if found["refund"] is not None:
        products = read_products(message, found.end())
        if not products or _NO_PRODUCT.match((products[0].name or "x").split()[-1]):
            return None
        return [*products]
    if _WHOLE_ORDER.match(message, found.end()):
        return [None]
    if _is_pronoun(message, found.end()):
        return _antecedents(message, found)
    products = read_products(message, found.end())
    if products and _NO_PRODUCT.match(products[0].name or ""):
        return None
    if products and (named := re.compile(r":[ \t]+").match(message, products[-1].end)):
        products = read_products(message, named.end()) or products
    if products:
        return [*products, *_afterthoughts(message, sentence, products[-1].end)]
    if found["verb"] is not None and not _ends_clause(message, found.end()):
        return None
    return _antecedents(message, found)


def _is_pronoun(text: str, place: int) -> bool:
    pronoun = _PRONOUN.match(text, place)
    if pronoun is None:
        return False
    return pronoun["certain"] is not None or not pronoun["next"] or is_name_end(pronoun["next"])


def _afterthoughts(message: str, sentence: tuple[int, int], end: int) -> list[Product]:
    """Return what is added later: "and the rug because it is stained", or "Oh, the rug too"."""
    added: list[Product] = []
    for also in _ALSO.finditer(message, end, sentence[1]):
        added += read_products(message, also.end())[:1]
    more = _AFTERTHOUGHT.match(message, sentence[1])
    products = read_products(message, more.end()) if more else []
    if products and _TOO.match(message, products[-1].end):
        added += products
    return added


def _recent(place: int) -> int:
    """Return from where on the words before `place` can be what "it" stands for."""
    return max(0, place - _NEAR)


def _ends_clause(message: str, place: int) -> bool:
    return (
        re.match(
            r"\s*(?:$|[.,;:!?)\n+&]|(?:and|or)\b|please|pls|plz|asap)", message[place : place + 20]
        )
        is not None
    )


def _antecedents(message: str, found: re.Match[str]) -> list[Product | None]:
    """Return what the pronoun in a request stands for: two products where it can be "both"."""
    antecedent = _antecedent(message, found.start(), found.end())
    if antecedent is not None and re.match(
        r"\s*(?:both|them|these|those)\b", message[found.end() :][:10]
    ):
        if message[found.end() :].lstrip().lower().startswith("both"):
            earlier = find_purchases(message, _recent(found.start()), found.start())
            if len(earlier) > 1:
                return [*earlier[-2:]]
        if joined := _JOINED.search(message, _recent(antecedent.start), antecedent.start):
            return [*read_products(message, joined.start())[:1], antecedent]
    return [antecedent]


def _antecedent(message: str, start: int, end: int) -> Product | None:
    """Return what "it" in a request from `start` to `end` stands for."""
    if apposition := _APPOSITION.match(message, end):
        products = read_products(message, apposition.end())
        if products and products[0].name and re.match(r"\s*ones?\b|\s*the ones?\b", message[end:]):
            return products[0]
    earlier = find_purchases(message, _recent(start), start)
    bought = [each for each in earlier if each.is_bought]
    if bought or earlier:
        return (bought or earlier)[-1]
    later = [each for each in find_purchases(message, end, end + _NEAR) if each.is_bought]
    return later[0] if later else last_named(message, _recent(start), start)


def _with_reasons(
    message: str,
    found: re.Match[str],
    sentence: tuple[int, int],
    sentences: Sequence[tuple[int, int]],
    products: Sequence[Product | None],
) -> ReturnRequest:
    last = max((each.end for each in products if each is not None), default=found.end())
    end = max(found.end(), last if last <= sentence[1] else found.end())
    shared: str | None = None
    reasons: list[str | None] = []
    for each in products:
        own = each.aside if each is not None else None
        if own is None:
            shared = find_reason(
                message, (found.start(), end), sentence, sentences, each, single=len(products) == 1
            )
            own = shared
        reasons.append(own)
    names = tuple(each.name if each is not None else None for each in products)
    spans = tuple((each.start, each.end) for each in products if each is not None)
    return ReturnRequest(found.start(), end, names, tuple(reasons), spans)


def _merged(requests: list[ReturnRequest]) -> list[ReturnRequest]:
    """Drop a request without a product of its own next to one that names its product."""
    named = any(name for request in requests for name in request.products)
    if not named:
        return requests[:1]
    return [each for each in requests if any(each.products)]
