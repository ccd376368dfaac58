"""Find the numbers in a text, whatever way they are written."""

import re
import unicodedata
from typing import NamedTuple

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
).split()
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_VALUES = {
    **{word: value for value, word in enumerate(_UNITS)},
    **{word: 10 * ten for ten, word in enumerate(_TENS, start=2)},
    **{word: value for value, word in enumerate(_ORDINALS, start=1)},
    **{"once": 1, "twice": 2, "dozen": 12},
}
# As a share, in percent, and in minutes after or before the hour.
_FRACTIONS = {"half": (0.5, 50.0, 30.0), "quarter": (0.25, 25.0, 15.0, 45.0)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}

_DIGITS = re.compile(
    r"((?<!\d)\d{1,3}(?: \d{3})+(?!\d)|\d+(?:[.,:'\u2019/-]\d+)*)"
    rf"(?:\s+({'|'.join(_SCALES)})\b)?",
    re.IGNORECASE,
)
_ENUMERATOR = re.compile(r"(?:^|(?<=[.:;!?)\n]))\s*\(?\d{1,2}[.)](?=\s)", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+")
# The words of a number in English; "one" is mostly none.
CARDINAL = "|".join([*_UNITS[1:], *_TENS, *_SCALES])
# What is measured with, in English.
MEASURE = (
    r"seconds|minutes?|hours?|days?|nights?|weeks?|weekdays?|months?|years?|decades?"
    r"|euros?|cents?|dollars?|pounds?|francs?|crowns?|percent|per\s+cent|grams?|kilos?|tons?|tonnes?"
    r"|(?:kilo|milli|centi)?(?:grams?|met(?:er|re)s?|lit(?:er|re)s?)|inch(?:es)?|feet|yards?|miles?"
)
_SPELLED = re.compile(
    rf"(?<!\d\s)\b(?:(?:{CARDINAL})(?:[\s-]+(?:and\s+)?(?={CARDINAL})|\b))+"
    rf"(?!-?(?:{'|'.join(_ORDINALS)})\b)",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    rf"[\s-]+(?:(?:or|to|and)\s+(?:{CARDINAL})[\s-]+)?"
    rf"(?:(?:working|business|calendar|full|whole|more)\s+)?(?:{MEASURE})\b",
    re.IGNORECASE,
)
# What is counted in words ("There are two ways") need not be counted in the evidence.
_MOST_COUNTED = 12.0
_MONTH = re.compile(
    rf"\b(?:{'|'.join(month[:3] + '(?:' + month[3:] + ')?' for month in _MONTHS)})\b"
)
# More are cut off: Python turns no longer text into a number.
_MOST_DIGITS = 40
_DATE = re.compile(r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}")


class Number(NamedTuple):
    """A number as it is written, and the values that it may have.

    `parts` are the values of the groups of digits in a date, a time, a range or a list.
    """

    text: str
    values: frozenset[float]
    parts: frozenset[int]


def written_numbers(text: str) -> list[Number]:
    """Return the numbers of `text` that are written in digits, of any script.

    "1,500" may be 1500 and 1.5, since languages differ. The numbers that count a list's items are
    left out.
    """
    normal = _ENUMERATOR.sub(" ", unicodedata.normalize("NFKC", text))
    return [_number(found[1], found[2]) for found in _DIGITS.finditer(normal)]


def spelled_numbers(text: str) -> list[Number]:
    """Return the numbers of `text` that are written in English words and that claim something.

    Those are measures ("two weeks", "twenty-five euros"), and whatever is more than twelve.
    """
    numbers = []
    for found in _SPELLED.finditer(text):
        value = max(spelled_values(found.group()))
        if value > _MOST_COUNTED or (value > 1 and _MEASURED.match(text, found.end())):
            numbers.append(Number(found.group(), frozenset({value}), frozenset()))
    return numbers


def known_values(text: str) -> set[float]:
    """Return what the numbers in `text` are worth, in digits or in English words."""
    normal = unicodedata.normalize("NFKC", text)
    values = spelled_values(normal)
    for found in _DIGITS.finditer(normal):
        number = _number(found[1], found[2])
        values |= number.values | number.parts
    return values


def named_months(text: str) -> set[float]:
    """Return the numbers of the months that `text` names in English: 5 for "May"."""
    places = {month[:3]: float(place) for place, month in enumerate(_MONTHS, start=1)}
    return {places[found.group()[:3]] for found in _MONTH.finditer(text)}


def is_date(number: Number) -> bool:
    """Return whether the number is a date in digits, such as 2024-05-01 or 1/5/2024."""
    return bool(_DATE.fullmatch(number.text))


def _number(text: str, scale: str | None) -> Number:
    groups = [group[:_MOST_DIGITS] for group in re.split(r"\D", text)]
    parts = frozenset(int(group) for group in groups)
    if re.search(r"[:/-]", text):
        return Number(text, frozenset(), parts)
    values = {float("".join(groups))}
    if re.search(r"[.,]\d+$", text):
        values.add(float(f"{''.join(groups[:-1])}.{groups[-1]}"))
    if len(groups) < 3 or len(groups[-1]) == 3:
        parts = frozenset()
    if scale:
        values |= {value * _SCALES[scale.lower()] for value in values}
    return Number(text, frozenset(values), parts)


def spelled_values(text: str) -> set[float]:
    """Return what the English words of `text` are worth: "twenty-one", "two hundred and fifty"."""
    values: set[float] = set()
    total = current = 0.0
    for word in [*(found.group().lower() for found in _WORD.finditer(text)), ""]:
        word = word.removesuffix("s") if word.removesuffix("s") in _SCALES else word
        if word in _VALUES:
            value = float(_VALUES[word])
            values.add(value)
            joins = (current % 100 == 0 and value < 100) or (current % 10 == 0 and value < 10)
            current = current + value if joins else value
        elif word in _SCALES:
            values.add(float(_SCALES[word]))
            current = max(current, 1.0) * _SCALES[word]
            if _SCALES[word] > 100:
                total, current = total + current, 0.0
        elif word != "and":
            values.add(total + current)
            total = current = 0.0
        for meant in _FRACTIONS.get(word, ()):
            values.add(meant)
    return values - {0.0} | {0.0 for _ in re.findall(r"\bzero\b", text, re.IGNORECASE)}
