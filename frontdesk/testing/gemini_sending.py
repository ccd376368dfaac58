"""Send an answer of the loopback Gemini, whole, as a stream, or broken off."""

import json
from typing import Any

from aiohttp import web

from frontdesk.testing.gemini_errors import error
from frontdesk.testing.gemini_faults import FaultKind
from frontdesk.testing.gemini_wire import AnswerFrame

_STREAM = {"Content-Type": "text/event-stream"}
_JSON = "application/json; charset=utf-8"


async def send_answer(request: web.Request, frame: AnswerFrame, text: str) -> web.StreamResponse:
    """Send the answer."""
    if not asks_for_stream(request):
        return web.json_response(frame.whole(text))
    response = web.StreamResponse(headers=_STREAM)
    await response.prepare(request)
    for part in frame.parts(text):
        await response.write(_event(part))
    await response.write_eof()
    return response


async def send_broken_answer(
    request: web.Request, frame: AnswerFrame, text: str, kind: FaultKind
) -> web.StreamResponse:
    """Break the answer off as the `kind` says: `cut_body`, `broken_stream` or `stream_error`."""
    if not asks_for_stream(request):
        body = json.dumps(frame.whole(text)).encode()
        headers = {"Content-Type": _JSON, "Content-Length": str(len(body))}
        return await _send_part(request, headers, body[: len(body) // 2])
    events = [_event(part) for part in frame.parts(text)]
    if kind == "cut_body":
        body = b"".join(events)
        return await _send_part(request, _STREAM, body[: len(body) // 2])
    if kind == "broken_stream":
        return await _send_part(request, _STREAM, events[0])
    response = web.StreamResponse(headers=_STREAM)
    await response.prepare(request)
    await response.write(events[0])
    await response.write(_event(error(503, "The model is overloaded. Please try again later.")))
    await response.write_eof()
    return response


def asks_for_stream(request: web.Request) -> bool:
    """Return whether the answer is to be sent in parts."""
    return request.path.endswith(":streamGenerateContent")


def hang_up(request: web.Request) -> None:
    """Close the connection after what was sent so far."""
    if request.transport is not None:
        request.transport.close()


async def _send_part(
    request: web.Request, headers: dict[str, str], body: bytes
) -> web.StreamResponse:
    response = web.StreamResponse(headers=headers)
    await response.prepare(request)
    await response.write(body)
    hang_up(request)
    return response


def _event(part: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(part)}\r\n\r\n".encode()
