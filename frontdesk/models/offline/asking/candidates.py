"""Read a document and make candidate questions from each of its sentences."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, NamedTuple

from frontdesk.documents.sentences import Sentence, split_sentences
from frontdesk.documents.words import content_stems
from frontdesk.models.offline.asking.definitions import ask_about_names
from frontdesk.models.offline.asking.guidance import (
    ask_about_topic,
    ask_from_heading,
    ask_from_instruction,
    ask_ready_made,
)
from frontdesk.models.offline.asking.perspective import from_the_readers_side
from frontdesk.models.offline.asking.templates import ask
from frontdesk.models.offline.asking.topics import Page, Topic, read_appositions, resolve_pronoun
from frontdesk.models.offline.asking.wording import Draft
from frontdesk.models.offline.language.grammar import read_statements
from frontdesk.models.offline.language.languages import is_foreign, is_foreign_page
from frontdesk.models.offline.language.tagger import tagger
from frontdesk.models.offline.language.tagging import Token, looks_plural, plain_text, tag_words

LEAST_QUALITY, FAIR_QUALITY, GOOD_QUALITY = 0.3, 0.4, 0.6
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
_HALF_PAIR = re.compile(
    r"\b(?:a|an|the|new|old|other) one\b|\bboth\b(?!.*\band\b)|\beither\b(?!.*\bor\b)"
)
_THERE = re.compile(r"(?i)(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )\bthere\b")
_POSSESSIVE = re.compile(r"\b(?:its|their|his|her|itself|themselves)\b")
_MARKUP = re.compile(r"[|<>{}*_=\\^~@]|\.\.|://")
_ELLIPSIS = re.compile(r"\.{2,}")
# A longer sentence is not taken apart, and of a much longer one nothing is asked.
_MOST_STATED, _MOST_CHARACTERS = 700, 2000
_SUSPICIOUS = re.compile(
    r"[|<>{}\[\]()*_#=\\^~@]|\.\.|://|[^\x00-\u024f\u2010-\u2030\u20a0-\u20bf]"
)


# What of a statement a question asks for.
Focus = Literal["subject", "object", "time", "place", "reason", "way", "whether"]
_FOCUSES: Mapping[str, Focus] = {
    "who": "subject", "which": "subject", "what": "object", "how many": "object",
    "how much": "object", "when": "time", "what time": "time", "how long": "time",
    "how often": "time", "how soon": "time", "where": "place", "why": "reason", "how": "way",
}  # fmt: skip
_ASKING = re.compile(
    r"(?:[^,]+, )?(?:(?:for|since|until|at|within|in|from) )?"
    r"(who|which|what(?: time\b)?|when|where|why|how(?: (?:many|much|long|often|soon)\b)?)\b",
    re.IGNORECASE,
)


def focus_of(question: str) -> Focus:
    """Return what `question` asks for; "whether" is the focus of a question for yes or no."""
    asking = _ASKING.match(question)
    return _FOCUSES[asking[1].lower()] if asking else "whether"


@dataclass(frozen=True)
class Candidate:
    """A question with its focus and stems, its quality (0 to 1), and the statement it is from.

    `sentence` is the place in the document of the statement, or of the heading above it, and
    `statement` its text on one line, empty if it stands below.
    """

    question: str
    focus: Focus
    quality: float
    sentence: int
    statement: str
    stems: frozenset[str]


@dataclass(frozen=True)
class Reading:
    """One document's candidates, and the stems of each sentence that was read."""

    candidates: tuple[Candidate, ...]
    stems: tuple[frozenset[str], ...]


class _Case(NamedTuple):
    """The words that a document always capitalises, and those it writes in small letters."""

    names: frozenset[str]
    small: frozenset[str]


