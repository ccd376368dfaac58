"""The offline model understands customers who write as people write: curt, chatty, or angry."""

import pytest

from frontdesk.models.offline.planning.tasks import Task, find_tasks

CUSTOMERS = {
    "on behalf of another": (
        "Hello, I'm writing on behalf of my mum. She got the electric blanket you sell as 'double'"
        " and it barely covers half the bed. She'd rather not keep it. How does she get it back to"
        " you? Cheers, Dev",
        [("electric blanket", "barely covers half the bed")],
    ),
    "scolding": (
        "The pasta machine jammed on its maiden voyage and took a chunk out of my thumb. Please"
        " let me know what to do to send this menace back. On a calmer note, is ORD-7781 with you"
        " still or with the carrier?",
        [("pasta machine", "jammed on its maiden voyage"), "S ORD-7781"],
    ),
    "without capitals": (
        "evening all. 3 wks since i paid for A-31877 and my hallway is still bare. wheres the"
        " coat stand",
        ["S A-31877"],
    ),
    "formal": (
        "Good day, may I enquire about two matters. Firstly the pressure cooker purchased last"
        " month: the valve hisses continuously and no pressure builds. I would be obliged if you"
        " would take it back. Secondly my account was debited 54.00 on two consecutive days.",
        [("pressure cooker", "the valve hisses continuously"), "B None"],
    ),
    "with few words of English": (
        "Hola, I have buy a coffee grinder in your web and now is not working the button. I want"
        " that you take back this and pay me the money. Thank you, Inés",
        [("coffee grinder", "is not working the button")],
    ),
    "brief": (
        "order #20981 - it's been 'processing' since Easter. order #20982 - same. Explain.",
        ["S 20981", "S 20982"],
    ),
    "charged twice": (
        "You charged my Amex 219 and my PayPal 219 for one and the same bike rack. Give one back!"
        " Invoice says INV-8120-B.",
        ["B INV-8120-B"],
    ),
    "asking first": (
        "Where do I stand on a return? Bought a sun lounger, the fabric split under my modest"
        " weight on day two.",
        [("sun lounger", "the fabric split under my modest weight on day two")],
    ),
    "keeping the second": (
        "The toddler bed: slats snapped. The matching bedside table: fine. Return the first, keep"
        " the second. Thanks.",
        [("toddler bed", "slats snapped")],
    ),
    "naming the subject first": (
        "Hi, this is about the camera bag. Too small for my gear. What's the returns procedure?",
        [("camera bag", "Too small for my gear")],
    ),
    "upset by a part": (
        "Good evening. My daughter unwrapped the karaoke machine on Christmas morning and the"
        " microphone gave her a shock. It must leave our house. Tell me how this is done.",
        [("karaoke machine", "the microphone gave her a shock")],
    ),
    "thankful for two of three": (
        "we got 2 packages today!! ORD-3131 and ORD-3132 both here, thank u. still no ORD-3133 tho",
        ["S ORD-3133"],
    ),
    "contrasting": (
        "I bought a pair of curtains and a pouffe. Curtains, gorgeous. Pouffe, smells of fish. The"
        " latter I would like to return.",
        [("Pouffe", "smells of fish")],
    ),
    "a school": (
        "Hi, Joanna here, I teach reception. The beanbags for our reading corner leak those tiny"
        " white balls everywhere and one child put some up his nose. They're going back today if"
        " you tell me the address. Is the puppet theatre (ORD-8102) on schedule for Monday?",
        [("beanbags", "leak those tiny white balls everywhere"), "S ORD-8102"],
    ),
    "flattered": (
        "Since the update my smart scale tells me I weigh 4 kg. Flattering, but no. I'd like to"
        " hand it back for the purchase price.",
        [("smart scale", "tells me I weigh 4 kg")],
    ),
    "billed twice": (
        "On the 1st of May you took £25, on the 2nd of May you took £25, and I have bought one (1)"
        " cactus. Kindly explain yourselves.",
        ["B None"],
    ),
    "hoping": (
        "Do you reckon ORD-5115 will make it before we leave on the 9th? It's the snorkels.",
        ["S ORD-5115"],
    ),
    "fed up": (
        "The necklace turned my neck green. I'd like rid of it, and my 40 pounds returned.",
        [("necklace", "turned my neck green")],
    ),
    "old": (
        "Hello, I'm Agnes, 79. The tin opener is beyond my arthritis, could you kindly have it"
        " back? And the large print calendar I ordered at the same time, is it on its way yet?",
        [("tin opener", "beyond my arthritis"), "S None"],
    ),
    "a list": (
        "1. INV-2024-771 - quantity wrong (6 invoiced, 5 delivered). 2. ORD-3344 - delivery date"
        " pls. 3. Desk fan rattles, returning.",
        ["B INV-2024-771", "S ORD-3344", ("Desk fan", "rattles")],
    ),
    "sarcastic": (
        "Dear Madam or Sir, the porcelain tea set reached me in forty pieces, of which I had"
        " ordered twelve. I should like my money and you may have the shards.",
        [("porcelain tea set", "reached me in forty pieces")],
    ),
    "waiting for money": (
        "just the one thing: what's happening with my refund for the sandals? you got them on the"
        " 9th.",
        [],
    ),
    "in praise": (
        "Only a compliment today: the delivery lads were polite and the fridge purrs. Have a good"
        " week!",
        [],
    ),
    "undecided": (
        "If the rug turns out too big I'll be in touch about sending it back, but for now I'd just"
        " like to know when it's coming - A-51200.",
        ["S A-51200"],
    ),
}


@pytest.mark.parametrize(("message", "expected"), CUSTOMERS.values(), ids=CUSTOMERS.keys())
def test_a_customers_requests_are_found(
    message: str, expected: list[str | tuple[str, str]]
) -> None:
    tasks = find_tasks(message)

    assert [_summary(task) for task in tasks] == [
        each if isinstance(each, str) else f"R {each[0]}" for each in expected
    ]
    reasons = [task["reason_for_return"] or "" for task in tasks if "product_name" in task]
    for reason, each in zip(
        reasons, (each for each in expected if not isinstance(each, str)), strict=True
    ):
        assert each[1] in reason


def _summary(task: Task) -> str:
    if "product_name" in task:
        return f"R {task['product_name']}"
    if "order_id" in task:
        return f"S {task['order_id']}"
    return f"B {task['invoice_number']}"
