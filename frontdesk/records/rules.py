"""The rules of the records: what may be returned, where an order is, how numbers are made."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from frontdesk.records.entities import Item, Order, Shipment
from state.order import OrderStatus

RESOLUTION_TIME = "2 business days"

SHIPPING_INSTRUCTIONS = (
    "Pack the product in its original packaging where possible.",
    "Include all accessories and manuals.",
    "Write the RMA number on the outside of the parcel.",
    "Send it to: Returns Department, 12 Harbour Road, Millbrook 40210.",
)

# What the company promises on its page about returns, samples/pages/returns.md.
RETURN_WINDOW = timedelta(days=30)

RefusalCode = Literal["not_found", "not_delivered", "too_late", "already_returned", "too_many"]


@dataclass(frozen=True)
class Refusal:
    """Why something is not done, with what a sentence about it needs.

    not_found: the customer has no such order, item or invoice; `number` is what was looked for.
    not_delivered: `product` of `order_id` has not arrived.
    too_late: it could be returned until `last_day`.
    already_returned: all units of it have been sent back.
    too_many: only `left` units of it can still be returned.
    """

    code: RefusalCode
    number: str = ""
    order_id: str = ""
    product: str = ""
    last_day: date | None = None
    left: int = 0


def refuse_return(
    order: Order, item: Item, *, quantity: int, returned: int, today: date
) -> Refusal | None:
    """Return why `quantity` units of the item may not be sent back, or None when they may.

    `returned` says how many units earlier returns have taken. Raises ValueError for no unit.
    """
    if quantity < 1:
        raise ValueError(f"At least one unit is returned, not {quantity}.")
    arrived = delivered_on(order, item)
    left = item.quantity - returned
    last_day = arrived + RETURN_WINDOW if arrived else None
    code: RefusalCode
    if last_day is None:
        code = "not_delivered"
    elif left < 1:
        code = "already_returned"
    elif today > last_day:
        code = "too_late"
    elif quantity > left:
        code = "too_many"
    else:
        return None
    return Refusal(
        code,
        order_id=order.order_id,
        product=item.product,
        last_day=last_day,
        left=max(left, 0),
    )


def return_value(item: Item, quantity: int = 1) -> int:
    """Return what sending back so many units refunds, in the item's currency's smallest unit."""
    return item.unit_price * quantity


def delivered_on(order: Order, item: Item) -> date | None:
    """Return the day on which the customer had all of the item, or None if that is not yet."""
    parcels = [
        parcel
        for parcel in order.shipments
        if item.tracking_number in (None, parcel.tracking_number)
    ]
    days = [parcel.delivered for parcel in parcels if parcel.status == "Delivered"]
    if not parcels or len(days) < len(parcels):
        return None
    return max((day for day in days if day), default=None)


def order_status(order: Order) -> OrderStatus:
    """Return where the order is as a whole: a delay counts, and every parcel must arrive."""
    statuses = {parcel.status for parcel in order.shipments}
    if "Delayed" in statuses:
        return "Delayed"
    if statuses == {"Delivered"}:
        return "Delivered"
    return "Shipped" if statuses & {"Shipped", "Delivered"} else "Processing"


def awaited_shipment(order: Order) -> Shipment | None:
    """Return the parcel that an answer about the order is about.

    That is the one that arrives last, or None when nothing has been handed to a carrier.
    """

    def lateness(parcel: Shipment) -> tuple[bool, bool, date]:
        day = parcel.delivered or parcel.expected or date.max
        return parcel.status != "Delivered", parcel.status == "Delayed", day

    return max(order.shipments, key=lateness, default=None)


def number_for(prefix: str, key: str, attempt: int = 0) -> str:
    """Return the number that belongs to an idempotency key: the same key, the same number.

    Eight hexadecimal digits of SHA-256, so that two of 10,000 keys share a number about once in a
    hundred times; the next `attempt` is for the one that comes second.
    """
    counted = f"{key}/{attempt}" if attempt else key
    return f"{prefix}-{hashlib.sha256(counted.encode()).hexdigest()[:8].upper()}"


def squashed(number: str) -> str:
    """Return what two ways to write a number have in common: "#A-12345" and "a 12345" are one."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", number).casefold())


def is_written_in(number: str, text: str) -> bool:
    """Say whether the text has the number, however it is written, and not only a piece of one."""
    parts = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", number))
    written = r"[\W_]{0,2}".join(map(re.escape, parts))
    pattern = rf"(?<![^\W_])(?<![^\W_]-){written}(?!-?[^\W_])"
    return bool(re.search(pattern, unicodedata.normalize("NFKC", text), re.IGNORECASE))
