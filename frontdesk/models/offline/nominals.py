"""Questions for who or what: the subject, the object, the doer, and what something is."""

from collections.abc import Iterator, Sequence
from itertools import dropwhile

from frontdesk.models.offline.clauses import Clause
from frontdesk.models.offline.phrases import Phrase
from frontdesk.models.offline.tagging import Token
from frontdesk.models.offline.verbs import (
    BE,
)
from frontdesk.models.offline.vocabulary import (
    ADJECTIVES_BOUND,
    AGENT_VERBS,
    BOUND_PREPOSITIONS,
    CAUSE_VERBS,
    CAUSING_VERBS,
    KINDS_OF_THINGS,
    NO_OBJECT_VERBS,
    PASSIVE_BOUND,
    is_person,
    is_thing,
    is_time,
)
from frontdesk.models.offline.wording import (
    DETAILS,
    Draft,
    finish,
    inverted,
    with_new_subject,
    without,
)

_VAGUE_MODIFIERS = frozenset(
    "many some most other such several these various all any no each every few both more another "
    "this that those much same different certain own main first one only".split()
)


def ask_meaning(clause: Clause) -> Iterator[Draft]:
    """Ask "What is X?" where the statement says "X is a Y"."""
    if not clause.copula or not clause.rest or clause.rest[0].kind != "noun":
        return
    predicate = clause.rest[0]
    plain = clause.plural and predicate.tokens[-1].tag == "NNS"
    if predicate.first not in {"a", "an"} and not (plain and predicate.tokens[0].is_a("JJ", "NN")):
        return
    if (
        clause.lead is not None
        or clause.subject.tokens[0].is_a("PRP", "VBG")
        or len(predicate.tokens) < 2
    ):
        return
    kind = _head_word(predicate)
    named = clause.head.is_a("NNP")
    person = clause.person or is_person(predicate, kind)
    if named and not person and kind.endswith(("er", "or", "ist", "ian")):
        return  # "Brahe was an astronomer": "what" would be rude.
    if named or not person:
        wh = "Who" if person else "What"
        yield Draft(f"{wh} {clause.auxiliaries[0].lower} {clause.subject.text}?", 0.8)


def ask_about_names(appositions: Sequence[tuple[Phrase, Phrase]], past: bool) -> Iterator[Draft]:
    """Yield "Who was X?" from "X, the founder of ...", where it is sure who or what X is."""
    for name, description in appositions:
        kind = _head_word(description)
        person = is_person(description, kind)
        if person or kind in KINDS_OF_THINGS:
            be = "was" if person and past else "is"
            yield Draft(f"{'Who' if person else 'What'} {be} {name.text}?", 0.72)


def ask_definition(clause: Clause) -> Iterator[Draft]:
    """Ask "What is the largest city?" where the statement names it."""
    if not clause.copula or not clause.rest or clause.rest[0].kind != "noun":
        return
    predicate = clause.rest[0]
    if clause.subject.first in {"one", "some", "most", "many", "each"}:
        return
    if clause.subject.tokens[0].is_a("PRP", "VBG") or clause.auxiliaries[0].lower not in BE:
        return
    be = clause.auxiliaries[0].lower
    unique = any(
        token.tag in {"JJS", "RBS"} or token.lower in {"only", "first"}
        for token in predicate.tokens
    )
    owned = predicate.tokens[0].is_a("NNP") and any(token.is_a("POS") for token in predicate.tokens)
    if owned or (
        predicate.first == "the" and (unique or "of" in predicate.words() or len(clause.rest) > 1)
    ):
        if not owned and _head_tag(predicate) == "NN":
            be = {"are": "is", "were": "was"}.get(be, be)
        wh = "Who" if is_person(predicate, _head_word(predicate)) else "What"
        others = (
            clause.rest[1:]
            if clause.rest[1:2] and clause.rest[1].kind in {"preposition", "infinitive"}
            else ()
        )
        yield Draft(finish([wh, be, predicate.text, *(phrase.text for phrase in others)]), 0.92)


def _head_word(phrase: Phrase) -> str:
    head = _head(phrase)
    return head.lower if head else ""


def _head_tag(phrase: Phrase) -> str:
    head = _head(phrase)
    return head.tag if head else ""


def _head(phrase: Phrase) -> Token | None:
    nouns: list[Token] = []
    for token in phrase.tokens:
        if nouns and token.is_a("IN"):
            break
        if token.is_a("NN"):
            nouns.append(token)
    return nouns[-1] if nouns else None


