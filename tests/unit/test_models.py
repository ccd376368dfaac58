"""The one door to models: names, keys, clients that are closed, and answers that are whole."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from langchain_google_genai import ChatGoogleGenerativeAI

from frontdesk.errors import InputError, ModelSetupError
from frontdesk.models.load import load_chat_model
from frontdesk.models.names import (
    DEFAULT_MODEL,
    fast_model_name,
    model_name,
    offline_notice,
)
from frontdesk.models.offline.chat_model import OfflineChatModel
from frontdesk.settings import read_settings
from frontdesk.testing.gemini import FakeGemini

ROOT = Path(__file__).parents[2]


def test_without_a_key_the_offline_model_is_used_and_says_why() -> None:
    assert model_name() == "offline"
    assert "No Gemini key was found" in (offline_notice("offline") or "")


@pytest.mark.parametrize("variable", ["GOOGLE_API_KEY", "GEMINI_API_KEY"])
def test_with_a_key_gemini_is_used(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, "a-key")

    assert model_name() == DEFAULT_MODEL == "google_genai:gemini-2.5-flash"
    assert offline_notice(model_name()) is None


def test_a_runs_own_model_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_MODEL", "openai:from-environment")

    assert model_name() == "openai:from-environment"
    assert model_name("offline") == "offline"


def test_the_fast_model_is_the_main_model_unless_one_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert fast_model_name("", "openai:main") == "openai:main"

    monkeypatch.setenv("FRONTDESK_FAST_MODEL", "openai:fast")
    assert fast_model_name("", "openai:main") == "openai:fast"
    assert fast_model_name("openai:run", "openai:main") == "openai:run"


def test_each_name_loads_its_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOOGLE_API_KEY", "a-key")
    monkeypatch.setenv("GOOGLE_GEMINI_BASE_URL", "http://127.0.0.1:9")

    offline, gemini = load_chat_model("offline"), load_chat_model(DEFAULT_MODEL)

    assert isinstance(offline, OfflineChatModel)
    assert isinstance(gemini, ChatGoogleGenerativeAI)
    assert (gemini.model, gemini.base_url) == ("gemini-2.5-flash", "http://127.0.0.1:9")


@pytest.mark.parametrize("name", ["gpt", "", "openai:", ":x", "nobody:nothing", "Offline"])
def test_an_unknown_name_is_named_with_what_is_allowed(name: str) -> None:
    with pytest.raises(ModelSetupError, match="'offline'") as raised:
        load_chat_model(name)

    assert repr(name) in str(raised.value)


def test_a_provider_without_its_package_says_which_is_missing() -> None:
    with pytest.raises(ModelSetupError, match="langchain-openai"):
        load_chat_model("openai:gpt-5-mini")


def test_gemini_without_a_key_says_where_to_get_one() -> None:
    with pytest.raises(ModelSetupError, match=r"GOOGLE_API_KEY.*aistudio\.google\.com"):
        load_chat_model(DEFAULT_MODEL)


@pytest.mark.parametrize("value", ["soon", "0", "-1"])
def test_a_wrong_setting_is_named(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_CALL_TIMEOUT", value)

    with pytest.raises(InputError, match=rf"FRONTDESK_CALL_TIMEOUT.*{value}"):
        model_name()


@pytest.mark.parametrize(
    "value",
    ["600", '{"*": 600}', '{"*": {"requests": 600}}', '{"*": {"requests_per_minute": 0}}'],
    ids=["no-object", "no-quota", "unknown-field", "nothing-allowed"],
)
def test_a_wrong_quota_is_named(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_QUOTAS", value)

    with pytest.raises(InputError, match="FRONTDESK_QUOTAS"):
        model_name()


def test_fallback_models_are_named_between_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_FALLBACK_MODELS", " openai:second , offline,")

    assert read_settings().fallback_models == ("openai:second", "offline")


def test_a_setting_that_changes_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    before = model_name()

    monkeypatch.setenv("FRONTDESK_MODEL", "openai:later")

    assert (before, model_name()) == ("offline", "openai:later")


def test_a_program_ends_without_a_word_about_connections_left_open() -> None:
    program = """
        import asyncio
        from graphs.support_router import graph

        message = {"role": "user", "content": "The app crashes."}
        for _ in range(2):
            asyncio.run(graph.ainvoke({"messages": [message]}))
    """
    with FakeGemini() as gemini:
        done = subprocess.run(
            [
                *(sys.executable, "-X", "dev", "-W", "ignore::DeprecationWarning"),
                *("-c", textwrap.dedent(program)),
            ],
            env={
                "PYTHONPATH": str(ROOT),
                "GOOGLE_API_KEY": "fake",
                "GOOGLE_GEMINI_BASE_URL": gemini.url,
            },
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

        assert len(gemini.calls) == 4
    # In this mode a loop also tells when a busy machine has kept it waiting.
    said = [line for line in done.stderr.splitlines() if not line.startswith("Executing <")]
    assert (done.returncode, said) == (0, [])
