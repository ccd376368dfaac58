"""The offline model keeps requests apart that stand close together in one message."""

import pytest

from frontdesk.models.offline.planning.tasks import find_tasks


@pytest.mark.parametrize(
    ("message", "reasons"),
    [
        pytest.param(
            "I'd like to return the red mug, which is chipped, and the teapot, which leaks.",
            {"red mug": "chipped", "teapot": "leaks"},
            id="relative clauses",
        ),
        pytest.param(
            "I'd like to return two items: the plaid blanket, wrong colour, and the hammock "
            "because it tore.",
            {"plaid blanket": "wrong colour", "hammock": "it tore"},
            id="a remark within a list",
        ),
        pytest.param(
            "Please take the drill back because it overheats, explain invoice INV-31 to me, and "
            "tell me where A-3210 is.",
            {"drill": "it overheats"},
            id="requests behind the reason",
        ),
        pytest.param(
            "I no longer need the crib, so please tell me how to return it.",
            {"crib": "I no longer need the crib"},
            id="not needed any more",
        ),
        pytest.param(
            "The printer came but it is the wrong model so I'd like to return it.",
            {"printer": "it is the wrong model"},
            id="that it came is no reason",
        ),
        pytest.param(
            "The kite I bought won't take off, sending it back.",
            {"kite": "won't take off"},
            id="another verb of carrying before the wish",
        ),
        pytest.param(
            "I want to return the parka because the hood is torn and the boots because they leak.",
            {"parka": "the hood is torn", "boots": "they leak"},
            id="a reason behind each",
        ),
        pytest.param(
            "My son opened the globe and parts are missing. How can I return the globe?",
            {"globe": "parts are missing"},
            id="told before the wish",
        ),
        pytest.param(
            "We've changed our mind about the hammock and would like to return it.",
            {"hammock": "We've changed our mind about the hammock"},
            id="told of the product itself",
        ),
        pytest.param(
            "I'd like to return the lunch box, the clip snapped.",
            {"lunch box": "the clip snapped"},
            id="a statement behind a comma",
        ),
    ],
)
def test_every_product_has_its_own_reason(message: str, reasons: dict[str, str]) -> None:
    tasks = find_tasks(message)

    returned = [task for task in tasks if task["query_type"] == "ProductReturn"]
    assert {task["product_name"]: task["reason_for_return"] for task in returned} == reasons


def test_a_settled_invoice_is_not_looked_into() -> None:
    tasks = find_tasks("I paid INV-71 last week, no action needed, but INV-72 has a wrong total.")

    assert tasks == [{"query_type": "BillingInquiry", "invoice_number": "INV-72"}]


def test_the_invoice_of_a_product_to_return_is_not_looked_into() -> None:
    tasks = find_tasks("I want to return the radio, it hums. It was on invoice INV-818.")

    assert [task["query_type"] for task in tasks] == ["ProductReturn"]


def test_an_order_is_found_behind_the_name_of_another_number() -> None:
    tasks = find_tasks("Could you send me the tracking number for A-6199?")

    assert tasks == [{"query_type": "StatusUpdate", "order_id": "A-6199"}]


def test_money_back_for_a_charge_is_no_return() -> None:
    tasks = find_tasks("I want a refund for the overcharge on INV-4712.")

    assert tasks == [{"query_type": "BillingInquiry", "invoice_number": "INV-4712"}]


@pytest.mark.parametrize(
    ("message", "numbers", "products"),
    [
        pytest.param(
            "INV-3101 was for the mugs and that one's fine, but INV-3102 has a fee for bags I "
            "never got.",
            ["INV-3102"],
            [],
            id="a settled invoice beside another",
        ),
        pytest.param(
            "You promised the refund for INV-7701 weeks ago. When can I expect it?",
            ["INV-7701"],
            [],
            id="money that is waited for",
        ),
        pytest.param(
            "Tell me: is ORD-1201 shipped, why is there 4 euro extra on INV-1301, and can i pay "
            "in installments",
            ["ORD-1201", "INV-1301"],
            [],
            id="a list of questions without marks",
        ),
        pytest.param(
            "Please cancel the vase in ORD-6150. And tell me when the rest of it is going to come.",
            ["ORD-6150"],
            [],
            id="the rest of an order",
        ),
        pytest.param(
            "I bought a wardrobe and one of the front panels came split. I'd rather return the "
            "whole thing.",
            [],
            ["wardrobe"],
            id="one of its parts",
        ),
        pytest.param(
            "I'd like to return the flask, the lid cracked on day two.",
            [],
            ["flask"],
            id="a part behind its product",
        ),
        pytest.param(
            "I'd like to return my skis, one bends more than the other.",
            [],
            ["skis"],
            id="one of a pair",
        ),
        pytest.param(
            "The tent came late, so I'd like that express fee refunded.", [], [], id="a fee"
        ),
    ],
)
def test_only_what_is_asked_for_is_a_task(
    message: str, numbers: list[str], products: list[str]
) -> None:
    tasks = find_tasks(message)

    found = [task.get("invoice_number") or task.get("order_id") for task in tasks]
    assert [number for number in found if number] == numbers
    assert [task["product_name"] for task in tasks if "product_name" in task] == products
