"""Find the requests in a customer's message that are no task: they are listed, not done."""

import re
from collections.abc import Sequence

from frontdesk.models.offline.planning.attribution import is_in
from frontdesk.models.offline.planning.coverage import (
    content_words,
    is_about_known_refund,
    is_covered,
    said_in,
)
from frontdesk.models.offline.planning.cues import find_cues
from frontdesk.models.offline.planning.requests import find_requests
from frontdesk.models.offline.planning.sentences import Span, sentence_spans, withdrawn_spans

_READ_CHARACTERS = 10_000
_LONGEST_REQUEST = 160
_LOOSE_END = re.compile(r"(?:[\s,]+(?:and|but|or|so|plus|then))+$", re.IGNORECASE)
_MARGIN = " \t\n.,;:!&*\u2022-\u2013\u2014"
# Reports that ask for something without saying so.
_REPORT = re.compile(
    r"\b(?:not|never|n['\u2019]t|still)\s+(?:\w+\s+){0,3}?(?:received|got(?:ten)?|had|seen"
    r"|waiting for)\s+(?:my|the|any|our)\s+(?:refund|money|credit|reimbursement)\b|\b(?:refund"
    r"|reimbursement|money back)\b[^.?!]{0,40}\b(?:not|never|n['\u2019]t|yet|promised|agreed"
    r"|outstanding)\b|\b(?:driver|courier|staff|agent|employee)\b[^.?!]{0,30}\b(?:rude|unfriendly"
    r"|unacceptable|aggressive)\b|\bnew (?:delivery |shipping |postal )?address is\b",
    re.IGNORECASE,
)


def find_unhandled(message: str) -> list[str]:
    """Return the clauses of `message` that ask for what is no task, word for word, in their order.

    Such are cancellations, exchanges and repairs, changes of what is on file, wishes about a
    delivery, complaints, and questions about products: all but questions about invoices, returns
    and the state of orders. Each has at most 160 characters and is listed once.
    """
    message = message[:_READ_CHARACTERS]
    sentences = sentence_spans(message)
    withdrawn = withdrawn_spans(message, sentences, find_cues(message))
    said = said_in(message, sentences)
    spans: list[Span] = []
    for request in find_requests(message, sentences):
        if is_in(request.start, withdrawn) or is_covered(request, said):
            continue
        span = (request.start, request.end)
        if _says_little(message[slice(*span)]):
            span = _with_what_it_points_to(message, span, sentences, spans)
        spans.append(span)
    for sentence in sentences:
        if any(start < sentence[1] and end > sentence[0] for start, end in spans):
            continue
        report = _REPORT.search(message, *sentence)
        if report is None or is_in(report.start(), withdrawn):
            continue
        if not is_about_known_refund(report.group(), said):
            spans.append(sentence)
    texts = [_trimmed(message[start:end]) for start, end in sorted(spans)]
    return [*dict.fromkeys(text for text in texts if text)]


def _says_little(text: str) -> bool:
    """Say whether a request is only understood with what it points to: "please post them"."""
    return len(content_words(text)) < 2 and not any(map(str.isdigit, text))


def _with_what_it_points_to(
    message: str, span: Span, sentences: Sequence[Span], listed: list[Span]
) -> Span:
    """Return the span of a request together with what it points to, if that is short.

    This is the request before it, which then is `listed` no more, or the sentence up to it.
    """
    start, end = span
    if listed and not message[listed[-1][1] : start].strip(_MARGIN):
        if end - listed[-1][0] <= _LONGEST_REQUEST:
            return listed.pop()[0], end
    begin = next((first for first, last in sentences if first <= start < last), start)
    begin = max([begin, *(last for _, last in listed if last <= start)])
    return (begin if end - begin <= _LONGEST_REQUEST else start), end


def _trimmed(text: str) -> str:
    """Cut a request to whole words, beginning with what it is about where it is too long."""
    text = _LOOSE_END.sub("", text.strip(_MARGIN))
    if len(text) > _LONGEST_REQUEST and (content := content_words(text)):
        text = text[content[0].start() :]
    if len(text) > _LONGEST_REQUEST:
        text = text[: _LONGEST_REQUEST + 1].rsplit(None, 1)[0][:_LONGEST_REQUEST].rstrip(_MARGIN)
    return text
