"""Find the numbers of invoices and orders in a customer's message, and leave all others out."""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from frontdesk.models.offline.spelling import spelled

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


_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_UNIT = (
    r"(?:%|°|€|£|usd|eur|euros?|gbp|inr|rs|dollars?|bucks|pounds?|cents?|days?|weeks?|months?"
    r"|years?"
    r"|hours?|hrs?|minutes?|mins?|secs?|am|pm|x|pcs|pieces?|items?|users?|licen[cs]es?|units?|times"
    r"|kg|g|lbs?|cm|mm|m|km|miles?|inch(?:es)?|ft|ml|oz|gb|mb|tb|watts?|volts?|business|working"
    r"|people|products?|shirts?|chairs?|boxes|of)\b"
)
_TOKEN = re.compile(
    r"(?<![\w@#])(?<!\d[.:])(?<!\w[-/])(?<!\b\d,)(?<!\b\d\d,)(?<!\b\d\d\d,)(#\s?)?([A-Za-z0-9]+(?:(?:[-/_]+|(?<=\d)\.(?=\d{3}))[A-Za-z0-9]+)*)(?![\w@])"
)
_ADDRESS = re.compile(r"\S+@\S+|@\w+|https?://\S+|www\.\S+")
_PHONE = re.compile(
    r"\+\d[\d ().-]{7,}\d|(?<![\w-])0\d{2,4}[ /]\d{5,8}(?![\w-])|(?<![\w-])(?:\(\d{2,5}\)[ .-]?"
    r"|\d{3}[ .-])\d{3}[ .-]\d{4}(?![\w-])"
)
_DATE = re.compile(
    r"(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])"
    r"|(?:0?[1-9]|[12]\d|3[01])([-/.])(?:0?[1-9]|[12]\d|3[01])(?:\2(?:(?:19|20)\d\d|\d\d))"
    r"|(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|[12]\d|3[01])"
    r"|\d{1,2}(?:st|nd|rd|th)|\d+x\d+(?:x\d+)?|\d{1,2}(?:am|pm)",
    re.IGNORECASE,
)
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}\.?(?:\s+\d{{1,2}}(?:st|nd|rd|th)?)?,?\s*$", re.IGNORECASE)
_MONTH_AFTER = re.compile(rf"\s*{_MONTH}\b", re.IGNORECASE)
_PRICE_BEFORE = re.compile(r"(?:[$€£₹]|\b(?:rs|usd|eur|gbp|inr))\.?\s?$", re.IGNORECASE)
_FRACTION_AFTER = re.compile(r"(?:[.,]\d{1,2}|:\d\d)\b|'s\b")
_UNIT_AFTER = re.compile(rf"\s?{_UNIT}", re.IGNORECASE)

