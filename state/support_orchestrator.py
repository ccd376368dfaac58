"""What flows through the orchestrator and its workers."""

import operator
from typing import Annotated, Literal, final

from langchain_core.messages import AnyMessage
from langgraph.graph.message import add_messages
from langgraph.types import Overwrite
from pydantic import BaseModel, Field
from typing_extensions import TypedDict

from state.item import ItemError
from state.order import OrderStatus
from state.usage import Usage, add_usage


class BillingInquiry(TypedDict):
    """The customer asks about an invoice."""

    query_type: Literal["BillingInquiry"]
    invoice_number: str | None


class ProductReturn(TypedDict):
    """The customer wants to send a product back."""

    query_type: Literal["ProductReturn"]
    product_name: str | None
    reason_for_return: str | None


class StatusUpdate(TypedDict):
    """The customer wants to know where an order is."""

    query_type: Literal["StatusUpdate"]
    order_id: str | None


Task = BillingInquiry | ProductReturn | StatusUpdate

Status = Literal[
    "done", "needs_information", "not_found", "needs_approval", "refused", "failed", "skipped"
]


@final
class InvestigationFacts(TypedDict):
    """An investigation of an invoice."""

    invoice_number: str
    concern: str
    case_id: str
    resolution_time: str


@final
class ReturnFacts(TypedDict):
    """An authorised return."""

    product_name: str
    order_id: str
    rma_number: str
    shipping_instructions: list[str]


@final
class OrderFacts(TypedDict):
    """Where an order is; dates are ISO 8601. It is expected, or it has been delivered."""

    order_id: str
    order_status: OrderStatus
    carrier: str | None
    tracking_number: str | None
    expected_delivery: str | None
    delivered: str | None


Facts = InvestigationFacts | ReturnFacts | OrderFacts


class Result(TypedDict):
    """What became of one task.

    `facts` are there when it is done; otherwise `reason` is a sentence for the customer and,
    when it failed or was skipped for the run's budget, `error` says why.
    """

    task: Task
    status: Status
    facts: Facts | None
    reason: str | None
    error: ItemError | None


class FinishedTask(TypedDict):
    """A worker's result and its task's place among the tasks."""

    item: int
    result: Result


class OrchestratorInput(TypedDict):
    """The customer's message, which may ask for several things at once."""

    messages: Annotated[
        list[AnyMessage], Field(description="The customer's message."), add_messages
    ]


class OrchestratorState(OrchestratorInput):
    """The memory of `support_orchestrator`: every worker appends to `finished`."""

    tasks: list[Task]
    finished: Annotated[list[FinishedTask], operator.add]
    results: list[Result]
    reply: str
    answered_by: str | None
    usage: Annotated[Usage, add_usage]


class OrchestratorOutput(OrchestratorInput):
    """The tasks, one result for each in their order, and the reply that tells the customer.

    `answered_by` names the model that wrote the reply in place of the one that was asked; it is
    None where that one did, or none.
    """

    tasks: list[Task]
    results: list[Result]
    reply: str
    answered_by: str | None
    usage: Annotated[Usage, add_usage]


class Work(TypedDict):
    """What every worker is sent besides its task: the task's place, and the customer's words."""

    item: int
    total: int
    message: str


class BillingWork(Work):
    """What the billing worker is sent."""

    task: BillingInquiry


class ReturnWork(Work):
    """What the return worker is sent."""

    task: ProductReturn


class StatusWork(Work):
    """What the status worker is sent."""

    task: StatusUpdate


class PlanUpdate(TypedDict):
    """What planning writes. The usage of the thread's earlier runs gives way to this run's."""

    tasks: list[Task]
    usage: Overwrite


class WorkerUpdate(TypedDict):
    """What a worker writes."""

    finished: list[FinishedTask]
    usage: Usage


class ReplyUpdate(TypedDict):
    """What the synthesizer writes, leaving nothing to be joined by the thread's next run."""

    results: list[Result]
    finished: Overwrite
    reply: str
    messages: list[AnyMessage]
    answered_by: str | None
    usage: Usage


class PlannedTask(BaseModel):
    """One request in the customer's message; a detail that the message lacks is null."""

    query_type: Literal["BillingInquiry", "ProductReturn", "StatusUpdate"] = Field(
        description="BillingInquiry: about an invoice or a charge. ProductReturn: sending a "
        "product back. StatusUpdate: where an order is."
    )
    invoice_number: str | None = Field(
        default=None, description="BillingInquiry: the invoice's number as written."
    )
    product_name: str | None = Field(
        default=None, description="ProductReturn: the product as the customer calls it."
    )
    reason_for_return: str | None = Field(
        default=None, description="ProductReturn: why, in the customer's words."
    )
    order_id: str | None = Field(
        default=None, description="StatusUpdate: the order's number as written."
    )


class TaskPlan(BaseModel):
    """All requests in the customer's message, in their order."""

    tasks: list[PlannedTask] = Field(description="One task for every request; none is fine.")


class InvoiceConcern(BaseModel):
    """What troubles the customer about an invoice."""

    concern: str = Field(description="The customer's concern in one short sentence.")
