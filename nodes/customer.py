"""Whose records a run may see. Only the caller says so, never a message or a record."""

from langgraph.runtime import Runtime

from frontdesk.settings import read_settings
from state.context import DEMO_CUSTOMER, Context, context_of


def customer_of(runtime: Runtime[Context]) -> str:
    """Return the customer's id, or an empty string where the caller has not told who it is.

    With the demo company's records that is the demo customer.
    """
    demo_customer = DEMO_CUSTOMER if read_settings().demo else ""
    return context_of(runtime).customer_id.strip() or demo_customer
