"""Check whether Frontdesk can work here, and say what to do where it cannot."""

import os
import platform
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from threading import Thread
from typing import Any, Literal, TypeVar

from frontdesk.documents.published import published_faq
from frontdesk.errors import InputError, ModelSetupError
from frontdesk.models.catalog import READ_ON, facts_of, retirement_notice
from frontdesk.models.names import (
    GEMINI,
    KEY_ADDRESS,
    OFFLINE,
    fast_model_name,
    model_name,
    reason_of_choice,
)
from frontdesk.settings import Settings, read_settings

_SECONDS_FOR_ALL = 10.0
_SECONDS_FOR_ONE = 5
_QUOTA_ADDRESS = "https://ai.google.dev/gemini-api/docs/rate-limits"
_SHOWN_PACKAGES = ("langgraph", "langchain-core", "langchain-google-genai", "google-genai")

T = TypeVar("T")


@dataclass(frozen=True)
class Check:
    """What was checked, how it is, and what to do about it ("" where nothing is to be done)."""

    name: str
    status: Literal["OK", "WARN", "FAIL"]
    told: str
    remedy: str = ""


def examine() -> list[Check]:
    """Check everything, in at most ten seconds. Asks for what costs no tokens."""
    checks = [_packages(), _env_file()]
    try:
        settings = read_settings()
    except InputError as error:
        return [*checks, Check("settings", "FAIL", str(error), "Correct it, in .env for example.")]
    models: dict[str, str] = {}  # each once, under its first role
    for role, name in _models(settings):
        models.setdefault(name, role)
    # All at the same time, for each may have to wait.
    answers = {name: _begin(_ask, name, settings) for name in models}
    traces = _begin(_langsmith_answers)
    deadline = time.monotonic() + _SECONDS_FOR_ALL
    told = {name: _result(answer, deadline, "unreachable") for name, answer in answers.items()}
    return [
        *checks,
        Check("choice", "OK", f"{model_name()}, {reason_of_choice()}."),
        _key(settings, told),
        *(_model(role, name, told[name], settings) for name, role in models.items()),
        *(check for name in models for check in _known(name)),
        _quotas(settings),
        *_faq(settings),
        _tracing(settings, _result(traces, deadline, False)),
    ]


def as_text(checks: list[Check]) -> str:
    """Return the checks, a line each."""
    return "".join(
        f"{check.status:4}  {check.name}: {f'{check.told} {check.remedy}'.strip()}\n"
        for check in checks
    )


def as_object(checks: list[Check]) -> dict[str, Any]:
    """Return the checks for programs, and whether none failed."""
    return {"ok": not failed(checks), "checks": [asdict(check) for check in checks]}


def failed(checks: list[Check]) -> bool:
    """Return whether anything is as it must not be."""
    return any(check.status == "FAIL" for check in checks)


def _packages() -> Check:
    from packaging.requirements import Requirement

    shown = ", ".join(f"{name} {_version(name)}" for name in _SHOWN_PACKAGES)
    told = f"Python {platform.python_version()}, {shown}."
    try:
        needed = [Requirement(line) for line in requires("frontdesk") or []]
    except PackageNotFoundError:
        return Check("packages", "WARN", f"{told} Frontdesk is not installed.", "Run make demo.")
    wrong = [
        f"{each.name} {_version(each.name)} is there, but {each.specifier} is needed"
        for each in needed
        if (each.marker is None or each.marker.evaluate({"extra": ""}))
        and not each.specifier.contains(_version(each.name) or "0", prereleases=True)
    ]
    if wrong:
        return Check("packages", "FAIL", f"{'; '.join(wrong)}.", "Run make demo to install it.")
    return Check("packages", "OK", told)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _env_file() -> Check:
    path = Path.cwd() / ".env"
    if path.is_file():
        return Check(".env", "OK", f"{path} is read; what the environment sets already wins.")
    return Check(".env", "OK", "There is none in this folder; the environment alone decides.")


