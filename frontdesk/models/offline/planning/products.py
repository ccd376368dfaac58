"""Read lists of products, and find the products that a message speaks of."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from frontdesk.models.offline.language.tagging import tag_words
from frontdesk.models.offline.planning.names import (
    DETERMINER,
    Product,
    has_determiner,
    read_product,
)
from frontdesk.models.offline.planning.spelling import spelled

_AND = re.compile(
    r"\s*(?:,\s*and|,|and|&|\+|plus|as well as|,?\s*and also|,?\s*along with)\s+(?:also\s+)?",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    r"\s*(?:back\s+)?(?:(?:the|these|some|a|two|three|four|\d|couple|few|of|following|my)\s+)*"
    r"(?:items?|things|products?|following)(?:\s+(?:from|in)\s+[^:\n]{0,40})?\s*(?::"
    r"|\s[-\u2013\u2014]\s|,?\s+(?=(?:the|my)\s))\s*",
    re.IGNORECASE,
)
_BULLET = re.compile(r"\s*:?\s*(?:\n\s*)?(?:[-*•]|\(?\d{1,2}[.)])\s+(?=\S)")
_NEXT_BULLET = re.compile(r"[^\n]{0,200}\n\s*(?:[-*•]|\d{1,2}[.)])\s+")
_MAX_PRODUCTS = 20
_MOST_MENTIONS = 200
_LAST_BEFORE = re.compile(r"(?:\band|&|\+)\s*(?:also\s+)?\Z", re.IGNORECASE)
_LAST_ITEM = re.compile(
    r"(?:[\w-]+\s+){0,3}[\w-]+\s*(?:[.,;!?\n(]|$|(?:please|from|because|since|as|that|which|back)"
    r"\b)",
    re.IGNORECASE,
)
_MIDDLE_ITEM = re.compile(r"(?:[\w-]+\s+){0,3}?[\w-]+\s*(?:,|and\b|&|\()", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(?:model|size|colou?r|sku|item|order|article|ref)\b", re.IGNORECASE)
_CLAUSE_VERB = re.compile(
    r"\s*(?:is|are|was|were|isn['\u2019]?t|has|have|does\w*|don['\u2019]?t|won['\u2019]?t"
    r"|can['\u2019]?t|keeps?|came|arrived|broke|stopped|fell|never|leaks?|smells?|works?|will)\b",
    re.IGNORECASE,
)

_ITEM_END = re.compile(r"\s*(?:$|[.,;:!?(\n]|back\b|please\b|from\b)", re.IGNORECASE)
# "Return the lamp and know where it is."
_VERB_ITEM = re.compile(
    r"[a-z]+\s+(?:where|what|how|when|if|whether|that|to|me|you|us|it|them|the|my|a|your)\b"
)

_RELATIVE = re.compile(
    r",\s+(?:which|that)\s+(?:is\s+|are\s+|was\s+|were\s+)?(?P<told>[^,.;:!?()\n]{2,80})"
    r"(?=,\s+and\b|[.!?\n]|$)",
    re.IGNORECASE,
)
_BUY = (
    rf"(?:bought|ordered|{spelled('received')}|recieved|got|purchased|picked up|own|have"
    r"|sent me|sent us|was sent|were sent|gave me|gave us|shipped me|delivered|contain(?:s|ed)"
    r"|included)"
)
_BOUGHT_BEFORE = re.compile(
    rf"\b{_BUY}\s+(?:(?:me|us|in|from|at|via|through|on)\s+(?:you\w*|(?:the |your )?(?:shop|store"
    r"|website|site|web))\s+)?(?:him|her|me|myself|us)?\s*$"
    r"|\b(?:item|product|article)(?:s|\(s\))?(?: name| to return)?\s*:\s*$",
    re.IGNORECASE,
)
_UNHAPPY_BEFORE = re.compile(
    r"\b(?:happy|unhappy|disappointed|dissatisfied|satisfied|pleased|impressed|problems?|issues?"
    r"|trouble|wrong|fed up|do the same|the same)\s+(?:with|about|for|by)\s+$"
    r"|\bmind about\s+$|\b(?:not|isn['\u2019]?t|aren['\u2019]?t)\s+keeping\s+$"
    r"|\b(?:no longer|don['\u2019]?t|do not|doesn['\u2019]?t|didn['\u2019]?t|hate"
    r"|love)\s+(?:really\s+)?"
    r"(?:(?:need|want|like|love)\s+)?$|\b(?:keep|against|tried|trying|returning|use|using"
    r"|wear)\s+$|(?:^|[.!?\n])\s*(?:about|regarding|re|concerning):?\s+$"
    r"|\bit['\u2019]?s about\s+$|\b(?:think|thinking)\s+$",
    re.IGNORECASE,
)
_BOUGHT_AFTER = re.compile(
    r"\s*(?:\([^()\n]*\)\s*)?,?\s*(?:(?:that|which)\s+)?(?:i|we|you|u|my \w+|he|she|they)"
    r"(?:['\u2019]ve|['\u2019]d)?\s+(?:\w+\s+){0,2}?"
    r"(?:bought|ordered|received|recieved|got|purchased|sent|shipped|delivered)\b"
    rf"|\s*(?:\([^()\n]*\)\s*)?(?:from|in)\s+(?:(?:my|our|the"
    rf"|an?)\s+)?(?:\w+\s+)?(?:{spelled('order')}\b|#)"
    r"|\s+(?:(?:just|which|that|did|has|had|have)\s+)*(?:arrived?|came|come|delivered)\b",
    re.IGNORECASE,
)
_AFTER_PREPOSITION = re.compile(
    r"\b(?:in|on|onto|at|of|to|from|by|into|near|inside|with|through|after|before|since|under"
    r"|over|for|than|like"
    r"|until|during|between|around|behind|against|without)\s+$",
    re.IGNORECASE,
)
_CLAUSE_START = re.compile(
    r"(?:^|[.!?;:,\n()\u2013\u2014]|(?:^|\s)[-*•]|\b(?:and|but|so|because|since|as|also|then"
    r"|lastly|finally"
    r"|hi|hello|hey|that|now|unfortunately|sadly|separately|second|plus|when|while|actually"
    r"|think|though|well|ok|okay|yo|guess|o|oh),?)\s*$",
    re.IGNORECASE,
)
_MENTION = re.compile(
    r"\b(?:item|product|article)(?:s|\(s\))?(?: name| to return)?:\s+(?=[\w'\"])"
    r"|\b(?:the|my|an?|this|these|those|our|some|one|two|your)\s+(?=[\w\"'\u2018\u201c])"
    r"|\b(?:received|recieved|got)\s+(?=(?:damaged?|broken|wrong|defective|faulty)\s)"
    r"|(?:\bbought|\bordered|\bpurchased)\s+(?=[\w'\"])"
    r"|(?:^|[.!?\n])[ \t]{0,4}(?:[-*•]\s+|\(?[a-h\d]{1,2}[.)]\s+)?(?=[^\W\d_][\w'\u2019-]*\s)",
    re.IGNORECASE,
)
_LEADS = re.compile(r"(?:ed|ght|got|:)\s+$")
# "A tear in the sleeve" is no product.
_DEFECT_PLACE = re.compile(r"\s+(?:in|on|through|across|under|near)\b", re.IGNORECASE)
# "Wall clock: please return it."
_TOPIC_MARK = re.compile(r":\s|\s[-\u2013\u2014]\s")
_LIST_MARK = re.compile(r"[.!?\n]?[ \t]*(?:(?:[-*•]|\(?[a-h\d]{1,2}[.)])\s+)?")
# A subject goes on with its verb rather than with a mark, a preposition or another subject.
_VERB_PHRASE = re.compile(
    r"\s*(?:\([^()\n]*\)\s*)?(?!(?:i|we|you|u|he|she|they|of|in|on|at|to|from|by|for|with|and|or"
    r"|but"
    r"|as|please|pls|also|too|because|since|so|if|when|where|which|that)\b)[a-z]+",
    re.IGNORECASE,
)
_NOT_PRODUCTS = frozenset(
    """
    email e-mail mail message reply refund money invoice bill charge charges payment call chat
    notification confirmation receipt number code account response answer question error text week
    weeks day days month months today yesterday tomorrow morning evening night weekend monday
    tuesday wednesday thursday friday saturday sunday christmas birthday credit update price prices
    help support service team website site shop agent rep delivery customer courier carrier driver
    way company year years hour hours minute minutes time times moment name address zip statement
    wife husband partner daughter son child kid kids mother mom mum father dad sister brother friend
    boss dog cat cats colleague people person girlfriend boyfriend grandma grandson granddaughter
    family neighbor neighbour return returns policy reason problem problems issue issues status part
    parts half packaging package parcel order orders rest one ones two same right wrong left first
    second third last other most thing things stuff lot bit subscription membership trial plan
    contract fee fees rate tax discount coupon voucher amount total difference mistake hole holes
    crack stain scratch dent scratches noise smell colour color photo photos picture pictures
    description instructions warranty guarantee post tracking shipping shipment eta hi hello thanks
    regards request details info information date deadline idea chance choice fault hurry purchase
    purchases item items product products article articles goods cancellation trip flight booking
    reservation quality subject someone somebody nobody everyone everybody meantime process steps
    procedure whereabouts repair replacement exchange apology solution sir madam dear matter joke
    leak mess shame pleasure favour favor word words fact point reminder complaint
    experience warehouse wedding party use effort sense
    """.split()
)
# Parts of things, bodies and places, unless they are a longer name's last word: "shower head".
_PARTS = frozenset(
    """
    battery screen zip zipper button handle strap straps sleeve sleeves lid motor stitching seam
    seams sole soles packaging manual door bottom top side inside outside edge corner middle back
    head face feet foot hand hands skin ear ears shoulder shoulders neck knee knees eyes hair toe
    toes waist wrist leg legs house home room office floor wall kitchen city country street store
    bank phone card app box label size sizes shade sound look link form letter blade start end walk
    wash water power heat light inch video bullet condition stock
    """.split()
)


class Mention(NamedTuple):
    """A product that a message speaks of, and how likely it is what the message is about."""

    product: Product
    weight: float
    is_plural: bool
    is_bought: bool


def read_products(message: str, start: int) -> list[Product]:
    """Return the products that are listed in `message` from `start` on."""
    start = announced.end() if (announced := _ANNOUNCED.match(message, start)) else start
    bulleted = _BULLET.match(message, start)
    place: int | None = bulleted.end() if bulleted else start
    listed = bulleted is not None or announced is not None
    products: list[Product] = []
    while place is not None and len(products) < _MAX_PRODUCTS:
        if products and not listed and not _is_listed(message, place):
            break
        product = read_product(message, place)
        if product is None or (products and _is_clause(message, place, product)):
            break
        if product.name is None and not has_determiner(message, place):
            if product.start == place and message[place : product.end].lower() != "something":
                break
        if products and _is_remark(message, place, product):
            products[-1] = products[-1]._replace(aside=message[place : product.end].strip())
        else:
            product = _with_relative(message, product)
            products.append(product)
        separator = _NEXT_BULLET if bulleted else _AND
        following = separator.match(message, product.end)
        place = following.end() if following else None
    return products


def find_mentions(message: str) -> list[Mention]:
    """Return the products that `message` speaks of, in the order of mention."""
    found: dict[int, Mention] = {}
    for match in _MENTION.finditer(message):
        if len(found) >= _MOST_MENTIONS:
            break
        place = match.end() if _LEADS.search(match.group()) else match.start()
        mention = _mention(message, place)
        if mention is not None:
            found.setdefault(mention.product.start, mention)
    heaviest: dict[str, Mention] = {}
    for mention in found.values():
        name = (mention.product.name or "").lower()
        known = heaviest.get(name, mention)
        heaviest[name] = max(known, mention, key=lambda each: each.weight)
    return [_as_weighty(found[place], heaviest) for place in sorted(found)]


def _as_weighty(mention: Mention, heaviest: Mapping[str, Mention]) -> Mention:
    """Return a product that is spoken of again with the weight that it had before."""
    known = heaviest[(mention.product.name or "").lower()]
    return mention._replace(weight=known.weight, is_bought=known.is_bought)


def _mention(message: str, place: int) -> Mention | None:
    if mark := _LIST_MARK.match(message, place):
        place = mark.end()
    before = message[max(0, place - 50) : place]
    begins = _CLAUSE_START.search(before) is not None
    product = read_product(message, place, is_subject=begins)
    if product is None or product.name is None:
        return None
    words = product.name.lower().split()
    if words[-1] in _NOT_PRODUCTS or (words[-1] in _PARTS and len(words) == 1):
        return None
    determined = has_determiner(message, place)
    if not determined and words[-1].endswith("ly"):
        return None
    bought_before = _BOUGHT_BEFORE.search(before) is not None
    bought = bought_before or _BOUGHT_AFTER.match(message, product.end) is not None
    acts = begins and _VERB_PHRASE.match(message, product.end) is not None
    is_topic = begins and _TOPIC_MARK.match(message, product.end) is not None
    if not (determined or bought or is_topic or (acts and _is_bare_subject(message, product))):
        return None
    unhappy = _UNHAPPY_BEFORE.search(before) is not None
    definite = re.match(r"(?:the|my|this|these|those|our|your)\b", message[place:], re.IGNORECASE)
    if not (definite or bought or unhappy) and _DEFECT_PLACE.match(message, product.end):
        return None
    weight = 4.0 * bought + 2.0 * acts + 4.0 * unhappy + 1.0 * (definite is not None)
    if _AFTER_PREPOSITION.search(before) and not unhappy and not bought:
        weight -= 2
    return Mention(product, weight, _is_plural(message, place, product.name), bought or unhappy)


def _is_bare_subject(message: str, product: Product) -> bool:
    """Say whether a name without article has its verb behind it: "Headphones arrived broken"."""
    name = message[product.start : product.end]
    if not name[0].isupper() or name.endswith("ly"):
        return False
    tokens = tag_words(f"the {name}{message[product.end : product.end + 20]}")
    verb = next((token for token in tokens if token.start >= len(name) + 4), None)
    return verb is not None and verb.is_a("VBZ", "VBD", "VBP", "MD", "VBN")


def _is_plural(message: str, place: int, name: str) -> bool:
    head = DETERMINER.match(message, place)
    pair = head is not None and re.search(r"\bpairs?\b", head.group(), re.IGNORECASE)
    return pair is not None or (name.endswith("s") and not name.endswith(("ss", "us")))


def _is_clause(message: str, place: int, product: Product) -> bool:
    """Say whether a listed product is rather the subject of a clause ("the shade is cracked")."""
    if _CLAUSE_VERB.match(message, product.end) or _VERB_ITEM.match(message, place):
        return True
    subject = read_product(message, place, is_subject=True)
    if subject is None or subject.end >= product.end:
        return subject is None
    is_past = re.fullmatch(r"\s*\w+ed", message[subject.end : product.end]) is not None
    return is_past or not _ITEM_END.match(message, product.end)


def _is_remark(message: str, place: int, product: Product) -> bool:
    """Say whether what is listed tells of the product before: "the throw, wrong size, and ..."."""
    words = message[place : product.end].lower().split()
    names_none = words[-1] in _NOT_PRODUCTS or (words[-1] in _PARTS and len(words) > 1)
    return names_none and not has_determiner(message, place)


def _with_relative(message: str, product: Product) -> Product:
    """Return a listed product with what a relative clause tells of it: "the bell, which fell"."""
    relative = _RELATIVE.match(message, product.end)
    if relative is None or product.aside is not None:
        return product
    return product._replace(end=relative.end(), aside=relative["told"].strip())


def _is_listed(message: str, place: int) -> bool:
    """Say whether a list goes on at `place`: "the lamp, the rug", "the lamp, vase and rug"."""
    if has_determiner(message, place):
        return True
    if _ATTRIBUTE.match(message, place):
        return False
    is_last = _LAST_BEFORE.search(message, max(0, place - 12), place) is not None
    return (_LAST_ITEM if is_last else _MIDDLE_ITEM).match(message, place) is not None
