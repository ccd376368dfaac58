"""What a terminal may be shown."""

import re

COLUMNS = 80

# All control characters but tab and line feed, and the marks that reorder the text around them.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """Return untrusted text without what a terminal would obey instead of showing it."""
    return _UNSAFE.sub("", text.replace("\r\n", "\n"))
