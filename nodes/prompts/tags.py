"""Put data between tags, so that a model can tell it from its instructions."""

import html
from collections.abc import Iterator, Sequence
from itertools import groupby

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from frontdesk.documents.quote import NumberedSentence
from state.faq import Passage


def tag(name: str, text: str, /, **attributes: str) -> str:
    """Return `text` between tags, escaped, so that it can neither close them nor open others."""
    return _tag(name, escape(text), attributes)


def source_tags(
    passages: Sequence[Passage], sentences: Sequence[NumberedSentence] = ()
) -> list[str]:
    """Return a tag for every document that the passages are of, with their text under its headings.

    Each of the `sentences` begins with its number, as `<12>`: a mark that no text can have, because
    it is escaped.
    """
    marks: list[list[tuple[int, int]]] = [[] for _ in passages]
    for sentence in sentences:
        marks[sentence.passage].append((sentence.start, sentence.number))
    documents = groupby(zip(passages, marks, strict=True), key=lambda each: each[0]["source"])
    return [
        _tag("source", "".join(_parts([*marked])), {"title": title}) for title, marked in documents
    ]


def tagged_prompt(instructions: str, *tags: str) -> list[BaseMessage]:
    """Return the prompt: the instructions and, below them, the data."""
    return [SystemMessage(instructions), HumanMessage("\n\n".join(tags))]


def _parts(marked: Sequence[tuple[Passage, Sequence[tuple[int, int]]]]) -> Iterator[str]:
    end, heading = 0, ""
    for passage, marks in marked:
        if passage["start"] != end:  # something was left out
            shown = passage["heading"] if passage["heading"] != heading else ""
            yield "\n\n" * bool(end) + escape(shown) + "\n\n" * bool(shown)
        text, written = passage["text"], 0
        for start, number in marks:
            yield f"{escape(text[written:start])}<{number}> "
            written = start
        yield escape(text[written:])
        end, heading = passage["start"] + len(text), passage["heading"]


def _tag(name: str, escaped: str, attributes: dict[str, str]) -> str:
    opening = "".join(f' {key}="{html.escape(value)}"' for key, value in attributes.items())
    return f"<{name}{opening}>{escaped}</{name}>"


def escape(text: str) -> str:
    """Return `text` so that nothing in it can be taken for a tag."""
    return html.escape(text, quote=False)
