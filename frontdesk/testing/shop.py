"""A shop with as many customers as wanted, who all write at the same time."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from frontdesk.records.kinds import Rows


def busy_shop(customers: int, today: date) -> Rows:
    """Return a shop whose customer K-n has a delivered toaster, a mug on its way and an invoice."""
    money = {"quantity": 1, "unit_price": 900, "currency": "EUR"}
    everyone = range(customers)
    return {
        "customers": [
            {
                "customer_id": f"K-{n}",
                "name": f"Kim {n}",
                "email": "k@example.org",
                "language": "en",
            }
            for n in everyone
        ],
        "orders": [
            {"order_id": f"{letter}-{50_000 + n}", "customer_id": f"K-{n}", "ordered": today}
            for n in everyone
            for letter in "DS"
        ],
        "shipments": [
            {
                "order_id": f"{letter}-{50_000 + n}",
                "tracking_number": f"HP{letter}{50_000 + n}",
                "carrier": "Heron Parcel",
                "status": status,
                "shipped": today,
                "expected": today + timedelta(days=n % 9),
                "delivered": today if status == "Delivered" else None,
            }
            for n in everyone
            for letter, status in (("D", "Delivered"), ("S", "Shipped"))
        ],
        "items": [
            {"order_id": f"{letter}-{50_000 + n}", "sku": sku, "product": name, **money}
            for n in everyone
            for letter, sku, name in (("D", "TO-1", "Chrome Toaster"), ("S", "MU-1", "Blue Mug"))
        ],
        "invoices": [
            {
                "invoice_number": f"INV-{50_000 + n}",
                "customer_id": f"K-{n}",
                "order_id": f"S-{50_000 + n}",
                "issued": today,
                "currency": "EUR",
            }
            for n in everyone
        ],
    }


def three_requests(number: int) -> str:
    """Return what the customer of this number writes: about the invoice, the toaster, the mug."""
    return (
        f"On invoice INV-{50_000 + number} I was charged twice. I would like to return my Chrome "
        f"Toaster because it is broken. And where is my order S-{50_000 + number}?"
    )


def wrong_in(number: int, output: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with the orchestrator's answer to `three_requests(number)`.

    Nothing is, when all three are done for this customer, and the reply names the case, the RMA
    and the parcel of this customer and nobody else's.
    """
    results = output["results"]
    wrong = [f"{each['status']}: {each['reason']}" for each in results if each["status"] != "done"]
    if wrong or len(results) != 3:
        return wrong or [f"{len(results)} results"]
    case, returned, order = (result["facts"] for result in results)
    told = {*re.findall(r"\b(?:(?:CASE|RMA)-\w{8}|(?:INV|D|S)-5\d{4}|HP\w+)\b", output["reply"])}
    expected = {
        *(f"INV-{50_000 + number}", f"D-{50_000 + number}", f"S-{50_000 + number}"),
        *(f"HPS{50_000 + number}", case["case_id"], returned["rma_number"]),
    }
    found = (case["invoice_number"], returned["order_id"], order["order_id"])
    if found != (f"INV-{50_000 + number}", f"D-{50_000 + number}", f"S-{50_000 + number}"):
        wrong.append(f"the results are about {found}")
    if told != expected:
        wrong.append(f"the reply tells {sorted(told)}")
    return wrong
