"""The command `compare` and its options."""

from typing import Annotated

import typer

from frontdesk.cli.options import (
    MOST_QUESTIONS,
    Chaos,
    ModelOptions,
    Output,
    Paths,
    format_of,
    format_option,
    with_options,
)
from frontdesk.cli.values import BadValue, one_of, question, whole_number

_MOST_REPEATS = 100
_FORMATS = ("text", "json", "html")


@with_options
def compare(
    paths: Paths,
    pattern: Annotated[
        list[str] | None,
        typer.Option(
            parser=one_of("single-call", "chain", "parallel"),
            metavar="single-call|chain|parallel",
            help="Compare only this one and others that are named. May be repeated.",
        ),
    ] = None,
    questions: Annotated[
        int,
        typer.Option(
            parser=whole_number(1, MOST_QUESTIONS),
            metavar="N",
            help=f"How many questions each pattern makes, from 1 to {MOST_QUESTIONS}.",
        ),
    ] = 10,
    ask: Annotated[
        list[str] | None,
        typer.Option(
            parser=question,
            metavar="TEXT",
            help="Give this question to all patterns instead. May be repeated.",
        ),
    ] = None,
    repeats: Annotated[
        int,
        typer.Option(
            parser=whole_number(1, _MOST_REPEATS),
            metavar="R",
            help="How often each pattern runs, after one run that does not count.",
        ),
    ] = 3,
    format: Annotated[
        str | None,
        format_option(_FORMATS, "How to write the comparison; html also shows every call in time."),
    ] = None,
    output: Output = "",
    chaos: Chaos = False,
    *,
    options: ModelOptions,
) -> None:
    """Make the same FAQ with each pattern in turn and compare what that takes and gives."""
    if chaos and (options.model or options.fast_model):
        raise BadValue("--chaos has a model of its own: leave --model and --fast-model out.")
    from frontdesk.cli.comparing import make_comparison

    make_comparison(
        paths,
        patterns=pattern or [],
        n_questions=questions,
        questions=ask or [],
        repeats=repeats,
        style=format_of(format, output, _FORMATS),
        output_path=output,
        context=options.context(),
        chaos=chaos,
    )
