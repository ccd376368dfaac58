"""Run a graph, here or on a graph server, and keep all that it gives on the way."""

import asyncio
import importlib
import re
import threading
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine
from concurrent.futures import Future
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, cast

from frontdesk.cli.approve import Decide, hand_over
from frontdesk.errors import FrontdeskError, InputError
from state.item import Progress
from state.usage import Usage, add_usage, no_usage

if TYPE_CHECKING:
    from frontdesk.cli.threads import Thread

Watch = Callable[[str, Any], None]

# Subgraph (empty: the graph itself), mode, data.
Event = tuple[tuple[str, ...], str, Any]

STREAM_MODES = ["updates", "custom", "values"]
_SECONDS_TO_CANCEL = 0.4


class _Graph(Protocol):
    def astream(
        self, input: Any, *, context: Any, stream_mode: Any, subgraphs: bool, **options: Any
    ) -> AsyncIterator[Any]: ...


@dataclass
class Run:
    """What a graph has given: its state, the latest news of every item, and what the calls took.

    `values` is the last state, which is the output if the run was not interrupted. `notes` are
    sentences about the run that are told at the end.
    """

    values: dict[str, Any] = field(default_factory=dict)
    news: dict[int, Progress] = field(default_factory=dict)
    usage: Usage = field(default_factory=no_usage)
    seconds: float = 0.0
    interrupted: bool = False
    notes: list[str] = field(default_factory=list)
    _subgraphs: set[str] = field(default_factory=set)

    def note(self, subgraph: tuple[str, ...], mode: str, data: Any) -> None:
        """Keep one event of the graph's stream, or of the subgraph's inside it."""
        if mode == "notes":
            self.notes.append(data)
        elif mode == "custom" and _is_news(data):
            self.news[data["item"]] = data
        elif mode == "values" and not subgraph:
            self.values = data
            # The state has counted every step that is done, the updates those that are not.
            self.usage = data.get("usage") or no_usage()
        elif mode == "updates":
            self._subgraphs.update(name.partition(":")[0] for name in subgraph)
            for node, update in data.items():
                if node not in self._subgraphs:  # whose own nodes have been counted
                    self.usage = add_usage(self.usage, _usage_in(update))


def run_graph(
    name: str,
    graph_input: dict[str, Any],
    context: dict[str, Any],
    *,
    url: str,
    watch: Watch,
    thread: "Thread | None" = None,
    decide: Decide | None = None,
    complete: Callable[[Coroutine[Any, Any, None]], None] = asyncio.run,
) -> Run:
    """Run the graph `name` to its end, or until Ctrl-C; `watch` is told every event.

    Where the run pauses for a person's approval, `decide` gives the answer. With `url` the graph
    server there runs it; with `thread` it runs here and is kept. `complete` runs a coroutine, by
    default on an event loop of its own; models and connections last as long as their loop. Raises
    what the graph raises; whatever goes wrong between here and the server becomes a FrontdeskError.
    """
    if url and not re.match(r"https?://[^/]", url):
        raise InputError(f"--url {url} is no server's address: it must start with http://.")
    run, ended, cancel = Run(), Future[None](), Future[Callable[[], object]]()

    async def stream() -> None:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        if task:
            cancel.set_result(lambda: loop.call_soon_threadsafe(task.cancel))
        events = _events(name, graph_input, context, url, thread, decide)
        async with aclosing(events):
            async for subgraph, mode, data in events:
                run.note(subgraph, mode, data)
                watch(mode, data)

    def work() -> None:
        try:
            complete(stream())
            ended.set_result(None)
        except BaseException as error:  # the caller's thread raises it again
            ended.set_exception(error)

    # In a thread of its own, for Ctrl-C reaches the main thread even while the run's is busy.
    started = time.monotonic()
    threading.Thread(target=work, daemon=True).start()
    try:
        ended.result()
    except KeyboardInterrupt:
        run.interrupted = True
        _stop(cancel, ended)
    run.seconds = time.monotonic() - started
    return run


def _stop(cancel: Future[Callable[[], object]], ended: Future[None]) -> None:
    """Cancel the run and wait a moment for it to close its connections."""
    try:
        cancel.result(timeout=0)()
        ended.exception(timeout=_SECONDS_TO_CANCEL)
    except (TimeoutError, RuntimeError):
        return  # not begun, ended meanwhile, or in work that nothing can cancel


def _events(
    name: str,
    graph_input: dict[str, Any],
    context: dict[str, Any],
    url: str,
    thread: "Thread | None",
    decide: Decide | None,
) -> AsyncGenerator[Event]:
    if url:
        return _remote_events(name, graph_input, context, url)
    if thread is None and decide is None:
        return _local_events(name, graph_input, context)
    from frontdesk.cli.thread_run import approved_events, thread_events

    if thread is None:
        return approved_events(name, graph_input, context, decide or hand_over)
    return thread_events(name, graph_input, context, thread, decide or hand_over)


async def _local_events(
    name: str, graph_input: dict[str, Any], context: dict[str, Any]
) -> AsyncGenerator[Event]:
    graph: _Graph = importlib.import_module(f"graphs.{name}").graph
    async for event in graph.astream(
        graph_input, context=context, stream_mode=STREAM_MODES, subgraphs=True
    ):
        yield event


async def _remote_events(
    name: str, graph_input: dict[str, Any], context: dict[str, Any], url: str
) -> AsyncGenerator[Event]:
    import httpx
    from langgraph.pregel.remote import RemoteException, RemoteGraph
    from langgraph_sdk.errors import APIStatusError

    try:
        async with httpx.AsyncClient() as client:
            await client.get(url)  # the graph's own client would try for seconds to connect
        graph: _Graph = RemoteGraph(name, url=url)
        async for event in graph.astream(
            graph_input,
            context=context,
            stream_mode=STREAM_MODES,
            subgraphs=True,
            on_disconnect="cancel",
        ):
            yield event
    except APIStatusError as error:
        raise InputError(f"The server at {url} refuses to run {name}: {error}") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = str(error) or type(error).__name__
        raise InputError(f"The server at {url} cannot be reached: {reason}.") from error
    except RemoteException as error:
        raise _error_of_server(url, error.args[0]) from error


def _error_of_server(url: str, report: object) -> FrontdeskError:
    """Return the error that a run on a server ended with."""
    told = report if isinstance(report, dict) else {"message": str(report)}
    name, message = told.get("error", "an error"), " ".join(str(told.get("message", "")).split())
    bad_input = name in ("InputError", "ModelSetupError", "ValidationError")
    sentence = f"The run on {url} ended with {name}: {message}."
    return InputError(sentence) if bad_input else FrontdeskError(sentence)


def _is_news(data: Any) -> bool:
    return (
        isinstance(data, dict)
        and data.get("type") == "progress"
        and isinstance(data.get("result"), dict)
    )


def _usage_in(update: Any) -> Usage:
    """Return the usage in a node's update, where it may be wrapped to replace the state's."""
    usage = update.get("usage") if isinstance(update, dict) else None
    usage = usage.get("value", usage) if isinstance(usage, dict) else getattr(usage, "value", None)
    return cast(Usage, usage) if isinstance(usage, dict) and "calls" in usage else no_usage()
