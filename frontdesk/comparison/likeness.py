"""Which questions are the same question: by their words, not by their meaning."""

from collections.abc import Sequence
from functools import lru_cache

# From which likeness of their words on, out of 100, two questions count as one. "What does express
# delivery cost?" and "How much does express delivery cost?" have 88, "How long is the warranty?"
# and "How long is the trial?" have 80.
ALIKE = 85.0


def near_duplicates(questions: Sequence[str]) -> int:
    """Return how many of the questions are nearly the same as one before them."""
    return sum(
        same_question(question, questions[:number]) is not None
        for number, question in enumerate(questions)
    )


def same_question(question: str, others: Sequence[str]) -> int | None:
    """Return the place of the question that is most like this one, or None where none is.

    Words that have digits must be the same: another number asks for something else.
    """
    from rapidfuzz import fuzz, process

    words, numbers = _plain(question)
    choices = {
        place: plain[0] for place, plain in enumerate(map(_plain, others)) if plain[1] == numbers
    }
    found = process.extractOne(words, choices, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE)
    return None if found is None else int(found[2])


@lru_cache(maxsize=8192)
def _plain(question: str) -> tuple[str, frozenset[str]]:
    """Return the question's words in lower case, and those of them that have digits."""
    letters = (letter if letter.isalnum() else " " for letter in question.casefold())
    words = "".join(letters).split()
    numbers = frozenset(word for word in words if any(map(str.isdigit, word)))
    return " ".join(words), numbers
