"""What the company keeps about its customers.

Money is in the currency's smallest unit (cents, pence), currencies are ISO 4217 codes, times UTC.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from state.order import OrderStatus

CaseStatus = Literal["open", "closed"]


@dataclass(frozen=True)
class Customer:
    """Who buys; `language` is a tag such as en or pt-BR."""

    customer_id: str
    name: str
    email: str
    language: str


@dataclass(frozen=True)
class Item:
    """One product of an order. Without a tracking number it comes with all of its shipments."""

    sku: str
    product: str
    quantity: int
    unit_price: int
    currency: str
    tracking_number: str | None = None


@dataclass(frozen=True)
class Shipment:
    """A parcel of an order and where it is."""

    carrier: str
    tracking_number: str
    status: OrderStatus
    shipped: date | None = None
    expected: date | None = None
    delivered: date | None = None


@dataclass(frozen=True)
class Order:
    """What a customer ordered, and its parcels."""

    order_id: str
    customer_id: str
    ordered: date
    items: tuple[Item, ...]
    shipments: tuple[Shipment, ...] = ()


@dataclass(frozen=True)
class InvoiceLine:
    """One line of an invoice; a discount has a negative price."""

    description: str
    quantity: int
    unit_price: int


@dataclass(frozen=True)
class Invoice:
    """What a customer was asked to pay."""

    invoice_number: str
    customer_id: str
    order_id: str | None
    issued: date
    currency: str
    lines: tuple[InvoiceLine, ...]

    @property
    def amount(self) -> int:
        """The sum of the lines."""
        return sum(line.quantity * line.unit_price for line in self.lines)


@dataclass(frozen=True)
class Investigation:
    """A case that looks into an invoice."""

    case_id: str
    customer_id: str
    invoice_number: str
    concern: str
    opened: datetime
    status: CaseStatus


@dataclass(frozen=True)
class Return:
    """The permission to send units of an item back; RMA is return merchandise authorisation."""

    rma_number: str
    customer_id: str
    order_id: str
    sku: str
    product: str
    quantity: int
    value: int
    currency: str
    reason: str | None
    opened: datetime
    status: CaseStatus


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
