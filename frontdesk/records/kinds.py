"""The kinds of records that can be imported, and what each field may be.

A field's `description` completes the sentence "... is not", for whoever has to correct a file.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
)

from state.order import OrderStatus

Kind = Literal["customers", "orders", "shipments", "items", "invoices", "lines"]

Rows = Mapping[Kind, Sequence[Mapping[str, Any]]]
"""Records as plain rows of each kind, with the fields of the kind's model."""

_MOST = 1_000_000_000


def _no_control_characters(text: str) -> str:
    if re.search(r"[\x00-\x1f\x7f]", text):
        raise ValueError("control character")
    return text


def _nothing_is_none(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


def _whole(value: object) -> object:
    """Refuse what pydantic would take for a number although nobody meant one: 2.0 and true."""
    if isinstance(value, bool | float):
        raise ValueError("whole number")
    return value


def _calendar_day(value: object) -> object:
    """Refuse what pydantic would take for a date although nobody meant one: 0 and 1700000000."""
    if isinstance(value, date) or (
        isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value.strip())
    ):
        return value
    raise ValueError("date")


def _text(longest: int, pattern: str | None = None) -> StringConstraints:
    return StringConstraints(
        strip_whitespace=True, min_length=1, max_length=longest, pattern=pattern
    )


_PLAIN = AfterValidator(_no_control_characters)
Identifier = Annotated[
    str,
    _text(64, r"[^\W_]"),
    _PLAIN,
    Field(description="a text of 1 to 64 characters with a letter or digit"),
]
Name = Annotated[str, _text(200), _PLAIN, Field(description="a text of 1 to 200 characters")]
Email = Annotated[
    str,
    _text(254, r"^[^@\s]+@[^@\s]+$"),
    _PLAIN,
    Field(description="an e-mail address such as ines@example.org"),
]
Language = Annotated[
    str,
    _text(35, r"^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$"),
    Field(description="a language tag such as en or pt-BR"),
]
Currency = Annotated[str, _text(3, r"^[A-Z]{3}$"), Field(description="a currency code such as EUR")]
Quantity = Annotated[
    int,
    BeforeValidator(_whole),
    Field(ge=1, le=1_000_000, description="a whole number from 1 to 1000000"),
]
Price = Annotated[
    int,
    BeforeValidator(_whole),
    Field(ge=0, le=_MOST, description="a whole number of cents (or pence ...) from 0"),
]
LinePrice = Annotated[
    int,
    BeforeValidator(_whole),
    Field(ge=-_MOST, le=_MOST, description="a whole number of cents (or pence ...)"),
]
Day = Annotated[
    date, BeforeValidator(_calendar_day), Field(description="a date such as 2026-10-28")
]
OptionalDay = Annotated[
    date | None,
    BeforeValidator(
        lambda value: None if _nothing_is_none(value) is None else _calendar_day(value)
    ),
    Field(description="a date such as 2026-10-28, or nothing"),
]
OptionalIdentifier = Annotated[
    Identifier | None,
    BeforeValidator(_nothing_is_none),
    Field(description="a text of 1 to 64 characters, or nothing"),
]
ShipmentStatus = Annotated[
    OrderStatus, Field(description=f"one of {', '.join(get_args(OrderStatus))}")
]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True)


class CustomerRow(_Row):
    """A customer."""

    customer_id: Identifier
    name: Name
    email: Email
    language: Language = "en"


class OrderRow(_Row):
    """An order; its items and shipments are rows of their own."""

    order_id: Identifier
    customer_id: Identifier
    ordered: Day


class ShipmentRow(_Row):
    """A parcel of an order."""

    order_id: Identifier
    tracking_number: Identifier
    carrier: Name
    status: ShipmentStatus
    shipped: OptionalDay = None
    expected: OptionalDay = None
    delivered: Annotated[
        OptionalDay,
        Field(
            description="a date such as 2026-10-28 when the status is Delivered, and else nothing"
        ),
    ] = None

    @field_validator("delivered")
    @classmethod
    def _only_what_arrived_has_a_day(cls, day: date | None, info: ValidationInfo) -> date | None:
        if "status" in info.data and (info.data["status"] == "Delivered") != (day is not None):
            raise ValueError("delivered")
        return day


class ItemRow(_Row):
    """A product of an order and how many of it; the price is for one of them."""

    order_id: Identifier
    sku: Identifier
    product: Name
    quantity: Quantity
    unit_price: Price
    currency: Currency
    tracking_number: OptionalIdentifier = None


class InvoiceRow(_Row):
    """An invoice; its lines are rows of their own."""

    invoice_number: Identifier
    customer_id: Identifier
    order_id: OptionalIdentifier = None
    issued: Day
    currency: Currency


class LineRow(_Row):
    """A line of an invoice."""

    invoice_number: Identifier
    line: Quantity
    description: Name
    quantity: Quantity
    unit_price: LinePrice


class Shape(NamedTuple):
    """What a kind's rows look like, which fields tell two of them apart, and what they name."""

    model: type[BaseModel]
    key: tuple[str, ...]
    names: tuple[tuple[tuple[str, ...], Kind], ...]


# In the order in which rows can name others: an order needs its customer.
SHAPES: dict[Kind, Shape] = {
    "customers": Shape(CustomerRow, ("customer_id",), ()),
    "orders": Shape(OrderRow, ("order_id",), ((("customer_id",), "customers"),)),
    "shipments": Shape(ShipmentRow, ("order_id", "tracking_number"), ((("order_id",), "orders"),)),
    "items": Shape(
        ItemRow,
        ("order_id", "sku"),
        ((("order_id",), "orders"), (("order_id", "tracking_number"), "shipments")),
    ),
    "invoices": Shape(
        InvoiceRow,
        ("invoice_number",),
        ((("customer_id",), "customers"), (("order_id",), "orders")),
    ),
    "lines": Shape(LineRow, ("invoice_number", "line"), ((("invoice_number",), "invoices"),)),
}

# The kinds that customers name by a number, and the field that it stands in.
NUMBERED: dict[Kind, str] = {"orders": "order_id", "invoices": "invoice_number"}
