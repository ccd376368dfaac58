"""The records: scoped to their customer, forgiving about spelling, written once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from frontdesk.records import rules
from frontdesk.records.entities import Investigation, Return
from frontdesk.records.manage import close_record
from frontdesk.records.open import open_records
from frontdesk.records.rules import Refusal, number_for, order_status
from frontdesk.records.sql.store import SqlStore
from state.context import DEMO_CUSTOMER

OTHER_CUSTOMER = "C-2002"
WIDGET = (DEMO_CUSTOMER, "A-11871", "SW-5000")
APRON = (DEMO_CUSTOMER, "A-11871", "LA-03")


Item = tuple[str, str, str]


def authorised(store: SqlStore, item: Item, *, key: str, quantity: int = 1) -> Return:
    done = store.authorise_return(*item, "too loud", key=key, quantity=quantity)
    assert isinstance(done, Return), done
    return done


def refused(store: SqlStore, item: Item, *, key: str = "k", quantity: int = 1) -> Refusal:
    done = store.authorise_return(*item, None, key=key, quantity=quantity)
    assert isinstance(done, Refusal), done
    assert store.check_return(*item, quantity=quantity) == done
    return done


def opened(store: SqlStore, key: str, concern: str = "charged twice") -> Investigation:
    case = store.open_investigation(DEMO_CUSTOMER, "INV-7890", concern, key=key)
    assert isinstance(case, Investigation)
    return case


def days_later(store: SqlStore, days: int) -> SqlStore:
    return replace(store, clock=lambda: datetime.now(UTC) + timedelta(days=days))


def test_what_is_written_stands_in_the_database_that_the_settings_name(
    store: SqlStore, database: Any
) -> None:
    one, other = opened(store, "one"), opened(store, "other")

    version = "version()" if database.name == "postgres" else "'SQLite ' || sqlite_version()"
    assert database.rows(f"SELECT {version}")[0][0].casefold().startswith(database.name)
    assert {row[0] for row in database.rows("SELECT case_id FROM cases")} == {
        one.case_id,
        other.case_id,
    }


@pytest.mark.parametrize("number", ["A-12345", "a-12345", "#A-12345", "A 12345", "A12345"])
def test_an_order_is_found_however_its_number_is_written(store: SqlStore, number: str) -> None:
    order = store.find_order(DEMO_CUSTOMER, number)

    assert order is not None
    assert order.order_id == "A-12345"
    assert order_status(order) == "Shipped"
    assert {item.product for item in order.items} == {"Walnut Desk Lamp", "USB-C Cable"}
    [parcel] = order.shipments
    assert (parcel.carrier, parcel.tracking_number) == ("Heron Parcel", "HP482916035")
    assert parcel.shipped and parcel.expected and not parcel.delivered


@pytest.mark.parametrize("number", ["", "#", "A-1234", "A-123456", "' OR 1=1 --", "%", "A-\x00"])
def test_a_number_that_does_not_exist_is_not_found(store: SqlStore, number: str) -> None:
    assert store.find_order(DEMO_CUSTOMER, number) is None
    assert store.find_invoice(DEMO_CUSTOMER, number) is None


def test_an_invoice_comes_with_its_lines_and_their_sum(store: SqlStore) -> None:
    invoice = store.find_invoice(DEMO_CUSTOMER, "inv 7890")

    assert invoice is not None
    assert [line.quantity for line in invoice.lines] == [2, 1]
    assert invoice.amount == 2 * 12_450 + 950


@pytest.mark.parametrize("customer", [OTHER_CUSTOMER, "nobody", "", "c-1001", " "])
def test_what_belongs_to_another_is_not_found_as_if_it_did_not_exist(
    store: SqlStore, customer: str
) -> None:
    def answers(order_id: str, number: str) -> list[object]:
        return [
            store.find_order(customer, order_id),
            store.find_invoice(customer, number),
            store.check_return(customer, order_id, "SW-5000"),
            store.authorise_return(customer, order_id, "SW-5000", None, key="k"),
            store.open_investigation(customer, number, "why?", key="k"),
        ]

    def not_found(order_id: str, number: str) -> list[object]:
        order, invoice = Refusal("not_found", number=order_id), Refusal("not_found", number=number)
        return [None, None, order, order, invoice]

    others = answers("A-11871", "INV-7890")
    nobodys = answers("A-99999", "INV-9999")

    assert others == not_found("A-11871", "INV-7890")
    assert nobodys == not_found("A-99999", "INV-9999")


@pytest.mark.parametrize("customer", ["nobody", "", " ", "%"])
def test_a_customer_who_is_not_known_has_nothing(store: SqlStore, customer: str) -> None:
    assert store.find_customer(customer) is None
    assert store.orders_of(customer) == []


def test_a_customers_orders_come_with_the_oldest_first(store: SqlStore) -> None:
    orders = store.orders_of(DEMO_CUSTOMER)

    numbers = [order.order_id for order in orders]
    assert numbers == ["A-10950", "A-11871", "A-12077", "A-12345", "A-12402"]


def test_an_order_is_read_as_it_was_at_one_moment(store: SqlStore, database: Any) -> None:
    before = store.find_order(DEMO_CUSTOMER, "A-11871")

    def change(*given: Any) -> None:
        if not given[2].startswith("SELECT"):
            return
        database.rows("UPDATE shipments SET carrier = 'Somebody else'")
        database.rows("UPDATE items SET unit_price = unit_price + 1")

    event.listen(store.engine, "after_cursor_execute", change)
    meanwhile = store.find_order(DEMO_CUSTOMER, "A-11871")
    event.remove(store.engine, "after_cursor_execute", change)

    assert meanwhile == before
    assert store.find_order(DEMO_CUSTOMER, "A-11871") != before


def test_the_same_key_gives_the_same_record(store: SqlStore, database: Any) -> None:
    cases = [opened(store, "k", concern) for concern in ("first", "second")]
    returns = [authorised(store, WIDGET, key="k") for _ in range(2)]
    handovers = [
        store.open_handover(DEMO_CUSTOMER, "t", said, "asked for a person", key="k")
        for said in ("first", "second")
    ]

    assert cases[0] == cases[1]
    assert returns[0] == returns[1]
    assert handovers[0] == handovers[1]
    assert [database.count(table) for table in ("cases", "returns", "handovers")] == [1, 1, 1]


def test_what_comes_after_a_record_is_closed_is_not_lost_in_it(
    store: SqlStore, database: Any
) -> None:
    def handed_over() -> str:
        return store.open_handover(DEMO_CUSTOMER, "t", "again", "reason", key="k").handover_id

    first = [opened(store, "k").case_id, handed_over()]
    for number in first:
        close_record(number)
    second = [opened(store, "k").case_id, handed_over()]

    assert [opened(store, "k").case_id, handed_over()] == second
    assert not {*first} & {*second}
    assert [database.count(table) for table in ("cases", "handovers")] == [2, 2]


def test_two_customers_may_have_the_same_key(store: SqlStore) -> None:
    mine = opened(store, "k")

    theirs = store.open_investigation(OTHER_CUSTOMER, "INV-8001", "too much", key="k")

    assert isinstance(theirs, Investigation)
    assert theirs.customer_id == OTHER_CUSTOMER
    assert theirs.case_id != mine.case_id


def test_a_number_that_is_taken_is_not_given_again(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def colliding(prefix: str, key: str, attempt: int = 0) -> str:
        return f"{prefix}-{attempt}"

    monkeypatch.setattr(rules, "number_for", colliding)

    numbers = [opened(store, key).case_id for key in ("a", "b", "c", "b")]

    assert numbers == ["CASE-0", "CASE-1", "CASE-2", "CASE-1"]


def test_numbers_come_from_their_keys(store: SqlStore) -> None:
    assert opened(store, "one").case_id == number_for("CASE", "one")
    assert (
        len({number_for("RMA", "one"), number_for("RMA", "two"), number_for("RMA", "two", 1)}) == 3
    )


def test_a_return_knows_its_value_and_its_time(store: SqlStore) -> None:
    both = authorised(store, APRON, key="k", quantity=2)

    assert (both.product, both.quantity) == ("Linen Apron", 2)
    assert (both.value, both.currency) == (4_900, "EUR")
    assert abs(datetime.now(UTC) - both.opened) < timedelta(minutes=1)


def test_an_item_that_is_being_returned_gets_the_same_return_in_another_conversation(
    store: SqlStore, database: Any
) -> None:
    first = authorised(store, WIDGET, key="one conversation")

    second = authorised(store, WIDGET, key="another")
    much_later = authorised(days_later(store, 400), WIDGET, key="a third")

    assert first == second == much_later
    assert store.check_return(*WIDGET) is None
    assert database.count("returned_units") == 1


def test_a_return_that_is_authorised_is_found_by_its_key_and_by_its_item(
    store: SqlStore,
) -> None:
    done = authorised(store, WIDGET, key="talk/return")

    by_key = store.find_return(*WIDGET, key="talk/return")
    by_item = store.find_return(*WIDGET, key="another talk")

    assert by_key == by_item == done


def test_what_has_not_been_authorised_is_no_return(store: SqlStore, database: Any) -> None:
    authorised(store, APRON, key="k")

    assert store.find_return(*WIDGET, key="k2") is None
    assert store.find_return(*APRON, key="k2") is None  # one of two can still be returned
    assert store.find_return(DEMO_CUSTOMER, "A-11871", "XX-1", key="k") is None
    assert store.find_return(DEMO_CUSTOMER, "A-99999", "LA-03", key="k") is None
    assert database.count("returns") == 1


def test_another_customers_return_is_not_found(store: SqlStore) -> None:
    authorised(store, WIDGET, key="k")

    assert store.find_return(OTHER_CUSTOMER, *WIDGET[1:], key="k") is None


def test_a_return_that_is_closed_is_not_given_back_again(store: SqlStore, database: Any) -> None:
    first = authorised(store, APRON, key="k")
    close_record(first.rma_number)

    found = store.find_return(*APRON, key="k")
    second = authorised(store, APRON, key="k")
    again = authorised(store, APRON, key="k")
    close_record(second.rma_number)
    third = refused(store, APRON, key="k")

    assert found is None
    assert second.rma_number != first.rma_number
    assert (second.status, again) == ("open", second)
    assert third.code == "already_returned"
    assert store.find_return(*APRON, key="k") is None
    assert database.count("returned_units") == 2


def test_an_item_that_was_returned_is_not_returned_again(store: SqlStore) -> None:
    returned = authorised(store, WIDGET, key="k")
    close_record(returned.rma_number.lower())

    again = [refused(store, WIDGET, key=key) for key in ("k", "another")]

    for refusal in again:
        assert (refusal.code, refusal.product) == ("already_returned", "SuperWidget 5000")


def test_every_unit_of_an_item_is_returned_once(store: SqlStore, database: Any) -> None:
    too_many = refused(store, APRON, quantity=3)
    one = authorised(store, APRON, key="one")
    still_too_many = refused(store, APRON, key="both", quantity=2)
    other = authorised(store, APRON, key="other")
    no_third = authorised(store, APRON, key="third")

    assert (too_many.code, too_many.left) == ("too_many", 2)
    assert (still_too_many.code, still_too_many.left) == ("too_many", 1)
    assert one.rma_number != other.rma_number
    assert no_third in (one, other)
    assert database.count("returned_units") == 2


@pytest.mark.parametrize(
    ("item", "days", "code"),
    [
        (("A-11871", "SW-5000"), 19, "too_late"),
        (("A-10950", "BB-01"), 0, "too_late"),
        (("A-12345", "WL-07"), 0, "not_delivered"),
        (("A-12402", "CC-21"), 0, "not_delivered"),
        (("A-12345", "SW-5000"), 0, "not_found"),
    ],
)
def test_a_return_is_refused_for_a_reason(
    store: SqlStore, item: tuple[str, str], days: int, code: str
) -> None:
    refusal = refused(days_later(store, days), (DEMO_CUSTOMER, *item))

    assert refusal.code == code
    assert (refusal.last_day is not None) == (code == "too_late")


def test_the_last_day_of_the_window_counts(store: SqlStore) -> None:
    assert authorised(days_later(store, 18), WIDGET, key="k")


def test_a_stranger_can_be_handed_over(store: SqlStore, database: Any) -> None:
    handover = store.open_handover("", "thread-7", "Wants a catalogue.", "no account", key="k")

    assert (handover.status, handover.thread_id) == ("open", "thread-7")
    assert handover.handover_id.startswith("HAND-")
    assert database.count("handovers") == 1


def test_what_is_added_to_a_hand_over_is_added_once_and_only_while_it_is_open(
    store: SqlStore,
) -> None:
    def handed_over(added: str) -> str:
        return store.open_handover("", "t", "It is wet.", "asked", key="k", added=added).summary

    summaries = [handed_over(added) for added in ("wet", "a\x00b", "a\x00b", "wet", "", "c")]
    close_record(store.open_handover("", "t", "It is wet.", "asked", key="k").handover_id)

    assert summaries == ["It is wet."] + ["It is wet.\nab"] * 4 + ["It is wet.\nab\nc"]
    assert handed_over("d") == "It is wet."


def test_any_text_of_a_customer_can_be_kept(store: SqlStore) -> None:
    case = opened(store, "k", 'a\x00b \ud83d 🦊 \u202e "quoted" ; DROP TABLE cases --')

    assert case.concern == 'ab ? 🦊 \u202e "quoted" ; DROP TABLE cases --'
    assert opened(store, "k") == case


def test_one_key_used_at_the_same_time_opens_one_case(store: SqlStore, database: Any) -> None:
    with ThreadPoolExecutor(8) as pool:
        cases = {*pool.map(lambda said: opened(store, "k", str(said)), range(100))}

    assert len(cases) == 1
    assert database.count("cases") == 1


def test_opening_again_neither_connects_nor_migrates(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError("prepared again")

    monkeypatch.setattr("frontdesk.records.open.prepare", fail)

    assert open_records() == store
