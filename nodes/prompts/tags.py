"""Put data between tags, so that a model can tell it from its instructions."""

import html


def tag(name: str, text: str, /, **attributes: str) -> str:
    """Return `text` between tags, escaped, so that it can neither close them nor open others."""
    opening = "".join(f' {key}="{html.escape(value)}"' for key, value in attributes.items())
    return f"<{name}{opening}>{escape(text)}</{name}>"


def escape(text: str) -> str:
    """Return `text` so that nothing in it can be taken for a tag."""
    return html.escape(text, quote=False)
