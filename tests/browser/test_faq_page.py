"""The FAQ's page in a real browser: readable for everyone, and it needs nothing but itself."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from frontdesk.documents.load import load_documents
from frontdesk.exports.html import faq_html
from state.faq import FAQ, Quote, Source
from state.usage import no_usage

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
SHOP = "https://shop.example.org"
HOSTILE = (
    "</p></script></style></details><img src=/x onerror=\"document.title='run'\">"
    "<script>document.title='run'</script><a href=javascript:alert(1) autofocus>\" ' &lt;b&gt; \0"
)

OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    loaded = load_documents([str(ROOT / "samples" / "pages")]).sources
    return [{**source, "url": f"{SHOP}/{number}"} for number, source in enumerate(loaded)]


@pytest.fixture(scope="module")
def html(sources: list[Source]) -> str:
    """Return the page of an FAQ in which everything happens that can happen to a question."""
    contents = {source["title"]: source["content"] for source in sources}

    def quote(title: str, text: str) -> Quote:
        start = contents[title].index(text)
        return {"source": title, "text": text, "start": start, "end": start + len(text)}

    def faq(question: str, answer: str, *evidence: Quote, **changes: Any) -> FAQ:
        titles = [*dict.fromkeys(quote["source"] for quote in evidence)]
        made = {"question": question, "answer": answer, "sources": titles, "evidence": [*evidence]}
        good = {"status": "answered", "error": None, "answered_by": None}
        return {**made, **good, **changes}  # type: ignore[typeddict-item]

    error = {"code": "blocked", "message": "The model answered nothing.", "retryable": True}
    label = "otherwise the label costs 4.90 euros."
    faqs = [
        faq(
            "How do I reset my password?",
            "Follow the link that you are sent. It works for one hour.\n\nMind the attempts.",
            quote("Your account", "The link works for one hour."),
            quote("Your account", "After five wrong attempts an account is locked"),
        ),
        faq("What does a return cost?", label, quote("Returns and refunds", label)),
        faq(
            "And for a faulty product?",
            "Then the label is free, and the repair may be too.",
            quote("Returns and refunds", "We pay for the return label if a product is faulty"),
            quote("Returns and refunds", "is faulty; otherwise the label costs"),
            quote("Warranty and repairs", "The warranty covers faults in material"),
            error=error,
        ),
        faq("Do you ship to Iceland?", "", status="unsupported"),
        faq("Is there a shop in Bergen?", "Perhaps there is.", status="unsupported"),
        faq("When is the parcel here?", "", status="failed", error=error),
        faq("Can I pay in crowns?", "", status="skipped", error=error),
        faq("返品できますか?", "はい、三十日以内です。", sources=["Returns and refunds"]),
    ]
    return faq_html({"faqs": faqs, "shortfall": 0, "usage": no_usage()}, sources)


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"color_scheme": "light"}, id="light"),
        pytest.param({"color_scheme": "dark"}, id="dark"),
        pytest.param({"viewport": {"width": 375, "height": 700}}, id="phone"),
        pytest.param({"viewport": {"width": 320, "height": 600}}, id="small phone"),
        pytest.param({"forced_colors": "active"}, id="forced colours"),
    ],
)
def test_the_page_is_accessible_and_no_wider_than_the_window(
    html: str, open_page: OpenPage, options: dict[str, Any]
) -> None:
    page = open_page(html, **options)

    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_questions_fold_and_links_unfold_them_without_javascript(
    html: str, open_page: OpenPage
) -> None:
    page = open_page(html, java_script_enabled=False)
    answer = page.get_by_text("Follow the link that you are sent.")
    expect(answer).to_be_visible()

    page.get_by_role("heading", name="How do I reset my password?").click()
    expect(answer).not_to_be_visible()
    page.get_by_role("navigation").get_by_role("link", name="How do I reset").click()

    expect(answer).to_be_visible()
    expect(page.get_by_role("heading", name="How do I reset")).to_be_in_viewport()


def test_a_question_folds_with_the_keyboard(html: str, open_page: OpenPage) -> None:
    page = open_page(html)

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the questions")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Follow the link that you are sent.")).not_to_be_visible()


def test_every_link_on_the_page_resolves_and_a_quote_leads_to_its_mark(
    html: str, open_page: OpenPage
) -> None:
    page = open_page(html)

    dead = page.evaluate(
        """[...document.querySelectorAll("a[href^='#']")].filter(link =>
            !document.getElementById(decodeURIComponent(link.hash.slice(1)))).length"""
    )
    page.get_by_role("link", name="in its context").first.click()

    assert dead == 0
    expect(page.locator("mark :target")).to_contain_text("The link works for one hour.")
    expect(page.locator("mark :target")).to_be_in_viewport()


def test_a_link_with_a_text_fragment_jumps_to_the_quote_on_the_web(
    html: str, open_page: OpenPage
) -> None:
    page = open_page(html)
    far = "<p style='margin-top: 9000px'>We pay for the <b>return label</b> if a product is faulty;"
    shop_page = f"<!doctype html><title>Returns</title>{far} otherwise the label costs 4.90 euros."

    def answer(route: Route) -> None:
        route.fulfill(body=shop_page, content_type="text/html")

    page.context.route(f"{SHOP}/**", answer)
    page.locator("#and-for-a-faulty-product").get_by_role("link", name="on shop").first.click()
    page.wait_for_url(f"{SHOP}/*")

    page.wait_for_function("scrollY > 5000")


def test_print_shows_every_answer_also_of_folded_questions(html: str, open_page: OpenPage) -> None:
    page = open_page(html)
    for heading in page.locator("summary").all():
        heading.click()
    expect(page.locator("details[open]")).to_have_count(0)

    page.emulate_media(media="print")

    heights = page.evaluate(
        "[...document.querySelectorAll('.answer')].map(part => part.offsetHeight)"
    )
    assert len(heights) == 8
    assert min(heights) > 0
    assert page.get_by_text("Follow the link that you are sent.").is_visible()
    assert not page.get_by_role("navigation").is_visible()


def test_hostile_texts_are_shown_and_do_nothing(open_page: OpenPage) -> None:
    content = f"Before. {HOSTILE} After."
    source: Source = {"title": HOSTILE, "content": content, "url": f"javascript:{HOSTILE}"}
    start = content.index(HOSTILE)
    quote: Quote = {
        "source": HOSTILE,
        "text": HOSTILE,
        "start": start,
        "end": start + len(HOSTILE),
    }
    faq: FAQ = {
        "question": HOSTILE,
        "answer": f"Well: {HOSTILE}",
        "sources": [HOSTILE],
        "evidence": [quote],
        "status": "answered",
        "error": {"code": HOSTILE, "message": HOSTILE, "retryable": False},
        "answered_by": HOSTILE,
    }
    faqs = {"faqs": [faq] * 6, "shortfall": 0, "usage": no_usage()}

    page = open_page(faq_html(faqs, [source], title="Hostile", language=HOSTILE))  # type: ignore[arg-type]

    assert page.title() == "Hostile"
    assert page.locator("img, iframe, [onerror], [autofocus]").count() == 0
    assert page.locator("script").count() == 1
    assert page.locator("a:not([href^='#'])").count() == 0
    assert page.locator("details").count() == 6
    expect(page.locator("h3").first).to_contain_text('<img src=/x onerror="document.title=')
