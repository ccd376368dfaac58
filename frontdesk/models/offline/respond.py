"""Decide what a prompt asks for and compute the answer: JSON for a schema, else text."""

import json
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from langchain_core.messages import BaseMessage

from frontdesk.models.offline.answering.answers import answer_question, find_sources, find_support
from frontdesk.models.offline.answering.entries import QuestionWithAnswer, matching_entries
from frontdesk.models.offline.asking.questions import make_questions
from frontdesk.models.offline.language.languages import find_language
from frontdesk.models.offline.planning.completions import OpenTask, complete_tasks
from frontdesk.models.offline.planning.tasks import find_concern
from frontdesk.models.offline.planning.unhandled import find_unhandled
from frontdesk.models.offline.prompt import Prompt, read_prompt
from frontdesk.models.offline.replies import write_answer, write_letter, write_reply
from frontdesk.models.offline.routing.conversation import (
    customer_messages,
    messages_with_questions,
    summarize,
    telling_messages,
)
from frontdesk.models.offline.routing.details import find_details
from frontdesk.models.offline.routing.intents import Choice, classify, is_in_scope
from frontdesk.models.offline.routing.tone import asks_for_person, find_mood
from frontdesk.models.offline.schema import plainest_value, resolved

# TextBlob reads its lexicon when it is first asked: no two threads may do so at once.
_one_at_a_time = threading.Lock()
# Half of a surrogate pair, which a document may have, is no text that can be sent or stored.
_SURROGATE = re.compile(r"[\ud800-\udfff]")

Known = Mapping[str, Any]
JSONSchema = dict[str, Any]


def respond(messages: Sequence[BaseMessage], response_schema: JSONSchema | None = None) -> str:
    """Return the answer to `messages`: JSON that fits `response_schema`, or plain text."""
    prompt = read_prompt(messages)
    with _one_at_a_time:
        if response_schema is None:
            return _SURROGATE.sub("\ufffd", _write(prompt))
        filled = _fill(resolved(response_schema), prompt, {})
    return _SURROGATE.sub("\ufffd", json.dumps(filled, ensure_ascii=False))


def _write(prompt: Prompt) -> str:
    points = prompt.texts("point")
    if prompt.text("customer_message"):
        return write_letter(points)
    if entries := prompt.texts("faq_entry"):
        return write_answer(entries[0], prompt.text("source_line"))
    question, documents = prompt.text("question"), prompt.named("source", "title")
    if question and documents and (extract := answer_question(question, documents)):
        return extract.text
    return write_reply(prompt.text("customer") or prompt.last_message, points)


def _fill(schema: JSONSchema, prompt: Prompt, known: Known) -> Any:
    """Fill an object's fields in their order: those in `_FIELDS`, any other as plainly as can be.

    `known` are the fields of the same object that are filled already.
    """
    filled: dict[str, Any] = {}
    for name, field in schema.get("properties", {}).items():
        fill = _FIELDS.get((name, _type(field)))
        filled[name] = fill(field, prompt, {**known, **filled}) if fill else plainest_value(field)
    return filled if filled else plainest_value(schema)


def _type(field: JSONSchema) -> str:
    kind = field.get("type", "")
    return f"{kind} of {field.get('items', {}).get('type')}" if kind == "array" else str(kind)


def _questions(field: JSONSchema, prompt: Prompt, known: Known) -> list[str]:
    asked = prompt.texts("asked")
    return make_questions(prompt.named("source", "title"), _wanted(prompt), asked)


def _faqs(field: JSONSchema, prompt: Prompt, known: Known) -> list[Any]:
    questions = prompt.texts("question") or _questions(field, prompt, known)
    return [_fill(field["items"], prompt, {"question": question}) for question in questions]


def _question(field: JSONSchema, prompt: Prompt, known: Known) -> str:
    return str(known.get("question") or prompt.text("question"))


def _answer(field: JSONSchema, prompt: Prompt, known: Known) -> str:
    documents = prompt.named("source", "title")
    extract = answer_question(_question(field, prompt, known), documents)
    return extract.text if extract else ""


def _found(field: JSONSchema, prompt: Prompt, known: Known) -> bool:
    return bool(_answer(field, prompt, known))


