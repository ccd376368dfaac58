"""Files are imported whole or not at all, and every bad line is told with what is allowed."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from frontdesk.errors import InputError
from frontdesk.records.manage import import_records, list_records
from frontdesk.records.open import open_records

CUSTOMER = {"customer_id": "C-7", "name": "Åsa Lind", "email": "asa@example.org"}
SHOP: dict[str, list[dict[str, Any]]] = {
    "customers": [CUSTOMER],
    "orders": [{"order_id": "X-1", "customer_id": "C-7", "ordered": "2026-11-01"}],
    "shipments": [
        {
            "order_id": "X-1",
            "tracking_number": "P1",
            "carrier": "Heron Parcel",
            "status": "Delivered",
            "delivered": "2026-11-05",
        }
    ],
    "items": [
        {
            "order_id": "X-1",
            "sku": "T-1",
            "product": "Tea; strong",
            "quantity": 2,
            "unit_price": 500,
            "currency": "SEK",
            "tracking_number": "P1",
        }
    ],
    "invoices": [
        {
            "invoice_number": "R-1",
            "customer_id": "C-7",
            "order_id": "X-1",
            "issued": "2026-11-01",
            "currency": "SEK",
        }
    ],
    "lines": [
        {
            "invoice_number": "R-1",
            "line": 1,
            "description": "Tea",
            "quantity": 2,
            "unit_price": 500,
        },
        {
            "invoice_number": "R-1",
            "line": 2,
            "description": "Discount",
            "quantity": 1,
            "unit_price": -100,
        },
    ],
}


def written(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def as_csv(rows: list[dict[str, Any]], separator: str = ",") -> str:
    lines = [[*rows[0]], *([*row.values()] for row in rows)]
    return "".join(separator.join(f'"{value}"' for value in line) + "\r\n" for line in lines)


def shop_files(folder: Path, form: str) -> list[Path]:
    if form == "json":
        return [written(folder, "shop.json", json.dumps(SHOP, indent=1))]
    if form == "jsonl":
        rows = [{"kind": kind, **row} for kind, rows in SHOP.items() for row in rows]
        return [written(folder, "shop.jsonl", "\n".join(json.dumps(row) for row in rows[::-1]))]
    separator = ";" if form == "csv;" else ","
    return [
        written(folder, f"{kind}.csv", "\ufeff" + as_csv(rows, separator))
        for kind, rows in SHOP.items()
    ]


def said(folder: Path, name: str, text: str) -> list[str]:
    """Import what must be refused; return the lines of the refusal but the first."""
    with pytest.raises(InputError) as refusal:
        import_records(written(folder, name, text))
    first, *lines = str(refusal.value).splitlines()
    assert first == f"{folder / name}: nothing was imported, because of these lines:"
    return lines


@pytest.mark.parametrize("form", ["csv", "csv;", "json", "jsonl"])
def test_a_shops_records_are_imported_from_every_form(
    form: str, database: Any, tmp_path: Path
) -> None:
    counts = [import_records(file) for file in shop_files(tmp_path, form)]

    assert {kind: count for counted in counts for kind, count in counted.items()} == {
        kind: len(rows) for kind, rows in SHOP.items()
    }
    store = open_records()
    [order] = store.orders_of("C-7")
    invoice = store.find_invoice("C-7", "r1")
    assert (order.items[0].product, order.items[0].quantity) == ("Tea; strong", 2)
    assert order.shipments[0].delivered and order.shipments[0].expected is None
    assert invoice and invoice.amount == 900
    assert [found["language"] for found in list_records("customers")] == ["en"]
    assert database.count("customers") == 1, "demo data came with it"


def test_importing_again_changes_what_is_there_and_adds_nothing(
    database: Any, tmp_path: Path
) -> None:
    [file] = shop_files(tmp_path, "json")
    import_records(file)
    import_records(file)
    moved = SHOP | {"customers": [{**CUSTOMER, "email": "lind@example.org"}]}

    import_records(written(tmp_path, "moved.json", json.dumps(moved)))

    assert [found["email"] for found in list_records("customers")] == ["lind@example.org"]
    assert [database.count(table) for table in SHOP] == [1, 1, 1, 1, 1, 2]


def test_nothing_is_imported_when_one_line_is_wrong(database: Any, tmp_path: Path) -> None:
    broken = SHOP | {"lines": [*SHOP["lines"], {**SHOP["lines"][0], "line": 3, "quantity": 0}]}

    lines = said(tmp_path, "shop.json", json.dumps(broken))

    assert lines == ["line 1: quantity: 0 is not a whole number from 1 to 1000000."]
    assert [database.count(table) for table in SHOP] == [0] * 6


@pytest.mark.parametrize(
    ("field", "value", "allowed"),
    [
        ("quantity", "two", "a whole number from 1 to 1000000"),
        ("quantity", 2.0, "a whole number from 1 to 1000000"),
        ("quantity", True, "a whole number from 1 to 1000000"),
        ("unit_price", -1, "a whole number of cents (or pence ...) from 0"),
        ("unit_price", 10**12, "a whole number of cents (or pence ...) from 0"),
        ("currency", "euro", "a currency code such as EUR"),
        ("product", " ", "a text of 1 to 200 characters"),
        ("product", "a\x00b", "a text of 1 to 200 characters"),
        ("product", None, "a text of 1 to 200 characters"),
        ("sku", "--", "a text of 1 to 64 characters with a letter or digit"),
        ("sku", "x" * 65, "a text of 1 to 64 characters with a letter or digit"),
    ],
)
def test_a_bad_value_is_told_with_its_line_and_what_is_allowed(
    field: str, value: object, allowed: str, tmp_path: Path
) -> None:
    shop = SHOP | {"items": [{**SHOP["items"][0], field: value}]}
    text = json.dumps(shop, indent=1)

    [line] = said(tmp_path, "shop.json", text)

    assert line.endswith(f": {field}: {value!r:.80} is not {allowed}.")
    number = int(re.match(r"line (\d+)", line)[1])  # type: ignore[index]
    assert text.splitlines()[number - 1 : number + 1] == ["  {", '   "order_id": "X-1",']


@pytest.mark.parametrize(
    ("status", "delivered", "good"),
    [
        ("Delivered", "2026-11-05", True),
        ("Shipped", "", True),
        ("Delivered", None, False),
        ("Shipped", "2026-11-05", False),
        ("Delivered", "05.11.2026", False),
        ("Delivered", 1_700_000_000, False),
        ("delivered", "2026-11-05", False),
    ],
)
def test_only_what_has_arrived_has_a_day_of_delivery(
    status: str, delivered: object, good: bool, tmp_path: Path
) -> None:
    parcel = {**SHOP["shipments"][0], "status": status, "delivered": delivered}
    text = json.dumps(SHOP | {"shipments": [parcel]})

    if good:
        import_records(written(tmp_path, "shop.json", text))
    else:
        [line] = said(tmp_path, "shop.json", text)
        assert line.startswith(("line 1: delivered: ", "line 1: status: "))


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        (
            "a.csv",
            "customer_id,name,email\nC-1,Ann,ann@x\nC-2,Bo\n\nC-1,Cy,cy@x\nC-3,Di,nowhere\n",
            [
                "line 3: 2 cells, but the header has 3.",
                "line 5: customer_id: 'C-1' is on line 2 already.",
                "line 6: email: 'nowhere' is not an e-mail address such as ines@example.org.",
            ],
        ),
        (
            "a.csv",
            "customer_id,name,email\nC-1,,a@x\n",
            ["line 2: name: is missing; it must be a text of 1 to 200 characters."],
        ),
        (
            "a.csv",
            'customer_id,name,email\nC-1,"Ann\nof York",a@x\nC-2,"Bo" x,b@x\n',
            [
                "line 2: name: 'Ann\\nof York' is not a text of 1 to 200 characters.",
                "line 4: no valid CSV: ',' expected after '\"'.",
            ],
        ),
        (
            "a.csv",
            "customer_id,name,mail\n",
            [
                "line 1: as a header of customers, 'mail' is unknown; "
                "the fields are customer_id, name, email, language."
            ],
        ),
        (
            "a.csv",
            "customer_id,name,email\nC-8,Ann\u2028Lee,a@b\r\nC-9,x\rC-10,\x85Bo,\n",
            [
                "line 3: 2 cells, but the header has 3.",
                "line 4: email: is missing; it must be an e-mail address such as ines@example.org.",
            ],
        ),
        (
            "a.csv",
            "order_id,customer_id\n",
            [
                "line 1: as a header of orders, 'ordered' is missing; "
                "the fields are order_id, customer_id, ordered."
            ],
        ),
        (
            "a.jsonl",
            '{"kind": "clients"}\n\n[1]\n{"kind": "customers", "colour": "red"\n',
            [
                "line 1: kind: 'clients' is not one of customers, orders, shipments, items, "
                "invoices, lines.",
                "line 3: '[1]' is not an object with a kind.",
                "line 4: no valid JSON: Expecting ',' delimiter.",
            ],
        ),
        (
            "a.json",
            '{"customers": [],\n "clients": [],\n "orders": [\n  7,\n  {"order_id": "X-1",\n'
            '   "customer_id": "C-9", "ordered": "2026-11-01", "note": ""}],\n "items": 5}',
            [
                "line 2: 'clients' is not a list of one of customers, orders, shipments, items, "
                "invoices, lines.",
                "line 4: 7 is not an object with fields.",
                "line 5: 'note' is no field; the fields are order_id, customer_id, ordered.",
                "line 7: 'items' is not a list of one of customers, orders, shipments, items, "
                "invoices, lines.",
            ],
        ),
        ("a.json", '{"customers":\n [}', ["line 2: no valid JSON: Expecting value."]),
        (
            "a.json",
            "[" * 100_000,
            ["line 1: no valid JSON: it is nested too deeply or has too large a number."],
        ),
        (
            "a.csv",
            "order_id,customer_id,ordered\nX-1,C-9,2026-11-01\n",
            ["line 2: customer_id: 'C-9' is not among the customers in the file or the records."],
        ),
    ],
)
def test_every_bad_line_is_told(name: str, text: str, lines: list[str], tmp_path: Path) -> None:
    assert said(tmp_path, name, text) == lines


def test_a_parcel_of_another_order_is_not_an_items(tmp_path: Path) -> None:
    item = {**SHOP["items"][0], "tracking_number": "P2"}

    [line] = said(tmp_path, "shop.json", json.dumps(SHOP | {"items": [item]}))

    assert "tracking_number: 'X-1 P2' is not among the shipments" in line


@pytest.mark.parametrize("present", [True, False], ids=["in-the-records", "in-the-file"])
def test_a_number_written_in_two_ways_is_no_second_order(
    present: bool, database: Any, tmp_path: Path
) -> None:
    orders = [{**SHOP["orders"][0], "order_id": number} for number in ("X-1", "x1")]
    if present:
        import_records(shop_files(tmp_path, "json")[0])
        orders = orders[1:]

    [line] = said(
        tmp_path,
        "orders.json",
        json.dumps(
            {**SHOP, "orders": orders, "items": [], "shipments": [], "invoices": [], "lines": []}
        ),
    )

    assert line == "line 1: order_id: 'x1' is 'X-1' written otherwise."


def test_at_most_twenty_lines_are_told(tmp_path: Path) -> None:
    text = "customer_id,name,email\n" + "".join(f"C-{n},Ann,none\n" for n in range(32))

    lines = said(tmp_path, "a.csv", text)

    assert len(lines) == 21
    assert lines[-1] == "and 12 more"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"", r"a.txt: the name must end in .csv, .json, .jsonl.$"),
        ("a.csv", b"caf\xe9", r"a.csv is not text in the encoding UTF-8.$"),
        ("a.json", b"{}", r"a.json has no records in it.$"),
        ("a.csv", b"customer_id,name,email\n", r"a.csv has no records in it.$"),
        ("a.csv", b"", r"line 1: the header names no kind of record."),
        ("a.json", b"", r"line 1: no valid JSON"),
    ],
)
def test_a_file_that_cannot_be_imported_is_told(
    name: str, data: bytes, message: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)

    with pytest.raises(InputError, match=message):
        import_records(tmp_path / name)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none.csv cannot be read: No such file or directory.$"):
        import_records(tmp_path / "none.csv")


def test_many_records_are_imported_at_once(database: Any, tmp_path: Path) -> None:
    rows = [{**CUSTOMER, "customer_id": f"C-{number}"} for number in range(5_000)]
    orders = [
        {"order_id": f"X-{number}", "customer_id": f"C-{number}", "ordered": "2026-11-01"}
        for number in range(5_000)
    ]
    import_records(written(tmp_path, "customers.csv", as_csv(rows)))

    counts = import_records(written(tmp_path, "orders.csv", as_csv(orders)))

    assert counts == {"orders": 5_000}
    assert database.count("orders") == 5_000
