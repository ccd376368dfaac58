"""Find the products that a customer's message speaks of."""

import re
from collections.abc import Iterator, Mapping

from frontdesk.models.offline.language.tagger import tagger
from frontdesk.models.offline.planning.goods import ends_in_goods, is_goods, is_part
from frontdesk.models.offline.planning.likelihood import (
    CONTRACTION,
    WEIGHTS,
    Mention,
    read_mention,
)
from frontdesk.models.offline.planning.names import is_name_end

_MOST_MENTIONS = 200
_MENTION = re.compile(
    r"\b(?:item|product|article)(?:s|\(s\))?(?: name| to return)?:\s+(?=[\w'\"])"
    r"|\b(?:the|my|an?|this|these|those|our|some|one|two|your)\s+(?=[\w\"'\u2018\u201c])"
    r"|\b(?:received|recieved|got)\s+(?=(?:damaged?|broken|wrong|defective|faulty)\s)"
    r"|\b(?:bought|ordered|purchased|got|received)\s+(?=[\w'\"])"
    r"|(?:^|[.!?\n])[ \t]{0,4}(?:[-*•]\s+|\(?[a-h\d]{1,2}[.)]\s+)?(?=[^\W\d_][\w'\u2019-]*\s)",
    re.IGNORECASE,
)
_LEADS = re.compile(r"(?:ed|ght|got|:)\s+$")
# "The beanbags leak those balls": what a clause is about stands first.
_SAME_CLAUSE = re.compile(
    r"(?! (?:and|or|but|plus)\b)(?:(?! (?:and|or|but|plus|because|so) )[^.,;:!?()\n]){3,80}"
)
# "Ordered a globe and the stand is loose": the stand is the globe's.
_WITH_ITS_PARTS = re.compile(
    r"[^.!?;\n]*\b(?:and|but|yet)\s+(?:(?:one|two|some|all|both|half) of )?(?:the|its)\s+\Z",
    re.IGNORECASE,
)
# What may stand in front of a product's noun when there is no article.
_WORD_BEFORE = re.compile(r"(?P<word>[\w'\u2019&-]+)[ \t]+\Z")
_GOODS_WORD = re.compile(r"[^\W\d_][\w-]{2,}")
_BARE_BEFORE = re.compile(
    r"(?:^|[.!?;:,\n()\u2013\u2014*\u2022-]|\d|\b(?:and|but|so|also|then|bought|ordered|got"
    r"|received|hi|hello|hey))[ \t]*\Z",
    re.IGNORECASE,
)
_MOST_MODIFIERS = 3


def find_mentions(message: str) -> list[Mention]:
    """Return the products that `message` speaks of, in the order of mention."""
    found: dict[int, Mention] = {}
    for place in _places(message):
        if len(found) >= _MOST_MENTIONS:
            break
        mention = read_mention(message, place)
        if mention is None or any(
            each.product.start <= mention.product.start < each.product.end
            for each in found.values()
        ):
            continue
        found[mention.product.start] = mention
    found = _with_parts(message, dict(sorted(found.items())))
    heaviest: dict[str, Mention] = {}
    for mention in found.values():
        name = (mention.product.name or "").lower()
        known = heaviest.get(name, mention)
        heaviest[name] = max(known, mention, key=lambda each: (each.is_part, each.weight))
    return [_as_weighty(mention, heaviest) for mention in found.values()]


def _places(message: str) -> Iterator[int]:
    """Yield where a product may be named: behind articles, at line starts, at known goods."""
    for match in _MENTION.finditer(message):
        yield match.end() if _LEADS.search(match.group()) else match.start()
    for match in _GOODS_WORD.finditer(message):
        if not ends_in_goods(match.group()):
            continue
        start = match.start()
        for _ in range(_MOST_MODIFIERS):
            before = _WORD_BEFORE.search(message, max(0, start - 20), start)
            if before is None or not _may_modify(before["word"]):
                break
            start = before.start("word")
        if start < match.start() or _BARE_BEFORE.search(message, max(0, start - 12), start):
            yield start


def _may_modify(word: str) -> bool:
    if is_name_end(word) or CONTRACTION.fullmatch(word):
        return False
    tag = str(tagger().lexicon.get(word.lower(), "NN"))
    return tag.startswith(("NN", "JJ", "VBN", "VBG"))


def _with_parts(message: str, found: Mapping[int, Mention]) -> dict[int, Mention]:
    """Make those products less likely that are told of as a part of the one before."""
    marked: dict[int, Mention] = {}
    owner: Mention | None = None
    for place, mention in found.items():
        each = mention
        if owner is not None and _WITH_ITS_PARTS.fullmatch(message, owner.product.end, place):
            if owner.is_bought and (
                is_part((each.product.name or "").split()[-1]) or not each.is_bought
            ):
                weight = min(each.weight + WEIGHTS["part"], owner.weight - 1)
                each = each._replace(weight=weight, is_part=True)
        if (
            owner is not None
            and not each.is_bought
            and _SAME_CLAUSE.fullmatch(message, owner.product.end, each.product.start)
        ):
            each = each._replace(weight=each.weight + WEIGHTS["object"])
        marked[place] = each
        if (
            each.is_bought
            or owner is None
            or (is_goods(each.product.name or "") and not owner.is_bought)
        ):
            owner = each
    return marked


def _as_weighty(mention: Mention, heaviest: Mapping[str, Mention]) -> Mention:
    """Return a product that is spoken of again with the weight that it had before."""
    name = (mention.product.name or "").lower()
    # "The stand" is the hammock stand that was named before.
    longer = [each for each in heaviest if each.endswith(" " + name)]
    known = heaviest[longer[0] if len(longer) == 1 and " " not in name else name]
    return mention._replace(
        weight=known.weight,
        is_bought=known.is_bought,
        is_part=known.is_part,
        is_disliked=known.is_disliked or mention.is_disliked,
    )
