"""Find what the published FAQ says to a general question."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from langchain_core.messages import HumanMessage, SystemMessage

from frontdesk.documents.published import Entry, published_faq, select_entries
from frontdesk.errors import FrontdeskError, item_error
from frontdesk.models.call import call_model
from frontdesk.models.names import fast_model_name
from frontdesk.settings import read_settings
from nodes.conversation import customer_message, customer_messages, earlier_messages
from nodes.promises import claims_in
from nodes.prompts import support_router as prompts
from nodes.prompts.tags import tag
from state.context import Context
from state.item import ItemError
from state.support_router import FAQChoice, RouterState
from state.usage import Usage, no_usage

_MOST_CHOSEN = 2
# "And on Sundays?" is found by the words of the question before it.
_QUESTIONS_READ = 2
_NAMED_SOURCE = re.compile(r"^[\W_]*(?:sources?|quellen?|fuentes?|fonti?)\s*:", re.I | re.M)


@dataclass(frozen=True)
class Answer:
    """The entries of the FAQ that answer a question, and what finding them took."""

    entries: tuple[Entry, ...] = ()
    usage: Usage = field(default_factory=no_usage)
    error: ItemError | None = None

    @property
    def sources(self) -> list[str]:
        """The titles of what the entries rest on."""
        return list(dict.fromkeys(title for entry in self.entries for title in entry.sources))

    @property
    def source_line(self) -> str:
        """The line that names the sources, with their addresses, or nothing."""
        named = [*self.sources, *(each for entry in self.entries for each in entry.addresses)]
        return prompts.SOURCE_LINE.format(sources=", ".join(named)) if named else ""

    @property
    def tags(self) -> list[str]:
        """The entries and the source line for a prompt."""
        tags = [tag("faq_entry", each.answer, question=each.question) for each in self.entries]
        return [*tags, tag("source_line", self.source_line)] if self.source_line else tags

    @property
    def texts(self) -> list[str]:
        """All that the entries say, of which a reply may repeat numbers and links."""
        told = [text for entry in self.entries for text in (entry.question, entry.answer)]
        return [*told, self.source_line]

    @property
    def plain_text(self) -> str:
        """What the best entry says, word for word, with the sources."""
        if not self.entries:
            return ""
        return "\n\n".join(filter(None, [self.entries[0].answer, self.source_line]))

    def problem_with(self, reply: str, also_known: Sequence[str]) -> str | None:
        """Return why a reply must not be sent, as the end of a sentence, or None.

        It names another source or, in English, claims what stands neither in the entries nor in
        the texts that are `also_known`.
        """
        rest = reply.replace(self.source_line, "") if self.source_line else reply
        if _NAMED_SOURCE.search(rest):
            return "it names a source that was not given"
        claims = claims_in(rest, ours="\n".join([*self.texts, *also_known]))
        return f"it claims what the FAQ does not say: {claims[0]!r}" if claims else None


async def find_answer(state: RouterState, context: Context) -> Answer:
    """Return the entries of the FAQ that answer the customer's question, as far as there is one.

    Where it cannot be found out, the answer has none, and the error.
    """
    try:
        path = read_settings().faq
        published = await asyncio.to_thread(published_faq, path) if path else ()
    except FrontdeskError as error:
        return Answer(error=item_error(error))
    messages = state["messages"]
    asked = " ".join(customer_messages(messages)[-_QUESTIONS_READ:])
    entries = select_entries(published, asked)
    if not entries:
        return Answer()
    parts = [
        tag("faq_entry", entry.answer, number=str(number), question=entry.question)
        for number, entry in enumerate(entries, start=1)
    ]
    parts += [tag("earlier_message", text) for text in earlier_messages(messages)]
    parts.append(tag("customer_message", customer_message(messages)))
    try:
        answered = await call_model(
            [SystemMessage(prompts.CHOOSE_FAQ), HumanMessage("\n".join(parts))],
            step="general_question",
            model=fast_model_name(context.fast_model, context.model),
            schema=FAQChoice,
        )
    except FrontdeskError as error:
        return Answer(usage=error.usage, error=item_error(error))
    # A number that was not given is none of an entry.
    chosen = [number for number in answered.value.entries if 1 <= number <= len(entries)]
    numbers = list(dict.fromkeys(chosen))[:_MOST_CHOSEN]
    return Answer(tuple(entries[number - 1] for number in numbers), answered.usage)
