"""Which product of which order is meant, from the words that a customer uses for it."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import OSA

from frontdesk.records.entities import Item, Order
from frontdesk.records.rules import squashed

_WORD = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
# Words that tell nothing about which product it is.
_EMPTY = frozenset(
    "a an the my our your his her this that these those it its one ones two three four both pair "
    "set new old brand broken faulty damaged defective".split()
)
# What follows them tells more about a product that has been named already.
_MORE = re.compile(
    r"\s(?:in|with|from|for|that|which|because|since|i|we|on|of\s+order)\s.*",
    re.DOTALL | re.IGNORECASE,
)
# Words that tell models of one product apart, behind the word that says what it is.
_MODELS = frozenset("pro max mini plus ultra lite xl xxl".split())
_LONGEST_COMPOUND = 3
_LONGEST_NAME = 12
# A name with more typing errors than one in so many letters may be another word altogether.
_LETTERS_PER_ERROR = 8


class Purchase(NamedTuple):
    """One item of one order."""

    order: Order
    item: Item


class Match(NamedTuple):
    """The purchases that a name fits equally well, and better than all others.

    Only when it is `sure` is one purchase alone what the customer means; otherwise it is like what
    the customer wrote, and worth asking about.
    """

    purchases: list[Purchase]
    sure: bool


def match_purchases(orders: Sequence[Order], name: str, order_ids: Iterable[str] = ()) -> Match:
    """Return which purchases `name` may mean, of all orders or, where some are named, of those.

    From the best to the weakest, and the weaker count only where there is nothing better:
    all words of both, also written together, apart, in the plural or with a typing error; words
    that leave some of the product's name out but keep its noun ("office chair"), or add to it
    before its noun ("blue office chair"); and, not surely, names that share less than that.
    """
    wanted = (_words(_MORE.sub("", f" {name} ")) or _words(name))[:_LONGEST_NAME]
    fits: list[tuple[_Fit, Purchase]] = []
    named = {*map(squashed, order_ids)}
    for order in orders:
        if named and squashed(order.order_id) not in named:
            continue
        for item in order.items:
            purchase = Purchase(order, item)
            if squashed(name) in (squashed(item.product), squashed(item.sku)):
                fits.append((_Fit(0, 0, 0), purchase))
            elif fit := _fit(wanted, _words(item.product)):
                fits.append((fit, purchase))
    best = min((fit for fit, _ in fits), default=None)
    purchases = [purchase for fit, purchase in fits if fit == best]
    return Match(purchases, best is not None and best.rank < _UNSURE)


def words_said(name: str, text: str) -> str | None:
    """Return the words of `name` that `text` has too, typing errors aside, or None without any.

    The whole name comes back as it is written, and so does one whose words `text` writes together.
    """
    whole = squashed(name)
    if len(whole) >= _LONG_NAME and whole in squashed(text):
        return name.strip()
    said = _words(text)
    known, near = {*said}, {*said[:_NEAR_WORDS]}
    near |= {left + right for left, right in pairwise(said[:_NEAR_WORDS])}
    kept = [
        word.group()
        for word in re.finditer(r"\S+", name)
        if squashed(word.group()) in near
        or all(
            part in known or any(_typing_errors(part, other) is not None for other in near)
            for part in _words(word.group())
        )
    ]
    return " ".join(kept) if any(_words(word) for word in kept) else None


_LONG_NAME = 6
_NEAR_WORDS = 2_000
_UNSURE = 3


class _Fit(NamedTuple):
    """How well two names fit; the smaller the better."""

    rank: int
    unexplained: int
    typos: int


def _fit(wanted: list[str], product: list[str]) -> _Fit | None:
    pairs = _pairs(wanted, product)
    if not pairs:
        return None
    said = {place for places, _, _ in pairs for place in places}
    had = {place for _, places, _ in pairs for place in places}
    typos = sum(errors for _, _, errors in pairs)
    unexplained = len(wanted) - len(said)
    noun_said = _noun(wanted) in said
    noun_had = _noun(product) in had
    if not unexplained and len(had) == len(product):
        rank = 0
    elif not unexplained:
        rank = 1 if noun_had else _UNSURE
    elif len(had) == len(product):
        rank = 2 if noun_said else _UNSURE
    elif noun_said and noun_had:
        rank = _UNSURE + 1
    else:
        return None
    if typos * _LETTERS_PER_ERROR > len("".join(wanted)):
        rank = max(rank, _UNSURE)
    return _Fit(rank, unexplained, typos)


def _pairs(wanted: list[str], product: list[str]) -> list[tuple[range, range, int]]:
    """Return which words of the two names are the same, with the typing errors between them.

    Words count as one where they are written together in the other name: desk lamp, desklamp.
    """
    found: list[tuple[range, range, int]] = []
    for said in _runs(wanted):
        for had in _runs(product):
            if len(said) > 1 and len(had) > 1:
                continue
            errors = _typing_errors(_joined(wanted, said), _joined(product, had))
            if errors is not None:
                found.append((said, had, errors))
    exact = {place for said, _, errors in found if not errors for place in said}
    return [pair for pair in found if not pair[2] or not exact & {*pair[0]}]


def _joined(words: list[str], places: range) -> str:
    return "".join(words[places.start : places.stop])


def _runs(words: list[str]) -> list[range]:
    return [
        range(start, end)
        for start in range(len(words))
        for end in range(start + 1, min(start + _LONGEST_COMPOUND, len(words)) + 1)
    ]


def _typing_errors(left: str, right: str) -> int | None:
    """Return how many letters differ, or None when these are two words.

    A long word may have two wrong letters, a shorter one one; a number none.
    """
    if left == right:
        return 0
    shorter, longer = sorted((len(left), len(right)))
    if longer - shorter > 2:
        return None
    most = 2 if shorter >= 8 else 1 if shorter >= 4 else 0
    if not most or re.search(r"\d", left + right):
        return None
    errors = OSA.distance(left, right, score_cutoff=most)
    return int(errors) if errors <= most else None


def _noun(product: list[str]) -> int:
    """Return the place of the word that says what the product is: the last but model names."""
    places = [
        place
        for place, word in enumerate(product)
        if word not in _MODELS and not re.search(r"\d", word)
    ]
    return places[-1] if places else len(product) - 1


def _words(name: str) -> list[str]:
    spaced = _CAMEL.sub(" ", unicodedata.normalize("NFKC", name))
    words = _WORD.findall(spaced.casefold())
    return [_singular(word) for word in words if word not in _EMPTY]


def _singular(word: str) -> str:
    if len(word) < 4 or not word.isascii() or not word.endswith("s") or word.endswith("ss"):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return re.sub(r"(?<=ss|ch|sh)e?s$|(?<=x)es$|s$", "", word)
