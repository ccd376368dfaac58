"""Find what a customer asks for: questions about invoices, returns, and the state of orders."""

import re
from collections.abc import Iterable, Sequence

from frontdesk.models.offline.cues import Cue, find_cues
from frontdesk.models.offline.references import Reference, find_references
from frontdesk.models.offline.returns import ReturnRequest, find_returns

Task = dict[str, str | None]

# A request stands near the beginning of a message; the rest of a very long one is not read.
_READ_CHARACTERS = 10_000
_SENTENCE_END = re.compile(
    r"(?<!\bno)(?<!\bnr)(?<!\binv)(?<!\bref)(?<!\bnum)(?<!\bapprox)(?<!\bdept)(?<!\bmr)(?<!\bmrs)"
    r"(?<!\bord)"
    r"[.!?…]+[\")\u2019']?(?=\s|$)|\n+|;\s",
    re.IGNORECASE,
)
_CLAUSE_BREAK = re.compile(
    r"[,;:]\s|\s[-\u2013\u2014]\s|\b(?:and|but|also|plus|then)\b", re.IGNORECASE
)
_ASKS = re.compile(
    r"\?|\b(?:when|how|why|what|any|know|tell|please|pls|inform|regarding)\b", re.IGNORECASE
)
_GREETING = re.compile(
    r"^(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day))\b[^,.!?\n]{0,30}[,.!]\s*)+",
    re.IGNORECASE,
)
_NEW_CLAUSE = re.compile(
    r"[,;]?\s+(?:and|but|also|plus|then)\s+|[,;]\s+|\s[-\u2013\u2014]\s|\s\d\)\s", re.IGNORECASE
)
_REQUEST_WORD = re.compile(
    r"\s*(?:also|and|please|where|can|could|thanks?|regards|best|my order|order)\b", re.IGNORECASE
)
_CONCERN_WORDS = 40
# How many characters a clause's border counts for, so that a number goes with its own clause.
_BREAK_COST = 25
_BARE_WORDS = 8
_REACH = 6
# A bare number counts only next to words about an order or an invoice.
_FAR = 25


def find_tasks(message: str) -> list[Task]:
    """Return the tasks in `message`, in the order of mention.

    A task is `{"query_type": "BillingInquiry", "invoice_number": ...}`, `{"query_type":
    "ProductReturn", "product_name": ..., "reason_for_return": ...}` or `{"query_type":
    "StatusUpdate", "order_id": ...}`; what the message does not say is None.
    """
    message = message[:_READ_CHARACTERS]
    sentences = sentence_spans(message)
    returns = find_returns(message, sentences)
    cues = _all_cues(message, returns)
    found: list[tuple[int, Task]] = []
    for each in returns:
        for name, reason in zip(each.products, each.reasons, strict=True):
            found.append(
                (
                    each.start,
                    {
                        "query_type": "ProductReturn",
                        "product_name": name,
                        "reason_for_return": reason,
                    },
                )
            )
    for reference in find_references(message):
        task = _numbered_task(message, reference, cues, sentences)
        if task is not None:
            found.append((reference.start, task))
    found += _unnumbered_tasks(cues, sentences, [task for _, task in found])
    return _distinct(task for _, task in sorted(found, key=lambda item: item[0]))


def find_concern(message: str, invoice_number: str | None) -> str:
    """Return what `message` says about an invoice, in its own words and at most 40 of them.

    These are the sentences with the number, or with words about bills and charges, without
    greetings and other requests; the whole message, shortened, if there are none.
    """
    message = message[:_READ_CHARACTERS]
    sentences = sentence_spans(message)
    cues = _all_cues(message, find_returns(message, sentences))
    billing = [each for each in sentences if _kinds(cues, each) & {"billing"}]
    numbered = [
        each
        for each in sentences
        if invoice_number and invoice_number in message[each[0] : each[1]]
    ]
    chosen = numbered or billing
    if numbered and all(len(message[start:end].split()) <= _BARE_WORDS for start, end in numbered):
        chosen = sorted(
            {*numbered, *billing, *_continuations(message, cues, sentences, numbered[0])}
        )
    clauses = [_own_clauses(message, cues, each, invoice_number) for each in chosen]
    concern = " ".join(" ".join(clauses).split()) or " ".join(message.split())
    return _shortened(_GREETING.sub("", concern))


def _all_cues(message: str, returns: Sequence[ReturnRequest]) -> list[Cue]:
    wishes = [Cue("return", each.start, each.end, alone=True) for each in returns]
    return [*find_cues(message), *wishes]


def _kinds(cues: Sequence[Cue], sentence: tuple[int, int]) -> set[str]:
    return {cue.kind for cue in _within(cues, sentence)}


def _continuations(
    message: str, cues: Sequence[Cue], sentences: Sequence[tuple[int, int]], last: tuple[int, int]
) -> list[tuple[int, int]]:
    """Return the sentence that goes on about a number which stands nearly alone."""
    following = [each for each in sentences if each[0] >= last[1]][:1]
    return [
        each
        for each in following
        if not _kinds(cues, each) & {"status", "return", "cancel"}
        and not _REQUEST_WORD.match(message, each[0])
    ]


