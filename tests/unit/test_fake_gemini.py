import asyncio
import json
import time
import urllib.error
import urllib.request
from enum import StrEnum
from typing import Any

import pytest
from google import genai
from google.genai import types
from langchain_core.runnables import Runnable
from langchain_google_genai import ChatGoogleGenerativeAI
from langchain_google_genai.chat_models import (
    GoogleAPIError,
    GoogleInvalidRequestError,
    GoogleModelNotFoundError,
    GoogleRateLimitError,
)
from pydantic import BaseModel

from frontdesk.testing.gemini import Call, FakeGemini, Fault, Reply

# Neither is Frontdesk's: the SDK subclasses aiohttp's session, textblob leaves its lexicon open.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Inheritance class AiohttpClientSession:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:unclosed file .*textblob:ResourceWarning"),
]


class Size(StrEnum):
    small = "small"
    large = "large"


class Part(BaseModel):
    name: str
    size: Size
    note: str | None = None


class Machine(BaseModel):
    title: str
    parts: list[Part]


MACHINE = {
    "title": "Kettle",
    "parts": [
        {"name": "lid", "size": "small"},
        {"name": "body", "size": "large", "note": "made of steel"},
    ],
}


def chat(gemini: FakeGemini, **settings: Any) -> ChatGoogleGenerativeAI:
    given: dict[str, Any] = {"model": "gemini-2.5-flash", "api_key": "fake", "max_retries": 1}
    return ChatGoogleGenerativeAI(base_url=gemini.url, **(given | settings))


def machine_chat(gemini: FakeGemini) -> Runnable[Any, Any]:
    return chat(gemini).with_structured_output(Machine, method="json_schema", include_raw=True)


def test_text_is_answered_from_the_script() -> None:
    with FakeGemini(["Good morning."]) as gemini:
        message = chat(gemini).invoke([("system", "Be polite."), ("human", "Hello")])

    assert message.text == "Good morning."
    assert message.response_metadata["finish_reason"] == "STOP"
    assert message.response_metadata["model_name"] == "gemini-2.5-flash"


def test_what_was_asked_is_remembered() -> None:
    with FakeGemini(["a", MACHINE]) as gemini:
        model = chat(gemini, temperature=0.25)
        model.invoke([("system", "Be polite."), ("human", "Hello"), ("ai", "Hi"), ("human", "Bye")])
        model.with_structured_output(Machine, method="json_schema").invoke("A kettle")
        text_call, structured_call = gemini.calls

    assert text_call.prompt == "Be polite.\n\nHello\n\nHi\n\nBye"
    assert text_call.schema is None
    assert text_call.body["generationConfig"]["temperature"] == 0.25
    assert text_call.status == 200
    assert text_call.ended is not None
    assert text_call.started < text_call.ended < structured_call.started
    assert structured_call.schema == Machine.model_json_schema()
    assert (structured_call.model, structured_call.streamed) == ("gemini-2.5-flash", False)


def test_reset_forgets_the_calls() -> None:
    with FakeGemini(["a"]) as gemini:
        chat(gemini).invoke("Hello")

        gemini.reset()

        assert (gemini.calls, gemini.peak_concurrency) == ([], 0)


def test_structured_output_is_parsed_by_the_real_client() -> None:
    with FakeGemini([MACHINE]) as gemini:
        answer = machine_chat(gemini).invoke("Take the kettle apart.")

    assert answer["parsing_error"] is None
    assert answer["parsed"] == Machine.model_validate(MACHINE)
    assert answer["raw"].usage_metadata["output_tokens"] > 0


def test_an_openapi_schema_is_understood() -> None:
    with FakeGemini([MACHINE]) as gemini:
        client = genai.Client(api_key="fake", http_options=types.HttpOptions(base_url=gemini.url))
        client.models.generate_content(
            model="gemini-2.5-flash",
            contents="A kettle",
            config=types.GenerateContentConfig(
                response_mime_type="application/json", response_schema=Machine
            ),
        )
        client.close()
        schema = gemini.calls[0].schema

    assert schema is not None
    part = schema["properties"]["parts"]["items"]["properties"]
    assert schema["type"] == "object"
    assert part["size"] == {"type": "string", "enum": ["small", "large"], "title": "Size"}
    assert {"type": "null"} in part["note"]["anyOf"]


