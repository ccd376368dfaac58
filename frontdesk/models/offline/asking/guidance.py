"""Questions that headings, instructions and ready-made questions of help pages stand for."""

from collections.abc import Iterator
from dataclasses import replace

from frontdesk.models.offline.asking.wording import Draft
from frontdesk.models.offline.language.clauses import is_imperative
from frontdesk.models.offline.language.complements import read_phrases
from frontdesk.models.offline.language.grammar import SUBJECT_PREPOSITIONS
from frontdesk.models.offline.language.leads import read_lead
from frontdesk.models.offline.language.phrases import (
    Phrase,
    Tokens,
    is_finite,
    noun_end,
    verb_follows,
)
from frontdesk.models.offline.language.tagging import Token
from frontdesk.models.offline.language.verbs import base_form, common_verbs
from frontdesk.models.offline.language.vocabulary import VAGUE_MODIFIERS, is_time, names_a_time

_ASKING = frozenset(
    "how what when where why who which whose can could do does did is are am was were will would "
    "should may must have has".split()
)
# Headings whose last word is one of these are asked for with "What is ...?".
_ASKABLE = frozenset(
    """
    policy policies hours price prices pricing cost costs fee fees rate rates rule rules
    requirements limits limit options methods times plans terms conditions deadline deadlines
    benefits allowance charges warranty guarantee
    """.split()
)
# "Importing photos" is a task; "opening hours" and "standing orders" are none.
_TASKS = frozenset(
    """
    import export install uninstall create delete remove add edit rotate change update upgrade
    manage cancel invite upload download exchange reset search merge rename restore pay replace
    report connect enable disable move copy print send transfer withdraw find
    """.split()
)
# A writer's words to the reader rather than instructions.
_ADDRESSING = frozenset("see note consider suppose imagine recall let assume say take".split())
_PLURAL_ASKABLE = frozenset(
    "policies hours prices costs fees rates rules requirements limits options methods times plans "
    "terms conditions deadlines benefits charges".split()
)


def ask_from_heading(tokens: Tokens) -> Iterator[Draft]:
    """Yield the question that a heading with text under it stands for."""
    tokens = _without_title_case(tokens)
    words = [token.lower for token in tokens]
    if not 2 <= len(words) <= 14 or not words[-1][-1].isalnum():
        return
    if any(is_finite(token) and token.lower not in common_verbs() for token in tokens[1:]):
        return
    if words[:2] == ["how", "to"] and len(words) > 3:
        yield _how_to(tokens[2:], 0.97)
    elif words[0].endswith("ing") and words[-1] not in _ASKABLE and _starts_object(tokens[1]):
        base = base_form(words[0])
        determined = tokens[1].is_a("DT", "PRP$")
        if base is not None and (determined or base in _TASKS) and base in common_verbs():
            yield Draft(_question(f"How do you {base}", tokens[1:]), 0.95)
    elif is_imperative(tokens) and words[0] in common_verbs() and tokens[1].is_a("DT", "PRP$"):
        yield _how_to(tokens, 0.93)
    elif words[-1] in _ASKABLE and all(token.is_a("NN", "JJ", "VBG", "VBN") for token in tokens):
        be = "are" if words[-1] in _PLURAL_ASKABLE else "is"
        is_sentence = any(token.text[0].islower() for token in tokens[1:])
        yield Draft(_question(f"What {be} the", tokens if is_sentence else _small(tokens)), 0.75)


def _without_title_case(tokens: Tokens) -> Tokens:
    """Return "Reset Your Password" in the case that it has within a sentence."""
    small = [token for token in tokens[1:] if token.text[0].islower() and len(token.text) > 3]
    first = replace(tokens[0], text=tokens[0].lower) if tokens[0].text.istitle() else tokens[0]
    if small or not any(token.is_a("PRP$", "DT") for token in tokens):
        return [first, *tokens[1:]]
    return _small(tokens)


def _small(tokens: Tokens) -> Tokens:
    return [replace(token, text=token.lower) if token.text.istitle() else token for token in tokens]


def ask_ready_made(tokens: Tokens) -> Iterator[Draft]:
    """Yield a question that the document asks itself, and answers."""
    if 4 <= len(tokens) <= 22 and tokens[-1].text == "?" and tokens[0].lower in _ASKING:
        yield Draft(_question("", tokens[:-1]), 1.0, verbatim=True)


