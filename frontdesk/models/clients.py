"""Keep the loaded models of each event loop, and close their connections when it ends."""

import asyncio
import importlib
from collections.abc import AsyncGenerator, Hashable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from langchain_core.language_models import BaseChatModel

from frontdesk.models.load import load_chat_model
from frontdesk.models.names import GEMINI
from frontdesk.settings import Settings
from frontdesk.tracing import obey_trace_text

obey_trace_text()


@dataclass
class _LoopModels:
    """The models of one event loop; `closing` ends with the loop and closes what is `open`."""

    closing: AsyncGenerator[None]
    open: AsyncExitStack
    models: dict[tuple[str, Hashable], BaseChatModel] = field(default_factory=dict)
    loading: asyncio.Lock = field(default_factory=asyncio.Lock)


# A provider's client belongs to the event loop that it was first used on.
_loops: dict[asyncio.AbstractEventLoop, _LoopModels] = {}


async def chat_model(name: str, settings: Settings) -> BaseChatModel:
    """Return the model of this name for the running event loop, loaded once.

    A change of the settings that its connection depends on loads it anew. Raises ModelSetupError as
    `load_chat_model` does.
    """
    loop = asyncio.get_running_loop()
    if loop not in _loops:
        _loops[loop] = _LoopModels(_close_when_the_loop_ends(loop), AsyncExitStack())
        # Started, so that the loop closes it with all its other asynchronous generators.
        await anext(_loops[loop].closing)
    here, key = _loops[loop], (name, settings.connection)
    if key not in here.models:
        async with here.loading:
            if key not in here.models:
                here.models[key] = await _load(name, here.open)
    return here.models[key]


async def _load(name: str, open_here: AsyncExitStack) -> BaseChatModel:
    """Load a model, in a thread, because loading imports and reads files."""
    if not name.startswith(f"{GEMINI}:"):
        return await asyncio.to_thread(load_chat_model, name)
    gemini = await asyncio.to_thread(importlib.import_module, "frontdesk.models.gemini")
    session = await open_here.enter_async_context(gemini.open_session())
    return await asyncio.to_thread(load_chat_model, name, session)


async def _close_when_the_loop_ends(loop: asyncio.AbstractEventLoop) -> AsyncGenerator[None]:
    try:
        yield
    finally:
        await _loops.pop(loop).open.aclose()
