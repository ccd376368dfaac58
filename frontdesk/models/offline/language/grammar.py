"""Read the statements of a sentence: subject, verb and the phrases that follow."""

from dataclasses import replace

from frontdesk.models.offline.language.clauses import (
    Clause,
    VerbGroup,
    agrees,
    head_of,
    read_verb_group,
    with_noun_as_verb,
)
from frontdesk.models.offline.language.complements import read_phrases
from frontdesk.models.offline.language.leads import read_lead
from frontdesk.models.offline.language.phrases import (
    Phrase,
    Tokens,
    is_finite,
    noun_end,
)
from frontdesk.models.offline.language.verbs import BE, HAVE, MODALS, third_person
from frontdesk.models.offline.language.vocabulary import names_a_time

SUBJECT_PREPOSITIONS = frozenset(
    "of in for from with on at to between about against under over by near within without above "
    "across along around among behind beside beyond during into inside onto outside through "
    "throughout toward towards upon via".split()
)


def read_statements(tokens: Tokens) -> list[Clause]:
    """Take a sentence apart into its plain statements; what is no plain statement is left out.

    "The shop opens at nine and closes at six, and orders leave daily" holds three.
    """
    lead, start = read_lead(tokens)
    clauses = _read_from(tokens, start, lead)
    if not clauses:
        for retagged in with_noun_as_verb(tokens, start):
            if clauses := _read_from(retagged, start, lead):
                break
    for place in _later_starts(tokens, start) if clauses else ():
        clauses += _read_from(tokens, place, None)
    if not clauses and tokens[0].is_a("IN", "RB", "VBN", "VBG", "WRB", "JJ"):
        clauses = _read_behind_commas(tokens, start)
    return [*clauses, *_read_relatives(tokens, start)]


def _read_behind_commas(tokens: Tokens, start: int) -> list[Clause]:
    """Read the statement behind a beginning such as "Built of oak, painted red, ..."."""
    for place in range(start, len(tokens) - 3):
        if is_finite(tokens[place]):
            break
        if tokens[place].is_a(",") and (clauses := _read_from(tokens, place + 1, None)):
            return clauses
    return []


def _read_relatives(tokens: Tokens, start: int) -> list[Clause]:
    """Read "..., which granted them rights" as a statement about the noun phrase before it."""
    clauses: list[Clause] = []
    for comma in range(start + 3, len(tokens) - 3):
        if not tokens[comma].is_a(",") or tokens[comma + 1].lower not in {"which", "who"}:
            continue
        begin = next(
            (
                at for at in range(max(start, comma - 8), comma)
                if tokens[at].is_a("DT", "NNP")
                and not tokens[at - 1].is_a("NN", "JJ", "DT", "CC", ",")
                and tokens[at - 1].lower != "of"
                and noun_end(tokens, at, frozenset({"of"})) == comma
            ),
            None,
        )  # fmt: skip
        if (
            begin is not None
            and begin > start
            and not names_a_time([token.lower for token in tokens[begin:comma]])
        ):
            subject = Phrase("noun", tuple(tokens[begin:comma]))
            person = tokens[comma + 1].lower == "who"
            clauses += _read_predicate(tokens, comma + 2, None, subject, person)[0]
    return clauses


def _later_starts(tokens: Tokens, start: int) -> list[int]:
    """Return where further main clauses may begin: after ";" and after ", and"."""
    starts: list[int] = []
    verb = next(
        (at for at, token in enumerate(tokens) if at > start and is_finite(token)), len(tokens)
    )
    for place in range(verb + 1, len(tokens) - 2):
        if tokens[place].text == ";":
            starts.append(place + 1)
        elif tokens[place].lower in {"and", "but", "while", "whereas"} and tokens[place - 1].is_a(
            ","
        ):
            # The last noun of "coal, iron, and wood" is no subject of its own.
            listed = any(token.is_a(",") for token in tokens[max(verb, place - 5) : place - 1])
            if not (listed and is_finite(tokens[place + 2])):
                starts.append(place + 1)
    return starts


