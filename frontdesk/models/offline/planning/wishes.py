"""Find the words with which a customer asks to return something, or wants money back for it."""

import re
from collections.abc import Sequence
from itertools import islice

from frontdesk.models.offline.planning.cues import find_cues
from frontdesk.models.offline.planning.sentences import Span
from frontdesk.models.offline.planning.spelling import spelled

_RETURN = spelled("return", "returning")
_CARRY = (
    r"(?:send|sending|ship|shipping|give|giving|bring|bringing|take|taking|mail|mailing|hand"
    r"|handing|post|posting)"
)
_OBJECT = rf"(?:(?!{_CARRY}\b)[\w'\u2019\"&./-]+,?\s+){{0,10}}?"
_FETCHED = r"(?:collected|picked up|fetched|taken back|refunded|returned|sent back|exchanged)"
_KNOWN = r"(?:the|my|this|these|our)"
# Between "have" and "to return" stands a thing, unless one of these words tells otherwise.
_NO_THING = (
    r"(?:want|need|like|wish|hop\w+|try\w*|tried|going|decided|chosen|i|we|you(?!\s+to)|right"
    r"|option|no|been|yet)"
)
# The product stands behind: "a return label for the lamp".
_AFTER = (
    r"\b(?:arrange|start|initiate|set up|begin|request|process|make|do|open|book)\s+"
    rf"(?:an?\s+|the\s+|my\s+)?(?:{_RETURN}|rma)\b(?!\s+(?:label|slip|form|polic))"
    r"(?:\s+(?:for|of)\b)?",
    rf"\b(?:rma|returns|{_RETURN})\s*(?:label\s*|request\s*|slip\s*|form\s*|number\s*)?"
    r"(?:(?:please|pls)\s*)?(?:\bfor\b|\bof\b|:)",
    rf"\b{_CARRY}\s+back\b(?=\s+(?:the|my|an?|these|those|this|our|both|two|\d)\b)",
    r"\bright of withdrawal\s+(?:for|on|from)\b",
    r"\b(?:drop off|get rid of|pick[- ]?up (?:of|for)|collection (?:of|for)|collect"
    r"|(?:you|somebody|someone|courier|please)(?:\s+to)?(?:\s+come)?(?:\s+and)?\s+pick up"
    r"|do the same (?:with|for)|same (?:goes )?for)\s+"
    r"(?=(?:the|my|this|these|our|a)\s|it\b|them\b)",
    r"\b(?:refund|money back|refunded|reimburse\w*)\s+(?:please\s+|me\s+|us\s+)?(?:for|on)\s+"
    rf"(?=(?:{_KNOWN}|an?)\b)|\brefund(?:ing)?\s+(?={_KNOWN}\s)",
)
# It stands within: "send the lamp back", "can the lamp be returned", "a lamp to return".
_INSIDE = (
    rf"\b{_CARRY}\s+(?P<object>{_OBJECT})back\b",
    r"\b(?:like|want|need|have|get|wish)\s+(?:you to\s+)?(?:have\s+)?"
    rf"(?P<fetched>(?:[\w'\u2019-]+\s+){{1,5}}?)(?:to be\s+)?{_FETCHED}\b",
    rf"\b(?:can|could|may|should|arrange for)\s+(?P<passive>{_KNOWN}\s+{_OBJECT})(?:to\s+)?be\s+"
    rf"{_FETCHED}\b",
    rf"\b(?:have|got|has)\s+(?P<owned>(?:(?!{_NO_THING}\b)[\w'\u2019][\w'\u2019-]*\s+){{1,8}}?)"
    r"to\s+(?:return|send back)\b",
)
# It stands in front: "the lamp has to go back".
_SUBJECT = (
    r"\b(?:has|have|needs?|must|can|could|should|will|wants?)\s+(?:\w+\s+)?(?:to\s+)?"
    r"(?:(?:go|come)\s+back|be\s+(?:returned|collected|picked up|taken back|sent back))\b",
    r"(?:\b(?:is|are|its)|['\u2019]s|['\u2019]re)\s+(?:going|coming)\s+(?:straight\s+|right\s+)?"
    r"back\b|\bgo(?:es)?\s+(?:straight\s+|right\s+)?back\b",
    r"\b(?:needs?|has|have|must)\s+(?:to be\s+)?returned\b",
    r"\bback\s+(?:it|they|this|that)\s+go(?:es)?\b",
)
# It is named elsewhere: "I want a return label", "Refund, please."
_LABEL = (
    r"\b(?:arrange|schedule|book|organi[sz]e)\s+(?:an?\s+|the\s+|for\s+)*"
    r"(?:collection|pick[- ]?up)\b",
    rf"\b{_RETURN}\s+(?:label|slip|form|authori[sz]ation|request)\b(?!\s+(?:was|is|has))",
)
_BARE = (
    r"\b(?:want|need|like|get|have|give me|demand|expect|request(?:ing)?|require|claim"
    r"|looking for|ask(?:ing)? for)\s+(?:a\s+|my\s+|our\s+|full\s+)*(?:money back|refund)\b"
    rf"(?!\s+(?:for|on)\s+(?:{_KNOWN}|an?)\b)",
    r"\brefund\s+(?:me|us|it)\b(?!\s+(?:for|on)\b)",
    r"\breturn\s+(?:instructions|details|info\w*)\b",
    r"(?:^|[.!?,;\u2013\u2014-])\s*(?:a\s+|full\s+)*(?:refund|money back)\s*,?\s*"
    r"(?:please|pls|plz|[?.!]|$)",
)
_UNWANTED = (
    r"\b(?:no longer (?:want|need)|(?:do not|don['\u2019]?t) (?:want|need))\s+"
    r"(?=(?:the|my|this|these)\s)",
)
_VERB = (rf"\b{_RETURN}\b(?!\s+(?:instructions|details|info))",)