def _own_clauses(
    message: str, cues: Sequence[Cue], sentence: tuple[int, int], invoice_number: str | None
) -> str:
    """Return a sentence without the clauses in which it asks for something else."""
    start, end = sentence
    if not _kinds(cues, sentence) & {"status", "return", "cancel"}:
        return message[start:end].strip()
    borders = [found.span() for found in _NEW_CLAUSE.finditer(message, start, end)]
    starts = [start, *(border[1] for border in borders)]
    ends = [*(border[0] for border in borders), end]
    kept = []
    for clause in zip(starts, ends, strict=True):
        text = message[clause[0] : clause[1]].strip()
        kinds = _kinds(cues, clause)
        is_own = invoice_number in text if invoice_number else "billing" in kinds
        if text and (is_own or not kinds & {"status", "return", "cancel"}):
            kept.append(text)
    return ", ".join(kept) or message[start:end].strip()


def _shortened(text: str) -> str:
    words = text.split()
    return text if len(words) <= _CONCERN_WORDS else " ".join(words[:_CONCERN_WORDS]) + " …"


def sentence_spans(message: str) -> list[tuple[int, int]]:
    """Return the spans of the sentences of `message`."""
    spans: list[tuple[int, int]] = []
    start = 0
    for end in [*(found.end() for found in _SENTENCE_END.finditer(message)), len(message)]:
        if message[start:end].strip():
            spans.append((start, end))
        start = end
    return spans


def _numbered_task(
    message: str,
    reference: Reference,
    cues: Sequence[Cue],
    sentences: Sequence[tuple[int, int]],
) -> Task | None:
    """Return the task that a number stands for, if it does."""
    if reference.kind == "other":
        return None
    place = next(
        (place for place, (_, end) in enumerate(sentences) if reference.start < end),
        len(sentences) - 1,
    )
    nearest = _nearest(message, reference, _within(cues, sentences[place]))
    if reference.kind == "invoice":
        done = nearest is not None and nearest.kind == "done"
        return None if done else {"query_type": "BillingInquiry", "invoice_number": reference.text}
    if reference.kind == "unknown" and nearest is not None:
        far = max(reference.start - nearest.end, nearest.start - reference.end) > _FAR
        nearest = (
            None
            if far and reference.text.isdigit() and not _is_marked(message, reference)
            else nearest
        )
    cue = nearest
    if cue is None and (reference.kind == "order" or _is_marked(message, reference)):
        cue = _neighbour(message, cues, sentences, place)
    asks = _ASKS.search(message, *sentences[place]) is not None
    if (cue is None and reference.kind == "order" and asks) or (cue and cue.kind == "status"):
        return {"query_type": "StatusUpdate", "order_id": reference.text}
    if cue is not None and cue.kind == "billing" and reference.kind == "unknown":
        return {"query_type": "BillingInquiry", "invoice_number": reference.text}
    return None


def _is_marked(message: str, reference: Reference) -> bool:
    before = message[max(0, reference.start - 12) : reference.start]
    return re.search(r"(?:#|\b(?:number|no|nr|num|id))\W*$", before, re.IGNORECASE) is not None


def _within(cues: Sequence[Cue], sentence: tuple[int, int]) -> list[Cue]:
    return [cue for cue in cues if cue.start < sentence[1] and cue.end > sentence[0]]


def _nearest(message: str, reference: Reference, cues: Sequence[Cue]) -> Cue | None:
    """Return the cue that a number goes with: the nearest one, its own clause's first."""
    return min(cues, key=lambda cue: _distance(message, reference, cue), default=None)


def _distance(message: str, reference: Reference, cue: Cue) -> int:
    between = message[min(cue.end, reference.end) : max(cue.start, reference.start)]
    if cue.start < reference.end and reference.start < cue.end:
        return 0
    return len(between) + _BREAK_COST * len(_CLAUSE_BREAK.findall(between))


def _neighbour(
    message: str, cues: Sequence[Cue], sentences: Sequence[tuple[int, int]], place: int
) -> Cue | None:
    """Return the cue in the sentences around one that only names a number.

    "Order 4711." adds to what was said before; "I ordered a lamp on Monday, order 4711." leads to
    what follows.
    """
    start, end = sentences[place]
    is_bare = len(message[start:end].split()) <= _BARE_WORDS
    before = [_within(cues, each) for each in reversed(sentences[max(0, place - _REACH) : place])]
    after = [_within(cues, each) for each in sentences[place + 1 : place + 1 + _REACH]]
    earlier = next((each[-1] for each in before if each), None)
    later = next((each[0] for each in after if each), None)
    return (earlier or later) if is_bare else (later or earlier)


def _unnumbered_tasks(
    cues: Sequence[Cue], sentences: Sequence[tuple[int, int]], numbered: Sequence[Task]
) -> list[tuple[int, Task]]:
    """Return a task for an invoice or order that the message speaks of without any number."""
    known = {task["query_type"] for task in numbered}
    excluded = [
        sentence
        for sentence in sentences
        if any(cue.kind in ("cancel", "done") for cue in _within(cues, sentence))
    ]
    found: list[tuple[int, Task]] = []
    for cue in cues:
        if not cue.alone or any(start <= cue.start < end for start, end in excluded):
            continue
        if cue.kind == "billing" and "BillingInquiry" not in known:
            found.append((cue.start, {"query_type": "BillingInquiry", "invoice_number": None}))
        elif cue.kind == "status" and "StatusUpdate" not in known:
            found.append((cue.start, {"query_type": "StatusUpdate", "order_id": None}))
    return found


def _distinct(tasks: Iterable[Task]) -> list[Task]:
    distinct: list[Task] = []
    for task in tasks:
        key = {name: value for name, value in task.items() if name != "reason_for_return"}
        if not any(key.items() <= known.items() for known in distinct):
            distinct.append(task)
    return distinct
