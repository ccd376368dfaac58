"""Questions for the subject, the object and the doer of a statement, and for what was done."""

from collections.abc import Iterator
from itertools import dropwhile

from frontdesk.models.offline.asking.wording import (
    DETAILS,
    Draft,
    finish,
    inverted,
    with_new_subject,
)
from frontdesk.models.offline.language.clauses import Clause, head_word
from frontdesk.models.offline.language.phrases import Phrase
from frontdesk.models.offline.language.vocabulary import (
    ADJECTIVES_BOUND,
    AGENT_VERBS,
    BOUND_PREPOSITIONS,
    CAUSE_VERBS,
    CAUSING_VERBS,
    CHANGES,
    KINDS_OF_THINGS,
    NO_OBJECT_VERBS,
    OBJECT_PREPOSITIONS,
    PASSIVE_BOUND,
    PERSONAL_VERBS,
    STATES,
    VAGUE_MODIFIERS,
    is_person,
    is_thing,
    is_time,
)


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
    if clause.plural and clause.base == "include":
        return
    if clause.head.text[0].isupper() and not clause.head.is_a("NNP"):
        return
    if clause.person:
        yield Draft(with_new_subject("Who", clause, singular=True), 0.72)
        return
    if subject.tokens[0].is_a("NNP") or clause.head.is_a("NNP"):
        kind = clause.head.lower
        if is_person(subject, kind) and not clause.plural:
            yield Draft(with_new_subject("Who", clause), 0.85)
        elif kind in KINDS_OF_THINGS and not any(t.is_a("POS", "CC") for t in subject.tokens):
            yield Draft(with_new_subject(f"Which {kind}", clause), 0.7)
        elif _acts_as_person(clause):
            yield Draft(with_new_subject("Who", clause), 0.75)
        return
    if is_person(subject, clause.head.lower):
        yield Draft(with_new_subject("Who", clause, singular=True), 0.8)
    modifiers = [
        token
        for token in subject.tokens[: subject.tokens.index(clause.head)]
        if token.is_a("JJ", "NN", "VBN", "VBG")
    ]
    mass = clause.head.tag == "NN" and not subject.tokens[0].is_a("DT")
    if (
        modifiers
        and not mass
        and not any(word in VAGUE_MODIFIERS for word in words)
        and "and" not in words
    ):
        if not any(token.tag in {"JJR", "JJS", "POS"} for token in subject.tokens):
            after = subject.tokens[subject.tokens.index(clause.head) + 1 :]
            if not after or after[0].lower == "of":
                telling = any(token.is_a("NN", "VBN") for token in modifiers)
                yield Draft(
                    with_new_subject(f"Which {clause.head.text}", clause), 0.72 if telling else 0.57
                )
    elif "of" in words and not clause.copula and is_thing(subject, clause.head.lower):
        # What is said must be telling: "What led to a siege by the royal army in 1622?"
        told = [token for phrase in clause.rest for token in phrase.tokens]
        if len(told) > 2 and any(token.is_a("NNP", "CD") for token in told):
            yield Draft(with_new_subject("What", clause, singular=True), 0.66)


def _acts_as_person(clause: Clause) -> bool:
    """Say whether a name such as "Ada Harlow" does what only people do."""
    named = len(clause.subject.tokens) > 1 and all(
        token.is_a("NNP") and not token.text.isupper() for token in clause.subject.tokens
    )
    return named and not clause.plural and not clause.passive and clause.base in PERSONAL_VERBS


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
            and first.first not in {"no", "this", "that", "these", "those", "such"}
            and (not first.tokens[0].is_a("PRP", "CD") or first.tokens[0].is_a("PRP$"))
        ):
            if is_thing(first, head_word(first)):
                asked = tuple(dropwhile(_describes, others))
                asked = () if len(asked) < len(others) else asked
                if not asked[:1] or asked[0].kind != "noun":
                    yield Draft(inverted("What", clause, asked), 0.8)
    bound = BOUND_PREPOSITIONS.get(clause.base, set())
    if first.kind == "preposition" and first.first in bound and not is_time(first):
        if clause.passive == (clause.base in PASSIVE_BOUND):
            wh = {"name": "Who or what", "come": "Where"}.get(clause.base, "What")
            yield Draft(inverted(wh, clause, (), tail=first.first), 0.85)
    second = others[0] if others and others[0].kind == "preposition" else None
    if second is not None and first.kind == "noun" and not clause.passive and not clause.copula:
        if second.first in OBJECT_PREPOSITIONS.get(clause.base, set()) and not is_time(second):
            if not said & {"its", "their", "his", "her"} and not first.tokens[0].is_a("PRP"):
                yield Draft(inverted("What", clause, (first,), tail=second.first), 0.78)
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
    prepositions = {"of", "by", "from", "on", "about", "between", "with", "against", "beyond"}
    return phrase.kind in DETAILS or phrase.first in prepositions


def ask_event(clause: Clause) -> Iterator[Draft]:
    """Ask "What did X do in 1890?" or "What happened to X in 1890?"."""
    phrases = [clause.lead, *clause.rest] if clause.lead else list(clause.rest)
    times = [phrase for phrase in phrases if is_time(phrase)]
    if len(times) != 1 or times[0].first not in {"in", "on"} or not clause.rest:
        return
    subject, time = clause.subject, times[0].text[:1].lower() + times[0].text[1:]
    happened = clause.passive and clause.auxiliaries[0].lower in {"was", "were"}
    if happened and clause.base in CHANGES:
        yield Draft(finish(["What happened to", subject.text, time]), 0.6)
    acts = clause.person or _acts_as_person(clause) or is_person(subject, clause.head.lower)
    if acts and clause.past and clause.base not in STATES and clause.rest != tuple(times):
        yield Draft(finish(["What did", subject.text, "do", time]), 0.66)


def ask_agent(clause: Clause) -> Iterator[Draft]:
    """Ask who or what something was done by."""
    for phrase in clause.rest if clause.subject.first != "one" else ():
        if (
            clause.passive
            and phrase.kind == "preposition"
            and phrase.first == "by"
            and not is_time(phrase)
        ):
            if phrase.tokens[1].is_a("VBG", "PRP", "CD"):
                return
            agent = Phrase("noun", phrase.tokens[1:])
            who = is_person(agent, head_word(agent)) or not is_thing(agent, head_word(agent))
            # What follows may belong to the doer: "by a writer on law".
            kept = clause.rest[: clause.rest.index(phrase)]
            if clause.base in AGENT_VERBS and who:
                yield Draft(inverted("Who", clause, kept, tail="by"), 0.88)
            elif clause.base in CAUSE_VERBS:
                yield Draft(inverted("What", clause, kept, tail="by"), 0.88)
            elif is_person(agent, head_word(agent)):
                yield Draft(inverted("Who", clause, kept, tail="by"), 0.75)
            elif len(agent.tokens) == 1 and agent.tokens[0].tag == "NN":
                yield Draft(inverted("How", clause, kept), 0.75)  # "sent by post"
            elif not who and not kept:
                yield Draft(inverted("What", clause, (), tail="by"), 0.72)
