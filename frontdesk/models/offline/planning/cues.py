"""Find the words in a customer's message that tell what is asked: status, billing, cancellation."""

import re
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


_NOT = (
    r"(?:not|(?:do|does|did|has|have|had|is|are|was|were|ca|wo)n['\u2019]?t|never|yet to"
    r"|without|no|nothing)"
)
_MOVED = (
    r"(?:receiv\w*|recieved?|recvd|arriv\w*|deliver\w*|ship\w*|com(?:e|ing)|came|got(?:ten)?|get"
    r"|here"
    r"|show(?:n|ed)? up|turn(?:ed)? up|dispatch\w*|sent|moved|left|reach\w*|landed)"
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
_MY = r"(?:my|our|the|this|that|these|those)"
_ASKED = r"(?:can|could|would|will|please|pls|plz|kindly|need|want|like|give|get|any|for)"

# What asks for the state of something bought, even when no number stands beside it.
_STATUS_ALONE = (
    rf"\bwhere(?:['\u2019]?s|\s+is|\s+are)\s+(?:{_MY}\s+)?(?:\w+\s+){{0,2}}?{_GOODS}\b",
    rf"\bwhere(?:['\u2019]?s|\s+is|\s+are)\s+(?:my|our)\s+(?!(?:\w+\s+)?{_MONEY}\b)\w+",
    rf"\bwhere\s+(?:my|our)\s+(?!{_MONEY}\b)(?:\w+\s+){{1,3}}?is\b",
    rf"\bstatus\s+(?:of|on|for)\s+{_MY}\s+(?:\w+\s+)?{_GOODS}\b",
    rf"\b{_GOODS}\s+status\b|\bwhere\s+(?:is|are)\s+(?:it|they)(?=\s*\?)",
    rf"\b(?:has|have|did|is|are|will|when)\s+(?:my|our|the)\s+(?!{_MONEY}\b)(?:[\w-]+\s+){{1,4}}?"
    r"(?:been\s+|be\s+)?(?:shipp?(?:ed)?|arrived?|dispatched|delivered|come|go(?:ne)? out"
    r"|on (?:its|the|their) way|out for delivery)\b(?=[^.!]*\?)",
    rf"\bwhen\s+(?:am|are|will|do|can|should)\s+(?:i|we)\s+(?:\w+\s+){{0,3}}?(?:get|receive|have"
    rf"|expect)"
    rf"\s+{_MY}\s+(?!{_MONEY}\b)",
    rf"\b(?:shipping|delivery|status|tracking)\s+(?:update|status|info\w*|news)\s+(?:of|on"
    rf"|for)\s+{_MY}"
    rf"\s+(?:\w+\s+)?{_GOODS}\b",
    rf"\b(?:track|locate|trace|check (?:up )?on|look into|follow up on)\s+{_MY}\s+(?:\w+"
    rf"\s+)?{_GOODS}\b",
    rf"\b{_MY}\s+(?:\w+\s+)?{_GOODS}\s+(?:(?:has|have|did|is|was|still|yet)\s*){{0,3}}{_NOT}\s+"
    rf"(?:\w+\s+){{0,2}}?{_MOVED}",
    rf"\b(?:(?:has|have|did|had)n['\u2019]?t|not|never|yet to)\s+(?:\w+\s+){{0,2}}?"
    rf"(?:receiv\w+|recieved|got(?:ten)?|arrived|come|been (?:delivered|shipped|dispatched))"
    rf"(?!\s+(?:{_MY}\s+|an?\s+|any\s+)?(?:\w+\s+)?{_MONEY}\b)(?:\s+(?:it|them|yet|{_MY}\s+(?:\w+"
    rf"\s+)?{_GOODS})\b|\s*[.,;!?]|\s*$)",
    rf"\bno\s+(?:sign|trace|news|word)\s+of\s+(?:it|them|{_MY}\s+(?!{_MONEY}\b)\w+)",
    rf"\bstill\s+waiting\s+(?:for|on)\s+(?!(?:{_MY}\s+|an?\s+)?(?:\w+\s+)?{_MONEY}\b)(?:{_MY}|it"
    r"|them)\b",
    rf"\bwhen\s+(?:will|can|should|is|are|does|do)\s+(?:{_MY}\s+(?:\w+\s+){{1,3}}?|it\s+|they\s+|i"
    rf"\s+expect\s+(?:{_MY}\s+)?)"
    r"(?:be\s+)?(?:arriv\w+|com(?:e|ing)|deliver\w*|ship\w*|get (?:here|to me)|due|be here|sent)",
    rf"\b(?:any|an)\s+(?:update|news|word|idea|eta)\s+(?:on|about|of|for|when)\s+{_MY}\s+(?:\w+"
    rf"\s+)?{_GOODS}\b",
)
# What asks for the state of an order whose number stands beside it.
_STATUS_NEAR = (
    r"\bwhere\b(?!\s+(?:do|can|should|to)\b)|\bwhere['\u2019]?s\b|\bwhereabouts\b",
    r"\b(?:status|eta|update|updates|news|word|what about|what['\u2019]?s up|what happened"
    r"|how about)\b",
    rf"\b{spelled('tracking')}\b(?!\s+(?:number|no|id|code))|\b(?:track|trace|locate)\b|\btracking"
    r"\s+(?:info\w*|link|number for)",
    rf"\b{_NOT}\s+(?:\w+\s+){{0,4}}?{_MOVED}\b",
    r"\b(?:still|yet)\s+(?:\w+\s+)?(?:waiting|missing|no|nothing|pending|processing|stuck|shows?"
    r"|says?|here)\b",
    r"\bcheck(?:ing)?\s+(?:in\s+)?(?:on|up)\b",
    r"\b(?:outstanding|out for delivery|missing in action|how much longer)\b",
    r"\bexpected\W+(?:last|by|on|delivery|arrival|date|to arrive|today|yesterday|monday|friday)\b",
    r"\b(?:received|got|arrived)\W+nothing\b|\bstill (?:don['\u2019]?t|do not) have\b",
    r"\b(?:how long|going on|happening|happened|speed up|hold[- ]?up|hurry|expedite|rush"
    r"|moved since)\b",
    r"\b(?:a?waiting|awaiting)\b|\b(?:go(?:ne|es)?|going|went) out\b|\bshould (?:have been|be)\b"
    r"|\b(?:no show|no sign|nowhere)\b",
    rf"\b(?:when|how long|what day|what time)\b[^.?!]{{0,60}}?\b{_MOVED}\b|\bwhen\b[^.?!]{{0,30}}"
    r"\b(?:expect\w*|due)\b",
    r"\bwhen\s+(?:do|will|can)\s+(?:i|we)\s+(?:get|have|see|receive)\b",
    r"\b(?:is|are|was|were|has|have|did|does|do|will|whether|if)\b[^.?!,;]{0,50}?\b(?:been\s+)?"
    r"(?:shipp\w*|ships?|dispatch\w*|sent|left|on (?:its|the|their) way|in transit|out for delivery"
    r"|deliver\w*|arriv\w*|coming|ready|here|processed)\b(?=[^.!]*\?)",
    rf"\b(?:is|are|was|has|have|did|will)\s+(?:{_MY}\s+)?{_GOODS}\b[^.?!,;]{{0,40}}?"
    r"\b(?:shipped|dispatched|sent|left|on (?:its|the) way|in transit|delivered yet|arrive)\b",
    r"\b(?:whether|if)\b[^.?!,;]{0,50}?\b(?:shipped|dispatched|sent|left|on its way|in transit"
    r"|delivered|arrive[sd]?)\b",
    r"\blate\b(?! (?:fees?|charges?|payment))|\b(?:delayed|overdue|behind schedule|stuck|lost"
    r"|held up|in transit|went missing)\b",
    r"\b(?:check|look|follow(?:ing)? up|chase|chasing|checking)\b(?:\s+(?:on|up|into|for|in on))*"
    rf"\s+(?:{_MY}\s+)?{_GOODS}\b",
    r"\b(?:supposed|meant|expected|scheduled|promised)\s+(?:to\s+(?:arrive|be|come|get|reach)|by"
    r"|for|on)\b",
    r"\b(?:was|were|is|are)\s+due\b|\b(?:gets?|be)\s+here\b|\b(?:will|wi?ll)\s+(?:\w+\s+){0,3}?"
    r"(?:arrive|come|land|ship)\b",
    rf"\b{_ASKED}\s+(?:\w+\s+){{0,3}}?(?:delivery|shipping|dispatch|arrival) (?:date|time|update)"
    r"\b",
)
_CHARGED = (
    r"(?:over)?(?:charged|billed|invoiced)|(?:charging|billing)(?=\s+(?:me|us|my|our|for|twice"
    r"|double)\b)"
)
_BILLING_ALONE = (
    r"\b(?:i|we|was|were|been|got|being|getting|you|they|card|account)\s*(?:['\u2019]ve"
    r"|['\u2019]re|\s+have)?\s+"
    rf"(?:\w+\s+){{0,2}}?(?:{_CHARGED})\b(?!\s+(?:up|my (?:phone|laptop|device)))",
    rf"\b(?:{_CHARGED})\s+(?:me|us|my|our|twice|double|wrong\w*|extra|again|too)\b",
    r"\b(?:over|double|mis)-?\s?(?:charge[ds]?|billed|charging)\b",
    r"\b(?:double|duplicate|extra|wrong|unknown|unexpected|strange|mystery|incorrect|additional"
    r"|late"
    r"|hidden|unauthori[sz]ed|restocking|weird|odd)\s+(?:charges?|fees?|bill(?:ing)?)\b",
    rf"\b(?:my|our|your|this|the|last|that|latest|monthly)\s+(?:[\w'\u2019]+\s+){{0,2}}?"
    rf"(?:{spelled('invoice', 'invoices')}|bill|charges?|billing)\b(?!\s+(?:me|us|address|cable"
    r"|port|policy))",
    r"\b(?:question|mistake|error|problem|issue|wrong|discrepancy|dispute|explain|understand"
    r"|copy)\b"
    rf"[^.?!]{{0,40}}\b(?:{spelled('invoice')}|bill|charges?|billing|fee)\b",
    rf"\b(?:resend|send|forward|email)\b[^.?!]{{0,25}}\b{spelled('invoice', 'invoices')}\b",
    r"\b(?:why|what)\b[^.?!\n]{0,40}\b(?:charges|fees?)\b(?!\s+my)",
    r"\b(?:a|an|this|some|another|two)\s+(?:\w+\s+)?(?:charges?|payments?|debits?"
    r"|transactions?)\s+(?:\w+\s+)?"
    r"(?:on|of|from|for|to)\b|\b(?:took|taken|deducted|debited|withdrew"
    r"|withdrawn)\s+(?:\w+\s+){0,2}?"
    r"(?:payments?|money|twice|[$€£]\d)|\b(?:payments?|money|amount)\s+(?:\w+\s+){0,2}(?:twice"
    r"|deducted|debited)",
    r"\boverpaid\b|\bpaid\s+(?:\S+\s+){0,3}?too much\b",
    rf"\b{spelled('invoice')}\s+(?:is|was|seems|looks)\b",
    rf"\b(?:got|received|have|getting|sent (?:me|us))\s+an?\s+(?:\w+\s+)?(?:{spelled('invoice')}"
    r"|bill)\b",
    r"\bwhat\s+is\s+th(?:is|e)\b[^.?!]{0,20}\b(?:charge|fee)\b|\bpaid\s+twice\b",
)
_BILLING_NEAR = (
    rf"\b(?:{_CHARGED}"
    r"|(?<!hold )(?<!hold a )(?<!holds a )(?<!full )(?<!['\u2019]t )(?<!not )(?<!to )"
    rf"charges?|overcharge\w*|fees?|bill|billed|{spelled('invoice', 'invoices')}"
    r"|credit note|debited|late fee|surcharge)\b(?!\s+(?:my (?:phone|laptop)|up\b))",
)
_CANCEL = (
    r"\bcancel(?:l?ed|l?ing|lation)?\b",
    r"\b(?:change|update|correct|edit|modify|fix)\s+(?:my|the|our|a)\s+(?:\w+\s+){0,2}?"
    r"(?:address|delivery date|quantity|size|colou?r|item|e?mail|phone number|name)\b",
    r"\b(?:change|edit|modify)\s+(?:my|the|our|an?)?\s*order\b",
    r"\b(?:add|remove)\s+(?:\w+\s+){1,4}(?:to|from)\s+(?:my|the|our)?\s*order\b",
    r"\bdeliver(?:ed)?\s+(?:\w+\s+){0,2}to\s+(?:a|another|my)\s+(?:different|other|new)\b",
)
_DONE = (
    r"\b(?:no (?:further )?action|all (?:good|set|fine)|(?:is|are|was|were) (?:perfect"
    r"|great|fine|excellent|lovely)"
    r"|(?:arrived|came|received|delivered) (?:safely|fine|early|on time|today,? thank|in perfect)"
    r"|thank(?:s| you) for (?:the|your|sorting|fixing|resolving|correcting|sending|quick|fast))\b",
)
_WITHDRAWN = (
    r"\b(?:never\s?mind|disregard|scrap|strike)\b(?!\s+(?:value|metal))"
    r"|\b(?:just |please |so |and |but |now |can |also )ignore\b|(?:^|[.!?\n][ \t]*)ignore\b"
    r"|(?<!do not )(?<!don['\u2019]t )(?<!dont )\bforget\s+(?:it|that|this|about|the|my|what)\b"
    r"|\b(?:do not|don['\u2019]?t|no need to)\s+(?:worry|bother)\b"
    r"|\bno need\s+(?:to (?:look|check|explain|answer|reply|do|track|send|process)|for)\b",
    r"\b(?:(?:is|are|was|were|been|got|gets|has|['\u2019]s)\s+(?:now\s+|already\s+|been\s+)*"
    r"(?:sorted|resolved|settled|solved|corrected|fixed|cleared up|taken care of|dealt with))\b",
    r"\b(?:i|we)\s+(?:have\s+|['\u2019]ve\s+)?(?:just\s+|already\s+|now\s+)*(?:found (?:it|the"
    r" (?:mistake|error|answer))|figured (?:it|that) out|sorted (?:it|that)(?: out)?|take (?:it"
    r"|that)"
    r" back|changed my mind about (?:the )?return\w*)\b",
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
    r"|late|delay\w*|left|leave|missing|lost|stuck|pending|post(?:ed|ing)|coming|come|came|expect\w*"
    r"|turn(?:ed)? up|show(?:ed)? up)"
    r"|invoic\w*|bill\w*|charg\w*|fees?|amounts?|pric\w*|paid|pay\w*|tax\w*|vat|total|cost\w*"
    r"|discount\w*|credit\w*|surcharge|deduct\w*|due|owe\w*|statements?|deposit)\b",
    re.IGNORECASE,
)


# "My order" and what was ordered: with words about its state it needs no number.
MY_GOODS = re.compile(
    rf"\b(?:my|our|this)\s+(?:\w+\s+)?{_GOODS}\b|\b(?:i"
    rf"|we)(?:['\u2019]ve)?\s+(?:\w+\s+)?(?:ordered|placed)\b",
    re.IGNORECASE,
)


def find_cues(text: str) -> list[Cue]:
    """Return the cues of `text` in reading order; they may overlap."""
    return sorted(
        (
            Cue(kind, found.start(), found.end(), alone)
            for kind, alone, pattern in _CUES
            for found in pattern.finditer(text)
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
