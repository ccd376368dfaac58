"""What a model's plan leaves out: a question about an order or invoice that nothing else has."""

from typing import Any

import pytest

from nodes.plans import grounded_plan
from state.support_orchestrator import TaskPlan

STATUS = {"query_type": "StatusUpdate", "order_id": "A-12345"}
RETURN = {"query_type": "ProductReturn", "product_name": "Linen Apron"}


def unhandled(message: str, *tasks: dict[str, Any], listed: list[str] | None = None) -> list[str]:
    plan = TaskPlan.model_validate({"tasks": tasks, "unhandled": listed or []})
    return grounded_plan(plan, message, [], "").unhandled


@pytest.mark.parametrize(
    "question",
    [
        "And where is A-12402?",
        "Is invoice INV-7755 paid?",
        "Was ist mit Rechnung Nr. 7755?",
        "Où est ma commande n° 4711 ?",
        "And order 4711?",
        "订单A-12402在哪里\uff1f",
        "أين طلبي A-12402؟",
        "Πού είναι η παραγγελία A-12402;",
        "Πού είναι η παραγγελία A-12402\u037e",
        "(And where is A-12402?)",
        "Where are A-12345 and A-12402?",
        "Is A-12402\nstill to come?",
    ],
)
def test_a_question_about_a_record_that_the_plan_drops_is_unhandled(question: str) -> None:
    message = f"Where is my order A-12345? {question} Thank you. {question}"

    assert unhandled(message, STATUS) == [" ".join(question.split())]


@pytest.mark.parametrize(
    "text",
    [
        "My order A-12402 came yesterday.",
        "I paid invoice INV-7755; thank you.",
        "Where is it? It is A-12345.",
        "Why is A-12345 so late?",
        "Is #a12345 on its way?",
        "Can you call 555-12345 on 2026-11-03?",
        "Is the SuperWidget 5000 there?",
        "May I come at 12:30?",
        "May I send back the Linen Apron from order A-11871?",
        "Can you cancel A-12402?",
        "Have you seen https://shop.example/?order=A-12402",
        "",
    ],
)
def test_nothing_else_is_taken_for_a_dropped_question(text: str) -> None:
    message = f"Where is my order A-12345? {text}"
    listed = ["Can you cancel A-12402"] if "cancel" in text else []

    assert unhandled(message, STATUS, RETURN, listed=listed) == listed


def test_a_return_without_a_product_may_be_what_a_question_is_about() -> None:
    task = {"query_type": "ProductReturn"}

    assert unhandled("May I send something of order A-11871 back?", task) == []


def test_of_very_many_dropped_questions_a_few_are_listed_as_they_are_quoted() -> None:
    message = " ".join(f"Where is A-{number} <b>now</b>?" for number in range(10_000, 10_030))

    listed = unhandled(message)

    assert len(listed) == 10
    assert listed[0] == "Where is A-10000 now ?"
