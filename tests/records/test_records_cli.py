"""`frontdesk records`: results on standard output, errors as sentences with exit code 2."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from frontdesk.cli.main import app
from frontdesk.cli.records import LISTED
from frontdesk.records import manage
from frontdesk.records.open import open_records
from frontdesk.settings import read_settings
from state.context import DEMO_CUSTOMER


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def records(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["records", *arguments])


def shown(*arguments: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(records("show", *arguments, "--format=json").stdout)
    return found


def worked_on() -> tuple[str, str, str]:
    """Open a case, a return and a hand-over; return their numbers."""
    store = open_records()
    case = store.open_investigation(DEMO_CUSTOMER, "INV-7890", "charged twice", key="k")
    returned = store.authorise_return(DEMO_CUSTOMER, "A-11871", "SW-5000", "hums", key="k")
    handover = store.open_handover(DEMO_CUSTOMER, "t", "Wants to talk.\n\x1b[2J", "asked", key="k")
    return (
        getattr(case, "case_id", ""),
        getattr(returned, "rma_number", ""),
        handover.handover_id,
    )


def test_init_makes_records_without_demo_data() -> None:
    first, second = records("init"), records("init")

    place = read_settings().home / "records.sqlite3"
    assert first.exit_code == second.exit_code == 0
    assert first.stdout == second.stdout == f"The records are in {place}.\n"
    assert shown("customers") == []


def test_seed_adds_the_demo_data_and_keeps_what_was_done() -> None:
    records("init")
    seeded = records("seed")
    case, rma, _ = worked_on()

    again = records("seed")

    assert seeded.exit_code == again.exit_code == 0
    assert len(shown("orders")) == 6
    assert [found["case_id"] for found in shown("cases")] == [case]
    assert [found["rma_number"] for found in shown("returns")] == [rma]


def test_the_first_use_of_the_records_adds_the_demo_data() -> None:
    overview = json.loads(records("show", "--format", "json").stdout)

    assert overview["counts"]["customers"] == 2
    assert overview["place"] == str(read_settings().home / "records.sqlite3")
    assert "       6  orders\n" in records("show").stdout


def test_records_are_shown_as_text_and_json() -> None:
    case, rma, handover = worked_on()

    order = records("show", "orders").stdout.split("\n\n")[1]
    assert order.startswith("A-11871\n  customer_id: C-1001\n")
    assert "  items: 2 x Linen Apron; 1 x SuperWidget 5000\n" in order
    assert "HP482875520 Delivered, shipped " in order
    assert "  lines: 2 x Walnut Desk Lamp; 1 x USB-C Cable" in records("show", "invoices").stdout
    assert "  summary: Wants to talk. [2J\n" in records("show", "handovers").stdout
    for kind, number in (("cases", case), ("returns", rma), ("handovers", handover)):
        assert number in records("show", kind).stdout
        [found] = shown(kind)
        assert number in found.values()
        assert {"key", "lookup"}.isdisjoint(found)


@pytest.mark.parametrize("kind", LISTED)
def test_only_one_customers_records_are_shown_when_asked_for(kind: str) -> None:
    worked_on()

    every, mine, nobodys = (
        shown(kind),
        shown(kind, "--customer", DEMO_CUSTOMER),
        shown(kind, "--customer", "C-9"),
    )

    assert mine == [found for found in every if found["customer_id"] == DEMO_CUSTOMER] != []
    assert nobodys == []
    assert records("show", kind, "--customer", "C-9").stdout == "There are none.\n"


def test_a_team_finds_the_hand_overs_in_the_order_in_which_they_came() -> None:
    store = open_records()
    opened = [
        store.open_handover("", "t", "Wants to talk.", "asked", key=str(each)).handover_id
        for each in range(9)
    ]

    assert [each["handover_id"] for each in shown("handovers")] == opened != sorted(opened)


def test_what_is_done_with_can_be_closed() -> None:
    numbers = worked_on()

    closed = [records("close", number.lower()) for number in numbers]

    assert [done.exit_code for done in closed] == [0, 0, 0]
    assert closed[1].stdout == f"Closed {numbers[1]}, one of the returns.\n"
    assert {shown(kind)[0]["status"] for kind in ("cases", "returns", "handovers")} == {"closed"}


def test_an_import_tells_what_it_did_or_why_not() -> None:
    Path("good.csv").write_text("customer_id,name,email\nC-7,Åsa Lind,asa@example.org\n")
    Path("bad.csv").write_text("customer_id,name,email\nC-8,Bo,nowhere\n")

    good, bad = records("import", "good.csv"), records("import", "bad.csv")

    assert (good.exit_code, good.stdout) == (0, "Imported 1 customer.\n")
    assert (bad.exit_code, bad.stdout) == (2, "")
    assert bad.stderr == (
        "bad.csv: nothing was imported, because of these lines:\n"
        "line 2: email: 'nowhere' is not an e-mail address such as ines@example.org.\n"
    )
    assert [found["name"] for found in shown("customers")] == ["Åsa Lind"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["show", "clients"], f"'clients' is not one of {', '.join(LISTED)}."),
        (["show", "--format", "xml"], "'xml' is not one of text, json."),
        (["close", "RMA-1"], "'RMA-1' is no number of a case, return or hand-over."),
        (["import", "none.csv"], "none.csv cannot be read: No such file or directory."),
    ],
)
def test_a_mistake_is_told_in_a_sentence(arguments: list[str], sentence: str) -> None:
    done = records(*arguments)

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"{sentence}\n"


def test_a_database_that_cannot_be_reached_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://user:secret@127.0.0.1:1/shop")

    done = records("show")

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "secret" not in done.stderr


def test_the_kinds_that_help_names_are_those_that_there_are() -> None:
    assert LISTED == tuple(manage.LISTED)
