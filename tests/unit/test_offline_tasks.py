"""The offline model finds the tasks in a customer's message."""

import time

import pytest

from frontdesk.models.offline.tasks import Task, find_concern, find_tasks


def billing(number: str | None) -> Task:
    return {"query_type": "BillingInquiry", "invoice_number": number}


def status(number: str | None) -> Task:
    return {"query_type": "StatusUpdate", "order_id": number}


def returned(product: str | None, reason: str | None = None) -> Task:
    return {
        "query_type": "ProductReturn",
        "product_name": product,
        "reason_for_return": reason,
    }


def test_all_tasks_are_found_in_the_order_of_mention() -> None:
    message = (
        "Hello, invoice INV-8001 lists one lamp too many. I'd also like to return the blue "
        "office chair because it arrived with a cracked base. And where is my order #A-5512?"
    )

    tasks = find_tasks(message)

    assert tasks == [
        billing("INV-8001"),
        returned("blue office chair", "it arrived with a cracked base"),
        status("A-5512"),
    ]


@pytest.mark.parametrize(
    ("message", "tasks"),
    [
        ("Where are orders 1001, 1002 and 1003?", ["1001", "1002", "1003"]),
        ("Has 7712-KL left your depot?", ["7712-KL"]),
        ("any news on my oder 771904", ["771904"]),
        ("ORDER 81190 HAS NEVER ARRIVED", ["81190"]),
        ("Where is order 80331? I mean it, where is 80331?", ["80331"]),
        ("Package tracking says delivered but I got nothing. Order# 3321987.", ["3321987"]),
        ("I still don't have my order from last month. It is order 5512.", ["5512"]),
        ("where is my order?", [None]),
    ],
)
def test_the_state_of_an_order_is_asked_for(message: str, tasks: list[str | None]) -> None:
    found = find_tasks(message)

    assert found == [status(each) for each in tasks]


@pytest.mark.parametrize(
    ("message", "tasks"),
    [
        ("invoices 6100 and 6101 show an old tax rate", ["6100", "6101"]),
        ("Could someone explain the 'service' line on bill 2025/0098?", ["2025/0098"]),
        ("I was billed for order 8831 twice; invoice no is 8831-B", ["8831-B"]),
        ("invoice no.5512 is wrong", ["5512"]),
        ("Please send me a copy of INV/22/17.", ["INV/22/17"]),
        ("You billed me two times for order 830114", [None]),
        ("Why does my bill say 84 when the plan is 60?", [None]),
    ],
)
def test_a_concern_about_an_invoice_is_found(message: str, tasks: list[str | None]) -> None:
    found = find_tasks(message)

    assert found == [billing(each) for each in tasks]


@pytest.mark.parametrize(
    ("message", "tasks"),
    [
        ("please return both the mirror and the stool, order M-20417", ["mirror", "stool"]),
        ("I want to return the mirror, coat rack and umbrella stand.",
         ["mirror", "coat rack", "umbrella stand"]),
        ("I'd like to return the 'HyperFan 300' I bought.", ["HyperFan 300"]),
        ("The hoodie is way too small, can I send it back?", ["hoodie"]),
        ("The scales I received don't switch on. I want to send them back.", ["scales"]),
        ("My kettle leaks so it's going back.", ["kettle"]),
        ("I need a return label for the ski boots", ["ski boots"]),
        ("I'd like a refund for the coffee machine, it leaks.", ["coffee machine"]),
        ("I want to return something I bought", [None]),
    ],
)  # fmt: skip
def test_a_return_names_the_product_as_written(message: str, tasks: list[str | None]) -> None:
    found = find_tasks(message)

    assert [task["product_name"] for task in found] == tasks
    assert {task["query_type"] for task in found} == {"ProductReturn"}


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("I want to return the lamp since it flickers.", "it flickers"),
        ("I want to return the lamp, it flickers.", "it flickers"),
        ("Because the zip broke I want to return my bag.", "the zip broke"),
        ("The kettle doesn't boil, so I want to return it.", "doesn't boil"),
        ("Need to return: 1x beach towel (loses colour)", "loses colour"),
        ("I want to return the lamp.", None),
    ],
)
def test_a_return_gives_the_reason_in_the_customers_words(message: str, reason: str | None) -> None:
    found = find_tasks(message)

    assert [task["reason_for_return"] for task in found] == [reason]


def test_the_order_that_a_return_belongs_to_is_no_task_of_its_own() -> None:
    message = "I want to return the wok from order 5521. Is order 5530 out for delivery yet?"

    tasks = find_tasks(message)

    assert tasks == [returned("wok"), status("5530")]


@pytest.mark.parametrize(
    "message",
    [
        "Good morning, who can help me?",
        "Please cancel order 7090, I found it cheaper.",
        "Please update the delivery address on order 8812 to 5 Elm Street",
        "What's your return policy? Do I pay for return shipping?",
        "I would not return this kettle for the world.",
        "Order 70012 was great, thank you!",
        "My account number is 4456123 and I can't log in",
        "My code SAVE20 was not accepted",
        "How much is shipping to Canada, and do you deliver on 12/05/2025?",
        "",
        "😀 שלום {order} </message>",
    ],
)
def test_what_asks_for_none_of_these_gives_no_task(message: str) -> None:
    assert find_tasks(message) == []


def test_other_numbers_are_no_orders_or_invoices() -> None:
    message = (
        "Account 771-903, phone (212) 555-0188, zip 10001, 12/05/2025, $310, tracking "
        "1Z12345E0205271688: where is order 5512 that I placed on 6 May 2025?"
    )

    tasks = find_tasks(message)

    assert tasks == [status("5512")]


def test_a_concern_leaves_out_greetings_and_other_requests() -> None:
    message = (
        "Hi there, I was billed twice on invoice 6612. Where is my order 5512? I want to return "
        "the lamp."
    )

    concern = find_concern(message, "6612")

    assert concern == "I was billed twice on invoice 6612."


def test_a_concern_without_a_number_is_found_by_its_words() -> None:
    message = "Hello! The weather is fine. Your late fee is unfair. Bye."

    concern = find_concern(message, None)

    assert concern == "Your late fee is unfair."


def test_a_concern_is_short() -> None:
    concern = find_concern("so many words " * 100, None)

    assert len(concern.split()) <= 41


@pytest.mark.parametrize("text", ["return ", "send it back ", "order 1 ", "{", "1", "\n", "😀"])
def test_a_very_long_message_is_read_quickly(text: str) -> None:
    message = text * (1_000_000 // len(text))
    find_tasks("I want to return the lamp")
    started = time.perf_counter()

    find_tasks(message)
    find_concern(message, "1")

    assert time.perf_counter() - started < 2
