"""Put the words of a statement into the order of a question."""

from collections.abc import Sequence
from typing import NamedTuple

from frontdesk.models.offline.language.clauses import Clause
from frontdesk.models.offline.language.phrases import Phrase
from frontdesk.models.offline.language.verbs import third_person

_KEPT_ADVERBS = frozenset({"well", "best", "always", "often"})


_DROPPED_ADVERBS = frozenset(
    "only usually generally eventually finally early initially currently recently".split()
)
_LONGEST = 20


# What may follow an object and describes it: gone when the object is asked for.
DETAILS = frozenset({"participle", "adjective", "adverb"})
_TOO_LONG = "..."  # Makes a question unclear: it cannot be shortened without harm.


class Draft(NamedTuple):
    """A question, how good its kind is (0 to 1), and whether its words are the document's own."""

    text: str
    quality: float
    verbatim: bool = False


def inverted(
    wh: str, clause: Clause, rest: Sequence[Phrase], *, tail: str = "", negated: bool = False
) -> str:
    """Put the auxiliary before the subject: "When does the firm ship orders?"."""
    if clause.auxiliaries:
        front = clause.auxiliaries[0].lower
        front = "can" if front == "may" and (not wh or clause.subject.first == "you") else front
        verbs = [token.lower for token in clause.auxiliaries[1:]]
        verbs += [] if clause.verb is None else [clause.verb.lower]
    else:
        assert clause.verb is not None
        front = "did" if clause.past else "do" if clause.plural else "does"
        verbs = [clause.base]
    if front == "must" and not clause.negated:
        front = "do" if clause.plural else "does"
        verbs = ["have", "to", *(verbs if clause.verb is not None or verbs else ["be"])]
    adverbs = _adverbs(clause)
    place = len(verbs) - (clause.verb is not None)
    verbs[place:place] = (["not"] if negated else []) + adverbs
    subject = clause.subject
    kept = _kept_texts(rest, clause, len(subject.tokens))
    return finish([wh, front, subject.text, *verbs, *kept, tail])


def with_new_subject(subject: str, clause: Clause, *, singular: bool = False) -> str:
    """Ask for the subject: "Who founded the city?"."""
    verbs = [token.lower for token in clause.auxiliaries]
    if singular and clause.plural and verbs:
        verbs[0] = {"are": "is", "were": "was", "have": "has", "do": "does"}.get(verbs[0], verbs[0])
    if clause.verb is not None:
        verb = clause.verb.lower
        if singular and clause.plural and not clause.auxiliaries and not clause.past:
            verb = third_person(clause.base)
        verbs += [*_adverbs(clause), verb]
    return finish([subject, *verbs, *_kept_texts(clause.rest, clause, 2)])


def _adverbs(clause: Clause) -> list[str]:
    """Return the adverbs that belong to the verb rather than to the flow of the text."""
    return [
        token.lower
        for token in clause.adverbs
        if token.lower in _KEPT_ADVERBS
        or (token.lower.endswith("ly") and clause.verb and token.lower not in _DROPPED_ADVERBS)
    ]


def _kept_texts(rest: Sequence[Phrase], clause: Clause, before: int) -> list[str]:
    """Return the phrases' texts, without subordinate clauses and not too many of them.

    `before` is the number of words in front of the verb.
    """
    kept = [
        phrase for phrase in rest
        if phrase.kind != "clause" and not set(phrase.words()) <= _DROPPED_ADVERBS
    ]  # fmt: skip
    length = before + 4
    texts: list[str] = []
    dropped = False
    for place, phrase in enumerate(kept):
        length += len(phrase.tokens)
        if place and length > _LONGEST:
            if any(left.kind not in {"preposition", *DETAILS} for left in kept[place:]):
                return [_TOO_LONG]
            dropped = True
            break
        texts.append(phrase.text)
    while (dropped or clause.stop) and len(texts) > 1 and kept[len(texts) - 1].kind == "adverb":
        texts.pop()
    return texts


def without(phrases: Sequence[Phrase], removed: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """Return `phrases` but those `removed`."""
    return tuple(phrase for phrase in phrases if phrase not in removed)


def finish(parts: Sequence[str]) -> str:
    """Return the question made of `parts`, of which empty ones are left out."""
    text = " ".join(part for part in parts if part)
    return text[:1].upper() + text[1:] + "?"
