"""The command `refresh` and its options."""

from typing import Annotated

import typer

from frontdesk.cli.options import (
    MOST_QUESTIONS,
    Chaos,
    FastModel,
    MaxCalls,
    MaxCost,
    MaxSeconds,
    Model,
    Output,
    Url,
)
from frontdesk.cli.values import BadValue, one_of, whole_number


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
    format: Annotated[
        str,
        typer.Option(
            parser=one_of("text", "json", "markdown", "html"),
            metavar="text|json|markdown|html",
            help="How to write the FAQ.",
        ),
    ] = "json",
    title: Annotated[
        str, typer.Option(metavar="TEXT", help="The heading of the FAQ as Markdown or HTML.")
    ] = "",
    output: Output = "",
    review: Annotated[
        str,
        typer.Option(
            metavar="FILE",
            help="Write what has changed there, as Markdown, not to standard error.",
        ),
    ] = "",
    model: Model = "",
    fast_model: FastModel = "",
    max_calls: MaxCalls = None,
    max_cost: MaxCost = None,
    max_seconds: MaxSeconds = None,
    url: Url = "",
    chaos: Chaos = False,
) -> None:
    """Bring an FAQ up to date with its documents and show what has changed.

    Only questions whose evidence is no longer in the documents, or that had no answer, are asked
    again.
    """
    if chaos and (model or fast_model or url):
        raise BadValue("--chaos has a model of its own: leave --model, --fast-model and --url out.")
    from frontdesk.cli.commands import run_refresh

    given = {
        "model": model,
        "fast_model": fast_model,
        "max_calls": max_calls,
        "max_cost": max_cost,
        "max_seconds": max_seconds,
    }
    run_refresh(
        faq,
        paths,
        n_new=new,
        style=format,
        title=title,
        output_path=output,
        review_path=review,
        context={name: value for name, value in given.items() if value not in ("", None)},
        url=url,
        chaos=chaos,
    )
