"""List the threads that are kept, and delete them."""

import asyncio
import importlib
from collections.abc import Sequence
from typing import Any

from langgraph.checkpoint.base import CheckpointTuple

from frontdesk.cli.threads import (
    Row,
    Threads,
    check_name,
    command_of,
    config_of,
    locked,
    open_threads,
)
from frontdesk.errors import InputError
from state.faq import FAQ

_HEADINGS = ("THREAD", "COMMAND", "LAST RUN", "STATE", "HAS")
_NOTHING = "No threads are kept. `frontdesk faq PATH... --thread NAME` keeps one.\n"


def listing() -> str:
    """Return a line for every thread: name, command, last run, whether finished, what it has."""
    lines = asyncio.run(_described())
    return _table([_HEADINGS, *lines]) if lines else _NOTHING


def delete_thread(name: str) -> None:
    """Delete the thread. Raises InputError where there is none or another process has it."""
    check_name(name)
    with locked(name):
        if not asyncio.run(_deleted(name)):
            raise InputError(f"There is no thread {name!r}; `frontdesk threads` lists them.")


async def _deleted(name: str) -> bool:
    async with open_threads() as threads:
        return await threads.delete(name)


async def _described() -> list[Sequence[str]]:
    async with open_threads() as threads:
        return [await _describe(row, threads) for row in await threads.rows()]


async def _describe(row: Row, threads: Threads) -> Sequence[str]:
    graph: Any = importlib.import_module(f"graphs.{row.graph}").graph.copy(
        update={"checkpointer": threads.checkpoints}
    )
    config = config_of(row.name)
    state = await graph.aget_state(config)
    kept = await threads.checkpoints.aget_tuple(config)
    return (
        row.name,
        command_of(row.graph).removeprefix("frontdesk "),
        f"{row.changed:%Y-%m-%d %H:%M}",
        "finished" if state.values and not state.tasks else "open",
        _items(state.values, kept),
    )


def _items(values: dict[str, Any], kept: CheckpointTuple | None) -> str:
    if messages := values.get("messages"):
        return f"{len(messages)} message{'' if len(messages) == 1 else 's'}"
    faqs: list[FAQ] = [*(values.get("faqs") or [])]
    for _, channel, value in (kept and kept.pending_writes) or []:
        if channel == "finished":
            faqs += [finished["faq"] for finished in value]
        elif channel == "__return__" and isinstance(value, dict) and "faq" in value:
            faqs.append(value["faq"])
    answered = {faq["question"] for faq in faqs if faq["status"] == "answered"}
    return f"{len(answered)} of {len(values.get('questions') or [])} questions answered"


def _table(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        + "\n"
        for row in rows
    )
