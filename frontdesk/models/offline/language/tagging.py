"""Words of a sentence with their parts of speech (Penn Treebank tags)."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from frontdesk.documents.words import INVISIBLE
from frontdesk.models.offline.language.tagger import tagger
from frontdesk.models.offline.language.verbs import (
    BE,
    DO,
    HAVE,
    MODALS,
    base_form,
    common_verbs,
    is_unchanging_participle,
)

_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_MARKS = re.compile(r"[*`]+|(?<!\w)_+|_+(?!\w)|~~")
_QUOTED = re.compile(
    r"[\"\u201c\u201d]((?:[^\s\"\u201c\u201d]+\s+){0,5}[^\s\"\u201c\u201d]+)[\"\u201c\u201d]"
)
_SYMBOLS = re.compile("[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")  # Arrows and emoji.
_ASIDE = re.compile(r"\s*\([^()]*\)|\s*\[[^\[\]]*\]")
_CONTRACTIONS = (
    (re.compile(r"\b([Cc])an't\b|\b([Cc])annot\b"), r"\1\2an not"),
    (re.compile(r"\b([Ww])on't\b"), r"\1ill not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'ll\b"), " will"),
    (re.compile(r"'re\b"), " are"),
    (re.compile(r"'ve\b"), " have"),
    (re.compile(r"\b(it|that|there|here|he|she|what)'s\b", re.IGNORECASE), r"\1 is"),
)
_HALF_OF_DAY = re.compile(r"(?<=\d)( ?)([ap])\.\s?m\.", re.IGNORECASE)
_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|[A-Z]\.(?=\s[A-Z])|\d+(?:-[a-z]+)+|(?:Mr|Mrs|Ms|Dr|St|Mt|Prof|Jr)\."
    r"|\d+(?:[.,:/\u2013-]\d+)*(?:st|nd|rd|th|am|pm|s)?\b"
    r"|'s\b|[^\W_]+(?:[-.&@/_+\u2013][^\W_]+|'(?!s\b)[^\W_]+)*|\S"
)


@dataclass(frozen=True)
class Token:
    """A word or mark, its part of speech, and where it stands in the tagged text."""

    text: str
    tag: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """Return the word in lower case."""
        return self.text.lower()

    def is_a(self, *tags: str) -> bool:
        """Say whether the tag begins with one of `tags`: a noun "NNS" is an "NN"."""
        return self.tag.startswith(tags)


def plain_text(text: str) -> str:
    """Return `text` without Markdown, tags, asides, contractions and marks round short quotes."""
    text = unicodedata.normalize("NFC", text.translate(INVISIBLE))
    text = _SYMBOLS.sub(" ", text.replace("\u2019", "'"))
    text = _MARKS.sub("", _TAG.sub(" ", _LINK.sub(r"\1", text)))
    for _ in range(2):  # Brackets stand within brackets once at most in sensible prose.
        text = _ASIDE.sub("", text)
    text = _QUOTED.sub(r"\1", text)
    text = _HALF_OF_DAY.sub(r"\1\2m", text)
    for pattern, expansion in _CONTRACTIONS:
        text = pattern.sub(expansion, text)
    return " ".join(text.split())


def tag_words(text: str) -> tuple[Token, ...]:
    """Tag the words of one sentence of plain text."""
    found = list(_TOKEN.finditer(text))
    if not found:
        return ()
    tagged = tagger().parse(
        " ".join(match.group() for match in found), tokenize=False, chunks=False
    )
    tags = [word.rpartition("/")[2] for word in str(tagged).split()]
    if len(tags) != len(found):
        return ()
    tokens = [
        Token(match.group(), tag.partition("-")[0], match.start(), match.end())
        for match, tag in zip(found, tags, strict=True)
    ]
    return tuple(_corrected(tokens))


_NOUNS_IN_LY = frozenset("family supply assembly monopoly anomaly".split())
_VERBS_IN_LY = frozenset("apply reply supply comply rely multiply fly imply".split())
_FIXED = {
    "'s": "POS", "not": "RB", "to": "TO", "and": "CC", "or": "CC", "but": "CC",
    "which": "WDT", "who": "WP", "whom": "WP", "whose": "WP$", "when": "WRB", "where": "WRB",
    "%": "NN", "percent": "NN", "near": "IN", "per": "IN", "each": "DT", "every": "DT",
    "another": "DT", "all": "DT", "free": "JJ", "south": "NN", "north": "NN", "east": "NN",
    "west": "NN", "like": "IN", "equivalent": "JJ", "both": "DT", "online": "RB", "among": "IN",
    "$": "$", "£": "$", "€": "$",
}  # fmt: skip


def _corrected(tokens: Sequence[Token]) -> list[Token]:
    """Correct what a tagger with one tag a word gets wrong most often."""
    corrected: list[Token] = []
    for place, token in enumerate(tokens):
        before = _last_but_adverbs(corrected)
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        corrected.append(replace(token, tag=_correct_tag(token, before, after)))
    return corrected


def _last_but_adverbs(tokens: Sequence[Token]) -> Token | None:
    return next((token for token in reversed(tokens) if not token.is_a("RB")), None)


def _correct_tag(token: Token, before: Token | None, after: Token | None) -> str:
    word, tag = token.lower, token.tag
    if word in MODALS and not (word in {"may", "will"} and token.text[0].isupper() and before):
        return "MD"
    if word in {"am", "pm"} and before is not None and before.is_a("CD"):
        return "NN"
    if word in BE | HAVE | DO:
        return "VB" if word in {"be", "been", "being"} else "VBP"
    if word == "both" and after is not None and after.is_a("IN"):
        return "RB"
    if word in _FIXED:
        return _FIXED[word]
    if word in {"'"} and before is not None and before.text.endswith("s"):
        return "POS"
    if not any(character.isalnum() for character in word):
        return (
            tag
            if tag in {",", ":", "."}
            else {",": ",", ";": ":", "\u2013": ":", "\u2014": ":"}.get(word, "SYM")
        )
    if word[0].isdigit():
        return "JJ" if "-" in word and word[-1].isalpha() else "CD"
    if word.endswith("ly") and tag in {"VB", "NN"} and word not in _VERBS_IN_LY | _NOUNS_IN_LY:
        return "RB"
    if tag == "VBG" and before is not None and after is not None and before.is_a("DT", "PRP$"):
        return "NN" if after.is_a("IN", ",", ".", "VB", "MD") else "VBG"
    if tag == "NN" and looks_plural(word) and not _is_listed(token.text):
        return "NNS"
    if before is None:
        return tag
    if tag in {"UH", "FW"}:
        return "NNP" if tag == "FW" else "NN"
    if word in _NOUNS_IN_LY or re.fullmatch(r"[A-Z]\.", token.text):
        return "NN" if word in _NOUNS_IN_LY else "NNP"
    if (
        tag == "NN"
        and word.endswith("ing")
        and after
        and (after.is_a("DT", "PRP$") or after.lower == "that")
    ):
        return "VBG" if before.lower in {"by", "for", "without", "of", "after", "before"} else tag
    if before.is_a("MD") and token.is_a("RB", "DT", "IN", "CC", "PRP"):
        return "RB" if word == "either" else tag
    if before.is_a("MD", "TO") and not token.text[0].isupper() and base_form(word) == word:
        if before.is_a("MD") or word in common_verbs() or token.is_a("VB"):
            return "VB"
    if before.is_a("TO") and base_form(word) == word and after and after.is_a("DT", "PRP$"):
        return "VB" if token.is_a("NN", "VB") and token.text.islower() else tag
    if before.lower in DO and base_form(word) == word and not token.is_a("JJ", "DT", "PRP"):
        return "VB"
    if (before.lower in BE or before.lower in HAVE) and is_unchanging_participle(word):
        return "VBN"
    if (before.lower in BE or before.lower in HAVE) and (
        tag in {"VBD", "VBP"} or (tag.startswith("JJ") and word.endswith("ed"))
    ):
        return "VBN"
    if tag == "VBG" and before.is_a("JJ") and (after is None or after.is_a(",", "CC", ".", ":")):
        return "NN"  # "institutions of higher learning,"
    if tag == "RB" and before.is_a("DT") and after is not None and after.is_a("NN"):
        return "JJ" if not word.endswith("ly") else tag  # "an inland sea"
    if tag == "JJ" and word.endswith(("tion", "ment", "ness")):
        return "NN"
    if tag == "VB" and before.lower in {"you", "we", "they"}:
        return "VBP"
    if tag == "VB" and (before.tag in {"NN", "JJ", "IN"} or (before.is_a("NN") and after is None)):
        return "NN"
    if tag == "JJ" and word.endswith("ed") and after is not None and before.is_a("NN"):
        return "VBD" if after.is_a("DT", "PRP$") else tag
    if tag.startswith("JJ") and token.text[0].isupper():
        if "-" in word or (before.is_a("NN") and before.text[0].isupper()):
            return "NNP"  # "North Western", "Saint-Clair"
    if tag == "VBD" and after is not None and after.is_a("NN") and before.is_a("CD", "DT", "PRP$"):
        return "VBN"
    if before.lower in {"the", "a", "an"} and tag in {"VB", "VBP", "VBZ", "VBD"}:
        return "NN" if tag in {"VB", "VBP"} else "VBN" if tag == "VBD" else "NNS"
    if token.text[0].isupper() and tag.startswith(("VB", "RB", "IN", "MD")) and len(word) > 2:
        return "NNP"
    return tag


def looks_plural(word: str) -> bool:
    """Say whether an unknown noun in lower case has a plural's ending."""
    return word.endswith("s") and not word.endswith(("ss", "us", "is", "as"))


def _is_listed(word: str) -> bool:
    return word in tagger().lexicon or word.lower() in tagger().lexicon
