"""The commands and their options. What a command needs is imported when it runs."""

import signal
import sys
from typing import Annotated, Any

import typer

from frontdesk.cli.compare import compare
from frontdesk.cli.options import (
    MOST_QUESTIONS,
    Approve,
    Chaos,
    Conversation,
    FastModel,
    Fresh,
    MaxCalls,
    MaxCost,
    MaxSeconds,
    Message,
    Model,
    Output,
    ReplyFormat,
    RetryFailed,
    RetryFailedMessages,
    ThreadName,
    Url,
    check_thread,
)
from frontdesk.cli.records import records
from frontdesk.cli.refresh import refresh
from frontdesk.cli.values import BadValue, one_of, rate, seconds, whole_number
from frontdesk.testing.gemini_faults import FAULTS

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


def _print_version(wanted: bool) -> None:
    if not wanted:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        typer.echo(f"frontdesk {version('frontdesk')}")
    except PackageNotFoundError:
        typer.echo("frontdesk, not installed, run from its checkout")
    raise typer.Exit


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
            help="Markdown, text, HTML, PDF or DOCX files, folders of them, web addresses, "
            "or - for standard input.",
        ),
    ],
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
            metavar="TEXT", help="Answer this question instead of making any. May be repeated."
        ),
    ] = None,
    format: Annotated[
        str,
        typer.Option(
            parser=one_of("text", "json", "jsonl", "markdown", "html"),
            metavar="text|json|jsonl|markdown|html",
            help="How to write the FAQ; jsonl: an event a line, as the questions are finished.",
        ),
    ] = "text",
    title: Annotated[
        str, typer.Option(metavar="TEXT", help="The heading of the FAQ as Markdown or HTML.")
    ] = "",
    output: Output = "",
    model: Model = "",
    fast_model: FastModel = "",
    max_calls: MaxCalls = None,
    max_cost: MaxCost = None,
    max_seconds: MaxSeconds = None,
    thread: ThreadName = "",
    fresh: Fresh = False,
    retry_failed: RetryFailed = False,
    url: Url = "",
    chaos: Chaos = False,
) -> None:
    """Turn documents into questions and answers with their sources."""
    check_thread(thread, url, fresh=fresh, retry_failed=retry_failed)
    from frontdesk.cli.commands import run_faq

    run_faq(
        paths,
        pattern=pattern,
        n_questions=questions,
        questions=ask or [],
        style=format,
        title=title,
        output_path=output,
        context=_context(
            model=model,
            fast_model=fast_model,
            max_calls=max_calls,
            max_cost=max_cost,
            max_seconds=max_seconds,
        ),
        url=url,
        chaos=_chaos_alone(chaos, model, fast_model, url),
        thread=thread,
        fresh=fresh,
        retry_failed=retry_failed,
    )


app.command()(compare)
app.command()(refresh)


@app.command()
def route(
    message: Message,
    format: ReplyFormat = "text",
    output: Output = "",
    model: Model = "",
    fast_model: FastModel = "",
    max_calls: MaxCalls = None,
    max_cost: MaxCost = None,
    max_seconds: MaxSeconds = None,
    thread: Conversation = "",
    url: Url = "",
    chaos: Chaos = False,
) -> None:
    """Find out what a message is about and answer it."""
    check_thread(thread, url)
    from frontdesk.cli.commands import run_route

    run_route(
        message,
        style=format,
        output_path=output,
        context=_context(
            model=model,
            fast_model=fast_model,
            max_calls=max_calls,
            max_cost=max_cost,
            max_seconds=max_seconds,
        ),
        url=url,
        chaos=_chaos_alone(chaos, model, fast_model, url),
        thread=thread,
    )


