"""Find what a customer asks for: questions about invoices, returns, and the state of orders."""

import re
from collections.abc import Iterable, Sequence

from frontdesk.models.offline.planning.attribution import Context, asked_about, cues_within, is_in
from frontdesk.models.offline.planning.cues import MY_GOODS, Cue, find_cues
from frontdesk.models.offline.planning.references import find_references, id_form
from frontdesk.models.offline.planning.returns import ReturnRequest, find_returns
from frontdesk.models.offline.planning.sentences import (
    Span,
    clauses_of,
    sentence_spans,
    withdrawn_spans,
)

Task = dict[str, str | None]

# A request stands near the beginning of a message; the rest of a very long one is not read.
_READ_CHARACTERS = 10_000
_QUOTED_LINES = re.compile(r"^(?:[ \t]*>.*|On [^\n]{5,120} wrote:[ \t]*)$", re.MULTILINE)
_NUMBERED = ("invoice", "order")
_GREETING = re.compile(
    r"^(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day))\b[^,.!?\n]{0,30}[,.!]\s*)+",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"\b(?:other(?! (?:\d|two|three|half|box))|another|second|different|separate)\b", re.IGNORECASE
)
_CONCERN_WORDS = 40
# "There is even an invoice, INV-5. Why?": what follows a sentence this short goes on with it.
_BARE_WORDS = 8
_OTHER_KINDS = {"status", "return", "cancel"}
# What has not come is no parcel: "my refund hasn't arrived".
_OTHER_SUBJECT = re.compile(
    r"\b(?:refund|money|reply|answer|e-?mail|code|confirmation|link|credit|technician"
    r"|response)\s+$",
    re.IGNORECASE,
)
_SUBJECT_REACH = 20
# "You promised a refund. When can I expect it?"
_AWAITED_MONEY = re.compile(
    r"\b(?:refund|money|reimbursement)\b(?:(?!\border|\bparcel)[^?!])*\Z", re.IGNORECASE
)
_MONEY_REACH = 120


def find_tasks(message: str) -> list[Task]:
    """Return the tasks in `message`, in the order of mention.

    A task is `{"query_type": "BillingInquiry", "invoice_number": ...}`, `{"query_type":
    "ProductReturn", "product_name": ..., "reason_for_return": ...}` or `{"query_type":
    "StatusUpdate", "order_id": ...}`; what the message does not say is None.
    """
    message = _without_quotes(message[:_READ_CHARACTERS])
    sentences = sentence_spans(message)
    cues = find_cues(message)
    withdrawn = withdrawn_spans(message, sentences, cues)
    returns = [
        each for each in find_returns(message, sentences) if not is_in(each.start, withdrawn)
    ]
    references = find_references(message)
    context = Context(
        sentences,
        [*cues, *_wishes(returns)],
        [span for each in returns for span in each.spans],
        withdrawn,
        {id_form(each.text): each.kind for each in references if each.kind in _NUMBERED},
    )
    found = [
        (each.start, _return_task(name, reason))
        for each in returns
        for name, reason in zip(each.products, each.reasons, strict=True)
    ]
    for reference in references:
        asked = asked_about(message, reference, context)
        if asked == "invoice":
            found.append((reference.start, _billing_task(reference.text)))
        elif asked == "order":
            found.append((reference.start, _status_task(reference.text)))
    orders = {
        each.text
        for each in references
        if each.kind == "order" or (each.kind == "unknown" and not each.text.isdigit())
    }
    only = next(iter(orders)) if len(orders) == 1 and not returns else None
    invoices = {each.text for each in references if each.kind == "invoice"}
    only_invoice = next(iter(invoices)) if len(invoices) == 1 else None
    done = [task for _, task in found]
    found += _unnumbered_tasks(message, context, done, (only_invoice, only))
    return _distinct(task for _, task in sorted(found, key=lambda item: item[0]))


def _without_quotes(message: str) -> str:
    """Return `message` with blanks for the lines of an earlier mail that it quotes."""
    return _QUOTED_LINES.sub(lambda quoted: " " * len(quoted.group()), message)


def _return_task(product: str | None, reason: str | None) -> Task:
    return {
        "query_type": "ProductReturn",
        "product_name": product,
        "reason_for_return": reason,
    }


def _billing_task(number: str | None) -> Task:
    return {"query_type": "BillingInquiry", "invoice_number": number}


