"""What the doctor finds, against a loopback Gemini, a loopback LangSmith and dead ports."""

import importlib.metadata
import json
import os
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from frontdesk.cli import doctor
from frontdesk.cli.doctor import Check, as_object, as_text, examine, failed
from frontdesk.testing.gemini import FakeGemini
from frontdesk.testing.langsmith import FakeLangSmith

ROOT = Path(__file__).parents[2]
KEY = "a-very-secret-key"
DEAD = "http://127.0.0.1:9"
UNKNOWN = "google_genai:palm-2"


@pytest.fixture(scope="module")
def gemini() -> Iterator[FakeGemini]:
    with FakeGemini(lambda call: "Hello.") as gemini:
        yield gemini


@pytest.fixture
def with_key(gemini: FakeGemini, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOOGLE_API_KEY", KEY)
    monkeypatch.setenv("GOOGLE_GEMINI_BASE_URL", gemini.url)


def checked(name: str) -> Check:
    [check] = [check for check in examine() if check.name == name]
    return check


def test_without_a_key_all_is_well_and_the_way_to_gemini_is_shown() -> None:
    checks = examine()

    assert not failed(checks)
    [warning] = [check for check in checks if check.status == "WARN"]
    assert warning.name == "key"
    assert "GOOGLE_API_KEY" in warning.remedy


@pytest.mark.usefixtures("with_key")
def test_a_good_key_and_model_are_found_without_asking_for_content(gemini: FakeGemini) -> None:
    checks = examine()

    assert not failed(checks)
    assert {check.name: check.status for check in checks} == {
        "packages": "OK",
        ".env": "OK",
        "choice": "OK",
        "key": "OK",
        "model": "OK",
        "retirement": "WARN",
        "price": "OK",
        "quotas": "OK",
        "tracing": "OK",
    }
    assert gemini.calls == []


def test_a_published_faq_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_FAQ", str(ROOT / "samples" / "faq.json"))
    found = checked("FAQ")
    monkeypatch.setenv("FRONTDESK_FAQ", "nowhere.json")
    missing = checked("FAQ")

    assert (found.status, missing.status) == ("OK", "FAIL")
    assert "has 10 answered questions" in found.told
    assert "nowhere.json cannot be read" in missing.told


@pytest.mark.usefixtures("with_key")
def test_a_refused_key_fails_and_a_new_one_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOOGLE_API_KEY", "invalid")

    check = checked("key")

    assert check.status == "FAIL"
    assert "aistudio.google.com/apikey" in check.remedy


@pytest.mark.usefixtures("with_key")
def test_a_model_that_google_does_not_know_fails_though_the_key_is_good(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FRONTDESK_MODEL", UNKNOWN)

    assert checked("key").status == "OK"
    assert checked("model") == Check(
        "model",
        "FAIL",
        f"{UNKNOWN} does not exist for your key.",
        "Choose another; `frontdesk models` says how.",
    )
    assert checked("price").status == "WARN"


@pytest.mark.usefixtures("with_key")
def test_an_address_where_nobody_answers_fails_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOOGLE_GEMINI_BASE_URL", DEAD)

    check = checked("model")

    assert check.status == "FAIL"
    assert check.told.startswith(f"{DEAD} cannot be reached")
    assert "GOOGLE_GEMINI_BASE_URL" in check.remedy


@pytest.mark.usefixtures("with_key")
def test_an_address_that_never_answers_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_SECONDS_FOR_ALL", 0.3)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        monkeypatch.setenv("GOOGLE_GEMINI_BASE_URL", address)
        began = time.monotonic()

        check = checked("model")

    assert check.status == "FAIL"
    assert time.monotonic() - began < 3


@pytest.mark.usefixtures("with_key")
@pytest.mark.parametrize(
    ("status", "grade", "told"),
    [
        (503, "WARN", "answered HTTP 503"),
        (429, "WARN", "answered HTTP 429"),
        (403, "FAIL", "is not open to your key"),
        (200, "FAIL", "cannot be reached"),
    ],
    ids=["overloaded", "out of quota", "forbidden", "no Gemini there"],
)
def test_what_a_server_answers_is_graded(
    status: int, grade: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(b"<html>Hello</html>")

        def log_message(self, *_: object) -> None:
            return

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("GOOGLE_GEMINI_BASE_URL", f"http://127.0.0.1:{server.server_port}")
        check = checked("model")
        server.shutdown()

    assert check.status == grade
    assert told in check.told


def test_gemini_without_a_key_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_MODEL", "google_genai:gemini-3.5-flash")

    assert checked("key").status == "FAIL"
    assert checked("model").status == "FAIL"


def test_a_fast_model_that_cannot_be_loaded_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_FAST_MODEL", "nobody:model-1")

    check = checked("fast model")

    assert check.status == "FAIL"
    assert "nobody:model-1" in check.told


@pytest.mark.usefixtures("with_key")
def test_every_fallback_model_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_FALLBACK_MODELS", f"google_genai:gemini-3.5-flash,{UNKNOWN}")

    fallbacks = [check for check in examine() if check.name == "fallback model"]

    assert [check.status for check in fallbacks] == ["OK", "FAIL"]


def test_the_models_with_a_quota_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    before = checked("quotas").told
    monkeypatch.setenv("FRONTDESK_QUOTAS", '{"*": {"requests_per_minute": 10}}')

    assert before == "None is set; one is learned from the first refusal."
    assert checked("quotas").told == "FRONTDESK_QUOTAS has one for *."


def test_a_wrong_setting_fails_and_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_TRACE_TEXT", "perhaps")

    check = checked("settings")

    assert check.status == "FAIL"
    assert "FRONTDESK_TRACE_TEXT" in check.told
    assert "perhaps" in check.told


def test_a_package_that_is_too_old_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.metadata.version
    monkeypatch.setattr(
        doctor, "version", lambda name: "1.2.17" if name == "langgraph" else real(name)
    )

    check = checked("packages")

    assert check.status == "FAIL"
    assert check.told == "langgraph 1.2.17 is there, but >=1.2.18 is needed."


def test_langsmith_is_reached_and_what_it_gets_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeLangSmith() as langsmith:
        monkeypatch.setenv("LANGSMITH_TRACING", "true")
        monkeypatch.setenv("LANGSMITH_API_KEY", KEY)
        monkeypatch.setenv("LANGSMITH_ENDPOINT", langsmith.url)
        monkeypatch.setattr("langsmith.utils.tracing_is_enabled", lambda: True)
        with_text = checked("tracing")
        monkeypatch.setenv("FRONTDESK_TRACE_TEXT", "false")
        without_text = checked("tracing")
        monkeypatch.setenv("LANGSMITH_ENDPOINT", DEAD)
        unreachable = checked("tracing")
        monkeypatch.delenv("LANGSMITH_API_KEY")
        without_key = checked("tracing")

    assert with_text.remedy == "FRONTDESK_TRACE_TEXT=false keeps that out."
    assert without_text.status == "OK"
    assert "without" in without_text.told
    assert unreachable.status == "WARN"
    assert DEAD in unreachable.told
    assert without_key.status == "WARN"


@pytest.mark.usefixtures("with_key")
def test_text_and_json_tell_the_same() -> None:
    checks = examine()

    lines = as_text(checks).splitlines()
    objects = as_object(checks)["checks"]
    assert [f"{each['status']:4}  {each['name']}: {each['told']}" for each in objects] == [
        line.removesuffix(each["remedy"]).strip() for line, each in zip(lines, objects, strict=True)
    ]


@pytest.mark.parametrize(
    ("model", "style", "code"), [("", "json", 0), (UNKNOWN, "text", 1)], ids=["well", "ill"]
)
def test_the_command_ends_with_1_if_anything_fails_and_never_shows_the_key(
    model: str, style: str, code: int, gemini: FakeGemini, quick_python: Path, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text(
        f"GOOGLE_API_KEY={KEY}\nGOOGLE_GEMINI_BASE_URL={gemini.url}\nFRONTDESK_MODEL={model}\n"
    )

    ended = subprocess.run(
        [quick_python, "-m", "frontdesk.cli.main", "doctor", "--format", style],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ended.returncode == code, ended.stderr
    assert ended.stderr == ""
    assert KEY not in ended.stdout
    if style == "json":
        assert json.loads(ended.stdout)["ok"] is True
    else:
        assert f"FAIL  model: {UNKNOWN}" in ended.stdout