_NUMBER_WORDS = r"(?:numbers?|nos?|nr|num|nbr|nummer|ids?|ref|reference|code|confirmation)"
_LINK = rf"(?:\W{{0,3}}\b(?:{_NUMBER_WORDS}|is|was|are|called|s)\b){{0,4}}\W{{0,4}}$"
_INVOICE = rf"(?:{spelled('invoice', 'invoices')}|inv|bills?|statement)"
_ORDER = (
    rf"(?:{spelled('order', 'orders')}|ord|p\.?o\.?|so|purchases?|{spelled('parcel', 'package')}"
    r"|parcels|packages|shipments?|deliver(?:y|ies)|consignment)"
)
_OTHER = (
    r"(?:accounts?|acct|a/c|customers?|clients?|member(?:ship)?|user(?:name)?|tracking|awb|waybill"
    r"|ups"
    r"|fedex|dhl|phone|mobile|cell|tel|telephone|call|fax|whatsapp|zip|postal|postcode|pin|cards?"
    r"|ending(?: (?:in|with))?|ref|reference|case|ticket|claim|rma|serial|model|sku|part|article"
    r"|size"
    r"|suite|ste|apt|unit|room|floor|flight|gate|version|v|error|code|policy|contract|licen[cs]e"
    r"|workspace|tenant|vat|tax|gst|iban|coupon|voucher|promo|transaction|payment|quote|building"
    r"|box"
    r")"
)
# "Meter number 77123" numbers something else; "the parcel is late, number 77123" may be anything.
_NAMED_NUMBER_BEFORE = re.compile(rf"\w\s+{_NUMBER_WORDS}\b\W*$", re.IGNORECASE)
_INVOICE_BEFORE = re.compile(rf"\b{_INVOICE}{_LINK}", re.IGNORECASE)
_ORDER_BEFORE = re.compile(rf"(?<!to )\b{_ORDER}{_LINK}", re.IGNORECASE)
_OTHER_BEFORE = re.compile(rf"\b{_OTHER}{_LINK}", re.IGNORECASE)
# "About 5000", and the postal code after a state.
_AMOUNT_BEFORE = re.compile(
    r"\b(?i:at|only|than|about|around|over|under|every|within|for|top)\s+$|\b[A-Z]{2}\s+$"
)
_NUMBER_WORD_BEFORE = re.compile(
    rf"(?:\b{_NUMBER_WORDS}\b(?:\W+(?:is|was|are))?|#)\W*$", re.IGNORECASE
)
_IS_BEFORE = re.compile(r"\b(?:is|was|are)\b\W*$", re.IGNORECASE)
_INVOICE_AFTER = re.compile(r"\s+\(?(?:invoices?|bill)\b", re.IGNORECASE)
_ORDER_AFTER = re.compile(r"\s+\(?order\b", re.IGNORECASE)
_LIST_SEPARATOR = re.compile(
    r"\s*(?:,|&|\+|and|or|, ?and|, ?or|as well as|\? ?and)\s*", re.IGNORECASE
)
_AMOUNT_WORD = re.compile(
    r"\b(?:of|for|is|was|to|from|than|about|by|at|only|over|under|up|in|on|got|paid|pay|says?"
    r"|shows?|total|around)\s+$",
    re.IGNORECASE,
)
_LOOK_BACK = 60
_LOOSE_LOOK_BACK = 40

_INVOICE_PREFIX = re.compile(r"(?:INV|INVOICE|FV|FAC|BILL)[-/_]?\d", re.IGNORECASE)
_ORDER_PREFIX = re.compile(r"(?:ORD|ORDER|SO|PO|OD)[-/_]?\d", re.IGNORECASE)
_OTHER_PREFIX = re.compile(
    r"(?:RMA|TKT|TICKET|CASE|SKU|REF|ACC|ACCT|CUST|CUS|USR|ID|WS|TRK|TN|SN|1Z)[-/_]?\w*\d",
    re.IGNORECASE,
)
_LOOKS_LIKE_ID = re.compile(
    r"(?=(?:\D*\d){4})[A-Za-z0-9]+(?:[-/_][A-Za-z0-9]+)+|[A-Za-z]{1,4}\d{5,}\w*|\d{4,}[A-Za-z]{1,3}"
)
_YEARS = re.compile(r"(?:19|20)\d\d[-/](?:(?:19|20)\d\d|\d\d)")
# "My WH-1000" and "a Sony WH-1000" are products.
_NAME_BEFORE = re.compile(r"\b(?i:my|the|an?|this|our|new|these)\s+$|(?<=[a-z,] )[A-Z][a-z]+\s+$")


def find_references(message: str) -> list[Reference]:
    """Return the references of `message` in the order of mention, the kind `other` included."""
    skipped = [found.span() for found in _ADDRESS.finditer(message)]
    phones = [found.span() for found in _PHONE.finditer(message)]
    references: list[Reference] = []
    for found in _TOKEN.finditer(message):
        start, end = found.span(2)
        if not any(character.isdigit() for character in found[2]) or _within(start, skipped):
            continue
        before = message[max(0, found.start() - _LOOK_BACK) : found.start()]
        is_phone = _within(start, phones)
        kind = _kind(message, found, before, references[-1:], is_phone)
        references.append(Reference(found[2], start, end, kind))
    known = {each.text: each.kind for each in references if each.kind in ("invoice", "order")}
    return [
        each._replace(kind=known.get(each.text, each.kind))
        if each.kind in ("unknown", "other") and len(each.text) > 3
        else each
        for each in references
    ]


