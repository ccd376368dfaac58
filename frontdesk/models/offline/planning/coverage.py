"""Decide whether a task of the message does what is requested, or whether nothing is requested."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from frontdesk.models.offline.planning.cues import find_cues
from frontdesk.models.offline.planning.requests import Request
from frontdesk.models.offline.planning.returns import find_returns
from frontdesk.models.offline.planning.sentences import Span


class Said(NamedTuple):
    """A message, its sentences, where it asks for a return, and where its topics are mentioned."""

    message: str
    sentences: Sequence[Span]
    returns: Sequence[Span]
    topics: Sequence[tuple[int, str]]


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_ORDER = r"(?<![\w-])(?!inv)(?:[a-z]{1,3}-?|#\s?)?\d{4,}(?!\w)"
_INVOICE = r"\binv(?:oice)?\b[-\s]*\d[\d-]+|\binvoices?\b"
_AMOUNT = (
    r"[$\u20ac\u00a3]\s?\d|\b\d+[.,]\d\d\b|\brs\.? \d"
    r"|\b\d+ (?:pounds?|bucks|quid|eur|usd|gbp|rs)\b|\b(?:euros?|dollars?|cash|tenner|fiver)\b"
)
_ORDER_NAMED = _any(_ORDER)
_INVOICE_NAMED = _any(_INVOICE)

# What one asks about the state of an order, whatever else is said.
_STATUS_ASKED = _any(
    r"\b(?:tracking|tracked|whereabouts|eta|status (?:of|on)|latest on)\b",
    r"\b(?:order|delivery|shipping) status\b|\b(?:arrival|delivery|dispatch) (?:date|day|time)\b",
    r"\b(?:any\s+(?:news|updates?|word)|update (?:on|about|for|me|us))\b",
    r"\bwhere(?:['\u2019]?s)?\b(?!\s+(?:can|do|should|could|would|to|i|you)\b)"
    r"(?![^?]*\b(?:shop|store|manual|showroom|branch|made|refund|money|serial)\b)",
    r"\b(?:when(?:['\u2019]?(?:s|ll))?|what (?:day|time|date)|which (?:day|week|date)|whether|if"
    r"|how (?:long|soon|much longer)|has|have|is|are|will|did|any (?:news|updates?|word"
    r"|idea))\b(?![^?]*\b(?:stock|available|price|sale|come (?:in|with))\b)[^?]*\b(?:arriv\w*"
    r"|com(?:es?|ing)|deliver\w*|ship(?:s|ped|ping|ment)?|dispatch\w*|sent|left|leav(?:e|ing)|here"
    r"|home|land(?:s|ing)?|turn(?:ed|ing)? up|show(?:ed|ing)? up|expect\w*|reach\w*|mov(?:ed?|ing)"
    r"|gets?|on (?:its|the|their) (?:way|road)|due|receiv\w*|posted|held|lost|stuck|in transit"
    r"|visiting|gone|packed|appear\w*|orders?|parcel|package|shipment)\b",
)
# What a shop does for everybody: "do you ship to Norway?"
_IN_GENERAL = _any(
    r"\b(?:do|does|if|whether|are)\s+(?:you|your \w+|u)\b[^.?!]*\b(?:deliver|ship|send|sell|offer"
    r"|stock)(?:ing|s)?\b(?! (?:it|them|my|the)\b)"
)
_BILLING_ASKED = _any(
    _INVOICE,
    _AMOUNT,
    r"\b(?:bills?|billed|charged|charges|a charge|charg(?:e|ing) (?:me|us|for|on)|overcharg\w*"
    r"|fees|it['\u2019]?s correct|surcharge|levy|debit\w*|deduct\w*|paid|statement|credit note"
    r"|double payment|(?:the|this|that|my) (?:\w+ )?(?:charge|fee|amount|payment|total|tax|vat"
    r"|deposit))\b",
)
_RETURN_ASKED = _any(
    r"\breturn(?:s|ed|ing)?\b|\brefund(?:s|ed|ing)?\b|\bmoney (?:back|returned)\b|\brma\b",
    r"\b(?:send|sent|sending|giv(?:e|ing)|tak(?:e|ing)|bring|bringing|ship|post|go|going|goes|come"
    r"|coming|want|have|accept|get)\b[^.?!]{0,50}\bback\b",
    r"\b(?:pick-?up|collection|rid of|off my hands|reimburs\w+)\b",
)
# How a return is done, if there is one.
_RETURN_DETAILS = _any(
    r"\b(?:trial|withdrawal|labels?|forms?|slips?|postage|packaging|original (?:box|carton)"
    r"|drop (?:it|them) off)\b"
)
_RETURNS_IN_GENERAL = _any(
    r"^(?!.*\b(?:it|them|this|these|my)\b)"
    r".*\b(?:how long|how many days|until when|who pays|polic\w+|free|cost)\b"
)
_FETCHED = _any(r"\b(?:collect(?:ed)?|pick(?:ed)? (?:\w+ )?up|fetch\w*)\b")
_REFUND = _any(r"\b(?:refund|money|credit|reimbursement)\b")
_REFUND_DUE = _any(
    r"\b(?:where|when|status|still|yet|not|owed?|promised|what['\u2019]?s|happen\w*)\b"
)

# What asks a worker to do no more than it does anyway: the verbs, and what they are said of.
_STATUS_VERBS = _any(
    r"\b(?:check|track|trac|locat|find|look|chas|investigat|see|follow|updat|know|hear|tell|expect"
    r"|get|give|grateful|have|send|speed|hurr|expedit|rush|confirm|advis|want|need|arriv|ship"
    r"|dispatch)\w*"
)
_STATUS_OBJECTS = _any(
    r"\b(?:tracking|eta|status|(?:an|any) updates?|update (?:on|about)|news|whereabouts|orders?"
    r"|parcels?|packages?|shipments?|(?:my|the|our|this) delivery|delivery (?:date|time|day|update)"
    r"|where|when|what (?:day|date)|arriv\w*|delivered|here|there by|in time|courier|carrier)\b",
    _ORDER,
)
_BILLING_VERBS = _any(
    r"\b(?:expla[in]+|clarif|check|look|correct|fix|adjust|refund|credit|remov|revers|waiv|take"
    r"|put|sort|review|investigat|deduct|account for|pay (?:me|us|back)|reimburs|drop|cancel"
    r"|understand|know|tell|why|break|recalculat|reduc|resolv|query|queried|dispute|complain"
    r"|confirm|justif|see|rectif|amend|return|question|withdraw)\w*"
)
_BILLING_OBJECTS = _any(
    _INVOICE,
    _AMOUNT,
    r"\b(?:charges?|charged|charging|fees?|amounts?|bill|billing|billed|debit\w*|surcharge|levy"
    r"|tax|vat|discount|pric\w+|total|payments?|money|difference|overpayment|statement|cost)\b",
)
_MONEY_WANTED = _any(
    r"\b(?:give|want|like|get|have|expect|need|transfer|owe)\b[^.?!]*"
    rf"(?:{_AMOUNT}|\b(?:my|the) money\b)"
)
# Words that turn such a request into another one.
_NO_STATUS = _any(
    r"\b(?:cancel\w*|chang\w*|exchang\w*|swap\w*|replac\w*|repair\w*|redirect\w*|rerout\w*"
    r"|reschedul\w*|postpon\w*|delay|hold|add|remov\w*|leav\w*|put|instead|copy|address|combin\w*"
    r"|merg\w*|split|between|neighbou?r|another|other|different|new|more|again|evening|saturday"
    r"|note|form|certificate|deliver\w* (?:to|on|at|after|before)"
    r"|order(?:ed)? (?:a|two|more|some)(?!-))\b",
    r"\bsend some",
)
_NO_BILLING = _any(
    r"\b(?:address|name|(?:vat|tax) (?:number|no|id)|po|purchase order|copy|copies|duplicates?|pdf"
    r"|instal?ments?|re-?send|re-?issue|split|combine|e-?mail (?:me|us)|send (?:me|us)|(?:to|by)"
    r" pay|pay by|voucher|gift card|quote|cancel (?:my|the|our) (?!charge|fee|invoice))\b",
    r"\b(?:can|could|may) (?:i|we) (?:still )?pay\b|\bto pay\b|\bhow (?:much|do i pay|can i pay)\b",
    r"\bis there (?:a|any)\b|\bdo you (?:offer|have|do|give)\b",
)
_NAMING = _any(
    r"orders?|parcel|package|invoices?|inv|bill|status|number|after|wanted|inform|been|due|late|weeks?"
    r"|months?|(?:mon|tues|wednes|thurs|fri|satur|sun)day",
)
_NO_RETURN = _any(
    r"\b(?:cancel\w*|exchang\w*|swap\w*|replac\w*|repair\w*|polic\w+|how many days|until when"
    r"|return (?:my|the|our) call)\b"
)
_COURTESY = _any(
    r"\b(?:like|love|want|wanted|wish|have) to (?:keep (?:the|it|them|this)|thank|say|point out"
    r"|mention|add|compliment|praise|stress|make (?:it|one) clear)\b",
    r"\b(?:thank you|thanks for|thank the|pass (?:on )?my (?:thanks|compliments))\b",
    r"\b(?:(?:find|see) attached|confirm (?:the |safe )?receipt|bear with|excuse (?:my|the|me)"
    r"|forgive|accept my|ignore|disregard|no need|looking forward|have an? \w+ (?:day|evening|week"
    r"|weekend|time)|be (?:aware|advised)|(?:please|do) note)\b",
    r"\b(?:how are you|are you (?:there|serious|kidding|joking)|who (?:are you|does that|knows)"
    r"|can you (?:imagine|believe)|would you believe|is this (?:a joke|how)|how hard|how on earth"
    r"|(?:does|is) any(?:one|body) (?:even|read|reading|work|care|answer|check|there|home))\b",
)
# Questions about what happened: "Was it lost?" belongs to what was said before.
_EVENT = _any(
    r"\b(?:was|were|did|why|how come|happened|y|who \w+ed)\b",
    r"\b(?:has|have) (?:it|this|that|they|been)\b",
    r"\bwhen (?:can|will|do|does|should|is)\b[^?]*\b(?:it|them|they|this|that)\b",
)
_IF_YOU_COULD = _any(r"\b(?:if|whether) (?:you|i|we) (?:can|could|would|might)\b")
_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_FEW = 3
_REACH = 2
_READ_CHARACTERS = 1_000

# Words that bring nothing new into a message.
_LIGHT = frozenset(
    """
    a an the this that these those it its it's them they he she one ones some any all both each i
    i'm i'd i've me my we we'd us our you your u ur ya somebody someone anybody anyone everyone
    people guys team is are was were be been being am do does did done has have had can could will
    would should shall may might must wont can't couldn't won't isn't don't didn't cant dont not no
    yes ok okay what what's whats where when why who which how y of on in at to for from with by
    about into out up off over if whether and or but so as then than there here now again too also
    just only really please pls plz kindly thanks thank thx cheers ta help helps helping assist
    assistance advise advice explain explained explanation clarify clarification check checked look
    looking see tell say let know reply respond response answer answers get getting got back give
    want need like love wish hope appreciate appreciated grateful glad happy great good nice lovely
    kind ask asking request question questions think sort sorted fix resolve resolved solve
    solution handle deal act urgent urgently asap soon quick quickly quicker fast prompt promptly
    matter matters issue issues problem problems case thing things something anything nothing
    everything happen happened happening happens going go goes gone come wrong right mean means
    possible way time today tomorrow day days week minute moment little bit more attached
    attachment below above photo photos picture pictures note bear forgive excuse sorry pardon
    confusion trouble inconvenience understand steps step process procedure work works earliest
    convenience regard regarding re first last joke kidding serious seriously believe idea clue
    hell heck earth hear hearing forward very well make take find put use miss missed supposed
    expect expected try end side part details info information sense feel best able ever even still
    yet already next another other else two three dear hello hi hey morning afternoon evening
    writing contact contacting touch enquire inquire verify clear records start basis mistake error
    correspond currently actually maybe perhaps sir madam date angry account wonder
    wondering curious
    """.split()
)


def said_in(message: str, sentences: Sequence[Span]) -> Said:
    """Return what decides whether the requests of `message` are covered."""
    returns = [(each.start, each.end) for each in find_returns(message, sentences)]
    cues = (cue for cue in find_cues(message) if cue.kind in ("status", "billing"))
    topics = [
        *((cue.start, cue.kind) for cue in cues),
        *((found.start(), "billing") for found in _INVOICE_NAMED.finditer(message)),
        *((found.start(), "return") for found in _RETURN_ASKED.finditer(message)),
    ]
    return Said(message, sentences, returns, topics)


def content_words(text: str) -> list[re.Match[str]]:
    """Return the words of a request that say what it is about."""
    return [
        word
        for word in _WORD.finditer(text)
        if word.group().lower().replace("\u2019", "'") not in _LIGHT
        and not any(map(str.isdigit, word.group()))
    ]


def is_about_known_refund(text: str, said: Said) -> bool:
    """Say whether words about a refund are part of what the message asks of a return or bill."""
    is_known = bool(said.returns) or any(topic == "billing" for _, topic in said.topics)
    return is_known and _REFUND.search(text) is not None


def is_covered(request: Request, said: Said) -> bool:
    """Say whether a task does what is requested, or whether the words ask for nothing new."""
    text = said.message[request.start : min(request.end, request.start + _READ_CHARACTERS)]
    content = content_words(text)
    if not content or _COURTESY.search(text) or _is_of_return(request, said, text):
        return True
    if request.asks == "hint" and said.topics:
        return True
    if request.asks != "do" and not _IF_YOU_COULD.search(text):
        return _is_answered(request, said, text, content)
    return _is_done(request, said, text, content)


def _is_of_return(request: Request, said: Said, text: str) -> bool:
    wished = [request.start <= start < request.end for start, _ in said.returns]
    if _FETCHED.search(text) and not any(wished):
        return False  # No worker has anything collected that is returned.
    if any(wished):
        return True
    if _NO_RETURN.search(text) or (_REFUND.search(text) and _REFUND_DUE.search(text)):
        return False
    if said.returns:
        return bool(_RETURN_ASKED.search(text) or _RETURN_DETAILS.search(text))
    return bool(_RETURN_ASKED.search(text)) and not _RETURNS_IN_GENERAL.search(text)


def _is_answered(request: Request, said: Said, text: str, content: Sequence[re.Match[str]]) -> bool:
    """Say whether a task answers what the customer wants to know."""
    if _REFUND.search(text) and not _RETURN_ASKED.search(_REFUND.sub("", text)):
        return is_about_known_refund(text, said)
    if _STATUS_ASKED.search(text) and not _IN_GENERAL.search(text):
        return True
    if _BILLING_ASKED.search(text) and not _NO_BILLING.search(text):
        return True
    if _ORDER_NAMED.search(text) and not _NO_STATUS.search(text):
        return True
    place = _sentence(request, said)
    if _INVOICE_NAMED.search(said.message, said.sentences[place][0], request.start):
        return not _NO_BILLING.search(text)
    is_event = len(content) <= _FEW and _EVENT.search(text) is not None
    return is_event and bool(_topics_before(request, said))


def _is_done(request: Request, said: Said, text: str, content: Sequence[re.Match[str]]) -> bool:
    """Say whether a task does what the customer wants done."""
    if _names_only(text, content):
        return True
    if _MONEY_WANTED.search(text) and not _NO_BILLING.search(text):
        return True
    for topic, verbs, objects, others in (
        ("status", _STATUS_VERBS, _STATUS_OBJECTS, _NO_STATUS),
        ("billing", _BILLING_VERBS, _BILLING_OBJECTS, _NO_BILLING),
    ):
        if not verbs.search(text) or others.search(text):
            continue
        points_back = all(verbs.fullmatch(word.group()) for word in content)
        if objects.search(text) or (points_back and topic in _topics_before(request, said)):
            return True
    return False


def _names_only(text: str, content: Sequence[re.Match[str]]) -> bool:
    """Say whether the words only name an order or invoice: "I'm writing about INV-7360"."""
    if not (_ORDER_NAMED.search(text) or _INVOICE_NAMED.search(text)):
        return False
    return all(_NAMING.fullmatch(word.group()) for word in content)


def _topics_before(request: Request, said: Said) -> set[str]:
    """Return what the two sentences before a request, and its own up to it, are about."""
    start = said.sentences[max(0, _sentence(request, said) - _REACH)][0]
    return {topic for place, topic in said.topics if start <= place < request.start}


def _sentence(request: Request, said: Said) -> int:
    return next((at for at, (_, end) in enumerate(said.sentences) if request.start < end), 0)
