"""The commands and their options. What a command needs is imported when it runs."""

import gc
import signal
import sys
from typing import Annotated

import typer

from frontdesk.cli.compare import compare
from frontdesk.cli.faq import faq
from frontdesk.cli.messages import route, support
from frontdesk.cli.options import ReplyFormat
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


for command in (faq, compare, refresh, route, support):
    app.command()(command)


@app.command()
def threads(
    delete: Annotated[
        str, typer.Option(metavar="NAME", help="Delete this thread and all that it keeps.")
    ] = "",
) -> None:
    """List the threads that are kept, or delete one."""
    from frontdesk.cli.env_file import load_env_file
    from frontdesk.cli.show import errors_as_sentences, tell, write_result

    with errors_as_sentences():
        load_env_file()
        from frontdesk.cli.list_threads import delete_thread, listing

        if not delete:
            return write_result(listing(), "")
        delete_thread(delete)
        tell(f"Thread {delete!r} was deleted.")


@app.command()
def models() -> None:
    """List the models and tell which one is used, and why."""
    from frontdesk.cli.env_file import load_env_file
    from frontdesk.cli.list_models import models_text
    from frontdesk.cli.show import errors_as_sentences, write_result

    with errors_as_sentences():
        load_env_file()
        write_result(models_text(), "")


@app.command()
def doctor(format: ReplyFormat = "text") -> None:
    """Check whether everything works here, and say what to do."""
    import json

    from frontdesk.cli.env_file import load_env_file
    from frontdesk.cli.show import FAILED, errors_as_sentences, write_result

    with errors_as_sentences():
        load_env_file()
        from frontdesk.cli.doctor import as_object, as_text, examine, failed

        checks = examine()
        as_objects = json.dumps(as_object(checks), indent=2) + "\n"
        write_result(as_objects if format == "json" else as_text(checks), "")
        raise typer.Exit(FAILED if failed(checks) else 0)


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


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        # Pipes and files get UTF-8 whatever the locale is; no character may be an error.
        encoding = stream.encoding if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors="replace")  # type: ignore[union-attr]
    # Nearly all that a run makes lives until its end. With Python's own threshold of 700, looking
    # for garbage takes a fifth of the time of a thousand questions.
    gc.set_threshold(10_000)
    # A process that is asked to end shows and keeps what it has, as it does after Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    app(prog_name="frontdesk")


if __name__ == "__main__":
    main()
