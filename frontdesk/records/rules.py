"""The rules of the records: which product is meant, what may be returned, how numbers are made."""

import hashlib
import re
from collections.abc import Sequence
from typing import NamedTuple

from frontdesk.records.entities import Order

RESOLUTION_TIME = "2 business days"

SHIPPING_INSTRUCTIONS = (
    "Pack the product in its original packaging where possible.",
    "Include all accessories and manuals.",
    "Write the RMA number on the outside of the parcel.",
    "Send it to: Returns Department, 12 Harbour Road, Millbrook 40210.",
)


class Purchase(NamedTuple):
    """One product of one order."""

    order: Order
    product: str


def same_number(left: str, right: str) -> bool:
    """Tell whether two invoice or order numbers are the same, however people write them."""
    return _squashed(left) == _squashed(right)


def matching_purchases(orders: Sequence[Order], name: str) -> list[Purchase]:
    """Return the purchases that `name` may mean: those whose names contain it, or it them."""
    wanted = _squashed(name)
    return [
        Purchase(order, product)
        for order in orders
        for product in order.products
        if wanted and (wanted in _squashed(product) or _squashed(product) in wanted)
    ]


def number_for(prefix: str, key: str) -> str:
    """Return the number that belongs to an idempotency key: the same key, the same number."""
    return f"{prefix}-{hashlib.sha256(key.encode()).hexdigest()[:8].upper()}"


def _squashed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
