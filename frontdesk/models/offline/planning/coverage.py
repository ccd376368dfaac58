"""Decide whether a request of a message belongs to one of its tasks, or asks for nothing new."""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from frontdesk.models.offline.planning.cues import find_cues
from frontdesk.models.offline.planning.requests import Request
from frontdesk.models.offline.planning.returns import find_returns
from frontdesk.models.offline.planning.sentences import Span

Topic = Literal["status", "billing", "return"]


class Said(NamedTuple):
    """A message, its sentences, where it asks for a return, and where its topics are mentioned."""

    message: str
    sentences: Sequence[Span]
    returns: Sequence[Span]
    topics: Sequence[tuple[int, str]]


_ORDER = r"(?<![\w-])(?!inv)(?:[a-z]{1,3}-?|#\s?)?\d{4,}(?!\w)"
_INVOICE = r"\binv(?:oice)?\b[-\s]*\d[\d-]+|\binvoices?\b"
_INVOICE_NAMED = re.compile(_INVOICE, re.IGNORECASE)
_AMOUNT = (
    r"[$\u20ac\u00a3]\s?\d|\b\d+[.,]\d\d\b|\b\d+ (?:euros?|pounds?|dollars?|bucks|quid|eur|usd|gbp|rs)\b"
    r"|\brs\.? \d|\b(?:euros?|dollars?|cash|tenner|fiver)\b"
)
# Words with which one asks about an order, an invoice or a return, whatever the verb.
_ASKED: dict[Topic, re.Pattern[str]] = {
    "status": re.compile(
        r"\b(?:tracking|whereabouts|eta|tracked|(?:delivery|order|shipping) status|(?:arrival|delivery|dispatch|shipping) (?:date|day|time)|status (?:of|on)|latest on)\b"
        r"|\b(?:where(?:['\u2019]?s)?)\b(?!\s+(?:can|do|should|could|would|to|i|you)\b)(?![^?]*\b(?:shop|store|manual"
        r"|showroom|branch|made|refund|money|serial)\b)"
        r"|\b(?:when|what (?:day|time|date)|which (?:day|week|date)|how (?:long|soon|much longer)|whether|if|has|have|is|are|will"
        r"|did|any (?:news|update|updates|word|idea)|when['\u2019]?(?:s|ll))\b(?![^?]*\b(?:stock|available|price|sale|come (?:in|with)\b))"
        r"[^?]*\b(?:arriv\w*|com(?:e|es|ing)|deliver\w*|ship(?:s|ped|ping|ment)?|dispatch\w*|sent|left|leav(?:e|ing)"
        r"|here|land(?:s|ing)?|turn(?:ed|ing)? up|show(?:ed|ing)? up|expect\w*|reach\w*|moved?|gets?|on (?:its|the|their)"
        r" (?:way|road)|due|receiv\w*|posted|held|lost|stuck|in transit|visiting|gone|packed|collected by|appear\w*|home|reckon|order|parcel"
        r"|package|shipment)\b"
        r"|\bany\s+(?:news|updates?|word)\b|\bupdate\b(?= (?:on|about|for|me|us))",
        re.IGNORECASE,
    ),
    "billing": re.compile(
        rf"{_INVOICE}|{_AMOUNT}|\b(?:bills?|billed|charged|charges|a charge|(?:the|this|that|my) (?:\w+ )?(?:charge|fee"
        r"|amount|payment|total|tax|vat|deposit)|charge (?:me|us|for|on)|charging (?:me|us)|overcharg\w*|fees"
        r"|surcharge|levy|debit\w*|deduct\w*|paid|statement|credit note|double payment)\b",
        re.IGNORECASE,
    ),
    "return": re.compile(
        r"\breturn(?:s|ed|ing)?\b|\b(?:send|sent|sending|give|giving|take|taking|bring|bringing|ship|post|go|going|goes|come"
        r"|coming|want|have|accept)\b[^.?!]{0,50}\bback\b|\brefund(?:s|ed|ing)?\b|\bmoney (?:back|returned)\b"
        r"|\brma\b|\bpick-?up\b|\bcollection\b|\brid of\b|\boff my hands\b|\breimburs\w+",
        re.IGNORECASE,
    ),
}
# Verbs that ask for no more than what the task does anyway, and what they are said of.
_DONE: dict[Topic, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "status": (
        re.compile(
            r"\b(?:check|track|trac|locat|find|look|chas|investigat|see|follow|updat|know|hear|tell|expect|get|give|have"
            r"|send|speed|hurr|expedit|rush|confirm|advis|want|need|arriv|ship|dispatch)\w*",
            re.IGNORECASE,
        ),
        re.compile(
            r"\b(?:tracking|eta|status|(?:an|any) updates?|update (?:on|about)|news|whereabouts|orders?|parcels?|packages?|shipments?|(?:my|the|our|this)"
            r" delivery|delivery (?:date|time|day|update)|where|when|arriv\w*|delivered|here|there by|in time|courier|carrier)\b|"
            rf"{_ORDER}",
            re.IGNORECASE,
        ),
    ),
    "billing": (
        re.compile(
            r"\b(?:expla[in]+|clarif|check|look|correct|fix|adjust|refund|credit|remov|revers|waiv|take|put|sort|review"
            r"|investigat|deduct|account for|pay (?:me|us|back)|reimburs|drop|cancel|understand|know|tell|why|pay back|break"
            r"|recalculat|reduc|resolv|query|queried|dispute|complain|confirm|justif|see|rectif|amend|return|question|withdraw)\w*",
            re.IGNORECASE,
        ),
        re.compile(
            rf"{_INVOICE}|{_AMOUNT}|\b(?:charges?|charged|charging|fees?|amounts?|bill|billing|billed|debit\w*|surcharge|levy|tax|vat"
            r"|discount|pric\w+|total|payments?|money|difference|overpayment|statement|cost)\b",
            re.IGNORECASE,
        ),
    ),
}
_MONEY_WANTED = re.compile(
    rf"\b(?:give|want|like|get|have|expect|need|transfer|owe)\b[^.?!]*(?:{_AMOUNT}|\bmy money\b)",
    re.IGNORECASE,
)
_OTHER_THAN_STATUS = re.compile(
    r"\b(?:cancel\w*|chang\w*|exchang\w*|swap\w*|replac\w*|repair\w*|redirect\w*|rerout\w*|reschedul\w*|postpon\w*"
    r"|delay(?! )|hold|add|remov\w*|leav\w*|put|instead|copy|address|combin\w*|merg\w*|split|deliver\w* (?:to|between|on|at|after|before)"
    r"|between|neighbou?r|another|other|different|new|more|again|evening|saturday|order(?:ed)? (?:a|two|more|some))\b"
    r"|\bsend (?:some|a (?:new|replacement))",
    re.IGNORECASE,
)
_OTHER_THAN_BILLING = re.compile(
    r"\b(?:address|name|(?:vat|tax) (?:number|no|id)|po|purchase order|copy|copies|duplicates?|pdf|instal?ments?|re-?send|re-?issue|split|combine"
    r"|e-?mail (?:me|us)|send (?:me|us)|pay by|voucher|gift card|quote|order form|cancel (?:my|the|our) (?!charge|fee|invoice))\b"
    r"|\b(?:can|could|may) (?:i|we) (?:still )?pay\b|\bto pay\b|\bhow (?:much|do i pay|can i pay)\b|\bis there (?:a|any)\b|\bdo you (?:offer|have|do|give)\b",
    re.IGNORECASE,
)
_OTHER_THAN_RETURN = re.compile(
    r"\b(?:cancel\w*|exchang\w*|swap\w*|replac\w*|repair\w*|polic\w+|how many days|until when|return (?:my|the|our) call)\b",
    re.IGNORECASE,
)
# How a return is done, if there is one.
_RETURN_DETAILS = re.compile(
    r"\b(?:labels?|postage|packaging|original (?:box|carton)|drop (?:it|them) off)\b", re.IGNORECASE
)
_RETURNS_IN_GENERAL = re.compile(
    r"\b(?:how long|how many days|until when|who pays|polic\w+|free|cost)\b", re.IGNORECASE
)
_FETCHED = re.compile(r"\b(?:collect(?:ed)?|pick(?:ed)? (?:\w+ )?up|fetch\w*)\b", re.IGNORECASE)
_REFUND = re.compile(r"\b(?:refund|money|credit|reimbursement)\b", re.IGNORECASE)
_ASKS_FOR_REFUND = re.compile(
    r"\b(?:where|when|status|still|yet|not|owed?|promised)\b", re.IGNORECASE
)
# Words that bring nothing new into a message.
_LIGHT = frozenset(
    """
    a an the this that these those it its it's them they he she one ones some any all both each
    i i'm i'd i've me my we we'd us our you your u ur ya somebody someone anybody anyone everyone people guys team
    is are was were be been being am do does did done has have had can could will would should shall
    may might must wont can't couldn't won't isn't don't didn't cant dont not no yes ok okay
    what what's whats where when why who which how y of on in at to for from with by about into out
    up off over if whether and or but so as then than there here now again too also just only really
    please pls plz kindly thanks thank thx cheers ta help helps helping assist assistance advise advice
    explain explained explanation clarify clarification check checked look looking see tell say let know
    reply respond response answer answers get getting got back give want need like love wish hope
    appreciate appreciated grateful glad happy great good nice lovely kind kindly ask asking request
    question questions think sort sorted fix resolve resolved solve solution handle deal act urgent
    urgently asap soon quick quickly quicker fast prompt promptly matter matters issue issues problem
    problems case thing things something anything nothing happen happened happening happens going go
    goes gone come wrong right mean means possible way time today tomorrow day days week minute
    moment little bit more any attached attachment below above photo photos picture
    pictures note bear forgive excuse sorry pardon confusion trouble inconvenience understand
    steps step process procedure work works earliest convenience regard regarding re first last
    joke kidding curious wondering wonder serious seriously believe idea clue hell heck earth hear hearing forward very well
    make take find put use miss missed supposed expect expected try end side part details info
    information sense feel best able ever even still yet already next another other else two three
    dear hello hi hey morning afternoon evening writing contact contacting touch enquire inquire
    verify clear everything records start basis mistake error correspond currently actually maybe perhaps must kind anyone's sir madam account for
    """.split()
)
_COURTESY = re.compile(
    r"\b(?:(?:like|love|want|wanted|wish|have) to (?:keep (?:the|it|them|this)|thank|say|point out|mention|add|compliment|praise|stress|emphasi[sz]e|make (?:it|one) clear)"
    r"|(?:thank|thanks)\b(?= you| for|$)|find attached|confirm (?:the |safe )?receipt|does any(?:one|body) (?:even|read|work|care|answer|check)|is any(?:one|body) (?:there|reading|listening|home)|see attached|bear with|excuse (?:my|the|me)|forgive|accept my|ignore|disregard"
    r"|no need|how are you|are you (?:there|serious|kidding|joking|open to)|who (?:are you|does that|knows)"
    r"|can you (?:imagine|believe)|would you believe|is this (?:a joke|how)|looking forward|how hard|how on earth|you['\u2019]d think"
    r"|pass (?:on )?my (?:thanks|compliments)|thank the|be aware|be advised|(?:please|do) note|what a\b|call it a day)",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?:was|were|did|why|how come|happened|y|when (?:can|will|do|does|should|is)\b[^?]*\b(?:it|them|they|this|that)|(?:has|have) (?:it|this|that|they|been))\b",
    re.IGNORECASE,
)
_ABOUT_GOODS = re.compile(r"(?:is|are|does|do|can|will|how (?:much|many))\b", re.IGNORECASE)
_IF_YOU_COULD = re.compile(
    r"\b(?:if|whether) (?:you|i|we) (?:can|could|would|might)\b", re.IGNORECASE
)
_IN_GENERAL = re.compile(
    r"\b(?:do|does|if|whether|are)\s+(?:you|your \w+|u)\b[^.?!]*\b(?:deliver|ship|send|sell|offer|stock)(?:ing|s)?\b(?! (?:it|them|my|the)\b)",
    re.IGNORECASE,
)
_FEW = 3
_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_REACH = 2


