"""Regular expressions that find a word in its usual misspellings too."""

import re


def spelled(*words: str) -> str:
    """Return a pattern for `words` (lower case) that allows one letter missing or two swapped.

    The first letter has to be right, so that "order" is found as "oder" but not as "border".
    """
    variants: set[str] = set()
    for word in words:
        variants.add(word)
        for place in range(1, len(word)):
            variants.add(word[:place] + word[place + 1 :])
            variants.add(word[:place] + word[place : place + 2][::-1] + word[place + 2 :])
    longest_first = sorted(variants, key=lambda variant: (-len(variant), variant))
    return f"(?:{'|'.join(map(re.escape, longest_first))})"
