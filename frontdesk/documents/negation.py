"""Find where an English answer denies what its evidence says, or says what it denies."""

import re
from collections.abc import Iterator

from frontdesk.documents.words import content_stems, is_english

_NEGATION = re.compile(
    r"\b(?:not|no|never|cannot|without|none|nobody|nothing|neither|nor|nowhere|\w+n['\u2019]t)\b",
    re.IGNORECASE,
)
_COMPARED = "later|earlier|sooner|longer|more|less|fewer|older|younger|larger|smaller|higher|lower"
# These have the words of a negation and deny nothing; "No, it costs ..." denies the question.
_IDIOMS = re.compile(
    rf"\b(?:no|not) (?:{_COMPARED}) than\b|\bnot only\b|\bor not\b|\bno (?:matter|doubt|problem)\b"
    r"|\bno\.? ?\d+|^\s*no[,.;:!]",
    re.IGNORECASE,
)
# What may be put as a negation in other words.
_NEGATIVE = re.compile(
    r"\b(?:only|except|unless|instead|rather|other than|apart from|clos\w+|shut|outside|beyond|free"
    r"|refus\w+|forb[ia]d\w*|prohibit\w+|exclu\w+|ban(?:s|ned)?|stop\w*|ends?|ended|expir\w+"
    r"|declin\w+|reject\w+|lack\w*|miss\w+|fail\w*|den(?:y|ies|ied)|avoid\w*|void|zero|few|little"
    r"|hardly|rarely|seldom|barely|limited|impossible|invalid|illegal|too|un\w{4,}|non\w+|\w+less)\b",
    re.IGNORECASE,
)
# A limit can be told from either side of it: "within 30 days", "not after 30 days".
_LIMIT = re.compile(
    r"\b(?:after|before|until|till|within|beyond|over|under|above|below|than|past|later|earlier"
    r"|if|when|up to|at most|at least|between|from|since|maximum|minimum)\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[.,;:!?()\n\u2013\u2014]+|\b(?:but|although|though|while|whereas)\b")
# Which part of a negated clause the other side must say for the two to be about the same.
_SAID = 0.8


def contradicts(question: str, answer: str, evidence: str) -> bool:
    """Return whether `answer` negates what `evidence` does not, or the other way round.

    Only English is understood: text with few of its function words contradicts nothing. What can
    be a negation in other words, or the other side of a limit, is taken for one.
    """
    if not is_english(evidence, least=1):
        return False
    # An answer that says what English evidence denies has its words, and need not show more.
    english = is_english(f"{question} {answer}", least=1)
    denied = [*_negated_clauses(answer)] if english else []
    if denied and not (_has_negation(evidence) or _NEGATIVE.search(evidence)):
        return not (any(map(_LIMIT.search, denied)) and _LIMIT.search(evidence))
    if denied or _NEGATIVE.search(answer) or _has_negation(question):
        return False
    said = f"{question} {answer}" if re.match(r"\s*yes\b", answer, re.IGNORECASE) else answer
    return any(_says(said, clause) for clause in _negated_clauses(evidence))


def denies(answer: str) -> bool:
    """Return whether an English answer says no to something in it."""
    said_no = re.match(r"\s*no\b", answer, re.IGNORECASE)
    return bool(said_no or re.search(r"\btoo\b", answer, re.IGNORECASE)) or _has_negation(answer)


def _says(text: str, negated: str) -> bool:
    """Return whether `text` says the negated clause, that is all but its negation."""
    negation = _NEGATION.search(negated)
    stems, said = content_stems(_NEGATION.sub(" ", negated)), set(content_stems(text))
    predicate = content_stems(negated[negation.end() :] if negation else "")
    limits = {limit.lower() for limit in _LIMIT.findall(negated)}
    return (
        len(stems) > 1
        and bool(predicate)
        and predicate[0] in said
        and sum(stem in said for stem in stems) >= _SAID * len(stems)
        and limits <= {limit.lower() for limit in _LIMIT.findall(text)}
    )


def _negated_clauses(text: str) -> Iterator[str]:
    for clause in _CLAUSE_END.split(_IDIOMS.sub(" ", text)):
        if _NEGATION.search(clause):
            yield clause


def _has_negation(text: str) -> bool:
    return bool(_NEGATION.search(_IDIOMS.sub(" ", text)))
