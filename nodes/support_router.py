"""The steps of the router: classify the customer's message, then reply as the right desk."""

import asyncio
import re
from collections.abc import Sequence
from typing import Literal

from langchain_core.messages import AIMessage, HumanMessage, SystemMessage
from langgraph.runtime import Runtime
from langgraph.types import Overwrite

from frontdesk.errors import (
    BudgetError,
    FrontdeskError,
    InputError,
    ModelSetupError,
    item_error,
)
from frontdesk.models.call import call_model
from frontdesk.models.draft import Draft
from frontdesk.models.names import fast_model_name, model_name
from frontdesk.records.open import open_records
from nodes.conversation import (
    customer_message,
    customer_messages,
    earlier_messages,
    last_reply,
    tagged_turns,
)
from nodes.customer import customer_of, customer_of_conversation
from nodes.desks import billing_points, really_told, technical_points
from nodes.faq_answers import Answer, find_answer
from nodes.handover import key_of, quoted, reason_of, summarize, thread_of
from nodes.prompts import plain_replies
from nodes.prompts import support_router as prompts
from nodes.prompts.tags import tag
from nodes.reply_checks import problem_with
from state.context import Context, context_of
from state.item import ItemError
from state.support_router import (
    FAQReplyUpdate,
    HandoverUpdate,
    Intent,
    IntentChoice,
    IntentUpdate,
    QuestionUpdate,
    ReplyUpdate,
    RouterState,
)
from state.usage import Usage, add_usage

Desk = Literal["technical_support", "billing_inquiry", "general_question"]
Route = Literal[Desk, "ask_to_clarify", "hand_over"]

_DESKS: dict[Intent, Desk] = {
    "Technical Support": "technical_support",
    "Billing Inquiry": "billing_inquiry",
    "General Question": "general_question",
}


async def classify_intent(state: RouterState, runtime: Runtime[Context]) -> IntentUpdate:
    """Find out what the customer's latest message is about, and what was told so far."""
    context = context_of(runtime)
    customer_id = customer_of_conversation(state.get("customer_id", ""), runtime)
    message = customer_message(state["messages"])
    parts = [tag("category", text, name=name) for name, text in prompts.CATEGORIES.items()]
    parts += [tag("earlier_message", text) for text in earlier_messages(state["messages"])]
    parts.append(tag("customer_message", message))
    try:
        answered = await call_model(
            [
                SystemMessage(context.classify_intent_prompt or prompts.CLASSIFY_INTENT),
                HumanMessage("\n".join(parts)),
            ],
            step="classify_intent",
            model=fast_model_name(context.fast_model, context.model),
            schema=IntentChoice,
        )
    except (InputError, ModelSetupError, BudgetError):
        raise
    except FrontdeskError as error:
        # The message must not be lost: a person reads it.
        return _classified(None, state, customer_id, Overwrite(error.usage), item_error(error))
    return _classified(answered.value, state, customer_id, Overwrite(answered.usage))


def route_by_intent(state: RouterState, runtime: Runtime[Context]) -> Route:
    """Choose the desk of the intent, or a person, or to ask what is meant where it is unclear."""
    if state["intent"] is None or state["wants_person"]:
        return "hand_over"
    if state["in_scope"] and state["confidence"] >= context_of(runtime).least_confidence:
        return _DESKS[state["intent"]]
    was_asked = last_reply(state["messages"]) in plain_replies.CLARIFY.values()
    return "hand_over" if was_asked else "ask_to_clarify"


async def technical_support(state: RouterState, runtime: Runtime[Context]) -> ReplyUpdate:
    """Ask for what a diagnosis needs and was not told yet."""
    instructions = context_of(runtime).technical_support_prompt or prompts.TECHNICAL_SUPPORT
    points = technical_points(state["details"])
    return await _reply(state, runtime, "technical_support", instructions, points)


async def billing_inquiry(state: RouterState, runtime: Runtime[Context]) -> ReplyUpdate:
    """Acknowledge the concern and ask for the account number, unless it was told."""
    instructions = context_of(runtime).billing_inquiry_prompt or prompts.BILLING_INQUIRY
    points = billing_points(state["details"])
    return await _reply(state, runtime, "billing_inquiry", instructions, points)


async def general_question(state: RouterState, runtime: Runtime[Context]) -> FAQReplyUpdate:
    """Answer from the published FAQ with the source, or say honestly that it is not known."""
    context = context_of(runtime)
    answer = await find_answer(state, context)
    points = [prompts.FAQ_POINT] if answer.entries else prompts.UNKNOWN_POINTS
    instructions = context.general_question_prompt or prompts.GENERAL_QUESTION
    update = await _reply(state, runtime, "general_question", instructions, points, answer)
    return {
        **update,
        "sources": answer.sources,
        "error": update["error"] or answer.error,
        "usage": add_usage(answer.usage, update["usage"]),
    }


