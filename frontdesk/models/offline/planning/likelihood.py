"""Judge how likely it is that a message is about a product that it names."""

import re
from typing import NamedTuple

from frontdesk.models.offline.language.tagger import tagger
from frontdesk.models.offline.language.verbs import base_form
from frontdesk.models.offline.planning.complaints import complaint_strength
from frontdesk.models.offline.planning.goods import (
    ends_in_goods,
    is_goods,
    is_other,
    is_part,
    is_person,
)
from frontdesk.models.offline.planning.names import (
    DETERMINER,
    Product,
    has_determiner,
    read_product,
)
from frontdesk.models.offline.planning.spelling import spelled

_BUY = (
    rf"(?:bought|ordered|opened|unpacked|{spelled('received')}|recieved|got|purchased|picked up|own"
    r"|have|sent me|sent us|was sent|were sent|gave me|gave us|shipped me|delivered|contain(?:s"
    r"|ed)|included)"
)
_BOUGHT_BEFORE = re.compile(
    rf"\b{_BUY}\s+(?:(?:me|us|in|from|at|via|through|on)\s+(?:you\w*|(?:the |your )?(?:shop|store"
    r"|website|site|web))\s+)?(?:him|her|me|myself|us)?\s*$"
    r"|\b(?:item|product|article)(?:s|\(s\))?(?: name| to return)?\s*:\s*$",
    re.IGNORECASE,
)
_UNHAPPY_BEFORE = re.compile(
    r"\b(?:happy|unhappy|disappointed|dissatisfied|satisfied|pleased|impressed|problems?|issues?"
    r"|trouble|wrong|fed up|had it|had enough|do the same|the same)\s+(?:with|about|for|by)\s+$"
    r"|\bmind about\s+$|\b(?:not|isn['\u2019]?t|aren['\u2019]?t)\s+keeping\s+(?=the)$"
    r"|\b(?:no longer|don['\u2019]?t|do not|doesn['\u2019]?t|didn['\u2019]?t"
    r"|hate)\s+(?:really\s+)?(?:(?:need|want|like|love)\s+)?$|\b(?:keep|against|tried|trying"
    r"|returning|use|using|wear)\s+$|(?:^|[.!?\n])\s*(?:about|regarding|re|concerning):?\s+$"
    r"|\bit['\u2019]?s about\s+$|\b(?:think|thinking)\s+$",
    re.IGNORECASE,
)
_BOUGHT_AFTER = re.compile(
    r"\s*(?:\([^()\n]*\)\s*)?,?\s*(?:(?:that|which)\s+)?(?:i|we|you|u|my \w+|he|she"
    r"|they)(?:['\u2019]ve|['\u2019]d)?\s+(?:\w+\s+){0,2}?(?:bought|ordered|opened|unpacked"
    r"|received|recieved|got|purchased|sent|shipped|delivered)\b|\s*(?:\([^()\n]*\)\s*)?(?:from"
    rf"|in)\s+(?:(?:my|our|the|an?)\s+)?(?:\w+\s+)?(?:{spelled('order')}\b|#)|\s+(?:(?:just|which"
    r"|that|did|has|had|have)\s+)*(?:arrived?|came|come|delivered)\b",
    re.IGNORECASE,
)
_AFTER_PREPOSITION = re.compile(
    r"\b(?:in|on|onto|at|to|from|by|into|near|inside|with|through|after|before|since|under|over"
    r"|for|than|like|until|during|between|around|behind|against|without)\s+$",
    re.IGNORECASE,
)
_CLAUSE_START = re.compile(
    r"(?:^|[.!?;:,\n()\u2013\u2014]|(?:^|\s)[-*•]|\b(?:and|but|so|because|since|as|also|then"
    r"|lastly|finally|hi|hello|hey|that|now|first|firstly|next|so|unfortunately|sadly|separately"
    r"|second|plus|when|while|actually|think|though|well|ok|okay|yo|guess|o|oh),?)\s*$",
    re.IGNORECASE,
)
# "A tear in the sleeve" is no product.
_DEFECT_PLACE = re.compile(r"\s+(?:in|on|through|across|under|near)\b", re.IGNORECASE)
# "Wall clock: please return it."
_TOPIC_MARK = re.compile(r":\s|\s[-\u2013\u2014]\s")
_LIST_MARK = re.compile(r"[.!?\n]?[ \t]*(?:(?:[-*•]|\(?[a-h\d]{1,2}[.)])\s+)?")
# A subject goes on with its verb rather than with a mark, a preposition or another subject.
_VERB_PHRASE = re.compile(
    r"\s*(?:\([^()\n]*\)\s*)?(?!(?:i|we|you|u|he|she|they|of|in|on|at|to|from|by|for|with|and|or"
    r"|but|as|please|pls|also|too|because|since|so|if|when|where|which|that)\b)[a-z]+",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\s+(?:is|are|was|were|has|have|had|does|do|did|will|won|can|cannot|isn|doesn|don|didn|came"
    r"|arrived|broke|stopped|keeps?|\w+n['\u2019]?t)\b",
    re.IGNORECASE,
)
_SAID_END = re.compile(r"[.!?;\n]|\bbut\b|\band\s+(?:i|we|the|my)\b", re.IGNORECASE)
_SAID_REACH = 80
_PART_OF = re.compile(r"\s+of\s+(?:the|my|this|these|our)\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?:inv|ord|order|invoice|[a-z]|no)?[-#]?\d[\d/.-]*")
_SIDES = frozenset(
    "left right upper lower front back inner outer top bottom main other my inside".split()
)
# What makes it likely that a message is about a product that it mentions.
WEIGHTS = {
    "goods": 2.5,
    "definite": 1.0,
    "bought": 2.0,
    "subject": 1.5,
    "unhappy": 2.5,
    "complained": 1.5,
    "place": -2.0,
    "part": -3.0,
    "object": -1.5,
    "kept": -4.0,
}
_TITLE = re.compile(r"(?:mr|mrs|ms|miss|dr|sir|madam)\b", re.IGNORECASE)
CONTRACTION = re.compile(r"\w+['\u2019](?:ve|re|ll|d|m)\b", re.IGNORECASE)
# What stays: "The sofa is lovely", "the cushion I am keeping".
_KEPT = re.compile(
    r"[^.,!?;\n]{0,40}\b(?:(?:is|are|was|were|it['\u2019]s)\s+(?:\w+\s+)?(?:lovely|perfect|super"
    r"|great|fine|good|brilliant|excellent|wonderful|beautiful)\b(?![^.!?;\n]*\bbut\b)|stays?\b"
    r"|(?:am|are|['\u2019]m|['\u2019]re|will be) keeping|works? (?:fine|well|perfectly)"
    r"|fits? (?:perfectly|well|fine)|no (?:issues?|complaints?|problems?))",
    re.IGNORECASE,
)


class Mention(NamedTuple):
    """A product that a message speaks of, and how likely it is what the message is about."""

    product: Product
    weight: float
    is_plural: bool
    is_bought: bool
    is_part: bool = False
    is_disliked: bool = False


def read_mention(message: str, place: int) -> Mention | None:
    """Return the product that is named at `place` with its likelihood, None if none is."""
    if mark := _LIST_MARK.match(message, place):
        place = mark.end()
    before = message[max(0, place - 50) : place]
    begins = _CLAUSE_START.search(before) is not None
    product = read_product(message, place, is_subject=begins)
    if product is None or product.name is None:
        return None
    product = _to_its_noun(product)
    name = product.name or ""
    determined = has_determiner(message, place)
    if not may_be_product(name) or (not determined and name.endswith("ly")):
        return None
    goods = is_goods(name)
    bought_before = _BOUGHT_BEFORE.search(before) is not None
    bought = bought_before or _BOUGHT_AFTER.match(message, product.end) is not None
    after_preposition = _AFTER_PREPOSITION.search(before) is not None
    acts = (begins and _VERB_PHRASE.match(message, product.end) is not None) or (
        not after_preposition and _FINITE.match(message, product.end) is not None
    )
    topic = _TOPIC_MARK.match(message, product.end) is not None
    is_topic = begins and topic
    known = determined or bought or is_topic or goods
    if not known:
        return None
    unhappy = _UNHAPPY_BEFORE.search(before) is not None
    definite = re.match(r"(?:the|my|this|these|those|our|your)\b", message[place:], re.IGNORECASE)
    if not (definite or bought or unhappy or goods) and _DEFECT_PLACE.match(message, product.end):
        return None
    said = message[product.end : product.end + _SAID_REACH]
    part_of = _PART_OF.match(message, product.end) is not None
    features = {
        "goods": goods,
        "definite": definite is not None and not after_preposition,
        "bought": bought,
        "subject": acts,
        "unhappy": unhappy,
        "complained": (acts or is_topic) and complaint_strength(_SAID_END.split(said)[0]) > 1,
        "place": after_preposition and not (unhappy or bought or topic),
        "part": part_of or (not goods and is_part(name)),
        "kept": _KEPT.match(message, product.end) is not None,
    }
    weight = sum(WEIGHTS[feature] for feature, holds in features.items() if holds)
    plural = _is_plural(message, place, name)
    disliked = (unhappy or features["complained"]) and not features["kept"]
    return Mention(product, weight, plural, bought or unhappy, features["part"], disliked)


def may_be_product(name: str) -> bool:
    """Say whether `name` names a thing that can be bought, and no person, place, time or number."""
    words = name.lower().split()
    last = words[-1]
    if (
        words[0] in {"money", "whole", "entire", "rest", "remaining", "cash"}
        or (_NUMBER.fullmatch(last) and not name[0].isupper())
        or CONTRACTION.fullmatch(words[0])
    ):
        return False
    if _TITLE.match(name):
        return False
    if not is_goods(name) and any(is_person(word) for word in words[1:] or words):
        return False
    if len(words) == 1 and str(tagger().lexicon.get(last, "")).startswith("JJ"):
        return ends_in_goods(last)
    if is_goods(name):
        return True
    return not is_other(last) and not (
        is_part(last) and _SIDES.issuperset(words[:-1]) and words[:-1]
    )


def _to_its_noun(product: Product) -> Product:
    """Cut what follows the known noun of a name: "lamp look" is a lamp."""
    words = (product.name or "").split()
    heads = [place for place, word in enumerate(words) if ends_in_goods(word)]
    if not heads and len(words) > 1 and is_part(words[0]) and _is_verb(words[1]):
        heads = [0]
    if not heads or heads[-1] + 1 == len(words) or product.name is None:
        return product
    rest = words[heads[-1] + 1 :]
    if any(word[0].isupper() or word[0].isdigit() for word in rest):
        return product
    name = " ".join(words[: heads[-1] + 1])
    return Product(name, product.start, product.start + len(name))


def _is_verb(word: str) -> bool:
    """Say whether a word with a verb's ending is one: "swells"."""
    return word.endswith(("s", "ed")) and base_form(word.lower()) is not None


def _is_plural(message: str, place: int, name: str) -> bool:
    head = DETERMINER.match(message, place)
    pair = head is not None and re.search(r"\bpairs?\b", head.group(), re.IGNORECASE)
    return pair is not None or (name.endswith("s") and not name.endswith(("ss", "us")))
