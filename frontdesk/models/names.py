"""Which model is meant: the names of models, and which one is used when none is named."""

from frontdesk.settings import read_settings

OFFLINE = "offline"
GEMINI = "google_genai"
DEFAULT_MODEL = f"{GEMINI}:gemini-2.5-flash"
KEY_ADDRESS = "https://aistudio.google.com/apikey"


def model_name(requested: str = "") -> str:
    """Return the name of the model to use: the requested one, the environment's or the default.

    The default is Gemini where a key is set and the offline model where none is.
    """
    settings = read_settings()
    default = DEFAULT_MODEL if settings.gemini_api_key else OFFLINE
    return requested.strip() or settings.model.strip() or default


def reason_of_choice() -> str:
    """Return why `model_name()` is what it is, as the end of a sentence."""
    settings = read_settings()
    if settings.model.strip():
        return "as FRONTDESK_MODEL says"
    return f"as {'a' if settings.gemini_api_key else 'no'} key was found for Gemini"


def fast_model_name(requested: str = "", main_model: str = "") -> str:
    """Return the name of the model that classifies and extracts; by default the main model."""
    return requested.strip() or read_settings().fast_model.strip() or model_name(main_model)


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
