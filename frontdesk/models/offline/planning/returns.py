"""Find what a customer wants to return, and why, in the customer's own words."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from frontdesk.models.offline.planning.accounts import Account, read_account
from frontdesk.models.offline.planning.cues import Cue, find_cues
from frontdesk.models.offline.planning.likelihood import Mention
from frontdesk.models.offline.planning.mentions import find_mentions
from frontdesk.models.offline.planning.names import Product
from frontdesk.models.offline.planning.objects import wished_products
from frontdesk.models.offline.planning.reasons import find_reason
from frontdesk.models.offline.planning.sentences import Span
from frontdesk.models.offline.planning.wishes import find_wishes


class ReturnRequest(NamedTuple):
    """A wish to return something: the words that say so, the products, one reason for each.

    `spans` tells where the products are named.
    """

    start: int
    end: int
    products: tuple[str | None, ...]
    reasons: tuple[str | None, ...]
    spans: tuple[Span, ...]


_OBJECT_PRONOUN = re.compile(
    r"[ \t]*(?:(?:the|this|that)\s+(?:\w+\s+)?(?:things?|items?|products?|lot|stuff)|what\s+(?:i"
    r"|we|you|u)\s+[^,.?!;\n]{2,40}|it|them|that|this|those|these|both|that one|this one|to you"
    r"|it to you)\b(?!['\u2019])(?:[ \t]+(?:back|too|to you|please))*",
    re.IGNORECASE,
)
_ARTICLE_BEFORE = re.compile(r"\b(?:and\s+)?(?:the|my|our|an?|both)\s+\Z", re.IGNORECASE)
_ARTICLE = re.compile(r"[^.?!;,\n]{0,40}")
# "The lamp from my last order, it flickers".
_FROM_ORDER = re.compile(
    r"\s+(?:from|in|of)\s+(?:[\w'\u2019]+\s+){0,3}?(?:order|purchase)\b(?:\s+#?\S*\d\w*)?",
    re.IGNORECASE,
)
_TOLD_NEXT = 100
# What leads to the wish itself says nothing: "so I would like".
_HEAD_WORDS = frozenset(
    """
    i we u you he she lol it they that those these this both them one all me us and so but also
    please pls can could may might would will shall should must do does did like want wanna need
    wish love hope have has had got get going go gonna am are is was be being been to just really
    therefore hence thus then rather decided how what let lets lemme thats id im ill its hereby now
    happy glad able possible i'd i'm i'll i've we'd we're we'll we've that's it's they're those're
    they'll it'll you'd you'll he'd she'd let's two three wonder wondered wondering whether if then
    """.split()
)
_NEW_CLAUSE = re.compile(r"(?:can|could|may|i|we|please|pls)\b", re.IGNORECASE)
_HEAD_WORD = re.compile(r"([\w'\u2019]+)[ \t]+\Z")


def find_returns(message: str, sentences: Sequence[Span]) -> list[ReturnRequest]:
    """Return the wishes to return something in `message`, in the order of mention.

    `sentences` are the spans of the sentences of `message`.
    """
    wishes = _without_repetitions(find_wishes(message, sentences), sentences)
    if not wishes:
        return []
    cues = find_cues(message)
    mentions = find_mentions(message)
    wanted = [
        (wish, products)
        for wish, sentence in wishes
        if (products := wished_products(message, wish, sentence, sentences, mentions)) is not None
        and not _is_billed(wish, products, sentence, sentences, mentions, cues)
    ]
    extents = [_extent(message, wish, products, sentences) for wish, products in wanted]
    cuts = [span for each in extents for span in each]
    named = {each.start: each for _, products in wanted for each in products if each}
    others = [each.product for each in mentions if each.product.start not in named]
    bought = [each.product for each in mentions if each.is_bought]
    account = read_account(
        message,
        sentences,
        cuts,
        cues,
        ([*named.values(), *others], [*named.values(), *bought]),
    )
    requests = [
        _with_reasons(account, wish, extent[0], products)
        for (wish, products), extent in zip(wanted, extents, strict=True)
    ]
    return _merged(
        [
            request
            for request, (wish, _) in zip(requests, wanted, strict=True)
            if wish["vague"] is None or any(request.reasons)
        ]
    )


def _is_billed(
    wish: re.Match[str],
    products: Sequence[Product | None],
    sentence: Span,
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
    cues: Sequence[Cue],
) -> bool:
    """Say whether what should be given back is money: "You charged me twice. Give one back"."""
    before = max((start for start, _ in sentences if start < sentence[0]), default=sentence[0])
    charged = any(
        cue.kind == "billing" and cue.alone and before <= cue.start < sentence[1] for cue in cues
    )
    disliked = {each.product.start for each in mentions if each.is_disliked}
    return charged and all(
        each is None or (each.start < wish.start() and each.start not in disliked)
        for each in products
    )


def _extent(
    message: str,
    wish: re.Match[str],
    products: Sequence[Product | None],
    sentences: Sequence[Span],
) -> list[Span]:
    """Return the span of a wish with the words that lead to it, and those of what it names."""
    end = next((end for _, end in sentences if wish.start() < end), len(message))
    place = wish.start() + len(wish.group().rstrip(" :"))
    if pronoun := _OBJECT_PRONOUN.match(message, place):
        place = pronoun.end()
    named = [
        (_with_article(message, each.start), each.start + len(each.name or ""))
        for each in products
        if each is not None and place <= each.start < end
    ]
    if named and _ARTICLE.fullmatch(message, place, named[0][0]):
        place = named.pop(0)[1]
    if origin := _FROM_ORDER.match(message, place, end):
        place = origin.end()
    return [(_wish_head(message, wish.start()), place), *named]


def _with_article(message: str, start: int) -> int:
    article = _ARTICLE_BEFORE.search(message, max(0, start - 20), start)
    return article.start() if article else start


def _with_reasons(
    account: Account, wish: re.Match[str], extent: Span, products: Sequence[Product | None]
) -> ReturnRequest:
    unwanted = wish["unwanted"] is not None
    reasons = [find_reason(account, extent, each, unwanted=unwanted) for each in products]
    names = tuple(each.name if each is not None else None for each in products)
    spans = tuple((each.start, each.end) for each in products if each is not None)
    end = max(wish.end(), extent[1])
    told = [account.message.find(each, end) + len(each) for each in reasons if each]
    near = [place for place in told if end < place < end + _TOLD_NEXT]
    return ReturnRequest(wish.start(), max([end, *near]), names, tuple(reasons), spans)


def _merged(requests: list[ReturnRequest]) -> list[ReturnRequest]:
    """Drop a request without a product of its own next to one that names its product."""
    named = any(name for request in requests for name in request.products)
    if not named:
        return requests[:1]
    return [each for each in requests if any(each.products)]


def _without_repetitions(
    wishes: list[tuple[re.Match[str], Span]], sentences: Sequence[Span]
) -> list[tuple[re.Match[str], Span]]:
    """Drop wishes for money near one to give something back: they speak of the same product."""
    places = [sentences.index(sentence) if sentence in sentences else 0 for _, sentence in wishes]
    firm = [place for (wish, _), place in zip(wishes, places, strict=True) if not _is_vague(wish)]
    return [
        (wish, sentence)
        for (wish, sentence), place in zip(wishes, places, strict=True)
        if not _is_vague(wish) or not any(abs(place - each) <= 2 for each in firm)
    ]


def _is_vague(wish: re.Match[str]) -> bool:
    return any(wish[name] is not None for name in ("bare", "label", "vague"))


def _wish_head(message: str, start: int) -> int:
    """Return where the words begin that only lead to a wish at `start`: "so I would like to"."""
    while word := _HEAD_WORD.search(message, max(0, start - 20), start):
        said = word[1].lower().replace("\u2019", "'")
        if said not in _HEAD_WORDS or (said == "it" and _NEW_CLAUSE.match(message, word.end())):
            break
        start = word.start()
    return start
