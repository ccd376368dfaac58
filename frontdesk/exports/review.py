"""What has become of an FAQ that was made again, for whoever has to agree to it."""

import difflib
from collections.abc import Callable, Sequence

from frontdesk.documents.changes import KINDS, Change
from frontdesk.documents.markdown import MADE_HERE
from frontdesk.exports.markdown import escape
from frontdesk.exports.reading import as_read
from frontdesk.exports.remark import remark
from state.faq import FAQ

TITLE = "What has changed"

_HEADINGS = {
    "changed": "Changed",
    "new": "New",
    "withdrawn": "Withdrawn",
    "failed": "Not answered",
    "kept": "Kept",
}
_UNREAD = "Kept because its document could not be read"
# Words are only compared where that takes no time to speak of.
_MOST_WORDS = 1000

_Mark = Callable[[str], str]


def counts_line(changes: Sequence[Change]) -> str:
    """Return how many questions there are of every kind, in one line."""
    kinds = [change.kind for change in changes]
    counted = [f"{kinds.count(kind)} {kind}" for kind in KINDS]
    return f"{', '.join(counted)}."


def review_text(changes: Sequence[Change]) -> str:
    """Return the counts and, for every question that was not kept, what was and what is now.

    Of those that were kept, only those are named whose document could not be read. Words
    that are gone stand in `[-...-]`, new ones in `{+...+}`.
    """
    paragraphs = [counts_line(changes)]
    for kind, heading in _HEADINGS.items():
        for change in changes:
            if change.kind == kind != "kept":
                lines = [f"{heading}: {_one_line(change.new['question'])}", *_text_lines(change)]
                paragraphs.append("\n".join(lines))
            elif change.kind == kind and change.unread:
                paragraphs.append(f"{_UNREAD}: {_one_line(change.new['question'])}")
    return "\n\n".join(paragraphs)


def review_markdown(changes: Sequence[Change]) -> str:
    """Return the counts and a section for every kind, old and new side by side in tables.

    Words that are gone are struck out, new ones are bold. The tables and the strokes are those of
    GitHub's Markdown. Of the questions that were kept only those are said more of whose quotes
    stand in another document now, or whose document could not be read.
    """
    sections = [MADE_HERE, f"# {TITLE}", counts_line(changes)]
    for kind, heading in _HEADINGS.items():
        chosen = [change for change in changes if change.kind == kind]
        if kind == "failed" and not chosen:
            continue
        sections.append(f"## {heading}")
        if not chosen:
            sections.append("None.")
        elif kind == "kept":
            sections.append("\n".join(_kept_line(change) for change in chosen))
        else:
            for change in chosen:
                sections += [f"### {_escaped(change.new['question'])}", _table(change)]
    return "\n\n".join(sections) + "\n"


def _text_lines(change: Change) -> list[str]:
    lines = []
    for name, before, after in _rows(change):
        struck, added = _marked(before, after, "[-{}-]".format, "{{+{}+}}".format, str)
        lines += [f"  {name} before: {struck}"] if struck else []
        lines += [f"  {name} now: {added}"] if added else []
    return lines


def _table(change: Change) -> str:
    lines = ["| | before | now |", "|---|---|---|"]
    for name, before, after in _rows(change):
        struck, added = _marked(before, after, "~~{}~~".format, "**{}**".format, _escaped)
        lines.append(f"| {name} | {struck} | {added} |")
    return "\n".join(lines)


def _kept_line(change: Change) -> str:
    line = f"- {_escaped(change.new['question'])}"
    if change.unread:
        line += f" {_UNREAD}."
    if change.old and change.old["sources"] != change.new["sources"]:
        before, now = ", ".join(change.old["sources"]), ", ".join(change.new["sources"])
        line += f" Now from {_escaped(now)}, before from {_escaped(before)}."
    return line


def _rows(change: Change) -> list[tuple[str, str, str]]:
    """Return the name, the old and the new text of whatever there is to be compared."""
    old, new = _fields(change.old), _fields(change.new)
    return [
        (name, old[name], new[name])
        for name in new
        if old[name] != new[name] or (new[name] and name in ("answer", "quotes"))
    ]


def _fields(faq: FAQ | None) -> dict[str, str]:
    return {
        "answer": _one_line(as_read(faq["answer"])) if faq else "",
        "quotes": " ".join(f'"{_one_line(as_read(q["text"]))}"' for q in faq["evidence"])
        if faq
        else "",
        "sources": ", ".join(map(_one_line, faq["sources"])) if faq else "",
        "remark": _one_line(remark(faq)) if faq else "",
    }


def _marked(before: str, after: str, strike: _Mark, add: _Mark, plain: _Mark) -> tuple[str, str]:
    """Return both texts with the words marked that the other does not have in the same place."""
    old, new = before.split(), after.split()
    if not (old and new) or max(len(old), len(new)) > _MOST_WORDS:
        return plain(before), plain(after)
    struck, added = [], []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        gone, come = plain(" ".join(old[start:end])), plain(" ".join(new[new_start:new_end]))
        struck.append(gone if kind == "equal" or not gone else strike(gone))
        added.append(come if kind == "equal" or not come else add(come))
    return " ".join(filter(None, struck)), " ".join(filter(None, added))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _escaped(text: str) -> str:
    return escape(_one_line(text))
