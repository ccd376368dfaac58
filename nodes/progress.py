"""Tell whoever streams a run how far it is."""

from langgraph.runtime import Runtime

from state.context import Context
from state.item import Progress


def report(
    runtime: Runtime[Context], step: str, item: int, total: int, result: object | None = None
) -> None:
    """Send a progress event: `step` has finished item number `item`, counted from 0, of `total`."""
    event: Progress = {
        "type": "progress",
        "step": step,
        "item": item,
        "total": total,
        "result": result,
    }
    runtime.stream_writer(event)