@app.command()
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
    approve: Approve = None,
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
    model: Model = "",
    fast_model: FastModel = "",
    max_calls: MaxCalls = None,
    max_cost: MaxCost = None,
    max_seconds: MaxSeconds = None,
    thread: Conversation = "",
    retry_failed: RetryFailedMessages = False,
    url: Url = "",
    chaos: Chaos = False,
) -> None:
    """Do all that a message asks for and write one reply."""
    check_thread(thread, url)
    context = _context(
        model=model,
        fast_model=fast_model,
        customer_id=customer,
        approval_limit=approval_limit,
        max_calls=max_calls,
        max_cost=max_cost,
        max_seconds=max_seconds,
    )
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
    from frontdesk.cli.commands import run_support

    run_support(
        message,
        style=format,
        output_path=output,
        context=context,
        url=url,
        chaos=_chaos_alone(chaos, model, fast_model, url),
        thread=thread,
        approve=approve or "",
    )


@app.command()
def threads(
    delete: Annotated[
        str, typer.Option(metavar="NAME", help="Delete this thread and all that it keeps.")
    ] = "",
) -> None:
    """List the threads that are kept, or delete one."""
    from frontdesk.cli.commands import show_threads

    show_threads(delete)


@app.command()
def models() -> None:
    """List the models and tell which one is used, and why."""
    from frontdesk.cli.commands import list_models

    list_models()


@app.command()
def doctor(format: ReplyFormat = "text") -> None:
    """Check whether everything works here, and say what to do."""
    from frontdesk.cli.commands import check_setup

    check_setup(format)


@app.command(epilog="\b\n" + "\n".join(f"{kind}: {what}" for kind, what in FAULTS.items()))
def fake_gemini(
    port: Annotated[
        int,
        typer.Option(
            parser=whole_number(0, 65535), metavar="N", help="Where to listen; 0: a free port."
        ),
    ] = 0,
    latency: Annotated[
        float,
        typer.Option(parser=seconds, metavar="SECONDS", help="How long every answer takes."),
    ] = 0.0,
    fault: Annotated[
        list[str] | None,
        typer.Option(
            parser=one_of(*FAULTS),
            metavar="KIND",
            help="Let calls fail in this way, one of those below. May be repeated.",
        ),
    ] = None,
    fault_rate: Annotated[
        float | None,
        typer.Option(
            parser=rate,
            metavar="R",
            help="What share of the calls fails, from 0 to 1: by default all where a --fault is "
            "given, else none. Without a --fault they fail in ways that pass.",
        ),
    ] = None,
    requests_per_minute: Annotated[
        int | None,
        typer.Option(
            parser=whole_number(1, 10**8), metavar="N", help="Refuse a model's requests beyond N."
        ),
    ] = None,
    burst: Annotated[
        int | None,
        typer.Option(
            parser=whole_number(1, 10**8),
            metavar="N",
            help="How many of a minute's requests may come at once, by default all.",
        ),
    ] = None,
    requests_per_day: Annotated[
        int | None,
        typer.Option(
            parser=whole_number(1, 10**8), metavar="N", help="Refuse a model's requests beyond N."
        ),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(
            parser=whole_number(0, 10**8), metavar="N", help="Fail alike whenever it is the same."
        ),
    ] = None,
) -> None:
    """Serve a fake Gemini on this machine until Ctrl-C; if asked, one that fails."""
    if burst is not None and requests_per_minute is None:
        raise BadValue(f"--burst '{burst}' needs --requests-per-minute.")
    from frontdesk.cli.fake_gemini import serve_fake_gemini

    serve_fake_gemini(
        port,
        latency,
        kinds=fault or [],
        rate=fault_rate,
        requests_per_minute=requests_per_minute,
        burst=burst,
        requests_per_day=requests_per_day,
        seed=seed,
    )


def _chaos_alone(chaos: bool, model: str, fast_model: str, url: str) -> bool:
    if chaos and (model or fast_model or url):
        raise BadValue("--chaos has a model of its own: leave --model, --fast-model and --url out.")
    return chaos


def _context(**given: str | float | None) -> dict[str, Any]:
    """Return the settings of the run that were given; the others keep their defaults."""
    return {name: value for name, value in given.items() if value not in ("", None)}


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        # Pipes and files get UTF-8 whatever the locale is; no character may be an error.
        encoding = stream.encoding if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors="replace")  # type: ignore[union-attr]
    # A process that is asked to end shows and keeps what it has, as it does after Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    app(prog_name="frontdesk")


if __name__ == "__main__":
    main()
