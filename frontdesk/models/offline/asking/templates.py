"""Turn a statement into questions that it answers."""

from collections.abc import Iterator
from dataclasses import replace

from frontdesk.models.offline.asking.amounts import ask_amount, ask_existence
from frontdesk.models.offline.asking.circumstances import ask_place, ask_time
from frontdesk.models.offline.asking.definitions import ask_definition, ask_identity, ask_meaning
from frontdesk.models.offline.asking.nominals import ask_agent, ask_event, ask_object, ask_subject
from frontdesk.models.offline.asking.wording import Draft, finish, inverted, without
from frontdesk.models.offline.language.clauses import Clause
from frontdesk.models.offline.language.complements import SUBORDINATORS
from frontdesk.models.offline.language.phrases import PREPOSITIONS, noun_end
from frontdesk.models.offline.language.verbs import (
    MODALS,
)
from frontdesk.models.offline.language.vocabulary import (
    AIM_VERBS,
    OBJECT_PREPOSITIONS,
    PLACE_VERBS,
    STATING_VERBS,
    is_person,
    is_time,
)

_CONTEXT_PREPOSITIONS = frozenset("in at on under during within after before for from by".split())


_CONNECTING_NOUNS = frozenset(
    "example contrast addition terms words turn fact general particular reason instance result "
    "case end way total practice short time all most some many this that these those other "
    "such".split()
)


_VAGUE = frozenset("it this that these those them him such former latter others".split())


def ask(clause: Clause) -> Iterator[Draft]:
    """Yield questions that the statement answers, in no particular order."""
    if any(token.lower in {"too", "so", "as", "more", "less", "even"} for token in clause.adverbs):
        return
    if clause.copula and not clause.negated:
        states_fact = not clause.rest and clause.stop == "that"
        if states_fact or (clause.rest and clause.rest[0].kind == "infinitive"):
            yield from ask_identity(clause)
            return
    if clause.rest and clause.rest[-1].words()[-1] in {
        "able",
        "unable",
        "likely",
        "willing",
        "due",
    }:
        return
    if clause.subject.first in {"there"}:
        yield from ask_existence(clause)
        return
    says_that = not clause.rest and clause.stop == "that"
    if says_that or any(
        phrase.kind == "clause" and phrase.first in {"that", "whether"} for phrase in clause.rest
    ):
        if (
            clause.rest[1:]
            and clause.rest[0].kind == "noun"
            and clause.rest[1].kind == "clause"
            and not clause.negated
        ):
            yield from ask_object(replace(clause, rest=clause.rest[:1]))
        if clause.base in STATING_VERBS and (says_that or clause.rest[0].first == "that"):
            if not (
                clause.negated or clause.passive or clause.head.is_a("PRP") or _unclear(clause)
            ):
                yield _in_context(clause, Draft(inverted("What", clause, ()), 0.75))
                if clause.rest and not clause.stop and len(clause.rest[0].tokens) < 14:
                    asked = inverted("", clause, ())[:-1]
                    yield _in_context(clause, Draft(f"{asked} {clause.rest[0].text}?", 0.6))
        return
    if (clause.head.is_a("CD") and "of" not in clause.subject.words()) or (
        clause.head.is_a("PRP") and clause.subject.first not in {"you", "we"}
    ):
        return
    clause = _without_vague_end(clause)
    if not _possessives_fit(clause) or any(phrase.first == "not" for phrase in clause.rest):
        return
    if clause.stop in {"than", "that"} or (clause.copula and clause.stop in {"who", "which"}):
        if not clause.negated and clause.stop != "than":
            yield from ask_meaning(clause)
            if len(clause.rest) == 1:
                yield from ask_object(clause)
        return
    # "Was eager to see Ann, the eldest, win": an aim in front of a comma may go on behind it.
    cut = clause.stop in {",", "and", "or"} and clause.rest and clause.rest[-1].kind == "infinitive"
    for draft in _ask(clause):
        text, quality, _ = _in_context(clause, draft)
        yield Draft(text, quality - 0.25 if cut else quality)