def said_in(message: str, sentences: Sequence[Span]) -> Said:
    """Return what decides whether requests of `message` are covered."""
    returns = [(each.start, each.end) for each in find_returns(message, sentences)]
    return Said(message, sentences, returns, _topics(message))


def is_covered(request: Request, said: Said) -> bool:
    """Say whether a task does what is requested, or whether the words ask for nothing new."""
    text = said.message[request.start : request.end]
    if _COURTESY.search(text):
        return True
    content = content_words(text)
    if not content:
        return True
    if _is_of_return(request, said, text):
        return True
    if request.asks == "hint" and said.topics:
        return True
    if request.asks != "do" and not _IF_YOU_COULD.search(text):
        return _is_known(request, said, text, content)
    return _is_done(request, said, text, content)


def is_about_known_refund(text: str, said: Said) -> bool:
    """Say whether words about a refund are part of what the message asks about its return or bill."""
    return _REFUND.search(text) is not None and (
        bool(said.returns) or any(topic == "billing" for _, topic in said.topics)
    )


def content_words(text: str) -> list[str]:
    """Return the words of a request that say what it is about."""
    words = (word.lower().replace("\u2019", "'") for word in _WORD.findall(text))
    return [word for word in words if word not in _LIGHT and not any(map(str.isdigit, word))]


