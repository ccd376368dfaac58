"""Find why a customer returns something, in the customer's own words."""

import re
from collections.abc import Mapping

from frontdesk.models.offline.planning.accounts import (
    NO_PREDICATE,
    PLAIN,
    Account,
    is_rival,
    is_same,
    predicate_start,
    sentence_at,
    stripped,
    words_of,
)
from frontdesk.models.offline.planning.complaints import complaint_strength
from frontdesk.models.offline.planning.goods import is_part
from frontdesk.models.offline.planning.names import Product
from frontdesk.models.offline.planning.sentences import Span

# What speaks for and against a clause as the reason of a return.
_WEIGHTS: Mapping[str, float] = {
    "reason word": 4.0,
    "tells of the product": 4.0,
    "tells of it": 1.5,
    "tells of a part": 1.5,
    "begins with its verb": 1.5,
    "same sentence": 1.0,
    "next to the wish": 1.5,
    "leads to the wish": 2.5,
    "behind the product": 2.0,
    "no predicate": -2.0,
    "asks": -6.0,
    "names the product": 2.0,
    "another product": -4.0,
    "another subject": -1.0,
    "behind another": -3.0,
    "end of the wish": -5.0,
    "no complaint": -2.0,
    "praise": -3.0,
    "explains": 1.0,
    "between product and wish": 1.5,
    "new topic": -3.0,
    "names nothing": -6.0,
}
LEAST = 1.0
_SENTENCE_COST = 1.0
_REACH = 800
_STATED = re.compile(
    r"\b(?:reasons?(?: for (?:the |my )?return(?:ing)?)?|fault|defect)\s*[:=]\s*(?P<said>[^.;\n]+)",
    re.IGNORECASE,
)
_STATED_REACH = 120
_PRONOUN = re.compile(
    r"(?:what (?:you|u|i|we) \w+|it|its|they|theyre|he|she|there|one|this|that|thats|these"
    r"|those)\b(?!\s+(?:is|was)\s+(?:it|all)\b)",
    re.IGNORECASE,
)
_VERB_FIRST = re.compile(
    r"(?:doesn|won|can|isn|aren|don|didn|wasn|keeps?|just|never|only|too|not|far|way|got|has|is"
    r"|are|was|came|arrived|\w+(?<!s)s\b(?!\s+(?:is|are|was|were|have|had|do|did|will|can)\b)"
    r"|\w+ed\b|wrong|broken|faulty|no longer)\b",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:thanks?|thank|cheers|regards|hi|hello|hey|dear|sorry|good (?:morning|day|evening))\b",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"(?:(?:it\s+)?(?:came|arrived)|no|yes|my (?:own )?(?:mistake|fault|bad)(?: entirely)?"
    r"|(?:first|second|third|last|next|other|one more|another)(?:ly)?(?: (?:thing|point|matter"
    r"|question|topic|one))?|(?:there(?: is|['\u2019]?s)\s+)?(?:an?|some|one)\s+(?:item|thing)\b.*"
    r"|going back|great|fine|perfect|not urgent|thanks?|unopened|still sealed|\W*|[\W\d]*\S*\d\S*"
    r"|on the other hand|(?:is|are|was) (?:another|a different) (?:matter|story)|after all|in fact"
    r"|of course|to be honest|honestly|anyway|by the way|btw|long story short|bless \w+|lol)\W*",
    re.IGNORECASE,
)
_NEW_TOPIC = re.compile(
    r"(?:and\s+|oh,?\s+)?(?:also|lastly|finally|separately|besides|furthermore|then|another|there"
    r"(?: is|['\u2019]s|s| was| were) also)\b",
    re.IGNORECASE,
)
_BEFORE_PART = frozenset("the a an its his her one two left right".split())
_SHARED = re.compile(r"(?:they|both|all|neither|these)\b", re.IGNORECASE)
_SO = re.compile(r"\W*(?:so|therefore|hence)\b", re.IGNORECASE)


def find_reason(
    account: Account, wish: Span, product: Product | None, *, unwanted: bool
) -> str | None:
    """Return the reason that the message gives for a wish to return `product`, if it gives any.

    `wish` is the span of the wish, `unwanted` whether its own words say why: "I no longer need
    the tripod".
    """
    message = account.message
    begin = max(0, wish[0] - _STATED_REACH)
    if stated := _STATED.search(message, begin, wish[1] + _STATED_REACH):
        return stripped(stated["said"])
    if product is not None and product.aside is not None and product.start >= wish[0]:
        return product.aside
    scored = [
        (
            _score(account, place, wish, product)
            if abs(clause.start - wish[0]) < _REACH
            else _WEIGHTS["names nothing"],
            -abs(clause.start - wish[0]),
            place,
        )
        for place, clause in enumerate(account.clauses)
    ]
    score, _, place = max(scored, default=(0.0, 0, 0))
    if score >= LEAST:
        return words_of(account, [each[0] for each in scored], place, product)
    return stripped(message[wish[0] : wish[1]]) if unwanted else None


