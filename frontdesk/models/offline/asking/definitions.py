"""Questions for what or who something is."""

from collections.abc import Iterator, Sequence

from frontdesk.models.offline.asking.wording import Draft, finish
from frontdesk.models.offline.language.clauses import Clause, head_noun, head_word
from frontdesk.models.offline.language.phrases import Phrase
from frontdesk.models.offline.language.verbs import BE
from frontdesk.models.offline.language.vocabulary import KINDS_OF_THINGS, is_person


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
    kind = head_word(predicate)
    if clause.auxiliaries[0].lower not in BE or clause.subject.first in {"most", "some", "part"}:
        return
    named = clause.head.is_a("NNP")
    person = clause.person or is_person(predicate, kind)
    if named and not person and kind.endswith(("er", "or", "ist", "ian")):
        return  # "Brahe was an astronomer": "what" would be rude.
    if named or not person:
        wh = "Who" if person else "What"
        yield Draft(f"{wh} {clause.auxiliaries[0].lower} {clause.subject.text}?", 0.8)


def ask_about_names(appositions: Sequence[tuple[Phrase, Phrase]], past: bool) -> Iterator[Draft]:
    """Yield "Who was X?" and "What is the capital of Y?" from "X, the capital of Y"."""
    for name, description in appositions:
        kind = head_word(description)
        person = is_person(description, kind)
        unique = "of" in description.words() or any(t.tag == "JJS" for t in description.tokens)
        if description.first == "the" and unique and (not past or person):
            be = "was" if past else "is"
            yield Draft(f"{'Who' if person else 'What'} {be} {description.text}?", 0.7)
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
    words = predicate.words()
    if "of" in words and not predicate.tokens[words.index("of") - 1].is_a("NN"):
        return  # "the largest of any", "the fourth of five"
    if clause.rest[1:2] and clause.rest[1].kind in {"noun", "participle"}:
        return  # What is left out may say which one is meant.
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
        if not owned and (head := head_noun(predicate)) and head.tag == "NN":
            be = {"are": "is", "were": "was"}.get(be, be)
        wh = "Who" if is_person(predicate, head_word(predicate)) else "What"
        others = (
            clause.rest[1:]
            if clause.rest[1:2] and clause.rest[1].kind in {"preposition", "infinitive"}
            else ()
        )
        yield Draft(finish([wh, be, predicate.text, *(phrase.text for phrase in others)]), 0.92)


def ask_identity(clause: Clause) -> Iterator[Draft]:
    """Ask "What is the aim of X?" where the statement says "The aim of X is Y"."""
    words = clause.subject.words()
    if clause.lead is not None or not clause.copula or clause.auxiliaries[0].lower not in BE:
        return
    telling = {"of", "between", "for", "behind", "first"} & set(words) or any(
        token.tag in {"JJS", "RBS"} for token in clause.subject.tokens
    )
    named = clause.head.is_a("NNP") or clause.person or clause.head.is_a("PRP")
    if not telling or named or words[0] not in {"the", "a", "one"}:
        return
    if clause.rest and clause.rest[0].kind == "noun":
        predicate = clause.rest[0]
        if not (predicate.first == "the" or predicate.tokens[0].is_a("NNP")) or words[0] != "the":
            return
    elif clause.rest and clause.rest[0].kind != "infinitive":
        return
    wh = "Who" if is_person(clause.subject, clause.head.lower) else "What"
    yield Draft(finish([wh, clause.auxiliaries[0].lower, clause.subject.text]), 0.86)
