"""What flows through the orchestrator and its workers."""

import operator
from typing import Annotated, Literal, final

from langchain_core.messages import AnyMessage
from langgraph.graph.message import add_messages
from langgraph.types import Overwrite
from pydantic import BaseModel, Field, model_validator
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
    """An investigation of an invoice.

    Where it was opened before, about the `concern` of another message, `added` are the words of
    this one, which a person has been handed under the number `handover_id`.
    """

    invoice_number: str
    concern: str
    case_id: str
    resolution_time: str
    added: str | None
    handover_id: str | None


@final
class ReturnFacts(TypedDict):
    """An authorised return of `quantity` of the `bought` units.

    `terms` are those that the person who approved it has set.
    """

    product_name: str
    order_id: str
    quantity: int
    bought: int
    rma_number: str
    shipping_instructions: list[str]
    terms: str | None


class ParcelFacts(TypedDict):
    """Where a parcel is; dates are ISO 8601. It is expected, or it has been delivered.

    `overdue` says that it was expected on a day that is over. Without a parcel all is None.
    """

    parcel_status: OrderStatus | None
    carrier: str | None
    tracking_number: str | None
    expected_delivery: str | None
    overdue: bool
    delivered: str | None


@final
class OrderFacts(ParcelFacts):
    """Where an order is: as a whole, the parcel that arrives last, and its other parcels."""

    order_id: str
    order_status: OrderStatus
    other_parcels: list[ParcelFacts]


Facts = InvestigationFacts | ReturnFacts | OrderFacts


class Result(TypedDict):
    """What became of one task.

    `needs_information` is completed by the customer's next message in the thread, or done again
    when that tells who the customer is;
    `needs_approval` says that a person decides, without the run waiting for it. `facts` are there
    when it is done; otherwise `reason` is a sentence for the customer and,
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


class Handover(TypedDict):
    """What a person looks into: its number, or why it could not be handed over."""

    handover_id: str | None
    error: ItemError | None


class OrchestratorInput(TypedDict):
    """The customer's message, which may ask for several things at once."""

    messages: Annotated[
        list[AnyMessage], Field(description="The customer's message."), add_messages
    ]


class OrchestratorState(OrchestratorInput):
    """The memory of `support_orchestrator`: every worker appends to `finished`.

    `completed` has the places of the tasks that complete, or do again, one of the message before.
    """

    customer_id: str
    tasks: list[Task]
    completed: list[int]
    unhandled: list[str]
    handover: Handover | None
    finished: Annotated[list[FinishedTask], operator.add]
    results: list[Result]
    reply: str
    answered_by: str | None
    usage: Annotated[Usage, add_usage]


class OrchestratorOutput(OrchestratorInput):
    """The tasks, one result for each in their order, and the reply that tells the customer.

    `customer_id` tells whose conversation it is, empty where nobody has said so. `unhandled` has
    the requests that no worker handles, in the customer's words, and `handover` the number under
    which a person looks into them.

    `answered_by` names the model that wrote the reply in place of the one that was asked; it is
    None where that one did, or none.
    """

    customer_id: str
    tasks: list[Task]
    results: list[Result]
    unhandled: list[str]
    handover: Handover | None
    reply: str
    answered_by: str | None
    usage: Annotated[Usage, add_usage]


class Work(TypedDict):
    """What every worker is sent besides its task: the task's place, and the customer's words.

    Those of a task that completes an earlier one begin with the messages that it is from.
    `customer_id` and `approval_limit` are those of the run that planned the task.
    """

    item: int
    total: int
    message: str
    customer_id: str
    approval_limit: int | None


class BillingWork(Work):
    """What the billing worker is sent."""

    task: BillingInquiry


class ReturnWork(Work):
    """What the return worker is sent; `others` are the message's other requests, in its words."""

    task: ProductReturn
    others: list[str]


class StatusWork(Work):
    """What the status worker is sent."""

    task: StatusUpdate


class UnhandledWork(TypedDict):
    """What a person is handed: the requests that no worker handles, and the whole message."""

    unhandled: list[str]
    message: str
    customer_id: str


class PlanUpdate(TypedDict):
    """What planning writes. The usage of the thread's earlier runs gives way to this run's."""

    customer_id: str
    tasks: list[Task]
    completed: list[int]
    unhandled: list[str]
    handover: None
    usage: Overwrite


class HandoverUpdate(TypedDict):
    """What handing over writes."""

    handover: Handover


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
    completes: int | None = Field(
        default=None, description="The number of the open task that this one completes, if it does."
    )


class TaskPlan(BaseModel):
    """All requests in the customer's message, in their order."""

    tasks: list[PlannedTask] = Field(description="One task for every request; none is fine.")
    unhandled: list[str] = Field(
        default=[],
        description="Every request that fits no task, in the customer's own words and short.",
    )


class Approval(BaseModel):
    """What a person decides about a return."""

    decision: Literal["approve", "refuse", "change", "hand_over"] = Field(
        description="approve: as it is. change: on other terms. refuse: not at all. hand_over: "
        "another person decides later, and the run goes on."
    )
    note: str = Field(
        default="",
        max_length=500,
        description="What the customer is told: why it is refused, or the terms of a change, such "
        "as store credit in place of money. Otherwise there needs to be none.",
    )

    @model_validator(mode="after")
    def _explained(self) -> "Approval":
        if self.decision in ("refuse", "change") and not self.note.strip():
            raise ValueError(f"note: must tell the customer why or how, to {self.decision} it")
        return self


class InvoiceConcern(BaseModel):
    """What troubles the customer about an invoice."""

    concern: str = Field(description="The customer's concern in the customer's own words, short.")
