"""The command `refresh` and its options."""

from typing import Annotated

import typer

from frontdesk.cli.options import (
    MOST_QUESTIONS,
    Output,
    RunOptions,
    Title,
    format_of,
    format_option,
    with_options,
)
from frontdesk.cli.values import whole_number

_FORMATS = ("json", "text", "markdown", "html")


@with_options
def refresh(
    faq: Annotated[
        str,
        typer.Argument(metavar="FAQ.json", help="What `frontdesk faq --format json` has written."),
    ],
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH", help="The documents as they are now, as the command `faq` takes them."
        ),
    ],
    new: Annotated[
        int,
        typer.Option(
            parser=whole_number(0, MOST_QUESTIONS),
            metavar="N",
            help="Add up to N questions about documents that are new or have changed.",
        ),
    ] = 0,
    format: Annotated[str | None, format_option(_FORMATS, "How to write the FAQ.")] = None,
    title: Title = "",
    output: Output = "",
    review: Annotated[
        str,
        typer.Option(
            metavar="FILE",
            help="Write what has changed there, as Markdown, not to standard error.",
        ),
    ] = "",
    *,
    options: RunOptions,
) -> None:
    """Bring an FAQ up to date with its documents and show what has changed.

    Only questions whose evidence is no longer in the documents, or that had no answer, are asked
    again.
    """
    from frontdesk.cli.refreshing import make_fresh

    make_fresh(
        faq,
        paths,
        n_new=new,
        style=format_of(format, output, _FORMATS),
        title=title,
        output_path=output,
        review_path=review,
        context=options.context(),
        url=options.url,
        chaos=options.chaos,
    )
