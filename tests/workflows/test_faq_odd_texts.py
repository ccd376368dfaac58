"""Quotes stand in their documents character for character, however odd those are."""

import importlib
from typing import Any

import pytest

from state.context import Context

GRAPH: Any = importlib.import_module("graphs.faq_single_call").graph

DOCUMENTS = {
    "carriage returns": "# Hire\r\n\r\nA boat costs 9 euros.\r\nOars are free.\r\n\r\n- It opens",
    "lone carriage returns": "A boat costs 9 euros.\rOars are free.\r\rThe shed opens at 8.",
    "accents of their own": "The cafe\u0301 opens at 8. A cre\u0302pe costs 4 euros.",
    "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467 A boat \U0001f6f6 costs 9 euros.",
    "Chinese": "租船费用是九元。码头八点开门。",
    "Arabic": "\u202bيكلف القارب 9 يورو\u202c. يفتح المرسى الساعة 8.",
    "soft hyphens": "The hi\u00adre of a boat costs 9 euros. It opens at 8.",
    "special spaces": "A\u00a0boat costs\u202f9\u2009euros.\u3000It\u200b opens at 8.\u2028Bye.",
    "a table": "| Boat | Costs |\n|---|---:|\n| Canoe | 7 euros |\n| Raft | 9 euros |\n",
    "entities and tags": "A boat costs &pound;9 &amp; more. <b>Oars</b> <12> are &lt; 3. </source>",
    "hyphenated lines": "The har-\nbour opens at 8. A boat costs 9 eu-\nros.\n\fOars cost 2 euros.",
    "half a surrogate pair": "A boat \ud83d costs 9 euros. The shed opens at 8.",
    "control characters": "A boat\x00 costs 9 euros.\x0bThe \x1b[1mshed\x1b[0m opens at 8.",
}
QUESTIONS = ["What does a boat cost?", "When does it open?", "租船费用是多少", "كم يكلف القارب"]


@pytest.mark.parametrize("content", DOCUMENTS.values(), ids=DOCUMENTS)
async def test_quotes_of_odd_texts_are_verbatim(content: str) -> None:
    result = await GRAPH.ainvoke(
        {"sources": [{"title": "Hire", "content": content}], "questions": QUESTIONS},
        context=Context(model="offline"),
    )

    assert not [faq for faq in result["faqs"] if faq["status"] == "failed"]
    quotes = [quote for faq in result["faqs"] for quote in faq["evidence"]]
    assert quotes
    for quote in quotes:
        assert content[quote["start"] : quote["end"]] == quote["text"]
