"""The demo company's records, the same at every start."""

from datetime import date

from frontdesk.records.entities import Invoice, Order
from frontdesk.records.memory import MemoryStore
from state.context import DEMO_CUSTOMER


def demo_store() -> MemoryStore:
    """Return a new store with the demo customer's invoices and orders, and another customer's."""
    return MemoryStore(
        invoices=[
            Invoice("INV-7890", DEMO_CUSTOMER, date(2026, 10, 28), 24_900, "EUR"),
            Invoice("INV-7755", DEMO_CUSTOMER, date(2026, 9, 30), 5_950, "EUR"),
            Invoice("INV-8001", "C-2002", date(2026, 10, 30), 12_000, "EUR"),
        ],
        orders=[
            Order("A-11871", DEMO_CUSTOMER, ("SuperWidget 5000", "Linen Apron"), "Delivered"),
            Order(
                "A-12345",
                DEMO_CUSTOMER,
                ("Walnut Desk Lamp", "USB-C Cable"),
                "Shipped",
                carrier="Heron Parcel",
                tracking_number="HP482916035",
                expected_delivery=date(2026, 11, 27),
            ),
            Order("A-12402", DEMO_CUSTOMER, ("Cedar Office Chair",), "Processing"),
            Order(
                "A-12077",
                DEMO_CUSTOMER,
                ("Linen Notebook",),
                "Delayed",
                carrier="Heron Parcel",
                tracking_number="HP482900417",
                expected_delivery=date(2026, 12, 3),
            ),
            Order("B-20001", "C-2002", ("Copper Kettle",), "Delivered"),
        ],
    )
