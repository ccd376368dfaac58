"""A statement's parts, and how its verb is found and agrees with its subject."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from frontdesk.models.offline.language.phrases import (
    Phrase,
    Tokens,
    is_finite,
    is_verb_in_disguise,
    noun_end,
    simple_noun_end,
)
from frontdesk.models.offline.language.tagging import Token
from frontdesk.models.offline.language.verbs import (
    BE,
    DO,
    HAVE,
    MODALS,
    base_form,
    common_verbs,
    past_tense_is_possible,
    third_person,
)

_PLURAL_HEADS = frozenset(
    "people police we you they children men women staff data media alumni bacteria criteria "
    "phenomena fungi nuclei larvae mice teeth feet geese".split()
)

_CLAUSE_STARTS = frozenset("that if because while although though since until unless".split())
_FINITE_AUXILIARIES = (BE | HAVE | DO | MODALS) - {"be", "been", "being", "having", "doing", "done"}


@dataclass(frozen=True)
class Clause:
    """A statement taken apart.

    `auxiliaries` are the verbs before the main one ("has", "been"); `adverbs` stand among them.
    A main verb "be" counts as the auxiliary that it behaves like, and `verb` is then empty.
    `person` says that the text calls the subject "who". `stop` is the word before which the rest
    of the sentence was left out.
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


def read_verb_group(tokens: Tokens, place: int) -> VerbGroup | None:
    """Read the finite verb at `place` with its auxiliaries and adverbs."""
    auxiliaries: list[Token] = []
    adverbs: list[Token] = []
    while place < len(tokens):
        token = tokens[place]
        if token.lower in BE | HAVE | DO | MODALS and not (token.lower == "being"):
            auxiliaries.append(token)
        elif token.is_a("RB") or (token.lower in {"also", "both", "all"} and auxiliaries):
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
    if last.lower in HAVE | DO and (
        len(auxiliaries) == 1 or auxiliaries[-2].lower in MODALS | HAVE
    ):
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


def head_of(subject: Phrase) -> tuple[Token, bool]:
    """Return the subject's main noun, and whether the subject is plural."""
    tokens = subject.tokens
    if tokens[0].is_a("VBG") and tokens[1:] and tokens[1].is_a("DT"):
        return tokens[0], False
    end = simple_noun_end(tokens, 0) or len(tokens)
    head = tokens[end - 1]
    if head.is_a("CD") and end > 1 and tokens[end - 2].is_a("NNP"):
        head = tokens[end - 2]  # "Apollo 8"
    if head.is_a("CD") and "of" in subject.words():
        return head, head.lower != "one"
    if head.lower in {"some", "most", "many", "all", "several", "few", "both"}:
        return head, tokens[-1].tag in {"NNS", "NNPS"}
    joints = [place for place, token in enumerate(tokens) if token.lower == "and"]
    coordinated = noun_end(tokens, 0) != _of_end(tokens) and any(
        not tokens[place - 1].is_a("JJ") for place in joints
    )
    if head.lower in {"%", "percent", "half", "number", "majority"} and "of" in subject.words():
        many = subject.tokens[-1].tag in {"NNS", "NNPS"}
        return head, many and (head.lower != "number" or subject.first != "the")
    name = head.tag == "NNP" and head.text.endswith("s") and tokens[0].lower == "the"
    return head, coordinated or (name and len(tokens) == 2) or head.tag in {
        "NNS",
        "NNPS",
    } or head.lower in _PLURAL_HEADS


def head_noun(phrase: Phrase) -> Token | None:
    """Return the main noun of a phrase that may begin with a preposition, if it has one."""
    nouns: list[Token] = []
    for token in phrase.tokens:
        if nouns and token.is_a("IN"):
            break
        if token.is_a("NN"):
            nouns.append(token)
    return nouns[-1] if nouns else None


def head_word(phrase: Phrase) -> str:
    """Return the main noun in lower case, or an empty string."""
    head = head_noun(phrase)
    return head.lower if head else ""


def _of_end(tokens: Tokens) -> int | None:
    end = simple_noun_end(tokens, 0)
    while end is not None and end < len(tokens) and tokens[end].lower == "of":
        end = simple_noun_end(tokens, end + 1)
    return end


def agrees(group: VerbGroup, head: Token, plural: bool) -> bool:
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


def with_noun_as_verb(tokens: Tokens, start: int) -> Iterator[Tokens]:
    """Yield `tokens` with a word such as "ships" in "the firm ships orders" tagged as a verb."""
    places = range(start + 1, min(start + 12, len(tokens) - 1))
    # "Stops at" is more often a noun than "stops the".
    for place in sorted(places, key=lambda place: tokens[place + 1].is_a("IN", "TO")):
        token, before, after = tokens[place], tokens[place - 1], tokens[place + 1]
        if is_verb_in_disguise(tokens, place + 1) or _has_another_verb(tokens, place + 1):
            continue
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


def _has_another_verb(tokens: Tokens, place: int) -> bool:
    """Say whether a finite auxiliary follows in the same clause, as in "the groups here are"."""
    border = next(
        (
            at for at in range(place, len(tokens))
            if tokens[at].is_a(",", ":", "CC", "W", "PRP") or tokens[at].lower in _CLAUSE_STARTS
        ),
        len(tokens),
    )  # fmt: skip
    return any(token.lower in _FINITE_AUXILIARIES for token in tokens[place:border])


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
