"""Tell questions apart: which of them ask the same in other words or another order."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from frontdesk.documents.words import words

# These change nothing in what is asked. "Can" and "must", "from" and "to" do.
_FILLERS = frozenset("a an the is are was were do does did of my your our i you we".split())
_SPACED_LETTERS = re.compile(r"[a-z\u00c0-\u024f\u0370-\u052f]+")

_Words = tuple[str, ...]

# Two forms of a word ("cost" and "costs") are at least so alike, in percent.
_SAME_WORD = 85


def distinct_questions(questions: Iterable[str], earlier: Sequence[str] = ()) -> list[str]:
    """Return `earlier` and those of `questions` that ask something else, in their order.

    Two questions are the same where their words are, whatever their order, their inflection and
    their fillers. Numbers and names make a difference, and so does a word more or less.
    """
    kept = [*earlier]
    keys: dict[_Words, list[_Words]] = defaultdict(list)
    for question in earlier:
        key = _key(question)
        keys[_form(key)].append(key)
    for question in questions:
        key = _key(question)
        alike = keys[_form(key)]
        if key and not any(all(map(_same_word, key, other)) for other in alike):
            alike.append(key)
            kept.append(question.strip())
    return kept


def _key(question: str) -> _Words:
    """Return the words by which a question is told from others."""
    said = words(question)
    return tuple(sorted([word for word in said if word not in _FILLERS] or said))


def _form(key: _Words) -> _Words:
    """Return what the keys of one question have in common, however its words are inflected."""
    return tuple(word[0] if _SPACED_LETTERS.fullmatch(word) else word for word in key)


def _same_word(left: str, right: str) -> bool:
    """Return whether two words are one, of which it is known that their forms are the same."""
    from rapidfuzz import fuzz

    return left == right or fuzz.ratio(left, right) >= _SAME_WORD
