"""Find the words in a message that tell what is asked: status, billing, cancellation."""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from frontdesk.models.offline.planning.spelling import spelled

CueKind = Literal["status", "billing", "return", "cancel", "done", "withdrawn"]


class Cue(NamedTuple):
    """Words that ask for something; `alone` if they do so without any number beside them.

    "done" says that all is well, "withdrawn" that what was asked is not asked any more.
    """

    kind: CueKind
    start: int
    end: int
    alone: bool


_MOVED = (
    r"(?:receiv\w*|recieved?|recvd|arriv\w*|deliver\w*|ship\w*|com(?:e|ing)|came|got(?:ten)?|get"
    r"|here|show(?:n|ed)? up|turn(?:ed)? up|dispatch\w*|sent|moved|left|reach\w*|landed)"
)
_GOODS = (
    rf"(?:{spelled('order', 'orders')}|parcels?|{spelled('package', 'packages')}|shipments?|stuff"
    r"|deliver(?:y|ies)|items?|things?|goods|purchases?|pallets?|box(?:es)?|products?)"
)
_MONEY = (
    r"(?:refund|money|invoice|bill|receipt|credit|payment|rma|label|reply|answer|response|call"
    r"|email"
    r"|confirmation|quote|account|password|manual|manager|store|shop|branch|office|app|website)"
)
# What is waited for but is neither a parcel nor in one.
_NO_GOODS = (
    rf"(?:{_MONEY}|\d+|reset|mails?|messages?|technicians?|engineers?|fitters?|voucher|code|link"
    r"|button|switch|numbers?|form|page|shop|you|your|money|euros?|pounds?|dollars?|charge|fee"
    r"|difference|rest|response|person|colleague|driver|replacement part|update|news)"
)
_MY = r"(?:my|our|the|this|that|these|those)"
_THING = (
    r"(?:the rest of (?:it|them|(?:the|my|our) \w+)|the (?:other|rest|remaining|missing)(?: \w+)?"
    r"|it|they|this|that|these|those|(?:the )?two of them|both|(?:that|this|the other) one"
    rf"|(?:{_MY}\s+)(?!(?:[\w-]+\s+){{0,2}}?{_NO_GOODS}\b)"
    r"(?:[\w'\u2019-]+\s+){0,3}?[\w'\u2019-]+)"
)
_NOT_YET = (
    r"(?:(?:has|have|had|did|does|do|is|are)(?:n['\u2019]?t|\s+not)|never|neither|nothing(?: has)?"
    r"|none|not|yet to|nor)"
)
_COMES = (
    r"(?:com(?:e|es|ing)(?! (?:back|to (?:an?|my|the (?:point|conclusion))|with|on|off|out|apart"
    r"|loose|undone|clean|away|in\b))|arriv(?:e|es|ing)|get(?:s|ting)? (?:here|there|to me"
    r"|delivered)|land(?:s|ing)?\b|turn(?:s|ing)? up|show(?:s|ing)? up|appear(?:s|ing)?|(?:be "
    r"|being )?(?:delivered|shipped|dispatched|sent)|ship(?:s|ping)?\b|leav(?:e|es|ing)|go(?:es"
    r"|ing)? out|mov(?:e|es|ing)|make it|be here|reach(?:es)?)"
)
# What asks for the state of something bought, even when no number stands beside it.
_STATUS_ALONE = (
    rf"\bwhere(?:['\u2019]?s|\s+(?:is|are|r|has|have|did|might|could))\s+{_THING}\b",
    rf"\bwhere\s+{_THING}\s+(?:is|are|r|has|have|went|got|might|could|would|may)\b",
    rf"\b{_NOT_YET}\s+(?:\w+\s+){{0,3}}?(?:come|came|arrived?|appear(?:ed)?|budged|landed"
    r"|materiali[sz]ed|(?:turned|turn|showed|shown|show) up|been (?:delivered|shipped|dispatched"
    r"|sent|posted)|gone out|reached (?:me|us)|left (?:the|your))\b(?!\s+(?:with|on\b|off|out"
    r"|apart|loose|undone|clean|away|in\b|to (?:an?|my)|back|close|near|from))",
    rf"\b(?:is|are)\s+{_THING}\s+(?:\w+\s+){{0,2}}?(?:in the|in transit|at the|at customs"
    r"|in customs|with you|with the|stuck|held|lost|through customs|out for|on (?:a|the) (?:van"
    r"|truck|lorry|ship|boat|plane|road|way))\b(?=[^.!]*\?)",
    r"\bwhen\s+(?:(?:will|can|should|is|are|does|do|might|would|['\u2019]ll)\s+)?(?:(?:i"
    rf"|we)\s+(?:can\s+|should\s+)?expect\s+)?{_THING}(?:['\u2019]ll)?\s+"
    rf"(?:\w+\s+){{0,3}}?{_COMES}\b",
    rf"\bwhen\s+(?:(?:can|should|will|do|may|might|could|would)\s+)?(?:i|we)\s+(?:(?:can|should"
    rf"|will|may)\s+)?(?:expect|get|have"
    rf"|receive|see|reckon (?:with|on)|count on)\s+(?:{_THING}|them)\b",
    rf"\b(?:what|which)\s+(?:day|date|week|time|month)\b[^.!?]{{0,40}}\b(?:{_COMES}"
    rf"|be (?:at )?home|be in)\b",
    rf"\b(?:has|have|is|are|did|will|was|whether|if)\s+{_THING}\s+(?:\w+\s+){{0,3}}?(?:shipped"
    r"|been sent|been dispatched|dispatched|left|on (?:its|the|their) (?:way|road)"
    r"|out for delivery|make it|get here|arrive|get delivered|arriving|coming(?! back))\b"
    r"(?=[^.!]*\?)",
    rf"\b(?:will|is|are|would|can|could)\s+{_THING}\s+(?:\w+\s+){{0,5}}?(?:in time|on time"
    rf"|by then|soon)\b(?=[^.!]*\?)",
    r"\btracking\s+(?:page\s+|link\s+)?(?:still\s+|just\s+|only\s+)?(?:says|shows|has|have|hasn"
    r"|claims|stopped|is|was)\b",
    rf"\b(?:track|locate|trace|check (?:up )?on|look into|follow up on)\s+{_MY}\s+(?:\w+"
    rf"\s+)?{_GOODS}\b",
    rf"\b(?:(?:has|have|did|had)n['\u2019]?t|not|never|yet to)\s+(?:\w+\s+){{0,2}}?"
    rf"(?:receiv\w+|recieved|got(?:ten)?|arrived|come|been (?:delivered|shipped|dispatched))"
    rf"(?!\s+(?:{_MY}\s+|an?\s+|any\s+)?(?:\w+\s+)?{_MONEY}\b)(?:\s+(?:it|them|yet|{_MY}\s+(?:\w+"
    rf"\s+)?{_GOODS})\b|\s*[.,;!?]|\s*$)",
    r"\b(?:latest|news|updates?|(?:any|no) word|status|progress|sign|trace|waiting|become"
    rf"|happened)\s+(?:on|about|with|from|of|for|to|regarding)\s+{_THING}\b",
    r"\b(?:nothing|silence|not a word|no news)\s+(?:since|so far|from you|yet)\b",
    r"\b(?:send|give|have|got|get|see|any|need|want)\s+(?:me\s+|us\s+)?(?:a\s+|the\s+)?tracking\b",
    r"\b(?:shows?|says?|marked)\s+(?:as\s+)?[\"\u2018\u201c']?(?:delivered|processing|pending)\b",
)
# What asks for the state of an order whose number stands beside it.
_STATUS_NEAR = (
    r"\bwhere\b(?!\s+(?:do|can|should|to)\b)|\bwhere['\u2019]?s\b|\bwhereabouts\b",
    r"\b(?:status|eta|update|updates|news|word|what about|what['\u2019]?s up|what happened"
    r"|how about|(?:tell (?:me|us)(?: more)?|info\w*) (?:about|on)(?=\s+(?:(?:my|the|our)\s+)?"
    r"(?:order|parcel|package|#|[a-z]{1,4}-?\d)))\b",
    rf"\b{spelled('tracking')}\b(?!\s+(?:number|no|id|code))|\b(?:track|trace|locate)\b|\btracking"
    r"\s+(?:info\w*|link|number for)",
    r"\b(?:is|has|did|will)\s+(?:it|that|they|(?:order\s+)?#?[A-Z]{0,4}-?\d[\w-]*)\s+"
    r"(?:\w+\s+){0,2}?(?:shipped|dispatched|sent|left|arrived?|coming)\b",
    r"\b(?:how long|going on|happening|happened|speed up|hold[- ]?up|hurry|expedite|rush"
    r"|moved since)\b",
    rf"\b(?:when|how long|what day|what time)\b[^.?!]{{0,60}}?\b{_MOVED}\b|\bwhen\b[^.?!]{{0,30}}"
    r"\b(?:expect\w*|due)\b",
    r"\b(?:is|are|was|were|has|have|did|does|do|will|whether|if)\b[^.?!,;]{0,50}?\b(?:been\s+)?"
    r"(?:shipp\w*|ships?|dispatch\w*|sent|left|on (?:its|the|their) way|in transit|out for delivery"
    r"|deliver\w*|arriv\w*|coming|ready|here|processed)\b(?=[^.!]*\?)",
    r"\blate\b(?! (?:fees?|charges?|payment))|\b(?:delayed|overdue|behind schedule|stuck|lost"
    r"|held up|in transit|went missing)\b",
)


