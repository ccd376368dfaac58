"""The records in memory: deterministic, and gone with the process."""

import threading
from collections.abc import Iterable
from datetime import UTC, datetime

from frontdesk.records.entities import Handover, Investigation, Invoice, Order, Return
from frontdesk.records.rules import number_for, same_number


class MemoryStore:
    """A `RecordStore` in memory, safe to use from several threads."""

    def __init__(self, invoices: Iterable[Invoice] = (), orders: Iterable[Order] = ()) -> None:
        self._invoices = list(invoices)
        self._orders = list(orders)
        self._investigations: dict[str, Investigation] = {}
        self._returns: dict[str, Return] = {}
        self._handovers: dict[str, Handover] = {}
        self._lock = threading.Lock()

    def find_invoice(self, customer_id: str, invoice_number: str) -> Invoice | None:
        """See `RecordStore`."""
        for invoice in self._invoices:
            if invoice.customer_id == customer_id and same_number(invoice.number, invoice_number):
                return invoice
        return None

    def find_order(self, customer_id: str, order_id: str) -> Order | None:
        """See `RecordStore`."""
        for order in self.orders_of(customer_id):
            if same_number(order.order_id, order_id):
                return order
        return None

    def orders_of(self, customer_id: str) -> list[Order]:
        """See `RecordStore`."""
        return [order for order in self._orders if order.customer_id == customer_id]

    def open_investigation(
        self, customer_id: str, invoice_number: str, concern: str, *, key: str
    ) -> Investigation:
        """See `RecordStore`."""
        new = Investigation(number_for("CASE", key), customer_id, invoice_number, concern)
        with self._lock:
            return self._investigations.setdefault(key, new)

    def authorise_return(
        self, customer_id: str, order_id: str, product: str, reason: str | None, *, key: str
    ) -> Return:
        """See `RecordStore`."""
        new = Return(number_for("RMA", key), customer_id, order_id, product, reason)
        with self._lock:
            return self._returns.setdefault(key, new)

    def open_handover(
        self, customer_id: str, thread_id: str, summary: str, reason: str, *, key: str
    ) -> Handover:
        """See `RecordStore`."""
        created, number = datetime.now(UTC), number_for("HAND", key)
        new = Handover(number, customer_id, thread_id, summary, reason, created, "open")
        with self._lock:
            return self._handovers.setdefault(key, new)
