"""Find the measures in a text: numbers with a unit, as English and its symbols write them."""

import re
import unicodedata
from collections import defaultdict

from frontdesk.documents.numbers import CARDINAL, MEASURE, known_values

# Nothing is tried twice, and no long row of numbers from each of its places.
_NUMBER = rf"(?:(?<![\d.,])\d++(?:[.,]\d++)*+|\b(?:{CARDINAL})\b)"
_NUMBERS = rf"({_NUMBER}(?:[\s\u2013-]++(?:(?:to|or|and)\s+)?{_NUMBER}){{0,6}}+)"
_MEASURED = re.compile(
    rf"{_NUMBERS}[\s-]*(?:(?:working|business|calendar|full|whole|more)\s+)?"
    rf"((?:{MEASURE}|eur|usd|gbp|[kcm]?[gm])\b|[%€$£])"
    rf"|([€$£])\s*{_NUMBERS}",
    re.IGNORECASE,
)
_NAMES = {
    **dict.fromkeys(("%", "per cent"), "percent"),
    **{"€": "euro", "eur": "euro", "$": "dollar", "usd": "dollar", "£": "pound", "gbp": "pound"},
    **{"kg": "kilo", "kilogram": "kilo", "g": "gram", "km": "kilometer", "cm": "centimeter"},
    **{"m": "meter", "feet": "foot", "inche": "inch"},
}


def measures(text: str) -> dict[str, set[float]]:
    """Return the values of each unit in `text`: 30 and 14 of "day", 9.5 of "euro"."""
    found: dict[str, set[float]] = defaultdict(set)
    for numbers, unit, symbol, amount in _MEASURED.findall(unicodedata.normalize("NFKC", text)):
        name = " ".join((unit or symbol).lower().split()).removesuffix("s").replace("tre", "ter")
        found[_NAMES.get(name, name)] |= known_values(numbers or amount)
    return found
