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
    r"|handing|post|posting|accept|accepting)"
)
_OBJECT = rf"(?:(?!{_CARRY}\b)[\w'\u2019\"&/-]+(?:\.\w+)*,?\s+){{0,10}}?"
_FETCHED = r"(?:collected|picked up|fetched|taken back|refunded|returned|sent back|exchanged)"
_KNOWN = r"(?:the|my|this|these|our)"
_MONEY_BACK = (
    r"(?:money|cash|(?:full|whole|entire) (?:sum|amount|price)|my \d[\d.,]*"
    r"|[\u00a3$\u20ac]\s?\d[\d.,]*|\d[\d.,]*\s?(?:euros?|pounds?|dollars?|quid|bucks))\s+(?:back"
    r"|again|returned|refunded)"
)
# Between "have" and "to return" stands a thing, unless one of these words tells otherwise.
_NO_THING = (
    r"(?:want|need|like|wish|hop\w+|try\w*|tried|going|decided|chosen|i|we|you(?!\s+to)|right"
    r"|option|no|been|yet)"
)
# The product stands behind: "a return label for the lamp".
_AFTER = (
    r"\b(?:arrange|organi[sz]e|start|initiate|set up|begin|request|process|make|do|open|book)\s+"
    rf"(?:an?\s+|the\s+|my\s+)?(?:{_RETURN}|rma)\b(?!\s+(?:label|slip|form|polic))"
    r"(?:\s+(?:for|of)\b)?",
    rf"\b(?:rma|returns|{_RETURN})\s*(?:labels?\s*|request\s*|slips?\s*|forms?\s*|number\s*)?"
    r"(?:(?:please|pls)\s*)?(?:\bfor\b|\bof\b|:)(?!\s+(?:an?\s+)?(?:full\s+)?(?:refund|free"
    r"|money|good)\b)",
    rf"\b{_CARRY}\s+back\b(?=\s+(?:the|my|an?|these|those|this|our|both|two|\d)\b)",
    r"\bright of withdrawal\s+(?:for|on|from)\b"
    r"|\bwithdraw\w*\s+from\s+(?:the\s+|my\s+)?(?:purchase|contract|order)\s+(?:of|for)\b",
    r"\b(?:refund|return|pick[- ]?up|collection)\s+(?:and|&|/|or)\s+(?:a\s+)?(?:refund|return"
    r"|pick[- ]?up|collection)\s+(?:of|for)\b|\brefund\s+of\s+(?=(?:the|my|this|these)\s)",
    r"\b(?:drop off|(?:rid|shot) of|pick[- ]?up (?:of|for)|collection (?:of|for)|collect"
    r"|(?:you|somebody|someone|courier|please)(?:\s+to)?(?:\s+come)?(?:\s+and)?\s+pick up"
    r"|do the same (?:with|for)|same (?:goes )?for)\s+"
    r"(?=(?:the|my|this|these|our|a)\s|(?:it|them|that|those|these|this)\b)",
    rf"\b(?:refund|{_MONEY_BACK}|refunded|reimburse\w*)\s+(?:please\s+|me\s+|us\s+)?(?:for|on)\s+"
    rf"(?=(?:{_KNOWN}|an?|it|them|that|those|both)\b)|\brefund(?:ing)?\s+(?={_KNOWN}\s)",
    r"\b(?:i|we)(?:['\u2019](?:m|re|ll)|\s+(?:am|are|will|shall|would))?\s+(?:not|won['\u2019]t"
    r"|wont|do not|don['\u2019]t|cannot|can['\u2019]t)\s+(?:be\s+)?(?:want\s+to\s+|wish\s+to\s+"
    r"|like\s+to\s+)?keep(?:ing)?\s+(?:any of\s+|either of\s+)?(?=(?:the|it|them|this|these|that"
    r"|those|my|both|either)\b)",
)
# It stands within: "send the lamp back", "can the lamp be returned", "a lamp to return".
_INSIDE = (
    rf"\b{_CARRY}\s+(?P<object>{_OBJECT})back\b(?!\s+(?:home|up|online|in time)\b)",
    r"\b(?:like|want|need|have|get|wish)\s+(?:you to\s+)?(?:have\s+)?"
    rf"(?P<fetched>(?:[\w'\u2019-]+\s+){{1,5}}?)(?:to be\s+)?{_FETCHED}\b",
    rf"\b(?:can|could|may|should|arrange for)\s+(?P<passive>{_KNOWN}\s+{_OBJECT})(?:to\s+)?be\s+"
    rf"{_FETCHED}\b",
    rf"\b(?:have|got|has)\s+(?P<owned>(?:(?!{_NO_THING}\b)[\w'\u2019][\w'\u2019-]*\s+){{1,8}}?)"
    r"to\s+(?:return|send back)\b",
    rf"\btak(?:e|ing)\s+(?P<hands>{_OBJECT})off\s+(?:my|our)\s+hands\b",
)
# It stands in front: "the lamp has to go back".
_SUBJECT = (
    r"\b(?:has|have|needs?|must|can|could|should|will|wants?|to)\s+(?:\w+\s+)?(?:to\s+)?"
    r"be\s+(?:returned|collected|picked up|taken back|sent back)\b",
    r"\b(?:going|coming|heading|goes|go|comes|come)\s+(?:straight\s+|right\s+"
    r"|all\s+)?back\b(?!\s+(?:in\b|into\b|up\b|online|on sale|and forth|home|from\b|to\s+(?:me|us"
    r"|work|it|this|that|normal|bed|sleep|school|life|the (?:website|site|start|beginning))\b))",
    r"\b(?:needs?|has|have|must)\s+(?:to be\s+)?returned\b",
    r"\b(?:has|have|needs?|must|got|gotta)\s+(?:(?:to|just|simply)\s+){0,2}go\b"
    r"(?=\s*(?:$|[.,;:!?)\n]|(?:and|so|please|how)\b))",
    r"\bback\s+(?:to\s+you\s+)?(?:it|they|this|that)\s+go(?:es)?\b",
    r"(?<!way )\bback\s+to\s+(?:you|the\s+(?:shop|store|sender|warehouse))\b",
    r"\b(?:has|have|must|needs?|got)\s+(?:to\s+)?leave\s+(?:my|our|this|the)\s+(?:house|home"
    r"|flat|place|building)\b",
)
# It is named elsewhere: "I want a return label", "Refund, please."
_LABEL = (
    r"\b(?:arrange|schedule|book|organi[sz]e)\s+(?:an?\s+|the\s+|for\s+)*"
    r"(?:collection|pick[- ]?up)\b",
    rf"\b{_RETURN}\s+(?:label|slip|form|authori[sz]ation|request)\b(?!\s+(?:was|is|has))",
)
_BARE = (
    r"(?:^|[.!?\n])[ \t]*my money(?: back)?,? (?:please|pls|now)\b",
    rf"\b(?:(?:give|send|pay)\s+(?:me|us)\s+(?:(?:my|our|the|all"
    rf"|that)\s+)*)?{_MONEY_BACK}(?!\s+(?:for|on)\s+(?:{_KNOWN}|an?|that|it|them|those|both)\b)",
    r"\b(?:want|like|have|get|receive|take|give (?:me|us)|rather have)\s+(?:my"
    r"|our)\s+money\b(?!\s+(?:back|again|returned|refunded))",
    r"\brefund(?:ed)?\b(?!\s+(?:for|on)\s+(?:the|my|this|these|our|an?|that|it|them|those"
    r"|both)\b)|\breimburse[d]?\b",
    r"\breturn\s+(?:instructions|details|info\w*)\b",
)
# It is not said what: "What's the returns procedure?", "How do I get it back to you?"
_VAGUE = (
    r"\b(?:an?|the|about|start|do|make|arrange|request|through)\s+return\b(?!\s+(?:label|slip"
    r"|form|authori|request|for\b|of\b|polic|window|period|journey|trip|flight|ticket))",
    r"\breturns?\s+(?:procedure|process|address|instructions|details|steps)\b"
    r"|\breturns\s+(?:please|pls)\b",
    r"\bgets?\s+(?:it|em|them|this|that|these|those|the \w+)\s+back\s+to\s+you\b",
    r"\byou\s+(?:(?:can|may|could|kindly|please|must|should)\s+){0,2}have\s+(?:it|em|them|this|that"
    r"|these|those)\s+back\b",
    r"\b(?:take|want|have)\s+back\s+(?:it|this|that|them|these|those)\b",
    r"\b(?:rather|prefer)\s+(?:to\s+)?not\s+(?:to\s+)?keep\s+(?:it|em|them|this|that|the\b)",
    r"\b(?:want|need|like)\s+(?:it|em|them|this|that|both|these|those|the \w+)\s+(?:gone"
    r"|off (?:my|our) hands|out of (?:my|our|the|this))\b|\bwant out\b",
    r"\b(?:come|call|stop by)\s+for\s+(?:it|em|them|this|these)\b"
    r"|\bhow (?:do|does) (?:your |the |a )?(?:returns?|refunds?) work\b"
    r"|\bwithdraw\w*\s+from\s+(?:the|this|my)\s+(?:purchase|contract)\b",
    r"\b(?:appreciate|want|need|like|request|book|send)\s+(?:a|the)\s+(?:collection|pick[- ]?up)\b",
    r"\b(?:done|through|finished) with (?:it|em|them|this|that)\b|\bno (?:use|good) to (?:me"
    r"|us)\b(?=[^.?!]*\bback\b)",
    r"\bwhere (?:do|can|should|to|must) (?:i |we )?(?:ship|send|post|bring|return|take) (?:it|them"
    r"|this|that|these|those)\b|\b(?:come and|please|pls|just|can you|could you|to) (?:get|fetch"
    r"|collect|take|remove) (?:it|em|them|this|that) (?:away|from)\b|\bcome and (?:get|fetch"
    r"|collect) (?:it|them|this)\b|\b(?:take|took|taken) (?:it|em|them|this|that) away\b"
    r"|\bwhere to (?:ship|send|post|return) it\b",
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
            ("vague", _VAGUE),
            ("verb", _VERB),
            ("bare", _BARE),
            ("inside", _INSIDE),
            ("subject", _SUBJECT),
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
    r"|was|were|went|flights?|trip|on invest\w+)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"(?:\bnot|n['\u2019]t|\b(?:do|does|did|wo|ca|need)nt|\bnever|\bno (?:need|wish|plans?)"
    r"|\bcancel(?:ling|ing)?|\bwithout|\binstead of|\brather than)\s+"
    r"(?:(?!(?:and|but|so|can|could|please|i|we)\b)\w+\s+){0,4}$",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:told|asked|claims?|said|says|saying|wants|wanted|(?:they|you|people) want)\s+(?:me|us"
    r"|that|i|we|you)\s+(?:\w+\s+){0,4}$|\b(?:if|when|unless|in case)\s+(?:i|we|you|someone|one"
    r"|customers?)\s+(?:ever\s+)?(?:want|wants|need|needs|have|had|has|decide\w*)\s+to\s+$"
    r"|\b(?:told|asked|required|instructed|forced|supposed)\s+to\s+$|\b(?:people|customers|they|he"
    r"|she|already|how many \w+)\s+(?!wants?\b|would\b|needs?\b)(?:\w+\s+){0,2}$|\b(?:was"
    r"|were)\s+(?:going|about|planning|hoping)\s+to\s+$",
    re.IGNORECASE,
)
# "My refund", "still no refund": one that was promised, not one that is asked for now.
_SOME_REFUND = re.compile(
    r"\b(?:my|the|your|no|any|this|that|that['\u2019]s|still|previous|last|where(?:['\u2019]s"
    r"| is)|status of(?: the)?|has been|have been|was|were|not been|never)\s+\Z",
    re.IGNORECASE,
)
_PAID_ALREADY = re.compile(
    r"\s*(?:(?:for|of|on)\s+(?:the|my|that)\s+(?:\w+\s+){1,4})?(?:is|was|has|hasn|have|came"
    r"|arrived|never|still|promised|status|polic\w+|confirmation|request|button)\b",
    re.IGNORECASE,
)
_GOT = re.compile(
    r"\b(?:got|received|issued|had|gave|processed|promised|waiting (?:for|on)|awaiting|owed"
    r"|thanks? (?:you )?(?:\w+ )?for)\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
_SENT_BACK = re.compile(
    r"\b(?:sent|gave|given|went|gone|came|brought|posted|returned|shipped|took|taken"
    r"|got)\s+(?:[\w'\u2019-]+\s+){0,6}\Z",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"(?:^|[.!?\n])[ \t]*(?:sent|returned|shipped)\s+(?:[\w'\u2019-]+\s+){0,5}?(?:back|in"
    r"|to you)\b|\b(?:i|we)(?:['\u2019]ve|\s+have)?\s+(?:already\s+|just\s+)?(?:returned|(?:sent"
    r"|shipped|brought|mailed|took|gave)\s+(?:\w+\s+){0,4}back\b)",
    re.IGNORECASE,
)
# Only curious, or not bought yet, or answered at once: "Return it? No."
_HYPOTHETICAL = re.compile(
    r"\bif (?:it|that|there) (?:wasn|weren)['\u2019]?t\b|\b(?:just|only)\s+(?:asking|curious"
    r"|wondering)|\bin general\b|\bhypothetical|\bbefore (?:i|we) (?:buy|order)"
    r"|\b(?:haven['\u2019]?t|have not)\s+(?:bought|ordered)|\bthinking (?:of|about) (?:buying"
    r"|ordering)|\?\s*(?:no|nope|never)\b",
    re.IGNORECASE,
)
_IF = re.compile(
    r"\b(?:if|unless|in case|should)\s+(?:an?|any\w*|one|something|so|it|its|it['\u2019]s|they"
    r"|they['\u2019]re|the|my|this|that|i|we|he|she)\b(?!\s+(?:is |are )?(?:ok|okay|possible"
    r"|all right|fine|helps|may|might|could)\b)[^.;!]*$",
    re.IGNORECASE,
)
_MAYBE = re.compile(r"\b(?:may|might|perhaps|maybe)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
# A person, not a thing, goes or comes back.
_PERSON = re.compile(
    r"\b(?:i|we|he|she|you|who|driver|courier|people|man|customers?|someone|somebody)(?:['\u2019]"
    r"(?:m|re|s|ll|d|ve)|\s+(?:am|are|is|will|was|were|have|had|has|would|had|keep"
    r"|kept))*(?:\s+(?:not|just|then|also|always|been))*\s+$|\b(?:i|we|you|he|she)['\u2019](?:m|re"
    r"|ll|d)\s+$|\b(?:going|coming|want|went|like|try|trying|used|keep)\s+to\s+$",
    re.IGNORECASE,
)
_REMARK = 40
_MOST_WISHES = 50


def find_wishes(message: str, sentences: Sequence[Span]) -> list[tuple[re.Match[str], Span]]:
    """Return the wishes to return something, each with the span of its sentence.

    The named group that matched tells where the product stands: `after` the words, within them
    (`inside`, and there as `object`, `fetched`, `passive`, `owned` or `hands`), as their `subject`,
    or elsewhere (`label`, `bare`, `vague`); a `verb` may have it behind, and what is `unwanted` is
    behind too. What is `vague` is a wish only if a reason is told.
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
    if _IF.search(message, sentence[0], found.start()) or _HYPOTHETICAL.search(
        message, found.end(), sentence[1] + _REMARK
    ):
        return False
    if found["subject"] is not None and _SENT_BACK.search(before):
        return False
    asked = "?" in message[found.end() : sentence[1] + 1]
    if (_MAYBE.search(before) and not asked) or (
        found["subject"] is not None and _PERSON.search(before)
    ):
        return False
    if found["unwanted"] is None and _NEGATED.search(before):
        return False
    if found["subject"] is None and _REPORTED.search(before):
        return False
    if found["bare"] is not None or _MONEY.search(found.group()):
        if _GOT.search(before) or _PAST.search(message):
            return False
        if _PAID_ALREADY.match(message, found.end()):
            return False
        if found.group().lower().startswith("refund") and _SOME_REFUND.search(before):
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
