"""Turn a statement into questions that it answers."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import dropwhile, pairwise
from typing import NamedTuple

from frontdesk.models.offline.grammar import Clause
from frontdesk.models.offline.phrases import SUBORDINATORS, Phrase, amount_prefix_end, noun_end
from frontdesk.models.offline.tagging import Token
from frontdesk.models.offline.verbs import BE, HAVE, MODALS, third_person
from frontdesk.models.offline.vocabulary import (
    AGENT_VERBS,
    ADJECTIVES_BOUND,
    AIM_VERBS,
    BOUND_PREPOSITIONS,
    CAUSE_VERBS,
    DURATIONS,
    KINDS_OF_THINGS,
    MEASURES,
    NUMBER_WORDS,
    NO_OBJECT_VERBS,
    PASSIVE_BOUND,
    PLACE_VERBS,
    STATING_VERBS,
    is_clock_time,
    is_duration,
    is_frequency,
    is_person,
    is_place,
    is_thing,
    is_time,
)

_KEPT_ADVERBS = frozenset({"well", "best", "always", "often"})
_VAGUE_MODIFIERS = frozenset(
    "many some most other such several these various all any no each every few both more another "
    "this that those much same different certain own main first one only".split()
)
_VAGUE = frozenset("it this that these those them him such former latter others".split())
# What may follow an object and describes it: gone when the object is asked for.
_DETAILS = frozenset({"participle", "adjective", "adverb"})
_SIZES = frozenset("long wide high deep tall old thick large heavy".split())
_LONGEST = 20
_TOO_LONG = "..."  # Makes a question unclear: it cannot be shortened without harm.
_CONTEXT_PREPOSITIONS = frozenset("in at on under during within after before for from by".split())
_CONNECTING_NOUNS = frozenset(
    "example contrast addition terms words turn fact general particular reason instance result case end way "
    "total practice short time all most some many this that these those other such".split()
)


class Draft(NamedTuple):
    """A question, how good its kind is (0 to 1), and whether its words are the document's own."""

    text: str
    quality: float
    verbatim: bool = False


def ask(clause: Clause) -> Iterator[Draft]:
    """Yield questions that the statement answers, in no particular order."""
    if any(token.lower in {"too", "so", "as", "more", "less", "even"} for token in clause.adverbs):
        return
    if clause.copula and clause.rest and clause.rest[0].kind == "infinitive":
        return
    if clause.rest and clause.rest[-1].words()[-1] in {"able", "unable", "likely", "willing", "due"}:
        return
    if clause.subject.first in {"there"}:
        yield from _ask_existence(clause)
        return
    if any(phrase.kind == "clause" and phrase.first in {"that", "whether"} for phrase in clause.rest):
        if clause.rest[0].kind == "noun" and clause.rest[1].kind == "clause" and not clause.negated:
            yield from _ask_object(replace(clause, rest=clause.rest[:1]))
        if clause.base in STATING_VERBS and clause.rest[0].first == "that" and clause.lead is None:
            if not (clause.negated or clause.passive or clause.head.is_a("PRP") or _unclear(clause)):
                yield Draft(_inverted("What", clause, ()), 0.75)
        return
    if (clause.head.is_a("CD") and "of" not in clause.subject.words()) or (clause.head.is_a("PRP") and clause.subject.first not in {"you", "we"}):
        return
    clause = _without_vague_end(clause)
    if not _possessives_fit(clause) or any(phrase.first == "not" for phrase in clause.rest):
        return
    if clause.stop in {"than", "that"} or (clause.copula and clause.stop in {"who", "which"}):
        if not clause.negated and clause.stop != "than":
            yield from _ask_meaning(clause)
            if len(clause.rest) == 1:
                yield from _ask_object(clause)
        return
    context, condition = _context(clause), _condition(clause)
    for draft in _ask(clause):
        if draft.text.startswith("What happens"):
            yield draft
        elif condition:
            yield Draft(f"{draft.text[:-1]} {condition}?", draft.quality - 0.04)
        elif context and not draft.text.startswith(("When", "Since when", "Until when")):
            yield Draft(f"{context}, {draft.text[:1].lower()}{draft.text[1:]}", draft.quality - 0.04)
        else:
            yield Draft(draft.text, draft.quality - _lost(clause, draft))


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
    """Return how much a question loses because it does not repeat what stands before the subject."""
    if clause.lead is None or (draft.text.startswith("When") and clause.lead.kind != "clause"):
        return 0.0
    return 0.2 if clause.lead.first in SUBORDINATORS else 0.03


