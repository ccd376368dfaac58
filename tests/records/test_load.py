"""Many customers write at the same time: each gets an answer, and only about what is theirs."""

import asyncio
from datetime import UTC, datetime
from typing import Any

from frontdesk.records.open import open_database
from frontdesk.records.sql.engine import writing
from frontdesk.records.sql.load import upsert
from frontdesk.testing.shop import busy_shop, three_requests, wrong_in
from graphs import support_orchestrator
from state.context import Context

graph: Any = support_orchestrator.graph

_MESSAGES = 60
_AT_ONCE = 50


def fill() -> None:
    with writing(open_database(demo=False)) as connection:
        upsert(connection, busy_shop(_MESSAGES, datetime.now(UTC).date()))


async def test_none_of_many_messages_is_lost_or_mixed_up(
    database: Any, no_blocking_calls: object
) -> None:
    await asyncio.to_thread(fill)
    free = asyncio.Semaphore(_AT_ONCE)

    async def answer(number: int) -> Any:
        message = {"role": "user", "content": three_requests(number)}
        async with free:
            return await graph.ainvoke(
                {"messages": [message]}, context=Context(customer_id=f"K-{number}")
            )

    outputs = await asyncio.gather(*(answer(number) for number in range(_MESSAGES)))

    wrong = [line for number, output in enumerate(outputs) for line in wrong_in(number, output)]
    assert wrong == []
    for column, table in (("case_id", "cases"), ("rma_number", "returns")):
        query = f"SELECT count(DISTINCT {column}), count(DISTINCT customer_id) FROM {table}"
        assert await asyncio.to_thread(database.rows, query) == [(_MESSAGES, _MESSAGES)]
