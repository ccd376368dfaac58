"""Read Markdown and plain text."""

import re

from frontdesk.documents.document import Document, printable
from frontdesk.documents.encoding import decode

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
# A line of YAML: a key, or what belongs to the key above. Text between two rules has other ones.
_SETTING = re.compile(r"[\w.-]+[ \t]*:|[ \t]|- |[#\]}]|$")
_NAMED = re.compile(r"^title[ \t]*:[ \t]*([\"']?)(.*?)\1[ \t]*$", re.MULTILINE)
# Code, where a remark is shown, and remarks, which are not for readers.
_CODE_OR_REMARK = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,}).*?(?:^ {0,3}(?P=fence)|\Z)|(?<!`)<!--(?:(?!<!--).)*?-->",
    re.DOTALL | re.MULTILINE,
)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*$")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_EMPHASIS = re.compile(r"(\*\*|__|\*|`)(?=\S)(.+?)(?<=\S)\1")


def read_text(data: bytes, charset: str = "") -> Document:
    """Read Markdown or plain text.

    The title is that of its front matter, else the first heading. Spaces stand for front matter and
    for remarks (`<!-- -->`), which are not for readers, so that all else is where it was.
    """
    content = decode(data, charset)
    title = ""
    front_matter = _FRONT_MATTER.match(content)
    if front_matter and all(map(_SETTING.match, front_matter[1].split("\n"))):
        named = _NAMED.search(front_matter[1])
        title = printable(named[2]) if named else ""
        content = _blank(front_matter[0]) + content[front_matter.end() :]
    content = _CODE_OR_REMARK.sub(_without_remark, content)
    return Document(title or find_title(content), content)


def find_title(content: str) -> str:
    """Return the words of the first Markdown heading, marked or underlined, or an empty string."""
    front_matter = _FRONT_MATTER.match(content)
    previous, fence = "", ""
    for line in content[front_matter.end() if front_matter else 0 :].splitlines():
        fence_mark = _FENCE.match(line)
        if fence:
            if fence_mark and fence_mark[1].startswith(fence):
                fence = ""
            previous = ""
            continue
        if fence_mark:
            fence = fence_mark[1]
            continue
        heading = _HEADING.match(line)
        underlined = previous if _UNDERLINE.match(line) and _is_prose(previous) else ""
        if title := plain_words(heading[1] if heading else underlined):
            return title
        previous = line
    return ""


def plain_words(heading: str) -> str:
    """Return a heading's words without Markdown's marks, on one line."""
    return printable(_EMPHASIS.sub(r"\2", _LINK.sub(r"\1", heading)))


def _without_remark(found: re.Match[str]) -> str:
    return found[0] if found["fence"] else _blank(found[0])


def _blank(text: str) -> str:
    return re.sub(r"\S", " ", text)


def _is_prose(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith(("- ", "* ", "+ ", "> ", "|"))