def _is_known(request: Request, said: Said, text: str, content: Sequence[str]) -> bool:
    if _REFUND.search(text) and not _ASKED["return"].search(text.replace("refund", "")):
        return is_about_known_refund(text, said)
    if _ASKED["status"].search(text) and not _IN_GENERAL.search(text):
        return True
    if _ASKED["billing"].search(text) and not _OTHER_THAN_BILLING.search(text):
        return True
    if re.search(_ORDER, text, re.IGNORECASE) and not _OTHER_THAN_STATUS.search(text):
        return True
    if _ABOUT_GOODS.match(text):
        return False
    start = said.sentences[_place(request, said)][0]
    if _INVOICE_NAMED.search(said.message, start, request.start):
        return not _OTHER_THAN_BILLING.search(text)
    goes_on = len(content) <= _FEW and _EVENT.search(text) is not None
    return goes_on and bool(_topics_before(request, said))


def _is_done(request: Request, said: Said, text: str, content: Sequence[str]) -> bool:
    others = {"status": _OTHER_THAN_STATUS, "billing": _OTHER_THAN_BILLING}
    before = _topics_before(request, said)
    if _MONEY_WANTED.search(text) and not _OTHER_THAN_BILLING.search(text):
        return True
    for topic, (verbs, objects) in _DONE.items():
        if others[topic].search(text) or not verbs.search(text):
            continue
        if objects.search(text):
            return True
        points = all(verbs.fullmatch(word) for word in content)
        if points and topic in before:
            return True
    return False