def _status_task(number: str | None) -> Task:
    return {"query_type": "StatusUpdate", "order_id": number}


def find_concern(message: str, invoice_number: str | None) -> str:
    """Return what `message` says about an invoice, in its own words and at most 40 of them.

    These are the sentences with the number, or with words about bills and charges, without
    greetings, other requests and other invoices; the whole message, shortened, if there are none.
    """
    message = message[:_READ_CHARACTERS]
    sentences = sentence_spans(message)
    cues = [*find_cues(message), *_wishes(find_returns(message, sentences))]
    others = [
        each.start
        for each in find_references(message)
        if each.kind == "invoice" and invoice_number and each.text != invoice_number
    ]
    told: list[str] = []
    leads = False
    for start, end in sentences:
        kinds = _kinds(cues, (start, end))
        numbered = invoice_number is not None and invoice_number in message[start:end]
        billing = "billing" in kinds and not any(start <= place < end for place in others)
        if numbered or billing or (leads and not kinds & _OTHER_KINDS):
            told.append(_own_clauses(message, cues, (start, end), invoice_number))
        leads = numbered and len(message[start:end].split()) <= _BARE_WORDS
    concern = " ".join(" ".join(told).split()) or " ".join(message.split())
    return _shortened(_GREETING.sub("", concern))


def _wishes(returns: Sequence[ReturnRequest]) -> list[Cue]:
    return [Cue("return", each.start, each.end, alone=True) for each in returns]


def _kinds(cues: Sequence[Cue], sentence: Span) -> set[str]:
    return {cue.kind for cue in cues_within(cues, sentence)}


def _own_clauses(
    message: str, cues: Sequence[Cue], sentence: Span, invoice_number: str | None
) -> str:
    """Return a sentence without the clauses in which it asks for something else."""
    start, end = sentence
    if not _kinds(cues, sentence) & _OTHER_KINDS:
        return message[start:end].strip()
    kept = []
    for clause in clauses_of(message, [sentence], []):
        text = message[clause.start : clause.end]
        kinds = _kinds(cues, (clause.start, clause.end))
        is_own = invoice_number in text if invoice_number else "billing" in kinds
        if is_own or not kinds & _OTHER_KINDS:
            kept.append(text)
    return ", ".join(kept) or message[start:end].strip()


def _shortened(text: str) -> str:
    words = text.split()
    return text if len(words) <= _CONCERN_WORDS else " ".join(words[:_CONCERN_WORDS]) + " …"


def _unnumbered_tasks(
    message: str, context: Context, numbered: Sequence[Task], only: tuple[str | None, str | None]
) -> list[tuple[int, Task]]:
    """Return a task for an invoice or order that the message speaks of without any number.

    `only` are the numbers of the only invoice and the only order of the message: "it" is that one.
    """
    known = {task["query_type"] for task in numbered}
    excluded = [
        sentence
        for sentence in context.sentences
        if _kinds(context.cues, sentence) & {"cancel", "done"}
    ]
    about_goods = [
        sentence
        for sentence in context.sentences
        if MY_GOODS.search(message, *sentence) and "return" not in _kinds(context.cues, sentence)
    ]
    found: list[tuple[int, Task]] = []
    for cue in context.cues:
        if is_in(cue.start, [*excluded, *context.withdrawn]):
            continue
        if _OTHER_SUBJECT.search(message, max(0, cue.start - _SUBJECT_REACH), cue.start):
            continue
        if message.endswith(" it", cue.start, cue.end) and _AWAITED_MONEY.search(
            message, max(0, cue.start - _MONEY_REACH), cue.start
        ):
            continue
        if not cue.alone and not (cue.kind == "status" and is_in(cue.start, about_goods)):
            continue
        if cue.kind == "billing" and "BillingInquiry" not in known:
            found.append((cue.start, _billing_task(only[0])))
        elif cue.kind == "status" and "StatusUpdate" not in known:
            sentence = next((s for s in context.sentences if cue.start < s[1]), (0, 0))
            another = _ANOTHER.search(message, *sentence) is not None
            found.append((cue.start, _status_task(None if another else only[1])))
    return found


def _distinct(tasks: Iterable[Task]) -> list[Task]:
    distinct: list[Task] = []
    for task in tasks:
        key = {name: value for name, value in task.items() if name != "reason_for_return"}
        if not any(key.items() <= known.items() for known in distinct):
            distinct.append(task)
    return distinct