def test_usage_is_estimated_from_the_text() -> None:
    with FakeGemini(["x" * 40]) as gemini:
        message = chat(gemini).invoke("y" * 400)

    assert message.usage_metadata == {
        "input_tokens": 100,
        "output_tokens": 10,
        "total_tokens": 110,
        "input_token_details": {"cache_read": 0},
    }


def test_tokens_are_counted() -> None:
    with FakeGemini() as gemini:
        assert chat(gemini).get_num_tokens("y" * 400) == 100


def test_a_stream_comes_in_several_parts_whose_usage_adds_up() -> None:
    text = "The kettle is delivered within three days. " * 5
    with FakeGemini([text]) as gemini:
        chunks = list(chat(gemini).stream("y" * 400))
        streamed = gemini.calls[0].streamed

    whole = chunks[0]
    for chunk in chunks[1:]:
        whole += chunk
    assert streamed
    assert len([chunk for chunk in chunks if chunk.text]) > 3
    assert whole.text == text
    assert whole.usage_metadata is not None
    assert whole.usage_metadata["input_tokens"] == 100
    assert whole.usage_metadata["output_tokens"] == len(text) // 4 + 1
    assert whole.response_metadata["finish_reason"] == "STOP"


async def test_fifty_calls_are_answered_at_the_same_time() -> None:
    with FakeGemini(lambda call: call.prompt.upper(), latency=0.5) as gemini:
        model = chat(gemini)
        started = time.monotonic()
        messages = await asyncio.gather(*(model.ainvoke(f"number {n}") for n in range(50)))
        seconds = time.monotonic() - started

    assert [message.text for message in messages] == [f"NUMBER {n}" for n in range(50)]
    assert gemini.peak_concurrency == 50
    assert 0.5 <= seconds < 1.5
    assert all(call.ended and call.ended - call.started >= 0.5 for call in gemini.calls)


async def test_streams_can_be_read_asynchronously() -> None:
    with FakeGemini(["one two three four"]) as gemini:
        chunks = [chunk.text async for chunk in chat(gemini).astream("Count.")]

    assert "".join(chunks) == "one two three four"


def test_with_a_seed_a_prompt_always_takes_the_same_time() -> None:
    def seconds(seed: int) -> list[float]:
        with FakeGemini(["a", "b"], latency=(0.0, 0.3), seed=seed) as gemini:
            chat(gemini).invoke("first")
            chat(gemini).invoke("second")
        return [(call.ended or 0) - call.started for call in gemini.calls]

    once, again, other = seconds(6), seconds(6), seconds(8)

    assert once == pytest.approx(again, abs=0.1)
    assert once != pytest.approx(other, abs=0.1)


def test_the_latency_may_depend_on_the_call() -> None:
    def latency(call: Call) -> float:
        return 0.2 if "slow" in call.prompt else 0.0

    with FakeGemini(["a", "b"], latency=latency) as gemini:
        model = chat(gemini)
        model.invoke("quick")
        model.invoke("slow")
        quick, slow = [(call.ended or 0) - call.started for call in gemini.calls]

    assert quick < 0.15 < 0.2 <= slow


def test_where_the_script_has_no_answer_the_offline_model_gives_one() -> None:
    with FakeGemini(["scripted", None]) as gemini:
        structured = machine_chat(gemini)

        first = chat(gemini).invoke("Hello")
        by_none = structured.invoke("Hello")
        after_the_list = structured.invoke("Hello")

    assert first.text == "scripted"
    for answer in (by_none, after_the_list):
        assert Machine.model_validate_json(answer["raw"].text)


def test_a_bad_key_is_refused_in_googles_words() -> None:
    with FakeGemini(["never sent"]) as gemini:
        with pytest.raises(GoogleInvalidRequestError, match="API_KEY_INVALID"):
            chat(gemini, api_key="invalid").invoke("Hello")

        assert [call.status for call in gemini.calls] == [400]
        assert chat(gemini).invoke("Hello").text == "never sent"


