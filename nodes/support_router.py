"""The steps of the router: classify the customer's message, then reply as the right desk."""

from typing import Literal

from langchain_core.messages import HumanMessage, SystemMessage
from langgraph.runtime import Runtime
from langgraph.types import Overwrite

from frontdesk.models.call import call_model
from frontdesk.models.names import fast_model_name, model_name
from nodes.conversation import customer_message, earlier_messages
from nodes.prompts import support_router as prompts
from nodes.prompts.tags import tag
from state.context import Context, context_of
from state.support_router import (
    Intent,
    IntentChoice,
    IntentUpdate,
    ReplyUpdate,
    RouterState,
)

Handler = Literal["technical_support", "billing_inquiry", "general_question"]

_HANDLERS: dict[Intent, Handler] = {
    "Technical Support": "technical_support",
    "Billing Inquiry": "billing_inquiry",
    "General Question": "general_question",
}


async def classify_intent(state: RouterState, runtime: Runtime[Context]) -> IntentUpdate:
    """Choose the category that the customer's latest message belongs to."""
    context = context_of(runtime)
    parts = [tag("category", text, name=name) for name, text in prompts.CATEGORIES.items()]
    parts += [tag("earlier_message", text) for text in earlier_messages(state["messages"])]
    parts.append(tag("customer_message", customer_message(state["messages"])))
    answered = await call_model(
        [
            SystemMessage(context.classify_intent_prompt or prompts.CLASSIFY_INTENT),
            HumanMessage("\n".join(parts)),
        ],
        step="classify_intent",
        model=fast_model_name(context.fast_model, context.model),
        schema=IntentChoice,
    )
    return {"intent": answered.value.intent, "usage": Overwrite(answered.usage)}


def route_by_intent(state: RouterState) -> Handler:
    """Choose the handler of the intent."""
    return _HANDLERS[state["intent"]]


async def technical_support(state: RouterState, runtime: Runtime[Context]) -> ReplyUpdate:
    """Ask for what a diagnosis needs and for the steps already tried."""
    instructions = context_of(runtime).technical_support_prompt or prompts.TECHNICAL_SUPPORT
    return await _reply(state, runtime, "technical_support", instructions)


async def billing_inquiry(state: RouterState, runtime: Runtime[Context]) -> ReplyUpdate:
    """Acknowledge the concern and ask for the account number."""
    instructions = context_of(runtime).billing_inquiry_prompt or prompts.BILLING_INQUIRY
    return await _reply(state, runtime, "billing_inquiry", instructions)


async def general_question(state: RouterState, runtime: Runtime[Context]) -> ReplyUpdate:
    """Say honestly what cannot be answered from here and ask to rephrase."""
    instructions = context_of(runtime).general_question_prompt or prompts.GENERAL_QUESTION
    return await _reply(state, runtime, "general_question", instructions)


async def _reply(
    state: RouterState, runtime: Runtime[Context], step: str, instructions: str
) -> ReplyUpdate:
    answered = await call_model(
        [SystemMessage(instructions), *state["messages"]],
        step=step,
        model=model_name(context_of(runtime).model),
    )
    return {
        "messages": [answered.value],
        "answered_by": answered.answered_by,
        "usage": answered.usage,
    }
