"""Whose records a run may see. Only the caller says so, never a message or a record."""

from langgraph.runtime import Runtime

from frontdesk.errors import InputError
from frontdesk.settings import read_settings
from state.context import DEMO_CUSTOMER, Context, context_of


def customer_of(runtime: Runtime[Context]) -> str:
    """Return the customer's id, or an empty string where the caller has not told who it is.

    With the demo company's records that is the demo customer.
    """
    demo_customer = DEMO_CUSTOMER if read_settings().demo else ""
    return context_of(runtime).customer_id.strip() or demo_customer


def customer_of_conversation(known: str, runtime: Runtime[Context]) -> str:
    """Return whose conversation it is, where it was that of `known` (or empty: nobody's) so far.

    Raises InputError where the run is another customer's: what was said must not reach them.
    """
    customer_id = customer_of(runtime)
    if known and customer_id and customer_id != known:
        raise InputError("This conversation is another customer's; begin a new one.")
    return customer_id or known