# "My order" and what was ordered: with words about its state it needs no number.
MY_GOODS = re.compile(
    rf"\b(?:my|our|this)\s+(?:\w+\s+)?{_GOODS}\b|\b(?:i"
    rf"|we)(?:['\u2019]ve)?\s+(?:\w+\s+)?(?:ordered|placed)\b",
    re.IGNORECASE,
)
_CHARGED = (
    r"(?:over)?(?:charged|billed|invoiced|debited)|(?:charging|billing)(?=\s+(?:me|us|my|our|for"
    r"|twice|double)\b)"
)
_BILLING_ALONE = (
    r"\b(?:i|we|was|were|been|got|being|getting|you|they|card|account)\s*(?:['\u2019]ve"
    r"|['\u2019]re|\s+have)?\s+"
    rf"(?:\w+\s+){{0,2}}?(?:{_CHARGED})\b(?!\s+(?:up|my (?:phone|laptop|device)))",
    rf"(?:^|[.!?:,\n])[ \t]*(?:was |got |been |being )?(?:{_CHARGED})\b",
    rf"\b(?:{_CHARGED})\s+(?:me|us|my|our|twice|double|wrong\w*|extra|again|too)\b",
    r"\b(?:over|double|mis)-?\s?(?:charge[ds]?|billed|charging)\b",
    r"\b(?:double|duplicate|extra|wrong|unknown|unexpected|strange|mystery|incorrect|additional"
    r"|late|hidden|unauthori[sz]ed|restocking|weird|odd)\s+(?:charges?|fees?|bill(?:ing)?)\b",
    rf"\b(?:my|our|your|this|the|last|that|latest|monthly)\s+(?:[\w'\u2019]+\s+){{0,2}}?"
    rf"(?:{spelled('invoice', 'invoices')}|bill|charges?|billing)\b(?!\s+(?:me|us|address|cable"
    r"|port|policy))",
    r"\b(?:question|mistake|error|problem|issue|wrong|discrepancy|dispute|explain|understand)\b"
    rf"[^.?!]{{0,40}}\b(?:{spelled('invoice')}|bill|charges?|billing|fee)\b",
    r"\b(?:why|what)\b[^.?!\n]{0,40}\b(?:charges|fees?)\b(?!\s+my)|\bwhy\b[^.?!,\n]{0,30}\b(?:extra|receipt)\b",
    r"\b(?:a|an|this|some|another|two)\s+(?:\w+\s+)?(?:charges?|payments?|debits?"
    r"|transactions?)\s+(?:\w+\s+)?(?:on|of|from|for|to)\b|\b(?:took|taken|deducted|debited"
    r"|withdrew|withdrawn)\s+(?:\w+\s+){0,2}?(?:payments?|money|twice|[$€£]\d)|\b(?:payments?"
    r"|money|amount)\s+(?:\w+\s+){0,2}(?:twice|deducted|debited)",
    r"\bwhy\b[^.?!]{0,40}\b(?:on|from|off)\s+my\s+(?:card|visa|mastercard|amex|account|statement"
    r"|bank|paypal)\b",
    r"(?:\d|\b(?:amounts?|payments?|transactions?|debits?)\b)[^.?!\n]{0,50}\b(?:on|from|off"
    r"|left)\s+my\s+(?:\w+\s+){0,2}(?:card|visa|mastercard|amex|account|statement"
    r"|bank|paypal)\b|\b(?:card|bank|account)\s+statement\s+(?:says|shows|has)\b",
    r"\b(?:my|our)\s+(?:\w+\s+){0,2}statement\s+(?:has|shows|says|lists)\b",
    r"\b(?:card|account|paypal|visa)\s+(?:was|were|has been|got)\s+(?:hit|charged|debited"
    r"|drained|billed)\b",
    r"\b(?:direct debit|instal?ments?|subscription price)\b[^.?!]{0,40}\b(?:went|gone|increased"
    r"|higher|more|up|changed|twice)\b",
    r"\boverpaid\b|\bpaid\s+(?:\S+\s+){0,3}?too much\b",
    rf"\b{spelled('invoice')}\s+(?:is|was|seems|looks)\b",
    rf"\b(?:got|received|have|getting|sent (?:me|us))\s+an?\s+(?:\w+\s+)?(?:{spelled('invoice')}"
    r"|bill)\b",
    r"\bwhat\s+is\s+th(?:is|e)\b[^.?!]{0,20}\b(?:charge|fee)\b|\bpaid\s+twice\b",
)
_BILLING_NEAR = (
    rf"\b(?:{_CHARGED}|(?<!hold )(?<!hold a )(?<!holds a )(?<!full )(?<!['\u2019]t )(?<!not )"
    rf"(?<!to )charges?|overcharge\w*|fees?|bill|billed|{spelled('invoice', 'invoices')}"
    r"|credit note|debited|late fee|surcharge)\b(?!\s+(?:my (?:phone|laptop)|up\b))",
)
_CANCEL = (
    r"\bcancel(?:l?ed|l?ing|lation)?\b",
    r"\b(?:change|update|correct|edit|modify|fix)\s+(?:my|the|our|a)\s+(?:\w+\s+){0,2}?"
    r"(?:address|delivery date|quantity|size|colou?r|item|e?mail|phone number|name)\b",
    r"\b(?:change|edit|modify)\s+(?:my|the|our|an?)?\s*order\b",
    r"\b(?:add|remove)\s+(?:\w+\s+){1,4}(?:to|from)\s+(?:my|the|our)?\s*order\b",
    r"\bdeliver(?:ed)?\s+(?:\w+\s+){0,2}to\s+(?:a|another|my)\s+(?:different|other|new)\b",
    r"\b(?:go|deliver(?:ed)?|sent?|ship(?:ped)?|redirect(?:ed)?|left)\s+(?:(?:it|them"
    r"|that)\s+)?to\s+[^.?!]{0,40}\binstead\b|\bredirect\w*\b",
    r"\b(?:mov(?:e|ed)|reschedul\w+|postpon\w+|chang\w+|switch\w*|push\w*|put)\b[^.?!]{0,40}\b"
    r"(?:to|until|back to)\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:mov(?:e|ed)"
    r"|reschedul\w+|postpon\w+)\b[^.?!]{0,40}\bto (?:a|another|next|the)\b",
    r"\b(?:back\s+)?in stock\b|\brestock\w*\b|\bback on sale\b",
    r"\b(?:deliver|send|ship)\s+(?:it|them|[A-Z#]+-?\d[\w-]*)\s+to\b",
    r"\b(?:have|get|getting)\s+(?:it|them|that|this)\s+delivered\b|\bdeliver(?:ed)?\s+(?:it\s+"
    r"|them\s+)?(?:between|after|before|at|only|earlier|later|round the back)\b",
)
_DONE = (
    r"\b(?:totals?|amounts?|figures?|sums?|prices?|invoices?|bills?)\s+(?:is |are |was )?(?:right"
    r"|correct|fine|ok(?:ay)?|good)\b",
    r"\b(?:can|could|may|possible to|like to|want to|how (?:do|can) (?:i|we))\s+(?:i\s+"
    r"|we\s+)?pay\b[^.?!]{0,50}\b(?:by|in|with|via|later|over)\b",
    r"\b(?:matter|issue|case|that)\s+(?:is|was)\s+(?:now\s+)?(?:closed|settled|done|over)\b"
    r"|\b(?:received|got)\s+(?:the|my|your|our)\s+(?:credit|refund|money|reimbursement)\b",
    r"\bno\s+(?:hurry|rush|need)\s+(?:with|for|about|on)\b",
    r"\bno\s+(?:quarrel|problems?|issues?|complaints?|questions?|objections?"
    r"|quibbles?)\s+(?:with|about|on|over)\b",
    r"\b(?:is|are|was|were|looks?|seems?)\s+(?:all\s+|now\s+|quite\s+)?(?:correct|in order|settled"
    r"|paid|ok(?:ay)?|all right|alright)\b",
    r"\b(?:no (?:further )?action|all (?:good|set|fine)|(?:(?:is|are|was|were)"
    r"|['\u2019]s) (?:perfect|great|fine|excellent|lovely)|(?:arrived|came|received"
    r"|delivered) (?:safely|fine|early|on time|today,? thank|in perfect)|thank(?:s"
    r"| you) for (?:the|your|sorting|fixing|resolving|correcting|sending|quick|fast))\b",
)
_WITHDRAWN = (
    r"\b(?:stop (?:looking|searching|chasing)|had it all along|(?:you )?(?:can|could) stop)\b"
    r"|\b(?:never\s?mind|disregard|scrap|strike)\b(?!\s+(?:value|metal))"
    r"|\b(?:just |please |so |and |but |now |can |also )ignore\b|(?:^|[.!?\n][ \t]*)ignore\b"
    r"|(?<!do not )(?<!don['\u2019]t )(?<!dont )\bforget\s+(?:it|that|this|about|the|my|what)\b"
    r"|\b(?:do not|don['\u2019]?t|no need to)\s+(?:worry|bother)\b"
    r"|\bno need\s+(?:to (?:look|chase|check|explain|answer|reply|do|track|send|process)|for)\b",
    r"\b(?:(?:is|are|was|were|been|got|gets|has|['\u2019]s)\s+(?:now\s+|already\s+|been\s+)*"
    r"(?:sorted|resolved|settled|solved|corrected|fixed|cleared up|taken care of|dealt with))\b",
    r"\b(?:i|we)\s+(?:have\s+|['\u2019]ve\s+)?(?:just\s+|already\s+|now\s+)*(?:found (?:it(?! "
    r"\w+er\b)|the (?:mistake|error|answer))|figured (?:it|that) out|sorted (?:it|that)(?: out)?"
    r"|take (?:it|that) back|changed my mind about (?:the )?return\w*)\b",
)