def _score(account: Account, place: int, wish: Span, product: Product | None) -> float:
    clause = account.clauses[place]
    message = account.message
    home = sentence_at(account, wish[0])
    about = account.subjects[place]
    mentioned = [each for each in account.mentions if product and is_same(each, product)]
    near = min(
        abs(clause.sentence - sentence)
        for sentence in (home, *(sentence_at(account, each.start) for each in mentioned))
    )
    text = message[clause.start : clause.end]
    own = about is not None and product is not None and is_same(about, product)
    bare = (
        about is not None
        and NO_PREDICATE.match(message, predicate_start(message, about)) is not None
    )
    if bare:
        own, about = False, None
    said = (
        text if about is None or not own else message[predicate_start(message, about) : clause.end]
    )
    before, after = clause.end <= wish[0], clause.start >= wish[1]
    touching = (
        not message[clause.end : wish[0]].strip(" \t\n,.;:!-\u2013\u2014()")
        if before
        else (
            after
            and not message[wish[1] : clause.start - len(clause.lead)].strip(
                " \t\n,.;:!-\u2013\u2014()"
            )
        )
    )
    named_end = (
        wish[1] if product and wish[0] <= product.start < wish[1] else product.end if product else 0
    )
    behind = (
        product is not None
        and product.end <= clause.start
        and not message[named_end : clause.start].strip(" \t\n,.;:?-\u2013\u2014(")
    )
    complaint = complaint_strength(said)
    names = any(clause.start <= each.start < clause.end for each in mentioned)
    is_tail = not clause.lead and any(
        cut[1] <= clause.start and not message[cut[1] : clause.start].strip()
        for cut in account.wishes
    )
    is_tail = is_tail or (
        touching
        and after
        and clause.lead.strip() == "and"
        and about is None
        and not _PRONOUN.match(text)
        and complaint < PLAIN
    )
    rival = about is not None and is_rival(account, about)
    behind_another = (
        product is not None
        and not own
        and any(
            (
                product.end <= each.start < clause.start
                or (clause.gives_reason and each.end <= clause.start < product.start)
            )
            and not is_same(each, product)
            for each in account.rivals
        )
        and not (not clause.lead and _SHARED.match(text))
    )
    between = before and any(each.end <= clause.start for each in mentioned)
    features = {
        "reason word": clause.gives_reason and clause.sentence == home,
        "tells of the product": own,
        "tells of it": about is None and _PRONOUN.match(text) is not None,
        "tells of a part": not own and _tells_of_part(text),
        "begins with its verb": about is None and _VERB_FIRST.match(text) is not None,
        "same sentence": clause.sentence == home,
        "next to the wish": touching,
        "leads to the wish": before and touching and _SO.match(message, wish[0]) is not None,
        "behind the product": behind,
        "no predicate": bare and complaint < 2,
        "asks": account.requests[place],
        "names the product": names and not own and complaint > 0,
        "another product": rival and not own,
        "another subject": about is not None and not own and not rival,
        "behind another": behind_another,
        "end of the wish": is_tail,
        "explains": ":" in clause.border,
        "praise": complaint < 0,
        "between product and wish": between,
        "new topic": _NEW_TOPIC.match(clause.lead + text) is not None,
        "no complaint": complaint == 0 and not own,
        "names nothing": text.lower().removeprefix("the ")
        in {(each.name or "").lower() for each in account.mentions}
        or (not own and _GREETING.match(text) is not None)
        or _EMPTY.fullmatch(said) is not None
        or (
            len(said.split()) < 2
            and not own
            and complaint < 1.5
            and not clause.border.startswith(("(", ":"))
        ),
    }
    score = complaint - _SENTENCE_COST * near
    return score + sum(_WEIGHTS[name] for name, holds in features.items() if holds)


def _tells_of_part(text: str) -> bool:
    """Say whether a clause begins with a part of something: "the left button sticks"."""
    first = [word for word in text.lower().split()[:4] if word not in _BEFORE_PART][:2]
    return any(is_part(word) for word in first)
