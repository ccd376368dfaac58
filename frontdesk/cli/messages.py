"""The commands `route` and `support` and their options."""

from typing import Annotated

import typer

from frontdesk.cli.options import Output, ReplyFormat, RunOptions, check_thread, with_options
from frontdesk.cli.values import BadValue, name, one_of, whole_number

Conversation = Annotated[
    str | None,
    typer.Option(
        "--thread",
        parser=name,
        metavar="NAME",
        help="Keep the conversation under this name, and go on with it.",
    ),
]


@with_options
def route(
    message: Annotated[
        str,
        typer.Argument(metavar="MESSAGE", help="The customer's message, or - for standard input."),
    ],
    format: ReplyFormat = "text",
    output: Output = "",
    thread: Conversation = None,
    *,
    options: RunOptions,
) -> None:
    """Find out what a message is about and answer it."""
    check_thread(thread, options.url)
    from frontdesk.cli.answering import answer_route

    answer_route(
        message,
        style=format,
        output_path=output,
        context=options.context(),
        url=options.url,
        chaos=options.chaos,
        thread=thread or "",
    )


@with_options
def support(
    message: Annotated[
        str,
        typer.Argument(metavar="MESSAGE", help="The message, or - for standard input."),
    ] = "",
    customer: Annotated[
        str,
        typer.Option(metavar="ID", help="Whose records to use, by default the demo customer's."),
    ] = "",
    approval_limit: Annotated[
        int | None,
        typer.Option(
            parser=whole_number(0, 10**9),
            metavar="CENTS",
            help="A return that is worth more needs a person's approval; by default 25000.",
        ),
    ] = None,
    approve: Annotated[
        str | None,
        typer.Option(
            parser=one_of("ask", "yes", "no", "later"),
            metavar="ask|yes|no|later",
            help="Who decides about such returns: you on the terminal, or the same for all.",
        ),
    ] = None,
    batch: Annotated[
        str, typer.Option(metavar="FILE", help="Answer all messages of this file of JSON lines.")
    ] = "",
    concurrency: Annotated[
        int,
        typer.Option(
            parser=whole_number(1, 1000), metavar="N", help="How many of them at the same time."
        ),
    ] = 8,
    format: ReplyFormat = "text",
    output: Output = "",
    thread: Conversation = None,
    retry_failed: Annotated[
        bool,
        typer.Option("--retry-failed", help="Answer the batch's failed messages again, no others."),
    ] = False,
    *,
    options: RunOptions,
) -> None:
    """Do all that a message asks for and write one reply."""
    check_thread(thread, options.url)
    url, chaos = options.url, options.chaos
    context = options.context(customer_id=customer, approval_limit=approval_limit)
    if approve and (url or chaos):
        raise BadValue("--approve works without --url and --chaos only.")
    if batch:
        if message or thread or url or chaos or approve == "ask":
            raise BadValue("--batch takes no MESSAGE, --thread, --url, --chaos or --approve ask.")
        from frontdesk.cli.batch import run_batch

        run_batch(
            batch,
            output,
            context,
            concurrency=concurrency,
            approve=approve or "later",
            retry_failed=retry_failed,
        )
    if retry_failed:
        raise BadValue("--retry-failed needs --batch FILE.")
    from frontdesk.cli.answering import answer_support

    answer_support(
        message,
        style=format,
        output_path=output,
        context=context,
        url=url,
        chaos=chaos,
        thread=thread or "",
        approve=approve or "",
    )
