"""Find the part of an HTML page that people come for."""

import re
from collections.abc import Iterator

from lxml import html

_UNSEEN = ("script", "style", "template", "noscript", "svg", "iframe")
_AROUND = frozenset(("nav", "footer", "aside", "dialog", "menu"))
_ROLES = frozenset(
    "alertdialog banner complementary contentinfo dialog menu menubar navigation search".split()
)
# Names, in `class` and `id`, of what asks for consent or offers to share, and of what leads on to
# other pages, which only counts where it is mostly links.
_PROMPT = re.compile(
    r"^(?:(?:js|site|page)[-_])?(?:cookies?|consent|gdpr|newsletter|social|share|sharing|"
    r"skip[-_]?(?:link|nav|to)|advert(?:isement)?|popup|modal)(?:$|[-_])|(?:^|[-_])cookies?(?:$|[-_])",
    re.IGNORECASE,
)
_LINKS = re.compile(
    r"^(?:(?:site|page|main|top|global|primary|secondary|mobile)[-_])?(?:nav|navbar|navigation|menu|"
    r"breadcrumbs?|footer|sidebar|related|pagination|pager|toc|tags)(?:$|[-_])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# A part with more of the page's text than this is the page, whatever it is called.
_LARGE_SHARE = 0.5
_MOSTLY = 0.5


def main_part(page: html.HtmlElement) -> html.HtmlElement:
    """Return the element with the page's own text, from which all around it has been dropped.

    That is `main` where the page has one. Navigation, heads and feet of the page, asides, requests
    for consent and hidden text are dropped, but not text that a control on the page opens. Where
    nothing would be left, nothing but scripts is dropped.
    """
    for element in [*page.iter(*_UNSEEN)]:
        element.drop_tree()
    body = page.find("body")
    whole = page if body is None else body
    mains = [e for e in whole.iter("main", "div", "section", "article") if _is_main(e)]
    part = mains[0] if len(mains) == 1 and _letters(mains[0]) else whole
    opened = {name for e in page.iter() for name in str(e.get("aria-controls", "")).split()}
    total, dropped = _letters(part), []
    for element in part.iterdescendants():
        if _is_around(element, opened) and not _holds_the_page(element, total):
            dropped.append(element)
    if sum(_letters(element) for element in _outermost(dropped)) < total:
        for element in _outermost(dropped):
            element.drop_tree()
    return part


def _is_main(element: html.HtmlElement) -> bool:
    return bool(element.tag == "main" or element.get("role") == "main")


def _is_around(element: html.HtmlElement, opened: set[str]) -> bool:
    tag = element.tag
    if tag in _AROUND:
        return not any(True for _ in element.iterancestors("blockquote"))
    if tag == "header":
        return not any(True for _ in element.iterancestors("main", "article", "section"))
    if tag == "button":
        return not _opens_text(element)
    if element.get("role") in _ROLES or element.get("aria-modal") == "true":
        return True
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")):
        return element.get("id") not in opened
    names = f"{element.get('class', '')} {element.get('id', '')}".split()
    if any(_PROMPT.search(name) for name in names):
        return True
    return any(_LINKS.search(name) for name in names) and _is_mostly_links(element)


def _opens_text(button: html.HtmlElement) -> bool:
    """Return whether a button is the head of text that it opens, as in a list of questions."""
    if (
        button.get("aria-controls")
        or button.get("aria-expanded")
        or button.text_content().strip().endswith("?")
    ):
        return True
    return any(True for _ in button.iterancestors("summary", "h1", "h2", "h3", "h4", "h5", "h6"))


def _is_mostly_links(element: html.HtmlElement) -> bool:
    linked = sum(_letters(link) for link in element.iterdescendants("a"))
    return linked >= _MOSTLY * _letters(element) or _letters(element) < 200


def _holds_the_page(element: html.HtmlElement, total: int) -> bool:
    if element.tag in ("nav", "footer", "button"):
        return False
    heading = next(element.iterdescendants("h1"), None)
    return heading is not None or _letters(element) > _LARGE_SHARE * total


def _letters(element: html.HtmlElement) -> int:
    return sum(not letter.isspace() for letter in element.text_content())


def _outermost(elements: list[html.HtmlElement]) -> Iterator[html.HtmlElement]:
    chosen = set(elements)
    for element in elements:
        if not any(ancestor in chosen for ancestor in element.iterancestors()):
            yield element