def _is_of_return(request: Request, said: Said, text: str) -> bool:
    wished = any(request.start <= start < request.end for start, _ in said.returns)
    elsewhere = any(not request.start <= start < request.end for start, _ in said.returns)
    if _FETCHED.search(text) and elsewhere:
        return False
    if wished:
        return True
    if _OTHER_THAN_RETURN.search(text):
        return False
    if _REFUND.search(text) and _ASKS_FOR_REFUND.search(text):
        return False
    if not said.returns and _RETURNS_IN_GENERAL.search(text):
        return False
    if said.returns and _RETURN_DETAILS.search(text):
        return True
    return _ASKED["return"].search(text) is not None


def _topics(message: str) -> list[tuple[int, str]]:
    """Return where `message` speaks of the state of an order, of an invoice, or of a return."""
    cues = (cue for cue in find_cues(message) if cue.kind in ("status", "billing"))
    return [
        *((cue.start, cue.kind) for cue in cues),
        *((found.start(), "billing") for found in _INVOICE_NAMED.finditer(message)),
        *((found.start(), "return") for found in _ASKED["return"].finditer(message)),
    ]


def _topics_before(request: Request, said: Said) -> set[str]:
    """Return what the two sentences before a request, and its own up to it, are about."""
    start = said.sentences[max(0, _place(request, said) - _REACH)][0]
    return {topic for place, topic in said.topics if start <= place < request.start}


def _place(request: Request, said: Said) -> int:
    return next((at for at, (_, end) in enumerate(said.sentences) if request.start < end), 0)
