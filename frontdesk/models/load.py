"""Load a chat model: Gemini, any other provider, or the embedded offline model."""

from typing import TYPE_CHECKING

from langchain_core.language_models import BaseChatModel

from frontdesk.errors import ModelSetupError
from frontdesk.models.names import DEFAULT_MODEL, GEMINI, OFFLINE

if TYPE_CHECKING:
    from aiohttp import ClientSession

_ALLOWED = f"Use {OFFLINE!r}, {DEFAULT_MODEL!r} or another 'provider:model'."


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
    return _load_other(name, provider, model)


def _load_other(name: str, provider: str, model_of_provider: str) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    try:
        model: BaseChatModel = init_chat_model(model_of_provider, model_provider=provider)
        if "max_retries" in type(model).model_fields:
            # frontdesk.models.retry decides what is tried again.
            model = init_chat_model(model_of_provider, model_provider=provider, max_retries=0)
        return model
    except ImportError as error:
        raise ModelSetupError(f"The model {name!r} needs a package: {error}") from error
    except Exception as error:  # each provider has its own errors for a missing key or setting
        # Only the first line is about this model; more lines are a list of all providers.
        reason = next(iter(str(error).splitlines()), type(error).__name__).rstrip(".")
        raise ModelSetupError(f"The model {name!r} cannot be used: {reason}. {_ALLOWED}") from error
