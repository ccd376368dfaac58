"""Gemini's implicit cache: the beginning that a prompt shares with an earlier one costs less."""

from collections import OrderedDict
from collections.abc import Sequence

from frontdesk.testing.gemini_wire import CHARACTERS_PER_TOKEN

# Google documents the minimum; that whole blocks are cached is how such caches work.
_FEWEST_TOKENS = 1024
_BLOCK_TOKENS = 256
_BLOCK = _BLOCK_TOKENS * CHARACTERS_PER_TOKEN
_FEWEST_CHARACTERS = _FEWEST_TOKENS * CHARACTERS_PER_TOKEN
# About two million tokens' worth of prompts, the latest ones.
_MOST_BLOCKS = 8192


def prefix_keys(model: str, prompt: str) -> list[int]:
    """Return what the prompt's blocks are known by: each by itself and all that precedes it."""
    if len(prompt) < _FEWEST_CHARACTERS:
        return []
    keys, key = [], hash(model)
    for start in range(0, len(prompt) - _BLOCK + 1, _BLOCK):
        key = hash((key, prompt[start : start + _BLOCK]))
        keys.append(key)
    return keys


class PrefixCache:
    """Remembers the beginnings of the latest prompts, in blocks of 256 tokens."""

    def __init__(self) -> None:
        self._known: OrderedDict[int, None] = OrderedDict()

    def tokens(self, keys: Sequence[int]) -> int:
        """Return how many tokens at a prompt's beginning are cached: 0, or 1024 and more."""
        blocks = 0
        for key in keys:
            if key not in self._known:
                break
            blocks += 1
        tokens = blocks * _BLOCK_TOKENS
        return tokens if tokens >= _FEWEST_TOKENS else 0

    def remember(self, keys: Sequence[int]) -> None:
        """Cache a prompt."""
        # The end first, so that it is forgotten before what stands before it.
        for key in reversed(keys):
            self._known[key] = None
            self._known.move_to_end(key)
        while len(self._known) > _MOST_BLOCKS:
            self._known.popitem(last=False)
