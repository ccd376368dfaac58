"""The words that ask where an order is, with or without its number beside them."""

import re

from frontdesk.models.offline.planning.spelling import spelled

_MOVED = (
    r"(?:receiv\w*|recieved?|recvd|arriv\w*|deliver\w*|ship\w*|com(?:e|ing)|came|got(?:ten)?|get"
    r"|here|show(?:n|ed)? up|turn(?:ed)? up|dispatch\w*|sent|moved|left|reach\w*|landed)"
)
GOODS = (
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
STATUS_ALONE = (
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
    rf"\s+)?{GOODS}\b",
    rf"\b(?:(?:has|have|did|had)n['\u2019]?t|not|never|yet to)\s+(?:\w+\s+){{0,2}}?"
    rf"(?:receiv\w+|recieved|got(?:ten)?|arrived|come|been (?:delivered|shipped|dispatched))"
    rf"(?!\s+(?:{_MY}\s+|an?\s+|any\s+)?(?:\w+\s+)?{_MONEY}\b)(?:\s+(?:it|them|yet|{_MY}\s+(?:\w+"
    rf"\s+)?{GOODS})\b|\s*[.,;!?]|\s*$)",
    r"\b(?:latest|news|updates?|(?:any|no) word|status|progress|sign|trace|waiting|become"
    rf"|happened)\s+(?:on|about|with|from|of|for|to|regarding)\s+{_THING}\b",
    r"\b(?:nothing|silence|not a word|no news)\s+(?:since|so far|from you|yet)\b",
    r"\b(?:send|give|have|got|get|see|any|need|want)\s+(?:me\s+|us\s+)?(?:a\s+|the\s+)?tracking\b",
    r"\b(?:shows?|says?|marked)\s+(?:as\s+)?[\"\u2018\u201c']?(?:delivered|processing|pending)\b",
)
# What asks for the state of an order whose number stands beside it.
STATUS_NEAR = (
    r"\bwhere\b(?!\s+(?:do|can|should|to)\b)|\bwhere['\u2019]?s\b|\bwhereabouts\b",
    r"\b(?:status|eta|update|updates|news|word|what about|what['\u2019]?s up|what happened"
    r"|how about)\b",
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
    rf"\b(?:my|our|this)\s+(?:\w+\s+)?{GOODS}\b|\b(?:i"
    rf"|we)(?:['\u2019]ve)?\s+(?:\w+\s+)?(?:ordered|placed)\b",
    re.IGNORECASE,
)
