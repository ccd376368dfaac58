"""An open question must be asked by the reply, in whatever language it is."""

import pytest

from nodes.prompts import support_orchestrator as prompts
from nodes.questions_asked import unasked

INVOICE, ORDER = prompts.INVOICE_NUMBER_MISSING, prompts.ORDER_NUMBER_MISSING
PRODUCT = prompts.PRODUCT_MISSING


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        (INVOICE, "Thank you. Could you tell us the invoice number?"),
        (INVOICE, "Danke für Ihre Nachricht. Bitte senden Sie uns die Nummer der Rechnung."),
        (ORDER, "Merci de votre message. Quel est le numéro de votre commande ?"),
        (ORDER, "Gracias por su mensaje. ¿Cuál es el número de su pedido?"),
        (PRODUCT, "Danke für Ihre Nachricht. Welches Produkt möchten Sie zurückschicken?"),
        (PRODUCT, "Grazie per il suo messaggio. Quale prodotto vuole restituire?"),
        (ORDER, "Dzień dobry, czy mogą Państwo podać numer zamówienia?"),
        (ORDER, "ご注文番号を教えていただけますか\uff1f"),
    ],
)
def test_a_question_that_is_asked_is_not_missing(question: str, reply: str) -> None:
    missing = unasked(reply, [question])

    assert missing == []


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        (INVOICE, "Thank you for your message. Is there anything else that we can do for you?"),
        (INVOICE, "Danke für Ihre Nachricht zu Ihrer Rechnung. Haben Sie noch eine Frage?"),
        (ORDER, "Merci de votre message. Avez-vous une autre question pour nous ?"),
        (PRODUCT, "Gracias por su mensaje. Estamos a su disposición."),
        (ORDER, "Dzień dobry, dziękujemy za wiadomość."),
        (ORDER, "ご連絡ありがとうございます。"),
    ],
)
def test_a_question_that_is_left_out_is_missing(question: str, reply: str) -> None:
    missing = unasked(reply, [question])

    assert missing == [question]


def test_two_questions_in_a_language_that_is_not_known_need_two_question_marks() -> None:
    once = "Czy mogą Państwo podać numer zamówienia?"

    missing = unasked(once, [ORDER, INVOICE])
    asked = unasked(f"{once} Jaki jest numer faktury?", [ORDER, INVOICE])

    assert missing == [ORDER, INVOICE]
    assert asked == []
