"""The commands for the company's records. What a command needs is imported when it runs."""

from collections.abc import Callable
from typing import Annotated

import typer

# frontdesk.records.manage.LISTED, repeated because importing it takes longer than --help may.
LISTED = ("customers", "orders", "invoices", "cases", "returns", "handovers")

records = typer.Typer(
    help="Make, fill and show the company's records.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@records.command()
def init() -> None:
    """Make the records, or bring them up to date, without demo data."""

    def work() -> str:
        from frontdesk.records.manage import init_records

        return f"The records are in {init_records()}."

    _told(work)


@records.command()
def seed() -> None:
    """Add the demo company's records, dated from today."""

    def work() -> str:
        from frontdesk.records.manage import seed_records

        return f"The demo company's records are in {seed_records()}."

    _told(work)


@records.command("import")
def import_(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A .csv, .json or .jsonl file.")],
) -> None:
    """Add or update the records in a file: all of them, or none."""

    def work() -> str:
        from pathlib import Path

        from frontdesk.records.manage import import_records

        counts = import_records(Path(file))
        told = [
            f"{count} {kind.removesuffix('s') if count == 1 else kind}"
            for kind, count in counts.items()
        ]
        return f"Imported {', '.join(told)}."

    _told(work)


@records.command()
def show(
    kind: Annotated[
        str, typer.Argument(metavar="|".join(LISTED), help="Without it, how many there are.")
    ] = "",
    customer: Annotated[str, typer.Option(metavar="ID", help="Only this customer's.")] = "",
    format: Annotated[
        str, typer.Option(metavar="text|json", help="How to write the records.")
    ] = "text",
) -> None:
    """Show the records of a kind, or where they are and how many."""

    def work() -> str:
        from typing import cast

        from frontdesk.cli.show_records import as_json, as_text, counts_text
        from frontdesk.records.manage import Listed, count_records, list_records

        _check(format, "text", "json")
        if not kind:
            place, counts = count_records()
            if format == "json":
                return as_json({"place": place, "counts": counts})
            return counts_text(place, counts)
        _check(kind, *LISTED)
        found = list_records(cast(Listed, kind), customer)
        return as_json(found) if format == "json" else as_text(found)

    _told(work)


@records.command()
def close(
    number: Annotated[
        str, typer.Argument(metavar="NUMBER", help="A case's, return's or hand-over's number.")
    ],
) -> None:
    """Close a case, a return or a hand-over that is done with."""

    def work() -> str:
        from frontdesk.records.manage import close_record

        kind, closed = close_record(number)
        return f"Closed {closed}, one of the {kind}."

    _told(work)


def _told(work: Callable[[], str]) -> None:
    """Do the work and print what it returns; an error ends the command with a sentence."""
    from frontdesk.cli.env_file import load_env_file
    from frontdesk.cli.show import errors_as_sentences, write_result

    with errors_as_sentences():
        load_env_file()
        write_result(work().rstrip("\n") + "\n", "")


def _check(value: str, *choices: str) -> None:
    from frontdesk.errors import InputError

    if value not in choices:
        raise InputError(f"{value!r} is not one of {', '.join(choices)}.")
