"""The phrases that follow a verb, found in tagged words."""

from frontdesk.models.offline.language.phrases import (
    PREPOSITIONS,
    Kind,
    Phrase,
    Tokens,
    amount_prefix_end,
    is_verb_in_disguise,
    noun_end,
    verb_follows,
)

SUBORDINATORS = frozenset(
    "because if when whenever while although though since until till after before as that whether "
    "unless once where wherever so whereas".split()
)


# Words that may follow a complete phrase: a question may stop in front of them.
_SAFE_STOPS = frozenset(
    ", ; : \u2013 \u2014 - and but or which who that such including like than".split()
)


def read_phrases(tokens: Tokens, start: int) -> tuple[list[Phrase], int, bool]:
    """Read what follows a verb.

    Return the phrases, where they end, and whether the sentence may be cut there.
    """
    phrases: list[Phrase] = []
    place = start
    while place < len(tokens):
        found = _read_phrase(tokens, place)
        if found is None:
            break
        phrases.append(found)
        place += len(found.tokens)
    if place < len(tokens) and tokens[place].is_a(","):
        # A reason, a condition or an aim after a comma belongs to the statement.
        if place + 1 < len(tokens) and tokens[place + 1].lower in {"because", "if", "unless"}:
            if clause := _read_clause(tokens, place + 1):
                return [*phrases, clause], place + 1 + len(clause.tokens), True
    ahead = [token.lower for token in tokens[place : place + 3]]
    safe = not ahead or ahead[0] in _SAFE_STOPS or ahead == ["as", "well", "as"]
    if ahead[:1] == ["as"] and len(ahead) > 1 and tokens[place + 1].is_a("VBN"):
        safe = True  # "as determined by the council"
    if place + 1 < len(tokens) and tokens[place].is_a("CC") and tokens[place + 1].is_a("NN", "JJ"):
        # "and" here joins nouns in a way that was not understood, unless a verb follows.
        item_end = noun_end(tokens, place + 1, PREPOSITIONS)
        verb_next = is_verb_in_disguise(tokens, place + 1)
        safe = verb_next or (item_end is not None and verb_follows(tokens, item_end))
    if not safe and phrases and phrases[-1].kind in {"noun", "preposition"}:
        # A preposition with an unreadable object may go; what it belongs to stands without it.
        safe = tokens[place].is_a("IN") and tokens[place].lower not in {"of", "than", "as"}
    while not safe and len(phrases) > 1:
        # What went wrong may have begun earlier: stop before the last phrase that can be spared.
        dropped = phrases.pop()
        place -= len(dropped.tokens)
        safe = dropped.kind in {"preposition", "participle"} and phrases[-1].kind != "adjective"
    return phrases, place, safe


def _read_phrase(tokens: Tokens, place: int) -> Phrase | None:
    token = tokens[place]
    if token.lower in {"such", "including", "than", "which", "who"}:
        return None
    if token.is_a("TO") and place + 1 < len(tokens) and tokens[place + 1].is_a("VB"):
        return _read_verbal(tokens, place, 2, "infinitive")
    if token.lower in {"so"} or token.is_a("WRB") or token.lower in SUBORDINATORS:
        if clause := _read_clause(tokens, place):
            return clause
    if token.lower in {
        "because",
        "due",
        "according",
        "instead",
        "out",
        "up",
        "next",
        "prior",
        "along",
    }:
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        if (
            after is not None
            and after.lower in {"of", "to", "with"}
            and amount_prefix_end(tokens, place) == place
        ):
            end = noun_end(tokens, place + 2)
            return None if end is None else Phrase("preposition", tuple(tokens[place:end]))
    if token.is_a("IN") and place + 1 < len(tokens) and tokens[place + 1].is_a("IN", "TO"):
        if token.lower in {"over", "down", "up", "out", "off", "in", "on", "through"}:
            return Phrase("adverb", (token,))
    if (
        amount_prefix_end(tokens, place) == place
        and token.is_a("IN", "TO")
        and token.lower != "that"
    ):
        end = _object_of_preposition(tokens, place + 1)
        return None if end is None else Phrase("preposition", tuple(tokens[place:end]))
    if (end := noun_end(tokens, place)) is not None:
        return Phrase("noun", tuple(tokens[place:end]))
    if token.is_a("JJ", "VBN") and (place == 0 or not tokens[place - 1].is_a("DT")):
        return _read_adjective(tokens, place)
    if token.is_a("VBG"):
        return _read_verbal(tokens, place, 1, "participle")
    if token.is_a("RB", "RP"):
        return Phrase("adverb", (token,))
    return None


def _object_of_preposition(tokens: Tokens, place: int) -> int | None:
    if place < len(tokens) and tokens[place].is_a("VBG") and noun_end(tokens, place) is None:
        inner, end, _ = read_phrases(tokens, place + 1)
        return end if inner else None
    if place < len(tokens) and tokens[place].is_a("VBG"):
        return noun_end(tokens, place + 1) or noun_end(tokens, place)
    if place < len(tokens) and tokens[place].is_a("IN"):
        return noun_end(tokens, place + 1)  # "from under the table"
    if tokens[place - 1].lower == "as" and place < len(tokens):
        adjective = place + tokens[place].is_a("RB")
        if (
            adjective < len(tokens)
            and tokens[adjective].is_a("JJ")
            and noun_end(tokens, place) is None
        ):
            return adjective + 1
    return _end_of_object(tokens, place)


def _end_of_object(tokens: Tokens, place: int) -> int | None:
    end = noun_end(tokens, place)
    if end is not None and tokens[place - 1].lower == "between":
        joined = "and" in (token.lower for token in tokens[place:end])
        return end if joined or tokens[end - 1].tag == "NNS" else None
    return end


def _read_adjective(tokens: Tokens, place: int) -> Phrase:
    end = place + 1
    while end + 1 < len(tokens) and tokens[end].is_a("CC") and tokens[end + 1].is_a("JJ", "VBN"):
        end += 2
    return Phrase("adjective", tuple(tokens[place:end]))


def _read_verbal(tokens: Tokens, place: int, length: int, kind: Kind) -> Phrase:
    _, end, _ = read_phrases(tokens, place + length)
    return Phrase(kind, tuple(tokens[place:end]))


def _read_clause(tokens: Tokens, place: int) -> Phrase | None:
    """Read "because ...", "if ...": a conjunction with a subject and a verb of its own."""
    begin = place + 1
    if begin < len(tokens) and tokens[place].lower == "so" and tokens[begin].lower == "that":
        begin += 1
    subject = noun_end(tokens, begin, frozenset({"of", "in", "for", "on", "from", "with"}))
    if subject is None or not verb_follows(tokens, subject):
        return None
    end = subject
    while (
        end < len(tokens)
        and not tokens[end].is_a(",", ":", "SYM")
        and tokens[end].text not in ".!?"
    ):
        end += 1
    return Phrase("clause", tuple(tokens[place:end]))