def _in_context(clause: Clause, draft: Draft) -> Draft:
    """Return the draft with what stands before the subject, if the question needs that."""
    context, condition = _context(clause), _condition(clause)
    if draft.text.startswith(("What happens", "What happened")) or (
        context and context.lower() in draft.text.lower()
    ):
        return draft
    if condition:
        return Draft(f"{draft.text[:-1]} {condition}?", draft.quality - 0.04)
    if context and not draft.text.startswith(("When", "Since when", "Until when")):
        text = f"{context}, {draft.text[:1].lower()}{draft.text[1:]}"
        return Draft(text, draft.quality - 0.04)
    return Draft(draft.text, draft.quality - _lost(clause, draft))


def _condition(clause: Clause) -> str:
    """Return words such as "if a payment fails" that a question must repeat to be true."""
    lead = clause.lead
    if lead is None or lead.kind != "clause" or any(token.is_a("POS") for token in lead.tokens):
        return ""
    told = lead.first in {"if", "when", "once", "before", "after", "unless"}
    return lead.text if told and len(lead.tokens) < 10 else ""


def _unclear(clause: Clause) -> bool:
    return not set(clause.subject.words()).isdisjoint({"its", "their", "his", "her", *_VAGUE})


def _without_vague_end(clause: Clause) -> Clause:
    """Return the clause without the phrases at its end that point at other sentences."""
    for place, phrase in enumerate(clause.rest):
        if phrase.words() == ["here"] and place + 1 < len(clause.rest):
            return replace(clause, rest=(*clause.rest[:place], *clause.rest[place + 1 :]))
        if phrase.kind == "preposition" and _VAGUE & set(phrase.words()):
            if place or clause.passive:
                return replace(clause, rest=clause.rest[:place], stop="vague")
    return clause


def _possessives_fit(clause: Clause) -> bool:
    """Say whether "its" and "their" can only mean the subject."""
    fitting = {"its", "itself"}
    if clause.plural:
        fitting = {"their", "themselves"}
    elif clause.head.is_a("NNP") and not clause.person:
        fitting = {"its", "itself", "his", "her"}
    elif clause.person or is_person(clause.subject, clause.head.lower):
        fitting = {"his", "her"}
    wrong = {"its", "their", "his", "her", "itself", "themselves"} - fitting
    said = {word for phrase in clause.rest for word in phrase.words()}
    return not said & wrong and not set(clause.subject.words()) & (wrong | fitting)


def _lost(clause: Clause, draft: Draft) -> float:
    """Return how much a question loses by not repeating what stands before the subject."""
    if clause.lead is None or (draft.text.startswith("When") and clause.lead.kind != "clause"):
        return 0.0
    return 0.2 if clause.lead.first in SUBORDINATORS else 0.03


def _context(clause: Clause) -> str:
    """Return words such as "In complexity theory" that a question must repeat to be clear."""
    lead = clause.lead
    if lead is None or lead.kind != "preposition" or lead.first not in _CONTEXT_PREPOSITIONS:
        return ""
    if noun_end(lead.tokens, 1) != len(lead.tokens) or any(
        token.is_a("PRP") or token.lower in _CONNECTING_NOUNS for token in lead.tokens
    ):
        return ""
    return lead.text[:1].upper() + lead.text[1:]


def _ask(clause: Clause) -> Iterator[Draft]:
    if not clause.negated:
        yield from ask_time(clause)
        yield from ask_amount(clause)
        yield from ask_place(clause)
        yield from ask_meaning(clause)
        yield from ask_definition(clause)
        yield from ask_identity(clause)
        yield from ask_subject(clause)
        yield from ask_object(clause)
        yield from ask_agent(clause)
        yield from ask_event(clause)
    yield from _ask_reason(clause)
    yield from _ask_condition(clause)
    yield from _ask_confirmation(clause)


