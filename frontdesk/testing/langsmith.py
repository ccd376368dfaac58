"""A LangSmith of one's own: an HTTP server on this machine that keeps the traces sent to it.

Point the tracer at it with `LANGSMITH_ENDPOINT`, and with `LANGSMITH_TRACING` and any
`LANGSMITH_API_KEY` see what would leave the machine.
"""

import json
from typing import Any

from aiohttp import BodyPartReader, web

from frontdesk.testing.loopback import LoopbackServer

_LARGEST_REQUEST = 64 * 2**20

# What LangSmith says of itself; without compression, so that what arrives can be read.
_INFORMATION = {
    "version": "0.0.0",
    "instance_flags": {"zstd_compression_enabled": False, "gzip_body_enabled": False},
    "batch_ingest_config": {
        "use_multipart_endpoint": True,
        "scale_up_qsize_trigger": 1000,
        "scale_up_nthreads_limit": 16,
        "scale_down_nempty_trigger": 4,
        "size_limit": 100,
        "size_limit_bytes": 20 * 2**20,
    },
}


class FakeLangSmith(LoopbackServer):
    """A loopback LangSmith. `requests` are the paths asked for, in their order.

    `runs` are the traced runs by their id, each with the fields that the tracer sent: `name`,
    `run_type`, `tags`, `inputs`, `outputs`, `error`, `extra`, `events` and so on. `received` is
    every byte of them as it came.
    """

    def __init__(self) -> None:
        self.requests: list[str] = []
        self.runs: dict[str, dict[str, Any]] = {}
        self.received = b""
        super().__init__(self._make_application)

    def _make_application(self) -> web.Application:
        application = web.Application(client_max_size=_LARGEST_REQUEST)
        application.add_routes(
            [
                web.get("/info", self._inform),
                web.post("/runs/multipart", self._take_parts),
                web.post("/runs/batch", self._take_batch),
                web.post("/runs", self._take_run),
                web.patch("/runs/{id}", self._take_run),
                web.route("*", "/{other:.*}", self._take_nothing),
            ]
        )
        return application

    async def _inform(self, request: web.Request) -> web.Response:
        self.requests.append(request.path)
        return web.json_response(_INFORMATION)

    async def _take_parts(self, request: web.Request) -> web.Response:
        """Take runs in parts named post.ID or patch.ID, and their large fields in post.ID.FIELD."""
        self.requests.append(request.path)
        async for part in await request.multipart():
            if isinstance(part, BodyPartReader) and part.name:
                _, run_id, field = [*part.name.split("."), ""][:3]
                content = await part.read()
                value = json.loads(content)
                self._keep(run_id, {field: value} if field else value, content)
        return web.json_response({}, status=202)

    async def _take_batch(self, request: web.Request) -> web.Response:
        self.requests.append(request.path)
        batch = await request.json()
        for run in [*batch.get("post", []), *batch.get("patch", [])]:
            self._keep(run["id"], run, json.dumps(run).encode())
        return web.json_response({}, status=202)

    async def _take_run(self, request: web.Request) -> web.Response:
        self.requests.append(request.path)
        run = await request.json()
        self._keep(request.match_info.get("id") or run["id"], run, await request.read())
        return web.json_response({}, status=202)

    async def _take_nothing(self, request: web.Request) -> web.Response:
        self.requests.append(request.path)
        return web.json_response([])

    def _keep(self, run_id: str, fields: dict[str, Any], content: bytes) -> None:
        known = self.runs.setdefault(run_id, {})
        known.update({name: value for name, value in fields.items() if value is not None})
        self.received += content + b"\n"
