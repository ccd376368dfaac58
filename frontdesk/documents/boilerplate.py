"""Find the part of an HTML page that people come for."""

import re

from lxml import etree, html

_UNSEEN = ("script", "style", "template", "noscript", "svg", "iframe")
_AROUND = ("nav", "footer", "dialog", "menu")
_ROLES = (
    "alertdialog",
    "banner",
    "contentinfo",
    "dialog",
    "menu",
    "menubar",
    "navigation",
    "search",
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

# Names in `class` and `id` tell little: a shop may sell cookies, and a restaurant has a menu. What
# they name is dropped only where it is also built like what the name suggests.
_ASKS = re.compile(r"cookie|consent|gdpr|newsletter|subscribe|popup|modal", re.IGNORECASE)
_CONTROLS = ("button", "input", "form")
_LEADS_ON = re.compile(
    r"^(?:[a-z]+[-_])?(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|related|pagination|pager|"
    r"toc|tags|social|share|sharing|skip|advert|advertisement)(?:$|[-_])",
    re.IGNORECASE,
)
_FOOT = re.compile(r"^(?:[a-z]+[-_])?footer(?:$|[-_])", re.IGNORECASE)
_MOSTLY = 0.5
_SHORT = 200  # letters
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# A part with more of the page's text than this is the page, whatever it is called.
_LARGE_SHARE = 0.5


def main_part(page: html.HtmlElement) -> html.HtmlElement:
    """Return the element with the page's own text, from which all around it has been dropped.

    That is `main` where the page has one. Navigation, the page's head and foot, lists of links
    beside the text, requests for consent and hidden text are dropped, but not text that a control
    on the page opens. Where nothing would be left, nothing but scripts is dropped.
    """
    for element in [*page.iter(*_UNSEEN)]:
        element.drop_tree()
    body = page.find("body")
    whole = page if body is None else body
    mains = [element for element in whole.iter() if _is_main(element)]
    part = mains[0] if len(mains) == 1 and _letters(mains[0]) else whole
    opened = {name for e in page.iter() for name in str(e.get("aria-controls", "")).split()}
    total, around = _letters(part), []
    walk = etree.iterwalk(part, events=("start",))
    for _, element in walk:
        if element is part or not _is_around(element, opened):
            continue
        if not _holds_the_page(element, total):
            around.append(element)
            walk.skip_subtree()
    if sum(map(_letters, around)) < total:
        for element in around:
            element.drop_tree()
    return part


def _is_main(element: html.HtmlElement) -> bool:
    return bool(element.tag == "main" or element.get("role") == "main")


def _is_around(element: html.HtmlElement, opened: set[str]) -> bool:
    tag, role = element.tag, element.get("role")
    if tag == "button":
        return not _opens_text(element)
    if tag == "header":
        return not _is_within(element, "main", "article", "section")
    if tag in _AROUND:
        return not _is_within(element, "blockquote")
    if role in _ROLES or element.get("aria-modal") == "true":
        return True
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")):
        return element.get("id") not in opened
    if tag == "aside" or role == "complementary":
        return _is_mostly_links(element)
    names = f"{element.get('class', '')} {element.get('id', '')}".split()
    if (
        any(map(_ASKS.search, names))
        and next(element.iterdescendants(*_CONTROLS), None) is not None
    ):
        return True
    if any(map(_FOOT.search, names)) and _letters(element) < _SHORT:
        return True
    return any(_LEADS_ON.search(name) or _FOOT.search(name) for name in names) and (
        _is_mostly_links(element)
    )


def _is_within(element: html.HtmlElement, *tags: str) -> bool:
    return next(element.iterancestors(*tags), None) is not None


def _opens_text(button: html.HtmlElement) -> bool:
    """Return whether a button is the head of text that it opens, as in a list of questions."""
    return bool(
        button.get("aria-controls")
        or button.get("aria-expanded")
        or button.text_content().strip().endswith("?")
        or _is_within(button, "summary", *_HEADINGS)
    )


def _is_mostly_links(element: html.HtmlElement) -> bool:
    linked = sum(map(_letters, element.iter("a")))
    return linked >= _MOSTLY * _letters(element)


def _holds_the_page(element: html.HtmlElement, total: int) -> bool:
    if element.tag in ("nav", "footer", "button"):
        return False
    has_heading = next(element.iterdescendants("h1"), None) is not None
    return has_heading or _letters(element) > _LARGE_SHARE * total


def _letters(element: html.HtmlElement) -> int:
    return sum(not letter.isspace() for letter in element.text_content())
