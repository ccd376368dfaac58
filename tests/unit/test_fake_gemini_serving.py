import asyncio
import signal
import subprocess
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from langchain_google_genai import ChatGoogleGenerativeAI

from frontdesk.errors import InputError
from frontdesk.testing.gemini import Call, FakeGemini
from frontdesk.testing.gemini_serving import serve

# Neither is Frontdesk's: the SDK subclasses aiohttp's session, textblob leaves its lexicon open.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Inheritance class AiohttpClientSession:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:unclosed file .*textblob:ResourceWarning"),
]


def chat(gemini: FakeGemini) -> ChatGoogleGenerativeAI:
    return ChatGoogleGenerativeAI(
        model="gemini-2.5-flash", api_key="fake", base_url=gemini.url, max_retries=1
    )


async def test_stopping_cuts_off_the_calls_in_flight() -> None:
    loop, all_there = asyncio.get_running_loop(), asyncio.Event()

    def latency(call: Call) -> float:
        if gemini.peak_concurrency == 20:
            loop.call_soon_threadsafe(all_there.set)
        return 60

    before = {*threading.enumerate()}
    gemini = FakeGemini(["too late"] * 20, latency=latency)
    gemini.start()
    model = chat(gemini)
    calls = [asyncio.create_task(model.ainvoke("Hello")) for _ in range(20)]
    await asyncio.wait_for(all_there.wait(), timeout=10)

    started = time.monotonic()
    gemini.stop()
    seconds = time.monotonic() - started

    assert seconds < 2
    left = {*threading.enumerate()} - before
    assert not [thread for thread in left if "loopback" in thread.name]
    assert all(call.ended and call.status is None for call in gemini.calls)
    for call in calls:
        call.cancel()
    ended = await asyncio.gather(*calls, return_exceptions=True)
    assert all(isinstance(end, BaseException) for end in ended)


async def test_a_call_that_the_client_gives_up_is_not_in_flight_any_more() -> None:
    with FakeGemini(["too late"], latency=60) as gemini:
        asking = asyncio.create_task(chat(gemini).ainvoke("Hello"))
        await until(lambda: gemini.peak_concurrency == 1)

        asking.cancel()

        await until(lambda: gemini.calls[0].ended is not None)


async def until(condition: Callable[[], bool]) -> None:
    for _ in range(500):
        if condition():
            return
        await asyncio.sleep(0.02)
    pytest.fail("What was waited for did not come.")


def test_an_address_is_only_known_while_it_serves() -> None:
    gemini = FakeGemini(["a", "b"])
    with gemini:
        assert chat(gemini).invoke("Hello").text == "a"
    with pytest.raises(RuntimeError, match="before it is started"):
        _ = gemini.url
    with gemini:
        assert chat(gemini).invoke("Hello").text == "b"


def test_a_taken_port_is_the_users_mistake() -> None:
    with FakeGemini() as gemini:
        announced: list[str] = []
        port = int(gemini.url.rpartition(":")[2])

        with pytest.raises(InputError, match=rf"Port {port} cannot be used: .*in use"):
            serve(port, 0.0, announce=announced.append)

    assert announced == []


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "Ctrl-C"])
def test_serving_ends_cleanly_at_a_signal(quick_python: Path, sent: signal.Signals) -> None:
    code = (
        "from frontdesk.testing.gemini_serving import serve\n"
        "serve(0, 0.0, lambda line: print(line, flush=True))"
    )
    with subprocess.Popen(
        [quick_python, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        export, _, url = process.stdout.readline().strip().partition("=")
        key = process.stdout.readline().strip()
        request = urllib.request.Request(f"{url}/v1beta/models", headers={"x-goog-api-key": "fake"})
        with urllib.request.urlopen(request) as response:
            listed = response.status
        process.send_signal(sent)
        _, errors = process.communicate(timeout=10)

    assert (export, key) == ("export GOOGLE_GEMINI_BASE_URL", "export GOOGLE_API_KEY=fake")
    assert listed == 200
    assert (process.returncode, errors) == (0, "")