def _context(clause: Clause) -> str:
    """Return words such as "In complexity theory" that a question must repeat to be clear."""
    lead = clause.lead
    if lead is None or lead.kind != "preposition" or lead.first not in _CONTEXT_PREPOSITIONS:
        return ""
    if noun_end(lead.tokens, 1) != len(lead.tokens) or any(
        word in _CONNECTING_NOUNS for word in lead.words()
    ):
        return ""
    return lead.text[:1].upper() + lead.text[1:]


def _ask(clause: Clause) -> Iterator[Draft]:
    if not clause.negated:
        yield from _ask_time(clause)
        yield from _ask_amount(clause)
        yield from _ask_place(clause)
        yield from _ask_meaning(clause)
        yield from _ask_definition(clause)
        yield from _ask_subject(clause)
        yield from _ask_object(clause)
        yield from _ask_agent(clause)
    yield from _ask_reason(clause)
    yield from _ask_condition(clause)
    yield from _ask_confirmation(clause)


def _ask_time(clause: Clause) -> Iterator[Draft]:
    lead = [clause.lead] if clause.lead else []
    often = [phrase for phrase in clause.rest if is_frequency(phrase)]
    if often and not clause.copula:
        yield Draft(_inverted("How often", clause, _without(clause.rest, often)), 0.93)
    clocks = [phrase for phrase in clause.rest if is_clock_time(phrase)]
    if clocks and clause.rest:
        yield Draft(_inverted("At what time", clause, _without(clause.rest, clocks[:1])), 0.94)
    spans = _time_spans(clause.rest)
    conditions = [p for p in clause.rest if p.kind == "clause" and p.first in {"when", "whenever", "once"}]
    if spans or (conditions and clause.stop in {"", ","}):
        yield Draft(_inverted("When", clause, _without(clause.rest, [*spans, *conditions])), 0.9)
    times = [phrase for phrase in [*lead, *clause.rest] if is_time(phrase)]
    if times and (clause.verb is not None or clause.rest[:1] != times[:1] or len(clause.rest) > 1):
        asked = {"since": "Since when", "until": "Until when", "till": "Until when"}.get(
            times[0].first if len(times) == 1 else "", "When"
        )
        yield Draft(_inverted(asked, clause, _without(clause.rest, times)), 0.93)
    for phrase in clause.rest:
        if is_duration(phrase):
            number = next(at for at, token in enumerate(phrase.tokens) if token.is_a("CD"))
            counted = Phrase("noun", phrase.tokens[number + 1 :])
            asked = "For how long" if phrase.first == "for" else "How soon"
            if phrase.first == "within" and "s" in {word[-1] for word in counted.words()}:
                asked = f"Within how many {counted.text}"
            if not counted.tokens[0].is_a("TO", "CC", "CD"):
                yield Draft(_inverted(asked, clause, _without(clause.rest, [phrase])), 0.93)


def _time_spans(rest: Sequence[Phrase]) -> list[Phrase]:
    """Return the phrases of "90 days after you close the account"."""
    for span, anchor in pairwise(rest):
        if span.kind == "noun" and span.words()[-1] in DURATIONS and anchor.first in {"after", "before"}:
            return [span, anchor]
    return []


