"""Words, their stems, and which of them carry meaning."""

import re
import threading
import unicodedata
from functools import lru_cache

import snowballstemmer

# Many scripts write vowels and accents as marks of their own, which `\w` leaves out.
_LETTER = r"(?:[^\W_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0963\u0966-\u109f])"
_WORD = re.compile(rf"{_LETTER}+(?:['.,\-]{_LETTER}+)*")
# Scripts that put no spaces between words: Thai, Lao, Burmese, Khmer, kana, Han.
_SPACELESS = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_UNSPACED = re.compile(rf"[{_SPACELESS}]+")
_ONE_SCRIPT = re.compile(rf"[{_SPACELESS}]+|[^{_SPACELESS}]+")
# Soft hyphens, and spaces and joints without width: what stands around them is one word.
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
# A stemmer keeps the word that it works on, so that no two threads may share one.
_own = threading.local()

FUNCTION_WORDS = frozenset(
    """
    a about above after again all also am an and any are as at be because been before being below
    between both but by can cannot could did do does doing down during each either else ever every
    few for from further had has have having he her here hers herself him himself his how i if in
    into is it its itself just let may me might more most much must my myself neither no nor not of
    off on once one only or other our ours ourselves out over own please same shall she should so
    some such than that the their theirs them themselves then there these they this those through
    to too under until up upon us very was we were what when where which while who whom whose why
    will with within without would you your yours yourself yourselves
    """.split()
)

# Of these, those that other languages do not have as well.
_ENGLISH = FUNCTION_WORDS - frozenset(
    "a all am an as do had he her i in is me no of on once or over so under was we will".split()
)


def words(text: str) -> list[str]:
    """Return the words of `text` in lower case, numbers and ids included, in reading order."""
    normal = unicodedata.normalize("NFKC", text.translate(INVISIBLE)).lower()
    normal = normal.replace("\u2019", "'")
    return _WORD.findall(normal)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem of one lower-case English word (Snowball's English stemmer)."""
    if not hasattr(_own, "stemmer"):
        _own.stemmer = snowballstemmer.stemmer("english")
    return str(_own.stemmer.stemWord(word.removesuffix("'s")))


def content_stems(text: str) -> list[str]:
    """Return the stems of the words of `text` that carry meaning, in reading order.

    A run of a script without spaces gives its pairs of neighbouring characters.
    """
    stems: list[str] = []
    for word in words(text):
        for run in [word] if word.isascii() else _ONE_SCRIPT.findall(word):
            if _UNSPACED.match(run):
                stems += [run[at : at + 2] for at in range(max(len(run) - 1, 1))]
            elif not is_function_word(run):
                stems.append(stem(run))
    return stems


def is_function_word(word: str) -> bool:
    """Return whether a lower-case word is a function word, as it is or contracted ("what's")."""
    return word.partition("'")[0] in FUNCTION_WORDS or word.endswith("n't")


def is_english(text: str, least: int = 2) -> bool:
    """Return whether at least so many words and a tenth of all are function words of English."""
    said = words(text)
    english = sum(word in _ENGLISH or word.endswith("n't") for word in said)
    return english >= max(len(said) / 10, least)
