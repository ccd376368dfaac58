"""Tell what has become of a question of an FAQ that was made again."""

import unicodedata
from typing import Literal, NamedTuple, get_args

from state.faq import FAQ

WITHDRAWN = "withdrawn"

Kind = Literal["kept", "changed", "new", "withdrawn", "failed"]
KINDS: tuple[Kind, ...] = get_args(Kind)


class Change(NamedTuple):
    """A question before and after. `old` is None where it is new.

    It is `withdrawn` if the documents no longer support the answer that it had, and `failed` if it
    was asked again, or for the first time, but the run did not come to an answer. If it is
    `unread`, it was kept as it is because a document that it quotes could not be read.
    """

    kind: Kind
    old: FAQ | None
    new: FAQ
    unread: bool = False


def change_of(old: FAQ | None, new: FAQ) -> Change:
    """Compare a question's FAQ with the new one; that of a withdrawn question is marked as such.

    It is kept if its status, answer and quotes are the same but for spaces, case and the forms of
    characters (Unicode's NFKC), wherever the quotes stand.
    """
    if new["status"] in ("failed", "skipped"):
        return Change("failed", old, new)
    if old is None:
        return Change("new", None, new)
    if new["status"] == "unsupported" and old["status"] == "answered":
        return Change("withdrawn", old, _marked(new))
    if new["status"] == "unsupported" and old["error"] and old["error"]["code"] == WITHDRAWN:
        new = _marked(new)
    return Change("kept" if _substance(old) == _substance(new) else "changed", old, new)


def _marked(faq: FAQ) -> FAQ:
    reason = f" {faq['error']['message']}" if faq["error"] else ""
    message = f"The documents no longer support the earlier answer.{reason}"
    return {**faq, "error": {"code": WITHDRAWN, "message": message, "retryable": False}}


def _substance(faq: FAQ) -> tuple[str, str, str]:
    quotes = " ".join(quote["text"] for quote in faq["evidence"])
    return faq["status"], _plain(faq["answer"]), _plain(quotes)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