def ask_from_instruction(tokens: Tokens) -> Iterator[Draft]:
    """Yield what "To reset your password, open Settings." and "Keep your receipt." answer."""
    lead, start = read_lead(tokens)
    command = tokens[start:]
    if command and command[0].lower == "please":
        command = command[1:]
    if lead is not None and lead.kind == "infinitive" and len(lead.tokens) > 2:
        guides = is_imperative(command) or (bool(command) and command[0].lower in {"you", "we"})
        if guides and base_form(lead.tokens[1].lower) == lead.tokens[1].lower:
            yield _how_to(lead.tokens[1:], 0.96)
        return
    never = bool(command) and (
        command[0].lower == "never" or [token.lower for token in command[:2]] == ["do", "not"]
    )
    if never:
        command = command[1 if command[0].lower == "never" else 2 :]
    if not is_imperative(command):
        return
    if (
        lead is not None
        and lead.kind == "clause"
        and lead.first in {"if", "when", "once", "before", "after"}
    ):
        if not any(token.is_a(",") for token in lead.tokens):
            yield Draft(_question("What should you do", lead.tokens), 0.92)
        return
    yield from _ask_command(command, never)


def _ask_command(command: Tokens, never: bool) -> Iterator[Draft]:
    phrases, _, safe = read_phrases(command, 1)
    if not safe or not phrases or command[0].lower in _ADDRESSING:
        return
    verb = command[0].lower
    kept = [phrase for phrase in phrases if phrase.kind != "clause"]
    if never:
        yield Draft(_question(f"Can you {verb}", _tokens(kept)), 0.8)
        return
    purpose = kept[-1] if verb != "make" and kept and kept[-1].kind == "infinitive" else None
    if purpose is not None and len(purpose.tokens) > 2:
        yield _how_to(purpose.tokens[1:], 0.93)
    times = [phrase for phrase in kept if is_time(phrase)]
    rest = [phrase for phrase in kept if phrase not in times and phrase is not purpose]
    if times and rest:
        yield Draft(_question(f"When should you {verb}", _tokens(rest)), 0.85)
    condition = next(
        (p for p in phrases if p.kind == "clause" and p.first in {"if", "before", "when", "after"}),
        None,
    )
    if condition is not None:
        yield Draft(_question("What should you do", condition.tokens), 0.88)
    elif purpose is None and rest and rest[0].kind == "noun":
        yield Draft(_question(f"Should you {verb}", _tokens(kept)), 0.32)


def ask_about_topic(tokens: Tokens) -> Iterator[Draft]:
    """Yield a plain question about what the sentence begins with, for want of a better one."""
    _, start = read_lead(tokens)
    end = noun_end(tokens, start, SUBJECT_PREPOSITIONS, verb_may_follow=True)
    if end is not None and 2 <= end - start <= 8 and verb_follows(tokens, end):
        subject = tokens[start:end]
        vague = any(token.lower in VAGUE_MODIFIERS for token in subject)
        if not vague and not any(token.is_a("PRP", ",", "EX") for token in subject):
            if subject[0].is_a("NN", "JJ", "VBN") or end - start > 2:
                yield _what_about(subject, 0.36)
    for begin, token in enumerate(tokens[start:], start):
        if not (token.is_a("NNP") or token.lower == "the"):
            continue
        if begin and tokens[begin - 1].is_a("NNP", "NN", "JJ", "DT", "CC", "PRP$", "CD"):
            continue
        end = noun_end(tokens, begin, frozenset() if token.is_a("NNP") else frozenset({"of"}))
        topic = tokens[begin : end or begin]
        if not topic or len(topic) > 8 or (end == len(tokens) and begin == 0):
            continue
        # A single word with a capital may have it for being the first, or be a piece of a name.
        whole = len(topic) > 1 or (begin > start and tokens[begin - 1].text.islower())
        named = whole and all(word.is_a("NNP", "POS") for word in topic)
        if named and tokens[begin + len(topic) : begin + len(topic) + 1]:
            named = tokens[begin + len(topic)].lower not in {"of", "&"}
        definite = topic[0].lower == "the" and len(topic) > 3 - (begin > start)
        vague = any(_is_doubtful(word) or word.lower in VAGUE_MODIFIERS for word in topic)
        if (named or definite) and not vague and not names_a_time([word.lower for word in topic]):
            yield _what_about(topic, 0.35 - 0.01 * (begin > start) - 0.01 * definite)


def _what_about(topic: Tokens, quality: float) -> Draft:
    return Draft(_question("What is there to know about", topic), quality)


def _is_doubtful(token: Token) -> bool:
    return is_finite(token) or token.is_a("CD", ",") or token.lower in common_verbs()


def _starts_object(token: Token) -> bool:
    return token.is_a("DT", "PRP$", "NN", "JJ", "CD")


def _how_to(tokens: Tokens, quality: float) -> Draft:
    return Draft(_question(f"How do you {tokens[0].lower}", tokens[1:]), quality)


def _tokens(phrases: list[Phrase]) -> Tokens:
    return [token for phrase in phrases for token in phrase.tokens]


def _question(start: str, tokens: Tokens) -> str:
    question = f"{start} {Phrase('noun', tuple(tokens)).text}?".strip()
    return question[:1].upper() + question[1:]