@lru_cache(maxsize=64)
def read_document(title: str, content: str, most_sentences: int) -> Reading:
    """Return the questions that a document's sentences yield.

    Of a document with more than `most_sentences` a sample is read, and of sentences in another
    language than English nothing is asked.
    """
    sentences = _sample(split_sentences(content), most_sentences)
    case = _case(sentence.text for sentence in sentences)
    stems = [frozenset(content_stems(plain_text(sentence.text))) for sentence in sentences]
    found: list[Candidate] = []
    topic = start = Topic.of_page(title)
    page = Page(title, content, stems)
    on_foreign_page = is_foreign_page(content)
    for place, sentence in enumerate(sentences):
        if place and sentence.block != sentences[place - 1].block:
            topic = start
        if is_foreign(sentence.text, on_foreign_page=on_foreign_page):
            continue
        drafts, topic = _drafts(sentence, sentences[place + 1 : place + 2], case, page, topic)
        answered_below = sentence.kind == "heading" or sentence.text.rstrip("* ").endswith("?")
        statement = "" if answered_below else " ".join(sentence.text.split())
        for draft in drafts:
            original = " ".join(draft.text.split())
            question = original if draft.verbatim else from_the_readers_side(original)
            asked = frozenset(content_stems(question))
            if not _is_clear(question, "" if draft.verbatim else original, asked):
                continue
            quality = draft.quality - _doubts(question, sentence)
            if quality > LEAST_QUALITY:
                focus = focus_of(question)
                found.append(Candidate(question, focus, quality, place, statement, asked))
    return Reading(tuple(found), tuple(stems))


def _sample(sentences: Sequence[Sentence], most: int) -> list[Sentence]:
    """Return all sentences, or runs of neighbours spread evenly over a large document."""
    if len(sentences) <= most:
        return list(sentences)
    run = 10
    runs = most // run
    starts = [number * len(sentences) // runs for number in range(runs)]
    return [sentence for start in starts for sentence in sentences[start : start + run]]


def _case(texts: Iterable[str]) -> _Case:
    """Tell the words that stand capitalised in the middle of sentences from the others."""
    inner = Counter(word for text in texts for word in re.findall(r"(?<=[a-z,;] )\w+", text))
    small = frozenset(word for word in inner if word[0].islower())
    names = (word for word, count in inner.items() if count >= inner[word.lower()])
    return _Case(frozenset(word for word in names if word[0].isupper()), small)


def _drafts(
    sentence: Sentence, following: Sequence[Sentence], case: _Case, page: Page, topic: Topic
) -> tuple[list[Draft], Topic]:
    """Return questions from a sentence, and the topic that a next "it" refers to."""
    if sentence.kind == "code":
        return [], topic
    text = _LABEL.sub("", plain_text(sentence.text).strip("\"\u201c\u201d' "))
    if not 8 < len(text) < _MOST_CHARACTERS or _MARKUP.search(_ELLIPSIS.sub(" ", text)):
        return [], Topic(None, topic.name)
    if len(text) > _MOST_STATED or _ELLIPSIS.search(text):
        tokens = _lower_first(tag_words(text), case)
        return list(ask_about_topic(tokens)) if tokens else [], Topic(None, topic.name)
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
        topic = topic.after(resolved)
        doubt = 0.15 * (resolved is not clause) + 0.3 * unsure
        clear = 0.6 if page.leaves_open(resolved) else 1.0
        drafts += [
            Draft(draft.text, clear * draft.quality - doubt)
            for draft in ask(resolved)
            # Who asks for the subject is not helped by a statement that only says "he".
            if resolved is clause or focus_of(draft.text) != "subject"
        ]
    drafts += ask_about_names(read_appositions(tokens), any(token.is_a("VBD") for token in tokens))
    drafts += ask_about_topic(tokens)
    return drafts, topic if clauses else Topic(None, topic.name)


def _lower_first(tokens: tuple[Token, ...], case: _Case) -> tuple[Token, ...]:
    """Lower the capital that the first word has only for being first."""
    if not tokens or tokens[0].text in case.names or not (tokens[0].text[1:] or "a").islower():
        return tokens
    first, following = tokens[0], tokens[1:2]
    if first.is_a("NNP") and following and following[0].is_a("NNP"):
        return tokens
    if _NATIONAL.search(first.text) and first.text in tagger().lexicon:
        return tokens
    word = first.lower.split("-")[0]
    known = {word, word.removesuffix("s")}
    common = any(form in tagger().lexicon or form in case.small for form in known) or first.is_a(
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
