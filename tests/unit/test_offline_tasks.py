"""The offline model finds the tasks in a customer's message."""

import time

import pytest

from frontdesk.models.offline.planning.tasks import Task, find_concern, find_tasks


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
        ("Please send me a copy of INV/22/17.", []),
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
        ("The lamp I got last week hums all night. I want to return it.", "hums all night"),
        ("I bought a lamp and the shade is torn. I want to return it.", "the shade is torn"),
        ("Return: lamp. Reason: too dim", "too dim"),
    ],
)
def test_a_return_gives_the_reason_in_the_customers_words(message: str, reason: str | None) -> None:
    found = find_tasks(message)

    assert [task["reason_for_return"] for task in found] == [reason]


@pytest.mark.parametrize(
    ("message", "tasks"),
    [
        ("Docs 55-A (order) and 55-B (invoice): what's the state of both?", ["S55-A", "B55-B"]),
        ("3310-7 is the order I am waiting for.", ["S3310-7"]),
        ("I placed an order under the number KX-20.", ["SKX-20"]),
        ("Did 4711 and 4712 leave yet? Both are orders from May.", ["S4711", "S4712"]),
        ("Could you look at INV.2031.44 and order 2031.45?", ["BINV.2031.44", "S2031.45"]),
        ("Status of Q-14? And Q-15 as well.", ["SQ-14", "SQ-15"]),
        ("The amount on RT-900 is too high.", ["BRT-900"]),
        ("Invoice 800-1 is wrong. Order 800-2, nothing yet.", ["B800-1", "S800-2"]),
        ("Order 1: 66-120\nOrder 2: 66-121\nneither came", ["S66-120", "S66-121"]),
        ("The tracking # 4400 5500 6600 says no. Where is order 919-5?", ["S919-5"]),
        ("Call me on 1-800-555-0123 about invoice 77-31.", ["B77-31"]),
        ("I was charged 120 instead of 80, see bill KL-7.", ["BKL-7"]),
        ("My driver's badge is 7781-X, where is my order 5150?", ["S5150"]),
    ],
)
def test_a_number_is_what_the_words_around_it_call_it(message: str, tasks: list[str]) -> None:
    found = find_tasks(message)

    numbers = {f"B{task.get('invoice_number')}" for task in found if "invoice_number" in task}
    numbers |= {f"S{task.get('order_id')}" for task in found if "order_id" in task}
    assert numbers == set(tasks)


@pytest.mark.parametrize(
    "message",
    [
        "I asked about invoice 9910 this morning, please disregard that.",
        "Never mind the invoice question, I saw it now.",
        "I meant to send the teapot back. Forget it.",
        "My question on bill 12-B has been sorted.",
        "Please ignore my request to return the grill.",
        "Please cancel the return of the sofa bed.",
    ],
)
def test_what_is_taken_back_is_no_task(message: str) -> None:
    assert find_tasks(message) == []


@pytest.mark.parametrize("lead", ["I can't wait until invoice 5 is", "Nothing about invoice 5 is"])
def test_what_is_not_settled_yet_is_still_asked(lead: str) -> None:
    tasks = find_tasks(f"{lead} resolved.".replace(" 5 ", " 5501 "))

    assert tasks == [billing("5501")]


@pytest.mark.parametrize(
    "message",
    [
        "Order 5-811 arrived on Friday.",
        "I want my money back for order 5-811, I sent the boots back last week.",
        "I got the sieve with order 5-811. I want to return the sieve.",
        "The sieve is bent and I want to return it. It was order 5-811.",
        "I bought it an hour ago (order 5-811). Please cancel the order.",
        "The invoice for order 5-811 never mentions my company.",
    ],
)
def test_an_order_that_is_only_mentioned_is_not_asked_about(message: str) -> None:
    orders = [task for task in find_tasks(message) if task["query_type"] == "StatusUpdate"]

    assert orders == []


