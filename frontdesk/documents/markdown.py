"""Read Markdown and plain text."""

import re

from frontdesk.documents.document import Document, OwnOutputError, printable
from frontdesk.documents.encoding import decode
from frontdesk.documents.marks import without_marks

# The first line of Markdown that Frontdesk writes. Readers do not see it.
MADE_HERE = "<!-- Made with Frontdesk. -->"

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
# A line of YAML: a key, or what belongs to the key above. Text between two rules has other ones.
_SETTING = re.compile(r"[\w.-]+[ \t]*:|[ \t]|- |[#\]}]|$")
_NAMED = re.compile(r"^title[ \t]*:[ \t]*([\"']?)(.*?)\1[ \t]*$", re.MULTILINE)
_FENCED = (
    r"^[ \t]*(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})[^\n]*\n?(?P<code>.*?)"
    r"(?:^[ \t]*(?P=fence)[`~]*[ \t]*$|\Z)"
)
# A block of code between two fences, or from one to the end.
FENCED = re.compile(_FENCED, re.DOTALL | re.MULTILINE)
# Code, where all is shown, and what is not for readers: remarks, and what is struck out.
_CODE_OR_HIDDEN = re.compile(
    _FENCED + r"|(?<!`)<!--(?:(?!<!--).)*?-->"
    r"|(?<![`~\\])~~(?=[^\s~])(?:[^~`\n]|\n(?!\s*\n)){1,400}(?<=\S)~~(?!~)"
    r"|(?<!`)<(?P<struck>del|s|strike)>(?:(?!<(?P=struck)>|\n\s*\n).)*?</(?P=struck)>",
    re.DOTALL | re.MULTILINE,
)
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*$")
_NO_PROSE = ("![", "[![", "<")


def read_text(data: bytes, charset: str = "") -> Document:
    """Read Markdown or plain text.

    The title is that of its front matter, else that of `find_title`. Spaces stand for front matter,
    remarks (`<!-- -->`) and what is struck out (`~~`), so that all else is where it was.
    Raises UnreadableError where Frontdesk has written it.
    """
    content = decode(data, charset)
    if content.startswith(MADE_HERE):
        raise OwnOutputError
    title = ""
    front_matter = _FRONT_MATTER.match(content)
    if front_matter and all(map(_SETTING.match, front_matter[1].split("\n"))):
        named = _NAMED.search(front_matter[1])
        title = printable(named[2]) if named else ""
        content = _blank(front_matter[0]) + content[front_matter.end() :]
    content = _CODE_OR_HIDDEN.sub(_without_hidden, content)
    return Document(title or find_title(content), content)


def find_title(content: str) -> str:
    """Return the words of the first Markdown heading, marked or underlined, or an empty string.

    Where text stands before it, only a heading of the first level is the document's title.
    """
    front_matter = _FRONT_MATTER.match(content)
    body = FENCED.sub(
        lambda code: _blank(code[0]), content[front_matter.end() if front_matter else 0 :]
    )
    previous, in_text = "", False
    for line in body.splitlines():
        heading = _HEADING.match(line)
        if heading:
            title, is_first = heading[2], heading[1] == "#"
        elif _UNDERLINE.match(line) and _is_prose(previous):
            title, is_first, previous = previous, line.lstrip().startswith("="), ""
        else:
            title, is_first = "", False
        in_text = in_text or _is_text(previous)
        if (is_first or not in_text) and (words := plain_words(title)):
            return words
        previous = "" if title else line
    return ""


def plain_words(heading: str) -> str:
    """Return a heading's words without Markdown's marks, on one line."""
    return printable(without_marks(heading))


def _without_hidden(found: re.Match[str]) -> str:
    return found[0] if found["fence"] else _blank(found[0])


def _blank(text: str) -> str:
    return re.sub(r"\S", " ", text)


def _is_prose(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith(("- ", "* ", "+ ", "> ", "|"))


def _is_text(line: str) -> bool:
    """Return whether a line is text to be read, no logo and no tag."""
    return any(map(str.isalnum, line)) and not line.lstrip().startswith(_NO_PROSE)
