"""Tell the numbers in a customer's message that are amounts, dates, phones and addresses."""

import re
from typing import NamedTuple

Spans = list[tuple[int, int]]


class Numberless(NamedTuple):
    """Where a message holds addresses (of mail and web) and phone numbers."""

    addresses: Spans
    phones: Spans


_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_UNIT = (
    r"(?:%|°|€|£|(?:usd|eur|euros?|gbp|inr|rs|dollars?|bucks|pounds?|quid|cents?|days?|weeks?"
    r"|months?|years?|hours?|hrs?|minutes?|mins?|secs?|am|pm|x|pcs|pieces?|items?|users?"
    r"|licen[cs]es?|units?|times|kg|g|lbs?|cm|mm|m|km|miles?|inch(?:es)?|ft|ml|oz|gb|mb|tb|watts?"
    r"|volts?|business|working|people|products?|boxes|pages|orders|of)\b)"
)
_ADDRESS = re.compile(r"[^\s@]{1,64}@\S+|@\w+|https?://\S+|www\.\S+")
_PHONE = re.compile(
    r"\+\d[\d ().-]{7,}\d|(?<![\w-])1-\d{3}-\d{3}-\d{4}(?![\w-])"
    r"|(?<![\w-])0\d{2,4}[ /]\d{5,8}(?![\w-])|(?<![\w-])0\d{2,4} \d{3,4} \d{3,4}"
    r"(?![\w-])|(?<![\w-])(?:\(\d{2,5}\)[ .-]?|\d{3}[ .-])\d{3}[ .-]\d{4}(?![\w-])"
)
_DATE = re.compile(
    r"(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])"
    r"|(?:0?[1-9]|[12]\d|3[01])([-/.])(?:0?[1-9]|[12]\d|3[01])(?:\2(?:(?:19|20)\d\d|\d\d))"
    r"|\d{1,2}(?:st|nd|rd|th)|\d+x\d+(?:x\d+)?|\d{1,2}(?:am|pm)|\d{1,3}-[a-z]{2,}",
    re.IGNORECASE,
)
_NEVER_A_NUMBER = re.compile(r"\d{1,2}(?:st|nd|rd|th)|\d+-[a-z]{3,}|\d{1,6}\.\d\d", re.IGNORECASE)
# A day and month or a price, unless a word calls it a number.
_SHORT_DATE_OR_PRICE = re.compile(
    r"(?:0?[1-9]|[12]\d|3[01])[/.](?:0?[1-9]|[12]\d|3[01])|\d+\.\d{1,2}|(?:19|20)\d\d"
)
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}\.?(?:\s+\d{{1,2}}(?:st|nd|rd|th)?)?,?\s*$", re.IGNORECASE)
_MONTH_AFTER = re.compile(rf"\s*{_MONTH}\b", re.IGNORECASE)
_PRICE_BEFORE = re.compile(r"(?:[$€£₹]|\b(?:rs|usd|eur|gbp|inr))\.?\s?$", re.IGNORECASE)
_FRACTION_AFTER = re.compile(r"(?:,\d{1,3}|:\d\d)\b|'s\b")
_UNIT_AFTER = re.compile(rf"\s?{_UNIT}", re.IGNORECASE)
# "About 5000", and the postal code after a state.
_AMOUNT_BEFORE = re.compile(
    r"\b(?i:only|whole|full|entire|extra|than|about|around|over|under|every|within|top|since|until"
    r"|in|at|by|paid)\s+$|\b[A-Z]{2}\s+$"
)
_POSTAL_PLACE = re.compile(r"\s+[A-Z][a-zäöüéè]+")
_DATE_BEFORE = re.compile(r"\b(?:dated|from|of|on|since|due|until|for)\s+$", re.IGNORECASE)
_LOOK_BACK = 30


def numbers_nothing(message: str) -> Numberless:
    """Return where `message` holds addresses and phone numbers."""
    return Numberless(
        [found.span() for found in _ADDRESS.finditer(message)],
        [found.span() for found in _PHONE.finditer(message)],
    )


def is_quantity(message: str, start: int, end: int, text: str, *, is_labelled: bool) -> bool:
    """Say whether the token is a price, an amount, a date, a time or a postal code.

    `is_labelled` tells that a word right before it calls it an invoice's or order's number.
    """
    before = message[max(0, start - _LOOK_BACK) : start]
    if _PRICE_BEFORE.search(before) or _FRACTION_AFTER.match(message, end):
        return True
    if text.isdigit() and (
        (_UNIT_AFTER.match(message, end) and not (is_labelled and len(text) > 3))
        or (len(text) <= 2 and _MONTH_AFTER.match(message, end))
        or (len(text) in (1, 2, 4) and _MONTH_BEFORE.search(before))
    ):
        return True
    if _NEVER_A_NUMBER.fullmatch(text) and not (
        is_labelled and "." in text and before[-1:] == " " and before[-2:-1] != ","
    ):
        return True
    if _DATE.fullmatch(text) and (not is_labelled or _DATE_BEFORE.search(before)):
        return True
    if is_labelled:
        return False
    if text.isdigit() and (
        _AMOUNT_BEFORE.search(before) or (len(text) == 5 and _POSTAL_PLACE.match(message, end))
    ):
        return True
    return _SHORT_DATE_OR_PRICE.fullmatch(text) is not None
