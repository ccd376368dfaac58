"""The command `faq` and its options."""

from typing import Annotated

import typer

from frontdesk.cli.options import (
    MOST_QUESTIONS,
    Output,
    Paths,
    RunOptions,
    Title,
    check_thread,
    format_of,
    format_option,
    with_options,
)
from frontdesk.cli.values import BadValue, name, one_of, question, whole_number

_FORMATS = ("text", "json", "jsonl", "markdown", "html")


@with_options
def faq(
    paths: Paths,
    pattern: Annotated[
        str,
        typer.Option(
            parser=one_of("single-call", "chain", "parallel"),
            metavar="single-call|chain|parallel",
            help="One call for everything, one question after another, or all at once.",
        ),
    ] = "parallel",
    questions: Annotated[
        int,
        typer.Option(
            parser=whole_number(1, MOST_QUESTIONS),
            metavar="N",
            help=f"How many questions to make, from 1 to {MOST_QUESTIONS}.",
        ),
    ] = 10,
    ask: Annotated[
        list[str] | None,
        typer.Option(
            parser=question,
            metavar="TEXT",
            help="Answer this question instead of making any. May be repeated.",
        ),
    ] = None,
    format: Annotated[
        str | None,
        format_option(
            _FORMATS, "How to write the FAQ; jsonl: an event a line, as the questions are finished."
        ),
    ] = None,
    title: Title = "",
    output: Output = "",
    thread: Annotated[
        str | None,
        typer.Option(
            parser=name,
            metavar="NAME",
            help="Keep the run under this name: the same command goes on where it was broken off.",
        ),
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Start the thread over.")] = False,
    retry_failed: Annotated[
        bool,
        typer.Option(
            "--retry-failed", help="Ask the thread's failed and skipped questions again, no others."
        ),
    ] = False,
    *,
    options: RunOptions,
) -> None:
    """Turn documents into questions and answers with their sources."""
    check_thread(thread, options.url)
    for option, given in (("--fresh", fresh), ("--retry-failed", retry_failed)):
        if given and not thread:
            raise BadValue(f"{option} needs --thread NAME.")
    if fresh and retry_failed:
        raise BadValue("--fresh starts over and --retry-failed does not: leave one of them out.")
    from frontdesk.cli.making import make_faq

    make_faq(
        paths,
        pattern=pattern,
        n_questions=questions,
        questions=ask or [],
        style=format_of(format, output, _FORMATS),
        title=title,
        output_path=output,
        context=options.context(),
        url=options.url,
        chaos=options.chaos,
        thread=thread or "",
        fresh=fresh,
        retry_failed=retry_failed,
    )
