"""Read lists of products where a customer's message names them."""

import re

from frontdesk.models.offline.planning.goods import is_goods, is_other, is_part
from frontdesk.models.offline.planning.names import Product, has_determiner, read_product

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
    r"|can['\u2019]?t|keeps?|came|broke|fell|never|leaks?|smells?|works?|will"
    r"|(?!ordered|purchased|received|delivered|damaged|used|called|named)[a-z]+ed)\b",
    re.IGNORECASE,
)

_ITEM_END = re.compile(r"\s*(?:$|[.,;:!?(\n]|back\b|please\b|from\b)", re.IGNORECASE)
# "Return the lamp and know where it is."
_VERB_ITEM = re.compile(
    r"one\s+[a-z]+(?<!s)s\b|[a-z]+\s+(?:where|what|how|when|if|whether|that|to|me|you|us|it|them|the|my|a|your)\b"
)

_RELATIVE = re.compile(
    r",\s+(?:which|that)\s+(?:is\s+|are\s+|was\s+|were\s+)?(?P<told>[^,.;:!?()\n]{2,80})"
    r"(?=,\s+and\b|[.!?\n]|$)",
    re.IGNORECASE,
)


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


def _is_clause(message: str, place: int, product: Product) -> bool:
    """Say whether a listed product is rather the subject of a clause ("the shade is cracked")."""
    if _CLAUSE_VERB.match(message, product.end) or _VERB_ITEM.match(message, place):
        return True
    words = (product.name or "").split()
    if (
        len(words) > 1
        and is_part(words[-2])
        and words[-1].endswith("s")
        and not is_goods(words[-1])
    ):
        return True  # "the mouse, the left button sticks"
    subject = read_product(message, place, is_subject=True)
    if subject is None or subject.end >= product.end:
        return subject is None
    is_past = re.fullmatch(r"\s*\w+ed", message[subject.end : product.end]) is not None
    return is_past or not _ITEM_END.match(message, product.end)


def _is_remark(message: str, place: int, product: Product) -> bool:
    """Say whether what is listed tells of the product before: "the throw, wrong size, and ..."."""
    words = message[place : product.end].lower().split()
    if is_goods(" ".join(words)):
        return False
    names_none = is_other(words[-1]) or (is_part(words[-1]) and len(words) > 1)
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
