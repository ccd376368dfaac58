"""What every item of work has in common: it may fail in its place, and its progress is told."""

from typing import Literal

from typing_extensions import TypedDict


class ItemError(TypedDict):
    """Why an item has no good result: a code for programs, a sentence for people."""

    code: str
    message: str
    retryable: bool


class Progress(TypedDict):
    """One event of the `custom` stream: a step has finished one of its items.

    `item` counts from 0 in the order of the output, which is not the order of the events;
    `result` is the item as it stands after the step.
    """

    type: Literal["progress"]
    step: str
    item: int
    total: int
    result: object | None


class Withdrawn(TypedDict):
    """One event of the `custom` stream: what was streamed of this message is not to be shown.

    A step began a reply and gave it up. Another message takes its place.
    """

    type: Literal["withdrawn"]
    step: str
    message_id: str
