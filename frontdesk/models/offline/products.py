"""Read the names of products where a customer's message mentions them."""

import re
from itertools import pairwise
from typing import NamedTuple

from frontdesk.models.offline.spelling import spelled
from frontdesk.models.offline.tagging import tag_words


class Product(NamedTuple):
    """A product as the message names it (None if it only says "an item"), and where.

    `aside` is what stands in brackets behind it. `is_bought` tells that the customer speaks of
    having bought or received it, or of being unhappy with it; `is_subject` that a clause begins
    with it.
    """

    name: str | None
    start: int
    end: int
    aside: str | None = None
    is_bought: bool = False
    is_subject: bool = False


_DETERMINER = re.compile(
    r"\s*(?::\s*)?(?:back\s+)?(?:(?:both|all|all of|both of|one of|two of|some of|each of"
    r"|the following|these|just|also|only)\s*:?\s+)*"
    r"(?P<determiner>(?:the|my|a|an|this|that|these|those|our|his|her|its|their|your|one|some)"
    r"\s+)?(?:[a-z]+s['\u2019]\s+)?"
    r"(?:(?:two|three|four|five|second|first|third|last|other|extra|another|new|same|\d{1,2}\s?x"
    r"|\d{1,2}|x\d{1,2})\s+)*"
    r"(?:(?:pair|pairs|set|box|pack|couple|bottle|bag)\s+of\s+(?:(?:the|my|these)\s+)?)?"
    r"(?:(?:wrong|different|incorrect)\s+(?:size|colou?r|model|version|kind|type)\s+(?:of\s+)?"
    r"(?=\w))?",
    re.IGNORECASE,
)
_DEFECT = re.compile(
    r"(?:broken|damaged?|faulty|defective|defected|wrong|cracked|ripped|torn|unopened|unused"
    r"|unwanted)\s+",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_](?:[\w&+./°-]*\w|[\w+]*)(?:['\u2019]\w+)?|&|\"(?=\w)")
_QUOTED = re.compile(
    r"[\"\u201c\u201d\u2018'](?P<name>[^\"\u201c\u201d\u2019'\n]{2,60})[\"\u201c\u201d\u2019']"
    r"(?!\w)"
)
_ASIDE = re.compile(r"\s*\((?P<text>[^()\n]{2,80})\)")
_AND = re.compile(r"\s*(?:,\s*and|,|and|&|\+|plus|as well as|,?\s*and also)\s+", re.IGNORECASE)
_ANNOUNCED = re.compile(
    r"\s*(?:back\s+)?(?:(?:the|these|some|a|two|three|four|couple|few|of|following|my)\s+)*"
    r"(?:items?|things|products?|following)(?:\s+(?:from|in)\s+[^:\n]{0,40})?\s*(?::"
    r"|\s[-\u2013\u2014]\s)\s*",
    re.IGNORECASE,
)
_BULLET = re.compile(r"\s*:?\s*(?:\n\s*)?(?:[-*•]|\d{1,2}[.)])\s+(?=\S)")
_NEXT_BULLET = re.compile(r"[^\n]{0,200}\n\s*(?:[-*•]|\d{1,2}[.)])\s+")
_MAX_PRODUCTS = 20
_LAST_BEFORE = re.compile(r"(?:\band|&)\s*\Z", re.IGNORECASE)
_LAST_ITEM = re.compile(
    r"(?:[\w-]+\s+){0,2}[\w-]+\s*(?:[.,;!?\n(]|$|(?:please|from|because|since|as|that|which|back)"
    r"\b)",
    re.IGNORECASE,
)
_MIDDLE_ITEM = re.compile(r"(?:[\w-]+\s+){0,2}?[\w-]+\s*(?:,|and\b|&)", re.IGNORECASE)
_MAX_WORDS = 7
_MAYBE_VERB = ("VB", "VBN")

# A product's name ends where one of these begins.
_STOP = frozenset(
    """
    a about after again against all already also am an and any are aren't arent arrived as asap at
    back be because been before being bought but by came can can't cant cause come comes could
    couldn't cos cuz did didn't didnt do does doesn't doesnt don't dont due during each either else
    ever every for from get got had has hasn't have haven't having he her here his how however i
    i'd i'll i'm i've if immediately in instead into is isn't isnt it it's its just keep keeps
    kindly last later less made make makes me mine more must my need needs never no nor not now of
    off on once one only or ordered our out over per please pls plz purchased quickly rather
    received recently right same seems sent she shipped should since size so some soon still stopped
    stops than that that's thanks the their them then there these they they're this those through
    till to today together tomorrow too tore turned under until up us via wanted want wants was
    wasn't wasnt we we'd we've were what when where which while who whose why will with within
    without won't wont would yesterday yet you you're your broke leaks leaked looks smells feels
    fits works went goes going doesnt dosnt didn isnt arrive arrives failed fails refuses
    thanks thank hi hello hey best regards cheers order parcel package delivered delivery bc
    regarding asap anymore including plus minus via
    """.split()
)
_GENERIC = frozenset(
    """
    item items product products thing things stuff something anything everything purchase
    purchases goods order orders article articles merchandise package parcel one ones
    """.split()
)
_NOT_BOUGHT = frozenset(
    """
    email e-mail message reply refund money invoice bill charge charges payment call notification
    confirmation receipt letter number code account response answer label question error text week
    weeks day days month months today yesterday number credit update size price help support
    service team website app card store shop agent rep delivery customer courier driver way company
    year hour hours time times moment name address phone zip bank statement wife husband partner
    daughter son child kid kids mother mom father dad sister brother friend boss dog cat colleague
    people person girlfriend boyfriend grandma family refund return policy reason problem issue
    status part parts half box packaging room house door home warehouse site
    """.split()
)
_BUY = (
    rf"(?:bought|ordered|{spelled('received')}|recieved|got|purchased|picked up|have|own"
    r"|sent me|sent us|shipped me)"
)
_DEFINITE = (
    r"(?:a|an|the|my|some|this|these|those|one|two|our|damaged?|wrong|broken|faulty|defective)"
)
_BOUGHT_FIRST = re.compile(
    rf"\b{_BUY}\s+(?:from you\s+)?(?={_DEFINITE}\s)|\b(?:bought|ordered|purchased)\s+(?=[^\W\d])"
    r"|\b(?:item|product|article)(?: name)?\s*:\s*",
    re.IGNORECASE,
)
_BOUGHT_AFTER = re.compile(
    r"\s*(?:\([^()\n]*\)\s*)?(?:that\s+|which\s+)?(?:i|we|you|my \w+|he|she|they)(?:['\u2019]ve"
    r"|['\u2019]d)?\s+(?:\w+\s+){0,2}?"
    r"(?:bought|ordered|received|recieved|got|purchased|sent|shipped|delivered)\b"
    rf"|\s*(?:\([^()\n]*\)\s*)?(?:from|in)\s+(?:(?:my\s+|our\s+|the\s+)?{spelled('order')}\b|#)"
    r"|\s+(?:just\s+)?(?:arrived|came)\b",
    re.IGNORECASE,
)
_UNHAPPY = re.compile(
    r"\b(?:happy|unhappy|disappointed|dissatisfied|satisfied|pleased|problems?|issues?|trouble"
    r"|wrong)\s+"
    r"(?:with|about)\s+(?=(?:the|my|this|these|our)\s)"
    r"|\bmind about\s+(?=(?:the|my|this|these|our)\s)"
    r"|\b(?:not|isn['\u2019]?t|aren['\u2019]?t)\s+keeping\s+(?=(?:the|my|this|these)\s)"
    r"|\b(?:pick\s?up|collection)\s+(?:for|of)\s+(?=(?:the|my|this|these|a)\s)"
    r"|\b(?:no longer|don['\u2019]?t|do not|doesn['\u2019]?t|didn['\u2019]?t)\s+(?:really\s+)?"
    r"(?:need|want|like|love|order)\s+(?=(?:the|my|this|these|our)\s)",
    re.IGNORECASE,
)
_KNOWN = re.compile(r"\b(?:the|my|this|these|our)\s+(?=\w)", re.IGNORECASE)
_VERB_AFTER = re.compile(
    r"\s*(?:is|are|was|were|isn['\u2019]?t|has|have|does\w*|don['\u2019]?t|won['\u2019]?t"
    r"|can['\u2019]?t|keeps?|came|arrived|broke"
    r"|stopped|fell|never|leaks?|smells?|works?)\b",
    re.IGNORECASE,
)
_CLAUSE_START = re.compile(
    r"(?:^|[.!?;:,\n\u2013\u2014]|\s-|\b(?:and|but|so|because|also|then|lastly|finally|hi"
    r"|hello),?)\s*"
    r"(?=(?:the|my|this|these|our|your|those)\s)"
    r"|(?:^|[.!?\n])\s*(?=[A-Z0-9][\w'\u2019-]*\s)",
    re.IGNORECASE,
)


def read_products(message: str, start: int) -> list[Product]:
    """Return the products that are listed in `message` from `start` on."""
    start = announced.end() if (announced := _ANNOUNCED.match(message, start)) else start
    bulleted = _BULLET.match(message, start)
    place: int | None = bulleted.end() if bulleted else start
    listed = bulleted is not None or announced is not None or message[:start].rstrip().endswith(":")
    products: list[Product] = []
    while place is not None and len(products) < _MAX_PRODUCTS:
        product = _read_product(message, place, needs_determiner=bool(products) and not listed)
        if product is None or (products and _is_clause(message, product)):
            break
        products.append(product)
        separator = _NEXT_BULLET if bulleted else _AND
        following = separator.match(message, product.end)
        place = following.end() if following else None
    return products


def is_name_end(word: str) -> bool:
    """Say whether a product's name cannot go on with `word`."""
    return word.lower().replace("\u2019", "'") in _STOP


def _is_clause(message: str, product: Product) -> bool:
    """Say whether a listed product is rather the subject of a clause ("the shade is cracked")."""
    if _VERB_AFTER.match(message, product.end):
        return True
    name = message[product.start : product.end]
    return any(token.is_a("VBZ", "VBD", "MD") for token in tag_words(f"the {name}")[2:])


def find_purchases(message: str, start: int, end: int) -> list[Product]:
    """Return what is mentioned from `start` to `end` as bought or as the subject of a clause."""
    found: dict[int, Product] = {}
    for pattern in (_BOUGHT_FIRST, _UNHAPPY):
        for match in pattern.finditer(message, start, end):
            product = _read_product(message, match.end(), needs_determiner=False)
            if product is not None and product.end <= end and _can_be_bought(product):
                found[product.start] = product._replace(is_bought=True)
    for match in _CLAUSE_START.finditer(message, start, end):
        product = _read_subject(message, match.end())
        if product is not None and product.end <= end and _can_be_bought(product):
            known = found.get(product.start)
            if known is None or not known.is_bought:
                found[product.start] = product
    return [found[place] for place in sorted(found)]


def last_named(message: str, start: int, end: int) -> Product | None:
    """Return the last thing between `start` and `end` that is spoken of as known: "my kettle"."""
    for match in reversed(list(_KNOWN.finditer(message, start, end))):
        product = _read_product(message, match.start(), needs_determiner=True)
        if product is not None and product.end <= end and _can_be_bought(product):
            return product
    return None


def _can_be_bought(product: Product) -> bool:
    return product.name is not None and product.name.split()[-1].lower() not in _NOT_BOUGHT


def _read_subject(message: str, start: int) -> Product | None:
    """Read a product that a clause begins with: it ends in front of the clause's verb."""
    product = _read_product(message, start, needs_determiner=False)
    if product is None or product.name is None:
        return None
    bought = _BOUGHT_AFTER.match(message, product.end) is not None
    bare = not message[start : product.start].strip() and product.start == start
    window = message[start : product.end + 30]
    tokens = tag_words(window)
    verb = next(
        (
            start + token.start
            for token, after in pairwise(tokens[1:])
            if start + token.start > product.start
            and (
                token.is_a("VBZ", "VBD", "VBP", "MD")
                or (token.tag in _MAYBE_VERB and not after.is_a("NN", "JJ", "VB"))
            )
        ),
        None,
    )
    if verb is not None and verb < product.end:
        name = message[product.start : verb].rstrip()
        product = product._replace(name=name, end=product.start + len(name), aside=None)
        bought = False
    if bare and not bought:
        return None
    return product._replace(is_bought=bought, is_subject=True)


def _read_product(message: str, start: int, *, needs_determiner: bool) -> Product | None:
    head = _DETERMINER.match(message, start)
    place = head.end() if head else start
    determined = head is not None and (
        head["determiner"] is not None or head.group().strip() not in ("", "back")
    )
    if needs_determiner and not determined and not _is_list_end(message, place):
        return None
    quoted = _QUOTED.match(message, place)
    if quoted:
        return _finished(message, quoted["name"].strip(" .,"), quoted.start("name"), quoted.end())
    defect = _DEFECT.match(message, place)
    place = defect.end() if defect else place
    words: list[re.Match[str]] = []
    while len(words) < _MAX_WORDS and (word := _WORD.match(message, place)):
        if word.group().lower().replace("\u2019", "'") in _STOP:
            break
        words.append(word)
        gap = re.compile(r"[ \t]+").match(message, word.end())
        if gap is None:
            break
        place = gap.end()
    # "My daughter's helmet" is a helmet; "Levi's jeans" are what they are called.
    while len(words) > 1 and re.fullmatch(r"[a-z]+['\u2019]s", words[0].group()):
        words = words[1:]
    while words and words[-1].group() == "&":
        words.pop()
    if not words:
        return None
    name = message[words[0].start() : words[-1].end()]
    if words[-1].group().lower() in _GENERIC and len(words) < 3:
        aside = _ASIDE.match(message, words[-1].end())
        if aside:
            return Product(aside["text"].strip(), aside.start("text"), aside.end())
        is_vague = determined or words[-1].group().lower() == "something"
        return Product(None, words[0].start(), words[-1].end()) if is_vague else None
    return _finished(message, name, words[0].start(), words[-1].end())


def _finished(message: str, name: str, start: int, end: int) -> Product:
    aside = _ASIDE.match(message, end)
    if aside is None or re.match(
        r"(?:(?:model|size|order|colou?r|sku|item|no|ref)\b|#|[\W\d]+$)",
        aside["text"],
        re.IGNORECASE,
    ):
        return Product(name, start, aside.end() if aside else end)
    words = aside["text"].split()
    if all(word[0].isupper() or word[0].isdigit() for word in words) and words[-1][0].isdigit():
        return Product(aside["text"].strip(), start, aside.end())
    return Product(name, start, aside.end(), aside["text"].strip())


def _is_list_end(message: str, place: int) -> bool:
    """Say whether a noun without article goes on with a list: "the lamp, vase and rug"."""
    is_last = _LAST_BEFORE.search(message, max(0, place - 6), place) is not None
    return (_LAST_ITEM if is_last else _MIDDLE_ITEM).match(message, place) is not None
