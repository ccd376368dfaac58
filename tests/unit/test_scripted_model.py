import asyncio
from typing import Any, TypedDict

import pytest
from langchain_core.callbacks import get_usage_metadata_callback
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage
from pydantic import BaseModel, ValidationError

from frontdesk.testing.scripted import ScriptedChatModel, ScriptRanOutError


class Parcel(BaseModel):
    number: int
    carrier: str | None = None


class ParcelDict(TypedDict):
    """A parcel."""

    number: int


def test_replies_come_in_their_order() -> None:
    model = ScriptedChatModel(replies=["first", "second"])

    answers = [model.invoke("a").text, model.invoke("b").text]

    assert answers == ["first", "second"]


def test_it_remembers_what_it_was_asked() -> None:
    model = ScriptedChatModel(replies=["text", Parcel(number=1)])
    messages = [SystemMessage("Be brief."), HumanMessage("Where is it?")]

    model.invoke(messages)
    model.with_structured_output(Parcel).invoke("Which one?")

    text_call, structured_call = model.asked
    assert text_call.messages == messages
    assert text_call.schema is None
    assert structured_call.messages == [HumanMessage("Which one?")]
    assert structured_call.schema is not None
    assert set(structured_call.schema["properties"]) == {"number", "carrier"}


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(Parcel(number=7, carrier="Post"), id="object"),
        pytest.param({"number": 7, "carrier": "Post"}, id="dict"),
        pytest.param('{"number": 7, "carrier": "Post"}', id="text"),
    ],
)
def test_structured_replies_are_parsed(reply: Any) -> None:
    model = ScriptedChatModel(replies=[reply, reply])

    parsed = model.with_structured_output(Parcel).invoke("Which one?")
    with_raw = model.with_structured_output(Parcel, method="json_schema", include_raw=True).invoke(
        "Which one?"
    )

    assert parsed == Parcel(number=7, carrier="Post")
    assert with_raw["parsed"] == parsed
    assert with_raw["parsing_error"] is None
    assert Parcel.model_validate_json(with_raw["raw"].text) == parsed


def test_a_typed_dict_or_a_json_schema_gives_a_dict() -> None:
    model = ScriptedChatModel(replies=[{"number": 1}, {"number": 2}])

    by_class = model.with_structured_output(ParcelDict).invoke("Which one?")
    by_schema = model.with_structured_output(Parcel.model_json_schema()).invoke("Which one?")

    assert (by_class, by_schema) == ({"number": 1}, {"number": 2})


def test_a_reply_that_does_not_fit_the_schema_is_a_parsing_error() -> None:
    model = ScriptedChatModel(replies=[{"number": "many"}])

    answer = model.with_structured_output(Parcel, include_raw=True).invoke("Which one?")

    assert answer["parsed"] is None
    assert isinstance(answer["parsing_error"].__cause__, ValidationError)


def test_an_exception_is_raised_and_the_next_reply_follows() -> None:
    model = ScriptedChatModel(replies=[ConnectionError("the line is down"), "up again"])

    with pytest.raises(ConnectionError, match="the line is down"):
        model.invoke("a")

    assert model.invoke("b").text == "up again"
    assert len(model.asked) == 2


def test_a_whole_message_is_given_as_it_is() -> None:
    cut_off = AIMessage("Half of", response_metadata={"finish_reason": "MAX_TOKENS"})
    model = ScriptedChatModel(replies=[cut_off, "whole"])

    assert model.invoke("a").response_metadata["finish_reason"] == "MAX_TOKENS"
    assert model.invoke("b").response_metadata["finish_reason"] == "STOP"


def test_a_function_may_choose_the_replies() -> None:
    def reply(messages: list[BaseMessage], schema: dict[str, Any] | None) -> str | dict[str, Any]:
        return {"number": len(messages[0].text)} if schema else messages[0].text.upper()

    model = ScriptedChatModel(replies=reply)

    assert model.invoke("hello").text == "HELLO"
    assert model.with_structured_output(Parcel).invoke("hello") == Parcel(number=5)


def test_a_call_beyond_the_last_reply_fails_and_says_what_was_asked() -> None:
    model = ScriptedChatModel(replies=["only one"])
    model.invoke("a")

    with pytest.raises(ScriptRanOutError, match=r"1 replies, but this is call 2.*'one more\?'"):
        model.invoke("one more?")


def test_concurrent_calls_each_get_a_reply_of_their_own() -> None:
    async def ask_all() -> list[str]:
        return [answer.text for answer in await asyncio.gather(*map(model.ainvoke, "abcde"))]

    model = ScriptedChatModel(replies=["1", "2", "3", "4", "5"])

    answers = asyncio.run(ask_all())

    assert sorted(answers) == ["1", "2", "3", "4", "5"]


def test_a_stream_comes_word_by_word() -> None:
    model = ScriptedChatModel(replies=["one two  three\n"])

    chunks = [chunk.text for chunk in model.stream("Count.")]

    assert chunks == ["one ", "two  ", "three\n", ""]


async def test_an_asynchronous_stream_ends_with_usage_and_finish_reason() -> None:
    model = ScriptedChatModel(replies=["one two"])

    chunks = [chunk async for chunk in model.astream("Count to two.")]

    assert "".join(chunk.text for chunk in chunks) == "one two"
    assert chunks[-1].usage_metadata == {"input_tokens": 3, "output_tokens": 2, "total_tokens": 5}
    assert chunks[-1].response_metadata["finish_reason"] == "STOP"


def test_usage_is_reported_under_the_models_name() -> None:
    model = ScriptedChatModel(replies=["one two"])

    with get_usage_metadata_callback() as usage:
        model.invoke("Count to two.")

    assert usage.usage_metadata["scripted"]["total_tokens"] == 5