def _compiled(
    kind: CueKind, patterns: tuple[str, ...], *, alone: bool
) -> tuple[CueKind, bool, re.Pattern[str]]:
    return kind, alone, re.compile("|".join(patterns), re.IGNORECASE)


_CUES = (
    _compiled("status", _STATUS_ALONE, alone=True),
    _compiled("status", _STATUS_NEAR, alone=False),
    _compiled("billing", _BILLING_ALONE, alone=True),
    _compiled("billing", _BILLING_NEAR, alone=False),
    _compiled("cancel", _CANCEL, alone=False),
    _compiled("done", _DONE, alone=False),
    _compiled("withdrawn", _WITHDRAWN, alone=False),
)
_TOPIC = re.compile(
    r"\b(?:(?P<status>where\w*|when|status|eta|updates?|news|progress|tracking|order\w*|parcel\w*"
    r"|packages?|deliver\w*|ship\w*|dispatch\w*|arriv\w*|receiv\w*|transit|courier|carrier|wait\w*"
    r"|late|delay\w*|left|leave|missing|lost|stuck|pending|post(?:ed|ing)|coming|come|came"
    r"|expect\w*|turn(?:ed)? up|show(?:ed)? up)|invoic\w*|bill\w*|charg\w*|fees?|amounts?|pric\w*"
    r"|paid|pay\w*|tax\w*|vat|total|cost\w*|discount\w*|credit\w*|surcharge|deduct\w*|due|owe\w*"
    r"|statements?|deposit)\b",
    re.IGNORECASE,
)
# To be sent an invoice again is no question about it.
_COPY = re.compile(
    r"\b(?:copy|copies|duplicates?|re-?send|resent|re-?issue|pdf|again as|send me|send us|forward"
    r"|e-?mail me)\b[^.?!;\n]{0,40}\b(?:invoices?|bills?|receipts?)\b"
    r"|\binvoices?\b[^.?!;,\n]{0,50}\b(?:again|as (?:a )?pdf|duplicate)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)
def find_cues(text: str) -> list[Cue]:
    """Return the cues of `text` in reading order; they may overlap."""
    copies = [found.span() for found in _COPY.finditer(text)]
    return sorted(
        (
            Cue(kind, found.start(), found.end(), alone)
            for kind, alone, pattern in _CUES
            for found in pattern.finditer(text)
            if kind != "billing"
            or not any(a <= found.start() < b or a < found.end() <= b for a, b in copies)
        ),
        key=lambda cue: cue.start,
    )


def find_topic(text: str, span: tuple[int, int], place: int) -> Cue | None:
    """Return the word nearest to `place` in `span` that is about deliveries or about money.

    Such a word asks for nothing by itself, but tells what a number beside it numbers.
    """
    topics = [
        Cue("status" if found["status"] else "billing", found.start(), found.end(), alone=False)
        for found in _TOPIC.finditer(text, *span)
    ]
    return min(
        topics, key=lambda cue: min(abs(cue.start - place), abs(cue.end - place)), default=None
    )
