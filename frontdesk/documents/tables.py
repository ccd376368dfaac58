"""Tables in Markdown."""

import re

DELIMITER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
# The lines that name the columns of the rows below them.
HEAD = re.compile(rf"[ \t]*\|.*\n{DELIMITER.pattern}\r?\n")
_ROW = re.compile(r"[ \t]*\|")


def table_head(content: str, place: int) -> str:
    """Return the lines that name the columns of the row at `place`, or nothing where none do.

    Put before the row they make a table of it.
    """
    row = top = content.rfind("\n", 0, place) + 1
    while _ROW.match(content, top):
        row = top
        if not top:
            break
        top = content.rfind("\n", 0, top - 1) + 1
    head = HEAD.match(content, row)
    return head[0] if head and head.end() <= place else ""
