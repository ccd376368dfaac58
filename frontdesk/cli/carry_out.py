"""Run a graph for a command: here, in a thread, on a server or in chaos."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from typing import Any, NoReturn

import typer

from frontdesk.cli import results
from frontdesk.cli.approve import decider
from frontdesk.cli.progress import show_progress
from frontdesk.cli.run import Run, Watch, run_graph
from frontdesk.cli.show import INTERRUPTED, leave, tell
from frontdesk.cli.threads import Thread, check_name, locked
from frontdesk.models.names import model_name, offline_notice
from state.usage import Usage


def carry_out(
    graph: str,
    graph_input: dict[str, Any],
    context: dict[str, Any],
    url: str,
    chaos: bool,
    *,
    thread: Thread | None = None,
    listen: Watch | None = None,
    approve: str = "",
) -> Run:
    """Run the graph `graph` and show its progress.

    With `chaos` a fake Gemini that often fails answers; with `url` the graph server there runs it.
    `listen` is told every event, and `approve` names who decides about returns, as `decider` takes
    it. Raises what the run raises.
    """
    if chaos:
        return _run_in_chaos(graph, graph_input, context, thread=thread, listen=listen)
    if not url and (notice := offline_notice(model_name(context.get("model", "")))):
        tell_once(notice)
    decide = decider(approve)
    progress = nullcontext(_unwatched) if decide else show_progress(graph, listen)
    with _held(thread), progress as watch:
        return run_graph(
            graph, graph_input, context, url=url, watch=watch, thread=thread, decide=decide
        )


def _unwatched(mode: str, data: Any) -> None:
    """Show nothing: a question stands on the terminal where progress would."""


def _run_in_chaos(
    graph: str,
    graph_input: dict[str, Any],
    context: dict[str, Any],
    *,
    thread: Thread | None,
    listen: Watch | None,
) -> Run:
    from frontdesk.cli.chaos import MODELS, NOTICE, chaos_report, failing_gemini

    tell(NOTICE)
    with failing_gemini() as gemini:
        try:
            with _held(thread), show_progress(graph, listen) as watch:
                run = run_graph(
                    graph, graph_input, context | MODELS, url="", watch=watch, thread=thread
                )
        except Exception:
            tell(chaos_report(gemini))
            raise
    run.notes.append(chaos_report(gemini))
    return run


def thread_of(name: str, *, fresh: bool = False, retry_failed: bool = False) -> Thread | None:
    """Return the thread of this name, or None without one. Raises InputError if it is no name."""
    if not name:
        return None
    check_name(name)
    return Thread(name, fresh=fresh, retry_failed=retry_failed)


def _held(thread: Thread | None) -> AbstractContextManager[None]:
    return locked(thread.name) if thread else nullcontext()


@cache
def tell_once(sentence: str) -> None:
    """Write a line to standard error, the first time."""
    tell(sentence)


def end(run: Run, usage: Usage, code: int, remarks: Sequence[str]) -> NoReturn:
    """Tell notices, remarks and what the run took, and end the command with the exit code."""
    for remark in [*usage["notices"], *remarks]:
        tell(remark)
    tell(results.usage_line(usage, run.seconds))
    for note in run.notes:
        tell(note)
    if code == INTERRUPTED:
        leave(code)
    raise typer.Exit(code)
