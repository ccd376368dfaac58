"""Make questions that documents answer from the documents' own statements."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from frontdesk.documents.sentences import Sentence, split_sentences
from frontdesk.models.offline.grammar import read_statements
from frontdesk.models.offline.guidance import (
    ask_about_topic,
    ask_from_heading,
    ask_from_instruction,
    ask_ready_made,
)
from frontdesk.models.offline.nominals import ask_about_names
from frontdesk.models.offline.perspective import from_the_readers_side
from frontdesk.models.offline.tagging import Token, looks_plural, plain_text, tag_words
from frontdesk.models.offline.templates import ask
from frontdesk.models.offline.topics import Topic, read_appositions, resolve_pronoun
from frontdesk.models.offline.wording import Draft
from frontdesk.models.offline.words import content_stems

# Sentences of one document that are looked at; more of a large document adds no better questions.
_MOST_SENTENCES = 600000
_LEAST_QUALITY, _GOOD_QUALITY = 0.3, 0.4
_SHORTEST, _LONGEST = 3, 21
_DANGLING = re.compile(
    r"(?i:\b(?:it|they|them|he|she|him|himself|herself|this|these|those|such|former|latter|"
    r"above|below|following|thereof|hence|ones|here|aforementioned|latter's|one another|I|me|"
    r"my|mine|another|same|others|nothing)\b)"
)
# How words end that are no names though the tagger does not know them.
_DESCRIBING = re.compile(r"(?:ed|ive|al|ic|ous|ing|ly|able|ible|tion|less|ful)$")
_NATIONAL = re.compile(r"(?:ish|ese|ian|ican|ench|utch|wiss|reek|rman)s?$")
_LABEL = re.compile(r"^(?:Q|A|Question|Answer)\s*[:.]\s*")
_HALF_PAIR = re.compile(r"\bboth\b(?!.*\band\b)|\beither\b(?!.*\bor\b)")
_THERE = re.compile(r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )\bthere\b")
_POSSESSIVE = re.compile(r"\b(?:its|their|his|her|itself|themselves)\b")
_SUSPICIOUS = re.compile(
    r"[|<>{}\[\]()*_#=\\^~@]|\.\.|://|\"[^\"]*$|[^\x00-\u024f\u2010-\u2030\u20a0-\u20bf]"
)


@dataclass(frozen=True)
class Candidate:
    """A question, how good it is (0 to 1), and the number of the sentence that answers it.

    `stems` are the question's, `answer` those that the sentence shares with it.
    """

    question: str
    quality: float
    sentence: int
    stems: frozenset[str]
    answer: frozenset[str]


def make_questions(
    documents: Mapping[str, str], wanted: int, already_asked: Sequence[str] = ()
) -> list[str]:
    """Return up to `wanted` questions that `documents` (content by title) answer.

    They are distinct, also from `already_asked`, spread over the documents and their sections,
    and stand in reading order. There are fewer when the text yields no more.
    """
    readings = [_read(content) for content in documents.values()]
    shelves = [_Shelf(place, readings) for place in range(len(readings))]
    taken = [_key(question) for question in already_asked]
    for rule in (_good_and_fresh, _good_and_new, _fresh, _any):
        found = True
        while found and len(taken) - len(already_asked) < wanted:
            found = False
            for shelf in shelves:
                if len(taken) - len(already_asked) < wanted and shelf.pick(taken, rule):
                    found = True
    return [candidate.question for shelf in shelves for candidate in shelf.in_reading_order()]


@dataclass(frozen=True)
class _Reading:
    """One document's candidates, and the stems of each sentence that was read."""

    candidates: tuple[Candidate, ...]
    stems: tuple[frozenset[str], ...]


class _Case(NamedTuple):
    """The words that a document always capitalises, and those it writes in small letters."""

    names: frozenset[str]
    small: frozenset[str]


# Which candidates may be picked next, given those picked from the same document.
_Rule = Callable[[Candidate, Sequence[Candidate]], bool]


def _fresh(candidate: Candidate, picked: Sequence[Candidate]) -> bool:
    return all(candidate.sentence != other.sentence for other in picked)


def _good_and_fresh(candidate: Candidate, picked: Sequence[Candidate]) -> bool:
    return candidate.quality >= _GOOD_QUALITY and _fresh(candidate, picked)


