"""Read one product's name where a customer's message mentions it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from frontdesk.models.offline.language.tagging import Token, looks_plural, tag_words
from frontdesk.models.offline.language.verbs import base_form, common_verbs


class Product(NamedTuple):
    """A product as the message names it (None if it only says "an item"), and where.

    `aside` is what stands in brackets behind it.
    """

    name: str | None
    start: int
    end: int
    aside: str | None = None


_COUNT = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|\d{1,3}\s?x|x\d{1,3}"
    r"|\d{1,3})"
)
DETERMINER = re.compile(
    rf"[ \t]*(?::\s*)?(?:back\s+)?(?:(?:both|all|all of|both of|{_COUNT} of|one of|some of|each of"
    r"|the following|these|just|also|only)\s*:?\s+)*(?P<determiner>(?:the|my|a|an|this|that|these"
    rf"|those|our|his|her|their|your|one|some)\s+)?(?:[a-z]+s['\u2019]\s+)?(?:(?:{_COUNT}|\(\d+\)"
    r"|unopened|unused|second|first|third|last|other|extra|another|new|brand[- ]new|same|said"
    r"|aforementioned|above|enclosed)\s+)*(?:(?:pairs?|sets?|box|pack|couple|bottle|bag|copy"
    r"|copies|piece|unit|tube|jar)\s+of\s+(?:(?:the|my|these)\s+)?)?(?:(?:wrong|different"
    r"|incorrect)\s+(?:size|colou?r|model|version|kind|type)\s+(?:of\s+)?(?=\w))?(?:size\s+\d+"
    r"(?:\.5)?\s+(?=[a-z]))?",
    re.IGNORECASE,
)
_DEFECT = re.compile(
    r"(?:broken|damaged?|faulty|defective|defected|wrong|cracked|ripped|torn|unopened|unused"
    r"|unwanted|leaking|dead|scratched|used|awful|terrible|horrible|stupid|garbage|crappy|useless"
    r"|damn|lousy|bloody|rubbish|ugly|junk|crap)\s+",
    re.IGNORECASE,
)
_WORD = re.compile(
    r"\d+(?:\.\d+)?[\"\u2033](?=[\s,.;)]|$)"
    r"|[^\W_](?:[\w&+./°-]*\w|[\w+]*)(?:['\u2019]\w+)?|&|\"(?=\w)"
)
_GAP = re.compile(r"[ \t]+")
_QUOTED = re.compile(
    r"[\"\u201c\u201d\u2018'](?P<name>[^\"\u201c\u201d\u2019'\n]{2,60})[\"\u201c\u201d\u2019']"
    r"(?!\w)"
)
# "Your 'unbreakable' mug" is a mug.
_QUOTED_ADJECTIVE = re.compile(
    r"[\"\u201c\u2018'][a-z]+[\"\u201d\u2019']\s+(?=[a-z]{3})"
    r"(?!i\b|we\b|you\b|that\b|from\b|which\b)"
)
# "A novel, 'The Name'" and "a lamp called Luna".
_CALLED = re.compile(r",?\s+(?:(?:called|titled|named)\s+)?(?=[\"\u201c\u2018'])")
_ASIDE = re.compile(r"\s*\((?P<text>[^()\n]{2,80})\)")
_MAX_WORDS = 8
_MAYBE_VERB = ("VB", "VBN", "NN")
_PERSON = frozenset(
    """
    wife husband partner daughter son child kid kids mother mom mum father dad sister brother friend
    boss girlfriend boyfriend grandma grandson granddaughter niece nephew colleague neighbor
    neighbour men women man woman boy boys girl girls baby children ladies company today yesterday
    driver customer
    """.split()
)
# A product's name ends where one of these begins.
_STOP = frozenset(
    """
    a about after again against all already also am an and any are aren't arent arrived as asap at
    back be because been before being bought but by came can can't cant cause come comes could
    couldn't cos cuz did didn't didnt do does doesn't doesnt don't dont due during each either else
    em ever every for from get got had has hasn't have haven't having he her here his how however i
    i'd i'll i'm i've if im immediately in instead into is isn't isnt it it's its just keep keeps
    kindly last later less made make makes me mine more must my n need needs never no nor not now
    of off on once one only or ordered our out over per please pls plz purchased quickly rather
    received recently right same seems herewith sent she shipped should since size so some soon
    still stopped stops than that that's thanks the their them then there these they they're this
    those through till to today together tomorrow too tore turned u under until up ur us via wanted
    want wants was wasn't wasnt we we'd we've were what when where which while who whose why will
    with within online without won't wont would yesterday yet you you're your broke leaks leaked
    looks smells feels fits works went goes going dosnt didn arrive arrives failed fails refuses
    thank hi hello hey best regards cheers order parcel package delivered delivery might shall may
    somebody someone anybody nobody everybody behind inside outside beside between near across onto
    below above beyond past like look bc regarding anymore including plus minus lol btw etc
    """.split()
)
_GENERIC = frozenset(
    """
    item items product products thing things stuff something anything everything purchase purchases
    goods order orders article articles merchandise package parcel one ones
    """.split()
)


def is_name_end(word: str) -> bool:
    """Say whether a product's name cannot go on with `word`."""
    return word.lower().replace("\u2019", "'") in _STOP


