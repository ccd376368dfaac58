"""How the offline model reads the answer to a question that it asked before."""

from typing import Any

import pytest

from frontdesk.models.offline.planning.completions import OpenTask, complete_tasks

INVOICE = OpenTask({"query_type": "BillingInquiry"}, "Could you send us the number?")
ORDER = OpenTask({"query_type": "StatusUpdate"}, "Could you send us the number?")
PRODUCT = OpenTask({"query_type": "ProductReturn"}, "Could you tell us which product?")
UNSURE = OpenTask(
    {"query_type": "ProductReturn", "product_name": "Leather Apron"},
    'Which product do you mean by "Leather Apron": is it the Linen Apron (order A-11871)?',
)


@pytest.mark.parametrize(
    ("answer", "opened", "detail"),
    [
        ("It's INV-7890", INVOICE, {"invoice_number": "INV-7890"}),
        ("7890", INVOICE, {"invoice_number": "7890"}),
        ("A-12345", ORDER, {"order_id": "A-12345"}),
        ("The SuperWidget 5000.", PRODUCT, {"product_name": "SuperWidget 5000"}),
        ("Yes, please.", UNSURE, {"product_name": "Linen Apron"}),
        ("No, the Linen Notebook", UNSURE, {"product_name": "Linen Notebook"}),
    ],
)
def test_a_missing_detail_completes_the_open_task(
    answer: str, opened: OpenTask, detail: dict[str, str]
) -> None:
    tasks = complete_tasks(answer, [opened])

    assert tasks == [{"query_type": opened.details["query_type"], **detail, "completes": 1}]


@pytest.mark.parametrize("answer", ["Thanks!", "Never mind", "ok"])
def test_an_answer_without_the_detail_completes_nothing(answer: str) -> None:
    assert complete_tasks(answer, [PRODUCT]) == []


def test_another_request_is_a_task_of_its_own() -> None:
    tasks = complete_tasks("Where is my order A-12345?", [INVOICE])

    assert [(task["query_type"], task.get("completes")) for task in tasks] == [
        ("StatusUpdate", None)
    ]


def test_an_answer_and_another_request_are_told_apart() -> None:
    tasks: list[dict[str, Any]] = complete_tasks(
        "My invoice is INV-7890. I want to return the chair.", [INVOICE]
    )

    assert {task["query_type"]: task.get("completes") for task in tasks} == {
        "BillingInquiry": 1,
        "ProductReturn": None,
    }


def test_the_second_of_two_open_tasks_is_completed_by_its_number() -> None:
    tasks = complete_tasks("Where is A-12345?", [INVOICE, ORDER])

    assert tasks == [{"query_type": "StatusUpdate", "order_id": "A-12345", "completes": 2}]


def test_an_order_that_only_tells_which_product_is_meant_is_not_asked_about() -> None:
    tasks = complete_tasks("It is the apron from order A-11871", [PRODUCT])

    assert tasks == [{"query_type": "ProductReturn", "product_name": "apron", "completes": 1}]
