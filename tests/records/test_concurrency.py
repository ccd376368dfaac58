"""Many write at the same time, and some are killed: nothing is lost, doubled or half written."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from frontdesk.records.entities import Investigation, Return
from frontdesk.records.open import open_database
from frontdesk.records.sql.engine import writing
from frontdesk.records.sql.load import upsert
from frontdesk.records.sql.store import SqlStore
from state.context import DEMO_CUSTOMER

_ONE_RETURN = """
done = open_records().authorise_return("C-1001", "A-11871", "SW-5000", None, key={key})
print(done.rma_number)
"""

# Kills the process that runs it before its `number`th statement, or at the very end.
_KILLED = """
import os, signal
store = open_records()
statements = []
def count(*_):
    statements.append(1)
    if len(statements) == number + 1:
        os.kill(os.getpid(), signal.SIGKILL)
event.listen(Engine, "before_cursor_execute", count)
event.listen(Engine, "commit", count)
key = f"key {number}"
store.authorise_return("C-1001", "A-11871", f"SKU-{number}", None, key=key)
print(number)
os.kill(os.getpid(), signal.SIGKILL)
"""
_KILLS = 14

_MANY_CASES = """
from concurrent.futures import ThreadPoolExecutor
store = open_records()
def opened(key):
    store.open_investigation("C-1001", "INV-7890", "charged twice", key=f"{number} {key}")
with ThreadPoolExecutor(8) as pool:
    list(pool.map(opened, range(40)))
"""


def test_fifty_threads_write_twenty_times_each_without_a_lock_error(
    store: SqlStore, database: Any
) -> None:
    def write(thread: int) -> list[object]:
        return [
            store.open_investigation(DEMO_CUSTOMER, "INV-7890", "twice", key=f"{thread} {number}")
            for number in range(20)
        ]

    with ThreadPoolExecutor(50) as pool:
        cases = [case for written in pool.map(write, range(50)) for case in written]

    assert all(isinstance(case, Investigation) for case in cases)
    assert len({*cases}) == database.count("cases") == 1_000


def test_processes_with_many_threads_write_beside_each_other(
    store: SqlStore, database: Any
) -> None:
    database.in_processes("at-once", 4, _MANY_CASES)

    assert database.count("cases") == 4 * 40


@pytest.mark.parametrize("key", ["'the same'", "f'key {number}'"], ids=["one-key", "many-keys"])
def test_processes_that_return_one_item_at_once_get_one_return(
    key: str, store: SqlStore, database: Any
) -> None:
    numbers = database.in_processes("at-once", 6, _ONE_RETURN.format(key=key))

    assert len(numbers) == 6
    assert {*numbers} == {row[0] for row in database.rows("SELECT rma_number FROM returns")}
    assert database.count("returns") == database.count("returned_units") == 1


def test_a_process_killed_at_any_step_leaves_one_return_when_it_is_tried_again(
    store: SqlStore, database: Any
) -> None:
    item = {"order_id": "A-11871", "product": "Bolt", "quantity": 2, "unit_price": 5}
    with writing(open_database(demo=True)) as connection:
        items = [
            {**item, "sku": f"SKU-{number}", "currency": "EUR", "tracking_number": None}
            for number in range(_KILLS)
        ]
        upsert(connection, {"items": items})

    finished = database.in_processes("in-turn", _KILLS, _KILLED)
    before = database.count("returns")
    again = [
        store.authorise_return(DEMO_CUSTOMER, "A-11871", f"SKU-{number}", None, key=f"key {number}")
        for number in range(_KILLS)
    ]

    assert 0 < len(finished) < _KILLS - 5, "no process was killed in the middle"
    assert before >= len(finished)
    assert all(isinstance(returned, Return) for returned in again)
    assert database.count("returns") == database.count("returned_units") == _KILLS
