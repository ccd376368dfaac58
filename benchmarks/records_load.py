"""How many messages with three requests each the orchestrator answers, and whether all are right.

Fills a new SQLite file, and a Postgres server of its own where its programs are installed, with a
customer for each message, lets the offline model answer so many messages at a time, counts what was
lost, mixed up or failed, and prints a JSON row; then one for the time that a look-up takes. Ends
with 1 if anything was wrong. Usage: python benchmarks/records_load.py [MESSAGES] [AT_ONCE]
"""

import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from frontdesk.records.manage import count_records
from frontdesk.records.open import close_records, open_database, open_records
from frontdesk.records.sql.engine import writing
from frontdesk.records.sql.load import upsert
from frontdesk.testing.postgres import PostgresMissing, temporary_postgres
from frontdesk.testing.shop import busy_shop, three_requests, wrong_in
from graphs import support_orchestrator
from state.context import Context


async def answer_all(messages: int, at_once: int) -> dict[str, Any]:
    """Return a row: the messages' number, what was wrong with them, and how long they took."""
    graph: Any = support_orchestrator.graph
    free = asyncio.Semaphore(at_once)

    async def wrong_with(number: int) -> list[str]:
        message = {"role": "user", "content": three_requests(number)}
        async with free:
            output = await graph.ainvoke(
                {"messages": [message]}, context=Context(customer_id=f"K-{number}")
            )
        return wrong_in(number, output)

    started = time.perf_counter()
    wrong = await asyncio.gather(*(wrong_with(number) for number in range(messages)))
    seconds = time.perf_counter() - started
    return {
        "messages": messages,
        "at_once": at_once,
        "wrong": sum(bool(lines) for lines in wrong),
        "first_wrong": next((lines for lines in wrong if lines), []),
        "seconds": round(seconds, 1),
        "messages_per_second": round(messages / seconds, 1),
    }


def look_up(messages: int) -> dict[str, Any]:
    """Return a row: the median milliseconds of each look-up, over many customers."""
    store = open_records()

    def milliseconds(call: Callable[[int], object]) -> float:
        times = []
        for number in range(min(messages, 500)):
            started = time.perf_counter()
            assert call(number)
            times.append(time.perf_counter() - started)
        return round(statistics.median(times) * 1000, 2)

    return {
        "find_order_ms": milliseconds(lambda n: store.find_order(f"K-{n}", f"s {50_000 + n}")),
        "orders_of_ms": milliseconds(lambda n: store.orders_of(f"K-{n}")),
        "find_invoice_ms": milliseconds(lambda n: store.find_invoice(f"K-{n}", f"INV{50_000 + n}")),
        "open_records_ms": milliseconds(lambda n: open_records()),
    }


def measure(database: str, messages: int, at_once: int) -> bool:
    """Measure on the database that the environment names, print, and say whether all was right."""
    engine = open_database(demo=False)
    assert engine.dialect.name == database
    with writing(engine) as connection:
        upsert(connection, busy_shop(messages, datetime.now(UTC).date()))
    answered = asyncio.run(answer_all(messages, at_once))
    _, counts = count_records()
    found = {"cases": counts["cases"], "returns": counts["returns"]}
    for row in (answered | found, look_up(messages)):
        sys.stdout.write(json.dumps({"database": database, **row}) + "\n")
        sys.stdout.flush()
    close_records()
    return not answered["wrong"] and {*found.values()} == {messages}


def main() -> None:
    """Measure on both databases and print the rows."""
    given = [*sys.argv[1:], *("1000", "50")[len(sys.argv) - 1 :]]
    numbers = int(given[0]), int(given[1])
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(FRONTDESK_HOME=home, FRONTDESK_MODEL="offline", DATABASE_URL="")
        right = measure("sqlite", *numbers)
        try:
            with temporary_postgres() as url:
                os.environ["DATABASE_URL"] = url
                right &= measure("postgresql", *numbers)
        except PostgresMissing as missing:
            sys.stderr.write(f"Nothing was measured on Postgres: {missing}.\n")
    sys.exit(not right)


if __name__ == "__main__":
    main()
