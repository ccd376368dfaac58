"""Say where in a document something stands."""

from frontdesk.documents.markdown import plain_words
from frontdesk.documents.sentences import split_sentences
from state.faq import Source


def place_of(source: Source, offset: int) -> str:
    r"""Return where character `offset` of the source's content stands, in words for a reader.

    That is "page 3" in a document of pages, which a form feed (`\f`) parts, as in text made for a
    printer; else the nearest heading at or above the offset; else an empty string.
    """
    content = source["content"]
    if "\f" in content:
        return f"page {content.count(chr(12), 0, offset) + 1}"
    headings = (s for s in split_sentences(content) if s.kind == "heading" and s.start <= offset)
    return max(((s.start, plain_words(s.text)) for s in headings), default=(0, ""))[1]
