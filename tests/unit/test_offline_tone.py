"""The offline model hears a message's language and mood, and the wish for a person."""

import time

import pytest

from frontdesk.models.offline.language.languages import find_language
from frontdesk.models.offline.routing.tone import asks_for_person, find_mood


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("Where is my order?", "en"),
        ("Write me a poem", "en"),
        ("Ich wurde doppelt belastet", "de"),
        ("J'ai été débité deux fois", "fr"),
        ("Me cobraron dos veces", "es"),
        ("La mia bolletta è sbagliata", "it"),
        ("A minha fatura está errada", "pt"),
        ("Mijn app werkt niet meer", "nl"),
        ("アプリが動かない", "ja"),
        ("لا أستطيع تسجيل الدخول", "ar"),
        ("Большое спасибо", "ru"),
        ("4711", "en"),
        ("", "en"),
    ],
)
def test_a_language_is_known_by_its_words(message: str, language: str) -> None:
    assert find_language([message]) == language


def test_what_shows_no_language_is_in_that_of_the_message_before() -> None:
    assert find_language(["Meine Rechnung ist falsch", "4711"]) == "de"


@pytest.mark.parametrize(
    ("message", "mood"),
    [
        ("Thank you so much, Tom was super patient with me", "positive"),
        ("My router drops the connection", "neutral"),
        ("A dark mode would be great", "neutral"),
        ("I am disappointed, it is still not here", "negative"),
        ("This is a scam, I will call my lawyer", "angry"),
        ("WHERE IS THIS STUPID PARCEL NOW", "angry"),
        ("Das ist eine Frechheit", "angry"),
    ],
)
def test_a_mood_is_known_by_its_words(message: str, mood: str) -> None:
    assert find_mood(message) == mood


@pytest.mark.parametrize(
    "message",
    [
        "Can I talk to a real person?",
        "put me through to someone who knows",
        "human please",
        "could somebody call me back",
        "please connect me with support staff",
        "I need a person, not a bot",
        "Kann ich jemanden sprechen?",
        "Verbinden Sie mich mit einem Mitarbeiter",
        "Ich will mit einem Menschen reden",
        "Puis-je parler à quelqu'un ?",
        "Passez-moi un conseiller",
        "Necesito hablar con alguien",
        "¿Me pueden comunicar con un agente?",
    ],
)
def test_a_wish_for_a_person_is_heard(message: str) -> None:
    assert asks_for_person(message)


@pytest.mark.parametrize(
    "message",
    [
        "I spoke to an agent yesterday",
        "I gave the agent my number",
        "I don't want to talk to a person",
        "Do you sell agent 47 figures?",
        "How do I add a person to my plan?",
        "The customer service person was nice",
        "Can someone help me with my bill?",
        "Ich habe nicht mit einem Mitarbeiter gesprochen",
        "",
    ],
)
def test_who_speaks_of_people_does_not_ask_for_one(message: str) -> None:
    assert not asks_for_person(message)


@pytest.mark.parametrize("piece", ["talk to a ", "speak ", "mit einem ", "A", "parler à un "])
def test_a_very_long_message_is_heard_quickly(piece: str) -> None:
    started = time.perf_counter()

    asks_for_person(piece * 100_000)
    find_mood(piece * 10_000)
    find_language([piece * 100_000])

    assert time.perf_counter() - started < 1
