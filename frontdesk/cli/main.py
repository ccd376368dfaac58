"""The commands and their options. What a command needs is imported when it runs."""

import sys
from collections.abc import Callable
from typing import IO, Annotated, Any

import typer

from frontdesk.cli.records import records

# state.faq.MAX_QUESTIONS, repeated because importing it takes longer than --help may.
MOST_QUESTIONS = 1000

app = typer.Typer(
    name="frontdesk",
    help="Turn documents into an FAQ, route customers' messages and answer them.",
    add_completion=False,
    no_args_is_help=True,
    # Plain usage errors stay one line wherever they are read.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(records, name="records")


class _BadValue(typer.BadParameter):
    """A value that an option does not take, told in one sentence."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the sentence alone, without the command's usage around it."""
        typer.echo(self.format_message(), file=file, err=file is None)


def _one_of(*choices: str) -> Callable[[str], str]:
    def parse(value: str) -> str:
        if value in choices:
            return value
        raise _BadValue(f"{value!r} is not one of {', '.join(choices)}.")

    return parse


def _whole_number(lowest: int, highest: int) -> Callable[[str | int], int]:
    def parse(value: str | int) -> int:
        text = str(value).strip()
        if text.isascii() and text.isdigit() and lowest <= int(text[:9]) <= highest:
            return int(text)
        raise _BadValue(f"{value!r} is not a whole number from {lowest} to {highest}.")

    return parse


def _seconds(value: str | float) -> float:
    try:
        seconds = float(value)
    except ValueError:
        seconds = -1
    if 0 <= seconds <= 3600:
        return seconds
    raise _BadValue(f"{value!r} is not a number of seconds from 0 to 3600.")


def _print_version(wanted: bool) -> None:
    if not wanted:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        typer.echo(f"frontdesk {version('frontdesk')}")
    except PackageNotFoundError:
        typer.echo("frontdesk, not installed, run from its checkout")
    raise typer.Exit


Message = Annotated[
    str, typer.Argument(metavar="MESSAGE", help="The customer's message, or - for standard input.")
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
Url = Annotated[str, typer.Option(metavar="URL", help="Let the graph server there do the work.")]
ReplyFormat = Annotated[
    str,
    typer.Option(
        "--format",
        parser=_one_of("text", "json"),
        metavar="text|json",
        help="How to write the result.",
    ),
]


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    pass


@app.command()
def faq(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="Markdown or text files, folders of them, or - for standard input.",
        ),
    ],
    pattern: Annotated[
        str,
        typer.Option(
            parser=_one_of("single-call", "chain", "parallel"),
            metavar="single-call|chain|parallel",
            help="One call for everything, one question after another, or all at once.",
        ),
    ] = "parallel",
    questions: Annotated[
        int,
        typer.Option(
            parser=_whole_number(1, MOST_QUESTIONS),
            metavar="N",
            help=f"How many questions to make, from 1 to {MOST_QUESTIONS}.",
        ),
    ] = 10,
    ask: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TEXT", help="Answer this question instead of making any. May be repeated."
        ),
    ] = None,
    format: Annotated[
        str,
        typer.Option(
            parser=_one_of("text", "json", "markdown"),
            metavar="text|json|markdown",
            help="How to write the FAQ.",
        ),
    ] = "text",
    output: Output = "",
    model: Model = "",
    fast_model: FastModel = "",
    url: Url = "",
) -> None:
    """Turn documents into questions and answers with their sources."""
    from frontdesk.cli.commands import run_faq

    run_faq(
        paths,
        pattern=pattern,
        n_questions=questions,
        questions=ask or [],
        style=format,
        output_path=output,
        context=_context(model, fast_model),
        url=url,
    )


@app.command()
def route(
    message: Message,
    format: ReplyFormat = "text",
    output: Output = "",
    model: Model = "",
    fast_model: FastModel = "",
    url: Url = "",
) -> None:
    """Find out what a message is about and answer it."""
    from frontdesk.cli.commands import run_route

    context = _context(model, fast_model)
    run_route(message, style=format, output_path=output, context=context, url=url)


@app.command()
def support(
    message: Message,
    customer: Annotated[
        str,
        typer.Option(metavar="ID", help="Whose records to use, by default the demo customer's."),
    ] = "",
    format: ReplyFormat = "text",
    output: Output = "",
    model: Model = "",
    fast_model: FastModel = "",
    url: Url = "",
) -> None:
    """Do all that a message asks for and write one reply."""
    from frontdesk.cli.commands import run_support

    context = _context(model, fast_model, customer)
    run_support(message, style=format, output_path=output, context=context, url=url)


@app.command()
def models() -> None:
    """List the models and tell which one is used, and why."""
    from frontdesk.cli.commands import list_models

    list_models()


@app.command()
def fake_gemini(
    port: Annotated[
        int,
        typer.Option(
            parser=_whole_number(0, 65535), metavar="N", help="Where to listen; 0: a free port."
        ),
    ] = 0,
    latency: Annotated[
        float,
        typer.Option(parser=_seconds, metavar="SECONDS", help="How long every answer takes."),
    ] = 0.0,
) -> None:
    """Serve a fake Gemini on this machine until Ctrl-C."""
    from frontdesk.cli.commands import serve_fake_gemini

    serve_fake_gemini(port, latency)


def _context(model: str, fast_model: str, customer: str = "") -> dict[str, Any]:
    chosen = {"model": model, "fast_model": fast_model, "customer_id": customer}
    return {name: value for name, value in chosen.items() if value}


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        # Pipes and files get UTF-8 whatever the locale is; no character may be an error.
        encoding = stream.encoding if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors="replace")  # type: ignore[union-attr]
    app(prog_name="frontdesk")


if __name__ == "__main__":
    main()
