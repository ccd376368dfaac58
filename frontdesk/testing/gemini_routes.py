"""The parts of Gemini's HTTP interface that need no model."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

from frontdesk.testing import gemini_errors as errors
from frontdesk.testing import gemini_wire as wire

_LISTED_MODELS = ("gemini-2.5-flash", "gemini-3.5-flash-lite", "gemini-3.5-flash")
_LARGEST_REQUEST = 64 * 2**20


def gemini_application(
    generate: Callable[[web.Request], Awaitable[web.StreamResponse]],
) -> web.Application:
    """Return the application in which `generate` answers requests for content."""
    application = web.Application(client_max_size=_LARGEST_REQUEST)
    models = "/{version:v1|v1beta}/models"  # what Google's client asks for depends on its version
    model = f"{models}/{{model:[^/:]+}}"
    application.add_routes(
        [
            web.get(models, _list_models),
            web.get(model, _show_model),
            web.post(f"{model}:countTokens", _count_tokens),
            web.post(f"{model}:generateContent", generate),
            web.post(f"{model}:streamGenerateContent", generate),
            web.route("*", "/{unknown:.*}", _refuse_path),
        ]
    )
    return application


def refusal(request: web.Request) -> web.Response | None:
    """Return the answer to a request with a bad key or for an unknown model, None for others."""
    if request.headers.get("x-goog-api-key", "invalid") == "invalid":
        return failed(400, errors.invalid_key_error())
    model = request.match_info.get("model", "gemini-")
    if not model.startswith("gemini-"):
        return failed(404, errors.unknown_model_error(model))
    return None


def bad_request(message: str) -> web.Response:
    """Return Google's answer to a request that makes no sense."""
    return failed(400, errors.error(400, message))


def failed(status: int, body: Mapping[str, Any] | str) -> web.Response:
    """Return an error answer with its body: JSON, or the text of an HTML page."""
    if isinstance(body, str):
        return html_page(status, body)
    return web.json_response(body, status=status)


def html_page(status: int, text: str) -> web.Response:
    """Return an HTML page."""
    return web.Response(text=text, status=status, content_type="text/html")


async def _list_models(request: web.Request) -> web.Response:
    listed = {"models": [*map(wire.model_information, _LISTED_MODELS)]}
    return refusal(request) or web.json_response(listed)


async def _show_model(request: web.Request) -> web.Response:
    information = wire.model_information(request.match_info["model"])
    return refusal(request) or web.json_response(information)


async def _count_tokens(request: web.Request) -> web.Response:
    if refused := refusal(request):
        return refused
    try:
        prompt = wire.prompt_of(wire.read_contents(await request.json()))
    except ValueError as error:
        return bad_request(str(error))
    return web.json_response({"totalTokens": wire.count_tokens(prompt)})


async def _refuse_path(request: web.Request) -> web.Response:
    return failed(404, errors.error(404, f"There is nothing at {request.path}."))
