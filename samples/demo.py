"""The main job on the sample pages and messages, with the command line's own commands."""

import os
import sys
import tempfile
from pathlib import Path

import typer

from frontdesk.cli.main import app
from frontdesk.records.open import close_records

SAMPLES = Path(__file__).parent
ROUTED = ("technical.txt", "billing.txt", "general.txt")


def main() -> int:
    """Run the commands one after another; return the highest of their exit codes."""
    pages = str(SAMPLES / "pages")
    # The records of whoever tries the demo stay as they are, also those that .env names.
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(FRONTDESK_HOME=home, FRONTDESK_DEMO="true", DATABASE_URL="")
        codes = [_run("An FAQ from samples/pages", "faq", pages, "--questions", "6")]
        codes += [_run_on_message("Routing", "route", name) for name in ROUTED]
        codes.append(_run_on_message("Resolving", "support", "three-requests.txt"))
        close_records()
    return max(codes)


def _run_on_message(what: str, command: str, name: str) -> int:
    message = (SAMPLES / "messages" / name).read_text(encoding="utf-8").strip()
    return _run(f"{what} samples/messages/{name}", command, message, said=message)


def _run(title: str, *arguments: str, said: str = "") -> int:
    typer.secho(f"\n== {title} ==\n", bold=True)
    if said:
        typer.echo("\n".join(f"> {line}".rstrip() for line in said.splitlines()) + "\n")
    return app([*arguments], standalone_mode=False) or 0


if __name__ == "__main__":
    sys.exit(main())
