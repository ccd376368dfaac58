"""What the loopback Gemini counts: cached and thought tokens, the answer's limit, connections."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import aiohttp
from google import genai
from google.genai import types

from frontdesk.testing.gemini import Call, FakeGemini, Fault, Reply
from frontdesk.testing.gemini_cache import PrefixCache, prefix_keys

MODEL = "gemini-2.5-flash"
# Some 2,000 tokens, none of which repeats another.
DOCUMENT = " ".join(f"Article {number} costs {number * 7} euros." for number in range(290))


Ask = Callable[..., Any]


@contextmanager
def asking(gemini: FakeGemini) -> Iterator[Ask]:
    """Start, and give a function that asks for content; its keywords are the request's settings."""
    with gemini:
        client = genai.Client(api_key="fake", http_options=types.HttpOptions(base_url=gemini.url))

        def ask(contents: str, model: str = MODEL, **config: Any) -> Any:
            settings = types.GenerateContentConfig(**config)
            return client.models.generate_content(model=model, contents=contents, config=settings)

        yield ask
        client.close()


def cached(answer: Any) -> int:
    return answer.usage_metadata.cached_content_token_count or 0


def test_what_a_prompt_begins_with_like_an_earlier_one_is_cached() -> None:
    with asking(FakeGemini(lambda call: "Yes.")) as ask:
        first = cached(ask(f"{DOCUMENT}\nHow much is article 7?"))
        other_question = cached(ask(f"{DOCUMENT}\nAnd article 8?"))
        question_first = cached(ask(f"And article 8?\n{DOCUMENT}"))
        other_model = cached(ask(f"{DOCUMENT}\nAnd article 8?", "gemini-3.5-flash"))
        short = [cached(ask(DOCUMENT[:4000])) for _ in range(2)]

    assert len(DOCUMENT) // 4 - 256 < other_question <= len(DOCUMENT) // 4
    assert other_question % 256 == 0
    assert (first, question_first, other_model, short) == (0, 0, 0, [0, 0])


async def test_calls_at_the_same_time_have_nothing_cached_for_each_other() -> None:
    with FakeGemini(lambda call: "Yes.", latency=0.3) as gemini:
        client = genai.Client(api_key="fake", http_options=types.HttpOptions(base_url=gemini.url))
        async with client.aio as asked:
            answers = await asyncio.gather(
                *(asked.models.generate_content(model=MODEL, contents=DOCUMENT) for _ in range(3))
            )

    usages = [answer.usage_metadata for answer in answers]
    assert [usage and usage.cached_content_token_count for usage in usages] == [None] * 3


def test_only_the_latest_prompts_are_remembered() -> None:
    cache = PrefixCache()
    first = prefix_keys(MODEL, "a" + DOCUMENT)
    cache.remember(first)
    known_at_first = cache.tokens(first)

    for number in range(2000):
        cache.remember(prefix_keys(MODEL, f"{number} {DOCUMENT}"))

    assert known_at_first > 1024
    assert cache.tokens(first) == 0


def test_the_tokens_of_thoughts_are_told() -> None:
    replies: list[Reply | Fault] = [Reply("x" * 40, thoughts=300), Fault("empty", thoughts=12)]
    with asking(FakeGemini(replies)) as ask:
        answer, empty = ask("Hi"), ask("Hi")

    usage = answer.usage_metadata
    assert (usage.thoughts_token_count, usage.candidates_token_count) == (300, 10)
    assert usage.total_token_count == usage.prompt_token_count + 310
    assert empty.usage_metadata.thoughts_token_count == 12


def test_an_answer_is_no_longer_than_it_may_be() -> None:
    def script(call: Call) -> Reply:
        return Reply("x" * 400, thoughts=60 if "think" in call.prompt else 0)

    with asking(FakeGemini(script)) as ask:
        whole = ask("Hi", max_output_tokens=100)
        cut = ask("Hi", max_output_tokens=25)
        after_thinking = ask("think", max_output_tokens=70)
        only_thoughts = ask("think", max_output_tokens=50)

    assert [len(answer.text or "") for answer in (whole, cut, after_thinking, only_thoughts)] == [
        400,
        100,
        40,
        0,
    ]
    reasons = [answer.candidates[0].finish_reason for answer in (whole, cut, only_thoughts)]
    assert reasons == ["STOP", "MAX_TOKENS", "MAX_TOKENS"]
    assert only_thoughts.usage_metadata.thoughts_token_count == 50


def test_all_thinking_takes_what_the_call_allows() -> None:
    with asking(FakeGemini([Fault("all_thinking", answer="Yes.")])) as ask:
        answer = ask("Hi", max_output_tokens=128)

    assert answer.usage_metadata.thoughts_token_count == 128


async def test_connections_are_counted() -> None:
    gemini = FakeGemini()
    gemini.start()
    before = gemini.connections
    async with aiohttp.ClientSession(headers={"x-goog-api-key": "fake"}) as session:
        for _ in range(3):  # on one connection, which is kept
            async with session.get(f"{gemini.url}/v1beta/models") as response:
                await response.read()
        one = gemini.connections
        await asyncio.gather(*(_get(session, gemini) for _ in range(5)))
        five = gemini.connections
    gemini.stop()

    assert (before, one, five) == (0, 1, 5)
    assert gemini.connections == 5


async def _get(session: aiohttp.ClientSession, gemini: FakeGemini) -> None:
    async with session.get(f"{gemini.url}/v1beta/models") as response:
        await response.read()
        await asyncio.sleep(0.1)