def _ask_reason(clause: Clause) -> Iterator[Draft]:
    means = [
        phrase for phrase in clause.rest
        if phrase.kind == "preposition" and phrase.first == "by" and phrase.tokens[1].is_a("VBG")
    ]  # fmt: skip
    tools = [
        phrase for phrase in clause.rest
        if phrase.kind == "preposition" and phrase.first == "by" and not is_time(phrase)
    ]  # fmt: skip
    if tools and not means and clause.subject.first in {"you", "we"} and not clause.negated:
        kept = [phrase for phrase in without(clause.rest, tools) if phrase.kind != "adverb"]
        yield Draft(inverted("How", clause, kept), 0.91)
    if means and not clause.negated:
        yield Draft(inverted("How", clause, without(clause.rest, means)), 0.88)
    reasons = [phrase for phrase in clause.rest if phrase.first in {"because", "due"}]
    aims = [
        phrase for phrase in clause.rest
        if phrase.kind == "infinitive" and clause.base in AIM_VERBS
        and (clause.passive or clause.rest[0].kind == "noun")
    ]  # fmt: skip
    if reasons or aims:
        effect = without(clause.rest, [*reasons, *aims])
        yield Draft(inverted("Why", clause, effect, negated=clause.negated), 0.94)


def _ask_condition(clause: Clause) -> Iterator[Draft]:
    condition = next(
        (
            p
            for p in [clause.lead, *clause.rest]
            if p and p.kind == "clause" and p.first in {"if", "when", "once"}
        ),
        None,
    )
    if condition is None or any(token.is_a(",") for token in condition.tokens):
        return
    if condition is not clause.lead and condition.first != "if":
        return
    if set(condition.words()) & {"its", "their", "his", "her", "were", "was", "had"}:
        return
    future = clause.auxiliaries and clause.auxiliaries[0].lower in MODALS
    if future or (clause.verb is not None and not clause.verb.is_a("VBD")):
        yield Draft(finish(["What happens", condition.text]), 0.84)


def _ask_confirmation(clause: Clause) -> Iterator[Draft]:
    if not clause.rest and clause.verb is None:
        return
    if (
        any(token.is_a("JJR") for phrase in clause.rest[:1] for token in phrase.tokens)
        and clause.copula
    ):
        return
    told = [phrase for phrase in clause.rest if phrase.kind not in {"clause", "adverb"}]
    said = {word for phrase in clause.rest for word in phrase.words()}
    modal = clause.auxiliaries[0].lower if clause.auxiliaries else ""
    uncertain = modal == "may" and (len(clause.auxiliaries) > 1 or clause.base == "include")
    if uncertain or modal in {"might", "shall"}:
        return
    quality = 0.6
    if modal in {"can", "may", "must", "should"}:
        quality = 0.78
    if clause.subject.first in {"you", "we"} or clause.base == "allow":
        quality += 0.1
    if (not clause.rest and not clause.negated and quality < 0.7) or modal in {"would", "could"}:
        quality = 0.45
    if clause.copula and clause.rest[0].kind == "noun" and clause.rest[0].first not in {"a", "an"}:
        if clause.rest[0].first != "the":
            return
        quality = 0.5
    if clause.passive and not clause.negated and all(p.kind == "adverb" for p in clause.rest):
        quality = min(quality, 0.25) if modal not in {"can", "may"} else quality
        if clause.base in PLACE_VERBS:
            return
    if clause.stop in {"and", "or"} and clause.rest and clause.rest[-1].kind == "infinitive":
        return
    if clause.stop in PREPOSITIONS and len(clause.rest) < 2:
        quality -= 0.25
    if "other" in clause.subject.words():
        quality -= 0.2
    if not (
        clause.passive or any(phrase.kind not in {"adverb", "clause"} for phrase in clause.rest)
    ):
        quality -= 0.2
    objects = {
        "call",
        "name",
        "give",
        "grant",
        "award",
        "elect",
        "appoint",
        "consider",
        "offer",
        "pay",
    }
    if (
        clause.passive
        and clause.rest
        and clause.rest[0].kind == "noun"
        and clause.base not in objects
    ):
        return
    lacking = clause.stop in OBJECT_PREPOSITIONS.get(clause.base, set())
    if clause.subject.first == "one" or lacking or (clause.negated and "until" in said):
        return
    asked = inverted("", clause, clause.rest)
    if not asked.endswith(f"{told[-1].text}?" if told else "?"):
        # What was left out may be what makes it true.
        quality -= 0.25 if clause.copula else 0.1
    yield Draft(asked, quality)
