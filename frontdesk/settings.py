"""The process's settings: environment variables, read whenever they are needed."""

import os
from collections.abc import Hashable
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

import platformdirs
from pydantic import (
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict, SettingsError

from frontdesk.errors import InputError, explain_validation

EVERY_MODEL = "*"


class Quota(BaseModel):
    """What a provider allows one model; None where it is not known and has to be learned.

    `burst` is how many requests may start at the same moment, by default those of two seconds.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    requests_per_minute: float | None = Field(default=None, gt=0)
    tokens_per_minute: float | None = Field(default=None, gt=0)
    burst: int | None = Field(default=None, ge=1)
    concurrency: int = Field(default=256, ge=1)


class Settings(BaseSettings):
    """Everything that the environment decides. `.env.example` documents each variable."""

    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True)

    model: str = Field(default="", validation_alias="FRONTDESK_MODEL")
    fast_model: str = Field(default="", validation_alias="FRONTDESK_FAST_MODEL")
    fallback_models: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), validation_alias="FRONTDESK_FALLBACK_MODELS"
    )
    quotas: dict[str, Quota] = Field(default={}, validation_alias="FRONTDESK_QUOTAS")
    call_timeout: float = Field(default=60.0, gt=0, validation_alias="FRONTDESK_CALL_TIMEOUT")
    retry_seconds: float = Field(
        default=0.5, gt=0, le=60, validation_alias="FRONTDESK_RETRY_SECONDS"
    )
    gemini_api_key: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("GOOGLE_API_KEY", "GEMINI_API_KEY")
    )
    gemini_base_url: str | None = Field(default=None, validation_alias="GOOGLE_GEMINI_BASE_URL")
    faq: str = Field(default="", validation_alias="FRONTDESK_FAQ")
    trace_text: bool = Field(default=True, validation_alias="FRONTDESK_TRACE_TEXT")
    max_document_mb: float = Field(
        default=50.0, gt=0, le=2000, validation_alias="FRONTDESK_MAX_DOCUMENT_MB"
    )
    fetch_timeout: float = Field(
        default=30.0, gt=0, le=3600, validation_alias="FRONTDESK_FETCH_TIMEOUT"
    )
    allow_private_addresses: bool = Field(
        default=False, validation_alias="FRONTDESK_ALLOW_PRIVATE_ADDRESSES"
    )
    server_fetches: bool = Field(default=False, validation_alias="FRONTDESK_SERVER_FETCHES")
    home: Path = Field(
        default_factory=lambda: platformdirs.user_data_path("frontdesk", appauthor=False),
        validation_alias="FRONTDESK_HOME",
    )
    demo: bool = Field(default=True, validation_alias="FRONTDESK_DEMO")
    database_url: SecretStr = Field(default=SecretStr(""), validation_alias="DATABASE_URL")

    @field_validator("fallback_models", mode="before")
    @classmethod
    def _names_between_commas(cls, given: Any) -> Any:
        if not isinstance(given, str):
            return given
        return tuple(name.strip() for name in given.split(",") if name.strip())

    @property
    def connection(self) -> tuple[Hashable, ...]:
        """Return what a provider's client is made of: another value needs another client."""
        return self.gemini_api_key, self.gemini_base_url, self.call_timeout

    def quota_of(self, model: str) -> Quota:
        """Return the quota of this model, or the one that is set for every model."""
        return self.quotas.get(model) or self.quotas.get(EVERY_MODEL) or Quota()

    @property
    def max_document_bytes(self) -> int:
        """The size of the largest document that is read, in bytes."""
        return int(self.max_document_mb * 1_000_000)


VARIABLES = tuple(
    str(name)
    for field in Settings.model_fields.values()
    for name in getattr(field.validation_alias, "choices", [field.validation_alias])
)


def read_settings() -> Settings:
    """Return the settings as the environment has them now.

    Raises InputError where a variable has a value that it may not have.
    """
    return _settings(tuple(map(os.environ.get, VARIABLES)))


def data_folder() -> Path:
    """Return the folder for what Frontdesk keeps; it may not exist yet."""
    return read_settings().home.expanduser()


@lru_cache(maxsize=1)
def _settings(values: tuple[str | None, ...]) -> Settings:
    """Return the settings for these `values`, read once: every model call asks for them."""
    try:
        return Settings()
    except ValidationError as error:
        raise InputError(explain_validation(error)) from error
    except SettingsError as error:
        raise InputError(
            "FRONTDESK_QUOTAS must be JSON such as "
            f'{{"*": {{"requests_per_minute": 600}}}}, not {os.environ["FRONTDESK_QUOTAS"]!r}.'
        ) from error
