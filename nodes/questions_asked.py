"""Check that a reply asks the questions that are open, whatever language it is in."""

import re
from collections.abc import Sequence

from nodes.prompts.question_words import KNOWN, PLEASE, SUBJECTS

_MARKS = "?\uff1f\u061f\u037e"  # of Latin, Chinese, Arabic and Greek letters
_SENTENCE = re.compile(rf"[^.!{_MARKS}\n\u3002]+[.!{_MARKS}\u3002]?")
_SUBJECTS = {name: re.compile(words) for name, words in SUBJECTS.items()}
_PLEASE = re.compile(PLEASE)
# Of the words of a text in a language that is known, at least one in so many is in `KNOWN`.
_ONE_IN = 12


def unasked(reply: str, questions: Sequence[str]) -> list[str]:
    """Return those of `questions`, our own in English, that `reply` does not ask.

    In a language whose words are known a sentence must ask for what the question is about. In any
    other there must be as many questions as there are open ones.
    """
    sentences = [found.group().casefold().strip() for found in _SENTENCE.finditer(reply)]
    asking = [each for each in sentences if each.endswith((*_MARKS,)) or _PLEASE.search(each)]
    if not in_known_language(reply):
        return [*questions] if len(asking) < len(questions) else []
    return [each for each in questions if not any(_about(each, said) for said in asking)]


def in_known_language(text: str) -> bool:
    """Say whether the text is in one of the languages whose words are known."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return sum(word in KNOWN for word in words) * _ONE_IN >= max(len(words), 2 * _ONE_IN)


def _about(question: str, said: str) -> bool:
    subjects = [words for words in _SUBJECTS.values() if words.search(question.casefold())]
    return not subjects or any(words.search(said) for words in subjects)
