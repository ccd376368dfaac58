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
# In a conversation its category speaks for itself: an answer rarely says again what it is about,
# and a new subject is named by a word of its own.
_CONVERSATION = 1.8
# Where nothing but the conversation tells the category.
_STAYING_CONFIDENCE = 0.7
# Support of this weight, without any for another category, makes as sure as words can.
_CLEAR_SUPPORT = 2.0
_CLEAR_CATCH_ALL_SUPPORT = 1.8
_MOST_CONFIDENCE = 0.95
# A question of whose words none is known is at least a question.
_QUESTION_CONFIDENCE = 0.55
_UNCLEAR_CONFIDENCE = 0.2
_CLEAR = 0.5
_QUESTION_WORDS = 3
_QUESTION = re.compile(
    r"\?\s*$|^\W*(?:who|what|when|where|why|which|how|is|are|do|does|can|could|may|will|would)\b",
    re.IGNORECASE,
)
# Words that say that there is something, but not what.
_SAYS_NOTHING = frozenset(
    stem(word)
    for word in """
    hello hi hey good morning afternoon evening day help please question problem issue trouble
    assistance asap urgent check it me thing yesterday today not good bad ok okay yes no thanks dear
    sir madam team there look this that want know tell can could ask difficulty
    """.split()
)
_OUT_OF_SCOPE = re.compile(
    r"\b(?:write|compose|tell|sing|give)(?: me| us)? (?:an? |some )?(?:\w+ )?"
    r"(?:poem|joke|song|story|essay|haiku|limerick|recipe|code|homework)s?\b"
    r"|\b(?:ignore|disregard|forget|reveal|print|repeat|show)(?: me)? (?:all |any )?(?:of )?"
    r"(?:your|the|previous|prior|these|those|my)(?: \w+)? (?:instructions?|prompts?|rules)\b"
    r"|\bcapital (?:city )?of\b|\bwho (?:is|was) the (?:president|king|queen|prime minister)\b"
    r"|\bmeaning of life\b|\b(?:weather|horoscope|lottery)\b|\bmy homework\b",
    re.IGNORECASE,
)


class Choice(NamedTuple):
    """The category of a message, and how sure that is, from 0 to 1."""

    name: str
    confidence: float


class _Category(NamedTuple):
    name: str
    concepts: Counter[str]
    stems: frozenset[str]
    is_catch_all: bool


def choose_intent(message: str, categories: Mapping[str, str]) -> str:
    """Return the name of the category that `message` fits best, taken by itself."""
    return _choose(message, categories, None).name


def classify(said: Sequence[str], categories: Mapping[str, str]) -> Choice:
    """Return the category of the last message of a conversation.

    `said` are the customer's messages in their order. `categories` holds the description of each
    category by name and must not be empty. What says little by itself stays in the category of
    the message before; what clearly speaks of another category changes it. The category that is
    described as the rest ("anything else"), or without such a one the last, is chosen when nothing
    supports any.
    """
    choice: Choice | None = None
    for message in said:
        before = choice.name if choice and choice.confidence >= _CLEAR else None
        choice = _choose(message, categories, before)
    return choice or _choose("", categories, None)


def is_in_scope(message: str) -> bool:
    """Say whether `message` could be a customer's, and is not a wish for poems and the like."""
    return _OUT_OF_SCOPE.search(message[:_READ_CHARACTERS]) is None


def _choose(message: str, categories: Mapping[str, str], before: str | None) -> Choice:
    described = [_read_category(name, text) for name, text in categories.items()]
    message = message[:_READ_CHARACTERS]
    evidence, literal = _read_message(message)
    fallback = next((each for each in described if each.is_catch_all), described[-1])
    support = {each.name: _score(each, described, evidence, literal) for each in described}
    scores = dict(support)
    scores[fallback.name] += _CATCH_ALL_START
    if before is not None:
        scores[before] += _CONVERSATION - _CATCH_ALL_START * (before == fallback.name)
    best = max(scores, key=lambda name: scores[name])
    confidence = _confidence(message, best, support, fallback.name)
    return Choice(best, max(confidence, _STAYING_CONFIDENCE * (best == before)))


def _confidence(message: str, best: str, support: dict[str, float], fallback: str) -> float:
    """Return how sure the choice of `best` is: by its own support, less that of its rivals."""
    own, clear, words = support[best], _CLEAR_SUPPORT, set(message_terms(message))
    if not words - _SAYS_NOTHING - _function_stems():
        return _UNCLEAR_CONFIDENCE
    if best == fallback:
        own, clear = own / _CATCH_ALL_SUPPORT, _CLEAR_CATCH_ALL_SUPPORT
    # The rest is no rival: its words stand in many messages.
    rivals = sum(value for name, value in support.items() if name not in (best, fallback))
    confidence = min(own / clear, 1.0) * (own / (own + rivals / 2) if own else 0.0)
    if _QUESTION.search(message) and len(words) > _QUESTION_WORDS:
        confidence = max(confidence, _QUESTION_CONFIDENCE)
    return round(max(_UNCLEAR_CONFIDENCE, _MOST_CONFIDENCE * confidence), 2)


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
