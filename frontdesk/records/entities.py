"""What the company keeps about its customers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from state.support_orchestrator import OrderStatus

CaseStatus = Literal["open", "closed"]


@dataclass(frozen=True)
class Invoice:
    """What a customer was asked to pay; the amount is in the currency's smallest unit."""

    number: str
    customer_id: str
    issued: date
    amount: int
    currency: str


@dataclass(frozen=True)
class Order:
    """What a customer ordered and where it is."""

    order_id: str
    customer_id: str
    products: tuple[str, ...]
    status: OrderStatus
    carrier: str | None = None
    tracking_number: str | None = None
    expected_delivery: date | None = None


@dataclass(frozen=True)
class Investigation:
    """A case that looks into an invoice."""

    case_id: str
    customer_id: str
    invoice_number: str
    concern: str


@dataclass(frozen=True)
class Return:
    """The permission to send a product back; RMA is return merchandise authorisation."""

    rma_number: str
    customer_id: str
    order_id: str
    product: str
    reason: str | None


@dataclass(frozen=True)
class Handover:
    """A conversation that a person of the company takes over."""

    handover_id: str
    customer_id: str
    thread_id: str
    summary: str
    reason: str
    created: datetime
    status: CaseStatus