def _any_of(name: str, patterns: tuple[str, ...]) -> str:
    return f"(?P<{name}>{'|'.join(patterns)})"


_WISH = re.compile(
    "|".join(
        _any_of(name, patterns)
        for name, patterns in (
            ("after", _AFTER),
            ("label", _LABEL),
            ("unwanted", _UNWANTED),
            ("verb", _VERB),
            ("inside", _INSIDE),
            ("subject", _SUBJECT),
            ("bare", _BARE),
        )
    ),
    re.IGNORECASE,
)
_MONEY = re.compile(r"\b(?:refund|money|reimburse)", re.IGNORECASE)
# Words that make "return" a noun or someone else's wish, and words that negate it.
_NO_VERB_BEFORE = re.compile(
    r"\b(?:an?|the|your|my|of|in|easy|free|tax|no|store|any|for|days?|sale)\s+$", re.IGNORECASE
)
_NO_OBJECT_AFTER = re.compile(
    r"\s*(?:polic\w+|process|window|period|form|address|shipping|fees?|centre|center|portal|rules?"
    r"|conditions?|options?|home|soon|to sender|(?:my|the|our|your) (?:calls?|e?-?mails?"
    r"|messages?)|calls?|merchandise|authori[sz]ation number|date|department|team|instructions?"
    r"|flights?|trip|on invest\w+)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"(?:\bnot|n['\u2019]t|\b(?:do|does|did|wo|ca|need)nt|\bnever|\bno (?:need|wish|plans?)"
    r"|\bcancel(?:ling|ing)?|\bwithout|\binstead of|\brather than)\s+"
    r"(?:(?!(?:and|but|so)\b)\w+\s+){0,3}$",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:told|asked|claims?|said|says|saying|wants?|wanted)\s+(?:me|us|that|i|we|you)\s+(?:\w+"
    r"\s+){0,4}$"
    r"|\b(?:if|when|unless|in case)\s+(?:i|we|you|someone|one|customers?)\s+"
    r"(?:ever\s+)?(?:want|wants|need|needs|have|had|has|decide\w*)\s+to\s+$"
    r"|\b(?:told|asked|required|instructed|forced|supposed)\s+to\s+$"
    r"|\b(?:people|customers|they|he|she|already|how many \w+)\s+(?:\w+\s+){0,2}$"
    r"|\b(?:was|were)\s+(?:going|about|planning|hoping)\s+to\s+$",
    re.IGNORECASE,
)
_GOT = re.compile(r"\b(?:got|received|issued|had|gave|processed)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:i|we)(?:['\u2019]ve|\s+have)?\s+(?:already\s+|just\s+)?(?:returned|(?:sent|shipped"
    r"|brought"
    r"|mailed|took|gave)\s+(?:\w+\s+){0,4}back\b)",
    re.IGNORECASE,
)
# Only curious, or not bought yet, or answered at once: "Return it? No."
_HYPOTHETICAL = re.compile(
    r"\b(?:just|only)\s+(?:asking|curious|wondering)|\bin general\b|\bhypothetical"
    r"|\bbefore (?:i|we) (?:buy|order)|\b(?:haven['\u2019]?t|have not)\s+(?:bought|ordered)"
    r"|\bthinking (?:of|about)"
    r" (?:buying|ordering)|\?\s*(?:no|nope|never)\b",
    re.IGNORECASE,
)
_IF = re.compile(
    r"\s*(?:and |but |so |also,? )*if\b(?! (?:possible|at all|you don))[^?]*\?", re.IGNORECASE
)
_REMARK = 40
_MOST_WISHES = 50


def find_wishes(message: str, sentences: Sequence[Span]) -> list[tuple[re.Match[str], Span]]:
    """Return the wishes to return something, each with the span of its sentence.

    The named group that matched tells where the product stands: `after` the words, within them
    (`inside`, and there as `object`, `fetched`, `passive` or `owned`), as their `subject`, or
    elsewhere (`label`, `bare`); a `verb` may have it behind, and what is `unwanted` is behind too.
    """
    found: list[tuple[re.Match[str], Span]] = []
    for each in islice(_WISH.finditer(message), _MOST_WISHES):
        sentence = next(
            ((start, end) for start, end in sentences if start <= each.start() < end),
            (0, len(message)),
        )
        if _is_wish(message, each, sentence, sentences):
            found.append((each, sentence))
    return found


def _is_wish(message: str, found: re.Match[str], sentence: Span, sentences: Sequence[Span]) -> bool:
    before = message[max(0, found.start() - 60) : found.start()]
    if _IF.match(message, sentence[0]) or _HYPOTHETICAL.search(
        message, found.end(), sentence[1] + _REMARK
    ):
        return False
    if (found["unwanted"] is None and _NEGATED.search(before)) or _REPORTED.search(before):
        return False
    if found["bare"] is not None or _MONEY.match(message, found.start()):
        if _GOT.search(before) or _PAST.search(message):
            return False
        if found["bare"] is not None:
            # Money is also wanted back for what never came or was charged twice.
            near = [*[each for each in sentences if each[1] <= sentence[0]][-1:], sentence]
            cues = [cue for each in near for cue in find_cues(message[slice(*each)])]
            return not any(cue.alone or cue.kind == "cancel" for cue in cues)
    if found["verb"] is not None:
        is_noun = found["verb"].lower() != "returning" and _NO_VERB_BEFORE.search(before)
        return not (is_noun or _NO_OBJECT_AFTER.match(message, found.end()))
    return True
