"""Find the requests in a customer's message that are no task: they are listed, not done."""

import re

from frontdesk.models.offline.planning.attribution import is_in
from frontdesk.models.offline.planning.cues import find_cues
from frontdesk.models.offline.planning.returns import find_returns
from frontdesk.models.offline.planning.sentences import Span, sentence_spans, withdrawn_spans

_READ_CHARACTERS = 10_000
_LONGEST_REQUEST = 160
_MY = r"(?:my|our|the|this|that|an?|your)"
_MAY = r"(?:can|could|would|will|please|pls|plz|kindly|want|need|like|wish|ask(?:ing)?|request\w*)"

_PATTERNS = (
    # to cancel, or to end something
    rf"\b(?:cancel|stop|terminate|end|unsubscribe|close|delete|deactivate|pause|renew|upgrade"
    rf"|downgrade)\s+(?:\w+\s+){{0,2}}?(?:{_MY}\s+)?(?:\w+\s+){{0,3}}?(?:order|subscription|account"
    r"|membership|newsletter|contract|delivery|data|plan|it|them|A-?\d+|#?\w*-?\d{3,})\b",
    r"\bcancel(?:l?ing|lation)?\b|\bunsubscribe\b",
    # to have something else than was sent, or have it repaired
    rf"\b{_MAY}\b[^.?!]{{0,40}}\b(?:exchange|swap|replace|repair|fix)\b",
    r"\b(?:exchange|swap)\s+(?:\w+\s+){1,6}?for\b|\b(?:exchange|swap)\s+(?:it|them|the|my|this)\b",
    rf"\b{_MAY}\b[^.?!]{{0,40}}\b(?:replacement|spare part|different (?:size|colou?r)"
    r"|another (?:size|colou?r))\b",
    r"\b(?:send|get|have) (?:me|us) (?:an?|the) (?:new|replacement|spare|missing|different)\b",
    # to change what is on file
    r"\b(?:change|update|correct|edit|modify|amend)\s+(?:my|the|our|a|an)\s+(?:\w+\s+){0,3}?"
    r"(?:address|date|time|quantity|size|colou?r|item|e-?mail|phone|number|name|details|password"
    r"|payment|card|order)\b",
    r"\b(?:i|we)(?:['\u2019]ve| have)?\s+moved\b|\bnew (?:delivery |shipping |postal )?address\b",
    r"\b(?:deliver|send|ship)(?:ed)?\s+(?:it|them|that|my \w+)\s+to\s+(?:my|a|the|another)\b",
    r"\b(?:add|remove)\s+(?:\w+\s+){1,4}(?:to|from)\s+(?:my|the|our)\s+(?:order|account)\b",
    # money that is owed
    r"\bwhere(?:['\u2019]?s| is)\s+(?:my|our|the)\s+(?:refund|money|credit|reimbursement)\b",
    r"\b(?:refund|money|reimbursement|credit)\b[^.?!]{0,60}\b(?:not|never|n['\u2019]t|still|yet"
    r"|promised|agreed|owed?|outstanding|waiting|arriv\w+|when)\b",
    r"\b(?:not|never|n['\u2019]t)\s+(?:\w+\s+)?(?:received|got(?:ten)?|had|seen)\s+(?:my|the|any|our)"
    r"\s+(?:refund|money|credit|reimbursement)\b",
    r"\b(?:waiting|when)\b[^.?!]{0,40}\b(?:refund|reimbursement|money back)\b",
    r"\b(?:promised|agreed|owed?)\b[^.?!]{0,40}\b(?:refund|money|credit|reimbursement|voucher)\b",
    # complaints, and people
    r"\b(?:complain(?:t|ts|ing)?|compensation|compensate|escalate|legal action)\b",
    r"\b(?:rude|unfriendly|unacceptable|appalling)\b[^.?!]*\b(?:service|staff|driver|courier|agent"
    r"|employee|support|treat\w*|way)\b"
    r"|\b(?:driver|courier|staff|agent|employee)\b[^.?!]{0,30}\b(?:rude|unfriendly|unacceptable)\b",
    r"\b(?:speak|talk)\s+(?:to|with)\s+(?:an?|the|your|some)\s*(?:\w+\s+)?(?:manager|supervisor"
    r"|person|human|agent|one|body|someone)\b|\bcall me\b|\b(?:ring|phone) me\b",
    # advice, sale, warranty and the like
    r"\b(?:do|does|is|are|can|will|would)\s+(?:the|your|this|that|these|you)\s+[^.?!]{0,60}"
    r"\b(?:fit|compatible|work with|waterproof|washable|come (?:in|with)|in stock|available"
    r"|dimmable|sell|stock|offer|suitable|dishwasher|made (?:of|in)|support|include)\b[^.!]*\?",
    r"\b(?:which|what)\s+(?:size|colou?rs?|battery|bulb|material|model|dimensions)\b[^.!]*\?",
    r"\bhow (?:do|can|should|to)\b[^.!?]{0,20}\b(?:clean|install|assemble|set up|reset|charge|use"
    r"|connect|pair|mount)\b[^.!]*\?",
    r"\bhow (?:heavy|big|tall|long|wide|loud|much) (?:is|are|does|do)\s+(?:the|your|a)\b"
    r"(?![^.?!]*\b(?:order|parcel|delivery|return|refund)\b)[^.!]*\?",
    r"\b(?:discount|coupon|voucher|promo(?:tion)?|price match)\b[^.!]*\?"
    rf"|\b{_MAY}\b[^.?!]{{0,30}}\b(?:discount|coupon|voucher|price match|gift card)\b",
    rf"\b{_MAY}\b[^.?!]{{0,40}}\b(?:warranty|guarantee)\b|\bunder (?:the )?warranty\b",
    rf"\b{_MAY}\b[^.?!]{{0,20}}\b(?:order|buy|purchase)\s+(?:another|more|\d+|two|three|an?)\b",
    r"\b(?:reset|forgot(?:ten)?|lost)\s+(?:my|the)\s+password\b",
)
_REQUEST = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS), re.IGNORECASE)
_NEGATED = re.compile(
    r"(?:\b(?:do|does|did)\s?n[o'\u2019]?t|\bnot|\bnever|\bno need to|\bwithout|\bdon['\u2019]?t"
    r"|\binstead of|\brather than)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:was|were|been|have|had|has|got)\s+(?:\w+\s+)?$", re.IGNORECASE)
