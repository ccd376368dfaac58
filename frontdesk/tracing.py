"""What LangSmith may be told: with FRONTDESK_TRACE_TEXT=false nothing that people wrote."""

import re
from contextvars import ContextVar
from typing import Any, cast

from langchain_core.tracers.context import register_configure_hook
from langsmith import Client, run_trees

from frontdesk.settings import read_settings

# Metadata of LangGraph, LangChain and LangSmith themselves; a caller's own may be anything.
_METADATA_KEPT = re.compile(
    r"(langgraph|ls|lc|LANGGRAPH|LANGSMITH|LANGCHAIN)_\w+"
    r"|(thread|run|assistant|graph|checkpoint|revision)_id|checkpoint_ns|usage_metadata"
)


def obey_trace_text() -> None:
    """Make every run in this process from now on obey FRONTDESK_TRACE_TEXT.

    With it off, LangSmith gets each run's name, tags, times, tokens, status and place in the tree,
    and of an error its class; no inputs, outputs, messages of errors or metadata of the caller's.
    It is for the client that LangSmith's environment variables make. One that a caller makes
    itself and passes to a run remains the caller's.

    A graph that is imported and run tells nobody before its first inputs are sent, so this has to
    be said at import. LangChain asks its hooks whenever it has made ready to trace a run and
    before it sends anything; until then nothing is read, and no client is made.
    """
    register_configure_hook(cast(ContextVar[None], _BeforeEachRun()), inheritable=False)


class _BeforeEachRun:
    """What LangChain takes for a context variable: it asks for a handler, and there is none."""

    def get(self) -> None:
        client = run_trees._CLIENT
        if client is not None and not read_settings().trace_text:
            _keep_text_out(client)


def _keep_text_out(client: Client) -> None:
    """Do to a client what its arguments of these names would have done, had we made it.

    Its slots refuse other names, so that a LangSmith that has renamed them ends in an error and
    not in a trace with text.
    """
    client._hide_inputs = True
    client._hide_outputs = True
    client._anonymizer = _without_text


def _without_text(data: dict[str, Any]) -> dict[str, Any]:
    """Return what may be told of a run's error, which comes as {"error": text}, or metadata."""
    if [*data] == ["error"]:
        kind = re.match(r"[A-Za-z_]\w*(?=\()", str(data["error"]))
        return {"error": kind.group() if kind else "an error"}
    return {name: value for name, value in data.items() if _METADATA_KEPT.fullmatch(name)}