def _ask_place(clause: Clause) -> Iterator[Draft]:
    places = [phrase for phrase in clause.rest if is_place(phrase)]
    others = [p for p in clause.rest if p.first in {"in", "at", "near", "on"} and not is_time(p)]
    if len(places) == len(others) == 1 and clause.base in PLACE_VERBS and _has_object_if_needed(clause):
        yield Draft(_inverted("Where", clause, _without(clause.rest, places)), 0.9)
    if places and clause.copula and clause.rest[0] is places[0] and len(clause.rest) == 1:
        yield Draft(_inverted("Where", clause, ()), 0.85)


def _has_object_if_needed(clause: Clause) -> bool:
    return clause.passive or clause.base not in {"find", "hold", "build", "place"}


def _ask_amount(clause: Clause) -> Iterator[Draft]:
    if not clause.rest:
        return
    first, others = clause.rest[0], clause.rest[1:]
    if first.kind == "noun" and not clause.passive:
        amount = _amount(first)
        others = tuple(dropwhile(lambda phrase: phrase.kind == "participle", others))
        share = _share(first)
        if _is_money(first) and clause.base in {"cost", "charge", "pay"}:
            others = tuple(phrase for phrase in others if phrase.kind == "preposition")
            yield Draft(_inverted("How much", clause, others), 0.95)
        elif share and not clause.copula:
            yield Draft(_inverted(f"What percentage {share}", clause, others), 0.94)
        elif first.tokens[0].is_a("CD", "RB", "IN", "JJR") and first.words()[-1] in DURATIONS and clause.base in {"take", "last"} and len(first.tokens) < 8:
            yield Draft(_inverted("How long", clause, others), 0.95)
        elif amount and amount[1] not in MEASURES and not clause.copula and clause.base != "become":
            yield Draft(_inverted(f"How many {amount[0]}", clause, others), 0.95)
        elif amount and clause.copula and others and others[0].first in _SIZES:
            yield Draft(_inverted(f"How {others[0].first}", clause, others[1:]), 0.95)
    if clause.lead is None and (share := _share(clause.subject)):
        yield Draft(_with_new_subject(f"What percentage {share}", clause), 0.93)
    subject = _amount(clause.subject)
    if subject and subject[1] not in MEASURES and clause.rest and clause.lead is None:
        yield Draft(_with_new_subject(f"How many {subject[0]}", clause), 0.9)


def _is_money(phrase: Phrase) -> bool:
    units = {"cent", "cents", "euro", "euros", "dollar", "dollars", "pounds", "pence", "kronor"}
    return any(token.is_a("$") or token.lower in units for token in phrase.tokens[:4])


def _share(phrase: Phrase) -> str:
    """Return "of the land" from "about 60% of the land", or an empty string."""
    words = phrase.words()
    for place, (word, following) in enumerate(pairwise(words)):
        if word in {"%", "percent"} and following == "of":
            return Phrase("preposition", phrase.tokens[place + 1 :]).text if place < 5 else ""
    return ""


def _amount(phrase: Phrase) -> tuple[str, str] | None:
    """Return what is counted in "more than 500 orders a day" and its first noun, or None."""
    place = amount_prefix_end(phrase.tokens, 0)
    tokens = phrase.tokens[place:]
    if len(tokens) < 2 or not (tokens[0].text.isdigit() or tokens[0].lower in NUMBER_WORDS):
        return None
    noun = next((token for token in tokens[1:] if token.is_a("NN")), None)
    plural = next((token for token in tokens[1:] if token.tag in {"NNS"}), None)
    if noun is None or plural is None or tokens[1].is_a("CD", "IN", "CC", "NNP", ",", "POS", "$"):
        return None
    if any(token.is_a("CC", ",") for token in tokens) or len(tokens[0].text) == 4 and tokens[0].text.isdigit():
        return None
    return Phrase("noun", tokens[1:]).text, noun.lower


