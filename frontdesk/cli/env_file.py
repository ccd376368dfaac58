"""The settings that a folder has in its file `.env`."""

from pathlib import Path

from dotenv import load_dotenv

from frontdesk.errors import InputError


def load_env_file() -> None:
    """Let .env of the working directory add to the environment, but not change it."""
    try:
        load_dotenv(Path.cwd() / ".env", override=False)
    except UnicodeDecodeError as error:
        raise InputError(".env is not text in the encoding UTF-8.") from error
