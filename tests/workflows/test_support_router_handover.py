"""What is unclear is asked once; then, or on request, or after a failure, a person takes over."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from langchain_core.messages import BaseMessage
from langgraph.checkpoint.memory import InMemorySaver

import nodes.support_router
from frontdesk.errors import BudgetError, InputError, RecordsError
from frontdesk.records.open import open_records
from frontdesk.testing.gemini import Call, FakeGemini, Fault
from frontdesk.testing.scripted import ScriptedChatModel
from graphs import support_router
from nodes.prompts.plain_replies import CLARIFY, HANDED_OVER, NOT_HANDED_OVER, REPLIES
from state.context import Context

graph: Any = support_router.graph
StartGemini = Callable[[FakeGemini], FakeGemini]
UseModel = Callable[[ScriptedChatModel], None]

CRASH = "The app crashes with an error whenever I open my basket."
CHARGED = "You charged my credit card twice for the same invoice."


@pytest.fixture(autouse=True)
def records(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """Tell a test what was handed over, by its key."""
    opened: dict[str, Any] = {}

    class Watched:
        def open_handover(self, *facts: str, key: str, added: str) -> Any:
            opened[key] = open_records().open_handover(*facts, key=key, added=added)
            return opened[key]

    monkeypatch.setattr(nodes.support_router, "open_records", Watched)
    yield opened


def user(*texts: str) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": text} for text in texts]}


async def talk(messages: list[str], kept_by: str, thread: str = "talk") -> list[Any]:
    """Send one message after the other; return the output of each run."""
    remembering = graph.builder.compile(checkpointer=InMemorySaver())
    config: Any = {"configurable": {"thread_id": thread}}
    said: list[Any] = []
    outputs: list[Any] = []
    for message in messages:
        said.append({"role": "user", "content": message})
        if kept_by == "a checkpointer":
            outputs.append(await remembering.ainvoke({"messages": said[-1:]}, config))
        else:
            outputs.append(await graph.ainvoke({"messages": said}))
        said.append({"role": "assistant", "content": outputs[-1]["messages"][-1].text})
    return outputs


KEPT = pytest.mark.parametrize("kept_by", ["a checkpointer", "the client"])


@pytest.mark.parametrize(
    "message", ["hello", "???", "Please help!", "asdfgh", "Write me a poem about autumn", "12345"]
)
async def test_an_unclear_message_is_asked_about(message: str, no_blocking_calls: object) -> None:
    output = await graph.ainvoke(user(message))

    assert output["messages"][-1].text == CLARIFY["en"]
    assert output["handover"] is None


async def test_the_question_is_in_the_customers_language() -> None:
    output = await graph.ainvoke(user("Guten Tag, ich habe eine Frage"))

    assert output["messages"][-1].text == CLARIFY["de"]


@KEPT
async def test_what_stays_unclear_goes_to_a_person(kept_by: str, records: dict[str, Any]) -> None:
    asked, handed = await talk(["hello", "the thing"], kept_by)

    [record] = records.values()
    assert asked["handover"] is None
    assert handed["handover"]["reason"] == "still_unclear"
    assert handed["handover"]["handover_id"] == record.handover_id
    assert record.handover_id in handed["messages"][-1].text
    assert '"hello" "the thing"' in record.summary
    assert record.status == "open"


@KEPT
async def test_an_answer_to_the_question_goes_to_its_desk(kept_by: str) -> None:
    _, output = await talk(["hello", CHARGED], kept_by)

    assert output["handover"] is None
    assert "account number" in output["messages"][-1].text


@KEPT
async def test_a_clear_message_in_between_lets_it_be_asked_again(kept_by: str) -> None:
    outputs = await talk(["hello", "Are you open on Sunday?", "???"], kept_by)

    assert [output["handover"] for output in outputs[:2]] == [None, None]
    assert outputs[2]["confidence"] >= 0.5 or outputs[2]["messages"][-1].text == CLARIFY["en"]


async def test_how_sure_the_router_must_be_is_a_setting() -> None:
    sure = await graph.ainvoke(user(CRASH), context=Context(least_confidence=1.0))
    unsure = await graph.ainvoke(user("hello"), context=Context(least_confidence=0.0))

    assert sure["messages"][-1].text == CLARIFY["en"]
    assert unsure["messages"][-1].text != CLARIFY["en"]


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("I want to talk to a human.", "en"),
        ("Can I please speak with someone from billing about my charge?", "en"),
        ("agent", "en"),
        ("Ich möchte bitte mit einem Mitarbeiter sprechen.", "de"),
        ("Je voudrais parler à un conseiller, c'est pour ma facture.", "fr"),
        ("Quiero hablar con una persona, por favor.", "es"),
    ],
)
async def test_a_customer_who_asks_for_a_person_gets_one_at_once(
    message: str, language: str
) -> None:
    output = await graph.ainvoke(user(message))

    number = output["handover"]["handover_id"]
    assert output["handover"]["reason"] == "asked_for_person"
    assert output["messages"][-1].text == HANDED_OVER[language].format(handover_id=number)


@pytest.mark.parametrize(
    "message",
    [
        "I talked to an agent yesterday and my bill is still wrong.",
        "I don't want to talk to a person, I just need my invoice.",
        "The agent on the phone was rude to me.",
        "How many people work in your shop?",
    ],
)
async def test_who_only_speaks_of_a_person_gets_a_desk(message: str) -> None:
    output = await graph.ainvoke(user(message))

    assert output["wants_person"] is False


@KEPT
async def test_asking_again_gives_the_same_number_and_another_topic_another(
    kept_by: str, records: dict[str, Any]
) -> None:
    wish = "I want to talk to a person."
    outputs = await talk([CRASH, wish, wish, f"{CHARGED} {wish}"], kept_by)

    numbers = [output["handover"]["handover_id"] for output in outputs[1:]]
    assert numbers[0] == numbers[1] != numbers[2]
    assert len(records) == 2


@KEPT
async def test_what_is_written_to_an_open_hand_over_is_added_to_it_once(
    kept_by: str, records: dict[str, Any]
) -> None:
    wish, more = "I want to talk to a person.", "Get me a human, the box is wet and smells of oil."
    outputs = await talk([CRASH, wish, more, wish, more], kept_by)

    assert len({output["handover"]["handover_id"] for output in outputs[1:]}) == 1
    [record] = records.values()
    assert record.summary.startswith(outputs[1]["handover"]["summary"])
    assert [record.summary.count(words) for words in (CRASH, wish, more)] == [1, 1, 1]


async def test_the_same_words_in_another_thread_are_another_hand_over() -> None:
    wish = ["I want to talk to a person."]
    [one] = await talk(wish, "a checkpointer", "one")
    [two] = await talk(wish, "a checkpointer", "two")

    assert one["handover"]["handover_id"] != two["handover"]["handover_id"]


async def test_another_customer_gets_nothing_of_a_conversation() -> None:
    remembering = graph.builder.compile(checkpointer=InMemorySaver())
    config: Any = {"configurable": {"thread_id": "talk"}}
    await remembering.ainvoke(user(CHARGED), config)

    with pytest.raises(InputError, match="another customer's"):
        await remembering.ainvoke(
            user("Get me a person."), config, context={"customer_id": "C-2002"}
        )


@KEPT
async def test_half_a_character_keeps_nobody_from_a_person(kept_by: str) -> None:
    [output] = await talk(["I want to talk to a person \ud83d"], kept_by)

    assert output["handover"]["handover_id"] in output["messages"][-1].text


@KEPT
async def test_a_wish_for_a_person_leaves_the_subject_as_it_is(kept_by: str) -> None:
    _, output = await talk([CRASH, "This is ridiculous, get me a manager!"], kept_by)

    assert output["intent"] == "Technical Support"
    assert output["sentiment"] == "angry"
    assert f'The customer wrote: "{CRASH}"\n' in output["handover"]["summary"]


async def test_a_team_can_work_from_the_record(records: dict[str, Any]) -> None:
    message = "You charged me twice, account number C-20931. This is outrageous, get me a human!"

    await graph.ainvoke(user(message), context=Context(customer_id="C-2002"))

    [record] = records.values()
    assert record.customer_id == "C-2002"
    assert record.reason == "The customer asked for a person."
    assert message[:30] in record.summary
    assert "Intent: Billing Inquiry. Language: en. Sentiment: angry." in record.summary
    assert "Account number: C-20931." in record.summary


async def test_of_a_hand_over_only_the_reply_is_streamed() -> None:
    chunks = [
        message.text
        async for message, _ in graph.astream(
            user("I want to talk to a human."), stream_mode="messages"
        )
    ]

    assert len(chunks) == 1
    assert chunks[0].startswith("A person from our team takes over")


WISH = {
    "intent": "Billing Inquiry",
    "confidence": 0.9,
    "in_scope": True,
    "wants_person": True,
    "language": "en",
    "sentiment": "neutral",
    "details": [],
}


@pytest.mark.parametrize(
    ("summary", "is_kept"),
    [
        pytest.param("The customer was charged twice.", True, id="true"),
        pytest.param("The customer was promised 500 euros back.", False, id="a number"),
        pytest.param("See http://evil.example/refund for details.", False, id="a link"),
        pytest.param("   ", False, id="nothing"),
    ],
)
async def test_a_summary_invents_nothing(
    use_model: UseModel, records: dict[str, Any], summary: str, is_kept: bool
) -> None:
    use_model(ScriptedChatModel(replies=[WISH, {"summary": summary}]))

    await graph.ainvoke(user(CHARGED))

    [record] = records.values()
    assert record.summary.startswith(summary if is_kept else f'The customer wrote: "{CHARGED}"')


async def test_a_summary_that_fails_does_not_stop_the_hand_over(
    start_gemini: StartGemini, records: dict[str, Any]
) -> None:
    start_gemini(FakeGemini(lambda call: Fault(status=400) if "colleague" in call.prompt else WISH))

    output = await graph.ainvoke(user(CHARGED))

    [record] = records.values()
    assert f'The customer wrote: "{CHARGED}"' in record.summary
    assert output["handover"]["handover_id"] == record.handover_id
    assert output["error"]["code"] == "bad_request"


@pytest.mark.parametrize(
    ("answer", "code", "words"),
    [
        pytest.param({"intent": "Sales"}, "invalid_answer", "Sales", id="no such intent"),
        pytest.param(Fault(status=400), "bad_request", "classify_intent", id="refused"),
    ],
)
async def test_a_message_that_cannot_be_classified_is_not_lost(
    start_gemini: StartGemini, records: dict[str, Any], answer: Any, code: str, words: str
) -> None:
    start_gemini(FakeGemini(lambda call: answer))

    output = await graph.ainvoke(user(CHARGED))

    [record] = records.values()
    assert output["intent"] is output["language"] is output["sentiment"] is None
    assert output["handover"]["reason"] == "not_classified"
    assert output["error"]["code"] == code
    assert words in output["error"]["message"]
    assert CHARGED in record.summary
    assert record.handover_id in output["messages"][-1].text


async def test_a_run_without_the_means_to_classify_says_so() -> None:
    remembering = graph.builder.compile(checkpointer=InMemorySaver())
    config: Any = {"configurable": {"thread_id": "short"}}

    with pytest.raises(BudgetError):
        await remembering.ainvoke(user(CRASH), config, context=Context(max_seconds=1e-9))


@pytest.mark.parametrize("failure", [Fault(status=400), ""], ids=["refused", "empty"])
async def test_a_reply_that_cannot_be_written_is_the_desks_plain_one(
    start_gemini: StartGemini, failure: Any
) -> None:
    def script(call: Call) -> Any:
        return None if call.schema else failure

    start_gemini(FakeGemini(script))

    output = await graph.ainvoke(user(CRASH))

    assert output["messages"][-1].text == REPLIES["Technical Support"]["en"]
    assert output["error"]["code"] in ("bad_request", "empty_answer")
    assert output["usage"]["by_step"].keys() == {"classify_intent", "technical_support"}


async def test_a_plain_reply_is_in_the_customers_language(use_model: UseModel) -> None:
    def script(messages: list[BaseMessage], schema: dict[str, Any] | None) -> Any:
        wish = {**WISH, "wants_person": False, "language": "fr"}
        return wish if schema else RuntimeError("broken")

    use_model(ScriptedChatModel(replies=script))

    output = await graph.ainvoke(user("Ma facture est fausse."))

    assert output["messages"][-1].text == REPLIES["Billing Inquiry"]["fr"]
    assert output["error"]["code"] == "call_failed"


async def test_records_that_cannot_be_written_are_told_honestly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Broken:
        def open_handover(self, *facts: str, key: str, added: str) -> Any:
            raise RecordsError("The records cannot be reached.")

    monkeypatch.setattr(nodes.support_router, "open_records", Broken)

    output = await graph.ainvoke(user("I want to talk to a human."))

    assert output["handover"] is None
    assert output["messages"][-1].text == NOT_HANDED_OVER["en"]
    assert output["error"]["code"] == "records_unavailable"


async def test_the_next_message_forgets_the_hand_over_and_the_error() -> None:
    _, output = await talk(["I want to talk to a human.", CHARGED], "a checkpointer")

    assert output["handover"] is output["error"] is None


def test_the_plain_words_exist_in_the_languages_that_people_write_most() -> None:
    tables = [CLARIFY, HANDED_OVER, NOT_HANDED_OVER, *REPLIES.values()]

    assert all({"en", "de", "fr", "es"} <= table.keys() for table in tables)
    assert all("{handover_id}" in words for words in HANDED_OVER.values())
