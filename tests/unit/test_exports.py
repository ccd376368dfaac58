"""Outputs as text, Markdown and JSON."""

import json
from typing import Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage
from markdown_it import MarkdownIt
from rich.cells import cell_len

from frontdesk.exports.json import as_json
from frontdesk.exports.markdown import escape, faq_markdown
from frontdesk.exports.text import faq_text, route_text, support_text
from state.faq import FAQ, FAQOutput
from state.support_orchestrator import OrchestratorOutput, Result
from state.support_router import RouterOutput
from state.usage import no_usage

SENTENCE = "Unused items may come back within thirty days of the day on which they were delivered."


def _faq(**changes: Any) -> FAQ:
    faq: FAQ = {
        "question": "How long do I have?",
        "answer": SENTENCE,
        "sources": ["Returns"],
        "evidence": [],
        "status": "answered",
        "error": None,
        "answered_by": None,
    }
    return {**faq, **changes}  # type: ignore[typeddict-item]


def _output(*faqs: FAQ) -> FAQOutput:
    return {"faqs": [*faqs], "shortfall": 0, "usage": no_usage()}


def _failure(message: str) -> dict[str, Any]:
    return {"code": "blocked", "message": message, "retryable": False}


def test_an_faq_is_numbered_wrapped_and_names_its_sources() -> None:
    text = str(faq_text(_output(_faq(), _faq(answer="Yes.", sources=["Returns", "Help"]))))

    assert text == (
        "1. How long do I have?\n"
        "   Unused items may come back within thirty days of the day on which they were\n"
        "   delivered.\n"
        "   Source: Returns\n"
        "\n"
        "2. How long do I have?\n"
        "   Yes.\n"
        "   Sources: Returns, Help\n"
    )


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        pytest.param(
            {"status": "unsupported", "answer": "", "sources": []},
            "The documents do not answer this.",
            id="no answer",
        ),
        pytest.param(
            {"status": "unsupported", "sources": []},
            "No source was found for this answer.",
            id="no source",
        ),
        pytest.param(
            {"status": "failed", "answer": "", "sources": [], "error": _failure("Cut off.")},
            "Failed: Cut off.",
            id="failed",
        ),
        pytest.param(
            {"status": "skipped", "answer": "", "sources": [], "error": _failure("Interrupted.")},
            "Skipped: Interrupted.",
            id="skipped",
        ),
        pytest.param(
            {"error": _failure("A source was wrong.")}, "Note: A source was wrong.", id="note"
        ),
    ],
)
def test_a_question_without_a_good_answer_says_why(changes: dict[str, Any], line: str) -> None:
    output = _output(_faq(**changes))

    assert str(faq_text(output)).splitlines()[-1] == f"   {line}"
    assert faq_markdown(output).splitlines()[-1] == f"*{line}*"


def test_no_line_is_wider_than_the_columns_also_where_letters_are_wide() -> None:
    answer = f"{SENTENCE} {'返品は三十日以内です。' * 12} https://example.org/{'x' * 100}"

    text = str(faq_text(_output(_faq(answer=answer)), columns=60))

    assert max(cell_len(line) for line in text.splitlines()) <= 60


def test_terminals_are_given_no_control_characters_and_no_markup() -> None:
    hostile = "[red]Hi[/red] \x1b[2Jthere\x07\x9b31m \u202eeht"

    text = str(faq_text(_output(_faq(question=hostile, answer=hostile, sources=[hostile]))))

    assert "[red]Hi[/red] [2Jthere31m eht" in text
    assert not any(letter in text for letter in "\x1b\x07\x9b\u202e")


def test_markdown_keeps_its_structure_whatever_the_words_are() -> None:
    hostile = (
        "# Big\n\n- point\n1. first\n```\ncode\n<b>bold</b> <!-- gone\n> quote\n===\n---\n"
        "| a | b |\n:--- | :---\n    indented\n[x]: https://example.org\n*a* _b_ `c` ~~d~~ &lt; \\"
    )

    markdown = faq_markdown(_output(_faq(question=hostile, answer=hostile, sources=[hostile])))
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)

    blocks = [token.tag for token in tokens if token.nesting == 1]
    assert set(blocks) == {"h1", "h2", "p"}
    assert blocks.count("h2") == 1
    inline = {child.type for token in tokens for child in token.children or ()}
    assert inline <= {"text", "text_special", "softbreak", "hardbreak"}
    shown = "".join(child.content for child in tokens[5].children or ())
    assert shown == " ".join(hostile.split())


