"""Take off the marks of Markdown that stand within a line, as a reader of the page sees it."""

import re

# A mark of emphasis has no letter or digit beside it on the outer side, so that `2*3*4` and
# `snake_case` stay. Scripts without spaces between words may have their letters there.
_LETTER = r"[0-9A-Za-z_\u00c0-\u052f]"
_EMPHASIS = re.compile(
    rf"(?<!{_LETTER})(?<![*~])(\*{{1,3}}|_{{1,3}}|~~)(?=[^\s*_~])((?:[^\n]|\n(?!\s*\n)){{1,400}}?)"
    rf"(?<=\S)\1(?!{_LETTER}|[*~])"
)
# Of text in bold a sentence, or what stands between two of them, may have one mark only.
_HALF_EMPHASIS = re.compile(
    rf"(?<!{_LETTER})\*\*(?={_LETTER})|(?<=[^\s*])\*\*(?!{_LETTER})|\A\*\*(?=\s|\Z)"
)
_CODE = re.compile(r"(?<!`)(`{1,9})(?!`)(.{1,1000}?)(?<!`)\1(?!`)", re.DOTALL)
_ESCAPED = re.compile(r"\\([`*_{}\[\]<>()#+.!|~-])")
_WORDS = r"\[((?:[^\[\]\\]|\\.)*)\]"
_LINK = re.compile(
    rf"!?{_WORDS}\((?:<[^<>\n]*>|(?:[^()\s]|\([^()\s]*\))*)(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
    rf"|(?<!\w)!?{_WORDS}\[[^\[\]\n]*\]"
)
_ADDRESS = re.compile(r"<((?:https?://|mailto:)[^\s<>]+|[^\s<>@]+@[^\s<>@]+)>")
_INLINE = (
    "a abbr b big cite code del em font i img ins kbd mark q s samp small span strike strong sub "
    "sup tt u var"
).split()
_BLOCK = (
    "blockquote br center dd details div dl dt figcaption figure h[1-6] hr li ol p picture pre "
    "section source summary table tbody td tfoot th thead tr ul"
).split()
_TAG = re.compile(
    rf"</?(?:(?P<inline>{'|'.join(_INLINE)})|{'|'.join(_BLOCK)})(?:\s[^<>]*)?/?>|<!--[^<>]*-->",
    re.IGNORECASE | re.DOTALL,
)
# Without a mark, 10 to the power of 6 would be 106.
_RAISED = re.compile(r"<sup>(?=[-+\d])", re.IGNORECASE)

# What is meant as it is written stands aside meanwhile, as characters that no text has.
_MARKS = "`*_~[]()<>!\\|"
_ASIDE = {ord(mark): 0xFDD0 + place for place, mark in enumerate(_MARKS)}
_BACK = {0xFDD0 + place: mark for place, mark in enumerate(_MARKS)}


def without_marks(text: str) -> str:
    """Return `text` without emphasis, the ticks of code, links' addresses and HTML's tags.

    What is in code or behind a backslash stays as it is written.
    """
    text = _ESCAPED.sub(_aside, _CODE.sub(_aside, text))
    text = _TAG.sub(_without_tag, _ADDRESS.sub(r"\1", _RAISED.sub("^", text)))
    for _ in range(2):  # a link may have an image in its words
        text = _LINK.sub(lambda found: found[1] or found[2] or "", text)
    for _ in range(3):  # emphasis may stand within emphasis
        text = _EMPHASIS.sub(r"\2", text)
    return _HALF_EMPHASIS.sub("", text).translate(_BACK)


def _aside(found: re.Match[str]) -> str:
    return str(found[found.lastindex or 0]).translate(_ASIDE)


def _without_tag(found: re.Match[str]) -> str:
    return "" if found["inline"] or found[0].startswith("<!--") else "\n"
