"""Find why a customer returns something, in the customer's own words."""

import re
from collections.abc import Sequence

from frontdesk.models.offline.planning.cues import find_cues
from frontdesk.models.offline.planning.names import Product

_BECAUSE = re.compile(
    r"\b(?:because|'?cause|cos|cuz|bc|since|given that|due to"
    r"|as(?!\s+(?:i|we)\s+(?:said|wrote|told|mentioned))|reason(?: being)?(?: is)?(?: that)?)"
    r"\s+(?:of\s+)?",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(
    r"\s*(?:[.!?;\n)]|,\s*(?:and\s+)?(?:so|please|pls|plz|can|could|i\s|i['\u2019]d|we\s"
    r"|we['\u2019]d|want|my order|order)"
    r"|\band\s+(?:i|we|please|also|my order|where|can|could)\b|\s(?:so|but)\s+(?:i|we"
    r"|it['\u2019]?s|please|can)\b"
    r"|\s[-\u2013\u2014]\s|,\s*(?:and\s+)?(?:also|plus|it is|order)|$)",
    re.IGNORECASE,
)
_AFTER_COMMA = re.compile(
    r"[^.!?;:\n,\u2013\u2014]{0,80}?(?:,|\s[-\u2013\u2014]|:|\.\.+)\s*(?P<clause>(?!(?:please|pls"
    r"|plz|order|where|how|what|can|could|and|or|so|thanks|is)\b)\S)",
    re.IGNORECASE,
)
_NEXT_SENTENCE = re.compile(
    r"\s*(?:it['\u2019]?s?|its|they(?:['\u2019]re)?|the|there|that['\u2019]?s|i (?:got|don|just"
    r"|ordered|received|have|thought)|wrong|too|doesn|just|broken)\b",
    re.IGNORECASE,
)
_SUBJECT_GAP = re.compile(
    r"\s*(?:\([^()\n]*\)\s*)?(?:(?:that\s+|which\s+)?(?:i|we|you|u|my \w+)(?:['\u2019]ve)?\s+"
    r"(?:\w+\s+){0,2}?(?:bought|ordered|received|recieved|got|purchased|sent|shipped)\b"
    r"(?:\s+(?:me|us|last|this|that|yesterday|today|week|month|time|on|in|from|under|with|for|of"
    r"|you|it|my|the|your|order|shop|store|\S*\d\S*)\b)*"
    r"|(?:from|in)\s+(?:my\s+|the\s+)?(?:\w+\s+)?order(?:\s+\S*\d\S*)?)?"
    r"\s*(?:\([^()\n]*\)\s*)?,?\s*(?:(?:that|which|whose)\s+)?",
    re.IGNORECASE,
)
_PREDICATE = re.compile(
    r"(?:is|are|was|were|isn['\u2019]?t|aren['\u2019]?t|wasn['\u2019]?t|does|doesn['\u2019]?t"
    r"|dosnt|do|don['\u2019]?t|did|didn['\u2019]?t|won['\u2019]?t"
    r"|can['\u2019]?t|has|have|makes?|burst|pinch|came|wobbles?|won|arrived|came|broke|stopped|keeps?|smells?|looks?|feels?|leaks?|fell"
    r"|\w+s\b|\w+ed\b)",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"(?:(?:it\s+)?(?:came|arrived)|going back|great|fine|perfect|not urgent|thanks?|unopened"
    r"|still sealed)\W*$",
    re.IGNORECASE,
)
_MOST_WORDS = 25
_JOINT = re.compile(r",?\s+(?:and|also|plus)\b[^.!?]*$", re.IGNORECASE)
_NEAR = 120
_STATED = re.compile(
    r"\b(?:reasons?(?: for (?:the )?return)?|fault|defect)\s*[:=]\s*", re.IGNORECASE
)
_SHARED = re.compile(r"\s*(?:back)?\s*[,;.]\s*(?=(?:they|both|all|neither|these)\b)", re.IGNORECASE)
_STATEMENT_BORDER = re.compile(
    r"[.!?;:\n]+\s|,\s|\s[-\u2013\u2014]\s|\bbut\b|\band\b(?=\s+(?:the|it|they|i|we|she|he|is|omg"
    r"|\w+\s+(?:is|are|was|were|has|have|\w+n['\u2019]t))\b)",
    re.IGNORECASE,
)
_BOUGHT = re.compile(
    r"\b(?:bought|ordered|purchased|got|received|have|own|want|like|need|return\w*|send|sent)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(r"\s*(?:(?:and|but|so|omg|also|that|because|as|since)\s+)+", re.IGNORECASE)
# What leads to the wish itself says nothing: "so I would like".
_WISH_HEAD = re.compile(
    r"\s*(?:(?:and|so|but|i|we|he|she|please|can|could|may|how|would|want|wanna|like|therefore|do"
    r"|need|to|wish|rather|am|going|is|have|has|decided|also|just|really|will|be|must|it|they|what"
    r"|let|me|you|hence|thus|(?:i|we|he|she)['\u2019](?:d|ll|m|re|ve))\b\W*)*",
    re.IGNORECASE,
)


def find_reason(
    message: str,
    request: tuple[int, int],
    sentence: tuple[int, int],
    sentences: Sequence[tuple[int, int]],
    product: Product | None,
    *,
    single: bool,
    unwanted: bool,
) -> str | None:
    """Return the reason that `message` gives for a wish to return `product`, if it gives any.

    `request` is the span of the wish with its products, `sentence` that of its sentence.
    `single` tells whether it names one product only, and `unwanted` whether the wish itself says
    why: "I no longer need the tripod".
    """
    start, end = request
    if stated := _STATED.search(message, max(0, start - _NEAR), end + _NEAR):
        return _clause(message, stated.end(), len(message))
    if because := _BECAUSE.search(message, end, sentence[1]):
        return _clause(message, because.end(), sentence[1])
    because = _BECAUSE.search(message, sentence[0], start)
    if because and message[sentence[0] : because.start()].strip() == "":
        return _clause(message, because.end(), start, before_wish=True)
    if product is not None and not single:
        shared = _SHARED.match(message, end)
        return _spoken_of_later(message, end, product) or (
            _clause(message, shared.end(), len(message)) if shared else None
        )
    if (
        product is not None
        and product.start < start
        and (said := _predicate(message, product, start))
    ):
        return said
    if after := _AFTER_COMMA.match(message, end, sentence[1]):
        clause = _clause(message, after.start("clause"), sentence[1])
        if clause and not _asks(clause):
            return clause
    if said_before := _just_before(message, sentence[0], start):
        return said_before
    if product is not None and (between := _between(message, product.end, start)):
        return between
    following = next((each for each in sentences if each[0] >= sentence[1]), None)
    if following and single and _NEXT_SENTENCE.match(message, following[0]):
        clause = _clause(message, following[0], following[1])
        if clause and not _asks(clause):
            return clause
    if unwanted:
        return _clause(message, start, sentence[1])
    return _told_before(message, start, product) if product is not None and single else None


def reason_behind(message: str, start: int, limit: int) -> str | None:
    """Return the reason right behind a product that another one follows at `limit`, if any."""
    because = re.compile(r"\s*").match(message, start)
    told = because and _BECAUSE.match(message, because.end(), limit)
    if not told:
        return None
    joint = _JOINT.search(message, told.end(), limit)
    return _clause(message, told.end(), joint.start() if joint else limit)


def _clause(message: str, start: int, limit: int, *, before_wish: bool = False) -> str | None:
    """Return the clause that begins at `start`, in the customer's words."""
    if before_wish:
        wish = re.compile(
            r",?\s+(?:(?:and|so)\s+)?(?:i|we|please|can|could)(?:['\u2019]d)?\s+(?:\w+\s+){0,4}$",
            re.IGNORECASE,
        )
        text = wish.sub("", message[start:limit])
    else:
        end = _CLAUSE_END.search(message, start, limit)
        text = _before_requests(message[start : end.start() if end else limit])
    text = text.strip(' \t\n,.;:!?()-\u2013\u2014"\u201c\u201d')
    if not text or _EMPTY.match(text) or len(text.split()) > _MOST_WORDS:
        return None
    return text


def _before_requests(text: str) -> str:
    """Return `text` up to the first clause after a comma that asks for something else."""
    for comma in re.finditer(r",\s+", text):
        end = text.find(",", comma.end())
        if _asks(text[comma.end() : end if end >= 0 else len(text)]):
            return text[: comma.start()]
    return text


def _asks(clause: str) -> bool:
    """Say whether a clause is another request or about money or parcels rather than a reason."""
    return any(cue.alone or cue.kind == "cancel" for cue in find_cues(clause)) or bool(
        re.match(
            r"(?:order|can|could|please|where|when|how|what|also|my (?:order|phone|zip|name))\b",
            clause,
            re.I,
        )
        or re.fullmatch(r"[\W\d]*|\S*\d\S*", clause)
    )


def _predicate(message: str, product: Product, limit: int) -> str | None:
    """Return what the message says about a product that it named before the wish."""
    gap = _SUBJECT_GAP.match(message, product.end)
    place = gap.end() if gap else product.end
    if not _PREDICATE.match(message, place) or place >= limit:
        return None
    clause = _clause(message, place, limit)
    if clause is None:
        return None
    return re.sub(
        r"^(?:(?:came|arrived)\s+but\s+"
        r"|(?:is|are|was|were)\s+(?=missing|broken|damaged|faulty|too|the wrong|defective))",
        "",
        clause,
    )


def _just_before(message: str, start: int, limit: int) -> str | None:
    """Return the clause in front of "so I want to return it"."""
    text = message[start:limit]
    link = re.search(
        r",?\s+(?:so|therefore|hence)\s+(?:i|we|please|can|could|it)\b", text, re.IGNORECASE
    )
    if link is None:
        return None
    clause = re.split(
        r",\s*(?:but|and)\s+|\s+(?:but|and)\s+(?=the|it|she|he|they|i)", text[: link.start()]
    )[-1]
    leading = _LEADING.match(clause)
    return clause[leading.end() if leading else 0 :].strip(" ,.;:-") or None


def _between(message: str, start: int, limit: int) -> str | None:
    """Return the last statement between a product and the wish: "the lamp ... It flickers."."""
    for said in reversed(_STATEMENT_BORDER.split(message[start:limit])[1:]):
        if _WISH_HEAD.fullmatch(said):
            continue
        leading = _LEADING.match(said)
        clause = said[leading.end() if leading else 0 :].strip(' \t\n,.;:!?()-\u2013\u2014"')
        words = len(clause.split())
        if 2 <= words <= _MOST_WORDS and not _EMPTY.match(clause) and not _asks(clause):
            return clause
    return None


def _told_before(message: str, limit: int, product: Product) -> str | None:
    """Return what is told where the product is mentioned for the first time, before the wish."""
    head = (product.name or "").split()[-1:]
    first = head and re.search(rf"\b{re.escape(head[0])}\b", message[:limit], re.IGNORECASE)
    if not first:
        return None
    if said := _between(message, first.end(), limit):
        return said
    begun = message[: first.end()]
    clause = _STATEMENT_BORDER.split(begun)[-1].strip()
    if _BOUGHT.search(clause) or len(clause.split()) < len((product.name or "").split()) + 3:
        return None
    return clause


def _spoken_of_later(message: str, end: int, product: Product) -> str | None:
    """Return what is said later about one of several products: "the sleeve is too small"."""
    if product.name is None:
        return None
    for noun in (product.name, product.name.split()[-1], product.name.split()[0]):
        said = re.compile(rf"\b(?:the|my)\s+{re.escape(noun)}\s+", re.IGNORECASE).search(
            message, end
        )
        if said is None:
            continue
        clause = _clause(message, said.end(), len(message))
        if clause:
            clause = clause.split(",")[0]
            return re.sub(r"^(?:is|are|was|were)\s+", "", clause)
    return None
