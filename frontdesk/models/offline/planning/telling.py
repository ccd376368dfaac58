"""Tell a reason in the customer's own words, with the clauses that belong to it."""

import re
from collections.abc import Sequence

from frontdesk.models.offline.planning.accounts import (
    NO_PREDICATE,
    Account,
    is_rival,
    is_same,
    predicate_start,
    tells_of,
)
from frontdesk.models.offline.planning.names import Product

GOING_ON = 2.0
_MOST_WORDS = 25
_COPULA = re.compile(
    r"(?:(?:came|arrived)\s+but\s+|(?:is|are|was|were)\s+(?=missing|broken|damaged|faulty|too"
    r"|the wrong|defective))",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"[ \t]*[,:;.!?-]*[ \t]*(?:(?:and|which|but|yet|plus|also|then)\b[ \t]*)*", re.IGNORECASE
)


def words_of(
    account: Account, scores: Sequence[float], place: int, product: Product | None
) -> str | None:
    """Return the clause in the customer's words, with those of its sentence that go on with it."""
    first = last = place
    while first and _goes_on(account, first) and scores[first - 1] >= GOING_ON:
        if not tells_of(account, first - 1, product) or _is_long(account, first - 1, last):
            break
        first -= 1
    while last + 1 < len(scores) and _goes_on(account, last + 1) and scores[last + 1] >= GOING_ON:
        if _is_long(account, first, last + 1):
            break
        last += 1
    first = _beginning(account, first, last, product)
    message = account.message
    start, end = account.clauses[first].start, account.clauses[last].end
    about = account.subjects[first]
    leads = about is not None and len(message[start : about.start].split()) < 2
    if leads and about is not None and product is not None and is_same(about, product):
        told = predicate_start(message, about)
        if told < account.clauses[first].end and not NO_PREDICATE.match(message, told):
            start = told
    text = " ".join(stripped(message[start:end]).split()[:_MOST_WORDS])
    return _COPULA.sub("", text, count=1) if _COPULA.match(text) else text or None


def _beginning(account: Account, first: int, last: int, product: Product | None) -> int:
    """Return the clause of the same sentence with which the account of the product begins."""
    sentence = account.clauses[first].sentence
    for place in range(first - 1, -1, -1):
        if account.clauses[place].sentence != sentence or account.requests[place]:
            break
        if _is_long(account, place, last) or any(
            account.clauses[place].start <= start < account.clauses[first].start
            for start, _ in account.wishes
        ):
            break
        about = account.subjects[place]
        if about is not None and product is not None and not is_same(about, product):
            break
        if about is not None and tells_of(account, place, product):
            return place
    return first


def _is_long(account: Account, first: int, last: int) -> bool:
    told = account.message[account.clauses[first].start : account.clauses[last].end]
    return len(told.split()) > _MOST_WORDS


def _goes_on(account: Account, place: int) -> bool:
    """Say whether a clause goes on with what the clause before it tells."""
    clause, before = account.clauses[place], account.clauses[place - 1]
    gap = account.message[before.end : clause.start]
    rival = account.subjects[place]
    return (
        clause.sentence - before.sentence < 2
        and _LINK.fullmatch(gap) is not None
        and not account.requests[place]
        and (rival is None or not is_rival(account, rival))
    )


def stripped(text: str) -> str:
    """Return `text` without the marks and spaces around it."""
    return text.strip(' \t\n,.;:!?()-\u2013\u2014"\u201c\u201d')
