"""Find where a wish begins in its clause."""

import re

# What leads to the wish itself says nothing: "so I would like".
_HEAD_WORDS = frozenset(
    """
    i we u you he she lol it they that those these this both them one all me us and so but also
    please pls can could may might would will shall should must do does did like want wanna need
    wish love hope have has had got get going go gonna am are is was be being been to just really
    therefore hence thus then rather decided how what let lets lemme thats id im ill its hereby now
    happy glad able possible i'd i'm i'll i've we'd we're we'll we've that's it's they're those're
    they'll it'll you'd you'll he'd she'd let's two three wonder wondered wondering whether if then
    """.split()
)
_NEW_CLAUSE = re.compile(r"(?:can|could|may|i|we|please|pls)\b", re.IGNORECASE)
_HEAD_WORD = re.compile(r"([\w'\u2019]+)[ \t]+\Z")


def wish_head(message: str, start: int) -> int:
    """Return where the words begin that only lead to a wish at `start`: "so I would like to"."""
    while word := _HEAD_WORD.search(message, max(0, start - 20), start):
        said = word[1].lower().replace("\u2019", "'")
        if said not in _HEAD_WORDS or (said == "it" and _NEW_CLAUSE.match(message, word.end())):
            break
        start = word.start()
    return start
