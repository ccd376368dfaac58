"""The options that several commands have."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import wraps
from inspect import Parameter, signature
from pathlib import PurePath
from typing import Annotated, Any

import typer

from frontdesk.cli.values import BadValue, amount, one_of, whole_number

# state.faq.MAX_QUESTIONS, repeated because importing it takes longer than --help may.
MOST_QUESTIONS = 1000

_ENDINGS = {
    ".txt": "text",
    ".json": "json",
    ".jsonl": "jsonl",
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
}

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH",
        help="Markdown, text, HTML, PDF or DOCX files, folders of them, web addresses, "
        "or - for standard input.",
    ),
]
Title = Annotated[
    str, typer.Option(metavar="TEXT", help="The heading of the FAQ as Markdown or HTML.")
]
Output = Annotated[
    str,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write the result there, not to standard output."
    ),
]
Model = Annotated[
    str, typer.Option(metavar="NAME", help="The model; `frontdesk models` says which.")
]
FastModel = Annotated[
    str, typer.Option(metavar="NAME", help="Another model to classify and extract.")
]
Chaos = Annotated[
    bool,
    typer.Option(
        "--chaos",
        help="Try how it bears failures: a fake Gemini on this machine answers with the offline "
        "model, but three of ten calls fail and a few are answered badly.",
    ),
]
Url = Annotated[str, typer.Option(metavar="URL", help="Let the graph server there do the work.")]
MaxCalls = Annotated[
    int | None,
    typer.Option(
        parser=whole_number(1, 1_000_000),
        metavar="N",
        help="Make at most so many requests to models; skip what does not fit.",
    ),
]
MaxCost = Annotated[
    float | None,
    typer.Option(
        parser=amount("US dollars"), metavar="DOLLARS", help="Spend at most so many US dollars."
    ),
]
MaxSeconds = Annotated[
    float | None,
    typer.Option(
        parser=amount("seconds"), metavar="SECONDS", help="Make no request after so many seconds."
    ),
]
ReplyFormat = Annotated[
    str,
    typer.Option(
        "--format",
        parser=one_of("text", "json"),
        metavar="text|json",
        help="How to write the result.",
    ),
]


@dataclass(frozen=True)
class ModelOptions:
    """Which models a run asks."""

    model: Model = ""
    fast_model: FastModel = ""

    def context(self, **more: str | float | None) -> dict[str, Any]:
        """Return those of a run's settings, and of `more`, that were given."""
        own = {name: value for name, value in vars(self).items() if name not in ("url", "chaos")}
        given = {**more, **own}
        return {name: value for name, value in given.items() if value not in ("", None)}


@dataclass(frozen=True)
class RunOptions(ModelOptions):
    """Which models a run asks, what it may take and where it runs. Raises BadValue."""

    max_calls: MaxCalls = None
    max_cost: MaxCost = None
    max_seconds: MaxSeconds = None
    url: Url = ""
    chaos: Chaos = False

    def __post_init__(self) -> None:
        """Refuse what does not go together."""
        if self.chaos and (self.model or self.fast_model or self.url):
            raise BadValue(
                "--chaos has a model of its own: leave --model, --fast-model and --url out."
            )


def with_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command, in place of its parameter `options`, an option for each of its fields."""
    parameters = signature(command).parameters
    kind = parameters["options"].annotation
    own = [each for each in parameters.values() if each.name != "options"]
    shared = [
        Parameter(each.name, Parameter.KEYWORD_ONLY, default=each.default, annotation=each.type)
        for each in fields(kind)
    ]

    @wraps(command)
    def with_all(**given: Any) -> None:
        options = kind(**{each.name: given.pop(each.name) for each in shared})
        command(**given, options=options)

    taken = {each.name: each for each in [*own, *shared]}
    with_all.__signature__ = signature(command).replace(parameters=[*taken.values()])  # type: ignore[attr-defined]
    with_all.__annotations__ = {name: each.annotation for name, each in taken.items()}
    return with_all


def format_option(formats: Sequence[str], help: str) -> Any:
    """Return the option that takes one of the formats; left out, it is as `format_of` says."""
    return typer.Option(
        parser=one_of(*formats),
        metavar="|".join(formats),
        show_default=f"as FILE ends, else {formats[0]}",
        help=help,
    )


def format_of(given: str | None, output: str, formats: Sequence[str]) -> str:
    """Return the given one of the formats, or that of the output's ending, or the first."""
    ending = _ENDINGS.get(PurePath(output).suffix.lower(), "")
    return given or (ending if ending in formats else formats[0])


def check_thread(thread: str | None, url: str) -> None:
    """Raise BadValue where these options do not go together."""
    if thread and url:
        raise BadValue("--thread keeps a run on this machine: leave --url out.")
