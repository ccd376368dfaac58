"""The quota: what is let through, what is refused and what the refusal tells."""

import asyncio
import time
from typing import Any

import pytest
from google import genai
from google.genai import types
from google.genai.errors import ClientError

from frontdesk.testing.gemini import FakeGemini, Quota
from frontdesk.testing.gemini_quota import QuotaMeter, Violation

FLASH, LITE = "gemini-2.5-flash", "gemini-3.5-flash-lite"


class Clock:
    """Seconds that pass when told."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def client_of(gemini: FakeGemini) -> genai.Client:
    return genai.Client(api_key="fake", http_options=types.HttpOptions(base_url=gemini.url))


def refusal(client: genai.Client, contents: str = "Hi") -> dict[str, Any]:
    """Return the details of the refusal that a request meets, by type, and its message."""
    with pytest.raises(ClientError, match="429 RESOURCE_EXHAUSTED") as caught:
        client.models.generate_content(model=FLASH, contents=contents)
    told = caught.value.details["error"]
    kinds = {detail["@type"].rpartition(".")[2]: detail for detail in told["details"]}
    return {"message": told["message"], **kinds}


def test_a_burst_goes_through_and_then_one_request_at_a_time(clock: Clock) -> None:
    meter = QuotaMeter(Quota(requests_per_minute=60, burst=3), clock)

    assert [meter.take(FLASH, 1) for _ in range(3)] == [[], [], []]
    assert meter.take(FLASH, 1) == [Violation("requests_per_minute", 60, 1.0)]
    clock.now += 0.25
    assert meter.take(FLASH, 1) == [Violation("requests_per_minute", 60, 0.75)]
    clock.now += 0.75
    assert meter.take(FLASH, 1) == []
    assert meter.take(FLASH, 1) != []


def test_without_a_burst_a_minutes_requests_may_come_at_once(clock: Clock) -> None:
    meter = QuotaMeter(Quota(requests_per_minute=10), clock)

    refused = [bool(meter.take(FLASH, 1)) for _ in range(12)]

    assert refused == [False] * 10 + [True] * 2


def test_each_model_has_a_quota_of_its_own(clock: Clock) -> None:
    meter = QuotaMeter(Quota(requests_per_minute=60, burst=1), clock)

    assert meter.take(FLASH, 1) == []
    assert meter.take(LITE, 1) == []
    assert meter.take(FLASH, 1) != []


def test_the_tokens_of_the_prompts_are_counted(clock: Clock) -> None:
    meter = QuotaMeter(Quota(tokens_per_minute=600), clock)

    assert meter.take(FLASH, 500) == []
    assert meter.take(FLASH, 200) == [Violation("tokens_per_minute", 600, 10.0)]
    assert meter.take(FLASH, 100) == []
    assert meter.take(FLASH, 601) == [Violation("tokens_per_minute", 600, 60.0)]


def test_a_day_has_so_many_requests(clock: Clock) -> None:
    meter = QuotaMeter(Quota(requests_per_day=2), clock)
    assert [meter.take(FLASH, 1), meter.take(FLASH, 1)] == [[], []]

    clock.now += 3600
    refused = meter.take(FLASH, 1)
    clock.now += 23 * 3600
    next_day = meter.take(FLASH, 1)

    assert refused == [Violation("requests_per_day", 2, 23 * 3600)]
    assert next_day == []


def test_a_refused_request_costs_nothing(clock: Clock) -> None:
    meter = QuotaMeter(Quota(requests_per_minute=60, burst=1, requests_per_day=2), clock)

    meter.take(FLASH, 1)
    for _ in range(5):
        assert meter.take(FLASH, 1) != []
    clock.now += 1

    assert meter.take(FLASH, 1) == []


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        ({"requests_per_minute": 0}, "requests_per_minute is 0, but must be more than 0"),
        ({"burst": 5}, "burst needs requests_per_minute"),
    ],
)
def test_limits_that_mean_nothing_are_refused(limits: dict[str, int], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Quota(**limits)  # type: ignore[arg-type]


def test_a_client_that_waits_as_long_as_it_is_told_is_answered() -> None:
    quota = Quota(requests_per_minute=240, burst=1)
    with FakeGemini(["one", "two"], quota=quota, latency=0.0) as gemini:
        client = client_of(gemini)
        client.models.generate_content(model=FLASH, contents="Hi")

        refused = refusal(client)
        delay = refused["RetryInfo"]["retryDelay"]
        time.sleep(float(delay.removesuffix("s")))
        answer = client.models.generate_content(model=FLASH, contents="Hi")
        client.close()

    [violation] = refused["QuotaFailure"]["violations"]
    assert 0 < float(delay.removesuffix("s")) <= 0.25
    assert violation["quotaId"] == "GenerateRequestsPerMinutePerProjectPerModel"
    assert violation["quotaValue"] == "240"
    assert violation["quotaDimensions"]["model"] == FLASH
    assert delay in refused["message"]
    assert answer.text == "two"
    assert gemini.refused == 1
    assert [call.status for call in gemini.calls] == [200, 429, 200]
    assert gemini.faults_met == {}


def test_the_end_of_a_days_quota_is_told_with_a_long_wait() -> None:
    with FakeGemini(["one"], quota=Quota(requests_per_day=1, tells_value=False)) as gemini:
        client = client_of(gemini)
        client.models.generate_content(model=FLASH, contents="Hi")
        refused = refusal(client)
        client.close()

    [violation] = refused["QuotaFailure"]["violations"]
    assert violation["quotaId"] == "GenerateRequestsPerDayPerProjectPerModel"
    assert "quotaValue" not in violation
    assert float(refused["RetryInfo"]["retryDelay"].removesuffix("s")) > 86_000


def test_every_limit_that_is_not_kept_is_told() -> None:
    quota = Quota(requests_per_minute=60, burst=1, tokens_per_minute=100)
    with FakeGemini(["one"], quota=quota) as gemini:
        client = client_of(gemini)
        client.models.generate_content(model=FLASH, contents="Hi")
        refused = refusal(client, contents="y" * 1000)
        client.close()

    assert [violation["quotaId"] for violation in refused["QuotaFailure"]["violations"]] == [
        "GenerateRequestsPerMinutePerProjectPerModel",
        "GenerateContentPaidTierInputTokensPerModelPerMinute",
    ]
    assert refused["RetryInfo"]["retryDelay"] == "60s"


async def test_of_many_calls_at_once_the_burst_goes_through() -> None:
    with FakeGemini(lambda call: "Yes.", quota=Quota(requests_per_minute=1, burst=5)) as gemini:
        async with client_of(gemini).aio as client:
            answers = await asyncio.gather(
                *(client.models.generate_content(model=FLASH, contents="Hi") for _ in range(20)),
                return_exceptions=True,
            )

    assert sum(isinstance(answer, ClientError) for answer in answers) == gemini.refused == 15
