"""Hand a conversation to a person: the record, its summary, and its key."""

import hashlib
from datetime import UTC, datetime

from langchain_core.messages import HumanMessage, SystemMessage
from langgraph.runtime import Runtime

from frontdesk.errors import FrontdeskError, item_error
from frontdesk.models.call import call_model
from frontdesk.models.names import fast_model_name
from nodes.conversation import customer_message, customer_messages, earlier_messages
from nodes.customer import customer_of
from nodes.prompts import support_router as prompts
from nodes.prompts.tags import tag
from nodes.reply_checks import problem_with
from nodes.results import LONGEST_MESSAGE
from state.context import Context
from state.item import ItemError
from state.support_router import HandoverReason, HandoverSummary, RouterState
from state.usage import Usage

_LONGEST_QUOTE = 300
_MOST_QUOTES = 3
_LONGEST_SUMMARY = 1000


def reason_of(state: RouterState) -> HandoverReason:
    """Return why a person takes over."""
    if state["intent"] is None:
        return "not_classified"
    return "asked_for_person" if state["wants_person"] else "still_unclear"


async def summarize(state: RouterState, context: Context) -> tuple[str, Usage, ItemError | None]:
    """Return the summary for the person, what it took, and what went wrong, if anything did.

    A model writes it. Where it cannot, or adds a number or link, the customer's words stand in it.
    """
    messages = state["messages"]
    written = customer_messages(messages)
    parts = [tag("earlier_message", text) for text in earlier_messages(messages)]
    parts.append(tag("customer_message", customer_message(messages)))
    instructions = context.hand_over_prompt or prompts.HAND_OVER
    try:
        answered = await call_model(
            [SystemMessage(instructions), HumanMessage("\n".join(parts))],
            step="hand_over",
            model=fast_model_name(context.fast_model, context.model),
            schema=HandoverSummary,
        )
    except FrontdeskError as error:
        return _with_facts(_excerpt(written), state), error.usage, item_error(error)
    summary = answered.value.summary.strip()[:_LONGEST_SUMMARY]
    problem = problem_with(
        summary,
        numbers_from=[message.text for message in messages],
        links_from=written,
        instructions=instructions,
        every_number=True,
    )
    if not summary or problem:
        summary = _excerpt(written)
    return _with_facts(summary, state), answered.usage, None


def thread_of(state: RouterState, runtime: Runtime[Context]) -> str:
    """Return what tells this conversation from others: its thread, or how and when it began."""
    execution = runtime.execution_info
    if execution and execution.thread_id:
        return execution.thread_id
    # A caller that keeps the conversation itself sends its beginning each time.
    beginning = customer_messages(state["messages"])[0]
    digest = hashlib.sha256(beginning.encode(errors="replace")).hexdigest()[:16]
    return f"conversation-{datetime.now(UTC):%Y%m%d}-{digest}"


def key_of(state: RouterState, runtime: Runtime[Context]) -> str:
    """Return the idempotency key: one hand-over for each topic of a conversation.

    What the customer writes while it is open is added to it.
    """
    customer_id = customer_of(runtime)
    return "/".join([thread_of(state, runtime), customer_id, "handover", state["intent"] or ""])


def quoted(message: str) -> str:
    """Return what a hand-over that is open already shows of another message of its topic."""
    return f'"{_shortened(message, LONGEST_MESSAGE)}"'


def _with_facts(summary: str, state: RouterState) -> str:
    told = "".join(
        f" {detail['name'].replace('_', ' ').capitalize()}: {detail['text']}."
        for detail in state["details"]
    )
    return prompts.HANDOVER_SUMMARY.format(
        summary=summary,
        intent=state["intent"] or "unknown",
        language=state["language"] or "unknown",
        sentiment=state["sentiment"] or "unknown",
        details=f"\nTold:{told}" if told else "",
    )


def _excerpt(written: list[str]) -> str:
    shown = [*dict.fromkeys([written[0], *written[1:][1 - _MOST_QUOTES :]])]
    quotes = " ".join(f'"{_shortened(text)}"' for text in shown)
    return prompts.EXCERPT.format(quotes=quotes)


def _shortened(text: str, longest: int = _LONGEST_QUOTE) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[:longest].rstrip()} ..."
