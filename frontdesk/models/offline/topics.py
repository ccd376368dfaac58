"""What a text is talking of: whom "he" means, and what names stand for."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from frontdesk.models.offline.clauses import Clause, head_of
from frontdesk.models.offline.phrases import Phrase, Tokens, is_finite, noun_end

_PRONOUNS = frozenset("he she it they his her its their".split())


class Topic(NamedTuple):
    """What a text is talking of: the last sentence's subject, and the last that is a name."""

    subject: Phrase | None = None
    name: Phrase | None = None

    def after(self, clauses: Sequence[Clause]) -> "Topic":
        """Return the topic when a sentence with these clauses has been read."""
        if not clauses:
            return Topic(None, self.name)
        subject, head = clauses[0].subject, clauses[0].head
        if subject.first in _PRONOUNS:
            return self
        return Topic(subject, subject if head.is_a("NNP") and not clauses[0].plural else self.name)


def resolve_pronoun(clause: Clause, topic: Topic) -> Clause:
    """Return the clause with what is being talked of in the place of "it", "they" or "he".

    The clause itself comes back when its subject is no such pronoun or the topic does not fit.
    """
    words = clause.subject.words()
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
        end = noun_end(tokens, comma + 1)
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
