"""Read the numbers of orders and invoices in a message, and what they are there for."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from frontdesk.records.products import words_said
from frontdesk.records.rules import is_written_in, squashed
from nodes.prompts.question_words import NUMBER_OF, SUBJECTS

_CLOSING = "\"'\u2019\u201d\u00bb)]"
_MARK = r"[.!?;\u037e\u061f]"
# Not after the "No." of a number.
_SENTENCE_END = re.compile(
    rf"(?:(?<={_MARK})|(?<={_MARK}[{re.escape(_CLOSING)}]))(?<!\bno\.)(?<!\bnr\.)\s+"
    r"|(?<=[\u3002\uff01\uff1f])\s*|\n\s*\n",
    re.IGNORECASE,
)
# Of Latin letters alone: words of other scripts may stand beside a number without a space.
_NUMBER = r"(?<![a-z0-9-])(?=[a-z-]{0,20}\d)[a-z0-9]+(?:-[a-z0-9]+)*"
_ANY_NUMBER = re.compile(_NUMBER, re.IGNORECASE)
_AFTER_ORDER, _AFTER_INVOICE = (
    # Whole words of any length would take very long to find in a very long word.
    re.compile(
        rf"(?:{SUBJECTS[kind]}){NUMBER_OF}({_NUMBER})".replace(r"\w*", r"\w{0,20}"), re.IGNORECASE
    )
    for kind in ("order", "invoice")
)
# As most shops write them: A-12345, INV-7890.
_LIKE_A_RECORD = re.compile(r"(?<![a-z0-9-])[a-z]{1,4}-\d{3,}(?![a-z0-9-])", re.IGNORECASE)
_GREEK = re.compile(r"[\u0370-\u03ff]")
_FEWEST_DIGITS = 3
# What there is more of in a message is not read.
_LONGEST = 20_000
_MOST_SENTENCES = 20


def named_orders(
    message: str, product: str, known: Sequence[str], others: Sequence[str]
) -> list[str]:
    """Return the numbers of orders that stand in the sentence in which `message` has the product.

    Those are the `known` numbers of the customer's own orders, what is written like one of them,
    and what follows a word for an order, whether or not there is such an order. Numbers between the
    product and the next of the message's `others`, its other requests and their details, go first.
    A number that only one of these has is about that one.
    """
    sentences = _sentences(message)
    about = _about(product, sentences)
    rest = "\n".join(each for each in sentences if each not in about)
    found = [
        number
        for sentence in about
        for number in _orders_in(_behind(product, sentence, others), product, known)
        or _orders_in(sentence, product, known)
    ]
    return [
        number
        for number in {squashed(each): each for each in reversed(found)}.values()
        if is_written_in(number, rest) or not any(is_written_in(number, each) for each in others)
    ]


def _orders_in(text: str, product: str, known: Sequence[str]) -> list[str]:
    shapes = {_shape(number) for number in known}
    return [number for number in known if is_written_in(number, text)] + [
        number
        for number, is_order in _numbers(text)
        if is_order or (_shape(number) in shapes and not is_written_in(number, product))
    ]


def _behind(product: str, sentence: str, others: Sequence[str]) -> str:
    """Return what stands behind the product, up to the first of `others`, or nothing."""
    _, *behind = re.split(re.escape(product), sentence, maxsplit=1, flags=re.IGNORECASE)
    next_one = "|".join(map(re.escape, filter(None, others))) or r"\Z"
    return re.split(next_one, "".join(behind), maxsplit=1, flags=re.IGNORECASE)[0]


def questions_about_records(message: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the questions of the message that have numbers of orders or invoices, and those."""
    for sentence in _sentences(message):
        if not _is_question(sentence):
            continue
        text = unicodedata.normalize("NFKC", sentence)
        named = [*_after(_AFTER_ORDER, text), *_after(_AFTER_INVOICE, text)]
        named += [found[0] for found in _LIKE_A_RECORD.finditer(text)]
        if named:
            yield sentence.strip(), [*dict.fromkeys(named)]


def _sentences(message: str) -> list[str]:
    return _SENTENCE_END.split(message[:_LONGEST])


def _is_question(sentence: str) -> bool:
    """Say whether the sentence ends with a question mark of any script.

    In Greek that is written as a semicolon.
    """
    last = sentence.rstrip().rstrip(_CLOSING)[-1:]
    greek = last == ";" and _GREEK.search(sentence) is not None
    return greek or (last != "" and "QUESTION MARK" in unicodedata.name(last, ""))


def _about(product: str, sentences: Sequence[str]) -> list[str]:
    """Return the first sentences that have as many of the product's words as any has."""
    said = [len((words_said(product, sentence) or "").split()) for sentence in sentences]
    most = max(said)
    found = [each for each, words in zip(sentences, said, strict=True) if words == most > 0]
    return found[:_MOST_SENTENCES]


def _numbers(sentence: str) -> Iterator[tuple[str, bool]]:
    """Yield what may be an order's number, and whether a word for an order says that it is."""
    text = unicodedata.normalize("NFKC", sentence)
    for number in _after(_AFTER_ORDER, text):
        yield number, True
    for found in _ANY_NUMBER.finditer(text):
        yield found[0], False


def _after(words: re.Pattern[str], text: str) -> list[str]:
    numbers = [found[1] for found in words.finditer(text)]
    return [each for each in numbers if sum(map(str.isdigit, each)) >= _FEWEST_DIGITS]


def _shape(number: str) -> str:
    """Return what numbers of one kind have in common: letters, and as many digits.

    A single letter before the digits may be another one.
    """
    digits = re.sub(r"\d", "9", squashed(number))
    return re.sub(r"^[a-z](?=9)", "a", digits)
