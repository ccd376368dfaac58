"""The demo company's records. Their dates count from the day on which they are written."""

from datetime import date, timedelta

from frontdesk.records.kinds import Rows

OTHER_CUSTOMER = "C-2002"


def demo_rows(today: date) -> Rows:
    """Return the demo customer's orders and invoices, and another customer's.

    One order is delivered and can be returned, one is too old for that, one is on its way, one
    late, and one not sent yet.
    """
    from state.context import DEMO_CUSTOMER  # brings LangGraph, which takes a second to import

    def day(number: int) -> date:
        return today + timedelta(days=number)

    return {
        "customers": [
            {
                "customer_id": DEMO_CUSTOMER,
                "name": "Ines Halvorsen",
                "email": "ines.halvorsen@example.org",
                "language": "en",
            },
            {
                "customer_id": OTHER_CUSTOMER,
                "name": "Tobias Renner",
                "email": "tobias.renner@example.org",
                "language": "de",
            },
        ],
        "orders": [
            {"order_id": order_id, "customer_id": customer_id, "ordered": day(ordered)}
            for order_id, customer_id, ordered in (
                ("A-10950", DEMO_CUSTOMER, -88),
                ("A-11871", DEMO_CUSTOMER, -17),
                ("A-12077", DEMO_CUSTOMER, -9),
                ("A-12345", DEMO_CUSTOMER, -5),
                ("A-12402", DEMO_CUSTOMER, -1),
                ("B-20001", OTHER_CUSTOMER, -14),
            )
        ],
        "shipments": [
            {
                "order_id": order_id,
                "tracking_number": tracking_number,
                "carrier": "Heron Parcel",
                "status": status,
                "shipped": day(shipped),
                "expected": day(expected),
                "delivered": None if delivered is None else day(delivered),
            }
            for order_id, tracking_number, status, shipped, expected, delivered in (
                ("A-10950", "HP482101774", "Delivered", -86, -84, -83),
                ("A-11871", "HP482875520", "Delivered", -15, -12, -12),
                ("A-12077", "HP482900417", "Delayed", -7, 9, None),
                ("A-12345", "HP482916035", "Shipped", -2, 3, None),
                ("B-20001", "HP482880306", "Delivered", -12, -9, -9),
            )
        ],
        "items": [
            {
                "order_id": order_id,
                "sku": sku,
                "product": product,
                "quantity": quantity,
                "unit_price": unit_price,
                "currency": "EUR",
                "tracking_number": None,
            }
            for order_id, sku, product, quantity, unit_price in (
                ("A-10950", "BB-01", "Brass Doorbell", 1, 3_400),
                ("A-11871", "SW-5000", "SuperWidget 5000", 1, 19_900),
                ("A-11871", "LA-03", "Linen Apron", 2, 2_450),
                ("A-12077", "LN-12", "Linen Notebook", 3, 1_250),
                ("A-12345", "WL-07", "Walnut Desk Lamp", 1, 12_450),
                ("A-12345", "UC-02", "USB-C Cable", 1, 950),
                ("A-12402", "CC-21", "Cedar Office Chair", 1, 27_800),
                ("B-20001", "CK-09", "Copper Kettle", 1, 6_200),
            )
        ],
        "invoices": [
            {
                "invoice_number": number,
                "customer_id": customer_id,
                "order_id": order_id,
                "issued": day(issued),
                "currency": "EUR",
            }
            for number, customer_id, order_id, issued in (
                ("INV-7755", DEMO_CUSTOMER, "A-11871", -17),
                ("INV-7890", DEMO_CUSTOMER, "A-12345", -5),
                ("INV-8001", OTHER_CUSTOMER, "B-20001", -14),
            )
        ],
        "lines": [
            {
                "invoice_number": number,
                "line": line,
                "description": description,
                "quantity": quantity,
                "unit_price": unit_price,
            }
            for number, line, description, quantity, unit_price in (
                ("INV-7755", 1, "SuperWidget 5000", 1, 19_900),
                ("INV-7755", 2, "Linen Apron", 2, 2_450),
                # The demo customer ordered one lamp; the sample message asks about the second.
                ("INV-7890", 1, "Walnut Desk Lamp", 2, 12_450),
                ("INV-7890", 2, "USB-C Cable", 1, 950),
                ("INV-8001", 1, "Copper Kettle", 1, 6_200),
            )
        ],
    }
