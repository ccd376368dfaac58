"""The offline model as a chat model like any other: LangChain's standard tests, and ours."""

import json
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any, Literal

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage, SystemMessage
from langchain_tests.unit_tests import ChatModelUnitTests
from pydantic import BaseModel, Field
from typing_extensions import TypedDict

from frontdesk.models.offline.chat_model import OfflineChatModel

PAGE = '<source title="Tea">Green tea is brewed at 80 degrees. It steeps for two minutes.</source>'
QUESTION = "<question>At how many degrees is green tea brewed?</question>"


class TestStandards(ChatModelUnitTests):
    @property
    def chat_model_class(self) -> type[BaseChatModel]:
        return OfflineChatModel

    @property
    def has_tool_calling(self) -> bool:
        return False

    @property
    def has_structured_output(self) -> bool:
        return True


class Finding(BaseModel):
    found: bool
    answer: str


def test_text_is_quoted_from_the_prompt() -> None:
    message = OfflineChatModel().invoke([HumanMessage(PAGE + QUESTION)])

    assert "brewed at 80 degrees" in message.text
    assert message.response_metadata == {"model_name": "offline", "finish_reason": "STOP"}


async def test_a_schema_is_filled_from_the_prompt() -> None:
    model = OfflineChatModel().with_structured_output(Finding)

    finding = await model.ainvoke([HumanMessage(PAGE + QUESTION)])

    assert isinstance(finding, Finding)
    assert finding.found
    assert "80 degrees" in finding.answer


def test_the_raw_message_comes_along_when_asked_for() -> None:
    model = OfflineChatModel().with_structured_output(Finding, include_raw=True)

    answer = model.invoke([HumanMessage(PAGE + QUESTION)])

    assert json.loads(answer["raw"].text)["found"] is answer["parsed"].found is True
    assert answer["parsing_error"] is None


def test_a_stream_adds_up_to_the_answer_and_its_usage() -> None:
    messages = [SystemMessage("<point>We open at nine.</point>"), HumanMessage("When?")]
    whole = OfflineChatModel().invoke(messages)

    chunks = list(OfflineChatModel().stream(messages))

    assert len(chunks) > 5
    assert "".join(chunk.text for chunk in chunks) == whole.text
    assert chunks[-1].usage_metadata == whole.usage_metadata
    assert whole.usage_metadata is not None
    assert whole.usage_metadata["input_tokens"] > 0


async def test_an_asynchronous_stream_gives_the_same() -> None:
    messages = [HumanMessage(PAGE + QUESTION)]

    chunks = [chunk.text async for chunk in OfflineChatModel().astream(messages)]

    assert "".join(chunks) == OfflineChatModel().invoke(messages).text


def test_the_same_prompt_gets_the_same_answer() -> None:
    model = OfflineChatModel().with_structured_output(Finding)

    answers = [model.invoke([HumanMessage(PAGE + QUESTION)]) for _ in range(3)]

    assert answers[0] == answers[1] == answers[2]


def test_a_stop_word_ends_the_answer() -> None:
    message = OfflineChatModel().invoke([HumanMessage(PAGE + QUESTION)], stop=["degrees"])

    assert message.text.endswith("brewed at 80 ")


class Nested(TypedDict):
    size: Literal["small", "large"]


class Anything(BaseModel):
    name: str = Field(min_length=3)
    count: int = Field(ge=5)
    share: float = Field(gt=0.0, le=0.5)
    parts: list[Nested] = Field(min_length=2)
    remark: str | None
    choice: int | str
    flag: bool
    tags: dict[str, str]
    inner: Nested
    # Names that the model knows, with types that it does not give them.
    answer: int
    questions: str
    tasks: list[str]


def test_any_schema_is_filled_validly() -> None:
    filled = OfflineChatModel().with_structured_output(Anything).invoke("Fill this in.")

    assert isinstance(filled, Anything)


class Tree(BaseModel):
    children: list["Tree"] = []
    label: str


def test_a_schema_that_contains_itself_is_filled() -> None:
    filled = OfflineChatModel().with_structured_output(Tree).invoke("Fill this in.")

    assert filled == Tree(label="")


@pytest.mark.parametrize(
    "schema",
    [
        {"title": "Empty", "type": "object", "properties": {}},
        {"title": "Word", "type": "object", "properties": {"word": {"enum": ["yes", "no"]}}},
    ],
    ids=["empty", "enum"],
)
def test_a_plain_json_schema_is_filled(schema: dict[str, Any]) -> None:
    filled = OfflineChatModel().with_structured_output(schema).invoke("Fill this in.")

    assert filled == ({} if not schema["properties"] else {"word": "yes"})


def test_escaped_text_is_read_as_it_was_meant() -> None:
    page = '<source title="A &quot;B&quot;">Cats &lt;b&gt;purr&lt;/b&gt; &amp; sleep.</source>'

    message = OfflineChatModel().invoke(f"{page}<question>Do cats purr?</question>")

    assert message.text == "Cats <b>purr</b> & sleep."


def test_a_prompt_of_another_kind_gets_an_honest_sentence() -> None:
    message = OfflineChatModel().invoke("Write a poem about the sea.")

    assert "offline model" in message.text


def test_threads_get_the_answers_that_one_thread_gets() -> None:
    """In a process of its own, where nothing is loaded and no word has been seen yet."""
    program = """
        import random, string, sys
        from concurrent.futures import ThreadPoolExecutor
        from frontdesk.models.offline.chat_model import OfflineChatModel

        chosen = random.Random(7)
        word = lambda: "".join(chosen.choices(string.ascii_lowercase, k=9)) + "ing"
        names = [[word() for _ in range(6)] for _ in range(40)]
        prompts = [
            f'<source title="A">The {a} of {b} and the {c} of {d} are {e} at {f}.</source>'
            f"<question>Where are the {a} and the {c}?</question>"
            for a, b, c, d, e, f in names
        ]
        sys.setswitchinterval(1e-6)
        with ThreadPoolExecutor(16) as pool:
            answers = list(pool.map(lambda prompt: OfflineChatModel().invoke(prompt).text, prompts))
        for (*_, last), answer in zip(names, answers, strict=True):
            assert answer.endswith(f"at {last}."), answer
    """

    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr
