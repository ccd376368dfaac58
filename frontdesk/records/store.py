"""The records as the workers see them: an interface in the domain's verbs."""

from typing import Protocol

from frontdesk.records.entities import Handover, Investigation, Invoice, Order, Return


class RecordStore(Protocol):
    """A company's records.

    Every look-up is scoped to a customer: what belongs to another is not found. The verbs that
    write something take an idempotency key: the same key gives the same record.
    """

    def find_invoice(self, customer_id: str, invoice_number: str) -> Invoice | None:
        """Return the customer's invoice of this number, however it is written."""
        ...

    def find_order(self, customer_id: str, order_id: str) -> Order | None:
        """Return the customer's order of this number, however it is written."""
        ...

    def orders_of(self, customer_id: str) -> list[Order]:
        """Return all orders of the customer, the oldest first."""
        ...

    def open_investigation(
        self, customer_id: str, invoice_number: str, concern: str, *, key: str
    ) -> Investigation:
        """Open a case about the invoice, or return the one that this key has opened."""
        ...

    def authorise_return(
        self, customer_id: str, order_id: str, product: str, reason: str | None, *, key: str
    ) -> Return:
        """Authorise sending the product back, or return what this key has authorised."""
        ...

    def open_handover(
        self, customer_id: str, thread_id: str, summary: str, reason: str, *, key: str
    ) -> Handover:
        """Hand a conversation to a person, or return the hand-over that this key has opened.

        The customer need not be known: a stranger can be helped by a person, too.
        """
        ...
