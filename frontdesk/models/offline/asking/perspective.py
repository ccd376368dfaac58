"""Say a company's words from its customer's side: "you" becomes "I", "we" becomes "you"."""

import re

from frontdesk.models.offline.language.verbs import base_form, common_verbs

_PRONOUNS = re.compile(r"\b(you|your|yours|yourself|we|us|our|ours|ourselves)\b", re.IGNORECASE)
_SWAPPED = {
    "your": "my", "yours": "mine", "yourself": "myself", "we": "you", "us": "you", "our": "your",
    "ours": "yours", "ourselves": "yourselves",
}  # fmt: skip
_BEFORE_SUBJECT = re.compile(
    r"(?:^|\b(?:can|could|do|does|did|if|when|before|after|until|while|that|what|how|should|must|"
    r"may|might|will|would|are|were|have|because|once|unless|whether|where|as|which|who|since|"
    r"and|or|than|why))\s*$",
    re.IGNORECASE,
)
_NEXT_WORD = re.compile(r"\s+([A-Za-z]+)")
_AGREEMENT = (
    (re.compile(r"\bI are\b"), "I am"), (re.compile(r"\bI were\b"), "I was"),
    (re.compile(r"\b([Aa])re I\b"), r"\1m I"), (re.compile(r"\b([Ww])ere I\b"), r"\1as I"),
)  # fmt: skip


def from_the_readers_side(question: str) -> str:
    """Return `question` as the reader of a help page would ask it."""

    def swapped(found: re.Match[str]) -> str:
        word = found.group().lower()
        if word != "you":
            return _SWAPPED[word]
        following = _NEXT_WORD.match(question, found.end())
        acts = following is not None and base_form(following[1].lower()) in common_verbs()
        return "I" if acts or _BEFORE_SUBJECT.search(question[: found.start()]) else "me"

    question = _PRONOUNS.sub(swapped, question)
    for pattern, right in _AGREEMENT:
        question = pattern.sub(right, question)
    return question[:1].upper() + question[1:]