def _good_and_new(candidate: Candidate, picked: Sequence[Candidate]) -> bool:
    """Say whether the candidate asks for something else than others did of its sentence."""
    return candidate.quality >= _GOOD_QUALITY and all(
        len(candidate.stems & other.stems) < 0.7 * min(len(candidate.stems), len(other.stems))
        for other in picked
        if other.sentence == candidate.sentence
    )


def _any(candidate: Candidate, picked: Sequence[Candidate]) -> bool:
    return True


class _Shelf:
    """The candidates of one document, of which the best is picked again and again."""

    def __init__(self, place: int, readings: Sequence[_Reading]) -> None:
        self._left = list(readings[place].candidates)
        self._picked: list[Candidate] = []
        self._span = len(readings[place].stems) + 1
        self._others = [
            stems
            for other, reading in enumerate(readings)
            if reading is not readings[place] and other != place
            for stems in reading.stems
        ]
        self._weights = _weights([*readings[place].stems, *self._others])

    def pick(self, taken: list[frozenset[str]], rule: _Rule) -> bool:
        """Pick the best candidate that `rule` allows and that is unlike those `taken`."""
        while ranked := [candidate for candidate in self._left if rule(candidate, self._picked)]:
            best = max(ranked, key=self._worth)
            self._left.remove(best)
            key = _key(best.question)
            if not any(_alike(key, other) for other in taken) and self._is_answered_only_here(best):
                self._picked.append(best)
                taken.append(key)
                return True
        return False

    def in_reading_order(self) -> list[Candidate]:
        """Return what was picked, in the order of the sentences."""
        return sorted(self._picked, key=lambda candidate: candidate.sentence)

    def _worth(self, candidate: Candidate) -> float:
        """Return the candidate's quality, and a little more the farther it is from those picked."""
        distances = [abs(candidate.sentence - picked.sentence) for picked in self._picked]
        return candidate.quality + 0.3 * min(min(distances, default=self._span) / self._span, 0.3)

    def _is_answered_only_here(self, candidate: Candidate) -> bool:
        own = _shared(candidate.stems, candidate.answer, self._weights)
        return all(
            _shared(candidate.stems, other, self._weights) < 0.95 * own for other in self._others
        )


def _key(question: str) -> frozenset[str]:
    """Return what makes two questions the same, whatever their case, marks and small words."""
    return frozenset(content_stems(question)) or frozenset(question.lower().split())


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= 0.75 * len(one | other)


@lru_cache(maxsize=64)
def _read(content: str) -> _Reading:
    """Return all questions that one document's sentences yield and that point back to them."""
    sentences = _sample(split_sentences(content))
    case = _case(sentence.text for sentence in sentences)
    stems = [frozenset(content_stems(plain_text(sentence.text))) for sentence in sentences]
    weights = _weights(stems)
    found: list[Candidate] = []
    topic = Topic()
    for place, sentence in enumerate(sentences):
        if place and sentence.block != sentences[place - 1].block:
            topic = Topic()
        drafts, topic = _drafts(sentence, sentences[place + 1 : place + 2], case, topic)
        for draft in drafts:
            original = " ".join(draft.text.split())
            question = original if draft.verbatim else from_the_readers_side(original)
            asked = frozenset(content_stems(question))
            if not _is_clear(question, "" if draft.verbatim else original, asked):
                continue
            quality = draft.quality - _doubts(question, sentence)
            if sentence.kind == "prose" and not sentence.text.rstrip("* ").endswith("?"):
                if not _points_to(asked, place, stems, weights):
                    quality -= 0.6 if len(asked) > 1 else 1.0
            if quality > _LEAST_QUALITY:
                found.append(Candidate(question, quality, place, asked, asked & stems[place]))
    return _Reading(tuple(found), tuple(stems))


