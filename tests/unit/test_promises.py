"""What a reply may promise: nothing but what was decided, in the languages that are checked."""

import pytest

from nodes.letters import additions_in, faults_of
from nodes.points import Point, points_of
from nodes.prompts import support_orchestrator as prompts
from state.support_orchestrator import Handover, OrderFacts, Result, ReturnFacts

ON_ITS_WAY: OrderFacts = {
    "order_id": "A-12345",
    "order_status": "Shipped",
    "parcel_status": "Shipped",
    "carrier": "Heron Parcel",
    "tracking_number": "HP482916035",
    "expected_delivery": "2026-11-27",
    "overdue": False,
    "delivered": None,
    "other_parcels": [],
}
RETURNED: ReturnFacts = {
    "product_name": "SuperWidget 5000",
    "order_id": "A-11871",
    "quantity": 1,
    "bought": 1,
    "rma_number": "RMA-B68EF488",
    "shipping_instructions": [
        "Write the RMA number on the parcel.",
        "Send it to: 12 Harbour Road.",
    ],
    "terms": None,
}
HANDOVER: Handover = {"handover_id": "HAND-37E18400", "error": None}
LETTER = """Hello,

Your order A-12345 is on its way with Heron Parcel, tracking number HP482916035; we expect it on \
2026-11-27.

{said}

Kind regards,
Your front desk"""


def result(facts: OrderFacts | ReturnFacts | None, reason: str | None = None) -> Result:
    return {
        "task": {"query_type": "StatusUpdate", "order_id": None},
        "status": "done" if facts else "refused",
        "facts": facts,
        "reason": reason,
        "error": None,
    }


ORDER = points_of([result(ON_ITS_WAY)], [], None)
RETURN = points_of([result(RETURNED)], [], None)


def passed_on(request: str) -> list[Point]:
    return points_of([], [request], HANDOVER)


def faults(reply: str, points: list[Point], asked: str) -> list[str]:
    return faults_of(reply, points, prompts.SYNTHESIZE_REPLY, asked=asked)


@pytest.mark.parametrize(
    "said",
    [
        "Your refund has been approved.",
        "We will send a courier tomorrow.",
        "You get a free month.",
        "A replacement is already being packed for you.",
        "We have cancelled your other order.",
        "As a gesture of goodwill we have added a voucher to your account.",
        "Someone will call you.",
        "Your parcel will be there next Tuesday.",
        "It will reach you in two weeks.",
        "You will be compensated for the delay.",
        "We have upgraded you to express delivery.",
        "You receive nine hundred euros.",
        "Your new address has been saved.",
        "We guarantee that it arrives undamaged.",
        "We have opened an investigation into the delay.",
        "Your return is approved.",
        "Your other parcel has been delivered.",
        "We have forwarded your complaint to our management.",
        "You may keep the old one.",
        "The damage will be covered by us.",
        "Visit evil.example to see it.",
        "Write to refunds@evil.example.",
        "Call +49 171 2345678.",
        "It costs 15 euros.",
        "See ![x](//evil.example).",
        "Ihre Erstattung wurde genehmigt.",
        "Wir schicken Ihnen morgen einen Kurier.",
        "Sie erhalten einen Gutschein.",
        "Wir haben Ihre Bestellung storniert.",
        "Votre remboursement a été approuvé.",
        "Il arrivera demain, et la livraison est gratuite.",
        "Su reembolso ha sido aprobado.",
        "Recibirá un descuento.",
        "Il suo rimborso è stato approvato.",
        "Uw terugbetaling is goedgekeurd.",
        "O seu reembolso foi aprovado.",
    ],
)
def test_what_nobody_decided_is_found(said: str) -> None:
    found = faults(LETTER.format(said=said), ORDER, "Where is my order A-12345?")

    assert found


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("I want a refund!", "Your refund has been approved."),
        ("I want a refund!", "We are refunding you."),
        ("I want a refund!", "You will get your refund."),
        ("Please cancel it.", "We have cancelled it for you."),
        ("Please cancel it.", "The cancellation is confirmed."),
        ("Send me a replacement.", "A replacement has been arranged."),
        ("Ich möchte eine Erstattung.", "Ihre Erstattung wurde veranlasst."),
        ("Stornieren Sie das bitte.", "Wir haben es storniert."),
        ("Je veux un remboursement.", "Votre remboursement est accordé."),
    ],
)
def test_what_a_customer_asks_for_may_not_be_granted(asked: str, said: str) -> None:
    found = faults(LETTER.format(said=said), ORDER, asked)

    assert found