def read_product(message: str, start: int, *, is_subject: bool = False) -> Product | None:
    """Return the product that is named in `message` at `start`, article included or not.

    A subject ends in front of its clause's verb: "the kettle leaks" names a kettle.
    """
    head = DETERMINER.match(message, start)
    place = head.end() if head else start
    if adjective := _QUOTED_ADJECTIVE.match(message, place):
        place = adjective.end()
    elif quoted := _QUOTED.match(message, place):
        return _finished(message, quoted["name"].strip(" .,"), quoted.start("name"), quoted.end())
    if defect := _DEFECT.match(message, place):
        place = defect.end()
    words = _words(message, place)
    words = words[: _verb_place(message, words, is_subject=is_subject)]
    words = _without_owner(words, is_subject=is_subject)
    while words and words[-1].group() == "&":
        words.pop()
    if not words:
        return None
    first, end = words[0].start(), words[-1].end()
    name = message[first:end]
    if is_subject and re.search(r"[a-z]['\u2019]s$", name):
        name, end = name[:-2], end - 2
    if words[-1].group().lower() in _GENERIC and len(words) < 3:
        if aside := _ASIDE.match(message, end):
            return Product(aside["text"].strip(), aside.start("text"), aside.end())
        return Product(None, first, end)
    if called := _CALLED.match(message, end):
        if (quoted := _QUOTED.match(message, called.end())) and quoted["name"][0].isupper():
            return Product(quoted["name"].strip(" .,"), quoted.start("name"), quoted.end())
    return _finished(message, name, first, end)


def has_determiner(message: str, start: int) -> bool:
    """Say whether an article, a possessive or a number stands at `start`."""
    head = DETERMINER.match(message, start)
    return head is not None and (
        head["determiner"] is not None or head.group().strip() not in ("", "back", ":")
    )


def _words(message: str, place: int) -> list[re.Match[str]]:
    words: list[re.Match[str]] = []
    while len(words) < _MAX_WORDS and (word := _WORD.match(message, place)):
        if is_name_end(word.group()):
            break
        words.append(word)
        gap = _GAP.match(message, word.end())
        if gap is None:
            break
        place = gap.end()
    return words


def _verb_place(message: str, words: Sequence[re.Match[str]], *, is_subject: bool) -> int:
    """Return the place of the first of `words` that is a verb or adverb, or behind the last."""
    if len(words) < 2:
        return len(words)
    first = words[0].start()
    tokens = tag_words("the " + message[first : words[-1].end() + 40].replace("\u2019", "'"))
    places = {word.start() - first + 4: place for place, word in enumerate(words)}
    end = Token("", ".", 0, 0)
    followed = [*tokens, end, end]
    for index, token in enumerate(tokens):
        place = places.get(token.start, 0)
        if place and _ends_name(followed[index - 1 : index + 3], is_subject=is_subject):
            return place
    return len(words)


def _ends_name(tokens: Sequence[Token], *, is_subject: bool) -> bool:
    """Say whether a name ends before the second of four tokens in a row."""
    before, token, after, second = tokens
    if token.text[0].isupper() or not token.text[0].isalpha():
        return False
    # "Car seat covers" and "a door stop" end in what may be verbs.
    goes_on = after.is_a("DT", "PRP", "RB", "JJ", "IN", "VB", "TO", "WRB", "CD", "NN")
    if token.lower == "set" and before.is_a("NN"):
        return False  # "the tea set arrived"
    if token.is_a("MD", "VBD"):
        return goes_on or is_subject
    if token.is_a("VBZ", "VBP"):
        return is_subject or (goes_on and not after.is_a("NN", "IN"))
    if token.is_a("RB"):
        return not token.lower.endswith("back")
    if not is_subject or not token.is_a(*_MAYBE_VERB):
        return False
    is_verb = base_form(token.lower) in common_verbs() or token.is_a("VB")
    if token.tag == "NNS" and after.is_a("RB", "PRP", "DT") and not second.is_a("VB", "MD"):
        return True
    if token.is_a("NN") and not looks_plural(token.lower):
        # "The headphones hiss": a plural seldom stands inside a name.
        return before.tag == "NNS" and (
            after.is_a(",", ".", "CC", "RB") or (is_verb and after.is_a("DT", "PRP", "IN", "JJ"))
        )
    return is_verb and not after.is_a("NN", "VBZ", "VBD", "VBP", "MD", ",", ":", "(")


def _without_owner(words: list[re.Match[str]], *, is_subject: bool) -> list[re.Match[str]]:
    """Cut "my daughter's helmet" to the helmet, and the subject "the kettle's lid" to the kettle.

    "Levi's jeans" are what they are called.
    """
    for place, word in enumerate(words[:-1]):
        owner = re.fullmatch(r"([a-z]+)['\u2019]s", word.group())
        if owner is None:
            continue
        if owner[1] in _PERSON or not is_subject:
            return words if place or owner[1] in {"men", "women"} else words[1:]
        return words[: place + 1]
    return words


def _finished(message: str, name: str, start: int, end: int) -> Product:
    """Return the product with what stands in brackets behind it, its own name or a remark."""
    aside = _ASIDE.match(message, end)
    if aside is None:
        return Product(name, start, end)
    words = aside["text"].split()
    is_name = all(word[0].isupper() or word[0].isdigit() for word in words)
    if is_name and any(map(str.isdigit, aside["text"])):
        return Product(aside["text"].strip(), start, aside.end())
    return Product(name, start, aside.end(), aside["text"].strip())
