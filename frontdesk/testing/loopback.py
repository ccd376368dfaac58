"""Serve an aiohttp application on this machine's loopback address, from a thread of its own."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from aiohttp import web

_HOST = "127.0.0.1"
_BACKLOG = 1024
# Requests in flight are cut off at once; aiohttp takes 0 for "wait for ever".
_SHUTDOWN_SECONDS = 0.01


class LoopbackServer:
    """What `application` makes at every start, reachable from this machine alone.

    `port` 0 takes a free one. What the application runs in the loop's executor runs one at a time:
    several threads that compute would make the loop wait its turn behind all of them. `connections`
    counts the TCP connections that were accepted. It serves from `start` to `stop`, or in a `with`.
    """

    def __init__(self, application: Callable[[], web.Application], port: int = 0) -> None:
        self._application = application
        self._port = port
        self._url = ""
        self.connections = 0
        self._stopping = asyncio.Event()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop

    @property
    def url(self) -> str:
        """The address while it serves. Raises RuntimeError before and after."""
        if not self._url:
            raise RuntimeError(f"{type(self).__name__} has no address before it is started.")
        return self._url

    def start(self) -> None:
        """Serve; return when requests are accepted. OSError if the port is taken."""
        address: Future[str] = Future()
        self._stopping = asyncio.Event()
        self._thread = threading.Thread(
            target=self._run, args=(address,), name="loopback", daemon=True
        )
        self._thread.start()
        self._url = address.result()

    def stop(self) -> None:
        """Cut off the requests in flight and end the thread. Stopping twice does no harm."""
        if self._thread is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join()
        self._url = ""

    def __enter__(self) -> Self:
        """Start."""
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop."""
        self.stop()

    def _run(self, address: "Future[str]") -> None:
        try:
            asyncio.run(self._serve(address))
        except Exception as error:
            if address.done():
                raise
            address.set_exception(error)

    async def _serve(self, address: "Future[str]") -> None:
        self._loop = asyncio.get_running_loop()
        self._loop.set_default_executor(ThreadPoolExecutor(1, "loopback-work"))
        runner = web.AppRunner(
            self._application(),
            access_log=None,
            handler_cancellation=True,
            shutdown_timeout=_SHUTDOWN_SECONDS,
        )
        await runner.setup()
        listening: asyncio.Server | None = None
        try:
            listening = await self._loop.create_server(
                lambda: self._accept(runner), _HOST, self._port, backlog=_BACKLOG
            )
            address.set_result(f"http://{_HOST}:{listening.sockets[0].getsockname()[1]}")
            await self._stopping.wait()
        finally:
            if listening is not None:
                listening.close()
            await runner.cleanup()

    def _accept(self, runner: web.AppRunner) -> asyncio.Protocol:
        """Return what speaks with a new connection."""
        if runner.server is None:
            raise RuntimeError("A connection came to a server that has stopped.")
        self.connections += 1
        return runner.server()
