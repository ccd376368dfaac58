"""Find the clauses of a customer's message that ask for something, whatever it is."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from frontdesk.models.offline.planning.sentences import Span

Asks = Literal["know", "do", "hint"]


class Request(NamedTuple):
    """A clause that asks for something: to know it, or to have it done.

    A "hint" has a question mark, but not a question's form.
    """

    start: int
    end: int
    asks: Asks


_SOMEBODY = (
    r"(?:you(?:\s+(?:guys|people|all))?|u|ya|some(?:one|body)|any(?:one|body)|one of you|your \w+)"
)
_PERSON = r"(?:i|we|you|u|ya|they|he|she|it|there|some(?:one|body)|any(?:one|body))"
_I = r"(?:i|we|(?:my|our|his|her|their) \w+)"
_SOFTLY = (
    r"(?:(?:also|please|pls|plz|kindly|just|really|maybe|perhaps|possibly|then|still|now|only"
    r"|therefore|hereby|rather|very much|further|equally|\w+ly)\s+)*"
)
_AUXILIARY = (
    r"(?:is|are|am|was|were|do|does|did|has|have|had|can|could|will|would|should|shall|may|might"
    r"|must|(?:is|are|was|were|do|does|did|wo|would|ca|could|have|has)n['\u2019]?t)"
)
_SUBJECT = (
    rf"(?:{_PERSON}|this|that|these|those|the|my|our|your|an?|one|both|all|either|neither|some|any"
    r"|\w*[A-Za-z]-?\d\S*|\w+s)"
)
# Verbs with which one tells a shop what to do.
_VERB = (
    r"(?:add|amend|apply|arrange|assign|book|bring|call|cancel|change|charge(?= (?:me|it|my))"
    r"|check|clarify|clear|close|collect|combine|confirm|contact|correct|deactivate|delay|delete"
    r"|deliver|disable|dispatch|do|drop|e-?mail|enable|ensure|erase|exchange|expedite|explain"
    r"|extend|fetch|find|fix|forward|gift[- ]wrap|get|give|have|hold|hurry|include|increase|inform"
    r"|issue|keep|leave|let|link|mail|make|mark|merge|move|notify|open|pack|pass|pause|phone|pick"
    r"|post|postpone|prepare|process|provide|put|quote|raise|reactivate|rebook|redeliver|redirect"
    r"|reduce|refund|register|reissue|release|remind|remove|rename|renew|repair|replace|reply"
    r"|reroute|reschedule|resend|reserve|reset|return|reverse|ring|sell|send|set|ship|show|skip"
    r"|sort|split|stop|swap|switch|take|tell|terminate|text|track|transfer|turn|unlock|unsubscribe"
    r"|update|upgrade|use|waive|withdraw|wrap)"
)
_OBJECT = (
    r"(?:me|us|my|our|the|this|that|it|them|these|those|an?|all|both|any|off|up|out|in|on|one|him"
    r"|her|back|to|for|your|ur|sure|some\w*|only|two|three|with|where|why|whether|if|what|when"
    r"|\S*\d\S*|\w+\s+(?:please|pls|plz))"
)
_TO_KNOW = (
    r"(?:tell (?:me|us)|let (?:me|us) know|say|advise|explain|confirm|check|know|find out|see|ask"
    r"|inform (?:me|us)|look up|look at|clarify|understand|hear|verify|remind (?:me|us))"
)

# What stands before the words that ask, and says nothing.
_LEAD = re.compile(
    r"(?:[-*\u2022>\u2013\u2014(,:.!\s]|\(?[a-h1-9][).]\s"
    r"|(?:and|&|n|but|or|also|so|then|plus|oh|ok(?:ay)?|well|right|now|anyway|still|just|only"
    r"|again|actually|perhaps|maybe|sorry|hi|hello|hey|btw|by the way|ps|re|subject|fwd|besides"
    r"|in addition|apart from that|furthermore|lastly|finally|first(?:ly)?|second(?:ly)?"
    r"|third(?:ly)?|next(?: time)?|separately|therefore|instead|otherwise|meanwhile|in future"
    r"|from now on|if (?:possible|so|not)|in that case|in (?:the )?meantime"
    r"|while (?:you|u|i)(?:['\u2019]?\w+)? (?:there|at it|on it|have you)"
    r"|(?:(?:one|another|last|quick|my|other|second|more) ){1,3}(?:thing|question))(?![\w'\u2019]|-\w)){1,30}",
    re.IGNORECASE,
)
_WH = r"(?:what|where|when|why|y|who|whom|whose|which|how)"
_TO_BE_KNOWN = rf"(?=(?:if|whether|that|(?:on|at|in|by|until|to) {_WH}|{_WH})\b)"

# Tried in this order where a clause begins, behind its lead.
_OPENERS: tuple[tuple[Asks, str], ...] = (
    (
        "know",
        rf"(?:(?:can|could|would|will|wld|cld)\s+{_SOMEBODY}\s+{_SOFTLY}(?:(?:care|mind|be able|like)\s+to"
        rf"\s+)?|(?:can|could|may)\s+(?:i|we)\s+{_SOFTLY}"
        rf"|{_I}(?:['\u2019]?d| would)?\s+{_SOFTLY}(?:like|love|need|want(?:ed)?|wish|have|hope)\s+(?:you\s+)?to"
        rf"\s+|(?:need|want(?:ed)?)\s+to\s+|do\s+{_SOMEBODY}\s+(?:happen to\s+)?|{_SOMEBODY}\s+(?:can\s+)?)?"
        rf"{_SOFTLY}{_TO_KNOW}\b,?\s*(?:(?:about|please|pls|for me|me|us|also|too)\s+)*{_TO_BE_KNOWN}",
    ),
    (
        "know",
        r"(?:(?:i|we)(?:['\u2019]m| am| was| were|['\u2019]re| are)?\s+(?:just\s+|also\s+)?)?"
        rf"(?:wonder(?:ing)?|curious)\b|(?:do\s+(?:you|u)\s+have\s+)?any idea\b",
    ),
    (
        "do",
        rf"(?:can|could|would|will|cld|wld)\s+{_SOMEBODY}\b|(?:can|could|may|might|shall|should)(?:n['\u2019]?t)?\s+(?:i|we)\b"
        r"|(?:is|would)\s+(?:it|there)\s+(?:be\s+)?(?:still\s+)?(?:possible|okay?|alright|all right|feasible|(?:a|any)\s+"
        r"(?:way|chance|possibility))\b|(?:is|are)\s+\w+\s+able\s+to\b|any (?:chance|way|possibility)\b"
        r"|(?:can|could)\s+(?:it|they|this|that|the|my|our|these|those)\b|possible to\b|how about\b"
        r"|(?:i\s+)?wonder(?:ing)?\s+(?:if|whether)\s+(?:you|i|we|it|some\w+)\s+(?:can|could|would|might)\b"
        r"|would\s+(?:it|there)\s+be\b|(?:do|would)\s+(?:you|u)\s+mind\b",
    ),
    (
        "know",
        r"how (?:much|many|long|big|large|old|far|often|heavy|high|tall|wide|deep|loud|do|can|should)\b"
        rf"|(?:(?:on|at|in|to|for|from|with|by|until|since)\s+)?(?:roughly\s+)?{_WH}(?!\s+(?:i|we)\b)(?:['\u2019]?(?:s|re|d|ll))?"
        rf"(?:(?<=\ws)|(?<=\wre)|\s+(?:[\w'\u2019-]+\s+){{0,5}}?(?:{_AUXILIARY}|r)\s+{_SUBJECT}(?=\W)"
        r"|\s+(?:about|happen\w*|come|to|must|might)\b)(?=\W)",
    ),
    ("know", rf"(?:(?!(?:and|but|so)\b)[^\s,;:.!?()]{{1,40}}\s+){{1,12}}?to (?:ask|know)\b,?\s*{_TO_BE_KNOWN}"),
    ("know", r"any\s+(?:news|ideas?|updates?|word|discounts?)\b"),
    (
        "know",
        r"(?:will|would|should|shall|do|does|did|is|are)(?:n['\u2019]?t)?\s+"
        rf"(?:{_PERSON}|my|our|your)\b(?!['\u2019])"
        r"|(?:has\s+(?:it|my|our|any\w+)|have\s+(?:they|you|u|my|our))\s+(?:[\w-]+\s+){0,3}?(?:been|\w+ed|left|gone|come|got|sent)\b",
    ),
    (
        "do",
        rf"{_I}\s*(?:['\u2019]?d|would|should)\s+{_SOFTLY}(?:like|love|prefer|appreciate|welcome|need|want|wish"
        r"|ask|be (?:\w+\s+)?(?:grateful|glad|happy|obliged|pleased|delighted|thankful|interested))\b"
        rf"|{_I}\s+{_SOFTLY}(?:wants?|wish(?:es)?|requests?|demand|requires?|asks?|insist|expect (?:an?|some|you|your)|hope (?:to|you|that you|some)"
        rf"|needs?(?=\s+(?:to|you|your|some(?:one|body)|help|advice)\b))\b"
        rf"|(?:i|we)\s*(?:['\u2019]?m|am|['\u2019]re|are)\s+{_SOFTLY}(?:(?:hoping to|(?:writing|contacting you|getting in touch|looking|asking"
        r"|calling|here)\s+(?:to|for|about))\b|after\b|requesting|interested in|in need of)"
        rf"|{_I}\s+(?:must|have to|need to|want to)\s+{_SOFTLY}(?:complain|make a complaint)"
        rf"|{_I}\s+{_SOFTLY}(?:wanted to|was (?:hoping|looking|going) to)\s+(?:ask|know|request|check|find|change|cancel|order|book|get)"
        rf"|what\s+(?:i|we)(?:['\u2019]m|['\u2019]d| would| am| are)?\s+{_SOFTLY}(?:want|need|like)\b"
        r"|(?:would like|wish|want|need|looking|hoping)\s+(?:to\b|you\b|an?\b|another\b|some\w*\b)"
        r"|request(?:ing)?\s+(?:to|for|an?|the)\b|(?:i|we) hereby\b"
        r"|(?:cancellation|exchange|quote|quotation|call-?back|complaint)\s+(?:of|for|about|against|regarding)\b",
    ),
    (
        "do",
        r"(?:(?:it|that)\s*)?(?:would|['\u2019]?d)\s+be\s+(?:\w+\s+)?\w+(?:\s+of you)?\s+(?:if|to)\b"
        rf"|if\s+(?:{_SOMEBODY}|it)\s+(?:also\s+)?(?:could|would|can|['\u2019]d|(?:were|is) possible)\b|let\s?me\s+return|lemme\b"
        rf"|(?:[\w'\u2019-]+\s+){{1,12}}would be\s+(?:\w+\s+)?(?:appreciated|welcome|nice|great|good|helpful|lovely)\b",
    ),
    ("do", r"(?:please|pls|plz|plse|kindly)\b(?=,?\s+(?!(?:and|but|so|do not|don['\u2019]?t|never)\b)\w)|(?:i|we) beg (?:of )?you\b"),
    (
        "do",
        r"(?:(?:the|your|my)\s+)?(?:some(?:one|body)|drivers?|couriers?|they|you|delivery (?:man|guys?|people|men|drivers?))"
        r"(?:\s+(?:with|from|in|at|of)(?:\s+[\w'\u2019-]+){1,3})?\s+"
        rf"(?:(?:should|must|needs? to|has to|have to)\s+{_SOFTLY}{_VERB}\b(?! (?:been|known))"
        r"|(?:can|could|may)\s+(?:just\s+|also\s+)?(?:leave|put|ring|drop|deliver|redirect|cancel|call me|phone me)\b)"
        rf"|some(?:one|body)\s+{_SOFTLY}{_VERB}\b"
        r"|(?:[\w'\u2019-]+\s+){1,6}(?:needs?|has|have) to be\s+(?:\w+ly\s+)?\w+(?:ed|t|n|ne)\b"
        r"|(?:[\w'\u2019-]+\s+){1,6}needs\s+(?:chang|updat|correct|replac|fix|repair|cancel)ing\b",
    ),
)
# "For the quarter's books we need ...", "not to return it, I just want it mended".
_AFTER_TOPIC = re.compile(
    r"(?:(?:for|from|on|in|with|regarding|about|instead of|after|before|to|at|as)\s+(?:[^\s,;:.!?()]{1,40}\s+){1,12}?"
    r"|(?:[^\s,;:.!?()]{1,40}\s+){1,8}?(?:it|them|that|this|one|anymore)\s+)(?=(?:i|we|my|our|can|could|would|please|pls)\b)",
    re.IGNORECASE,
)
_OPENER = re.compile(
    "|".join(f"(?P<{asks}{place}>{words})" for place, (asks, words) in enumerate(_OPENERS)),
    re.IGNORECASE,
)
_DEMAND = re.compile(rf"{_VERB}(?=\s*[.!?]|\s*$|\s+{_OBJECT}(?!\w))", re.IGNORECASE)
_POINTED_DEMAND = re.compile(rf"{_VERB}\s+(?:me|us|my|our|them|those|sure|off)\b", re.IGNORECASE)
_JOINED_DEMAND = re.compile(rf"(?:to\s+)?(?:{_VERB}|order(?! \S*\d)|buy|speak|talk|pay)\s+{_OBJECT}(?!\w)", re.IGNORECASE)
_LEADS_TO_DEMAND = re.compile(r"\b(?:just|so|then|instead|also|only)\W*$", re.IGNORECASE)
# "Put it together myself": what the customer did.
_CONDITION = re.compile(r"\b(?:if|in case|unless|once|when)\b[^,.;!?\n]*,$", re.IGNORECASE)
_OWN_WORK = re.compile(r"[^.!?;\n]{0,80}\b(?:myself|ourselves|yesterday|last)\b", re.IGNORECASE)
_FORBIDDEN = re.compile(r"(?:(?:please|pls|plz|kindly)\s+)?(?:do not|don['\u2019]?t|never)\s+(?:\w+ly\s+)?", re.IGNORECASE)
# What may be forbidden to a shop or its driver; "don't worry" forbids nothing.
_FORBIDDABLE = re.compile(
    r"(?:ring|knock|leave|call|deliver|ship|include|use|put|share|notify|let|give|wrap|charge|print|add"
    r"|hand|drop|park|open|pack|mention|send (?!me\b|a\b|another\b|it\b))",
    re.IGNORECASE,
)
_BEGUN = re.compile(
    r"[,;:]\s+|\s[-\u2013\u2014]+\s|\s?[()]\s*|\s*[\u2013\u2014]\s*|\.\.+\s*|[.?!]\s+"
    r"|(?<!\s)\s+(?=(?:and|but|plus|so|or|n|btw|also|then|please|pls|plz|kindly|if)\b)",
    re.IGNORECASE,
)
# Where a request ends before its sentence does.
_STOP = re.compile(
    r";\s|\s[-\u2013\u2014]+\s|\s*\((?!\w\))|\s*[\u2013\u2014]|\.\.+|:\s"
    r"|(?:,|(?<!\s))\s+(?:but|because|since|cos|coz|although|though|while|whereas|thanks|thank you|cheers|btw|ta)\b"
    r"|(?:,|(?<!\s))\s+so\s+(?:i|we|that|it|my|the)\b|(?:,|(?<!\s))\s+(?:that|it|this)(?:['\u2019]?d| would| will)\s+be\b"
    r"|(?:,|(?<!\s))\s+as\s+(?:i|we|it|they|he|she|there|this|that|my|our)\b"
    r"|,\s+(?:and\s+)?(?:i|we|it|they|he|she|my|our|there|this|that|otherwise|you)(?:['\u2019]\w+)?\s"
    r"|(?<!\s)\s+and\s+(?:i|we|it|they|he|she|there|my|our)(?:['\u2019]\w+)?\s",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"\"[^\"\n]{1,200}\"|\u201c[^\u201d\n]{1,200}\u201d"
    r"|(?<!\w)['\u2018][^'\u2018\u2019\n]{1,120}['\u2019](?!\w)"
)
_REPORTED = re.compile(
    r"\b(?:said|says?|saying|told|asked|asks|reads?|claim(?:s|ed)?|promised)\b[^.!?]{0,25}$",
    re.IGNORECASE,
)
_POLITE_END = re.compile(
    r"(?:[^\s,;:.!?()]{1,40}\s+){1,14}?(?:please|pls|plz)(?=\s*(?:[,.:;!?()\n-]|$))", re.IGNORECASE
)
_INVERTED = re.compile(rf"(?:(?P<can>can|could)|{_AUXILIARY})\s+(?:(?:not|also)\s+)?{_SUBJECT}(?!\w)", re.IGNORECASE)
_NEED = re.compile(
    rf"(?:{_I}\s+{_SOFTLY})?needs?\s+(?:an?|another|\d\S*|two|three|more|some|the|new|our|my)\b",
    re.IGNORECASE,
)
_SOFT = re.compile(r"(?:please|pls|plz|kindly|if|also|then)\b", re.IGNORECASE)
_REPORTED_REACH = 60
_BORDER_REACH = 80
_SHORTEST = 12
_STRONG = frozenset("\n.:;!?-\u2013\u2014()")


def find_requests(message: str, sentences: Sequence[Span]) -> list[Request]:
    """Return the clauses of `message` that ask for something, in their order.

    `sentences` are the spans of its sentences. A request ends where the next one begins, or where
    its sentence goes on with something else.
    """
    quoted = [found.span() for found in _QUOTED.finditer(message)]
    requests: list[Request] = []
    for sentence in sentences:
        if message.startswith(">", message.rfind("\n", 0, sentence[0]) + 1):
            continue
        begun = [*_begun(message, sentence, quoted)]
        ends = [*(each.start for each in begun[1:]), sentence[1]][: len(begun)]
        for each, end in zip(begun, ends, strict=True):
            stop = _STOP.search(message, min(each.end, end), end)
            requests.append(each._replace(end=stop.start() if stop else end))
    return requests


def _begun(message: str, sentence: Span, quoted: Sequence[Span]) -> Iterator[Request]:
    """Yield the requests of a sentence; each ends behind the words that make it one."""
    start, end = sentence
    start += len(message[start:end]) - len(message[start:end].lstrip())
    is_question = message[start:end].rstrip(" \n\t)\"'\u201d\u2019").endswith("?")
    places = [start, *(found.end() for found in _BEGUN.finditer(message, start, end))]
    last: Request | None = None
    in_clause = False  # Whether a request began where the clause before this place did.
    for place in places:
        if any(opening < place < closing for opening, closing in quoted):
            continue
        if last is not None and (
            place < last.end or (in_clause and _SOFT.match(message, place, end))
        ):
            continue
        if _REPORTED.search(message, max(start, place - _REPORTED_REACH), place):
            continue
        found = _request(message, (place, end), last, is_question=is_question)
        in_clause = found is not None
        if found is not None:
            last = found
            yield found
    if last is None and is_question:
        begin = next((place for place in reversed(places) if end - place > _SHORTEST), start)
        yield Request(begin, begin + 1, "hint")


def _request(
    message: str, clause: Span, last: Request | None, *, is_question: bool
) -> Request | None:
    """Return the request that a clause begins with, if it does."""
    start, end = clause
    lead = _LEAD.match(message, start, end)
    begin = lead.end() if lead else start
    if forbidden := _FORBIDDEN.match(message, begin, end):
        is_real = _FORBIDDABLE.match(message, forbidden.end(), end)
        return Request(begin, is_real.end(), "do") if is_real else None
    found = _OPENER.match(message, begin, end)
    if found is None and (topic := _AFTER_TOPIC.match(message, begin, end)):
        found = _OPENER.match(message, topic.end(), end)
        found = found or _NEED.match(message, topic.end(), end)
    if found:
        asks: Asks = "know" if (found.lastgroup or "").startswith("know") else "do"
        return Request(begin, found.end(), asks)
    if last is not None and (found := _demand(message, clause, begin, last)):
        return Request(begin, found.end(), "do")  # "..., and have it redirected?"
    if is_question and (found := _INVERTED.match(message, begin, end)):
        return Request(begin, found.end(), "do" if found["can"] else "know")
    if found := _demand(message, clause, begin, last):
        return Request(begin, found.end(), "do")
    if found := _POLITE_END.match(message, begin, end):
        return Request(begin, found.end(), "do")
    return None


def _demand(
    message: str, clause: Span, begin: int, last: Request | None
) -> re.Match[str] | None:
    """Match a demand ("switch off the alerts"), but no account of what was done ("put it up")."""
    start, end = clause
    if last is not None and last.asks == "do" and (
        joined := _JOINED_DEMAND.match(message, begin, end)
    ):
        return joined
    found = _DEMAND.match(message, begin, end)
    if found is not None and _OWN_WORK.match(message, found.end(), end):
        return None
    before = message[max(0, start - _BORDER_REACH) : start].rstrip(" \t")
    opens = not before or before[-1] in _STRONG or _CONDITION.search(before) is not None
    if opens or last is not None or _LEADS_TO_DEMAND.search(message, start, begin):
        return found or (_NEED.match(message, begin, end) if opens else None)
    return _POINTED_DEMAND.match(message, begin, end)
