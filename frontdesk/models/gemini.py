"""Load Gemini through LangChain, on HTTP connections of our own."""

from urllib.request import getproxies

from aiohttp import ClientSession, TCPConnector
from google.genai import Client
from google.genai.types import HttpOptions
from langchain_google_genai import ChatGoogleGenerativeAI

from frontdesk.errors import ModelSetupError
from frontdesk.models.names import GEMINI, KEY_ADDRESS, OFFLINE
from frontdesk.settings import read_settings


def load_gemini(model: str, session: ClientSession | None = None) -> ChatGoogleGenerativeAI:
    """Return the Gemini model of this name, which calls through `session` if there is one.

    Raises ModelSetupError where no key is set.
    """
    settings = read_settings()
    if settings.gemini_api_key is None:
        raise ModelSetupError(
            f"The model '{GEMINI}:{model}' needs a key: set GOOGLE_API_KEY (from {KEY_ADDRESS}), "
            f"or use the model {OFFLINE!r}."
        )
    chat_model = ChatGoogleGenerativeAI(
        model=model,
        api_key=settings.gemini_api_key,
        base_url=settings.gemini_base_url,
        timeout=settings.call_timeout,
        max_retries=1,  # frontdesk.models.retry decides
    )
    if session is not None:
        chat_model.client = Client(
            api_key=settings.gemini_api_key.get_secret_value(),
            http_options=HttpOptions(base_url=settings.gemini_base_url, aiohttp_client=session),
        )
    return chat_model


def open_session() -> ClientSession:
    """Return a session for the running event loop; the caller closes it.

    The client's own session looks for a proxy and a password file in two threads before each
    request. This one looks once whether there is a proxy at all.
    """
    return ClientSession(connector=TCPConnector(limit=0), trust_env=bool(getproxies()))
