"""The process's settings: environment variables, read whenever they are needed."""

import os
from functools import lru_cache
from pathlib import Path

import platformdirs
from pydantic import AliasChoices, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from frontdesk.errors import InputError, explain_validation

VARIABLES = (
    "FRONTDESK_MODEL",
    "FRONTDESK_FAST_MODEL",
    "GOOGLE_API_KEY",
    "GEMINI_API_KEY",
    "GOOGLE_GEMINI_BASE_URL",
    "FRONTDESK_CALL_TIMEOUT",
    "FRONTDESK_HOME",
    "FRONTDESK_DEMO",
    "DATABASE_URL",
)


class Settings(BaseSettings):
    """Everything that the environment decides. `.env.example` documents each variable."""

    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True)

    model: str = Field(default="", validation_alias="FRONTDESK_MODEL")
    fast_model: str = Field(default="", validation_alias="FRONTDESK_FAST_MODEL")
    gemini_api_key: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("GOOGLE_API_KEY", "GEMINI_API_KEY")
    )
    gemini_base_url: str | None = Field(default=None, validation_alias="GOOGLE_GEMINI_BASE_URL")
    call_timeout: float = Field(default=60.0, gt=0, validation_alias="FRONTDESK_CALL_TIMEOUT")
    home: Path = Field(
        default_factory=lambda: platformdirs.user_data_path("frontdesk", appauthor=False),
        validation_alias="FRONTDESK_HOME",
    )
    demo: bool = Field(default=True, validation_alias="FRONTDESK_DEMO")
    database_url: SecretStr = Field(default=SecretStr(""), validation_alias="DATABASE_URL")


def read_settings() -> Settings:
    """Return the settings as the environment has them now.

    Raises InputError where a variable has a value that it may not have.
    """
    return _settings(tuple(os.environ.get(name) for name in VARIABLES))


@lru_cache(maxsize=1)
def _settings(values: tuple[str | None, ...]) -> Settings:
    """Return the settings for these `values`, read once: every model call asks for them."""
    try:
        return Settings()
    except ValidationError as error:
        raise InputError(explain_validation(error)) from error
