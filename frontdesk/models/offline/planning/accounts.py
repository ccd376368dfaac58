"""Read what a message tells of the products that it mentions, clause by clause."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from frontdesk.models.offline.planning.complaints import complaint_strength
from frontdesk.models.offline.planning.cues import Cue
from frontdesk.models.offline.planning.names import Product
from frontdesk.models.offline.planning.sentences import Clause, Span, clauses_of


class Account(NamedTuple):
    """What a message tells: its clauses, its wishes, and the products that it mentions.

    `ends` tells where its sentences end, `rivals` are those products that a reason may belong to
    instead, `subjects` the product that each clause tells of, and `requests` whether a clause asks
    for something else.
    """

    message: str
    ends: Sequence[int]
    clauses: Sequence[Clause]
    wishes: Sequence[Span]
    mentions: Sequence[Product]
    rivals: Sequence[Product]
    subjects: Sequence[Product | None]
    requests: Sequence[bool]


def read_account(
    message: str,
    sentences: Sequence[Span],
    wishes: Sequence[Span],
    cues: Sequence[Cue],
    products: Sequence[Sequence[Product]],
) -> Account:
    """Return the account of a message in which `wishes` are found.

    `products` are all that it mentions, and those of them that a reason may belong to.
    """
    clauses = clauses_of(message, sentences, wishes)
    mentions, rivals = products
    asking = [cue.start for cue in cues if cue.alone or cue.kind == "cancel"]
    return Account(
        message,
        [end for _, end in sentences],
        clauses,
        wishes,
        mentions,
        rivals,
        _subjects(message, clauses, mentions),
        [
            _asks(message, clause, asking) or _leads_in(message, clause, wishes)
            for clause in clauses
        ],
    )


PLAIN = 1.5
# Behind a product, these words tell where and when rather than what is wrong with it.
NO_PREDICATE = re.compile(
    r"\s*(?:in|on|at|to|from|for|of|with|under|by|off|about|after|before|and|or|but|please|as|when"
    r"|because|since|until|again|yet|now|today|yesterday|into|through|over|bought|ordered"
    r"|purchased|last|this|that|these|too|also|back|i|we|you|he|she|they|it)\b",
    re.IGNORECASE,
)
_SUBJECT_GAP = re.compile(
    r"\s*(?:\([^()\n]*\)\s*)?(?:(?:that\s+|which\s+)?(?:i|we|you|u|my \w+)(?:['\u2019]ve)?\s+"
    r"(?:\w+\s+){0,2}?(?:bought|ordered|received|recieved|got|purchased|sent|shipped|have|had|own"
    r"|sold|gave|made|brought|\w+ed)\b(?:\s+(?:me|us|last|this|that|yesterday|today|week|month"
    r"|time|on|in|from|under|with|for|of|you|it|my|the|your|order|shop|store|off"
    r"|\w*-?\d[\w-]*)\b)*|(?:from|in|on|off|for|under|inside|of)\b\s*(?:(?:you|my|the|our|your"
    r"|last|this)\b\s*)?(?:\w+\s+(?:#?[A-Z]*-?\d[\w-]*\s+)?)(?=(?:only|just|also|already|still|now"
    r"|never)?\s*\w+(?:s|ed)\b|\w+n['\u2019]?t\b|can\b|will\b)|,\s+(?:which|that)\s+(?:i|we|you"
    r"|my)\s+[^,.?!;\n]{0,60},|,\s+(?:i|we)\s+(?:should|must|might|have to)\s+(?:add"
    r"|say),)?\s*(?:\([^()\n]*\)\s*)?,?\s*(?:(?:that|which|whose|inside|itself|though"
    r"|however)\s+)?",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\?|(?!what (?:you|u|i|we) \w+ |(?:kindly|please) note )(?!can['\u2019]?t|could(?:n|')"
    r"|wouldn)(?:please|pls|plz|kindly|can|could|would|will you|where|when|how|what|which|who"
    r"|do you|(?:is|are|was|has|have|did|does|do|will) (?:it|they|the|my|order|you|there|this"
    r"|that)|any|let me|tell me|send me|order|my (?:order|phone|zip|name|address|number)|sent from"
    r"|best|need an?|want an?|(?:return )?label|as (?:i|we) (?:said|wrote|mentioned)"
    r"|i(?:['\u2019]d| would)? (?:like|want|need|expect|hope|wish|demand|look)|i(?:['\u2019]m| am"
    r"| request| trust| believe| must say)? ?(?:afraid|sorry|sure|hoping|writing|request\w*)\b"
    r"|(?:i|we)(?:['\u2019](?:m|re)| am| are| will)? (?:not |n['\u2019]t )?(?:be )?(?:keeping"
    r"|returning|sending)|(?:i|we) (?:do not|don['\u2019]?t) (?:want|need) (?:an?|another|any|the)"
    r"|we(?:['\u2019]d| would)? (?:like|want|need|expect|hope|wish)|you can|let['\u2019]?s)\b",
    re.IGNORECASE,
)
_ONE_VERB = re.compile(r"[a-z]{3,}(?:s|ed)|broke|leak|died|burst", re.IGNORECASE)
_FEW = 3
_LED_TO = re.compile(r"(?:to|if|whether|that|you|for)\b", re.IGNORECASE)
_GOING_ON = 2.0
_MOST_WORDS = 25
_COPULA = re.compile(
    r"(?:(?:came|arrived)\s+but\s+|(?:is|are|was|were)\s+(?=missing|broken|damaged|faulty|too"
    r"|the wrong|defective))",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"[ \t]*[,:;.!?-]*[ \t]*(?:(?:and|which|but|yet|plus|also|then)\b[ \t]*)*", re.IGNORECASE
)


def tells_of(account: Account, place: int, product: Product | None) -> bool:
    """Say whether a clause tells more of a product than that it came."""
    about, clause = account.subjects[place], account.clauses[place]
    if about is None or product is None or not is_same(about, product):
        return complaint_strength(account.message[clause.start : clause.end]) >= PLAIN
    begins = predicate_start(account.message, about)
    if NO_PREDICATE.match(account.message, begins):
        return False
    told = account.message[begins : clause.end].split()
    return len(told) > 1 or bool(told and _ONE_VERB.fullmatch(told[0]) and told[0] != "arrived")


def _subjects(
    message: str, clauses: Sequence[Clause], mentions: Sequence[Product]
) -> list[Product | None]:
    """Return for each clause the product of which it tells something, if it names one."""
    subjects: list[Product | None] = [None] * len(clauses)
    starts = [clause.start for clause in clauses]
    for each in mentions:
        begins = predicate_start(message, each)
        for place in {bisect_right(starts, each.start) - 1, bisect_right(starts, begins) - 1}:
            if place < 0 or subjects[place] is not None:
                continue
            clause = clauses[place]
            if clause.start <= each.start < clause.end or begins == clause.start:
                home = clauses[max(0, bisect_right(starts, each.start) - 1)]
                leads = len(message[home.start : each.start].split()) < 2
                told = message[begins : clause.end].split()
                if (len(told) > 1 or (told and _ONE_VERB.fullmatch(told[0]))) and (
                    leads or clause.start <= each.start
                ):
                    subjects[place] = each
    return subjects


def predicate_start(message: str, product: Product) -> int:
    """Return where it begins what is told of a product: "the lamp that I got | flickers"."""
    gap = _SUBJECT_GAP.match(message, product.end)
    return gap.end() if gap else product.end


def is_rival(account: Account, product: Product) -> bool:
    """Say whether a reason may belong to `product`."""
    return any(is_same(product, each) for each in account.rivals)


def is_same(one: Product, other: Product) -> bool:
    """Say whether two names end in the same noun: "the printer" is the label printer."""
    names = [(each.name or "").lower().split() for each in (one, other)]
    return bool(
        names[0] and names[1] and (names[0][-1] == names[1][-1] or names[1] == names[0][:-1])
    )


def _asks(message: str, clause: Clause, asking: Sequence[int]) -> bool:
    """Say whether a clause is another request or about money or parcels rather than a reason."""
    if _ASKS.match(message, clause.start, clause.end):
        return True
    following = bisect_left(asking, clause.start)
    return following < len(asking) and asking[following] < clause.end


def _leads_in(message: str, clause: Clause, wishes: Sequence[Span]) -> bool:
    """Say whether a clause only leads to a wish: "I would be obliged | if you took it back"."""
    following = next((wish for wish in wishes if wish[0] >= clause.end), None)
    if following is None or message[clause.end : following[0]].strip(" \t") or clause.gives_reason:
        return False
    few = len(message[clause.start : clause.end].split()) < _FEW
    return few or _LED_TO.match(message, following[0]) is not None


def sentence_at(account: Account, place: int) -> int:
    """Return the number of the sentence at `place`."""
    return bisect_right(account.ends, place)


def words_of(
    account: Account, scores: Sequence[float], place: int, product: Product | None
) -> str | None:
    """Return the clause in the customer's words, with those of its sentence that go on with it."""
    first = last = place
    while first and _goes_on(account, first) and scores[first - 1] >= _GOING_ON:
        if not tells_of(account, first - 1, product) or _is_long(account, first - 1, last):
            break
        first -= 1
    while last + 1 < len(scores) and _goes_on(account, last + 1) and scores[last + 1] >= _GOING_ON:
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
