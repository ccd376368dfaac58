"""Choose and load a chat model: Gemini, any other provider, or the embedded offline model."""

from typing import TYPE_CHECKING

from langchain_core.language_models import BaseChatModel

from frontdesk.errors import ModelSetupError
from frontdesk.settings import read_settings

if TYPE_CHECKING:
    from aiohttp import ClientSession

OFFLINE = "offline"
GEMINI = "google_genai"
DEFAULT_MODEL = f"{GEMINI}:gemini-2.5-flash"
KEY_ADDRESS = "https://aistudio.google.com/apikey"

_ALLOWED = f"Use {OFFLINE!r}, {DEFAULT_MODEL!r} or another 'provider:model'."


def model_name(requested: str = "") -> str:
    """Return the name of the model to use: the requested one, the environment's or the default.

    The default is Gemini where a key is set and the offline model where none is.
    """
    settings = read_settings()
    default = DEFAULT_MODEL if settings.gemini_api_key else OFFLINE
    return requested.strip() or settings.model.strip() or default


def fast_model_name(requested: str = "", main_model: str = "") -> str:
    """Return the name of the model that classifies and extracts; by default the main model."""
    return requested.strip() or read_settings().fast_model.strip() or model_name(main_model)


def load_chat_model(name: str, session: "ClientSession | None" = None) -> BaseChatModel:
    """Return a new chat model for `"offline"` or `"provider:model"`.

    Gemini's client makes its asynchronous calls through `session` if there is one. Raises
    ModelSetupError where the name is unknown, its package missing or its key not set.
    """
    provider, colon, model = name.partition(":")
    if name == OFFLINE:
        from frontdesk.models.offline.chat_model import OfflineChatModel

        return OfflineChatModel()
    if not (provider and colon and model):
        raise ModelSetupError(f"The model {name!r} is unknown. {_ALLOWED}")
    if provider == GEMINI:
        from frontdesk.models.gemini import load_gemini

        return load_gemini(model, session)
    return _load_other(name)


def offline_notice(model: str) -> str | None:
    """Return what users should know when `model` is the offline model, else None."""
    if model != OFFLINE:
        return None
    found = "" if read_settings().gemini_api_key else "No Gemini key was found, so "
    return (
        f"{found or 'As asked, '}the embedded offline model answers: it quotes and sorts the words "
        f"that it is given and writes none of its own. For Gemini set GOOGLE_API_KEY "
        f"(from {KEY_ADDRESS})."
    )


def _load_other(name: str) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    try:
        return init_chat_model(name)
    except ImportError as error:
        raise ModelSetupError(f"The model {name!r} needs a package: {error}") from error
    except Exception as error:  # each provider has its own errors for a missing key or setting
        raise ModelSetupError(f"The model {name!r} cannot be used: {error} {_ALLOWED}") from error
