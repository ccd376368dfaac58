"""Find what a customer has told already: numbers, devices, versions, errors, steps and times."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Told(NamedTuple):
    """One thing that was told, in the customer's own words."""

    name: str
    text: str


# At least three digits, which are no amount and no count.
_NUMBER = (
    r"(?<![$€£\d])(?:[A-Z]{1,5}-?)?\d[\d\-/]*\d[\d\-/]*\d\b(?:-[A-Z\d]+)*"
    r"(?![.,]\d)(?!\s*(?:€|%|(?:euros?|eur|dollars?|usd|pounds?|gbp|times|days|years?)\b))"
)
_IS = (
    r"(?:\s*(?:number|no\.?|nr\.?|num\.?|id|nummer|numéro|número|#))?"
    r"\s*(?:is|ist|est|es|was|:|=|#)*\s*"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = (
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}\b(?:,? \d{{4}})?"
    rf"|{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?"
    r"\b(?:,? \d{4})?|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
)
_ACCOUNT = re.compile(
    rf"\b(?:account|acct|customer|client|member(?:ship)?|kunden\w*|konto\w*|compte|client|cuenta"
    rf"|cliente)\b{_IS}({_NUMBER})",
    re.IGNORECASE,
)
_INVOICE = re.compile(
    rf"\b((?:INV|RE|RG|FAC)[-\u2011 ]?\d[\dA-Z-]*)\b"
    rf"|\b(?:invoice|bill|receipt|charge|statement|rechnung\w*|facture|factura)\b{_IS}({_NUMBER})"
    rf"|\b(?:invoice|bill|receipt|charge|charged?|statement|payment|paid|debited|took|date)\b"
    rf"[^.!?\n]{{0,40}}?\b((?:{_DATE})(?!\w))"
    rf"|\b(?:invoice|bill|statement|charge|payment)s? (?:from|of|for|in) ({_MONTH}(?: \d{{4}})?)\b",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"\b(?:i ?phone(?: ?\d{1,2})?(?: ?(?:pro|max|mini|plus|se))*|i ?pad(?: ?(?:pro|air|mini))?"
    r"|macbook(?: ?(?:pro|air))?|imac|apple watch|(?:google )?pixel ?\d\w?(?: pro)?|(?:samsung )?"
    r"galaxy ?[a-z]?\d{0,3}(?: ?(?:ultra|plus|fe))?|samsung(?: phone| tablet| tv)?|oneplus ?\d*"
    r"|xiaomi(?: \w+)?|huawei(?: \w+)?|(?:android|windows|linux|work|old|new)? ?(?:phone|tablet"
    r"|laptop|pc|computer|desktop)|chromebook|thinkpad|surface(?: pro| laptop)?|chrome|firefox"
    r"|safari|edge browser|microsoft edge|opera|brave|fire ?stick|fire tv|roku|apple tv|smart tv"
    r"|chromecast|xbox(?: \w+)?|playstation(?: \d)?|ps[45]|router|modem|printer|thermostat"
    r"|dishwasher|washing machine|smart plug|smart speaker|speaker|headset|headphones|earbuds"
    r"|doorbell|camera|android|windows(?: ?1[01])?|macos|ubuntu)\b",
    re.IGNORECASE,
)
_VERSION = re.compile(
    r"\b(?:version|ver\.?|v|build|release|firmware(?: version)?)[:\s]*(?:is\s+)?(\d+(?:\.\d+)*\w?)"
    r"(?!\w)|\b((?:android|ios|ipados|windows|macos|mac os|chrome|firefox|safari|edge|ubuntu)"
    r"(?: version)? \d+(?:\.\d+)*)\b",
    re.IGNORECASE,
)
_QUOTE = '"\u201c\u201e\u00ab'
_QUOTE_END = '"\u201d\u201c\u00bb'
_ERROR = re.compile(
    rf"\b(?:error|message|says?|said|saying|shows?|showing|reads?|displays?|fehler\w*|meldung)\b"
    rf"[^{_QUOTE}\n.!?]{{0,30}}[{_QUOTE}]([^{_QUOTE_END}\n]{{2,150}})[{_QUOTE_END}]"
    r"|\b(error(?: code)?[: #]*(?:0x[\da-f]+|[A-Z]{0,5}[-_]?\d[\w-]*|[A-Z]+_[A-Z_\d]+))\b"
    r"|\b((?:shows?|code|fehler(?:code)?|erreur) [A-Z]{1,3}-?\d{1,4})\b"
    r"|\b(?:it|that|which|just|only|screen|app|page|message) (?:just |only |always )?(?:says|reads)"
    r"[: ]+([^.!?,;\n]{3,80})",
    re.IGNORECASE,
)
_STEP_VERB = (
    r"(?:tried|restarted|rebooted|reinstalled|re-installed|uninstalled|reset|cleared|updated|"
    r"unplugged|switched|turned|logged out|deleted|changed|replaced|checked|power[- ]cycled|"
    r"disconnected|reconnected|called|downloaded|installed|emptied|disabled|enabled|swapped)"
)
_STEPS = re.compile(
    rf"(?:\b(?:i|we)(?:['\u2019]ve| have)?(?: also| already| even| just)* {_STEP_VERB}\b"
    rf"|\balready {_STEP_VERB}\b|(?:^|[,.;]\s*)(?:tried|restarted|reinstalled|rebooted|cleared)\b)"
    r"[^.!?;\n]{0,120}",
    re.IGNORECASE,
)
# "I tried everything" tells no step; "I updated the app and since then" tells a cause.
_NO_STEP = re.compile(r"\b(?:not|never|n['\u2019]t|before|whenever|when) *$", re.IGNORECASE)
_UNTOLD = re.compile(r"tried (?:everything|it all|to (?:log|open|pay|order|reach|contact)\b)", re.I)
_DAY = (
    r"(?:(?:the|your|my|an|last|(?:yesterday|today|monday)['\u2019]s)(?: \w+){0,2}? "
    r"(?:update|upgrade|weekend|outage|power cut|move|storm|holidays|install\w*)\b"
    r"|yesterday|today|last (?:night|week|month|year|monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday)|(?:this|yesterday|monday|tuesday|wednesday|thursday|friday|saturday"
    r"|sunday)(?: morning| afternoon| evening| night)?"
    rf"|{_DATE}|{_MONTH}\b)"
)
_SINCE = re.compile(
    rf"\b((?:ever )?since (?:about |around )?(?:{_DAY}|i \w+(?: \w+){{1,2}})"
    r"|for (?:about |around |over |almost |the (?:last|past) )?(?:an?|one|two|three|four|five|six"
    r"|seven|ten|several|some|a few|\d+)? ?(?:hour|day|week|month|year)s?\b"
    rf"|(?:started|began|first happened)(?: happening)? (?:on |about |around |in )?{_DAY}"
    r"|(?:two|three|four|five|\d+|a few|several) (?:hour|day|week|month)s ago"
    rf"|after (?:the|your|yesterday['\u2019]s|last|today['\u2019]s)(?: \w+){{0,2}}? ?update"
    r"|seit (?:gestern|heute|dem \w+|\w+ (?:tagen|wochen))|depuis (?:hier|\w+ (?:jours|semaines))"
    r"|desde (?:ayer|hace \w+ \w+))",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(
    rf"^\W*(?:(?:it(?:['\u2019]s| is)|my number is|the number is|that is|that['\u2019]s|sure|ok"
    rf"|yes|here(?: it is| you go)?)[,:.]?\s*)*({_NUMBER})\b",
    re.IGNORECASE,
)
_ASKED_FOR_ACCOUNT = re.compile(r"\baccount number\b", re.IGNORECASE)
_BARE_DAY = re.compile(rf"^\W*((?:this morning|{_DAY}))\W*$", re.IGNORECASE)
_ASKED_WHEN = re.compile(r"\bwhen (?:it|this|the problem) started\b", re.IGNORECASE)

_MOST_CHARACTERS = 4000


def find_details(said: Sequence[tuple[str, str]]) -> list[Told]:
    """Return what was told in the conversation, the newest of each kind, and every step.

    `said` holds the customer's messages in their order, each with what the front desk said before
    it, or an empty string.
    """
    newest: dict[str, Told] = {}
    steps: list[Told] = []
    for asked, message in said:
        for told in _found(message[:_MOST_CHARACTERS], asked):
            if told.name == "steps_tried":
                steps.append(told)
            else:
                newest[told.name] = told
    return [*newest.values(), *dict.fromkeys(steps)]


def _found(message: str, asked: str) -> Iterator[Told]:
    account = _ACCOUNT.search(message)
    if account is None and _ASKED_FOR_ACCOUNT.search(asked):
        account = _BARE_NUMBER.search(message)
    if account:
        yield Told("account_number", account[1])
    for name, pattern in (
        ("invoice", _INVOICE),
        ("device", _DEVICE),
        ("version", _VERSION),
        ("error_text", _ERROR),
        ("since", _SINCE),
    ):
        if found := pattern.search(message):
            text = next(filter(None, found.groups()), found[0])
            yield Told(name, text.strip(f" '{_QUOTE}{_QUOTE_END}"))
    if _ASKED_WHEN.search(asked) and (day := _BARE_DAY.search(message)):
        yield Told("since", day[1])
    for step in _STEPS.finditer(message):
        before = message[max(step.start() - 12, 0) : step.start()]
        if not _NO_STEP.search(before) and not _UNTOLD.search(step[0]):
            yield Told("steps_tried", step[0].strip(" ,.;"))
