"""Tell questions apart: which of them ask the same in other words or another order."""

import re
from collections.abc import Iterable, Sequence

from frontdesk.documents.words import words

# These change nothing in what is asked. "Can" and "must", "from" and "to" do.
_FILLERS = frozenset("a an the is are was were do does did of my your our i you we".split())
_SPACED_LETTERS = re.compile(r"[a-z\u00c0-\u024f\u0370-\u052f]+")

# Two forms of a word ("cost" and "costs") are at least so alike, in percent.
_SAME_WORD = 85


def distinct_questions(questions: Iterable[str], earlier: Sequence[str] = ()) -> list[str]:
    """Return `earlier` and those of `questions` that ask something else, in their order.

    Two questions are the same where their words are, whatever their order, their inflection and
    their fillers. Numbers and names make a difference, and so does a word more or less.
    """
    from rapidfuzz import fuzz, process

    kept = [*earlier]
    keys = [" ".join(_key(question)) for question in earlier]
    for question in questions:
        key = _key(question)
        if not key:
            continue
        joined = " ".join(key)
        alike = process.extract_iter(joined, keys, scorer=fuzz.ratio, score_cutoff=_SAME_WORD)
        if any(_same(key, other.split(" ")) for other, _, _ in alike):
            continue
        keys.append(joined)
        kept.append(question.strip())
    return kept


def _key(question: str) -> list[str]:
    said = words(question)
    return sorted([word for word in said if word not in _FILLERS] or said)


def _same(left: Sequence[str], right: Sequence[str]) -> bool:
    return len(left) == len(right) and all(map(_same_word, left, right))


def _same_word(left: str, right: str) -> bool:
    from rapidfuzz import fuzz

    if left == right:
        return True
    return (
        left[0] == right[0]
        and bool(_SPACED_LETTERS.fullmatch(left) and _SPACED_LETTERS.fullmatch(right))
        and fuzz.ratio(left, right) >= _SAME_WORD
    )
