"""The options that several commands have."""

from typing import Annotated

import typer

from frontdesk.cli.values import BadValue, amount, one_of, whole_number

# state.faq.MAX_QUESTIONS, repeated because importing it takes longer than --help may.
MOST_QUESTIONS = 1000

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
ThreadName = Annotated[
    str,
    typer.Option(
        "--thread",
        metavar="NAME",
        help="Keep the run under this name: the same command goes on where it was broken off.",
    ),
]
Conversation = Annotated[
    str,
    typer.Option(
        "--thread", metavar="NAME", help="Keep the conversation under this name, and go on with it."
    ),
]
Fresh = Annotated[bool, typer.Option("--fresh", help="Start the thread over.")]
RetryFailed = Annotated[
    bool,
    typer.Option(
        "--retry-failed", help="Ask the thread's failed and skipped questions again, no others."
    ),
]
RetryFailedMessages = Annotated[
    bool,
    typer.Option("--retry-failed", help="Answer the batch's failed messages again, no others."),
]
Approve = Annotated[
    str | None,
    typer.Option(
        parser=one_of("ask", "yes", "no", "later"),
        metavar="ask|yes|no|later",
        help="Who decides about such returns: you on the terminal, or the same for all.",
    ),
]


def check_thread(thread: str, url: str, *, fresh: bool = False, retry_failed: bool = False) -> None:
    """Raise BadValue where these options do not go together."""
    if thread and url:
        raise BadValue("--thread keeps a run on this machine: leave --url out.")
    for option, given in (("--fresh", fresh), ("--retry-failed", retry_failed)):
        if given and not thread:
            raise BadValue(f"{option} needs --thread NAME.")
    if fresh and retry_failed:
        raise BadValue("--fresh starts over and --retry-failed does not: leave one of them out.")