def _sample(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return all sentences, or runs of neighbours spread evenly over a large document."""
    if len(sentences) <= _MOST_SENTENCES:
        return list(sentences)
    run = 10
    step = len(sentences) / (_MOST_SENTENCES / run)
    starts = [int(number * step) for number in range(_MOST_SENTENCES // run)]
    return [sentence for start in starts for sentence in sentences[start : start + run]]


def _case(texts: Iterable[str]) -> _Case:
    """Tell the words that stand capitalised in the middle of sentences from the others."""
    inner = Counter(word for text in texts for word in re.findall(r"(?<=[a-z,;] )\w+", text))
    small = frozenset(word for word in inner if word[0].islower())
    return _Case(frozenset(word for word in inner if word.lower() not in small), small)


def _weights(stems: Sequence[frozenset[str]]) -> dict[str, float]:
    counts = Counter(stem for sentence in stems for stem in sentence)
    return {stem: 1 / count for stem, count in counts.items()}


def _points_to(
    asked: frozenset[str], place: int, stems: Sequence[frozenset[str]], weights: Mapping[str, float]
) -> bool:
    """Say whether no other sentence shares as much with the question."""
    own = _shared(asked, stems[place], weights)
    return all(
        number == place or other == stems[place] or _shared(asked, other, weights) < 0.95 * own
        for number, other in enumerate(stems)
    )


def _shared(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    """Return how much two sets of stems share; rare stems count more than common ones."""
    return sum(weights.get(stem, 0.0) for stem in sorted(one & other))


def _drafts(
    sentence: Sentence, following: Sequence[Sentence], case: _Case, topic: Topic
) -> tuple[list[Draft], Topic]:
    """Return questions from a sentence, and the topic that a next "it" refers to."""
    text = _LABEL.sub("", plain_text(sentence.text).strip("\"\u201c\u201d' "))
    if not 8 < len(text) < 700 or _SUSPICIOUS.search(text.replace("#", "")):
        return [], Topic(None, topic.name)
    tokens = _lower_first(tag_words(text), case)
    if not tokens:
        return [], Topic(None, topic.name)
    has_answer = (
        bool(following) and following[0].kind == "prose" and not following[0].text.endswith("?")
    )
    if tokens[-1].text == "?":
        return list(ask_ready_made(tokens)) if has_answer else [], Topic()
    if sentence.kind == "heading":
        return list(ask_from_heading(tokens)) if has_answer else [], Topic()
    tokens = tokens[:-1] if tokens[-1].text in {".", "!", ":", ";"} else tokens
    if drafts := list(ask_from_instruction(tokens)):
        return drafts, topic
    clauses = read_statements(tokens)
    # A plural that no other sentence shows in small letters or as a name may be either.
    first = tokens[0].text
    unsure = (
        first[0].isupper() and first.endswith("s") and first not in case.names and len(tokens) > 1
    )
    unsure = unsure and not tokens[1].is_a("NNP", "POS")
    for clause in clauses:
        resolved = resolve_pronoun(clause, topic)
        doubt = 0.15 * (resolved is not clause) + 0.3 * unsure
        drafts += [Draft(draft.text, draft.quality - doubt) for draft in ask(resolved)]
    drafts += ask_about_names(read_appositions(tokens), any(token.is_a("VBD") for token in tokens))
    if not any(draft.quality >= _GOOD_QUALITY for draft in drafts):
        drafts += ask_about_topic(tokens)
    return drafts, topic.after(clauses)


def _lower_first(tokens: tuple[Token, ...], case: _Case) -> tuple[Token, ...]:
    """Lower the capital that the first word has only for being first."""
    from textblob.en import lexicon

    if not tokens or tokens[0].text in case.names or not (tokens[0].text[1:] or "a").islower():
        return tokens
    first, following = tokens[0], tokens[1:2]
    if first.is_a("NNP") and following and following[0].is_a("NNP"):
        return tokens
    if _NATIONAL.search(first.text) and first.text in lexicon:
        return tokens
    word = first.lower.split("-")[0]
    known = {word, word.removesuffix("s")}
    common = any(form in lexicon or form in case.small for form in known) or first.is_a(
        "DT", "IN", "PRP", "RB"
    )
    describes = _DESCRIBING.search(first.text) and following and following[0].text.islower()
    if not (common or describes):
        return tokens
    tag = (
        "NNS"
        if first.is_a("NNP") and looks_plural(word)
        else "NN"
        if first.is_a("NNP")
        else first.tag
    )
    return (replace(first, text=first.text[:1].lower() + first.text[1:], tag=tag), *tokens[1:])


def _is_clear(question: str, original: str, asked: frozenset[str]) -> bool:
    """Say whether the question can be understood by itself."""
    if not _SHORTEST <= len(question.split()) <= _LONGEST or not asked:
        return False
    if _DANGLING.search(original):
        return False
    if _HALF_PAIR.search(question) or _THERE.search(question):
        return False
    return question.count('"') % 2 == 0 and not _SUSPICIOUS.search(question)


def _doubts(question: str, sentence: Sentence) -> float:
    """Return how much speaks against the question."""
    count = len(question.split())
    doubt = 0.02 * max(0, count - 13) + (0.08 if count < 5 else 0)
    if _POSSESSIVE.search(question):
        doubt += 0.1
    return doubt + (0.03 if len(sentence.text) > 220 else 0)
