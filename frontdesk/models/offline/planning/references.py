"""Find the numbers of invoices and orders in a customer's message, and leave all others out."""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from frontdesk.models.offline.planning.quantities import is_quantity, numbers_nothing
from frontdesk.models.offline.planning.spelling import spelled

Kind = Literal["invoice", "order", "unknown", "other"]


class Reference(NamedTuple):
    """A number in a message, exactly as written, and what it seems to number.

    `unknown` is a number of an invoice or order without a word that says which; `other` numbers
    something else, such as an account or a parcel's tracking.
    """

    text: str
    start: int
    end: int
    kind: Kind


_TOKEN = re.compile(
    r"(?<![\w@#])(?<!\d[.:])(?<!\w[-/])(?<!\b\d,)(?<!\b\d\d,)(?<!\b\d\d\d,)(?P<mark>#\s?)?"
    r"(?P<id>(?:(?:[A-Z]{3,4}|IV|BI|SO|PO)\.(?=\d))?"
    r"[A-Za-z0-9]+(?:(?:[-/_]+|(?<=\d)\.(?=\d))[A-Za-z0-9]+)*)(?![\w@])"
)
_INVOICE_WORD = (
    rf"(?:{spelled('invoice', 'invoices')}|inv|bills?|billing|statements?|charges?|reminders?"
    r"|credit notes?|fact(?:ure|ura)|rechnung(?:snummer)?|factuur)"
)
_ORDER_WORD = (
    rf"(?:{spelled('order', 'orders')}|ord|p\.?o\.?s?|so|purchases?"
    rf"|{spelled('parcel', 'package')}|parcels|packages|shipments?|deliver(?:y|ies)|consignments?"
    r"|backorders?|preorders?|pedido|commande|bestellung|bestellnummer)"
)
# These number something else however far they stand from the number ...
_OTHER_WORD = (
    r"(?:accounts?|acct|a/c|customers?|clients?|member(?:ship)?|user(?:name)?|tracking|awb|waybill"
    r"|phone|mobile|cell|tel|telephone|fax|whatsapp|zip|postal|postcode|ticket|case|claim|rma"
    r"|gift card|serial|model|sku|meter|iban|vat|coupon|voucher|promo|policy|contract|licen[cs]e"
    r"|org|registration|reg|company|employee|student|passport|badge|batch|lot|order form)"
)
# ... and these only right before it.
_OTHER_BESIDE = re.compile(
    r"\b(?:ups|fedex|dhl|dpd|usps|call|text|pin|cards?|ending(?: (?:in|with))?|part|article|item"
    r"|size|suite|ste|apt|unit|room|floor|flight|gate|version|v|error|workspace|tenant|tax|gst"
    r"|quote|cost cent(?:re|er)|department|project|building|box|pages?|level|step|code"
    r")(?:\W{0,3}\b(?:numbers?|nos?|nr|ids?|is|was)\b){0,2}\W{0,3}$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    rf"\b(?:(?P<invoice>{_INVOICE_WORD})|(?P<order>(?<!to )(?!order to\b){_ORDER_WORD})"
    rf"|(?P<other>{_OTHER_WORD}))\b",
    re.IGNORECASE,
)
_MARK_WORD = r"(?:numbers?|nos?|nr|num|nbr|nummer|ids?|ref|reference|confirmation)"
# What may stand between a label and its number: "order with the number", "order 2:", "bill is #".
_LINK = re.compile(
    rf"(?:\W{{0,3}}\b(?:{_MARK_WORD}|is|was|are|called|numbered|with|under|the|my|your|s|from"
    r"|dated|\d{1,2}(?=\s*[:)]))\b|['\u2019]s\b)*\W{0,4}",
    re.IGNORECASE,
)
_MARKED = re.compile(rf"(?:\b{_MARK_WORD}\b(?:\W+(?:is|was|are))?|\bnumbered|#)\W*$", re.IGNORECASE)
_LABEL_AFTER = re.compile(
    r"(?:\s+please)?\s*(?:(?:,|\(|\s-)?\s*(?:(?:that|which|it|this|both|they)?(?:['\u2019]s"
    r"|['\u2019]re|\s*\b(?:is|are|was|were|being)\b)\s+)?(?:(?:the|my|our|your|an?"
    r"|another)\s+)(?:\w+\s+)?|,?\s*(?:both|all)?\s*(?:are|being)\s+|\s*[(\s]\s*(?:both\s+"
    rf"|all\s+)?)(?:(?P<invoice>{_INVOICE_WORD})|(?P<order>{_ORDER_WORD}))\b(?!\W{{0,3}}"
    rf"(?:{_MARK_WORD}\W{{0,3}})?[A-Za-z]{{0,5}}[-/]?\d)",
    re.IGNORECASE,
)
_LIST_SEPARATOR = re.compile(
    r"\s*(?:,|&|\+|/|and|or|n|, ?and|, ?or|as well as|\? ?and|, also)\s*", re.IGNORECASE
)
# A buyer's own purchase order is no order of the shop's.
_OWN_NUMBER = re.compile(
    r"\b(?:our|my|internal|company)\s+(?:own\s+)?(?:p\.?o\.?|purchase order)(?:\s+(?:number|no\.?"
    r"|ref\w*))?\W*\Z",
    re.IGNORECASE,
)
_REJECTED = re.compile(r"\bnot\s+$", re.IGNORECASE)
# A short number behind one of these is an amount, unless it is the state of it that is asked.
_AMOUNT_WORD = re.compile(
    r"\b(?:of|for|to|from|than|about|by|at|only|over|under|up|in|on|got|paid|pay|billed|charged"
    r"|invoiced|owe|says?|shows?|total|around|since|until)\s+$|\b(?!(?:and|also|but|so|where|when"
    r"|what)\b)\w+\s+(?:is|was)\s+$",
    re.IGNORECASE,
)
_STATE_OF = re.compile(
    r"\b(?:status|eta|news|updates?|track\w*|progress|whereabouts|happen\w*|look(?:ing)?|check\w*)"
    r"\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_MOST_REFERENCES = 300
_LONG_DIGITS = 6
_LOOK_BACK = 80

_INVOICE_PREFIX = re.compile(r"(?:INV|INVOICE|FV|FAC|BILL|RE|RG|CN)[-/_.]?\d", re.IGNORECASE)
_SAYS_INVOICE = re.compile(r"INV(?:OICE)?[-/_.]?\d", re.IGNORECASE)
_ORDER_PREFIX = re.compile(r"(?:ORD|ORDER|SO|PO|OD)[-/_.]?\d|A-?\d{4}", re.IGNORECASE)
_OTHER_PREFIX = re.compile(
    r"(?:RMA|TKT|TICKET|CASE|SKU|ACC|ACCT|CUST|CUS|USR|ID|WS|TRK|TN|SN|1Z|VAT)[-/_]?\w*\d",
    re.IGNORECASE,
)
_LOOKS_LIKE_ID = re.compile(
    r"(?=(?:\D*\d){4})[A-Za-z0-9]+(?:[-/_][A-Za-z0-9]+)+|[A-Z]{1,5}(?:[-/_]\w+)*[-/_]\d+(?:-?\w+)*"
    r"|(?=[^A-Z]*[A-Z])(?=(?:\D*\d){2})[A-Z0-9]+(?:[-/_][A-Z0-9]+)+|[A-Za-z]{1,4}\d{5,}\w*"
    r"|[A-Z]{1,3}\d{4,}|\d{4,}[A-Za-z]{1,3}|\d{3,}-[A-Z]+"
)
_YEARS = re.compile(r"(?:19|20)\d\d[-/](?:(?:19|20)\d\d|\d\d)")
# "My WH-1000" and "a Sony WH-1000" are products, and so is "WH-1000 headphones".
_NAME_BEFORE = re.compile(
    r"\b(?i:my|the|an?|this|our|new|these|your)\s+$|(?<=[a-z,] )[A-Z][a-z]+\s+$"
)


def find_references(message: str) -> list[Reference]:
    """Return the references of `message` in the order of mention, the kind `other` included."""
    references: list[Reference] = []
    skipped = numbers_nothing(message)
    for found in _TOKEN.finditer(message):
        start, end = found.span("id")
        if len(references) >= _MOST_REFERENCES:
            break
        if not any(character.isdigit() for character in found["id"]):
            continue
        if any(first <= start < last for first, last in skipped.addresses):
            continue
        is_phone = any(first <= start < last for first, last in skipped.phones)
        kind = _kind(message, found, references[-1:], is_phone=is_phone)
        references.append(Reference(found["id"], start, end, kind))
    return _with_shared_labels(message, references)


def is_marked(message: str, reference: Reference) -> bool:
    """Say whether a word such as "number" or "#" announces the reference."""
    return _MARKED.search(message, max(0, reference.start - 20), reference.start) is not None


def id_form(text: str) -> str:
    """Return what the numbers of one kind have in common: "A-12" and "A-345" are both "A-9"."""
    has_letters = any(character.isalpha() for character in text)
    return re.sub(r"\d+" if has_letters else r"\d", "9", text.upper())


def _with_shared_labels(message: str, references: list[Reference]) -> list[Reference]:
    """Give numbers without a label the kind that the same number, or the list's next, has."""
    known = {each.text: each.kind for each in references if each.kind in ("invoice", "order")}
    shared: list[Reference] = []
    for each in reversed(references):
        kind = each.kind
        if kind in ("unknown", "other") and len(each.text) > 3:
            kind = known.get(each.text, kind)
        if kind == "unknown" and shared and shared[-1].kind in ("invoice", "order"):
            following = shared[-1]
            labelled = _LABEL.search(message, each.end, following.start)
            if not labelled and _LIST_SEPARATOR.fullmatch(message, each.end, following.start):
                kind = following.kind
        shared.append(each._replace(kind=kind))
    return shared[::-1]


def _kind(
    message: str, found: re.Match[str], previous: Sequence[Reference], *, is_phone: bool
) -> Kind:
    text, end, mark = found["id"], found.end(), found["mark"] is not None
    before = message[max(0, found.start() - _LOOK_BACK) : found.start()]
    labelled = _label(text, before, is_marked=mark or _MARKED.search(before) is not None)
    is_plain = labelled is not None and labelled != "other"
    if is_quantity(message, found.start("id"), end, text, is_labelled=is_plain):
        return "other"
    if text[:2].upper() == "1Z":
        return "other"
    if labelled == "other" and _SAYS_INVOICE.match(text):
        return "invoice"  # "my voucher, INV-5"
    if labelled is not None:
        return "other" if _OWN_NUMBER.search(before) else labelled
    if is_phone or _OTHER_PREFIX.match(text):
        return "other"
    for each in previous:
        between = message[each.end : found.start()]
        if each.kind == "other" and text.isdigit() and between == " ":
            return "other"
        if each.kind != "other" and _LIST_SEPARATOR.fullmatch(between):
            if len(text) > 2 or mark:
                return each.kind
    named_after = _LABEL_AFTER.match(message, end) if len(text) > 2 else None
    if _INVOICE_PREFIX.match(text) or (named_after and named_after["invoice"]):
        return "invoice"
    if _ORDER_PREFIX.match(text) or named_after:
        return "order"
    if mark or _MARKED.search(before):
        return "unknown" if len(text) > 2 else "other"
    if _NAME_BEFORE.search(before) or _YEARS.fullmatch(text):
        return "other"
    if text.isdigit():
        # A number that counts something has its noun behind it.
        counts = re.match(r"\s+[a-z]+s\b(?<!\bis)(?<!\bhas)(?<!\bwas)", message[end : end + 30])
        is_amount = counts or (
            len(text) < _LONG_DIGITS
            and _AMOUNT_WORD.search(before)
            and not _STATE_OF.search(before)
        )
        return "unknown" if len(text) > 3 and not is_amount else "other"
    follows_name = re.match(r"\s+[a-z]{3,}", message[end : end + 20]) and len(text) < 5
    return "unknown" if _LOOKS_LIKE_ID.fullmatch(text) and not follows_name else "other"


def _label(text: str, before: str, *, is_marked: bool) -> Kind | None:
    """Return what the words right before a number call it."""
    if _OTHER_BESIDE.search(before) or _REJECTED.search(before):
        return "other"
    label = _last_label(before)
    if label is None or not _LINK.fullmatch(before, label.end()):
        return None
    if label["other"]:
        return "other"
    if text.isdigit() and not is_marked:
        # "My order, 2 shirts" and "my bill is 90" number nothing.
        says_is = re.search(r"\b(?:is|was|are)\b\W*$", before, re.IGNORECASE)
        if len(text) < 3 or (len(text) < 5 and says_is):
            return "other"
    return "invoice" if label["invoice"] else "order"


def _last_label(before: str) -> re.Match[str] | None:
    return next(iter(reversed(list(_LABEL.finditer(before)))), None)