def test_markdown_quotes_the_evidence_briefly_and_says_where_it_stands() -> None:
    texts = ["# One\n\n- two", "Long. " * 90, "<b>Three</b>", "Four"]
    evidence = [{"source": "Help", "text": text, "start": 0, "end": 1} for text in texts]

    alone = faq_markdown(_output(_faq(evidence=evidence[:1])))
    several = faq_markdown(_output(_faq(evidence=evidence, sources=["Help", "Returns"])))
    tokens = MarkdownIt("commonmark").parse(several)

    assert "\n\n> One • two\n\nSource: Returns\n" in alone
    assert [token.tag for token in tokens if token.nesting == 1].count("blockquote") == 1
    assert "Four" not in several
    assert several.count("(Help)") == 3
    assert max(map(len, several.splitlines())) < 300


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        pytest.param("It costs 2.50 in a_b - today.", "It costs 2.50 in a_b - today.", id="prose"),
        pytest.param("1. Open it", "1\\. Open it", id="number"),
        pytest.param("one\ntwo\n\nthree", "one\\\ntwo\n\nthree", id="lines"),
    ],
)
def test_markdown_escapes_no_more_than_it_must(text: str, escaped: str) -> None:
    assert escape(text) == escaped


def _routed(question: str, reply: str) -> RouterOutput:
    return {
        "customer_id": "C-1001",
        "intent": "Billing Inquiry",
        "confidence": 0.876,
        "in_scope": True,
        "wants_person": False,
        "language": "de",
        "sentiment": "angry",
        "details": [],
        "sources": [],
        "handover": None,
        "error": None,
        "messages": [HumanMessage(question), AIMessage(reply)],
        "answered_by": None,
        "usage": no_usage(),
    }


def test_a_routed_message_shows_what_was_found_out_above_the_reply() -> None:
    output = _routed("Why so much?", "Let me look.\n\nIt is the VAT.")

    assert str(route_text(output)) == (
        "Intent: Billing Inquiry (confidence 0.88)\n"
        "Language: de\n"
        "Sentiment: angry\n"
        "\n"
        "Let me look.\n\nIt is the VAT.\n"
    )


def test_a_message_that_a_person_takes_over_shows_the_number() -> None:
    output = _routed("?", "A person takes over.")
    output["intent"] = None
    output["handover"] = {
        "handover_id": "HAND-1",
        "reason": "not_classified",
        "summary": "The customer wrote.",
    }

    text = str(route_text(output))

    assert text.startswith("Intent: not known\nHand-over: HAND-1 (not classified)\n\n")


def test_json_has_messages_as_role_and_content_and_letters_as_they_are() -> None:
    text = as_json(_routed("Où?", "Ici."))

    assert json.loads(text)["messages"] == [
        {"role": "user", "content": "Où?"},
        {"role": "assistant", "content": "Ici."},
    ]
    assert {"confidence", "language", "sentiment", "handover"} <= json.loads(text).keys()
    assert "Où" in text


def test_a_resolved_message_has_a_line_for_every_task_above_the_reply() -> None:
    results: list[Result] = [
        {
            "task": {"query_type": "BillingInquiry", "invoice_number": "INV-7"},
            "status": "done",
            "facts": {
                "invoice_number": "INV-7",
                "concern": "The sum.",
                "added": None,
                "handover_id": None,
                "case_id": "CASE-1",
                "resolution_time": "two days",
            },
            "reason": None,
            "error": None,
        },
        {
            "task": {
                "query_type": "ProductReturn",
                "product_name": None,
                "reason_for_return": None,
            },
            "status": "needs_information",
            "facts": None,
            "reason": "Which product is it?",
            "error": None,
        },
        {
            "task": {"query_type": "StatusUpdate", "order_id": "ORD-9"},
            "status": "done",
            "facts": {
                "order_id": "ORD-9",
                "order_status": "Shipped",
                "parcel_status": "Shipped",
                "carrier": "Swift Parcels",
                "tracking_number": "SP1",
                "expected_delivery": "2026-11-03",
                "overdue": True,
                "delivered": None,
                "other_parcels": [
                    {
                        "parcel_status": "Delivered",
                        "carrier": "Heron Parcel",
                        "tracking_number": "HP1",
                        "expected_delivery": None,
                        "overdue": False,
                        "delivered": "2026-11-02",
                    }
                ],
            },
            "reason": None,
            "error": None,
        },
    ]
    output: OrchestratorOutput = {
        "customer_id": "C-1001",
        "tasks": [result["task"] for result in results],
        "results": results,
        "unhandled": ["Cancel it."],
        "handover": {"handover_id": "HAND-1", "error": None},
        "reply": "Dear customer,\n\nall is well.",
        "messages": [],
        "answered_by": None,
        "usage": no_usage(),
    }

    assert str(support_text(output)) == (
        "- Invoice INV-7: done. Case CASE-1, resolution time two days.\n"
        "- Return of (product not named): needs information. Which product is it?\n"
        "- Order ORD-9: done. Shipped, with Swift Parcels, tracking number SP1, was\n"
        "  expected 2026-11-03. Another parcel: Delivered, with Heron Parcel, tracking\n"
        "  number HP1, on 2026-11-02.\n"
        '- "Cancel it.": not handled. Handed over under the number HAND-1.\n'
        "\n"
        "Dear customer,\n"
        "\n"
        "all is well.\n"
    )
