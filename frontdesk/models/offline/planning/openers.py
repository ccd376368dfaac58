"""The words with which a clause of a customer's message begins to ask for something."""

import re
from typing import Literal

# To be told something, to have something done, or a question mark without a question's form.
Asks = Literal["know", "do", "hint"]

_SOMEBODY = (
    r"(?:you(?:\s+(?:guys|people|all))?|u|ya|some(?:one|body)|any(?:one|body)|one of you|your \w+)"
)
_PERSON = r"(?:i|we|you|u|ya|they|he|she|it|there|some(?:one|body)|any(?:one|body))"
_I = r"(?:i|we|(?:my|our|his|her|their) \w+)"
_SOFTLY = (
    r"(?:(?:also|please|pls|plz|just|maybe|perhaps|then|still|now|very much|further|\w{1,20}ly)"
    r"\s+){0,5}"
)
_AUXILIARY = (
    r"(?:is|are|am|was|were|do|does|did|has|have|had|can|could|will|would|should|shall|may|might"
    r"|must|(?:is|are|was|were|do|does|did|wo|would|ca|could|have|has)n['\u2019]?t)"
)
_SUBJECT = (
    rf"(?:{_PERSON}|this|that|these|those|the|my|our|your|an?|one|both|all|either|neither|some|any"
    r"|\S*\d\S*|\w+s)"
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
    r"|\S*\d\S*|\w+\s+(?:please|pls|plz))(?!\w)"
)
_WORD = r"[^\s,;:.!?()]{1,40}\s+"
_WH = r"(?:what|where|when|why|y|who|whom|whose|which|how)"
_TO_BE_KNOWN = rf"(?=(?:if|whether|that|(?:on|at|in|by|until|to) {_WH}|{_WH})\b)"

