"""Read one statement: its subject, its verb and the phrases that follow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from frontdesk.models.offline.phrases import (
    MONTHS,
    Kind,
    Phrase,
    Tokens,
    is_finite,
    noun_end,
    read_phrases,
    simple_noun_end,
)
from frontdesk.models.offline.tagging import Token
from frontdesk.models.offline.verbs import (
    BE,
    DO,
    HAVE,
    MODALS,
    base_form,
    common_verbs,
    past_tense_is_possible,
    third_person,
)

_CONNECTIVES = (
    "however therefore moreover furthermore also thus hence nevertheless nonetheless additionally "
    "consequently meanwhile instead otherwise similarly finally overall eventually initially "
    "traditionally generally usually normally typically historically originally subsequently "
    "currently today later afterwards note please first second third next then and but so or yes no"
).split()
_SUBJECT_PREPOSITIONS = frozenset(
    "of in for from with on at to between about against under over by near within without over above".split()
)
_PERIODS = frozenset("century year years decade decades summer winter spring autumn war".split())
_PRONOUNS = frozenset("he she it they his her its their".split())
_PLURAL_HEADS = frozenset("people police we you they children men women staff data media".split())


@dataclass(frozen=True)
class Clause:
    """A statement taken apart.

    `auxiliaries` are the verbs before the main one ("has", "been"); `adverbs` stand among them.
    A main verb "be" counts as the auxiliary that it behaves like, and `verb` is then empty.
    `person` says that the text calls the subject "who". `stop` is the word before which the rest of the sentence was left out.
    """

    lead: Phrase | None
    subject: Phrase
    head: Token
    plural: bool
    auxiliaries: tuple[Token, ...]
    adverbs: tuple[Token, ...]
    verb: Token | None
    base: str
    rest: tuple[Phrase, ...]
    stop: str = ""
    person: bool = False
    negated: bool = field(default=False)

    @property
    def passive(self) -> bool:
        """Say whether something is done to the subject."""
        return (
            self.verb is not None
            and bool(self.auxiliaries)
            and self.auxiliaries[-1].lower in BE
            and not self.verb.lower.endswith("ing")
        )

    @property
    def past(self) -> bool:
        """Say whether the main verb, standing alone, is in the past tense."""
        return (
            not self.auxiliaries
            and self.verb is not None
            and (self.verb.lower == "had" or self.verb.is_a("VBD", "VBN"))
        )

    @property
    def copula(self) -> bool:
        """Say whether the statement is of the form "X is Y"."""
        return self.verb is None and self.base == "be"


@dataclass(frozen=True)
class VerbGroup:
    """The finite verb of a statement with all that belongs to it, and where it ends."""

    auxiliaries: tuple[Token, ...]
    adverbs: tuple[Token, ...]
    verb: Token | None
    base: str
    end: int


def read_lead(tokens: Tokens) -> tuple[Phrase | None, int]:
    """Return what stands before the subject ("In 1890,", "If it rains,") and where the rest begins."""
    place = 0
    while place < len(tokens) and tokens[place].lower in _CONNECTIVES:
        place += 1
        place += place < len(tokens) and tokens[place].is_a(",")
    if place + 2 < len(tokens) and tokens[place].is_a("IN", "TO", "WRB", "RB", "VBN", "VBG"):
        if (date := _date_end(tokens, place)) is not None:
            return Phrase("preposition", tuple(tokens[place:date])), date
        comma = next((at for at, token in enumerate(tokens) if at > place and token.is_a(",")), None)
        if comma is not None:
            return Phrase(_lead_kind(tokens[place:comma]), tuple(tokens[place:comma])), comma + 1
    return None, place


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
        if token.is_a("CD") and token.text.isdigit() or token.lower in MONTHS | _PERIODS:
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
        plural = _head(Phrase("noun", tuple(tokens[start:end])))[1]
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
                if tokens[at].is_a("DT", "NNP") and not tokens[at - 1].is_a("NN", "JJ", "DT", "CC", ",")
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
    for place in range(start + 2, len(tokens) - 2):
        if tokens[place].text == ";":
            starts.append(place + 1)
        elif tokens[place].lower in {"and", "but", "while", "whereas"} and tokens[place - 1].is_a(","):
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
    if subject_end + 2 < len(tokens) and tokens[subject_end].is_a(",") and tokens[
        subject_end + 1
    ].lower in {"which", "who"}:
        person = tokens[subject_end + 1].lower == "who"
        clauses += _read_predicate(tokens, subject_end + 2, None, subject, person)[0]
    place: int | None = _after_aside(tokens, subject_end)
    aside = tokens[subject_end + 1 : (place or 0) - 1]
    if subject.tokens[0].is_a("PRP$") and aside and all(token.is_a("NNP") for token in aside):
        subject = Phrase("noun", tuple(aside))  # "His father, Milutin Tesla, was a priest."
    while place is not None:
        found, end = _read_predicate(tokens, place, lead, subject, person)
        if clauses and clauses[-1].auxiliaries and found and not found[0].auxiliaries:
            break  # "is used and sold": the second verb lacks the first one's auxiliary.
        clauses += found
        place = None
        if found and end + 3 < len(tokens):
            end += tokens[end].is_a(",")
            place = end + 1 if tokens[end].lower in {"and", "but"} else None
        lead = None
    return clauses


def _read_predicate(
    tokens: Tokens, place: int, lead: Phrase | None, subject: Phrase, person: bool = False
) -> tuple[list[Clause], int]:
    group = read_verb_group(tokens, place)
    if group is None:
        return [], place
    head, plural = _head(subject)
    if head.tag == "NNP" and group.auxiliaries and group.auxiliaries[0].lower in {"are", "were", "have"}:
        plural = plural or head.lower.endswith("s")
    if not _agrees(group, head, plural):
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
    if end < len(tokens) and tokens[end].lower in {"that", "who", "which"} and not tokens[end - 1].is_a(","):
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
    relative = tokens[place + 1 : place + 2] and tokens[place + 1].lower in {"which", "who", "where"}
    for at in range(place + 1, len(tokens) - 1):
        if tokens[at].is_a(",") and is_finite(tokens[at + 1]):
            return at + 1
        if is_finite(tokens[at]) and not relative:
            break
    return place


def read_verb_group(tokens: Tokens, place: int) -> VerbGroup | None:
    """Read the finite verb at `place` with its auxiliaries and adverbs."""
    auxiliaries: list[Token] = []
    adverbs: list[Token] = []
    while place < len(tokens):
        token = tokens[place]
        if token.lower in BE | HAVE | DO | MODALS and not (token.lower == "being"):
            auxiliaries.append(token)
        elif token.is_a("RB") or token.lower in {"also", "both", "all"} and auxiliaries:
            adverbs.append(token)
        else:
            break
        place += 1
    if auxiliaries and auxiliaries[0].lower in {"be", "been"}:
        return None
    token = tokens[place] if place < len(tokens) else None  # type: ignore[assignment]
    if not auxiliaries:
        return _simple_verb(tokens, place, adverbs)
    if token is not None and _completes(token, auxiliaries[-1].lower):
        base = base_form(token.lower) or token.lower
        return VerbGroup(tuple(auxiliaries), tuple(adverbs), token, base, place + 1)
    last = auxiliaries[-1]
    if last.lower in BE:
        return VerbGroup(tuple(auxiliaries), tuple(adverbs), None, "be", place)
    if last.lower in HAVE | DO and (len(auxiliaries) == 1 or auxiliaries[-2].lower in MODALS | HAVE):
        base = "have" if last.lower in HAVE else "do"
        return VerbGroup(tuple(auxiliaries[:-1]), tuple(adverbs), last, base, place)
    return None


def _completes(token: Token, auxiliary: str) -> bool:
    """Say whether `token` is the main verb that `auxiliary` waits for."""
    word = token.lower
    if auxiliary in BE:
        return token.is_a("VBN", "VBG", "VBD")
    if auxiliary in HAVE:
        return token.is_a("VBN")
    if auxiliary in MODALS | DO:
        return token.is_a("VB", "NN", "JJ") and base_form(word) == word
    return False


def _simple_verb(tokens: Tokens, place: int, adverbs: list[Token]) -> VerbGroup | None:
    if place >= len(tokens):
        return None
    token = tokens[place]
    if not token.is_a("VBD", "VBZ", "VBP", "VBN", "VB") or token.text[0].isupper():
        return None
    if token.is_a("VBD", "VBN") and not past_tense_is_possible(token.lower):
        return None
    base = base_form(token.lower)
    return None if base is None else VerbGroup((), tuple(adverbs), token, base, place + 1)


def _head(subject: Phrase) -> tuple[Token, bool]:
    tokens = subject.tokens
    end = simple_noun_end(tokens, 0) or len(tokens)
    head = tokens[end - 1]
    if head.is_a("CD") and end > 1 and tokens[end - 2].is_a("NNP"):
        head = tokens[end - 2]  # "Apollo 8"
    if head.is_a("CD") and "of" in subject.words():
        return head, head.lower != "one"
    if head.lower in {"some", "most", "many", "all", "several", "few", "both"}:
        return head, tokens[-1].tag in {"NNS", "NNPS"}
    coordinated = noun_end(tokens, 0) != _of_end(tokens) and "and" in subject.words()
    if head.lower in {"%", "percent", "half", "number", "majority"} and "of" in subject.words():
        many = subject.tokens[-1].tag in {"NNS", "NNPS"}
        return head, many and (head.lower != "number" or subject.first != "the")
    name = head.tag == "NNP" and head.text.endswith("s") and tokens[0].lower == "the"
    return head, coordinated or name and len(tokens) == 2 or head.tag in {"NNS", "NNPS"} or head.lower in _PLURAL_HEADS


def _of_end(tokens: Tokens) -> int | None:
    end = simple_noun_end(tokens, 0)
    while end is not None and end < len(tokens) and tokens[end].lower == "of":
        end = simple_noun_end(tokens, end + 1)
    return end


def _agrees(group: VerbGroup, head: Token, plural: bool) -> bool:
    """Say whether subject and verb agree in number; if not, the subject was misread."""
    verb = group.auxiliaries[0] if group.auxiliaries else group.verb
    if head.tag == "EX" or verb is None or verb.lower in MODALS or verb.lower in {"had", "did"}:
        return True
    if head.is_a("NNP", "CD") and not plural and (head.is_a("CD") or head.lower.endswith("s")):
        return True
    if verb.lower in {"is", "was", "has", "does"}:
        return not plural
    if verb.lower in {"are", "were", "have", "do"}:
        return plural
    if verb.is_a("VBD", "VBN"):
        return True
    return plural != verb.lower.endswith("s") or verb.lower.endswith("ss")


def _hides_a_verb(tokens: Tokens, group: VerbGroup, end: int) -> bool:
    """Say whether "the engine designed by Watt was ..." was read as "the engine designed ..."."""
    if group.auxiliaries or group.verb is None or not group.verb.is_a("VBN", "VBD"):
        return False
    if end < len(tokens) and is_finite(tokens[end]):
        return True
    if group.end < len(tokens) and tokens[group.end].lower == "by" and not tokens[min(group.end + 1, len(tokens) - 1)].is_a("CD", "VBG"):
        return True  # "the title coined by the guild"
    if group.base in {"name", "call"} and group.end < len(tokens) and tokens[group.end].is_a("NNP"):
        return True  # "one sister named Ann"
    if end >= len(tokens) or not tokens[end].is_a(",") or (end > group.end and tokens[group.end].is_a("DT", "NN")):
        return False
    # "A term used in derision, Huguenot has ...", "A version based on it, by Jean, was ..."
    after = noun_end(tokens, end + 1, _SUBJECT_PREPOSITIONS)
    closing = next((at for at in range(end + 1, len(tokens)) if tokens[at].is_a(",")), None)
    return (after is not None and after < len(tokens) and is_finite(tokens[after])) or (
        closing is not None and closing + 1 < len(tokens) and is_finite(tokens[closing + 1])
    )


def is_imperative(tokens: Tokens) -> bool:
    """Say whether the sentence tells the reader to do something: "Open the menu"."""
    if len(tokens) < 2 or base_form(tokens[0].lower) != tokens[0].lower:
        return False
    if tokens[0].lower not in common_verbs() and not tokens[0].is_a("VB"):
        return False
    following = tokens[1]
    return following.is_a("DT", "PRP", "IN", "TO", "CD", "RB", "JJ", "RP", "VBN") or (
        following.is_a("NNP") and tokens[0].lower in common_verbs() and not is_finite(following)
        and not any(is_finite(token) for token in tokens[2:5])
    )  # fmt: skip


class Topic(NamedTuple):
    """What a text is talking of: the last sentence's subject, and the last subject that is a name."""

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
    head, plural = _head(topic)
    named = head.is_a("NNP")
    fits = named or (topic.first == "the" and len(topic.tokens) <= 3)
    if words[0] in {"his", "her", "its"} and (named if words[0] != "its" else fits) and not plural:
        mark = replace(clause.subject.tokens[0], text="'s", tag="POS", start=topic.tokens[-1].end)
        rest = clause.subject.tokens[1:]
        return replace(clause, subject=Phrase("noun", (*topic.tokens, mark, *rest)))
    if len(words) > 1 or words[0] not in {"it", "they", "he", "she"} or plural != (words[0] == "they"):
        return clause
    if words[0] in {"he", "she"} and not named:
        return clause
    if words[0] == "it" and (not fits or clause.copula):
        return clause
    return replace(clause, subject=topic, head=head, plural=plural, person=words[0] in {"he", "she"})


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
    if before is not None and (before.is_a(",", "CC", "NN", "JJ", "CD", "POS") or before.lower == "of"):
        return False
    joined = any(token.lower in {"and", "or"} for token in tokens[end : end + 2])
    return not joined and not (end < len(tokens) and is_finite(tokens[end]))
