"""Call a model from a step that makes several calls, so that none is repeated by a resumed run."""

from collections.abc import Sequence
from typing import Any, TypeVar

from langchain_core.messages import BaseMessage
from langgraph.func import task
from pydantic import BaseModel
from typing_extensions import TypedDict

from frontdesk.models.call import Answered, call_model
from state.usage import Usage

Schema = TypeVar("Schema", bound=BaseModel)


class _Kept(TypedDict):
    """An answer as a checkpoint keeps it."""

    value: dict[str, Any]
    usage: Usage
    answered_by: str | None


async def call_as_task(
    messages: Sequence[BaseMessage], *, step: str, model: str, schema: type[Schema]
) -> Answered[Schema]:
    """Do as `call_model` does, as a task: its answer outlives a run that does not."""
    kept = await _call(messages, step, model, schema)
    value = schema.model_validate(kept["value"])
    return Answered(value, kept["usage"], answered_by=kept["answered_by"])


@task
async def _call(
    messages: Sequence[BaseMessage], step: str, model: str, schema: type[BaseModel]
) -> _Kept:
    answered = await call_model(messages, step=step, model=model, schema=schema)
    return {
        "value": answered.value.model_dump(),
        "usage": answered.usage,
        "answered_by": answered.answered_by,
    }
