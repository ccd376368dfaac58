"""Check an answer against its evidence: what a program can tell without understanding either."""

from collections.abc import Sequence

from frontdesk.documents.links import unknown_links
from frontdesk.documents.measures import measures
from frontdesk.documents.negation import contradicts, denies
from frontdesk.documents.numbers import (
    Number,
    is_date,
    known_values,
    named_months,
    spelled_numbers,
    spelled_values,
    written_numbers,
)
from frontdesk.documents.words import is_english
from state.faq import Quote
from state.item import ItemError

UNSUPPORTED = "unsupported_answer"
NUMBER_NOT_IN_EVIDENCE = "number_not_in_evidence"
NEGATION_NOT_IN_EVIDENCE = "negation_not_in_evidence"
LINK_NOT_IN_EVIDENCE = "link_not_in_evidence"
REJECTIONS = frozenset(
    {UNSUPPORTED, NUMBER_NOT_IN_EVIDENCE, NEGATION_NOT_IN_EVIDENCE, LINK_NOT_IN_EVIDENCE}
)


def check_answer(
    question: str, answer: str, evidence: Sequence[Quote], headings: str = ""
) -> ItemError | None:
    """Return why `answer` is not to be shown as supported by `evidence`, or None if it is.

    It needs a quote. Its numbers must be in the quotes, or in the question, in the titles of the
    quoted documents or in the `headings` above the quotes; its links, images and markup likewise.
    It may not affirm the question's measure ("within 60 days") where the quotes have another one of
    that unit, nor negate what the quotes say, or the other way round. Number words, units and
    negations are understood in English; evidence in another language that has no digits at all may
    spell any number.
    """
    if not evidence:
        return _rejected(UNSUPPORTED, "No sentence of the documents was found to support it.")
    quoted = "\n".join(quote["text"] for quote in evidence)
    titles = [quote["source"] for quote in evidence]
    numbers = written_numbers(answer)
    if is_english(f"{question} {answer}", least=1):
        numbers += spelled_numbers(answer)
    if unknown := _unknown(numbers, quoted, "\n".join([question, headings, *titles])):
        named = ", ".join(map(repr, unknown))
        return _rejected(NUMBER_NOT_IN_EVIDENCE, f"The quoted sentences do not have {named}.")
    if taken := _taken_from_question(answer, "\n".join([quoted, headings, *titles])):
        return _rejected(
            NUMBER_NOT_IN_EVIDENCE, f"The quoted sentences have another number ({taken})."
        )
    if links := unknown_links(answer, "\n".join([quoted, question, headings, *titles])):
        named = ", ".join(map(repr, links))
        return _rejected(LINK_NOT_IN_EVIDENCE, f"The quoted sentences do not have {named}.")
    if contradicts(question, answer, quoted):
        return _rejected(
            NEGATION_NOT_IN_EVIDENCE, "The answer and the quoted sentences do not deny the same."
        )
    return None


def _rejected(code: str, reason: str) -> ItemError:
    return {"code": code, "message": reason, "retryable": True}


def _taken_from_question(answer: str, shown: str) -> str | None:
    """Return the unit of which the answer affirms none of the numbers that are shown, or None."""
    if denies(answer):
        return None
    known, said = measures(shown), known_values(answer)
    return next((unit for unit in measures(answer) if known[unit] and not known[unit] & said), None)


def _unknown(numbers: Sequence[Number], quoted: str, context: str) -> list[str]:
    if not numbers:
        return []
    legible = any(map(str.isdigit, quoted)) or spelled_values(quoted)
    if not (legible or is_english(quoted, least=1)):
        return []
    known = known_values(f"{quoted}\n{context}")
    months = named_months(quoted)
    return [
        number.text
        for number in numbers
        if not number.values & known
        and not _are_known(number.parts, known | months if is_date(number) else known)
    ]


def _are_known(parts: frozenset[int], known: set[float]) -> bool:
    """Return whether all parts are known; the full hour of a time need not be written."""
    return bool(parts) and parts - {0} <= known
