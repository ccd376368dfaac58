"""Read the statements of a sentence: subject, verb and the phrases that follow."""

from collections.abc import Iterator
from dataclasses import replace

from frontdesk.models.offline.clauses import Clause, VerbGroup, agrees, head_of, read_verb_group
from frontdesk.models.offline.complements import SUBORDINATORS, read_phrases
from frontdesk.models.offline.phrases import MONTHS, Kind, Phrase, Tokens, is_finite, noun_end
from frontdesk.models.offline.verbs import BE, HAVE, MODALS, base_form, common_verbs, third_person

_CONNECTIVES = (
    "however therefore moreover furthermore also thus hence nevertheless nonetheless additionally "
    "consequently meanwhile instead otherwise similarly finally overall eventually initially "
    "traditionally generally usually normally typically historically originally subsequently "
    "currently today later afterwards note please first second third next then and but so or yes no"
).split()


_SUBJECT_PREPOSITIONS = frozenset(
    "of in for from with on at to between about against under over by near within without "
    "above".split()
)


_PERIODS = frozenset("century year years decade decades summer winter spring autumn war".split())


def read_lead(tokens: Tokens) -> tuple[Phrase | None, int]:
    """Return what stands before the subject ("If it rains,") and where the rest begins."""
    place = 0
    while place < len(tokens) and tokens[place].lower in _CONNECTIVES:
        place += 1
        place += place < len(tokens) and tokens[place].is_a(",")
    if place + 2 < len(tokens) and tokens[place].is_a("IN", "TO", "WRB", "RB", "VBN", "VBG"):
        if (date := _date_end(tokens, place)) is not None:
            return Phrase("preposition", tuple(tokens[place:date])), date
        comma = next(
            (at for at, token in enumerate(tokens) if at > place and token.is_a(",")), None
        )
        if comma is not None and not _is_whole_clause(tokens[place:comma]):
            return Phrase(_lead_kind(tokens[place:comma]), tuple(tokens[place:comma])), comma + 1
    return None, place


def _is_whole_clause(lead: Tokens) -> bool:
    """Say whether "In the 1790s a smith built the wheel," is more than what leads to a subject."""
    conjunction = lead[0].lower in SUBORDINATORS or lead[0].is_a("WRB", "VBN", "VBG", "TO")
    return not conjunction and any(is_finite(token) for token in lead)


def _lead_kind(lead: Tokens) -> Kind:
    if lead[0].is_a("TO"):
        return "infinitive"
    if lead[0].is_a("VBN", "VBG"):
        return "participle"
    return "clause" if any(is_finite(token) for token in lead) else "preposition"


def _date_end(tokens: Tokens, place: int) -> int | None:
    """Return where "In 1890" or "In the 19th century" ends when no comma follows it."""
    if tokens[place].lower not in {"in", "on", "by", "since", "during"}:
        return None
    end = None
    for at in range(place + 1, min(place + 7, len(tokens) - 1)):
        token = tokens[at]
        if (
            token.is_a("CD") and token.text.rstrip("s").isdigit()
        ) or token.lower in MONTHS | _PERIODS:
            end = at + 1
        elif end is not None or not token.is_a("DT", "JJ", "CD", "NN"):
            break
    return end if end is not None and tokens[end].is_a("DT", "NNP", "PRP", "JJ", "NNS") else None


def read_statements(tokens: Tokens) -> list[Clause]:
    """Take a sentence apart into its plain statements; what is no plain statement is left out.

    "The shop opens at nine and closes at six, and orders leave daily" holds three.
    """
    lead, start = read_lead(tokens)
    clauses = _read_from(tokens, start, lead)
    if not clauses:
        for retagged in _with_noun_as_verb(tokens, start):
            if clauses := _read_from(retagged, start, lead):
                break
    for place in _later_starts(tokens, start) if clauses else ():
        clauses += _read_from(tokens, place, None)
    return [*clauses, *_read_relatives(tokens, start)]


def _with_noun_as_verb(tokens: Tokens, start: int) -> Iterator[Tokens]:
    """Yield `tokens` with a word such as "ships" in "the firm ships orders" tagged as a verb."""
    places = range(start + 1, min(start + 8, len(tokens) - 1))
    # "Stops at" is more often a noun than "stops the".
    for place in sorted(places, key=lambda place: tokens[place + 1].is_a("IN", "TO")):
        token, before, after = tokens[place], tokens[place - 1], tokens[place + 1]
        end = place
        while before.is_a("RB") and end - 1 > start:
            end -= 1
            before = tokens[end - 1]
        base = base_form(token.lower) if token.is_a("NN", "JJ") and token.text.islower() else None
        if base is None or base not in common_verbs() or not before.is_a("NN", "PRP", "CD"):
            continue
        plural = head_of(Phrase("noun", tuple(tokens[start:end])))[1]
        if (plural and token.lower == base) or (not plural and token.lower == third_person(base)):
            if after.is_a("DT", "PRP", "CD", "IN", "TO", "JJ", "NN", "RB", "$"):
                verb = replace(token, tag="VBP" if plural else "VBZ")
                yield [*tokens[:place], verb, *tokens[place + 1 :]]


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
        if begin is not None and begin > start:
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
    if subject.tokens[0].is_a("PRP$") and aside and all(token.is_a("NNP") for token in aside):
        subject = Phrase("noun", tuple(aside))  # "His father, Milutin Tesla, was a priest."
    while place is not None:
        found, end = _read_predicate(tokens, place, lead, subject, person)
        joined = clauses and found and not found[0].auxiliaries
        if joined and (clauses[-1].auxiliaries or _ends_in_infinitive(clauses[-1])):
            break  # "is used and sold": the second verb lacks the first one's auxiliary.
        clauses += found
        place = None
        if found and end + 3 < len(tokens):
            end += tokens[end].is_a(",")
            place = end + 1 if tokens[end].lower in {"and", "but"} else None
        lead = None
    return clauses


def _ends_in_infinitive(clause: Clause) -> bool:
    return bool(clause.rest) and clause.rest[-1].kind == "infinitive"


def _read_predicate(
    tokens: Tokens, place: int, lead: Phrase | None, subject: Phrase, person: bool = False
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
    if not safe or _hides_a_verb(tokens, group, end):
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
    end = noun_end(tokens, start, _SUBJECT_PREPOSITIONS, verb_may_follow=True)
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
        finite = (at for at in range(place, len(tokens)) if tokens[at].lower in BE | MODALS | HAVE)
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
    after = noun_end(tokens, end + 1, _SUBJECT_PREPOSITIONS)
    closing = next((at for at in range(end + 1, len(tokens)) if tokens[at].is_a(",")), None)
    return (after is not None and after < len(tokens) and is_finite(tokens[after])) or (
        closing is not None and closing + 1 < len(tokens) and is_finite(tokens[closing + 1])
    )
