"""Tell which models there are."""

from frontdesk.models.names import DEFAULT_MODEL, OFFLINE, model_name, reason_of_choice
from frontdesk.settings import read_settings


def models_text() -> str:
    """Return which model is used now and why, and which others there are."""
    settings = read_settings()
    key = "a key was found" if settings.gemini_api_key else "no key was found"
    lines = [
        f"Used now: {model_name()}, {reason_of_choice()}.",
        "",
        f"{DEFAULT_MODEL}",
        f"    Google's Gemini; {key}. Its key goes into GOOGLE_API_KEY.",
        OFFLINE,
        "    Built in: needs no key and no network, quotes the documents, invents nothing.",
        "provider:model",
        "    Any other of LangChain's init_chat_model, such as openai:gpt-5-mini or",
        "    ollama:gemma3, where the provider's package is installed.",
        "",
        "Choose one with --model NAME, or for good with FRONTDESK_MODEL in the environment",
        "or in .env; --fast-model and FRONTDESK_FAST_MODEL name another one for the steps",
        "that only classify and extract.",
    ]
    return "\n".join(lines) + "\n"
