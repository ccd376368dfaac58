"""The work on an invoice: note what troubles the customer, and open a case about it once."""

import asyncio

from langgraph.runtime import Runtime

from frontdesk.models.call import call_model
from frontdesk.models.names import fast_model_name
from frontdesk.records.open import open_records
from frontdesk.records.rules import RESOLUTION_TIME, Refusal
from nodes.plans import customers_words, quotable
from nodes.prompts import support_orchestrator as prompts
from nodes.prompts.tags import tag, tagged_prompt
from nodes.results import (
    LONGEST_MESSAGE,
    done,
    idempotency_key,
    message_digest,
    not_done,
    open_handover,
)
from state.context import Context, context_of
from state.support_orchestrator import BillingWork, InvestigationFacts, InvoiceConcern, Result
from state.usage import Usage, no_usage


async def investigate(work: BillingWork, runtime: Runtime[Context]) -> tuple[Result, Usage]:
    """Open a case about an invoice, or add to the one that there is."""
    context, task = context_of(runtime), work["task"]
    number = task["invoice_number"]
    if not number:
        return not_done(task, "needs_information", prompts.INVOICE_NUMBER_MISSING), no_usage()
    not_found = prompts.INVOICE_NOT_FOUND.format(invoice_number=number)
    records = await asyncio.to_thread(open_records)
    customer_id = work["customer_id"]
    invoice = await asyncio.to_thread(records.find_invoice, customer_id, number)
    if invoice is None:
        return not_done(task, "not_found", not_found), no_usage()
    answered = await call_model(
        tagged_prompt(
            context.billing_worker_prompt or prompts.BILLING_WORKER,
            tag("customer_message", work["message"]),
            tag("invoice_number", number),
        ),
        step="billing_worker",
        model=fast_model_name(context.fast_model, context.model),
        schema=InvoiceConcern,
    )
    told = customers_words(answered.value.concern, work["message"], least=1)
    concern = told or quotable(work["message"])
    case = await asyncio.to_thread(
        records.open_investigation,
        customer_id,
        invoice.invoice_number,
        concern,
        key=idempotency_key(runtime, customer_id, "investigation", invoice.invoice_number),
    )
    if isinstance(case, Refusal):
        return not_done(task, "not_found", not_found), answered.usage
    facts: InvestigationFacts = {
        "invoice_number": case.invoice_number,
        "concern": case.concern,
        "case_id": case.case_id,
        "resolution_time": RESOLUTION_TIME,
        "added": None,
        "handover_id": None,
    }
    if customers_words(case.concern, work["message"]) is None:  # it is another message's
        facts["added"] = concern
        facts["handover_id"] = await asyncio.to_thread(_add_to_case, facts, work, runtime)
    return done(task, facts), answered.usage


def _add_to_case(facts: InvestigationFacts, work: BillingWork, runtime: Runtime[Context]) -> str:
    """Hand what a customer writes about an open case to a person; return the number."""
    summary = prompts.INVESTIGATION_HANDOVER.format(
        **facts, message=quotable(work["message"], LONGEST_MESSAGE)
    )
    reason, key = prompts.INVESTIGATION_HANDOVER_REASON, message_digest(work["message"])
    return open_handover(runtime, work["customer_id"], summary, reason, facts["case_id"], key)
