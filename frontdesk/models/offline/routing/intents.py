"""Choose the category whose description is most similar to a customer's message."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from frontdesk.documents.words import FUNCTION_WORDS, stem
from frontdesk.models.offline.routing.concepts import find_concepts, message_terms
from frontdesk.models.offline.routing.thesaurus import CONCEPTS

# What a message is about stands near its beginning; the rest of a very long one is not read.
_READ_CHARACTERS = 4000
_CATCH_ALL = re.compile(
    r"\b(?:(?:any|every)thing else|all else|all other|other (?:questions|requests|messages)"
    r"|none of the (?:above|others)|catch[- ]all|otherwise)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"[$£€₹]\s?\d|\b\d[\d.,]*\s?(?:dollars?|bucks|euros?|pounds|usd|eur|gbp|inr|rs|cents)\b",
    re.IGNORECASE,
)
# Words that stand in descriptions without telling one category from another.
_GENERIC = frozenset(
    stem(word)
    for word in """
    anything everything else other customer company question inquiry enquiry request support
    general category message about between need want use used work thing something related such
    service get applied make made
    """.split()
)
_ABILITY = frozenset(
    stem(word)
    for word in """
    work open load play show start run connect download upload update install log sign login access
    charge turn watch view hear verify appear sync pair print scan recognize activate register
    complete process submit click save use function stream record cast launch add type
    drain heat cool spin brew ring cook wash cut dry stay sound display detect control vibrate
    """.split()
)
_ABILITY_REACH = 6
# A word of the description itself says more than one that only means something similar.
_LITERAL_WEIGHT = 0.4
_UNKNOWN_WEIGHT = 1.0
# Support below this is too weak to leave the catch-all.
_CATCH_ALL_START = 1.0
_CATCH_ALL_SUPPORT = 0.7
_SIDE_REMARK = 0.7


class _Category(NamedTuple):
    name: str
    concepts: Counter[str]
    stems: frozenset[str]
    is_catch_all: bool


def choose_intent(message: str, categories: Mapping[str, str]) -> str:
    """Return the name of the category that `message` fits best.

    `categories` holds the description of each category by name and must not be empty. The one
    that is described as the rest ("anything else"), or without such a one the last, is returned
    when the message supports none.
    """
    described = [_read_category(name, text) for name, text in categories.items()]
    evidence, literal = _read_message(message[:_READ_CHARACTERS])
    fallback = next((each for each in described if each.is_catch_all), described[-1])
    scores = {each.name: _score(each, described, evidence, literal) for each in described}
    scores[fallback.name] += _CATCH_ALL_START
    return max(scores, key=lambda name: scores[name])


@lru_cache(maxsize=256)
def _read_category(name: str, description: str) -> _Category:
    terms = message_terms(f"{name}: {description}")
    concepts, _ = find_concepts(terms)
    return _Category(
        name=name,
        concepts=concepts,
        stems=frozenset(terms) - _GENERIC - _function_stems(),
        is_catch_all=_CATCH_ALL.search(description) is not None,
    )


def _read_message(message: str) -> tuple[dict[str, float], dict[str, float]]:
    """Return how strongly the message speaks of each concept, and the weights of its stems."""
    terms = message_terms(message)
    counts, rest = find_concepts(terms)
    counts["malfunction"] += _count_disabilities(terms)
    counts["price"] += len(_AMOUNT.findall(message))
    # A concept that is mentioned again counts, but half as much each time.
    evidence = {
        name: CONCEPTS[name].weight * (2 - 0.5 ** (count - 1))
        for name, count in counts.items()
        if count
    }
    unknown = set(rest)
    literal = {
        term: _UNKNOWN_WEIGHT if term in unknown else _LITERAL_WEIGHT
        for term in set(terms) - _GENERIC - _function_stems()
    }
    return evidence, literal


def _count_disabilities(terms: list[str]) -> int:
    """Count the things that the message says cannot be done or do not happen."""
    return sum(
        any(following in _ABILITY for following in terms[place + 1 : place + 1 + _ABILITY_REACH])
        for place, term in enumerate(terms)
        if term == "not"
    )


def _score(
    category: _Category,
    described: list[_Category],
    evidence: dict[str, float],
    literal: dict[str, float],
) -> float:
    """Add up what speaks for `category`; one clear word outweighs several side remarks."""
    rivals = [each for each in described if each is not category and not each.is_catch_all]
    support = [
        weight * _share(category.concepts[name], [each.concepts[name] for each in rivals], category)
        for name, weight in evidence.items()
        if category.concepts[name]
    ]
    support += [
        weight * _share(1, [term in each.stems for each in rivals], category)
        for term, weight in literal.items()
        if term in category.stems
    ]
    ranked = sorted(support, reverse=True)
    if category.is_catch_all:  # its topics have nothing in common, so they do not add up
        return _CATCH_ALL_SUPPORT * ranked[0] if ranked else 0.0
    return sum(weight * _SIDE_REMARK**rank for rank, weight in enumerate(ranked))


def _share(own: int, others: Sequence[int], category: _Category) -> float:
    """Return the part of a word's weight that goes to `category`.

    What several categories describe speaks for each in part; the catch-all gets only what no
    other one describes.
    """
    if category.is_catch_all:
        return 0.0 if any(others) else 1.0
    return own / (own + sum(others))


@lru_cache(maxsize=1)
def _function_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in FUNCTION_WORDS)