def _sources(field: JSONSchema, prompt: Prompt, known: Known) -> list[str]:
    answer = str(known.get("answer") or prompt.text("answer"))
    if not answer:
        return []
    documents = prompt.named("source", "title")
    return find_sources(_question(field, prompt, known), answer, documents)


def _sentences(field: JSONSchema, prompt: Prompt, known: Known) -> list[int]:
    answer = str(known.get("answer") or prompt.text("answer"))
    if not answer:
        return []
    documents = prompt.named("source", "title")
    support = find_support(_question(field, prompt, known), answer, documents)
    return prompt.numbers(*support) if support else []


def _choice(prompt: Prompt, allowed: Sequence[str]) -> Choice:
    described = prompt.named("category", "name")
    categories = {name: described.get(name, name) for name in allowed or described}
    return classify(telling_messages(prompt), categories)


def _intent(field: JSONSchema, prompt: Prompt, known: Known) -> str:
    return _choice(prompt, field.get("enum", ())).name


def _confidence(field: JSONSchema, prompt: Prompt, known: Known) -> float:
    return _choice(prompt, ()).confidence


def _in_scope(field: JSONSchema, prompt: Prompt, known: Known) -> bool:
    return is_in_scope(prompt.text("customer_message"))


def _wants_person(field: JSONSchema, prompt: Prompt, known: Known) -> bool:
    return asks_for_person(prompt.text("customer_message"))


def _language(field: JSONSchema, prompt: Prompt, known: Known) -> str:
    return find_language(customer_messages(prompt))


def _sentiment(field: JSONSchema, prompt: Prompt, known: Known) -> str:
    return find_mood(prompt.text("customer_message"))


def _details(field: JSONSchema, prompt: Prompt, known: Known) -> list[Any]:
    return [told._asdict() for told in find_details(messages_with_questions(prompt))]


def _entries(field: JSONSchema, prompt: Prompt, known: Known) -> list[int]:
    entries = {
        int(tag.attributes["number"]): QuestionWithAnswer(tag.attributes["question"], tag.text)
        for tag in prompt.tags
        if tag.name == "faq_entry"
    }
    return matching_entries(prompt.text("customer_message"), entries)


def _summary(field: JSONSchema, prompt: Prompt, known: Known) -> str:
    return summarize(prompt)


def _tasks(field: JSONSchema, prompt: Prompt, known: Known) -> list[Any]:
    fields = field["items"].get("properties", {})
    open_tasks = [
        OpenTask(tag.attributes, tag.text) for tag in prompt.tags if tag.name == "open_task"
    ]
    return [
        {name: task.get(name, plainest_value(value)) for name, value in fields.items()}
        for task in complete_tasks(prompt.text("customer_message"), open_tasks)
    ]


def _unhandled(field: JSONSchema, prompt: Prompt, known: Known) -> list[str]:
    return find_unhandled(prompt.text("customer_message"))


def _concern(field: JSONSchema, prompt: Prompt, known: Known) -> str:
    return find_concern(prompt.text("customer_message"), prompt.text("invoice_number") or None)


def _wanted(prompt: Prompt) -> int:
    wanted = prompt.text("wanted")
    return int(wanted) if wanted.isdigit() else 10


_FIELDS: dict[tuple[str, str], Callable[[JSONSchema, Prompt, Known], Any]] = {
    ("questions", "array of string"): _questions,
    ("faqs", "array of object"): _faqs,
    ("question", "string"): _question,
    ("found", "boolean"): _found,
    ("answer", "string"): _answer,
    ("sources", "array of string"): _sources,
    ("sentences", "array of integer"): _sentences,
    ("intent", "string"): _intent,
    ("confidence", "number"): _confidence,
    ("in_scope", "boolean"): _in_scope,
    ("wants_person", "boolean"): _wants_person,
    ("language", "string"): _language,
    ("sentiment", "string"): _sentiment,
    ("details", "array of object"): _details,
    ("entries", "array of integer"): _entries,
    ("summary", "string"): _summary,
    ("tasks", "array of object"): _tasks,
    ("unhandled", "array of string"): _unhandled,
    ("concern", "string"): _concern,
}
