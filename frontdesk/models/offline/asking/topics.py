"""What a text is talking of: whom "he" means, and what names stand for."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from frontdesk.documents.words import content_stems
from frontdesk.models.offline.language.clauses import Clause, head_of
from frontdesk.models.offline.language.phrases import Phrase, Tokens, is_finite, noun_end
from frontdesk.models.offline.language.tagging import tag_words

# What stands in this many sentences is what the document is about.
_OFTEN = 4
_ADDRESS = re.compile(r"\b(?:you|your|we|our)\b", re.IGNORECASE)
_PRONOUNS = frozenset("he she it they his her its their".split())


class Page:
    """What the reader of a question knows besides its words: what its document is about."""

    def __init__(self, title: str, content: str, stems: Sequence[frozenset[str]]) -> None:
        """Take the document and the stems of each of its sentences."""
        counts = Counter(stem for sentence in stems for stem in sentence)
        self._known = {stem for stem, count in counts.items() if count >= _OFTEN}
        self._known |= set(content_stems(title))
        self._speaks_to_reader = bool(_ADDRESS.search(content))

    def leaves_open(self, clause: Clause) -> bool:
        """Say whether the subject is such as "the area", and only other sentences say which."""
        tokens = clause.subject.tokens
        bare = len(tokens) == 2 and tokens[0].lower == "the" and not tokens[1].is_a("NNP")
        if not bare or self._speaks_to_reader:
            return False
        return self._known.isdisjoint(content_stems(tokens[1].lower))


class Topic(NamedTuple):
    """What a text is talking of: the last sentence's subject, and the last that is a name."""

    subject: Phrase | None = None
    name: Phrase | None = None

    @classmethod
    def of_page(cls, title: str) -> "Topic":
        """Return what a page of a name's title is about: "Ada Harlow", "ada_harlow.txt"."""
        words = re.findall(r"[^\W\d_]+", title.rpartition("/")[2].partition(".")[0])
        if not 1 < len(words) < 4 or not all(word[0].isupper() for word in words):
            return cls()
        name = Phrase("noun", tag_words(" ".join(words)))
        if any(not token.is_a("NNP") for token in name.tokens):
            return cls()
        return cls(None, name)

    def after(self, clause: Clause) -> "Topic":
        """Return the topic when a statement has been read."""
        subject, head = clause.subject, clause.head
        if subject.first in _PRONOUNS or any(token.is_a("POS") for token in subject.tokens):
            return self
        return Topic(subject, subject if head.is_a("NNP") and not clause.plural else self.name)


def resolve_pronoun(clause: Clause, topic: Topic) -> Clause:
    """Return the clause with what is being talked of in the place of "it", "they" or "he".

    The clause itself comes back when its subject is no such pronoun or the topic does not fit.
    """
    words = clause.subject.words()
    if clause.lead is not None and clause.lead.kind == "clause":
        return clause  # "As Ann was ill, she ..." speaks of whom the same sentence names.
    human = words[0] in {"he", "she", "his", "her"}
    return _with_referent(clause, topic.name if human else topic.subject)


def _with_referent(clause: Clause, topic: Phrase | None) -> Clause:
    words = clause.subject.words()
    if topic is None or len(topic.tokens) > 5 or topic.tokens[0].is_a("PRP", "EX"):
        return clause
    head, plural = head_of(topic)
    named = head.is_a("NNP")
    fits = named or (topic.first == "the" and len(topic.tokens) <= 3)
    if words[0] in {"his", "her", "its"} and (named if words[0] != "its" else fits) and not plural:
        mark = replace(clause.subject.tokens[0], text="'s", tag="POS", start=topic.tokens[-1].end)
        rest = clause.subject.tokens[1:]
        return replace(clause, subject=Phrase("noun", (*topic.tokens, mark, *rest)))
    if (
        len(words) > 1
        or words[0] not in {"it", "they", "he", "she"}
        or plural != (words[0] == "they")
    ):
        return clause
    if words[0] in {"he", "she"} and not named:
        return clause
    if words[0] == "it" and (not fits or clause.copula):
        return clause
    return replace(
        clause, subject=topic, head=head, plural=plural, person=words[0] in {"he", "she"}
    )


def read_appositions(tokens: Tokens) -> list[tuple[Phrase, Phrase]]:
    """Return names and what they are called: "Normandy, a region in France" holds such a pair."""
    found: list[tuple[Phrase, Phrase]] = []
    for comma in range(1, len(tokens) - 2):
        if not tokens[comma].is_a(",") or tokens[comma + 1].lower not in {"a", "an", "the"}:
            continue
        begin = comma
        while begin > 0 and tokens[begin - 1].is_a("NNP"):
            begin -= 1
        end = noun_end(tokens, comma + 1, frozenset({"of", "in"}))
        closed = end is not None and (end == len(tokens) or tokens[end].is_a(",", "IN", ":"))
        if end is None or not closed or begin == comma or not _stands_alone(tokens, begin, end):
            continue
        name, kind = Phrase("noun", tuple(tokens[begin:comma])), tuple(tokens[comma + 1 : end])
        found.append((name, Phrase("noun", kind)))
    return found


def _stands_alone(tokens: Tokens, begin: int, end: int) -> bool:
    """Say whether a name with its description is no item of a list and no part of another name."""
    before = tokens[begin - 1] if begin else None
    if before is not None and (
        before.is_a(",", "CC", "NN", "JJ", "CD", "POS") or before.lower == "of"
    ):
        return False
    joined = any(token.lower in {"and", "or"} for token in tokens[end : end + 2])
    return not joined and not (end < len(tokens) and is_finite(tokens[end]))