def _ask_meaning(clause: Clause) -> Iterator[Draft]:
    """Ask "What is X?" where the statement says "X is a Y"."""
    if not clause.copula or not clause.rest or clause.rest[0].kind != "noun":
        return
    predicate = clause.rest[0]
    plain = clause.plural and predicate.tokens[-1].tag == "NNS"
    if predicate.first not in {"a", "an"} and not (plain and predicate.tokens[0].is_a("JJ", "NN")):
        return
    if clause.lead is not None or clause.subject.tokens[0].is_a("PRP", "VBG") or len(predicate.tokens) < 2:
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


def _ask_definition(clause: Clause) -> Iterator[Draft]:
    if not clause.copula or not clause.rest or clause.rest[0].kind != "noun":
        return
    predicate = clause.rest[0]
    if clause.subject.tokens[0].is_a("PRP", "VBG") or clause.auxiliaries[0].lower not in BE:
        return
    be = clause.auxiliaries[0].lower
    unique = any(token.tag in {"JJS", "RBS"} or token.lower in {"only", "first"} for token in predicate.tokens)
    owned = predicate.tokens[0].is_a("NNP") and any(token.is_a("POS") for token in predicate.tokens)
    if owned or predicate.first == "the" and (unique or "of" in predicate.words() or len(clause.rest) > 1):
        wh = "Who" if is_person(predicate, _head_word(predicate)) else "What"
        others = clause.rest[1:] if clause.rest[1:2] and clause.rest[1].kind in {"preposition", "infinitive"} else ()
        yield Draft(_finish([wh, be, predicate.text, *(phrase.text for phrase in others)]), 0.92)


def _head_word(phrase: Phrase) -> str:
    nouns: list[str] = []
    for token in phrase.tokens:
        if nouns and token.is_a("IN"):
            break
        if token.is_a("NN"):
            nouns.append(token.lower)
    return nouns[-1] if nouns else ""


def _ask_subject(clause: Clause) -> Iterator[Draft]:
    subject = clause.subject
    if clause.lead is not None or not clause.rest or subject.tokens[0].is_a("PRP", "VBG", "CD"):
        return
    if subject.first in {"a", "an"} or clause.auxiliaries[:1] and clause.auxiliaries[0].lower == "may":
        return
    if clause.copula and (clause.rest[0].kind == "noun" or len(clause.rest[0].tokens) == len(clause.rest) == 1):
        return
    if any(token.lower in {"its", "their", "his", "her", "itself", "themselves"} for phrase in clause.rest for token in phrase.tokens):
        return
    words = subject.words()
    if clause.head.text[0].isupper() and not clause.head.is_a("NNP"):
        return
    if clause.person:
        yield Draft(_with_new_subject("Who", clause, singular=True), 0.72)
        return
    if subject.tokens[0].is_a("NNP") or clause.head.is_a("NNP"):
        if is_person(subject, clause.head.lower) and not clause.plural:
            yield Draft(_with_new_subject("Who", clause), 0.85)
        return
    if is_person(subject, clause.head.lower):
        yield Draft(_with_new_subject("Who", clause, singular=True), 0.8)
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
                    _with_new_subject(f"Which {clause.head.text}", clause), 0.72 if telling else 0.57
                )