# "Could you tell me whether", "I need to know when", "my brother told me to ask if".
_TO_BE_TOLD = (
    rf"(?:(?:can|could|would|will|wld|cld)\s+{_SOMEBODY}\s+{_SOFTLY}(?:(?:care|mind|be able"
    rf"|like)\s+to\s+)?|(?:can|could|may)\s+(?:i|we)\s+{_SOFTLY}|{_I}(?:['\u2019]?d"
    rf"| would)?\s+{_SOFTLY}(?:like|love|need|want(?:ed)?|wish|have|hope)\s+(?:you\s+)?to\s+"
    rf"|(?:need|want(?:ed)?)\s+to\s+|do\s+{_SOMEBODY}\s+(?:happen to\s+)?|{_SOMEBODY}\s+"
    rf"(?:can\s+)?)?{_SOFTLY}(?:tell (?:me|us)|let (?:me|us) know|say|advise|explain|confirm|check"
    r"|know|find out|see|ask|inform (?:me|us)|look up|look at|clarify|understand|hear|verify"
    rf"|remind (?:me|us))\b,?\s*(?:(?:about|please|pls|for me|me|us|also|too)\s+)*{_TO_BE_KNOWN}",
    rf"(?:(?!(?:and|but|so)\b){_WORD}){{1,12}}?to (?:ask|know)\b,?\s*{_TO_BE_KNOWN}",
)
_WONDERING_WHETHER_YOU_CAN = (
    r"(?:i|we)?(?:['\u2019]m| am| was)?\s*(?:just\s+)?wonder(?:ing)?\s+(?:if|whether)\s+"
    r"(?:you|i|we|it|some\w+)\s+(?:can|could|would|might)\b",
)
_WONDERING = (
    r"(?:(?:i|we)(?:['\u2019]m| am| was| were|['\u2019]re| are)?\s+(?:just\s+|also\s+)?)?"
    r"(?:wonder(?:ing)?|curious)\b",
    r"(?:do\s+(?:you|u)\s+have\s+)?any idea\b",
)
_POSSIBLE = (
    rf"(?:can|could|would|will|cld|wld)\s+{_SOMEBODY}\b",
    r"(?:can|could|may|might|shall|should)(?:n['\u2019]?t)?\s+(?:i|we)\b",
    r"(?:can|could)\s+(?:it|they|this|that|the|my|our|these|those)\b",
    r"is\s+(?:it|there)\s+(?:still\s+)?(?:possible|okay?|alright|all right|feasible"
    r"|(?:a|any)\s+(?:way|chance|possibility))\b",
    r"would\s+(?:it|there)\s+be\b|(?:do|would)\s+(?:you|u)\s+mind\b|(?:is|are)\s+\w+\s+able\s+to\b",
    r"any (?:chance|way|possibility)\b|possible to\b|how about\b",
)
_WH_QUESTION = (
    r"how (?:much|many|long|big|large|old|far|often|heavy|high|tall|wide|deep|loud|do|can)\b",
    rf"(?:(?:on|at|in|to|for|from|with|by|until|since)\s+)?(?:roughly\s+)?{_WH}(?!\s+(?:i|we)\b)"
    r"(?:['\u2019]?(?:s|re|d|ll))?(?:(?<=[\w'\u2019]s)|(?<=[\w'\u2019]re)"
    rf"|\s+(?:[\w'\u2019-]{{1,40}}\s+){{0,5}}?(?:{_AUXILIARY}|r)\s+{_SUBJECT}(?=\W)"
    r"|\s+(?:about|happen\w*|come|to|must|might)\b)(?=\W)",
    r"any\s+(?:news|ideas?|updates?|word|discounts?)\b",
)
# Such words are a question without its mark too, unlike "has the box" and "is the wrong size".
_YES_QUESTION = (
    r"(?:will|would|should|shall|do|does|did|is|are)(?:n['\u2019]?t)?\s+"
    rf"(?:{_PERSON}|my|our|your)\b(?!['\u2019])",
    r"(?:has\s+(?:it|my|our|any\w+)|have\s+(?:they|you|u|my|our))\s+(?:[\w-]+\s+){0,3}?"
    r"(?:been|\w+ed|left|gone|come|got|sent)\b",
)
_WISH = (
    rf"{_I}\s*(?:['\u2019]?d|would|should)\s+{_SOFTLY}(?:like|love|prefer|appreciate|welcome|need"
    r"|want|wish|ask|rather"
    r"|be (?:\w+\s+)?(?:grateful|glad|happy|obliged|pleased|delighted|thankful|interested))\b",
    rf"{_I}\s+{_SOFTLY}(?:wants?|wish(?:es)?|requests?|demand|requires?|asks?|insist|hereby"
    r"|expect (?:an?|some|you|your)|hope (?:to|you|that you|some)|needs?(?=\s+(?:to|you|your"
    r"|some(?:one|body)|help|advice)\b)|(?:must|have to|need to) (?:complain|make a complaint)"
    r"|(?:wanted|was (?:hoping|looking|going)) to\s+(?:ask|know|request|check|find|change|cancel"
    r"|order|book|get))\b",
    rf"(?:i|we)\s*(?:['\u2019]?m|am|['\u2019]re|are)\s+{_SOFTLY}(?:hoping to"
    r"|(?:writing|contacting you|getting in touch|looking|asking|calling|here) (?:to|for|about)"
    r"|after|requesting|interested in|in need of)\b",
    rf"what\s+(?:i|we)(?:['\u2019]m|['\u2019]d| would| am| are)?\s+{_SOFTLY}(?:want|need|like)\b",
    r"(?:would like|wish|want|need|looking|hoping)\s+(?:to|you|an?|another|some\w*)\b",
)
_WELCOME = (
    rf"if\s+(?:{_SOMEBODY}|it)\s+(?:also\s+)?(?:could|would|can|['\u2019]d|(?:were|is) possible)\b",
)
_PLEASE = (
    r"(?:please|pls|plz|plse|kindly)\b(?=,?\s+(?!(?:and|but|so|do not|don['\u2019]?t|never)\b)\w)",
)
# What the driver, or whoever works for the shop, is to do, and what is to happen.
_DUTY = (
    r"(?:(?:the|your|my)\s+)?(?:some(?:one|body)|drivers?|couriers?|they|you|delivery (?:man"
    r"|guys?|people|men|drivers?))(?:\s+(?:with|from|in|at|of)"
    r"(?:\s+[\w'\u2019-]{1,40}){1,3})?\s+(?:(?:should|must|needs? to|has to"
    rf"|have to)\s+{_SOFTLY}{_VERB}\b(?! been)|(?:can|could|may)\s+(?:just\s+|also\s+)?(?:leave"
    r"|put|ring|drop|deliver|redirect|cancel|call me|phone me)\b)",
    rf"some(?:one|body)\s+{_SOFTLY}{_VERB}\b",
    rf"(?:{_WORD}){{1,6}}(?:needs?|has|have) to be\s+(?:\w+ly\s+)?\w+(?:ed|t|n|ne)\b",
)
_IN_ORDER: tuple[tuple[Asks, tuple[str, ...]], ...] = (
    ("know", _TO_BE_TOLD),
    ("do", _WONDERING_WHETHER_YOU_CAN),
    ("know", _WONDERING),
    ("do", _POSSIBLE),
    ("know", _WH_QUESTION),
    ("know", _YES_QUESTION),
    ("do", _WISH),
    ("do", _WELCOME),
    ("do", _PLEASE),
    ("do", _DUTY),
)
_OPENER = re.compile(
    "|".join(
        f"(?P<{asks}{place}>{'|'.join(words)})" for place, (asks, words) in enumerate(_IN_ORDER)
    ),
    re.IGNORECASE,
)
# "For the quarter's books we need ...", "not to return it, I just want it mended".
_TOPIC = re.compile(
    r"(?:(?:for|from|on|in|with|regarding|about|instead of|after|before|to|at|as)\s+"
    rf"(?:{_WORD}){{1,12}}?|(?:{_WORD}){{1,8}}?(?:it|them|that|this|one|anymore)\s+)"
    r"(?=(?:i|we|my|our|can|could|would|please|pls)\b)",
    re.IGNORECASE,
)
# With a question mark at its end, a sentence may begin like this too.
INVERTED = re.compile(
    rf"(?:(?P<can>can|could)|{_AUXILIARY})\s+(?:(?:not|also)\s+)?{_SUBJECT}(?!\w)", re.IGNORECASE
)
# "Two going back please."
POLITE_END = re.compile(
    rf"(?:{_WORD}){{1,14}}?(?:please|pls|plz)(?=\s*(?:[,.:;!?()\n-]|$))", re.IGNORECASE
)
# A thing that is needed is asked for where a clause begins, and a reason elsewhere.
NEED = re.compile(
    rf"(?:{_I}\s+{_SOFTLY})?needs?\s+(?:an?|another|\d\S*|two|three|more|some|the|new|our|my)\b",
    re.IGNORECASE,
)
DEMAND = re.compile(rf"{_VERB}(?=\s*[.!?]|\s*$|\s+{_OBJECT})", re.IGNORECASE)
# Surely a demand, wherever it stands, and one that goes on another ("..., and pay my deposit").
POINTED_DEMAND = re.compile(rf"{_VERB}\s+(?:me|us|my|our|them|those|sure|off)\b", re.IGNORECASE)
PROHIBITION = re.compile(
    r"(?:(?:please|pls|plz|kindly)\s+)?(?:do not|don['\u2019]?t|never)\s+(?:\w+ly\s+)?"
    # What may be forbidden to a shop or its driver; "don't worry" forbids nothing.
    r"(?P<real>(?:ring|knock|leave|call|deliver|ship|include|use|put|share|notify|let|give|wrap"
    r"|charge|print|add|hand|drop|park|open|pack|mention|send (?!(?:me|a|another|it)\b))\b)?",
    re.IGNORECASE,
)


def find_opener(message: str, start: int, end: int) -> tuple[Asks, int] | None:
    """Return what the words at `start` ask for, and where they end; None if they ask nothing."""
    found = _OPENER.match(message, start, end)
    if found is None and (topic := _TOPIC.match(message, start, end)):
        found = _OPENER.match(message, topic.end(), end)
        if found is None and (need := NEED.match(message, topic.end(), end)):
            return "do", need.end()
    if found is None:
        return None
    return ("know" if (found.lastgroup or "").startswith("know") else "do"), found.end()
