"""Find the concepts of the thesaurus in a customer's message."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from frontdesk.documents.words import stem, words
from frontdesk.models.offline.routing.foreign import FOREIGN
from frontdesk.models.offline.routing.thesaurus import CONCEPTS, Concept

_NEGATION = re.compile(
    r"\b(?:can|could|wo|would|do|does|did|is|are|was|were|has|have|had|ai)n[\u2019']?t\b"
    r"|\b(?:cannot|cant|never|no longer|unable to|fails? to|failed to|refuses? to|stopped)\b",
    re.IGNORECASE,
)
_NOISE = re.compile(r"https?://\S+|@\w+|[-_/#]")


def message_terms(text: str) -> list[str]:
    """Return the stems of all words of `text`; every form of negation becomes `not`."""
    return [stem(word) for word in words(_NEGATION.sub(" not ", _NOISE.sub(" ", text)))]


def find_concepts(terms: Sequence[str]) -> tuple[Counter[str], list[str]]:
    """Return how often `terms` name each concept, and the terms that name none.

    `terms` come from `message_terms`. The longest phrase wins, and no term belongs to two.
    """
    phrases = _phrases()
    found: Counter[str] = Counter()
    rest: list[str] = []
    position = 0
    while position < len(terms):
        for phrase, concept in phrases.get(terms[position], ()):
            if tuple(terms[position : position + len(phrase)]) == phrase:
                found[concept] += 1
                position += len(phrase)
                break
        else:
            rest.append(terms[position])
            position += 1
    return found, rest


@lru_cache(maxsize=1)
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Return all phrases with their concepts by first stem, the longest first."""
    phrases: dict[str, dict[tuple[str, ...], str]] = {}
    for name, concept in CONCEPTS.items():
        for term in _terms_of(name, concept):
            stems = tuple(message_terms(term))
            phrases.setdefault(stems[0], {}).setdefault(stems, name)
    return {
        first: sorted(known.items(), key=lambda item: -len(item[0]))
        for first, known in phrases.items()
    }


def _terms_of(name: str, concept: Concept) -> list[str]:
    terms = [*concept.terms.split(","), *FOREIGN.get(name, "").split(",")]
    return [term for term in terms if term.strip()]
