"""General questions are answered from the published FAQ, with its sources, or honestly not."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import BaseMessage

from frontdesk.testing.scripted import ScriptedChatModel
from graphs import support_router
from nodes.prompts.plain_replies import REPLIES

graph: Any = support_router.graph
UseModel = Callable[[ScriptedChatModel], None]
Publish = Callable[..., Path]

GIFTS: dict[str, Any] = {
    "question": "How long is a gift card valid?",
    "answer": "A gift card is valid for 3 years from the day of purchase.",
    "sources": ["Gift cards"],
    "status": "answered",
}
PARKING: dict[str, Any] = {
    "question": "Where can I park?",
    "answer": "Behind the shop in Harbour Road are 12 places for customers.",
    "sources": [{"title": "Getting here", "url": "https://shop.example/parking"}],
    "status": "answered",
}
GUESS = {
    "question": "Do you sell umbrellas?",
    "answer": "Umbrellas are sold in autumn.",
    "sources": [],
    "status": "unsupported",
}
ASKED = "For how long is my gift card valid?"
CHOICE = {
    "intent": "General Question",
    "confidence": 0.9,
    "in_scope": True,
    "wants_person": False,
    "language": "en",
    "sentiment": "neutral",
    "details": [],
}


@pytest.fixture
def publish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Publish:
    def write(*entries: Any) -> Path:
        file = tmp_path / "faq.json"
        file.write_text(json.dumps({"faqs": entries, "shortfall": 0}))
        monkeypatch.setenv("FRONTDESK_FAQ", str(file))
        return file

    return write


def user(text: str) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": text}]}


def model(entries: list[int], reply: str) -> ScriptedChatModel:
    return ScriptedChatModel(replies=[CHOICE, {"entries": entries}, reply])


@pytest.fixture
def published(publish: Publish) -> None:
    publish(PARKING, GIFTS, GUESS)


async def test_a_question_is_answered_from_the_faq_with_its_source(
    published: None, no_blocking_calls: object
) -> None:
    output = await graph.ainvoke(user(ASKED))

    assert output["messages"][-1].text == f"{GIFTS['answer']}\n\nSource: Gift cards"
    assert output["sources"] == ["Gift cards"]
    assert output["error"] is None
    assert output["usage"]["by_step"]["general_question"]["calls"] == 2


async def test_the_address_of_a_source_is_named_where_it_has_one(publish: Publish) -> None:
    publish(PARKING, GIFTS)

    output = await graph.ainvoke(user("Where can I park my car?"))

    assert output["messages"][-1].text.endswith(
        "Source: Getting here, https://shop.example/parking"
    )


@pytest.mark.parametrize(
    "answer",
    [
        "Write to cards@shop.example, or see www.shop.example/cards.",
        "See [our page](https://shop.example/cards) about gift cards, or call 0900 123456.",
    ],
)
async def test_links_and_numbers_of_the_faq_may_be_shown(publish: Publish, answer: str) -> None:
    publish({**GIFTS, "answer": answer})

    output = await graph.ainvoke(user(ASKED))

    assert output["messages"][-1].text.startswith(answer)
    assert output["error"] is None


@pytest.mark.parametrize("question", ["Do you sell umbrellas?", "Who designs your furniture?"])
async def test_what_the_faq_does_not_answer_is_not_guessed(publish: Publish, question: str) -> None:
    publish(PARKING, GIFTS, GUESS)

    output = await graph.ainvoke(user(question))

    reply = output["messages"][-1].text
    assert "I would rather not guess" in reply
    assert "talk to a person" in reply
    assert output["sources"] == []


async def test_a_follow_up_is_understood_from_the_question_before(
    publish: Publish, use_model: UseModel
) -> None:
    others = [
        {**GIFTS, "question": f"Is item {number} blue?", "answer": f"Item {number} is blue."}
        for number in range(30)
    ]
    publish(*others, GIFTS)
    scripted = model([1], f"Yes, in all shops.\n\nSource: {GIFTS['sources'][0]}")
    use_model(scripted)
    said = [*user(ASKED)["messages"], {"role": "assistant", "content": "3 years."}]

    await graph.ainvoke({"messages": [*said, *user("And abroad?")["messages"]]})

    prompt = str(scripted.asked[1].messages[-1].text)
    assert GIFTS["question"] in prompt
    assert prompt.count("<faq_entry") < 9


async def test_the_model_writes_from_the_chosen_entries_alone(
    publish: Publish, use_model: UseModel
) -> None:
    publish(PARKING, GIFTS)
    scripted = model([2], "It is good for 3 years.\n\nSource: Gift cards")
    use_model(scripted)

    output = await graph.ainvoke(user(ASKED))

    writing = str(scripted.asked[-1].messages[0].text)
    assert GIFTS["answer"] in writing
    assert PARKING["answer"] not in writing
    assert output["messages"][-1].text == "It is good for 3 years.\n\nSource: Gift cards"


async def test_a_reply_without_its_source_gets_it(publish: Publish, use_model: UseModel) -> None:
    publish(PARKING, GIFTS)
    use_model(model([2], "It is good for 3 years."))

    output = await graph.ainvoke(user(ASKED))

    assert output["messages"][-1].text == "It is good for 3 years.\n\nSource: Gift cards"
    assert output["error"] is None


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param("It is good for 3 years.\n\nSource: Wikipedia", id="another source"),
        pytest.param("It is good for 5 years.\n\nSource: Gift cards", id="another number"),
        pytest.param("See https://evil.example.\n\nSource: Gift cards", id="another address"),
        pytest.param(
            "It is good for 3 years. Managers approve longer ones.\n\nSource: Gift cards",
            id="another claim",
        ),
    ],
)
async def test_a_reply_that_the_faq_does_not_bear_out_gives_way_to_the_faqs_words(
    publish: Publish, use_model: UseModel, reply: str
) -> None:
    publish(PARKING, GIFTS)
    use_model(model([2], reply))

    output = await graph.ainvoke(user(ASKED))

    assert output["messages"][-1].text == f"{GIFTS['answer']}\n\nSource: Gift cards"
    assert output["error"]["code"] == "reply_refused"


async def test_a_source_is_not_named_where_no_entry_answers(
    publish: Publish, use_model: UseModel
) -> None:
    publish(PARKING, GIFTS)
    use_model(model([], "Yes, in autumn.\nSource: Gift cards"))

    output = await graph.ainvoke(user("Do you sell umbrellas?"))

    assert output["messages"][-1].text == REPLIES["General Question"]["en"]


async def test_a_model_that_answers_where_the_faq_does_not_gives_way_to_the_honest_reply(
    publish: Publish, use_model: UseModel
) -> None:
    publish(PARKING, GIFTS)
    use_model(model([], "We have umbrellas from September on, in forest green."))

    output = await graph.ainvoke(user("Do you sell umbrellas?"))

    assert output["messages"][-1].text == REPLIES["General Question"]["en"]
    assert output["error"]["code"] == "reply_refused"


@pytest.mark.parametrize(
    "reply",
    [
        "Thank you for asking! Your gift card stays valid for 3 years after you bought it. Let us "
        "know if we can help you with anything else.\n\nSource: Gift cards",
        "Hello,\n\na gift card is valid for 3 years from the day of purchase, so there is plenty "
        "of time to use yours.\n\nSource: Gift cards\n\nKind regards\nYour front desk",
        "Ihr Gutschein gilt 3 Jahre lang ab dem Kauf.\n\nSource: Gift cards",
    ],
)
async def test_the_faqs_answer_may_be_given_in_other_words(
    publish: Publish, use_model: UseModel, reply: str
) -> None:
    publish(PARKING, GIFTS)
    use_model(model([2], reply))

    output = await graph.ainvoke(user(ASKED))

    assert output["messages"][-1].text == reply


@pytest.mark.parametrize("entries", [[0], [3, 99], [-1]])
async def test_an_entry_that_was_not_given_is_none(
    publish: Publish, use_model: UseModel, entries: list[int]
) -> None:
    publish(PARKING, GIFTS)
    scripted = model(entries, "I am sorry, I do not know.")
    use_model(scripted)

    output = await graph.ainvoke(user(ASKED))

    assert "<faq_entry" not in scripted.asked[-1].messages[0].text
    assert output["sources"] == []


async def test_choosing_that_fails_is_told_and_answered_honestly(
    publish: Publish, use_model: UseModel
) -> None:
    publish(GIFTS)

    def script(messages: list[BaseMessage], schema: dict[str, Any] | None) -> Any:
        if schema is None:
            return "I am sorry, I do not know."
        return CHOICE if "intent" in schema["properties"] else RuntimeError("broken")

    use_model(ScriptedChatModel(replies=script))

    output = await graph.ainvoke(user(ASKED))

    assert output["messages"][-1].text == "I am sorry, I do not know."
    assert output["error"]["code"] == "call_failed"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "faq.json cannot be read: No such file"),
        ("{", "faq.json is not an FAQ"),
        ('{"faqs": [{"question": "x"}]}', "faqs.0.answer: Field required"),
    ],
    ids=["missing", "broken", "another"],
)
async def test_an_faq_that_cannot_be_used_is_told_in_a_sentence_and_the_customer_answered(
    publish: Publish, content: str | None, sentence: str
) -> None:
    file = publish()
    file.unlink() if content is None else file.write_text(content)

    output = await graph.ainvoke(user(ASKED))

    assert "I would rather not guess" in output["messages"][-1].text
    assert output["error"]["code"] == "bad_input"
    assert sentence in output["error"]["message"]
    assert output["error"]["message"].startswith("FRONTDESK_FAQ: ")


async def test_a_new_edition_of_the_faq_is_used_at_once(publish: Publish) -> None:
    publish(GIFTS)
    await graph.ainvoke(user(ASKED))
    publish({**GIFTS, "answer": "A gift card is valid for ever."})

    output = await graph.ainvoke(user(ASKED))

    assert output["messages"][-1].text.startswith("A gift card is valid for ever.")


async def test_only_the_reply_is_streamed(publish: Publish) -> None:
    publish(PARKING, GIFTS)

    chunks = [
        message.text async for message, _ in graph.astream(user(ASKED), stream_mode="messages")
    ]

    assert len(chunks) >= 2  # a sentence at a time
    assert "".join(chunks) == f"{GIFTS['answer']}\n\nSource: Gift cards"
