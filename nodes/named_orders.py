"""Read from a message which order the customer says that a product is from."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from frontdesk.records.products import words_said
from frontdesk.records.rules import is_written_in, squashed
from nodes.prompts.question_words import NUMBER_OF, SUBJECTS

# Not after the "No." of a number.
_SENTENCE_END = re.compile(
    r"(?<=[.!?;\u3002\u061f\uff1f])(?<!\bno\.)(?<!\bnr\.)\s+|\n\s*\n", re.IGNORECASE
)
# Of Latin letters alone: words of other scripts may stand beside a number without a space.
_NUMBER = r"(?<![a-z0-9-])(?=[a-z-]*\d)[a-z0-9]+(?:-[a-z0-9]+)*"
_ANY_NUMBER = re.compile(_NUMBER, re.IGNORECASE)
_AFTER_ORDER = re.compile(rf"(?:{SUBJECTS['order']}){NUMBER_OF}({_NUMBER})", re.IGNORECASE)
_FEWEST_DIGITS = 3


def named_orders(
    message: str, product: str, known: Sequence[str], others: Sequence[str]
) -> list[str]:
    """Return the numbers of orders that stand in the sentence in which `message` has the product.

    Those are the `known` numbers of the customer's own orders, what is written like one of them,
    and what follows a word for an order, whether or not there is such an order. A number that only
    one of the message's `others`, its other requests and their details, has is about that one.
    """
    sentences = _SENTENCE_END.split(message)
    about = _about(product, sentences)
    rest = "\n".join(each for each in sentences if each not in about)
    shapes = {_shape(number) for number in known}
    found: list[str] = []
    for sentence in about:
        found += [number for number in known if is_written_in(number, sentence)]
        for number, is_order in _numbers(sentence):
            if is_order or (_shape(number) in shapes and not is_written_in(number, product)):
                found.append(number)
    return [
        number
        for number in {squashed(each): each for each in reversed(found)}.values()
        if is_written_in(number, rest) or not any(is_written_in(number, each) for each in others)
    ]


def _about(product: str, sentences: Sequence[str]) -> list[str]:
    """Return the sentences that have as many of the product's words as any has."""
    said = [len((words_said(product, sentence) or "").split()) for sentence in sentences]
    most = max(said)
    return [each for each, words in zip(sentences, said, strict=True) if words == most > 0]


def _numbers(sentence: str) -> Iterator[tuple[str, bool]]:
    """Yield what may be an order's number, and whether a word for an order says that it is."""
    text = unicodedata.normalize("NFKC", sentence)
    for found in _AFTER_ORDER.finditer(text):
        if sum(map(str.isdigit, found[1])) >= _FEWEST_DIGITS:
            yield found[1], True
    for found in _ANY_NUMBER.finditer(text):
        yield found[0], False


def _shape(number: str) -> str:
    """Return what numbers of one kind have in common: letters, and as many digits.

    A single letter before the digits may be another one.
    """
    digits = re.sub(r"\d", "9", squashed(number))
    return re.sub(r"^[a-z](?=9)", "a", digits)