async def ask_to_clarify(state: RouterState) -> QuestionUpdate:
    """Ask once what the customer needs."""
    return {
        "messages": [AIMessage(plain_replies.in_language(plain_replies.CLARIFY, state["language"]))]
    }


async def hand_over(state: RouterState, runtime: Runtime[Context]) -> HandoverUpdate:
    """Open a record from which a person can go on, and tell the customer its number."""
    context, reason = context_of(runtime), reason_of(state)
    summary, usage, error = await summarize(state, context)
    try:
        opened = await asyncio.to_thread(
            lambda: open_records().open_handover(
                customer_of(runtime),
                thread_of(state, runtime),
                summary,
                prompts.HANDOVER_REASONS[reason],
                key=key_of(state, runtime),
                added=quoted(customer_message(state["messages"])),
            )
        )
    except FrontdeskError as failure:
        words = plain_replies.in_language(plain_replies.NOT_HANDED_OVER, state["language"])
        failed = item_error(failure)
        return {"messages": [AIMessage(words)], "handover": None, "error": failed, "usage": usage}
    words = plain_replies.in_language(plain_replies.HANDED_OVER, state["language"])
    return {
        "messages": [AIMessage(words.format(handover_id=opened.handover_id))],
        "handover": {
            "handover_id": opened.handover_id,
            "reason": reason,
            "summary": opened.summary,
        },
        "error": state["error"] or error,
        "usage": usage,
    }


async def _reply(
    state: RouterState,
    runtime: Runtime[Context],
    step: Desk,
    instructions: str,
    points: Sequence[str],
    answer: Answer | None = None,
) -> ReplyUpdate:
    """Let the model make the points. Where it cannot, or says more, the desk's plain reply goes."""
    is_from_faq, answer = answer is not None, answer or Answer()
    tags = [tag("point", point) for point in points] + answer.tags
    written_by_customer = customer_messages(state["messages"])

    def problem_of(text: str) -> str | None:
        problem = problem_with(
            text,
            numbers_from=[*written_by_customer, *answer.texts],
            links_from=answer.texts,
            instructions=instructions,
            every_number=bool(answer.entries),
            promises_from=[*points, *answer.texts],
            asked="\n".join(written_by_customer),
        )
        if problem is None and is_from_faq:
            problem = answer.problem_with(text, [*points, *written_by_customer])
        return problem

    draft = Draft(step, lambda text: problem_of(text) is None)
    try:
        answered = await call_model(
            [SystemMessage("\n".join([instructions, *tags])), *tagged_turns(state["messages"])],
            step=step,
            model=model_name(context_of(runtime).model),
            draft=draft,
        )
    except FrontdeskError as error:
        return _plain_reply(state, answer, item_error(error), error.usage)
    written = answered.value
    problem = problem_of(written.text)
    if problem:
        refused: ItemError = {
            "code": "reply_refused",
            "message": f"The reply that the model wrote was not sent: {problem}.",
            "retryable": True,
        }
        draft.withdraw()
        return _plain_reply(state, answer, refused, answered.usage)
    if answer.source_line not in written.text:
        written = written.model_copy(
            update={"content": f"{written.text.rstrip()}\n\n{answer.source_line}"}
        )
    return {
        "messages": [draft.accept(written)],
        "answered_by": answered.answered_by,
        "error": None,
        "usage": answered.usage,
    }


def _plain_reply(state: RouterState, answer: Answer, error: ItemError, usage: Usage) -> ReplyUpdate:
    """Return the FAQ's own words where it has an answer, else the plain reply of the desk."""
    words = plain_replies.REPLIES[state["intent"] or "General Question"]
    text = answer.plain_text or plain_replies.in_language(words, state["language"])
    return {
        "messages": [AIMessage(text)],
        "answered_by": None,
        "error": error,
        "usage": usage,
    }


def _classified(
    choice: IntentChoice | None,
    state: RouterState,
    customer_id: str,
    usage: Overwrite,
    error: ItemError | None = None,
) -> IntentUpdate:
    """Return the update with the model's choice, or with nothing known where there is none."""
    written = customer_messages(state["messages"])
    return {
        "customer_id": customer_id,
        "intent": choice.intent if choice else None,
        "confidence": choice.confidence if choice else 0.0,
        "in_scope": choice.in_scope if choice else True,
        "wants_person": choice.wants_person if choice else False,
        "language": _language_code(choice.language) if choice else None,
        "sentiment": choice.sentiment if choice else None,
        "details": really_told(choice.details, written) if choice else [],
        "sources": [],
        "handover": None,
        "error": error,
        "answered_by": None,
        "usage": usage,
    }


def _language_code(named: str) -> str | None:
    """Return the ISO 639-1 code of a tag such as de, DE or de-AT, or None for anything else."""
    found = re.fullmatch(r"([a-z]{2})(?:[-_]\w+)*", named.strip().lower())
    return found[1] if found else None