def _read_from(tokens: Tokens, start: int, lead: Phrase | None) -> list[Clause]:
    """Read the statement whose subject begins at `start`, and others about the same subject."""
    subject_end = _subject_end(tokens, start)
    if subject_end is None:
        return []
    subject = Phrase("noun", tuple(tokens[start:subject_end]))
    if subject.first in {"this", "these"} and len(subject.tokens) > 1:
        # "This basin" is "the basin" to who has not read the sentence before.
        subject = Phrase("noun", (replace(subject.tokens[0], text="the"), *subject.tokens[1:]))
    clauses: list[Clause] = []
    person = False
    if (
        subject_end + 2 < len(tokens)
        and tokens[subject_end].is_a(",")
        and tokens[subject_end + 1].lower in {"which", "who"}
    ):
        person = tokens[subject_end + 1].lower == "who"
        clauses += _read_predicate(tokens, subject_end + 2, None, subject, person)[0]
    place: int | None = _after_aside(tokens, subject_end)
    aside = tokens[subject_end + 1 : (place or 0) - 1]
    if any(token.is_a("PRP$") for token in tokens[place or 0 :]):
        aside = ()  # "Her husband, Ed Harlow, shared her view": who "she" is stays open.
    if subject.tokens[0].is_a("PRP$") and aside and all(token.is_a("NNP") for token in aside):
        subject = Phrase("noun", tuple(aside))  # "His father, Milutin Tesla, was a priest."
    first: Clause | None = None
    while place is not None:
        found, end = _read_predicate(tokens, place, lead, subject, person, first)
        if first is not None and found and not found[0].auxiliaries:
            found = _with_auxiliaries(found[0], first)
        first = found[0] if found else None
        clauses += found
        place = None
        if found and end + 3 < len(tokens):
            end += tokens[end].is_a(",")
            place = end + 1 if tokens[end].lower in {"and", "but"} else None
        lead = None
    return clauses


def _with_auxiliaries(second: Clause, first: Clause) -> list[Clause]:
    """Return the second of two statements about one subject, if it is sure what it says.

    In "is heated and pumped into the boiler" the second verb lacks the first one's auxiliary, in
    "is fixed and occurs every four years" it does not.
    """
    if first.rest and first.rest[-1].kind == "infinitive":
        return []
    assert second.verb is not None
    listed = second.rest and second.rest[0].kind == "noun"
    if listed and second.past and second.rest[0].tokens[0].is_a("NN", "JJ"):
        return []  # "founded schools and affiliated colleges"
    if not first.auxiliaries or second.verb.lower in {second.base, third_person(second.base)}:
        return [] if second.verb.lower == "had" else [second]
    if not first.passive or not second.rest or second.rest[0].kind != "preposition":
        return []
    verb = replace(second.verb, tag="VBN")
    return [replace(second, auxiliaries=first.auxiliaries, verb=verb, negated=first.negated)]


def _read_predicate(
    tokens: Tokens,
    place: int,
    lead: Phrase | None,
    subject: Phrase,
    person: bool = False,
    before: Clause | None = None,
) -> tuple[list[Clause], int]:
    group = read_verb_group(tokens, place)
    if group is None:
        return [], place
    head, plural = head_of(subject)
    if (
        head.tag == "NNP"
        and group.auxiliaries
        and group.auxiliaries[0].lower in {"are", "were", "have"}
    ):
        plural = plural or head.lower.endswith("s")
    if not agrees(group, head, plural):
        return [], place
    rest, end, safe = read_phrases(tokens, group.end)
    joined = before is not None and before.passive
    if not safe or (not joined and _hides_a_verb(tokens, group, end)):
        return [], place
    clause = Clause(
        lead=lead,
        subject=subject,
        head=head,
        plural=plural,
        auxiliaries=group.auxiliaries,
        adverbs=tuple(token for token in group.adverbs if token.lower not in {"not", "never"}),
        verb=group.verb,
        base=group.base,
        rest=tuple(rest),
        person=person,
        stop=tokens[end].lower if end < len(tokens) else "",
        negated=any(token.lower in {"not", "never"} for token in group.adverbs),
    )
    return [clause], end


