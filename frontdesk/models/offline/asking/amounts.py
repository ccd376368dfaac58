"""Questions for how many, how much, how long and which share."""

from collections.abc import Iterator
from itertools import pairwise

from frontdesk.models.offline.asking.wording import (
    Draft,
    finish,
    inverted,
    with_new_subject,
    without,
)
from frontdesk.models.offline.language.clauses import Clause
from frontdesk.models.offline.language.phrases import Phrase, amount_prefix_end
from frontdesk.models.offline.language.vocabulary import (
    DURATIONS,
    MEASURES,
    NUMBER_WORDS,
    is_time,
)

_SIZES = frozenset("long wide high deep tall old thick large heavy".split())


def ask_amount(clause: Clause) -> Iterator[Draft]:
    """Ask how much, how many or how long the statement says."""
    if not clause.rest:
        return
    first, others = clause.rest[0], clause.rest[1:]
    if first.kind == "noun" and not clause.passive:
        amount = counted(first)
        named = bool(others) and others[0].tokens[0].is_a("VBN", "VBG")
        if named or (others and others[0].kind in {"participle", "adjective"}):
            others = ()  # "had three brothers named ..."
        share = _share(first)
        if _is_money(first) and clause.base in {"cost", "charge", "pay"}:
            others = tuple(phrase for phrase in others if phrase.kind == "preposition")
            yield Draft(inverted("How much", clause, others), 0.95)
        elif share and not clause.copula:
            yield Draft(inverted(f"What percentage {share}", clause, others), 0.94)
        elif (
            first.tokens[0].is_a("CD", "RB", "IN", "JJR")
            and first.words()[-1] in DURATIONS
            and clause.base in {"take", "last"}
            and len(first.tokens) < 8
        ):
            yield Draft(inverted("How long", clause, others), 0.95)
        elif amount and amount[1] not in MEASURES and not clause.copula and clause.base != "become":
            yield Draft(inverted(f"How many {amount[0]}", clause, others), 0.95)
        elif amount and clause.copula and others and others[0].first in _SIZES:
            yield Draft(inverted(f"How {others[0].first}", clause, others[1:]), 0.95)
    if first.kind == "preposition" and first.first in {"into", "of", "to", "with", "from"}:
        amount = counted(Phrase("noun", first.tokens[1:]))
        if amount and amount[1] not in MEASURES:
            quality = 0.87 if first.first == "into" else 0.82
            yield Draft(inverted(f"How many {amount[0]}", clause, (), tail=first.first), quality)
    if clause.lead is None and (share := _share(clause.subject)):
        yield Draft(with_new_subject(f"What percentage {share}", clause), 0.93)
    subject = counted(clause.subject)
    if subject and subject[1] not in MEASURES and clause.rest and clause.lead is None:
        yield Draft(with_new_subject(f"How many {subject[0]}", clause), 0.9)


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


def counted(phrase: Phrase) -> tuple[str, str] | None:
    """Return what is counted in "more than 500 orders a day" and its first noun, or None."""
    place = amount_prefix_end(phrase.tokens, 0)
    tokens = phrase.tokens[place:]
    if len(tokens) < 2 or not (tokens[0].text.isdigit() or tokens[0].lower in NUMBER_WORDS):
        return None
    noun = next((token for token in tokens[1:] if token.is_a("NN")), None)
    plural = next((token for token in tokens[1:] if token.tag in {"NNS"}), None)
    if noun is None or plural is None or tokens[1].is_a("CD", "IN", "CC", "NNP", ",", "POS", "$"):
        return None
    if any(token.is_a("CC", ",") for token in tokens) or (
        len(tokens[0].text) == 4 and tokens[0].text.isdigit()
    ):
        return None
    return Phrase("noun", tokens[1:]).text, noun.lower


def ask_existence(clause: Clause) -> Iterator[Draft]:
    """Ask about "There are three parks in the city."."""
    if not clause.copula or not clause.rest or clause.rest[0].kind != "noun":
        return
    amount = counted(clause.rest[0])
    be = clause.auxiliaries[0].lower
    if len(clause.auxiliaries) > 1:
        return
    if amount and not clause.negated:
        yield Draft(
            finish(
                [f"How many {amount[0]} {be} there", *(phrase.text for phrase in clause.rest[1:])]
            ),
            0.93 if len(clause.rest) > 1 else 0.55,
        )
        return
    facts = [phrase for phrase in clause.rest[1:2] if phrase.kind == "clause"]
    if facts and facts[0].first == "that" and len(facts[0].tokens) < 20 and not clause.stop:
        yield Draft(finish([f"{be} there", *(phrase.text for phrase in clause.rest)]), 0.55)
    times = [phrase for phrase in clause.rest[1:] if is_time(phrase)]
    if times and not clause.negated:
        yield Draft(
            finish([f"When {be} there", *(p.text for p in without(clause.rest, times))]), 0.8
        )
    if len(clause.rest) > 1 and clause.rest[1].kind == "preposition":
        yield Draft(finish([f"{be} there", *(phrase.text for phrase in clause.rest)]), 0.6)
