"""Answer a question with a stretch of the given documents, and tell which document supports it."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from frontdesk.documents.words import content_stems, words
from frontdesk.models.offline.answering.ranking import Query, best_stretch

MAX_ANSWER_WORDS = 60

# A stretch that speaks of less than this share of what the question or the answer says (rare words
# count more than common ones) does not support it.
_SUPPORT_FOR_QUESTION = 0.1
_SUPPORT_FOR_ANSWER = 0.25

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_TIME = re.compile(
    rf"\b[1-9]\d\d\d?s?\b|\b(?:{_MONTH})\b|\bcentur(?:y|ies)\b|\b\d+ (?:BC|AD|BCE|CE)\b"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b|\b(?:noon|midnight|o.clock)\b"
    r"|\b\d?\d(?::\d\d|(?::\d\d)? ?[ap]\.?m)\b"
)
_NUMBER = re.compile(
    r"\d[\d.,]*|\b(?:no|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty"
    r"|forty|fifty|sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?|millions?|billions?"
    r"|half|third|quarter|once|twice|both|several|every|each)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"[$€£¥₹]|\b(?:dollars?|euros?|pounds?|francs?|cents?|USD|EUR|GBP|CHF|free of charge|for free"
    r"|(?:is|are) free)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[^.!?] )[^\W\d_a-z][\w'\u2019-]+")
_WHICH = r"\b(?:what|which) (?:\w+ )?"
# What a question asks for, and what a sentence that answers it therefore holds, if that can be
# told. Mostly it holds no word for the `kind`: 1931 answers "which year", $ 20 "how much money".
_EXPECTED_KINDS = (
    (re.compile(r"\b(?P<kind>know|tell)(?: \w+)? about\b"), None),
    (
        re.compile(rf"\bwhen\b|{_WHICH}(?P<kind>(?:year|date|century|day|month|decade|time)s?)\b"),
        _TIME,
    ),
    (
        re.compile(
            r"\bhow much (?:(?P<kind>money)|is|are|was|were)\b|\b(?:how much|what)\b.*"
            r"\b(?:costs?|prices?|fees?|pay|paid|charged?|spend|spent|worth)\b"
        ),
        _MONEY,
    ),
    (
        re.compile(
            r"\bhow (?:many|much|long|old|far|large|big|tall|high|fast|often|deep|wide|soon)\b"
            rf"|{_WHICH}(?:percent|percentage|number|amount|proportion|population|temperature"
            r"|length|size|height|area|age|score)\b"
        ),
        _NUMBER,
    ),
    (
        re.compile(
            rf"\bwho(?:m|se)?\b|\bwhere\b|{_WHICH}(?:person|man|woman|king|country|countries|city"
            r"|cities|place|location|state|region|town|river|area|continent)\b"
        ),
        _NAME,
    ),
)


class Extract(NamedTuple):
    """A verbatim stretch of a document, with single spaces and few lines, and its title."""

    text: str
    title: str


class Support(NamedTuple):
    """A document's title and the characters of it that support an answer."""

    title: str
    start: int
    end: int


def answer_question(question: str, documents: Mapping[str, str]) -> Extract | None:
    """Return the stretch of `documents` (title to content) that answers `question` best.

    It has at most `MAX_ANSWER_WORDS` words and is made of whole sentences, or of clauses of a
    single sentence that is longer than that. None means that no stretch supports an answer.
    """
    query = _query(question)
    best = best_stretch(query, documents, MAX_ANSWER_WORDS)
    if best is None or best.share < _SUPPORT_FOR_QUESTION:
        return None
    return Extract(best.text, best.title)


def find_support(question: str, answer: str, documents: Mapping[str, str]) -> Support | None:
    """Return where in `documents` stands what supports `answer`, or None if nothing does.

    An answer that stands word for word in one document is from there. If several have it, or none,
    it is from the one with the stretch that fits the answer and the question best.
    """
    said = dict.fromkeys(content_stems(answer), 1.0)
    holding = {title: found for title, text in documents.items() if (found := _held(text, answer))}
    if len(holding) == 1:
        [title] = holding
        return Support(title, *holding[title])
    among = {title: documents[title] for title in holding} or documents
    best = best_stretch(_query(question, 0.5, said), among, MAX_ANSWER_WORDS)
    if holding:
        title = best.title if best else next(iter(holding))
        return Support(title, *holding[title])
    # The question's own words must not carry an answer that has nothing to do with the documents.
    support = best_stretch(Query(said), documents, MAX_ANSWER_WORDS)
    if best is None or support is None or min(best.share, support.share) < _SUPPORT_FOR_ANSWER:
        return None
    return Support(best.title, best.start, best.end)


def find_sources(question: str, answer: str, documents: Mapping[str, str]) -> list[str]:
    """Return the title of the one of `documents` that supports `answer`, if one does."""
    support = find_support(question, answer, documents)
    return [support.title] if support else []


def _query(question: str, weight: float = 1.0, said: Iterable[str] = ()) -> Query:
    """Return the query for what `question` asks, its stems of this weight, and for what is `said`.

    The word for the kind of thing that is asked for is left out, unless it is the only one.
    """
    stems, expected = dict.fromkeys(content_stems(question), weight), None
    for asking, kind in _EXPECTED_KINDS:
        if found := asking.search(question.lower()):
            named = content_stems(found.groupdict().get("kind") or "")
            stems = {stem: weight for stem in stems if stem not in named} or stems
            expected = kind
            break
    return Query(stems | dict.fromkeys(said, 1.0), expected, frozenset(words(question)))


def _held(content: str, answer: str) -> tuple[int, int] | None:
    """Return where `answer` stands in `content` word for word, whatever the white space."""
    pattern = r"\s+".join(re.escape(word) for word in answer.split())
    found = re.search(rf"(?<!\w){pattern}(?!\w)", content) if pattern else None
    return found.span() if found else None