@pytest.mark.parametrize(
    ("message", "product"),
    [
        ("The pepper mill squeaks. I want to return it.", "pepper mill"),
        ("The pepper mill's crank fell off, so it's going back.", "pepper mill"),
        ("I ordered a desk globe and the stand is loose. I'd like to give it back.", "desk globe"),
        (
            "I own a wok. The pepper mill I bought leaks on the table. Refund, please.",
            "pepper mill",
        ),
        ("The gloves and the hat shrank. The hat was dear. Can I send it back?", "hat"),
        ("The slippers u sent hurt my heels, how do i send them back?", "slippers"),
        ("There's a tear in the Norda 40 tent. Can it be collected?", "Norda 40 tent"),
        ("Can the pepper mill be returned?", "pepper mill"),
        ("What I want to return is the pepper mill.", "pepper mill"),
        ("I have a pepper mill to return.", "pepper mill"),
        ("I need to return an item: the pepper mill.", "pepper mill"),
        ("Could someone pick up the pepper mill?", "pepper mill"),
        ("I no longer want the pepper mill.", "pepper mill"),
        ("Product: pepper mill\nRequest: return", "pepper mill"),
        ("Can I return it? The pepper mill, I mean.", "pepper mill"),
        ("I'd love to keep the pepper mill but the knob is loose, I'll return it.", "pepper mill"),
        ("I'm returning my size 44 rain boots, which leak.", "rain boots"),
        ("I want to return this horrible pepper mill as it rusts.", "pepper mill"),
        ("I'd like to return a novel, 'Salt and Tide', pages are torn.", "Salt and Tide"),
        ('I want to return the Vistar 27" QX monitor from order 81-4.', 'Vistar 27" QX monitor'),
        ("I want to return my daughter's bike bell.", "bike bell"),
        ("i want to return the headphones, they stopped charging", "headphones"),
    ],
)
def test_the_product_of_a_return_is_found_wherever_it_is_named(message: str, product: str) -> None:
    found = find_tasks(message)

    assert [(task["query_type"], task.get("product_name")) for task in found] == [
        ("ProductReturn", product)
    ]


@pytest.mark.parametrize(
    ("message", "products"),
    [
        ("I want to send both the fork and the ladle back.", ["fork", "ladle"]),
        ("The scarf itches and the cap is torn. Both need to go back.", ["scarf", "cap"]),
        ("I want to return the fork. It is bent. And the ladle, it rusts.", ["fork", "ladle"]),
        ("Returning: one steel fork, bent handle.", ["steel fork"]),
        ("I want to return the ladle and know where order 71-55 is.", ["ladle"]),
        ("- return of the fork\n- return of the ladle", ["fork", "ladle"]),
    ],
)
def test_all_products_of_a_return_are_found(message: str, products: list[str]) -> None:
    returns = [task for task in find_tasks(message) if task["query_type"] == "ProductReturn"]

    assert [task["product_name"] for task in returns] == products


@pytest.mark.parametrize(
    "message",
    [
        "Can I return opened software?",
        "If the shelf doesn't fit, can I return it?",
        "How do I return a present? Just curious.",
        "I returned the kettle last week and got my money.",
        "My refund for the returned jacket is late.",
        "Return the lamp? No, I love it.",
        "Can you send me back the contract?",
        "How can I get back into my account?",
    ],
)
def test_past_and_hypothetical_returns_are_no_tasks(message: str) -> None:
    returns = [task for task in find_tasks(message) if task["query_type"] == "ProductReturn"]

    assert returns == []


@pytest.mark.parametrize(
    ("message", "task"),
    [
        ("When am I going to get my parcel?", status(None)),
        ("Could you find out whether my order is on its way?", status(None)),
        ("Has my bookshelf been dispatched yet?", status(None)),
        ("No sign of my curtains so far.", status(None)),
        ("There is a charge on my card that I can't place.", billing(None)),
        ("You took the money twice.", billing(None)),
        ("Can I have a breakdown of last month's bill?", billing(None)),
    ],
)
def test_a_request_without_a_number_is_found(message: str, task: Task) -> None:
    assert find_tasks(message) == [task]


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


def test_who_wants_to_be_told_about_an_order_is_told_where_it_is() -> None:
    tasks = find_tasks("Return my SuperWidget 5000 and tell me about A-12345.")

    assert tasks[1] == {"query_type": "StatusUpdate", "order_id": "A-12345"}
    assert find_tasks("Could you tell me about the SuperWidget 5000?") == []
