"""Find the words in a customer's message that tell what is asked: status, billing, cancellation."""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from frontdesk.models.offline.planning.spelling import spelled
from frontdesk.models.offline.planning.status_cues import STATUS_ALONE, STATUS_NEAR

CueKind = Literal["status", "billing", "return", "cancel", "done", "withdrawn"]


class Cue(NamedTuple):
    """Words that ask for something; `alone` if they do so without any number beside them.

    "done" says that all is well, "withdrawn" that what was asked is not asked any more.
    """

    kind: CueKind
    start: int
    end: int
    alone: bool


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
    _compiled("status", STATUS_ALONE, alone=True),
    _compiled("status", STATUS_NEAR, alone=False),
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