_CLAUSE = re.compile(
    r"[,;:]?\s+(?:and|but|also|plus|then|because|since)\s+(?:also\s+)?|[,;:]\s+|\s[-\u2013\u2014]\s",
    re.IGNORECASE,
)


def find_unhandled(message: str) -> list[str]:
    """Return the clauses of `message` that ask for what is no task, word for word, in their order.

    Such are cancellations, exchanges and repairs, changes of what is on file, money that was
    agreed on, complaints, and questions about products.
    """
    message = message[:_READ_CHARACTERS]
    sentences = sentence_spans(message)
    withdrawn = withdrawn_spans(message, sentences, find_cues(message))
    returns = [(each.start, each.end) for each in find_returns(message, sentences)]
    found: list[str] = []
    for sentence in sentences:
        for clause in _clauses(message, sentence):
            request = _REQUEST.search(message, *clause) or _across(message, clause, sentence)
            if request is None or is_in(request.start(), [*withdrawn, *returns]):
                continue
            before = message[sentence[0] : request.start()]
            if _NEGATED.search(before) or _is_over(request.group(), before):
                continue
            text = message[slice(*clause)].strip(" \t\n.,;:!-\u2013\u2014")
            text = _shortened(text, message[clause[0] : request.start()])
            if text and text not in found:
                found.append(text)
    return found


def _is_over(request: str, before: str) -> bool:
    """Say whether the words tell what happened: "it was cancelled", "my refund has arrived"."""
    return request.lower().startswith(("cancel", "exchang", "replac")) and bool(
        _PAST.search(before)
    )


def _across(message: str, clause: Span, sentence: Span) -> re.Match[str] | None:
    """Find a request that begins in the clause and goes on behind it."""
    request = _REQUEST.search(message, clause[0], sentence[1])
    return request if request and request.start() < clause[1] else None


def _clauses(message: str, sentence: Span) -> list[Span]:
    start, end = sentence
    borders = [found.span() for found in _CLAUSE.finditer(message, start, end)]
    starts = [start, *(border[1] for border in borders)]
    ends = [*(border[0] for border in borders), end]
    return [*zip(starts, ends, strict=True)]


def _shortened(text: str, before: str) -> str:
    """Cut a clause down to whole words, beginning with the request where it stands late."""
    if len(text) <= _LONGEST_REQUEST:
        return text
    late = text[len(before.lstrip()) :] if len(before) > _LONGEST_REQUEST // 2 else text
    return late[:_LONGEST_REQUEST].rsplit(" ", 1)[0] if len(late) > _LONGEST_REQUEST else late
