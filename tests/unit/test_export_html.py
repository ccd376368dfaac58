"""The FAQ as a web page: what is in it, and that nothing in it comes from a text's own markup."""

import json
import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote

import pytest

from frontdesk.exports.html import MANY, faq_html
from frontdesk.exports.links import address_of_text, slugs, web_address
from frontdesk.exports.passages import CONTEXT, LONGEST_QUOTE, find_passages
from state.faq import FAQ, FAQOutput, Quote, Source
from state.usage import no_usage

RETURNS = (
    "# Returns\n\nUnused items may come back within thirty days. The\nparcel needs a number.\n\n"
    "We pay for the label."
)
HOSTILE = (
    "</p></script></style></details><img src=x onerror=alert(1)><script>alert(2)</script>"
    "<!-- <a href='javascript:alert(3)'>\" ' onfocus=alert(4) autofocus x=\" &lt;b&gt; {{ 7*7 }}"
    " \x00\x1b[2J\x85 \u202egnp.exe\u2066 \ud800 \ufffe \u2028 ]]>"
)


class Page(HTMLParser):
    """A page as a reader of HTML sees it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.structured = ""
        self.inside: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in ("meta", "link"):
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.inside.pop() == tag

    def handle_data(self, data: str) -> None:
        if "script" in self.inside:
            self.structured += data
        elif "style" not in self.inside:
            self.text += data

    @property
    def skeleton(self) -> list[tuple[str, list[str]]]:
        return [(tag, [*attributes]) for tag, attributes in self.elements]

    def values(self, attribute: str) -> list[str]:
        return [attributes[attribute] for _, attributes in self.elements if attribute in attributes]

    def asked(self) -> list[str]:
        entities: list[dict[str, Any]] = json.loads(self.structured)["mainEntity"]
        return [entity["name"] for entity in entities]


def _faq(**changes: Any) -> FAQ:
    faq: FAQ = {
        "question": "How long do I have?",
        "answer": "Thirty days.",
        "sources": ["Returns"],
        "evidence": [],
        "status": "answered",
        "error": None,
        "answered_by": None,
    }
    return {**faq, **changes}  # type: ignore[typeddict-item]


def _output(*faqs: FAQ) -> FAQOutput:
    return {"faqs": [*faqs], "shortfall": 0, "usage": no_usage()}


def _source(content: str = RETURNS, title: str = "Returns", url: str | None = None) -> Source:
    return {"title": title, "content": content, "url": url}


def _quote(text: str, content: str = RETURNS, source: str = "Returns", shift: int = 0) -> Quote:
    start = content.index(text) + shift
    return {"source": source, "text": text, "start": start, "end": start + len(text)}


def _failure(message: str) -> dict[str, Any]:
    return {"code": "blocked", "message": message, "retryable": False}


def _words(html: str) -> str:
    return " ".join(Page(html).text.split())


def _everywhere(text: str, url: str) -> str:
    """Return a page with the text in every field."""
    source = _source(f"Before. {text} After.", title=f"1 {text}", url=url)
    quote = _quote(text, source["content"], source["title"])
    error = _failure(text)
    named = {"question": text, "sources": [source["title"], text], "evidence": [quote]}
    return faq_html(
        _output(
            _faq(**named, answer=f"Well: {text}"),
            _faq(**named, answer=text, error=error),
            _faq(**named, answer="", status="failed", error=error),
            _faq(**named, answer=text, status="unsupported"),
            _faq(question=text, answer="", sources=[], status="skipped", error=error),
            _faq(question=text, sources=[], status=text),
            _faq(question=text, sources=[], answered_by=text),
        ),
        [source],
        title=text,
        language=text,
    )


def test_no_element_and_no_attribute_comes_from_a_text() -> None:
    harmless = Page(_everywhere("some words", url="nowhere"))

    page = Page(_everywhere(HOSTILE, url=f"javascript:{HOSTILE}"))

    assert page.skeleton == harmless.skeleton
    assert page.text.count("<img src=x onerror=alert(1)>") > 10
    assert "{{ 7*7 }}" in page.text
    assert page.inside == []


def test_what_is_no_character_or_reorders_others_is_not_on_the_page() -> None:
    html = _everywhere(HOSTILE, url=f"https://example.org/{HOSTILE}")

    assert html.encode("utf-8").decode("utf-8") == html
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe]", html)
    assert "\ufffd[2J\ufffd" in html


def test_structured_data_holds_exactly_the_answered_questions() -> None:
    error = _failure("It was blocked.")
    output = _output(
        _faq(question="One?", answer="</script><object> & \u2028", sources=["Returns", "Other"]),
        _faq(question="Two?", status="unsupported", answer="A guess.", sources=[]),
        _faq(question="Three?", status="failed", answer="", error=error),
        _faq(question="Four?", error=error),
        _faq(question="Five?", status="skipped", answer="", error=error),
    )

    page = Page(faq_html(output, [_source(url="https://example.org/r?a=1&b=2")], title="Help"))

    structured = json.loads(page.structured)
    assert page.asked() == ["One?", "Four?"]
    assert (structured["@type"], structured["name"]) == ("FAQPage", "Help")
    assert structured["mainEntity"][0]["acceptedAnswer"] == {
        "@type": "Answer",
        "text": "</script><object> &",
        "citation": [
            {
                "@type": "CreativeWork",
                "name": "Returns",
                "url": "https://example.org/r?a=1&b=2",
            },
            {"@type": "CreativeWork", "name": "Other"},
        ],
    }
    assert not set("<>&\u2028") & set(page.structured)


def test_without_an_answered_question_there_is_no_structured_data() -> None:
    page = Page(faq_html(_output(_faq(status="unsupported", sources=[])), [_source()]))

    assert "script" not in dict(page.elements)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param(
            {"status": "unsupported", "answer": ""},
            "The documents do not answer this.",
            id="no answer",
        ),
        pytest.param(
            {"status": "unsupported"}, "No source was found for this answer.", id="no source"
        ),
        pytest.param(
            {"status": "failed", "answer": "", "error": _failure("Cut off.")},
            "Failed: Cut off.",
            id="failed",
        ),
        pytest.param(
            {"status": "skipped", "answer": "", "error": _failure("Interrupted.")},
            "Skipped: Interrupted.",
            id="skipped",
        ),
        pytest.param(
            {"error": _failure("A source was wrong.")}, "Note: A source was wrong.", id="note"
        ),
        pytest.param(
            {"answered_by": "openai:small"},
            "Answered by the stand-in openai:small.",
            id="stand-in",
        ),
    ],
)
def test_a_question_without_a_good_answer_says_why_in_its_place(
    changes: dict[str, Any], sentence: str
) -> None:
    faqs = [_faq(question="First?"), _faq(question="Second?", **changes), _faq(question="Third?")]

    words = _words(faq_html(_output(*faqs), [_source()]))

    assert re.search(rf"First\?.*Second\?.*{re.escape(sentence)}.*Third\?", words)


def test_a_quote_leads_to_its_place_in_its_paragraph_and_on_the_web() -> None:
    quote = _quote("The\nparcel needs a number.")
    source = _source(url="https://example.org/returns#top")

    html = faq_html(_output(_faq(evidence=[quote])), [source])

    anchor = f"quote_1_{quote['start']}"
    assert f'<mark><span id="{anchor}">The parcel needs a number.</span></mark>' in html
    assert f'href="#{anchor}"' in html
    assert "https://example.org/returns#top:~:text=The%20parcel%20needs%20a%20number." in html
    assert "Unused items may come back within thirty days. <mark>" in html
    assert "We pay for the label." not in html


def test_a_quote_that_goes_on_over_a_printed_page_is_one_sentence() -> None:
    content = "Pay on time. After the third\n\freminder a reminder costs ten euros.\n\n\f## Next\n"
    quote = _quote("After the third\n\freminder a reminder costs ten euros.", content)
    faq = _faq(answer="After the third reminder a reminder costs ten euros.", evidence=[quote])

    page = Page(faq_html(_output(faq), [{"title": "Returns", "content": content}]))

    assert page.text.count("After the third reminder a reminder costs ten euros.") == 2
    assert "\ufffd" not in page.text


def test_a_quote_that_is_not_where_it_says_is_shown_without_a_link() -> None:
    quote = _quote("We pay for the label.", shift=-3)

    html = faq_html(_output(_faq(evidence=[quote])), [_source(url="https://example.org/")])

    assert "We pay for the label." in html
    assert "#quote_" not in html
    assert ":~:text" not in html
    assert "<mark>" not in html


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"text": "We never said this."}, id="other words"),
        pytest.param({"source": "Elsewhere"}, id="unknown source"),
        pytest.param({"text": " \n"}, id="no words"),
        pytest.param({"text": "", "start": 3, "end": 3}, id="nothing"),
    ],
)
def test_a_quote_that_no_source_has_is_not_shown(changes: dict[str, Any]) -> None:
    quote = {**_quote("We pay for the label."), **changes}

    html = faq_html(_output(_faq(evidence=[quote])), [_source()])

    assert "<blockquote" not in html
    assert "<mark>" not in html


def test_quotes_that_follow_on_each_other_are_one() -> None:
    quotes = [
        _quote("Unused items may come back within thirty days."),
        _quote("The\nparcel needs a number."),
        _quote("We pay for the label."),
    ]

    html = faq_html(_output(_faq(evidence=quotes)), [_source()])

    assert html.count("<blockquote") == 2
    assert "thirty days. The parcel needs a number.</p></blockquote>" in html


def test_an_answer_that_is_its_quote_is_shown_once() -> None:
    text = "We pay for the label."

    html = faq_html(_output(_faq(answer=text, evidence=[_quote(text)])), [])
    cited = faq_html(_output(_faq(answer=text, evidence=[_quote(text)])), [_source()])

    assert html.count(f">{text}</p>") == 1
    assert cited.count(f">{text}</p>") == 1
    assert "<blockquote" in cited


def test_quotes_of_several_questions_that_overlap_share_one_mark_and_keep_their_anchors() -> None:
    first = _quote("Unused items may come back")
    second = _quote("come back within thirty days.")

    html = faq_html(
        _output(_faq(evidence=[first]), _faq(question="And?", evidence=[second])), [_source()]
    )

    assert html.count("<mark>") == 1
    assert (
        f'<mark><span id="quote_1_{first["start"]}">Unused items may </span>'
        f'<span id="quote_1_{second["start"]}">come back within thirty days.</span></mark>'
    ) in html
    assert re.search(r"Quoted for: How long do I have\?, And\?", _words(html))


def test_a_large_document_is_never_on_the_page_as_a_whole() -> None:
    content = "word " * 100_000 + "Here it is. " + "word " * 100_000
    quotes = [_quote("Here it is.", content), _quote(content, content)]

    html = faq_html(_output(_faq(evidence=quotes)), [_source(content)])

    assert "Here it is." in html
    assert len(html) < 30_000
    [_, passage] = find_passages(content, [(q["start"], q["end"]) for q in quotes])
    assert len("".join(part.text for part in passage.parts)) <= 2 * CONTEXT + LONGEST_QUOTE
    assert (passage.cut_before, passage.cut_after) == (True, True)


def test_lines_of_lists_and_headings_stay_apart_and_those_of_a_paragraph_do_not() -> None:
    content = "## Sizes\nWe have\nthree.\n- Small\n  or tiny\n- Large\n\nElse."

    [passage] = find_passages(content, [(content.index("Small"), content.index("Small") + 5)])

    text = "".join(part.text for part in passage.parts)
    assert text == "## Sizes\nWe have three.\n- Small   or tiny\n- Large"


def test_only_cited_sources_are_listed_and_one_that_was_not_given_has_no_link() -> None:
    faqs = _output(_faq(sources=["Returns", "Lost"]))

    page = Page(faq_html(faqs, [_source(title="Unused"), _source()]))

    assert "Unused" not in page.text
    assert "Lost" in page.text
    assert page.values("id").count("source_1") == 1
    assert "source_2" not in page.values("id")


@pytest.mark.parametrize(
    ("url", "address"),
    [
        pytest.param("https://example.org/a?b=c#d", "https://example.org/a?b=c#d", id="https"),
        pytest.param(" HTTP://example.org ", "HTTP://example.org", id="http"),
        pytest.param("javascript:alert(1)", "", id="javascript"),
        pytest.param("java\nscript:alert(1)", "", id="broken javascript"),
        pytest.param("data:text/html,<script>", "", id="data"),
        pytest.param("//example.org", "", id="no scheme"),
        pytest.param("https:example.org", "", id="no host"),
        pytest.param("https://[::1", "", id="bad host"),
        pytest.param("https://example.org/\u202egnp", "", id="reordering"),
        pytest.param("https://example.org/a b", "", id="space"),
        pytest.param("/home/me/page.md", "", id="path"),
        pytest.param(None, "", id="none"),
    ],
)
def test_only_web_addresses_become_links(url: str | None, address: str) -> None:
    html = faq_html(_output(_faq()), [_source(url=url)])

    assert web_address(url) == address
    outside = [link for link in Page(html).values("href") if not link.startswith("#")]
    assert outside == ([address] if address else [])


@pytest.mark.parametrize(
    ("text", "directive"),
    [
        pytest.param("A-b, c & d", "A%2Db%2C%20c%20%26%20d", id="marks with a meaning"),
        pytest.param("Größe:\n  12\ncm", "Gr%C3%B6%C3%9Fe%3A%2012%20cm", id="lines"),
        pytest.param("One.\n\nTwo.", "One.,Two.", id="paragraphs"),
        pytest.param("**Free** [label](x.md) `now`", "Free%20label%20now", id="Markdown"),
        pytest.param("- one\n- two three", "one,two%20three", id="list"),
        pytest.param(
            " ".join(f"word{n}" for n in range(90)),
            "%20".join(f"word{n}" for n in range(8))
            + ","
            + "%20".join(f"word{n}" for n in range(82, 90)),
            id="long",
        ),
    ],
)
def test_a_text_fragment_has_the_words_that_a_browser_looks_for(text: str, directive: str) -> None:
    address = address_of_text("https://example.org/", text)

    assert address == f"https://example.org/#:~:text={directive}"


def test_every_question_has_an_id_of_its_own_made_of_its_words() -> None:
    questions = ["What's new?", "What's new", "Whats new 2", "???", "返品できますか?", "a" * 200]
    questions += ["Source_1?", "What s new 2"]

    ids = [*slugs(questions)]

    assert ids[:5] == ["what-s-new", "what-s-new-2", "whats-new-2", "question", "返品できますか"]
    assert ids[6:] == ["source-1", "what-s-new-2-2"]
    assert len(ids[5]) == 60
    assert len(set(ids)) == len(ids)


def test_every_link_on_the_page_leads_somewhere() -> None:
    faqs = [
        _faq(question=f"Question {number}_1?", evidence=[_quote("We pay for the label.")])
        for number in range(MANY)
    ]

    page = Page(faq_html(_output(*faqs), [_source()]))

    ids = page.values("id")
    targets = {unquote(link[1:]) for link in page.values("href") if link.startswith("#")}
    assert len(ids) == len(set(ids))
    assert targets <= set(ids)
    assert ("nav", {"aria-labelledby": "all_contents"}) in page.elements


def test_few_questions_need_no_contents() -> None:
    page = Page(faq_html(_output(*[_faq()] * (MANY - 1)), [_source()]))

    assert "nav" not in dict(page.elements)


def test_words_of_others_say_which_way_and_in_which_language_they_are_read() -> None:
    unknown = faq_html(_output(_faq()), [_source()])
    german = faq_html(_output(_faq()), [_source()], title="Fragen", language="de")

    assert '<h3 dir="auto" lang="">' in unknown
    assert '<h1 dir="auto" lang="de">Fragen</h1>' in german
    assert "<title>Fragen</title>" in german
    assert '<html lang="en">' in unknown


def test_a_page_without_any_question_is_a_page() -> None:
    page = Page(faq_html(_output(), [], title=" "))

    assert "Questions and answers" in page.text
    assert "0 questions" in page.text
