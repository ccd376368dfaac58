"""The FAQ as Markdown."""

import re
from textwrap import shorten

from frontdesk.documents.markdown import MADE_HERE
from frontdesk.exports.reading import as_read
from frontdesk.exports.remark import TITLE, remark, sources_line
from state.faq import FAQ, FAQOutput

# What has a meaning wherever it stands, and what has one at a line's start.
_ANYWHERE = re.compile(r"[\\`*\[\]<|~]|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])")
_AT_START = re.compile(r"([#+\-=>])|(\d{1,9})([.)](?=\s|$))")

_MOST_QUOTES = 3
_QUOTE_LENGTH = 240


def faq_markdown(output: FAQOutput, title: str = TITLE) -> str:
    """Return the FAQ as Markdown whose only structure is a heading for every question and quotes.

    Answers and quotes stand there as they are read, without marks of their own. Whatever else looks
    like Markdown or HTML, in questions and titles as well, is shown as it is written.
    """
    sections = [
        MADE_HERE,
        f"# {_on_one_line(title) or TITLE}",
        *(_section(faq) for faq in output["faqs"]),
    ]
    return "\n\n".join(sections) + "\n"


def escape(text: str) -> str:
    """Return Markdown that shows `text` with its paragraphs and line breaks."""
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "\n\n".join(
        "\\\n".join(_escape_line(line) for line in paragraph.splitlines() if line.strip())
        for paragraph in paragraphs
    )


def _section(faq: FAQ) -> str:
    parts = [
        f"## {_on_one_line(faq['question'])}",
        escape(as_read(faq["answer"])),
        *_quotes(faq),
        _on_one_line(sources_line(faq)),
        f"*{_on_one_line(remark(faq))}*" if remark(faq) else "",
    ]
    return "\n\n".join(part for part in parts if part)


def _quotes(faq: FAQ) -> list[str]:
    """Return the beginning of each of the first quotes, with its source where there are several."""
    quotes = []
    for quote in faq["evidence"][:_MOST_QUOTES]:
        text = shorten(as_read(quote["text"]), _QUOTE_LENGTH, placeholder=" ...")
        source = f" ({quote['source']})" if len(faq["sources"]) > 1 else ""
        quotes.append(f"> {_on_one_line(text + source)}")
    return ["\n>\n".join(quotes)] if quotes else []


def _on_one_line(text: str) -> str:
    return escape(" ".join(text.split()))


def _escape_line(line: str) -> str:
    escaped = _ANYWHERE.sub(r"\\\g<0>", line.strip())
    return _AT_START.sub(_escape_start, escaped, count=1) if _AT_START.match(escaped) else escaped


def _escape_start(start: re.Match[str]) -> str:
    return f"\\{start[1]}" if start[1] else f"{start[2]}\\{start[3]}"