def _models(settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield the role and the name of each model that may be asked."""
    yield "model", model_name()
    yield "fast model", fast_model_name()
    for name in settings.fallback_models:
        yield "fallback model", name


def _key(settings: Settings, answers: dict[str, str]) -> Check:
    """Tell of Gemini's key what Google's answers say of it."""
    asked = [answer for name, answer in answers.items() if name.startswith(f"{GEMINI}:")]
    get_one = f"Set GOOGLE_API_KEY to one from {KEY_ADDRESS}."
    if settings.gemini_api_key is None:
        if asked:
            return Check("key", "FAIL", "Gemini is chosen and no key is set.", get_one)
        if not settings.model.strip():
            return Check("key", "WARN", "No Gemini key is set, so nothing asks Gemini.", get_one)
        return Check("key", "OK", "No Gemini key is set, and none is needed.")
    if "bad key" in asked:
        return Check("key", "FAIL", "Google refuses the Gemini key.", get_one)
    if {*asked} & {"found", "missing"}:
        return Check("key", "OK", "Google takes the Gemini key.")
    if asked:
        return Check("key", "WARN", "A Gemini key is set; Google did not say whether it is good.")
    return Check("key", "OK", "A Gemini key is set; no chosen model needs it.")


def _ask(name: str, settings: Settings) -> str:
    """Return how the model is: "found" or in one word or sentence why it cannot be used."""
    if not name.startswith(f"{GEMINI}:"):
        from frontdesk.models.load import load_chat_model

        try:
            load_chat_model(name)
        except ModelSetupError as error:
            return str(error)
        return "found"
    return _ask_google(name.partition(":")[2], settings) if settings.gemini_api_key else "no key"


def _ask_google(model: str, settings: Settings) -> str:
    from google.genai import Client
    from google.genai.errors import APIError, UnknownApiResponseError
    from google.genai.types import HttpOptions, HttpRetryOptions

    from frontdesk.models.failures import is_transient

    assert settings.gemini_api_key is not None
    try:
        with Client(
            api_key=settings.gemini_api_key.get_secret_value(),
            http_options=HttpOptions(
                base_url=settings.gemini_base_url,
                timeout=_SECONDS_FOR_ONE * 1000,
                retry_options=HttpRetryOptions(attempts=1),
            ),
        ) as client:
            client.models.get(model=model)
    except APIError as error:
        if "API_KEY_INVALID" in str(error) or error.code == 401:
            return "bad key"
        return {403: "forbidden", 404: "missing"}.get(error.code, f"HTTP {error.code}")
    except Exception as error:
        if is_transient(error) or isinstance(error, UnknownApiResponseError):
            return "unreachable"
        raise
    return "found"


def _model(role: str, name: str, answer: str, settings: Settings) -> Check:
    google = settings.gemini_base_url or "Google"
    choose = "Choose another; `frontdesk models` says how."
    if answer == "found":
        loaded = "is built in" if name == OFFLINE else "can be loaded; it was not asked"
        reached = "exists and is open to your key"
        told = f"{name} {reached if name.startswith(f'{GEMINI}:') else loaded}."
        return Check(role, "OK", told)
    if answer in ("no key", "bad key"):
        return Check(role, "FAIL", f"{name} cannot be asked for without a valid key.")
    if answer.startswith("HTTP"):
        told = f"{google} answered {answer} when asked for {name}."
        return Check(role, "WARN", told, "Try again in some minutes.")
    if answer == "unreachable":
        told = f"{google} cannot be reached to ask for {name}."
        remedy = "Check the network, the proxy and GOOGLE_GEMINI_BASE_URL."
        return Check(role, "FAIL", told, remedy)
    if answer in ("forbidden", "missing"):
        why = "is not open to your key" if answer == "forbidden" else "does not exist for your key"
        return Check(role, "FAIL", f"{name} {why}.", choose)
    return Check(role, "FAIL", answer, choose)


def _known(name: str) -> Iterator[Check]:
    """Tell what the catalog knows of the model: when it retires and what it costs."""
    facts = facts_of(name)
    if name == OFFLINE:
        return
    if notice := retirement_notice(name, date.today()):
        yield Check("retirement", "WARN", notice, "FRONTDESK_MODEL in .env chooses for good.")
    elif facts:
        told = f"None of {name} was announced near when the catalog was written ({READ_ON})."
        yield Check("retirement", "OK", told)
    if facts and (prices := facts.prices):
        told = (
            f"{name} takes ${prices.input:.3f} a million tokens in (${prices.cached:.3f} where "
            f"cached) and ${prices.output:.3f} out, as read on {READ_ON}."
        )
        yield Check("price", "OK", told)
    else:
        told = f"The price of {name} is not known, so its cost is not told."
        yield Check("price", "WARN", told, "Add the model to frontdesk/models/catalog.py.")


def _quotas(settings: Settings) -> Check:
    named = ", ".join(settings.quotas)
    told = (
        f"FRONTDESK_QUOTAS has one for {named}."
        if named
        else "None is set; one is learned from the first refusal."
    )
    hint = f"Only AI Studio shows your project's own limits; {_QUOTA_ADDRESS} links to them."
    return Check("quotas", "OK", told, hint)


def _faq(settings: Settings) -> Iterator[Check]:
    """Check the published FAQ, where there is one."""
    if not settings.faq:
        return
    try:
        entries = published_faq(settings.faq)
    except InputError as error:
        remedy = "Write one with `frontdesk faq ... --format json -o FILE`."
        yield Check("FAQ", "FAIL", str(error), remedy)
        return
    told = f"{settings.faq} has {len(entries)} answered questions."
    yield Check("FAQ", "OK" if entries else "WARN", told)


def _langsmith_address() -> str:
    set_to = os.environ.get("LANGSMITH_ENDPOINT") or os.environ.get("LANGCHAIN_ENDPOINT")
    return (set_to or "https://api.smith.langchain.com").rstrip("/")


def _langsmith_is_on() -> bool:
    from langsmith.utils import tracing_is_enabled

    return bool(tracing_is_enabled())


def _langsmith_answers() -> bool:
    if not _langsmith_is_on():
        return False
    try:
        address = f"{_langsmith_address()}/info"
        with urllib.request.urlopen(address, timeout=_SECONDS_FOR_ONE):
            return True
    except urllib.error.HTTPError:
        return True
    except (OSError, ValueError):
        return False


def _tracing(settings: Settings, answers: bool) -> Check:
    if not _langsmith_is_on():
        return Check("tracing", "OK", "LangSmith is off; nothing is sent.")
    if not (os.environ.get("LANGSMITH_API_KEY") or os.environ.get("LANGCHAIN_API_KEY")):
        told = "LangSmith is on and has no key."
        return Check("tracing", "WARN", told, "Set LANGSMITH_API_KEY, or unset LANGSMITH_TRACING.")
    if not answers:
        told = (
            f"LangSmith at {_langsmith_address()} cannot be reached; runs wait for it at their end."
        )
        return Check(
            "tracing", "WARN", told, "Check LANGSMITH_ENDPOINT, or unset LANGSMITH_TRACING."
        )
    if settings.trace_text:
        told = "LangSmith gets the runs with what documents and customers say."
        return Check("tracing", "OK", told, "FRONTDESK_TRACE_TEXT=false keeps that out.")
    return Check(
        "tracing", "OK", "LangSmith gets the runs without what documents and customers say."
    )


def _begin(work: Callable[..., T], *arguments: Any) -> "Future[T]":
    """Start work in a thread that nobody has to wait for: looking up a name cannot be stopped."""
    result: Future[T] = Future()

    def run() -> None:
        try:
            result.set_result(work(*arguments))
        except BaseException as error:
            result.set_exception(error)

    Thread(target=run, daemon=True).start()
    return result


def _result(began: "Future[T]", deadline: float, otherwise: T) -> T:
    try:
        return began.result(timeout=max(0.0, deadline - time.monotonic()))
    except TimeoutError:
        return otherwise
