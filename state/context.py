"""Per-run settings: what a caller may choose for one run, shown as a form in Studio."""

from typing import Any

from langgraph.runtime import Runtime
from pydantic import Field
from pydantic.dataclasses import dataclass

DEMO_CUSTOMER = "C-1001"

# Some 1,250 tokens, and eight passages or more. With more the right passage is among them hardly
# more often, and checkpoints, which hold a branch's passages several times, pass 64 kB a question.
PASSAGE_BUDGET = 5_000


def _model(description: str, *nodes: str) -> Any:
    return Field(
        default="",
        description=f"{description} Empty: the process's default. For example "
        "google_genai:gemini-2.5-flash, another provider:model, or offline.",
        json_schema_extra={"langgraph_nodes": [*nodes], "langgraph_type": "model"},
    )


def _prompt(*nodes: str) -> Any:
    return Field(
        default="",
        description=f"Instructions for {' and '.join(nodes)}. Empty: the ones in nodes/prompts.",
        json_schema_extra={"langgraph_nodes": [*nodes], "langgraph_type": "prompt"},
    )


@dataclass(frozen=True)
class Context:
    """Settings of one run. An empty field means the default; a wrong value is refused at once."""

    model: str = _model(
        "The model that writes questions, answers and replies.",
        "generate_faqs",
        "generate_questions",
        "answer_questions",
        "answer_question",
        "technical_support",
        "billing_inquiry",
        "general_question",
        "synthesize_reply",
    )
    fast_model: str = _model(
        "The model that classifies and extracts; without it the main model does.",
        "find_sources",
        "classify_intent",
        "general_question",
        "hand_over",
        "plan_tasks",
        "billing_worker",
    )
    customer_id: str = Field(
        default="",
        description="Whose records the support graphs may see. Empty: the demo customer's; with "
        "FRONTDESK_DEMO=false nobody's, and the customer is asked to identify themselves.",
    )
    least_confidence: float = Field(
        default=0.5,
        ge=0,
        le=1,
        description="How sure the router must be of a message's intent, from 0 to 1. Below it asks "
        "the customer once what is meant, and then hands over to a person.",
    )
    approval_limit: int | None = Field(
        default=25_000,
        ge=0,
        description="A return that is worth more waits for a person's approval, in the currency's "
        "smallest unit: 25000 is 250.00 euros. Empty: none does.",
    )
    question_attempts: int = Field(
        default=3,
        ge=1,
        le=10,
        description="How often at the most the model is asked for questions until all are there.",
    )
    max_calls: int | None = Field(
        default=None,
        ge=1,
        description="How many requests to models the run may make, repeated ones included. "
        "Empty: any number. What does not fit is skipped.",
    )
    max_cost: float | None = Field(
        default=None,
        gt=0,
        description="What the run's requests may cost in US dollars, as far as the models' prices "
        "are known. Empty: any amount. What does not fit is skipped.",
    )
    max_seconds: float | None = Field(
        default=None,
        gt=0,
        description="After how many seconds the run makes no more requests and breaks off those "
        "under way. Empty: never. What is not finished is skipped.",
    )
    answer_attempts: int = Field(
        default=2,
        ge=1,
        le=5,
        description="How often at the most a question is answered until its evidence supports it.",
    )
    passage_budget: int = Field(
        default=PASSAGE_BUDGET,
        ge=1_000,
        le=100_000,
        description="How much of the documents a question's calls are shown, in bytes of UTF-8: "
        "all, if they are not larger, else the passages that fit the question best.",
    )
    generate_faqs_prompt: str = _prompt("generate_faqs")
    generate_questions_prompt: str = _prompt("generate_questions")
    answer_question_prompt: str = _prompt("answer_question", "answer_questions")
    find_sources_prompt: str = _prompt("find_sources")
    classify_intent_prompt: str = _prompt("classify_intent")
    technical_support_prompt: str = _prompt("technical_support")
    billing_inquiry_prompt: str = _prompt("billing_inquiry")
    general_question_prompt: str = _prompt("general_question")
    hand_over_prompt: str = _prompt("hand_over")
    plan_tasks_prompt: str = _prompt("plan_tasks")
    billing_worker_prompt: str = _prompt("billing_worker")
    synthesize_reply_prompt: str = _prompt("synthesize_reply")


def context_of(runtime: Runtime[Context]) -> Context:
    """Return the run's settings, or the defaults where the caller passed none."""
    return runtime.context or Context()
