"""Open the company's records: the one place that chooses which store is used."""

from functools import cache

from frontdesk.records.demo import demo_store
from frontdesk.records.store import RecordStore


@cache
def open_records() -> RecordStore:
    """Return the process's records: for now the demo company's, in memory."""
    return demo_store()