def _kind(
    message: str,
    found: re.Match[str],
    before: str,
    previous: Sequence[Reference],
    is_phone: bool,
) -> Kind:
    text, end = found[2], found.end()
    if _is_quantity(message, found, before):
        return "other"
    labelled = _label(text, before, is_marked=found[1] is not None)
    if labelled is not None:
        return labelled
    if is_phone or text[:2].upper() == "1Z" or _OTHER_PREFIX.match(text):
        return "other"
    for each in previous:
        between = message[each.end : found.start()]
        if (
            each.kind != "other"
            and _LIST_SEPARATOR.fullmatch(between)
            and (len(text) > 2 or found[1] is not None)
        ):
            return each.kind
    if _INVOICE_AFTER.match(message, end) or _INVOICE_PREFIX.match(text):
        return "invoice"
    if _ORDER_PREFIX.match(text) or (_ORDER_AFTER.match(message, end) and len(text) > 3):
        return "order"
    if found[1] is None and (
        _OTHER_BEFORE.search(before)
        or _NAMED_NUMBER_BEFORE.search(before)
        or (text.isdigit() and _AMOUNT_BEFORE.search(before))
    ):
        return "other"
    if found[1] is not None and len(text) > 2:
        return "unknown"
    if loose := _loose_label(text, before):
        return loose
    if _NAME_BEFORE.search(before) or _YEARS.fullmatch(text):
        return "other"
    return (
        "unknown"
        if _LOOKS_LIKE_ID.fullmatch(text) or (text.isdigit() and len(text) > 4)
        else "other"
    )


def _is_quantity(message: str, found: re.Match[str], before: str) -> bool:
    """Say whether the token is a price, an amount, a date or a time."""
    text, end = found[2], found.end()
    if _PRICE_BEFORE.search(before) or _FRACTION_AFTER.match(message, end):
        return True
    if text.isdigit() and (
        _UNIT_AFTER.match(message, end)
        or (len(text) <= 2 and _MONTH_AFTER.match(message, end))
        or (len(text) in (1, 2, 4) and _MONTH_BEFORE.search(before))
    ):
        return True
    return _DATE.fullmatch(text) is not None


def _label(text: str, before: str, *, is_marked: bool) -> Kind | None:
    """Return what the words before a number call it, if they say so plainly."""
    for kind, pattern in (("invoice", _INVOICE_BEFORE), ("order", _ORDER_BEFORE)):
        label = pattern.search(before)
        if label is None:
            continue
        if text.isdigit() and not is_marked and not _NUMBER_WORD_BEFORE.search(before):
            # "My order, 2 shirts" and "my bill is 90" number nothing.
            if len(text) < 3 or (len(text) < 5 and _IS_BEFORE.search(before)):
                return "other"
        return "invoice" if kind == "invoice" else "order"
    return None


def _loose_label(text: str, before: str) -> Kind | None:
    """Return what a number is called some words before it ("the invoice you sent in May, 4711")."""
    if (
        len(text) < 4
        or not re.search(r"(?:,|\(|:|\d|[a-z])\s*$", before)
        or _AMOUNT_WORD.search(before)
    ):
        return None
    clause = re.split(r"[.!?;\n]|\band\b", before[-_LOOSE_LOOK_BACK:])[-1]
    if re.search(r"\d|[$€£]", clause) and not _NUMBER_WORD_BEFORE.search(before):
        return None
    if re.search(rf"\b{_INVOICE}\b", clause, re.IGNORECASE):
        return "invoice"
    return (
        "order"
        if re.search(rf"\b(?:{spelled('order')}|parcel|package)\b", clause, re.IGNORECASE)
        else None
    )


def _within(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)
