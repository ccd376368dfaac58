"""The records: scoped to their customer, forgiving about spelling, and idempotent."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from frontdesk.records.demo import demo_store
from frontdesk.records.memory import MemoryStore
from frontdesk.records.rules import matching_purchases, number_for
from state.context import DEMO_CUSTOMER

OTHER_CUSTOMER = "C-2002"


@pytest.fixture
def store() -> MemoryStore:
    return demo_store()


@pytest.mark.parametrize("number", ["A-12345", "a-12345", "#A-12345", "A 12345", "A12345"])
def test_an_order_is_found_however_its_number_is_written(store: MemoryStore, number: str) -> None:
    order = store.find_order(DEMO_CUSTOMER, number)

    assert order is not None
    assert order.order_id == "A-12345"


def test_another_customers_records_are_not_found(store: MemoryStore) -> None:
    assert store.find_order(OTHER_CUSTOMER, "A-12345") is None
    assert store.find_invoice(OTHER_CUSTOMER, "INV-7890") is None
    assert store.find_invoice(DEMO_CUSTOMER, "INV-8001") is None
    assert store.orders_of("nobody") == []


@pytest.mark.parametrize("number", ["", "#", "A-1234", "A-123456"])
def test_a_number_that_does_not_exist_is_not_found(store: MemoryStore, number: str) -> None:
    assert store.find_order(DEMO_CUSTOMER, number) is None


def test_the_same_key_gives_the_same_case_and_return(store: MemoryStore) -> None:
    cases = {
        store.open_investigation(DEMO_CUSTOMER, "INV-7890", "charged twice", key="k").case_id
        for _ in range(3)
    }
    returns = {
        store.authorise_return(DEMO_CUSTOMER, "A-11871", "Linen Apron", None, key="k").rma_number
        for _ in range(3)
    }

    assert len(cases) == len(returns) == 1


def test_the_same_key_gives_the_same_hand_over(store: MemoryStore) -> None:
    first = store.open_handover(DEMO_CUSTOMER, "t", "Wants a person.", "asked", key="k")
    again = store.open_handover(DEMO_CUSTOMER, "t", "Still wants one.", "asked", key="k")
    other = store.open_handover("a stranger", "t", "Wants a person.", "asked", key="other")

    assert first == again
    assert (first.summary, first.status) == ("Wants a person.", "open")
    assert other.handover_id != first.handover_id


def test_different_keys_give_different_numbers() -> None:
    assert number_for("RMA", "one") != number_for("RMA", "two")
    assert number_for("RMA", "one") == number_for("RMA", "one")


def test_one_key_used_at_the_same_time_opens_one_case(store: MemoryStore) -> None:
    def open_case(concern: str) -> str:
        case = store.open_investigation(DEMO_CUSTOMER, "INV-7890", concern, key="k")
        return f"{case.case_id} {case.concern}"

    with ThreadPoolExecutor(8) as pool:
        cases = set(pool.map(open_case, map(str, range(100))))

    assert len(cases) == 1


@pytest.mark.parametrize(
    ("name", "products"),
    [
        ("SuperWidget 5000", ["SuperWidget 5000"]),
        ("super widget", ["SuperWidget 5000"]),
        ("my SuperWidget 5000 in blue", ["SuperWidget 5000"]),
        ("office chair", ["Cedar Office Chair"]),
        ("linen", ["Linen Apron", "Linen Notebook"]),
        ("toaster", []),
        ("!?", []),
    ],
)
def test_products_are_matched_as_people_write_them(
    store: MemoryStore, name: str, products: list[str]
) -> None:
    found = matching_purchases(store.orders_of(DEMO_CUSTOMER), name)

    assert [purchase.product for purchase in found] == products
