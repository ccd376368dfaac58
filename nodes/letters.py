"""Check a reply against its points: it tells all of them, and nothing that they do not have."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from frontdesk.documents.links import unknown_links
from frontdesk.documents.words import content_stems, is_english
from nodes.points import Point
from nodes.promises import claims_in, promises_in
from nodes.prompts import support_orchestrator as prompts
from nodes.prompts.outcome_words import OUTCOMES, Outcome
from nodes.questions_asked import in_known_language, unasked

# Whatever has a digit in it is a fact: ids, dates, times, amounts; so are names in capitals with
# a hyphen, since hexadecimal numbers may have no digit.
_FACT = re.compile(
    r"[^\W_]*\d[^\W_]*(?:[-_/.,:][^\W_]+)*|[^\W\d_]+(?:[-_/][^\W_]+)*[-_/]\w*\d\w*(?:[-_/.,:][^\W_]+)*|\b[A-Z]{2,}-[A-Z]{4,}\b"
)
# Scripts in which a word stands beside a number without a space: Thai, kana, Han, Hangul.
_NO_SPACE = re.compile(
    r"[\u0e00-\u0eff\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uff0f\uff1a-\uff1f]+"
)
_LIST_NUMBER = re.compile(r"^[ \t]*\(?\d{1,2}[.)][ \t]", re.MULTILINE)
# So many words in a row that the instructions have are no accident.
_REPEATED_WORDS = 8
_ROOM_FOR_COURTESY = 1_000


def faults_of(
    reply: str, points: Sequence[Point], instructions: str, *, asked: str = ""
) -> list[str]:
    """Return what is wrong with a reply, each in a sentence for whoever writes it anew.

    In any language: every fact of the points (whatever has a digit, and their `words`) must be
    there as it is written, and the reply must say nothing else (`additions_in`). Questions must be
    asked (`nodes.questions_asked`). Where the language is known, the paragraph with a point's facts
    must say what has become of the request; in English every sentence of a point without fact and
    question must be told in words of its own. `asked` is the customer's message.
    """
    return [*_missing(reply, points), *additions_in(reply, points, instructions, asked=asked)]


def additions_in(
    reply: str, points: Sequence[Point], instructions: str, *, asked: str = ""
) -> list[str]:
    """Return what a reply, or the beginning of one, says beyond the points, each in a sentence.

    No other fact or address may stand in it, and nothing may be promised or claimed that no point
    does (`nodes.promises`); the instructions must not be repeated, and there is a limit of length.
    """
    given = "\n".join(point.text for point in points)
    quotes = [word for point in points for word in point.words]
    unfounded = [
        *promises_in(reply, ours=given, asked=asked, quotes=quotes),
        *claims_in(reply, ours=given, quotes=quotes),
    ]
    return [
        *_invented(reply, given),
        *(prompts.FAULT_PROMISED.format(words=words) for words in unfounded),
        *([prompts.FAULT_INSTRUCTIONS] if _repeats(reply, instructions, given) else []),
        *([prompts.FAULT_TOO_LONG] if len(reply) > 2 * len(given) + _ROOM_FOR_COURTESY else []),
    ]


def _missing(reply: str, points: Sequence[Point]) -> Iterator[str]:
    said, squeezed = _facts(reply), _squeezed(reply)
    for fact in sorted({fact for point in points for fact in _facts(point.text)} - said):
        yield prompts.FAULT_MISSING.format(fact=fact)
    for word in (word for point in points for word in point.words):
        if _squeezed(word) not in squeezed:
            yield prompts.FAULT_MISSING.format(fact=word)
    if is_english(reply):
        stems = {*content_stems(reply)}
        for sentence in (each for point in points for each in _plain_sentences(point)):
            if not _told(sentence, stems):
                yield prompts.FAULT_MISSING.format(fact=sentence)
    if in_known_language(reply):
        for point in points:
            if point.outcome and not _outcome_told(point, point.outcome, reply):
                yield prompts.FAULT_MISSING.format(fact=point.text)
    questions = [question for point in points for question in _questions(point)]
    for question in unasked(_without(reply, points), questions):
        yield prompts.FAULT_NOT_ASKED.format(question=question)


def _invented(reply: str, given: str) -> Iterator[str]:
    links = unknown_links(reply, given)
    for fact in [*sorted(_facts(reply) - _facts(given)), *links]:
        yield prompts.FAULT_INVENTED.format(fact=fact)


def _questions(point: Point) -> list[str]:
    return re.findall(r"[^.!?]+\?", _without(point.text, [point]))


def _without(text: str, points: Sequence[Point]) -> str:
    """Return the text without the words that the points quote, which may be questions."""
    for word in (word for point in points for word in point.words):
        text = text.replace(word, "")
    return text


def _plain_sentences(point: Point) -> Iterator[str]:
    """Yield the sentences of a point that have neither a fact nor words to be kept, nor ask."""
    for sentence in re.split(r"(?<=[.!?])\s+", point.text):
        kept = any(word in sentence for word in point.words)
        if not kept and not _facts(sentence) and not sentence.endswith("?"):
            yield sentence


def _told(sentence: str, stems: set[str]) -> bool:
    own = {*content_stems(sentence)}
    return len(own & stems) * 2 >= len(own)


def _outcome_told(point: Point, outcome: Outcome, reply: str) -> bool:
    """Say whether the paragraphs that name what the point is about tell its outcome, too."""
    facts, words = _facts(point.text), [*map(_squeezed, point.words)]
    about = [
        paragraph
        for paragraph in re.split(r"\n\s*\n", reply)
        if facts & _facts(paragraph) or any(word in _squeezed(paragraph) for word in words)
    ]
    said = _without("\n".join(about or [reply]), [point])
    return bool(re.search(OUTCOMES[outcome], said.casefold()))


def _repeats(reply: str, instructions: str, given: str) -> bool:
    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", text.casefold())
        return {
            tuple(words[start : start + _REPEATED_WORDS])
            for start in range(len(words) - _REPEATED_WORDS + 1)
        }

    return bool(runs(reply) & (runs(instructions) - runs(given)))


def _facts(text: str) -> set[str]:
    """Return the facts of a text, each in one form: digits of any script, hyphens of any kind."""
    plain = _LIST_NUMBER.sub("", _plain(_NO_SPACE.sub(" ", text)))
    return {found.group().strip(".,:").casefold() for found in _FACT.finditer(plain)}


def _squeezed(text: str) -> str:
    return " ".join(_plain(text).casefold().replace("*", "").split())


def _plain(text: str) -> str:
    normal = unicodedata.normalize("NFKC", text)
    return "".join(
        str(unicodedata.decimal(each))
        if each.isdecimal()
        else "-"
        if unicodedata.category(each) == "Pd"
        else "'"
        if each == "\u2019"
        else each
        for each in normal
        if unicodedata.category(each) != "Cf"
    )