def _ask_object(clause: Clause) -> Iterator[Draft]:
    if not clause.rest:
        return
    first, others = clause.rest[0], clause.rest[1:]
    said = {word for phrase in clause.rest for word in phrase.words()}
    progressive = clause.verb is not None and clause.verb.lower.endswith("ing")
    if first.kind == "noun" and clause.base not in NO_OBJECT_VERBS and not clause.passive:
        if progressive or first.tokens[0].is_a("VBG") or said & {"its", "their", "his", "her"}:
            return
        if not clause.copula and clause.subject.first not in {"you", "we"} and first.first != "no" and (not first.tokens[0].is_a("PRP", "CD") or first.tokens[0].is_a("PRP$")):
            if is_thing(first, _head_word(first)):
                asked = tuple(dropwhile(_describes, others))
                asked = () if len(asked) < len(others) else asked
                if not asked[:1] or asked[0].kind != "noun":
                    yield Draft(_inverted("What", clause, asked), 0.8)
    bound = BOUND_PREPOSITIONS.get(clause.base, set())
    if first.kind == "preposition" and first.first in bound and not is_time(first):
        if clause.passive == (clause.base in PASSIVE_BOUND):
            wh = "Who or what" if clause.base == "name" else "What"
            yield Draft(_inverted(wh, clause, (), tail=first.first), 0.85)
    if clause.copula and (first.kind == "adjective" or first.words() == ["home"]) and others[:1] and others[0].kind == "preposition":
        if others[0].first in ADJECTIVES_BOUND.get(first.first, set()) and len(first.tokens) == 1:
            yield Draft(_inverted("What", clause, (first,), tail=others[0].first), 0.85)
    if clause.passive and clause.base in {"call", "name"} and first.kind == "noun" and not others:
        yield Draft(_inverted("What", clause, others), 0.8)


def _describes(phrase: Phrase) -> bool:
    return phrase.kind in _DETAILS or phrase.first == "of"


def _ask_agent(clause: Clause) -> Iterator[Draft]:
    for phrase in clause.rest:
        if clause.passive and phrase.kind == "preposition" and phrase.first == "by" and not is_time(phrase):
            if phrase.tokens[1].is_a("VBG", "PRP", "CD"):
                return
            agent = Phrase("noun", phrase.tokens[1:])
            who = is_person(agent, _head_word(agent)) or not is_thing(agent, _head_word(agent))
            wh = "Who" if clause.base in AGENT_VERBS and who else "What" if clause.base in CAUSE_VERBS else ""
            if wh:
                kept = _without(clause.rest, [phrase])
                yield Draft(_inverted(wh, clause, kept, tail="by"), 0.88)


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
        kept = [phrase for phrase in _without(clause.rest, tools) if phrase.kind != "adverb"]
        yield Draft(_inverted("How", clause, kept), 0.91)
    if means and not clause.negated:
        yield Draft(_inverted("How", clause, _without(clause.rest, means)), 0.88)
    reasons = [phrase for phrase in clause.rest if phrase.first in {"because", "due"}]
    aims = [
        phrase for phrase in clause.rest
        if phrase.kind == "infinitive" and clause.passive and clause.base in AIM_VERBS
    ]  # fmt: skip
    if reasons or aims:
        kept = _without(clause.rest, [*reasons, *aims])
        yield Draft(_inverted("Why", clause, kept, negated=clause.negated), 0.94)


def _ask_condition(clause: Clause) -> Iterator[Draft]:
    condition = next(
        (p for p in [clause.lead, *clause.rest] if p and p.kind == "clause" and p.first in {"if", "when", "once"}), None
    )
    if condition is None or any(token.is_a(",") for token in condition.tokens):
        return
    if condition is not clause.lead and condition.first != "if":
        return
    if set(condition.words()) & {"its", "their", "his", "her", "were", "was", "had"}:
        return
    future = clause.auxiliaries and clause.auxiliaries[0].lower in MODALS
    if future or (clause.verb is not None and not clause.verb.is_a("VBD")):
        yield Draft(_finish(["What happens", condition.text]), 0.84)


def _ask_existence(clause: Clause) -> Iterator[Draft]:
    if not clause.copula or not clause.rest or clause.rest[0].kind != "noun":
        return
    amount = _amount(clause.rest[0])
    be = clause.auxiliaries[0].lower
    if len(clause.auxiliaries) > 1:
        return
    if amount and not clause.negated:
        yield Draft(_finish([f"How many {amount[0]} {be} there", *(phrase.text for phrase in clause.rest[1:])]), 0.93)
    elif len(clause.rest) > 1 and clause.rest[1].kind == "preposition":
        yield Draft(_finish([f"{be} there", *(phrase.text for phrase in clause.rest)]), 0.6)


