"""Keep the loaded models of each event loop, and close their connections when it ends."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import Any

from langchain_core.language_models import BaseChatModel

from frontdesk.models.load import load_chat_model
from frontdesk.settings import Settings, read_settings


@dataclass
class _LoopModels:
    """The models of one event loop; `closing` ends with the loop."""

    closing: AsyncGenerator[None]
    models: dict[tuple[str, Settings], BaseChatModel] = field(default_factory=dict)
    loading: asyncio.Lock = field(default_factory=asyncio.Lock)


# A provider's client belongs to the event loop that it was first used on.
_loops: dict[asyncio.AbstractEventLoop, _LoopModels] = {}


async def chat_model(name: str) -> BaseChatModel:
    """Return the model of this name for the running event loop, loaded once.

    A change of the process's settings loads it anew. Raises ModelSetupError as
    `load_chat_model` does.
    """
    loop = asyncio.get_running_loop()
    if loop not in _loops:
        _loops[loop] = _LoopModels(_close_when_the_loop_ends(loop))
        # Started, so that the loop closes it with all its other asynchronous generators.
        await anext(_loops[loop].closing)
    models, key = _loops[loop].models, (name, read_settings())
    if key not in models:
        async with _loops[loop].loading:
            if key not in models:
                # In a thread, because loading imports and reads files.
                models[key] = await asyncio.to_thread(load_chat_model, name)
    return models[key]


async def _close_when_the_loop_ends(loop: asyncio.AbstractEventLoop) -> AsyncGenerator[None]:
    try:
        yield
    finally:
        for model in _loops.pop(loop).models.values():
            close: Any = getattr(model, "aclose", None)
            if close is not None:
                await close()