def test_an_unknown_model_is_not_found() -> None:
    with FakeGemini() as gemini:
        with pytest.raises(GoogleModelNotFoundError, match="models/parrot-1 is not found"):
            chat(gemini, model="parrot-1").invoke("Hello")


@pytest.mark.parametrize(
    ("fault", "error", "message"),
    [
        pytest.param(Fault(), GoogleAPIError, "503 UNAVAILABLE", id="default"),
        pytest.param(Fault(status=429), GoogleRateLimitError, "RESOURCE_EXHAUSTED", id="status"),
        pytest.param(
            Fault(status=400, body={"error": {"code": 400, "message": "Odd."}}),
            GoogleInvalidRequestError,
            "Odd",
            id="body",
        ),
    ],
)
def test_a_fault_is_raised_by_the_client(
    fault: Fault, error: type[Exception], message: str
) -> None:
    with FakeGemini([fault, "Back again."]) as gemini:
        model = chat(gemini)
        with pytest.raises(error, match=message):
            model.invoke("Hello")

        assert model.invoke("Hello").text == "Back again."


def test_a_reply_says_why_it_ended_and_which_model_gave_it() -> None:
    with FakeGemini([Reply("Half of a", "MAX_TOKENS", "gemini-2.0-other")]) as gemini:
        message = chat(gemini).invoke("Hello")

    assert message.text == "Half of a"
    assert message.response_metadata["finish_reason"] == "MAX_TOKENS"
    assert message.response_metadata["model_name"] == "gemini-2.0-other"


def test_an_answer_that_does_not_fit_the_schema_is_sent_as_it_is() -> None:
    with FakeGemini([{"title": 7}]) as gemini:
        answer = machine_chat(gemini).invoke("Hello")

    assert json.loads(answer["raw"].text) == {"title": 7}
    assert answer["parsing_error"] is not None


def test_a_script_that_fails_is_reported_at_once() -> None:
    def script(call: Call) -> str:
        raise AssertionError("this was not to be asked")

    with FakeGemini(script) as gemini:
        with pytest.raises(GoogleInvalidRequestError, match="this was not to be asked"):
            chat(gemini, max_retries=3).invoke("Hello")

        assert len(gemini.calls) == 1


def test_tools_are_refused() -> None:
    with FakeGemini(["never sent"]) as gemini:
        model = chat(gemini).with_structured_output(Machine, method="function_calling")
        with pytest.raises(GoogleInvalidRequestError, match="Tools are not offered"):
            model.invoke("Hello")


def test_the_models_are_listed() -> None:
    with FakeGemini() as gemini:
        client = genai.Client(api_key="fake", http_options=types.HttpOptions(base_url=gemini.url))
        listed = [model.name for model in client.models.list()]
        shown = client.models.get(model="gemini-9-flash")
        client.close()

    assert "models/gemini-2.5-flash" in listed
    assert shown.name == "models/gemini-9-flash"


@pytest.mark.parametrize("version", ["v1beta", "v1"])
def test_both_versions_of_the_interface_are_served(version: str) -> None:
    with FakeGemini(["Good morning."]) as gemini:
        options = types.HttpOptions(base_url=gemini.url, api_version=version)
        client = genai.Client(api_key="fake", http_options=options)
        answer = client.models.generate_content(model="gemini-2.5-flash", contents="Hello")
        client.close()

    assert answer.text == "Good morning."


def test_other_paths_are_not_found() -> None:
    with FakeGemini() as gemini:
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(f"{gemini.url}/v1beta/files")
        with caught.value as response:
            assert json.load(response)["error"]["status"] == "NOT_FOUND"


def test_the_environment_variable_is_all_that_langchain_needs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with FakeGemini(["Good morning."]) as gemini:
        monkeypatch.setenv("GOOGLE_GEMINI_BASE_URL", gemini.url)
        monkeypatch.setenv("GOOGLE_API_KEY", "fake")

        message = ChatGoogleGenerativeAI(model="gemini-2.5-flash").invoke("Hello")

    assert message.text == "Good morning."
