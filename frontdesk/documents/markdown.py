"""Read Markdown and plain text."""

import re

from frontdesk.documents.document import Document, printable
from frontdesk.documents.encoding import decode

_FRONT_MATTER = re.compile(r"---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*$")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_EMPHASIS = re.compile(r"(\*\*|__|\*|`)(?=\S)(.+?)(?<=\S)\1")


def read_text(data: bytes, charset: str = "") -> Document:
    """Read Markdown or plain text; its first heading is the title."""
    content = decode(data, charset)
    return Document(find_title(content), content)


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


def _is_prose(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith(("- ", "* ", "+ ", "> ", "|"))
