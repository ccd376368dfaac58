"""Write letters and chat replies from points that are given, without adding a fact."""

import re
from collections.abc import Sequence

from frontdesk.models.offline.language.phrases import simple_noun_end
from frontdesk.models.offline.language.tagging import Token, plain_text, tag_words
from frontdesk.models.offline.routing.concepts import find_concepts, message_terms

_GREETING = "Hello,"
_THANKS = "Thank you for your message."
_CLOSING = "If you have any other question, just reply to this e-mail."
_SIGNATURE = "Kind regards,\nYour front desk"
_AUTOMATIC = "This is an automatic reply from Frontdesk's offline model."
_NOTICED = "Thank you for writing to us about {topic}."

# A topic is looked for where a message begins; the rest of a very long one is not read.
_READ_CHARACTERS = 600
_TOPIC_WORDS = 4
_SPOKEN_TO_US = {"my": "your", "our": "your", "your": "our", "the": "the"}
# What a message is about, unlike moods, times and people.
_TOPIC_CONCEPTS = frozenset(
    """
    charge payment refund price discount subscription malfunction access network device setup hours
    location policy product delivery booking job
    """.split()
)
_ABUSE = re.compile(
    r"\b(?:fuck\w*|shit\w*|crap\w*|damn\w*|bitch\w*|bastard\w*|ass|arse|asshole\w*|hell|idiot\w*"
    r"|moron\w*|stupid\w*|dumb\w*|scam\w*|thie[fv]\w*|crook\w*|liar\w*|piss\w*|suck\w*|kill\w*"
    r"|garbage|trash|rubbish|pathetic|useless|lousy|bloody|effing|wtf)\b",
    re.IGNORECASE,
)


def write_letter(points: Sequence[str]) -> str:
    """Return a plain-text e-mail for a customer with the `points` verbatim, a paragraph each."""
    said = _given(points) or [_AUTOMATIC]
    return "\n\n".join([_GREETING, _THANKS, *said, _CLOSING, _SIGNATURE])


def write_reply(message: str, points: Sequence[str]) -> str:
    """Return a short chat reply: thanks that name the topic, then the `points` verbatim."""
    topic = _find_topic(message[:_READ_CHARACTERS])
    thanks = _NOTICED.format(topic=topic) if topic else _THANKS
    return " ".join([thanks, *(_given(points) or [_AUTOMATIC])])


def write_answer(answer: str, source_line: str) -> str:
    """Return an FAQ's answer verbatim and below it, where there is one, the line of its source."""
    return "\n\n".join(_given([answer, source_line]))


def _given(points: Sequence[str]) -> list[str]:
    return [point.strip() for point in points if point.strip()]


def _find_topic(message: str) -> str | None:
    """Return the first noun phrase of `message` that is safe to name and says what it is about.

    It is turned around: "my router" becomes "your router", "your app" becomes "our app".
    """
    tokens = tag_words(plain_text(message))
    place = 0
    while place < len(tokens):
        end = simple_noun_end(tokens, place) if tokens[place].lower in _SPOKEN_TO_US else None
        if end is None:
            place += 1
            continue
        # "On the phone" and "at the station" tell how and where, not what about.
        is_place = tokens[place].lower == "the" and place > 0 and tokens[place - 1].is_a("IN")
        named = _without_trouble(tokens[place + 1 : end])
        if not is_place and _is_topic(named):
            first = _SPOKEN_TO_US[tokens[place].lower]
            return " ".join([first, *(_as_written(token) for token in named)])
        place = end
    return None


def _without_trouble(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return a noun phrase without a last word such as "crash", which may be the verb."""
    concepts, _ = find_concepts(message_terms(tokens[-1].text)) if len(tokens) > 1 else ({}, [])
    return tokens[:-1] if {"malfunction", "symptom"} & concepts.keys() else tokens


def _is_topic(tokens: Sequence[Token]) -> bool:
    """Say whether a noun phrase (without article) is a plain, harmless name of a topic."""
    text = " ".join(token.text for token in tokens)
    if not 1 <= len(tokens) <= _TOPIC_WORDS or _ABUSE.search(text):
        return False
    if not all(token.text.isascii() and token.text.replace("-", "").isalpha() for token in tokens):
        return False
    if not tokens[-1].is_a("NN") or not all(
        token.is_a("NN", "JJ", "VBN", "VBG") for token in tokens
    ):
        return False
    concepts, _ = find_concepts(message_terms(tokens[-1].text))
    return bool(_TOPIC_CONCEPTS & concepts.keys())


def _as_written(token: Token) -> str:
    """Return the word as written, but not shouted."""
    return token.lower if token.text.isupper() and len(token.text) > 4 else token.text
