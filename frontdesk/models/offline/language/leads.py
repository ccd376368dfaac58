"""Read what stands before the subject of a statement: "In 1880," or "If it rains,"."""

from frontdesk.models.offline.language.complements import SUBORDINATORS
from frontdesk.models.offline.language.phrases import (
    MONTHS,
    Kind,
    Phrase,
    Tokens,
    is_finite,
    noun_end,
)

_CONNECTIVES = (
    "however therefore moreover furthermore also thus hence nevertheless nonetheless additionally "
    "consequently meanwhile instead otherwise similarly finally overall eventually initially "
    "traditionally generally usually normally typically historically originally subsequently "
    "currently today later afterwards note please first second third next then and but so or yes no"
).split()
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
        commas = (at for at, token in enumerate(tokens) if at > place and token.is_a(","))
        comma = next((at for at in commas if not _is_inside_date(tokens, at)), None)
        pronoun = _pronoun_after(tokens, place)
        if pronoun is not None and (comma is None or pronoun < comma):
            return Phrase("preposition", tuple(tokens[place:pronoun])), pronoun
        if comma is not None and not _is_whole_clause(tokens[place:comma]):
            lead = Phrase(_lead_kind(tokens[place:comma]), tuple(tokens[place:comma]))
            return lead, _after_second_lead(tokens, comma + 1)
    return None, place


def _is_inside_date(tokens: Tokens, comma: int) -> bool:
    """Say whether the comma is the first one of "On May 4, 1869, the road was opened"."""
    within = comma + 1 < len(tokens)
    return within and tokens[comma - 1].is_a("CD") and tokens[comma + 1].is_a("CD")


def _pronoun_after(tokens: Tokens, place: int) -> int | None:
    """Return where "he" stands in "In his lab he built engines"."""
    if not tokens[place].is_a("IN") or tokens[place].lower in SUBORDINATORS:
        return None
    end = noun_end(tokens, place + 1, frozenset({"of", "in"}))
    if end is None or end + 1 >= len(tokens) or tokens[end].tag != "PRP":
        return None
    return None if tokens[end].lower in {"it", "them", "him", "her"} else end


def _after_second_lead(tokens: Tokens, place: int) -> int:
    """Skip "at the age of nine," in "In 1801, at the age of nine, she left"."""
    if place + 2 < len(tokens) and tokens[place].is_a("IN"):
        end = noun_end(tokens, place + 1, frozenset({"of", "in"}))
        if end is not None and end + 1 < len(tokens) and tokens[end].is_a(","):
            return end + 1
    return place


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