def _subject_end(tokens: Tokens, start: int) -> int | None:
    if start + 1 < len(tokens) and tokens[start].is_a("VBG") and tokens[start + 1].is_a("DT"):
        _, after, _ = read_phrases(tokens, start + 1)  # "Reading the maps of a city takes time."
        return after if after < len(tokens) and is_finite(tokens[after]) else None
    end = noun_end(tokens, start, SUBJECT_PREPOSITIONS, verb_may_follow=True)
    if end is None:
        return None
    # "Items that arrive damaged", "orders placed before noon", "items you bought".
    if (
        end < len(tokens)
        and tokens[end].lower in {"that", "who", "which"}
        and not tokens[end - 1].is_a(",")
    ):
        return _after_modifier(tokens, end + 1)
    if end < len(tokens) and tokens[end].lower in {"you", "we"}:
        return _after_modifier(tokens, end + 1)
    if end + 2 < len(tokens) and tokens[end].is_a("TO") and tokens[end + 1].is_a("VB"):
        _, after, _ = read_phrases(tokens, end + 2)
        return after if after < len(tokens) and is_finite(tokens[after]) else end
    if end < len(tokens) and tokens[end].is_a("VBN", "VBG", "VBD"):
        _, after, _ = read_phrases(tokens, end + 1)
        if after < len(tokens) and (
            tokens[after].lower in (BE | MODALS | HAVE) or tokens[after].tag in {"VB", "VBP", "VBZ"}
        ):
            return after
    return end


def _after_modifier(tokens: Tokens, place: int) -> int | None:
    group = read_verb_group(tokens, place)
    if group is None:
        return None
    _, after, _ = read_phrases(tokens, group.end)
    return after if after < len(tokens) and is_finite(tokens[after]) else None


def _after_aside(tokens: Tokens, place: int) -> int:
    """Skip ", a region in France," or "such as coal" between subject and verb."""
    if place + 1 < len(tokens) and (tokens[place].lower, tokens[place + 1].lower) == ("such", "as"):
        finite = (
            at for at in range(place, len(tokens))
            if tokens[at].lower in BE | MODALS | HAVE
            or (tokens[at - 1].is_a(",") and tokens[at].tag in {"VB", "VBP", "VBZ", "VBD"})
        )  # fmt: skip
        return next(finite, place)
    if place >= len(tokens) or not tokens[place].is_a(","):
        return place
    relative = tokens[place + 1 : place + 2] and tokens[place + 1].lower in {
        "which",
        "who",
        "where",
    }
    for at in range(place + 1, len(tokens) - 1):
        if tokens[at].is_a(",") and is_finite(tokens[at + 1]):
            return at + 1
        if is_finite(tokens[at]) and not relative:
            break
    return place


def _hides_a_verb(tokens: Tokens, group: VerbGroup, end: int) -> bool:
    """Say whether "the engine designed by Watt was ..." was read as "the engine designed ..."."""
    if group.auxiliaries or group.verb is None or not group.verb.is_a("VBN", "VBD"):
        return False
    if end < len(tokens) and is_finite(tokens[end]):
        return True
    if (
        group.end < len(tokens)
        and tokens[group.end].lower == "by"
        and not tokens[min(group.end + 1, len(tokens) - 1)].is_a("CD", "VBG")
    ):
        return True  # "the title coined by the guild"
    if group.base == "make" and group.end < len(tokens) and tokens[group.end].lower == "of":
        return True  # "a horse made of wood"
    if group.base in {"name", "call"} and group.end < len(tokens) and tokens[group.end].is_a("NNP"):
        return True  # "one sister named Ann"
    if (
        end >= len(tokens)
        or not tokens[end].is_a(",")
        or (end > group.end and tokens[group.end].is_a("DT", "NN"))
    ):
        return False
    # "A term used in derision, Huguenot has ...", "A version based on it, by Jean, was ..."
    after = noun_end(tokens, end + 1, SUBJECT_PREPOSITIONS)
    closing = next((at for at in range(end + 1, len(tokens)) if tokens[at].is_a(",")), None)
    return (after is not None and after < len(tokens) and is_finite(tokens[after])) or (
        closing is not None and closing + 1 < len(tokens) and is_finite(tokens[closing + 1])
    )
