"""Call a chat model: the one way in which nodes ask for text or for structured output."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, overload

from langchain_core.messages import AIMessage, BaseMessage
from pydantic import BaseModel

from frontdesk.errors import FrontdeskError, ModelSetupError
from frontdesk.models.budget import RunBudget, estimated_cost, estimated_tokens, run_budget
from frontdesk.models.clients import chat_model
from frontdesk.models.draft import Draft
from frontdesk.models.failures import Failure, failure_of
from frontdesk.models.ledger import Entry, notices_of, passed_over_notice, stand_in_notice
from frontdesk.models.names import OFFLINE
from frontdesk.models.request import read_answer, send
from frontdesk.models.retry import (
    back_off,
    may_try_again,
    next_model_may_help,
    repaired,
    with_more_room,
)
from frontdesk.models.schedule import schedule_of
from frontdesk.settings import Settings, read_settings
from state.usage import Usage, add_usage, no_usage, usage_of

T = TypeVar("T")
Schema = TypeVar("Schema", bound=BaseModel)


@dataclass(frozen=True)
class Answered(Generic[T]):
    """A model's valid answer and what the call took.

    `answered_by` names the model that answered in place of the one that was asked; it is None
    where that one did.
    """

    value: T
    usage: Usage
    answered_by: str | None = None


@overload
async def call_model(
    messages: Sequence[BaseMessage], *, step: str, model: str, draft: Draft | None = None
) -> Answered[AIMessage]: ...


@overload
async def call_model(
    messages: Sequence[BaseMessage], *, step: str, model: str, schema: type[Schema]
) -> Answered[Schema]: ...


async def call_model(
    messages: Sequence[BaseMessage],
    *,
    step: str,
    model: str,
    schema: type[BaseModel] | None = None,
    draft: Draft | None = None,
) -> Answered[Any]:
    """Ask `model` (a name for `load_chat_model`) on behalf of `step`.

    Without `schema` the value is the model's message, which has text; with it, an instance of it.
    What fails is tried again or asked otherwise as `frontdesk.models.retry` says, then asked of
    the models in FRONTDESK_FALLBACK_MODELS. Every attempt keeps to the model's quota and to the
    run's budget, and is an event of the `custom` stream. `draft` streams a text as it is written.

    Raises ModelSetupError where no call can succeed, ModelCallError where this one gave no whole
    and valid answer, and BudgetError where the run's budget ends it. Their `usage` is what the
    attempts took.
    """
    call = _Call(step, model, schema, run_budget(), read_settings(), draft)
    seconds = None
    if call.budget.deadline is not None:
        seconds = max(0.0, call.budget.deadline - time.monotonic())
    limit = asyncio.timeout(seconds)
    try:
        async with limit:
            return await call.ask([*messages])
    except FrontdeskError as error:
        error.usage = call.usage
        raise
    except TimeoutError as error:
        if not limit.expired():
            raise
        over = call.budget.out_of_time()
        over.usage = call.usage
        raise over from error


@dataclass
class _Call:
    """One call: what it has taken so far, over all its attempts."""

    step: str
    asked: str
    schema: type[BaseModel] | None
    budget: RunBudget
    settings: Settings
    draft: Draft | None = None
    usage: Usage = field(default_factory=no_usage)
    attempts: int = 0

    async def ask(self, messages: list[BaseMessage]) -> Answered[Any]:
        """Ask one model after the other until one answers."""
        models = [*dict.fromkeys([self.asked, *self.settings.fallback_models])]
        failure: Failure | None = None
        for model in models:
            is_last = model == models[-1]
            try:
                answer = await self._ask_model(model, messages, is_last=is_last)
            except ModelSetupError as error:
                if failure is None:
                    raise
                self._pass_over(model, str(error))  # a fallback that cannot be loaded is none
                continue
            if not isinstance(answer, Failure):
                if failure is None:
                    return Answered(answer, self.usage)
                notices = [*self.usage["notices"], stand_in_notice(model, self.asked, failure)]
                usage: Usage = {**self.usage, "notices": notices}
                return Answered(answer, usage, answered_by=model)
            if failure and answer.code == "unknown_model":
                self._pass_over(model, answer.sentence)
                continue
            failure = answer
            if not next_model_may_help(failure):
                break
        assert failure is not None
        raise failure.error()

    def _pass_over(self, fallback: str, reason: str) -> None:
        """Tell once a run that a model in FRONTDESK_FALLBACK_MODELS is none."""
        notices = [passed_over_notice(fallback, reason)]
        self.usage = add_usage(self.usage, {**no_usage(), "notices": notices})

    async def _ask_model(
        self, model: str, messages: list[BaseMessage], *, is_last: bool
    ) -> AIMessage | BaseModel | Failure:
        """Ask one model until it answers or its attempts are used up."""
        if not is_last and (broken := schedule_of(model, self.settings).broken()):
            return broken
        failures: list[Failure] = []
        options: dict[str, Any] = {}
        waited = 0.0
        while True:
            made = self.attempts
            answer, text = await self._attempt(
                model, messages, options, waited=waited, patient=is_last
            )
            if not isinstance(answer, Failure):
                return answer
            failures.append(answer)
            if self.attempts == made or not may_try_again(failures, is_last_model=is_last):
                return answer
            if answer.code == "truncated":
                options = with_more_room(model)
            messages = repaired(messages, answer, text)
            waited = back_off(failures, self.settings.retry_seconds)
            if waited:
                await asyncio.sleep(waited)

    async def _attempt(
        self,
        model: str,
        messages: list[BaseMessage],
        options: dict[str, Any],
        *,
        waited: float,
        patient: bool,
    ) -> tuple[AIMessage | BaseModel | Failure, str]:
        """Make one request in its turn; return the answer or why there is none, and its text.

        A failure without a request comes from the schedule, where the model is known not to work.
        """
        loaded = await chat_model(model, self.settings)
        characters = sum(len(message.text) for message in messages)
        schedule, queued = schedule_of(model, self.settings), time.monotonic()
        turn = await schedule.turn(
            self.budget, self.step, estimated_tokens(characters), patient=patient
        )
        if isinstance(turn, Failure):
            return turn, ""
        estimate = estimated_cost(model, characters)
        try:
            self.budget.take(estimate)
        except FrontdeskError:
            schedule.dropped(turn)
            raise
        self.attempts += 1
        entry = Entry(self.step, model, self.attempts, waited + turn.started - queued)
        message, answer = None, None
        try:
            # The offline model computes for as long as it takes, one call after the other.
            limit = None if model == OFFLINE else self.settings.call_timeout
            async with asyncio.timeout(limit):
                message = await send(
                    loaded,
                    messages,
                    model=model,
                    schema=self.schema,
                    options=options,
                    config=entry.config(),
                    draft=self.draft,
                )
            answer = read_answer(message, self.schema, step=self.step, model=model)
        except Exception as error:
            answer = failure_of(error, step=self.step, model=model)
        finally:
            attempt = entry.close(answer, message)
            self.budget.correct(estimate, attempt["cost"] or 0.0)
            self.usage = add_usage(self.usage, usage_of(attempt, notices_of(attempt)))
            if self.draft and (answer is None or isinstance(answer, Failure)):
                self.draft.withdraw()
            if answer is None:
                schedule.dropped(turn)
            elif isinstance(answer, Failure):
                schedule.failed(turn, answer)
            else:
                schedule.answered(turn, attempt["input_tokens"])
        return answer, message.text if message else ""
