"""Run a graph in a thread: begin, go on where it stopped, or tell what is kept."""

import importlib
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from typing import Any

from langchain_core.runnables import RunnableConfig
from langgraph.constants import END
from langgraph.types import Overwrite, StateSnapshot, StateUpdate

from frontdesk.cli.approve import Decide, answers_to
from frontdesk.cli.results import UNFINISHED, setup_failure
from frontdesk.cli.run import STREAM_MODES, Event
from frontdesk.cli.threads import Thread, Threads, config_of, name_for, open_threads, retry_of
from state.faq import FAQ
from state.item import Progress
from state.usage import add_usage, no_usage

# The graph with its checkpoints: langgraph's own type says nothing of its state.
_Graph = Any


async def thread_events(
    name: str,
    graph_input: dict[str, Any],
    context: dict[str, Any],
    thread: Thread,
    decide: Decide,
) -> AsyncGenerator[Event]:
    """Run the graph `name` in `thread`, and give the events of its stream.

    Where it pauses for a person's approval, `decide` gives the answer.

    What an earlier run has finished is told again and not done again; of an FAQ, as events like
    those of a run. Sentences for the user are events of the mode "notes". Raises InputError where
    the thread was begun with another input.
    """
    async with open_threads() as threads:
        if thread.fresh:
            await threads.delete(thread.name)
        await threads.begin(thread.name, name, graph_input)
        graph: _Graph = importlib.import_module(f"graphs.{name}").graph.copy(
            update={"checkpointer": threads.checkpoints}
        )
        if "messages" in graph_input:
            events = _conversation_events(graph, graph_input, context, thread, decide)
        else:
            events = _faq_events(graph, graph_input, context, thread, threads)
        async with aclosing(events):
            async for event in events:
                yield event


async def approved_events(
    name: str, graph_input: dict[str, Any], context: dict[str, Any], decide: Decide
) -> AsyncGenerator[Event]:
    """Run the graph `name` in a thread that nothing keeps, and give the events of its stream.

    Where it pauses for a person's approval, `decide` gives the answer.
    """
    from langgraph.checkpoint.memory import InMemorySaver

    graph: _Graph = importlib.import_module(f"graphs.{name}").graph.copy(
        update={"checkpointer": InMemorySaver()}
    )
    message = graph_input["messages"][-1]["content"]
    config = config_of(name_for(message, context.get("customer_id", "")))
    async for event in _answered_events(graph, graph_input, config, context, decide):
        yield event


async def _conversation_events(
    graph: _Graph,
    graph_input: dict[str, Any],
    context: dict[str, Any],
    thread: Thread,
    decide: Decide,
) -> AsyncGenerator[Event]:
    """Take the message into the conversation, unless an earlier run has begun to answer it."""
    config = config_of(thread.name)
    state = await graph.aget_state(config)
    conversation = state.values.get("messages") or []
    written = [each.text for each in conversation if each.type == "human"]
    message = graph_input["messages"][-1]["content"]
    is_there = is_open(state) and written[-1:] == [message]
    given = None if is_there else graph_input
    async for event in _answered_events(graph, given, config, context, decide):
        yield event


async def _answered_events(
    graph: _Graph,
    run_input: Any,
    config: RunnableConfig,
    context: dict[str, Any],
    decide: Decide,
) -> AsyncGenerator[Event]:
    """Run the graph, and go on with an answer whenever it pauses for one."""
    while True:
        async for event in _stream(graph, run_input, config, context):
            yield event
        run_input = answers_to((await graph.aget_state(config)).interrupts, decide)
        if run_input is None:
            return


async def _faq_events(
    graph: _Graph,
    graph_input: dict[str, Any],
    context: dict[str, Any],
    thread: Thread,
    threads: Threads,
) -> AsyncGenerator[Event]:
    config = config_of(thread.name)
    state = await graph.aget_state(config)
    async for event in _go_on(graph, graph_input, config, context):
        yield event
    faqs: list[FAQ] = (await graph.aget_state(config)).values["faqs"]
    failed = any(faq["status"] in UNFINISHED for faq in faqs)
    is_kept = bool(state.values) and not is_open(state)
    if failed and (thread.retry_failed or (is_kept and setup_failure(faqs))):
        async for event in _retry(graph, context, thread, threads):
            yield event
    elif is_kept:
        hint = " To try the failed ones again: --retry-failed." if failed else ""
        yield (), "notes", f"Kept in thread {thread.name!r}; no model was asked again.{hint}"


