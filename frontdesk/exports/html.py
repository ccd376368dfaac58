"""The FAQ as a web page in one file, which needs no script and nothing from elsewhere."""

import json
from collections.abc import Sequence
from typing import Any

from frontdesk.exports.citations import (
    Cited,
    cited_sources,
    quotes_under,
    source_names,
    source_sections,
)
from frontdesk.exports.clean import clean, one_line, paragraphs
from frontdesk.exports.links import slugs, web_address
from frontdesk.exports.reading import as_read
from frontdesk.exports.remark import TITLE, remark
from frontdesk.exports.self_contained import page_style, page_template, policy
from state.faq import FAQ, FAQOutput, Source

# From how many questions on the page has a list of them.
MANY = 6

# What could end the script element that holds the JSON, or a line of JavaScript.
_JSON_ESCAPES = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def faq_html(
    output: FAQOutput, sources: Sequence[Source], *, title: str = TITLE, language: str = ""
) -> str:
    """Return the FAQ as one HTML page that asks for nothing else and runs no script.

    Every question can be folded and has an id of its words. Below the questions stand the sources
    that they cite, each with the passages that hold the quotes. A quote that is not its source's
    text where it says so is not linked, and one that is nowhere in it is not shown. Only questions
    that are `answered` are in the page's schema.org FAQPage, and any other says why it is not.

    `language` is the tag of the language that questions, answers and documents are written in,
    such as `de`; empty where it is not known. The page's own words are English.
    """
    from markupsafe import Markup

    cited = cited_sources(output["faqs"], sources)
    ids = slugs(faq["question"] for faq in output["faqs"])
    questions = [_question(faq, next(ids), cited) for faq in output["faqs"]]
    heading = one_line(title) or TITLE
    style = page_style("faq.css")
    return page_template("faq.html.jinja").render(
        title=heading,
        language=one_line(language),
        policy=policy(style),
        style=Markup(style),
        structured=Markup(_json_ld(heading, output["faqs"], cited)),
        questions=questions,
        answered=sum(question["label"] == "" for question in questions),
        many=len(questions) >= MANY,
        sources=source_sections(output["faqs"], questions, cited),
    )


def _question(faq: FAQ, anchor: str, cited: Cited) -> dict[str, Any]:
    quotes = quotes_under(faq, cited)
    quoted = [
        one_line(" ".join("" if quote["is_cut"] else quote[kind] for quote in quotes))
        for kind in ("words", "text")
    ]
    return {
        "id": anchor,
        "text": one_line(faq["question"]) or "A question without words",
        "label": _label(faq),
        "remark": one_line(remark(faq)),
        "answer": paragraphs(as_read(faq["answer"])),
        # An answer that is nothing but its quotes need not be read twice.
        "is_quoted": one_line(as_read(faq["answer"])) in quoted,
        "quotes": quotes,
        "sources": source_names(faq, cited),
    }


def _label(faq: FAQ) -> str:
    """Return in a word or two why the question is not answered, or nothing where it is."""
    match faq["status"]:
        case "answered":
            return ""
        case "failed" | "skipped" as status:
            return status
        case _:
            return "no source" if faq["answer"] else "no answer"


def _json_ld(title: str, faqs: Sequence[FAQ], cited: Cited) -> str:
    """Return a schema.org FAQPage of the answered questions, or nothing where there are none."""
    entities = [
        {
            "@type": "Question",
            "name": one_line(faq["question"]),
            "acceptedAnswer": {
                "@type": "Answer",
                "text": clean(as_read(faq["answer"])).strip(),
                "citation": [_citation(name, cited) for name in faq["sources"]],
            },
        }
        for faq in faqs
        if faq["status"] == "answered"
    ]
    if not entities:
        return ""
    page = {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "name": title,
        "mainEntity": entities,
    }
    return json.dumps(page, ensure_ascii=False, indent=1).translate(_JSON_ESCAPES)


def _citation(name: str, cited: Cited) -> dict[str, str]:
    address = web_address(cited[name][1].get("url")) if name in cited else ""
    return {
        "@type": "CreativeWork",
        "name": one_line(name),
        **({"url": address} if address else {}),
    }
