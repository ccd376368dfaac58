"""What workflow tests run against: the loopback Gemini, or a model that follows a script."""

from collections.abc import Callable, Iterator

import pytest
from langchain_core.language_models import BaseChatModel

import frontdesk.models.clients
from frontdesk.testing.gemini import FakeGemini
from state.faq import Source

GEMINI = "google_genai:gemini-2.5-flash"


@pytest.fixture
def start_gemini(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[FakeGemini], FakeGemini]]:
    """Start a loopback Gemini and point Google's client at it."""
    started: list[FakeGemini] = []

    def start(gemini: FakeGemini) -> FakeGemini:
        gemini.start()
        started.append(gemini)
        monkeypatch.setenv("GOOGLE_GEMINI_BASE_URL", gemini.url)
        monkeypatch.setenv("GOOGLE_API_KEY", "fake")
        return gemini

    yield start
    for gemini in started:
        gemini.stop()


@pytest.fixture
def use_model(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseChatModel], None]:
    """Make every model's name stand for the given model."""

    def use(model: BaseChatModel) -> None:
        monkeypatch.setattr(frontdesk.models.clients, "load_chat_model", lambda name: model)
        monkeypatch.setenv("FRONTDESK_MODEL", "scripted:model")

    return use


@pytest.fixture
def shop_pages() -> list[Source]:
    return [
        {
            "title": "Opening hours",
            "content": "The shop in Harbour Road opens at nine on weekdays. It closes at six. "
            "On Sundays the shop stays closed.",
        },
        {
            "title": "Repairs",
            "content": "Our workshop repairs bicycles within four days. A repair costs at least "
            "20 euros. Customers can watch the mechanics at work.",
        },
        {
            "title": "Gift cards",
            "content": "Gift cards are sold at the counter. A gift card is valid for three years. "
            "Lost gift cards cannot be replaced.",
        },
    ]
