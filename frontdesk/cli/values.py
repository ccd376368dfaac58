"""What the values of options may be; a wrong one is told in one sentence."""

from collections.abc import Callable
from typing import IO, Any

import typer


class BadValue(typer.BadParameter):
    """A value that an option does not take, told in one sentence."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the sentence alone, without the command's usage around it."""
        typer.echo(self.format_message(), file=file, err=file is None)


def one_of(*choices: str) -> Callable[[str], str]:
    """Return a parser that takes one of these words."""

    def parse(value: str) -> str:
        if value in choices:
            return value
        raise BadValue(f"{value!r} is not one of {', '.join(choices)}.")

    return parse


def question(value: str) -> str:
    """Return the value if it has any words."""
    if value.strip():
        return value
    raise BadValue("a question without words cannot be answered.")


def name(value: str) -> str:
    """Return the value if there is any: an empty one would be as if nothing had been asked for."""
    if value:
        return value
    raise BadValue("'' is no name: give one, or leave the option out.")


def whole_number(lowest: int, highest: int) -> Callable[[str | int], int]:
    """Return a parser that takes a whole number between the two."""

    def parse(value: str | int) -> int:
        text = str(value).strip()
        if text.isascii() and text.isdigit() and lowest <= int(text[:9]) <= highest:
            return int(text)
        raise BadValue(f"{value!r} is not a whole number from {lowest} to {highest}.")

    return parse


def seconds(value: str | float) -> float:
    """Return the value as a number of seconds from 0 to an hour."""
    try:
        number = float(value)
    except ValueError:
        number = -1
    if 0 <= number <= 3600:
        return number
    raise BadValue(f"{value!r} is not a number of seconds from 0 to 3600.")


def amount(unit: str) -> Callable[[str | float], float]:
    """Return a parser that takes a number above 0."""

    def parse(value: str | float) -> float:
        try:
            number = float(value)
        except ValueError:
            number = 0.0
        if 0 < number < float("inf"):
            return number
        raise BadValue(f"{value!r} is not a number of {unit} above 0.")

    return parse


def rate(value: str | float) -> float:
    """Return the value as a number from 0 to 1."""
    try:
        number = float(value)
    except ValueError:
        number = -1
    if 0 <= number <= 1:
        return number
    raise BadValue(f"{value!r} is not a number from 0 to 1.")
