"""A Gemini with scripted answers, in a process of its own, so that only the client is measured."""

import json
import os
import random
import re
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from frontdesk.testing.gemini import Call, FakeGemini, Quota

MODEL = "gemini-2.5-flash"
_ANSWER = "It stands in the hall."


@dataclass(frozen=True)
class Setting:
    """How the server answers: after seconds between the two ends of `latency`.

    With `requests_per_minute` it refuses what is beyond them; `burst` of them may come at once.
    """

    latency: tuple[float, float]
    requests_per_minute: int | None = None
    burst: int | None = None

    def seconds(self, asks_for: str, question: str) -> float:
        """Return how long the answer to a call takes: the same whenever it is the same."""
        return random.Random(f"{asks_for} {question}").uniform(*self.latency)


@contextmanager
def scripted_gemini(setting: Setting, **variables: str) -> Iterator[str]:
    """Start the server, point Google's client at it and set the environment's other `variables`.

    Gives the server's address.
    """
    command = [sys.executable, "-m", "benchmarks.gemini", json.dumps(asdict(setting))]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    url = server.stdout.readline().strip()
    before = dict(os.environ)
    os.environ.update(
        GOOGLE_GEMINI_BASE_URL=url,
        GOOGLE_API_KEY="fake",
        FRONTDESK_MODEL=f"google_genai:{MODEL}",
        **variables,
    )
    try:
        yield url
    finally:
        os.environ.clear()
        os.environ.update(before)
        server.terminate()
        server.wait()
        server.stdout.close()


def question(number: int) -> str:
    """Return the question of this number that the server makes of any documents."""
    return f"What does machine {number} weigh?"


def _last(tag: str, call: Call) -> str:
    """Return what the last of these tags in the call's prompt holds."""
    found = re.findall(rf"<{tag}>(.*?)</{tag}>", call.prompt[-1000:])
    return found[-1] if found else ""


def _answer(call: Call) -> dict[str, Any]:
    # Each part of a large corpus gives questions of its own.
    first = 10_000 * (zlib.crc32(call.prompt.encode()) % 10_000)
    wanted = int(_last("wanted", call) or 0)
    questions = [question(number) for number in range(first, first + wanted)]
    match call.asks_for:
        case "QuestionList":
            return {"questions": questions}
        case "Answer":
            return {"found": True, "answer": _ANSWER}
        case "SupportingSentences":
            return {"sentences": [1]}
        case _:
            faqs = [{"question": each, "answer": _ANSWER, "sentences": [1]} for each in questions]
            return {"faqs": faqs}


def _serve(setting: Setting) -> None:
    quota = None
    if setting.requests_per_minute:
        quota = Quota(requests_per_minute=setting.requests_per_minute, burst=setting.burst)
    gemini = FakeGemini(
        _answer,
        quota=quota,
        latency=lambda call: setting.seconds(call.asks_for, _last("question", call)),
        keep_calls=False,
    )
    with gemini:
        sys.stdout.write(f"{gemini.url}\n")
        sys.stdout.flush()
        threading.Event().wait()


if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    _serve(Setting(**{**given, "latency": tuple(given["latency"])}))