def _ask_confirmation(clause: Clause) -> Iterator[Draft]:
    if not clause.rest and clause.verb is None:
        return
    if any(token.is_a("JJR") for phrase in clause.rest[:1] for token in phrase.tokens) and clause.copula:
        return
    modal = clause.auxiliaries[0].lower if clause.auxiliaries else ""
    if modal == "may" and len(clause.auxiliaries) > 1 or modal in {"might", "shall"}:
        return
    quality = 0.6
    if modal in {"can", "may", "must", "should"}:
        quality = 0.78
    if clause.subject.first in {"you", "we"} or clause.base == "allow":
        quality += 0.1
    if (not clause.rest and not clause.negated and quality < 0.7) or modal in {"would", "could"}:
        quality = 0.45
    if clause.copula and clause.rest[0].kind == "noun" and clause.rest[0].first not in {"a", "an"}:
        return
    if clause.passive and not clause.negated and all(p.kind == "adverb" for p in clause.rest):
        quality = min(quality, 0.33) if modal not in {"can", "may"} else quality
        if clause.base in PLACE_VERBS:
            return
    if "other" in clause.subject.words():
        quality -= 0.2
    if not (clause.passive or any(phrase.kind not in {"adverb", "clause"} for phrase in clause.rest)):
        quality -= 0.2
    objects = {"call", "name", "give", "grant", "award", "elect", "appoint", "consider", "offer", "pay"}
    if clause.passive and clause.rest and clause.rest[0].kind == "noun" and clause.base not in objects:
        return
    yield Draft(_inverted("", clause, clause.rest), quality)


def _without(phrases: Sequence[Phrase], removed: Sequence[Phrase]) -> tuple[Phrase, ...]:
    return tuple(phrase for phrase in phrases if phrase not in removed)


def _inverted(
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
    return _finish([wh, front, clause.subject.text, *verbs, *_kept_texts(rest, clause), tail])


def _with_new_subject(subject: str, clause: Clause, *, singular: bool = False) -> str:
    """Ask for the subject: "Who founded the city?"."""
    verbs = [token.lower for token in clause.auxiliaries]
    if singular and clause.plural and verbs:
        verbs[0] = {"are": "is", "were": "was", "have": "has", "do": "does"}.get(verbs[0], verbs[0])
    if clause.verb is not None:
        verb = clause.verb.lower
        if singular and clause.plural and not clause.auxiliaries and not clause.past:
            verb = third_person(clause.base)
        verbs += [*_adverbs(clause), verb]
    return _finish([subject, *verbs, *_kept_texts(clause.rest, clause)])


def _adverbs(clause: Clause) -> list[str]:
    return [
        token.lower for token in clause.adverbs
        if token.lower in _KEPT_ADVERBS or (token.lower.endswith("ly") and clause.verb is not None
            and token.lower not in {"only", "usually", "generally", "eventually", "finally", "early", "initially", "currently", "recently"})
    ]  # fmt: skip


def _kept_texts(rest: Sequence[Phrase], clause: Clause) -> list[str]:
    """Return the phrases' texts, without subordinate clauses and not too many of them."""
    kept = [phrase for phrase in rest if phrase.kind != "clause"]
    length = len(clause.subject.tokens) + 4
    texts: list[str] = []
    dropped = False
    for place, phrase in enumerate(kept):
        length += len(phrase.tokens)
        if place and length > _LONGEST:
            if any(left.kind not in {"preposition", *_DETAILS} for left in kept[place:]):
                return [_TOO_LONG]
            dropped = True
            break
        texts.append(phrase.text)
    while (dropped or clause.stop) and len(texts) > 1 and kept[len(texts) - 1].kind == "adverb":
        texts.pop()
    return texts


def _finish(parts: Sequence[str]) -> str:
    text = " ".join(part for part in parts if part)
    return text[:1].upper() + text[1:] + "?"
