"""Noun phrases, found in tagged words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from frontdesk.models.offline.language.tagging import Token
from frontdesk.models.offline.language.verbs import BE, DO, HAVE, MODALS, base_form, common_verbs

Tokens = Sequence[Token]


Kind = Literal["noun", "preposition", "adverb", "adjective", "infinitive", "participle", "clause"]


MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)


PREPOSITIONS = frozenset("of in for from with on at to by".split())


_QUANTITIES = frozenset("some most many all both each none several few any much half".split())


_AMOUNT_PREFIXES = (
    ("more", "than"), ("less", "than"), ("fewer", "than"), ("up", "to"), ("at", "least"),
    ("at", "most"), ("about",), ("around",), ("over",), ("under",), ("nearly",), ("almost",),
    ("approximately",), ("roughly",), ("only",), ("just",), ("some",), ("exactly",), ("another",),
)  # fmt: skip


_FIRST_OF_PREFIXES = frozenset(prefix[0] for prefix in _AMOUNT_PREFIXES)


@dataclass(frozen=True)
class Phrase:
    """A building block of a sentence: its kind and its words."""

    kind: Kind
    tokens: tuple[Token, ...]

    @property
    def first(self) -> str:
        """Return the first word in lower case: the preposition, the conjunction, the article."""
        return self.tokens[0].lower

    @property
    def text(self) -> str:
        """Return the words with single spaces where there were any."""
        text, end = "", self.tokens[0].start
        for token in self.tokens:
            text += " " * (token.start > end) + token.text
            end = token.end
        return text

    def words(self) -> list[str]:
        """Return the words in lower case."""
        return [token.lower for token in self.tokens]


def amount_prefix_end(tokens: Tokens, start: int) -> int:
    """Return where words such as "more than" end that stand before a number at `start`."""
    if start >= len(tokens) or tokens[start].lower not in _FIRST_OF_PREFIXES:
        return start
    for prefix in _AMOUNT_PREFIXES:
        end = start + len(prefix)
        if tuple(token.lower for token in tokens[start:end]) == prefix and end < len(tokens):
            if tokens[end].is_a("CD", "$"):
                return end
    return start


def simple_noun_end(tokens: Tokens, start: int) -> int | None:
    """Return where the noun phrase without "of ..." that begins at `start` ends, if one does."""
    place = amount_prefix_end(tokens, start)
    if place < len(tokens) and _is_pronoun(tokens[place]):
        return place + 1
    if place < len(tokens) and tokens[place].is_a("PDT"):
        place += 1
    if place + 1 < len(tokens) and tokens[place].lower in {"all", "both"}:
        place += tokens[place + 1].is_a("DT", "PRP$")
    noun_end: int | None = None
    begin = place
    if (
        place + 1 < len(tokens)
        and tokens[place].lower in _QUANTITIES
        and tokens[place + 1].lower == "of"
    ):
        return place + 1
    while place < len(tokens):
        token = tokens[place]
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if place + 1 == len(tokens) and token.tag == "JJ" and noun_end is None:
            place += 1
            break
        if token.is_a("CD") and noun_end == place and following and following.is_a("NN"):
            if not tokens[place - 1].is_a("CD", "NNP"):
                break
        if token.is_a("NN", "CD") or (token.tag == "JJS" and following and following.lower == "of"):
            noun_end = place + 1
        elif token.is_a(",") and noun_end == place and tokens[place - 2].lower in MONTHS:
            if not (following and following.is_a("CD")):  # "7 February, 2016"
                break
        elif token.lower in {"to", "or"} and noun_end == place and tokens[place - 1].is_a("CD"):
            if not (following and following.is_a("CD")):
                break
        elif token.is_a("DT", "PRP$"):
            if place != begin or (
                token.lower == "that" and not (following and following.is_a("NN"))
            ):
                break
        elif not _modifies(tokens, place, begin, after_noun=noun_end == place):
            break
        place += 1
    if noun_end is None and place > begin + 1 and tokens[begin].is_a("DT", "PRP$"):
        # "Your secret key" with "key" taken for an adjective.
        if tokens[place - 1].tag == "JJ" and (
            place == len(tokens) or tokens[place].is_a(",", "IN")
        ):
            return place
    return noun_end


def is_verb_in_disguise(tokens: Tokens, place: int) -> bool:
    """Say whether "costs" in "takes a day and costs $5" was tagged as a noun."""
    if place + 1 >= len(tokens) or not tokens[place].is_a("NN") or not tokens[place].text.islower():
        return False
    return base_form(tokens[place].lower) in common_verbs() and tokens[place + 1].is_a(
        "DT", "CD", "$", "PRP"
    )


def _is_pronoun(token: Token) -> bool:
    return token.tag in {"PRP", "EX"}


def _modifies(tokens: Tokens, place: int, begin: int, *, after_noun: bool) -> bool:
    """Say whether a word that is no noun can stand inside a noun phrase here."""
    if place + 1 >= len(tokens):
        return False
    token, following = tokens[place], tokens[place + 1]
    before = tokens[place - 1] if place > begin else None
    if token.is_a("$"):
        return following.is_a("CD")
    if token.is_a("POS"):
        return after_noun and following.is_a("NN", "JJ", "CD", "VBG", "VBN", "$")
    if token.is_a("JJ"):
        while place + 1 < len(tokens) and tokens[place].tag == "JJ":
            place += 1
        return not after_noun or (tokens[place].is_a("NN") and token.tag == "JJ")
    if token.is_a("VBN") and following.is_a("CC") and not after_noun:
        return place + 2 < len(tokens) and tokens[place + 2].is_a("JJ", "VBN")
    if token.is_a("VBN", "VBG"):
        counted = before is not None and before.is_a("CD")
        return (
            (counted or not after_noun)
            and following.is_a("NN", "JJ", "CD")
            and following.lower != "%"
        )
    if token.is_a("RB"):
        return not after_noun and following.is_a("JJ", "VBN") and token.lower not in {"not", "also"}
    if token.is_a("CC", ","):
        if before is not None and before.is_a(","):
            before = tokens[place - 2]
        ahead = place + 1
        while ahead < len(tokens) - 1 and tokens[ahead].is_a("CC", "RB"):
            ahead += 1
        return (
            before is not None
            and before.is_a("JJ", "VBN")
            and tokens[ahead].is_a("JJ")
            and not after_noun
        )
    return False


def noun_end(
    tokens: Tokens,
    start: int,
    more: frozenset[str] = frozenset({"of"}),
    *,
    verb_may_follow: bool = False,
) -> int | None:
    """Return where the noun phrase at `start` ends, with "of ..." and with "A, B and C".

    `more` are the prepositions that belong to the phrase. Unless `verb_may_follow`, a verb after
    "and B" means that B begins a clause of its own.
    """
    end = _with_prepositions(tokens, start, more)
    if end is None:
        return None
    listed, commas = end, False
    while listed < len(tokens):
        joint = listed
        comma = tokens[joint].is_a(",")
        joint += comma
        joined = joint < len(tokens) and tokens[joint].lower in {"and", "or", "&"}
        joint += joined
        if not (comma or joined):
            break
        if joined and (is_verb_in_disguise(tokens, joint) or tokens[joint].is_a("VBN")):
            break
        item_end = _with_prepositions(tokens, joint, more)
        if item_end is None or _is_pronoun(tokens[joint]):
            break
        if joined:
            # "A and B" is one phrase unless B is the subject of a clause of its own.
            reach = _with_prepositions(tokens, joint, PREPOSITIONS) or item_end
            own_clause = not verb_may_follow and verb_follows(tokens, reach)
            return end if (comma and not commas) or own_clause else item_end
        listed, commas = item_end, True
    return end


def _with_prepositions(tokens: Tokens, start: int, more: frozenset[str]) -> int | None:
    end = simple_noun_end(tokens, start)
    while end is not None and end < len(tokens) and tokens[end].lower in more:
        inner = simple_noun_end(tokens, end + 1)
        if inner is None:
            break
        end = inner
    return end


def verb_follows(tokens: Tokens, place: int) -> bool:
    """Say whether a finite verb stands at `place`, perhaps after adverbs."""
    while place < len(tokens) and tokens[place].is_a("RB"):
        place += 1
    return place < len(tokens) and is_finite(tokens[place])


def is_finite(token: Token) -> bool:
    """Say whether the word can be the verb that a statement needs."""
    return token.is_a("MD", "VBZ", "VBP", "VBD") or token.lower in (BE | HAVE | DO | MODALS) - {
        "be", "been", "being",
    }  # fmt: skip