def ask_subject(clause: Clause) -> Iterator[Draft]:
    """Ask who or what does what the statement says."""
    subject = clause.subject
    if clause.lead is not None or not clause.rest or subject.tokens[0].is_a("PRP", "VBG", "CD"):
        return
    if subject.first in {"a", "an"} or (
        clause.auxiliaries[:1] and clause.auxiliaries[0].lower == "may"
    ):
        return
    if clause.copula and (
        clause.rest[0].kind == "noun" or len(clause.rest[0].tokens) == len(clause.rest) == 1
    ):
        return
    if any(
        token.lower in {"its", "their", "his", "her", "itself", "themselves"}
        for phrase in clause.rest
        for token in phrase.tokens
    ):
        return
    words = subject.words()
    if not set(words).isdisjoint({"term", "name", "word", "label"}):
        return
    if clause.head.text[0].isupper() and not clause.head.is_a("NNP"):
        return
    if clause.person:
        yield Draft(with_new_subject("Who", clause, singular=True), 0.72)
        return
    if subject.tokens[0].is_a("NNP") or clause.head.is_a("NNP"):
        if is_person(subject, clause.head.lower) and not clause.plural:
            yield Draft(with_new_subject("Who", clause), 0.85)
        return
    if is_person(subject, clause.head.lower):
        yield Draft(with_new_subject("Who", clause, singular=True), 0.8)
    modifiers = [
        token
        for token in subject.tokens[: subject.tokens.index(clause.head)]
        if token.is_a("JJ", "NN", "VBN", "VBG")
    ]
    if modifiers and not any(word in _VAGUE_MODIFIERS for word in words) and "and" not in words:
        if not any(token.tag in {"JJR", "JJS", "POS"} for token in subject.tokens):
            after = subject.tokens[subject.tokens.index(clause.head) + 1 :]
            if not after or after[0].lower == "of":
                telling = any(token.is_a("NN", "VBN") for token in modifiers)
                yield Draft(
                    with_new_subject(f"Which {clause.head.text}", clause), 0.72 if telling else 0.57
                )


def ask_object(clause: Clause) -> Iterator[Draft]:
    """Ask what is acted on: "What does the shop sell?"."""
    if not clause.rest:
        return
    first, others = clause.rest[0], clause.rest[1:]
    said = {word for phrase in clause.rest for word in phrase.words()}
    progressive = clause.verb is not None and clause.verb.lower.endswith("ing")
    if first.kind == "noun" and clause.base not in NO_OBJECT_VERBS and not clause.passive:
        if others[:1] and others[0].kind == "infinitive" and clause.base in CAUSING_VERBS:
            return
        if progressive or first.tokens[0].is_a("VBG") or said & {"its", "their", "his", "her"}:
            return
        if (
            not clause.copula
            and clause.subject.first not in {"you", "we"}
            and first.first != "no"
            and (not first.tokens[0].is_a("PRP", "CD") or first.tokens[0].is_a("PRP$"))
        ):
            if is_thing(first, _head_word(first)):
                asked = tuple(dropwhile(_describes, others))
                asked = () if len(asked) < len(others) else asked
                if not asked[:1] or asked[0].kind != "noun":
                    yield Draft(inverted("What", clause, asked), 0.8)
    bound = BOUND_PREPOSITIONS.get(clause.base, set())
    if first.kind == "preposition" and first.first in bound and not is_time(first):
        if clause.passive == (clause.base in PASSIVE_BOUND):
            wh = "Who or what" if clause.base == "name" else "What"
            yield Draft(inverted(wh, clause, (), tail=first.first), 0.85)
    if (
        clause.copula
        and (first.kind == "adjective" or first.words() == ["home"])
        and others[:1]
        and others[0].kind == "preposition"
    ):
        if others[0].first in ADJECTIVES_BOUND.get(first.first, set()) and len(first.tokens) == 1:
            yield Draft(inverted("What", clause, (first,), tail=others[0].first), 0.85)
    if clause.passive and clause.base in {"call", "name"} and first.kind == "noun" and not others:
        yield Draft(inverted("What", clause, others), 0.8)


def _describes(phrase: Phrase) -> bool:
    return phrase.kind in DETAILS or phrase.first == "of"


def ask_agent(clause: Clause) -> Iterator[Draft]:
    """Ask who or what something was done by."""
    for phrase in clause.rest:
        if (
            clause.passive
            and phrase.kind == "preposition"
            and phrase.first == "by"
            and not is_time(phrase)
        ):
            if phrase.tokens[1].is_a("VBG", "PRP", "CD"):
                return
            agent = Phrase("noun", phrase.tokens[1:])
            who = is_person(agent, _head_word(agent)) or not is_thing(agent, _head_word(agent))
            wh = (
                "Who"
                if clause.base in AGENT_VERBS and who
                else "What"
                if clause.base in CAUSE_VERBS
                else ""
            )
            if wh:
                kept = without(clause.rest, [phrase])
                yield Draft(inverted(wh, clause, kept, tail="by"), 0.88)