async def _go_on(
    graph: _Graph, graph_input: dict[str, Any], config: RunnableConfig, context: dict[str, Any]
) -> AsyncGenerator[Event]:
    """Run the FAQ graph from where it stopped to its end, having told what was finished before."""
    state: StateSnapshot = await graph.aget_state(config, subgraphs=True)
    if state.values:
        yield (), "values", state.values
        for news in _finished_before(state):
            yield (), "custom", news
    if is_open(state) or not state.values:
        run_input = None if is_open(state) else graph_input
        async for event in _stream(graph, run_input, config, context):
            yield event


async def _retry(
    graph: _Graph, context: dict[str, Any], thread: Thread, threads: Threads
) -> AsyncGenerator[Event]:
    """Ask the failed questions again, in a thread of their own, and put them in their places.

    A retry that was interrupted goes on like any other run.
    """
    config, retry_config = config_of(thread.name), config_of(retry_of(thread.name))
    values = (await graph.aget_state(config)).values
    failed = [item for item, faq in enumerate(values["faqs"]) if faq["status"] in UNFINISHED]
    questions = [values["questions"][item] for item in failed]
    before = await graph.aget_state(retry_config)
    if before.values.get("questions") != questions:
        await threads.checkpoints.adelete_thread(retry_of(thread.name))
    retry_input = {"sources": values["sources"], "questions": questions}
    retried: dict[str, Any] = {}
    async for subgraph, mode, data in _go_on(graph, retry_input, retry_config, context):
        if mode == "values" and not subgraph:
            retried = data
            data = {**values, "usage": add_usage(values["usage"], data.get("usage") or no_usage())}
        elif mode == "custom" and data["type"] == "progress":
            data = {**data, "item": failed[data["item"]], "total": len(values["faqs"])}
        yield subgraph, mode, data
    faqs = [*values["faqs"]]
    for item, faq in zip(failed, retried["faqs"], strict=True):
        faqs[item] = faq
    usage = add_usage(values["usage"], retried["usage"])
    update = StateUpdate({"faqs": faqs, "usage": Overwrite(usage)})
    await graph.abulk_update_state(config, [[update], [StateUpdate(None, END)]])
    await threads.checkpoints.adelete_thread(retry_of(thread.name))
    yield (), "values", {**values, "faqs": faqs, "usage": usage}


def is_open(state: StateSnapshot) -> bool:
    """Say whether the run is not at its end.

    `state.next` does not say it: the tasks of a step that are done are not in it, and a run may
    have been killed when all of them were and the step was not.
    """
    return bool(state.tasks)


async def _stream(
    graph: _Graph, run_input: Any, config: RunnableConfig, context: dict[str, Any]
) -> AsyncGenerator[Event]:
    """Run the graph; each step's checkpoint is saved before the step begins."""
    stream = graph.astream(
        run_input,
        config,
        context=context,
        stream_mode=STREAM_MODES,
        subgraphs=True,
        durability="sync",
    )
    async with aclosing(stream):
        async for event in stream:
            yield event


def _finished_before(state: StateSnapshot) -> Iterator[Progress]:
    """Return the news of the items as an earlier run left them, the latest of each.

    A branch that is done has its FAQ in its result, one that is not in the state of its subgraph.
    """
    total = len(state.values.get("questions") or [])
    step = "answer_questions" if is_open(state) else "find_sources"
    for item, faq in enumerate(state.values.get("faqs") or []):
        yield _news(step, item, total, faq)
    for task in state.tasks:
        joined = (task.result or {}).get("finished", [])
        # The join, too, may be done already: it empties the list, and the state has the FAQs.
        for finished in joined if isinstance(joined, list) else []:
            yield _news("find_sources", finished["item"], total, finished["faq"])
        if isinstance(task.state, StateSnapshot) and not task.result:
            branch = task.state.values
            if "faq" in branch:
                yield _news("answer_question", branch["item"], total, branch["faq"])


def _news(step: str, item: int, total: int, faq: FAQ) -> Progress:
    return {"type": "progress", "step": step, "item": item, "total": total, "result": faq}
