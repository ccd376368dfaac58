"""The records as the workers see them: an interface in the domain's verbs."""

from typing import Protocol

from frontdesk.records.entities import (
    Customer,
    Handover,
    Investigation,
    Invoice,
    Order,
    Return,
)
from frontdesk.records.rules import Refusal


class RecordStore(Protocol):
    """A company's records. Its calls block; call it from a thread.

    Every look-up is scoped to a customer: what belongs to another is not found, as if it did not
    exist. The verbs that write something take an idempotency key: the same customer's same key
    gives the same record, however often and from wherever it is asked for, as long as it is open.
    RecordsError is raised when the database cannot be reached.
    """

    def find_customer(self, customer_id: str) -> Customer | None:
        """Return the customer with exactly this id."""
        ...

    def find_invoice(self, customer_id: str, invoice_number: str) -> Invoice | None:
        """Return the customer's invoice of this number, however it is written."""
        ...

    def find_order(self, customer_id: str, order_id: str) -> Order | None:
        """Return the customer's order of this number, however it is written."""
        ...

    def orders_of(self, customer_id: str) -> list[Order]:
        """Return all orders of the customer, the oldest first."""
        ...

    def check_return(
        self, customer_id: str, order_id: str, sku: str, *, quantity: int = 1
    ) -> Refusal | None:
        """Return why `authorise_return` would refuse this now, or None, and write nothing."""
        ...

    def find_return(self, customer_id: str, order_id: str, sku: str, *, key: str) -> Return | None:
        """Return what `authorise_return` would give back of what has been authorised already."""
        ...

    def open_investigation(
        self, customer_id: str, invoice_number: str, concern: str, *, key: str
    ) -> Investigation | Refusal:
        """Open a case about the invoice, or return the one that this key has opened.

        When that one is closed, nobody would look into it again: another is opened.
        """
        ...

    def authorise_return(
        self,
        customer_id: str,
        order_id: str,
        sku: str,
        reason: str | None,
        *,
        key: str,
        quantity: int = 1,
    ) -> Return | Refusal:
        """Authorise sending units of an item back, or return what this key has authorised.

        A unit is returned once, whatever the key: when the return of this key is closed, another is
        authorised only for units that are left. When none is left and a return of the item is
        open, that return is given back: asking again, in another conversation, is no new return.
        """
        ...

    def open_handover(
        self,
        customer_id: str,
        thread_id: str,
        summary: str,
        reason: str,
        *,
        key: str,
        added: str = "",
    ) -> Handover:
        """Hand a conversation to a person, or return the hand-over that this key has opened.

        To the summary of one that is open already, `added` is added, unless it has it.

        When that one is closed, nobody would read it again: another is opened. The customer need
        not be known: a stranger can be helped by a person, too.
        """
        ...