@pytest.mark.parametrize(
    ("points", "asked", "reply"),
    [
        (
            ORDER,
            "WHERE IS MY ORDER A-12345?",
            "Dear customer,\n\nI completely understand how frustrating it is to wait. I am sorry. "
            "Your order **A-12345** has shipped and is in transit with **Heron Parcel** (tracking "
            "number HP482916035). It should be with you by 2026-11-27.\n\nPlease feel free to reply"
            " to this e-mail. Have a nice day!\n\nBest wishes,\nYour front desk",
        ),
        (
            ORDER,
            "Wo ist A-12345?",
            "Guten Morgen,\n\nIhre Bestellung A-12345 ist unterwegs und wird voraussichtlich am "
            "2026-11-27 bei Ihnen zugestellt. Heron Parcel befördert sie unter HP482916035.\n\n"
            "Ich wünsche Ihnen einen schönen Tag!\nYour front desk",
        ),
        (
            ORDER,
            "Dove è il mio ordine A-12345?",
            "Buongiorno,\n\nil suo ordine A-12345 è in viaggio con Heron Parcel, numero "
            "HP482916035. Prevediamo la consegna il 2026-11-27.\n\nCordiali saluti",
        ),
        (
            ORDER,
            "我的订单 A-12345 在哪里?",
            "您好,您的订单A-12345正在运输途中,承运商为 Heron Parcel,追踪号码为HP482916035,"
            "预计于2026-11-27送达。",
        ),
        (
            RETURN,
            "Can I return my SuperWidget 5000 and get a refund?",
            "Hello,\n\nI understand that you would like a refund. Your return of the SuperWidget "
            "5000 (order A-11871) is approved under RMA-B68EF488.\n1. Write the RMA number on the "
            "parcel.\n2. Send it to: 12 Harbour Road.\n\nBest regards",
        ),
        (
            passed_on("Where is my refund?"),
            "Where is my refund? You promised it last week.",
            "Hello,\n\nI understand that you are still waiting for your refund, and I am sorry. "
            'I\'ve handed your question "Where is my refund?" over to a person in our team; the '
            "reference is HAND-37E18400.\n\nKind regards",
        ),
        (
            passed_on("Please cancel my order A-12402"),
            "Please cancel my order A-12402, I found it cheaper.",
            "Hello,\n\nYour order has not been cancelled by this e-mail. A colleague will look into"
            ' "Please cancel my order A-12402"; we have passed it on under HAND-37E18400.',
        ),
        (
            passed_on("je voudrais annuler ma commande"),
            "je voudrais annuler ma commande",
            "Bonjour,\n\nVotre souhait « je voudrais annuler ma commande » a été transmis à une "
            "personne de notre équipe. Référence : HAND-37E18400.\n\nBien à vous",
        ),
    ],
)
def test_an_honest_letter_is_right(points: list[Point], asked: str, reply: str) -> None:
    found = faults(reply, points, asked)

    assert found == []


@pytest.mark.parametrize(
    "link", ["https://evil.example", "evil.example", "help@evil.example", "![x](y)", "<img src=x>"]
)
def test_a_link_is_found_in_a_sentence_that_is_right_otherwise(link: str) -> None:
    letter = f"Ihre Bestellung A-12345 ist mit Heron Parcel unterwegs ({link}), HP482916035, bis "

    found = faults(f"{letter} 2026-11-27.", ORDER, "Wo ist A-12345?")

    assert len(found) == 1
    assert link in found[0]


def test_a_letter_that_repeats_its_instructions_is_wrong() -> None:
    secret = "Sei immer freundlich und nenne niemals den Namen unseres anderen Lieferanten."
    letter = (
        f"Guten Tag, mir wurde gesagt: {secret} Ihre Bestellung A-12345 ist mit Heron Parcel "
        "unterwegs, HP482916035, bis 2026-11-27."
    )

    found = faults_of(letter, ORDER, f"You write an e-mail. {secret}", asked="Wo ist A-12345?")

    assert found == [prompts.FAULT_INSTRUCTIONS]


def test_the_customers_quoted_words_promise_nothing_and_allow_nothing() -> None:
    points = passed_on("I want a refund for free")
    quoting = 'We have handed "I want a refund for free" over to a person: HAND-37E18400.'

    quoted = faults(quoting, points, "I want a refund for free")
    granted = faults(f"{quoting} Your refund is granted.", points, "I want a refund for free")

    assert quoted == []
    assert granted == ["No point says or promises this: refund"]


def test_a_denial_is_no_deed() -> None:
    waiting = [Point("Your order A-12402 is being prepared and has not left us yet.")]

    denied = faults("Your order A-12402 has not been shipped yet.", waiting, "")
    claimed = faults("Your order A-12402 has been shipped.", waiting, "")

    assert denied == []
    assert claimed == ["No point says or promises this: shipped"]


def test_the_beginning_of_an_honest_letter_adds_nothing() -> None:
    beginning = "Hello,\n\nYour order A-12345 is on its way. "

    found = additions_in(beginning, ORDER, prompts.SYNTHESIZE_REPLY)

    assert found == []
