"""Answer a file of messages, several at a time, and go on where a killed run stopped."""

import asyncio
import importlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn, TextIO

import typer
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from frontdesk.cli.approve import Decide, decider
from frontdesk.cli.env_file import load_env_file
from frontdesk.cli.show import FAILED, errors_as_sentences, tell
from frontdesk.errors import FrontdeskError, InputError, ModelSetupError, explain_validation
from frontdesk.exports.json import as_json
from frontdesk.models.names import model_name, offline_notice

_GRAPH = "support_orchestrator"


class _Message(BaseModel):
    """One line of the input."""

    model_config = ConfigDict(extra="forbid")

    id: str | int | None = None
    customer_id: str | None = Field(default=None, min_length=1)
    message: str = Field(min_length=1)
    thread: str | None = Field(default=None, min_length=1)
    line: int = 0

    def key(self) -> str:
        """Return the name of the message: its id, else its line."""
        return str(self.line if self.id is None else self.id)


def run_batch(
    path: str, output_path: str, context: dict[str, Any], *, concurrency: int, approve: str
) -> NoReturn:
    """Answer the messages at `path`, append a line for each to `output_path`, and end.

    Messages of one thread are answered one after the other, in their order. The exit code is 0
    where every line was answered, and 1 where a line is bad or an answer failed.
    """
    with errors_as_sentences():
        load_env_file()
        if output_path in ("", "-"):
            raise InputError("--batch needs -o FILE, where its results are kept.")
        messages, bad = _read_messages(path)
        finished = _read_results(output_path)
        todo = [each for each in messages if each.key() not in finished]
        if notice := offline_notice(model_name(context.get("model", ""))):
            tell(notice)
        if skipped := len(messages) - len(todo):
            tell(f"{skipped} of {len(messages)} messages were answered before.")
        decide = decider(approve)
        assert decide is not None
        try:
            with open(output_path, "a", encoding="utf-8") as results:
                batch = _Batch(context, decide, results, finished, len(todo))
                asyncio.run(batch.answer(todo, concurrency))
        except OSError as error:
            raise InputError(f"-o {output_path} cannot be written: {error.strerror}.") from error
        tell(f"{batch.answered} answered, {batch.failed} failed, {bad} bad lines.")
        raise typer.Exit(FAILED if batch.failed or bad else 0)


class _Batch:
    """The work that is under way, and what has come of it."""

    def __init__(
        self,
        context: dict[str, Any],
        decide: Decide,
        results: TextIO,
        finished: dict[str, dict[str, Any]],
        total: int,
    ) -> None:
        from langgraph.checkpoint.memory import InMemorySaver

        self._context, self._decide, self._results = context, decide, results
        self._graph: Any = importlib.import_module(f"graphs.{_GRAPH}").graph
        self._remembering = self._graph.builder.compile(name=_GRAPH, checkpointer=InMemorySaver())
        self._talks = {str(each["thread"]): each for each in finished.values() if each["thread"]}
        self._total, self.answered, self.failed = total, 0, 0

    async def answer(self, messages: Sequence[_Message], concurrency: int) -> None:
        """Answer the messages, at most so many at a time."""
        talks: dict[str, list[_Message]] = {}
        for each in messages:
            name = f"thread {each.thread}" if each.thread else f"message {each.key()}"
            talks.setdefault(name, []).append(each)
        waiting = iter(talks.values())

        async def work() -> None:
            for talk in waiting:
                for each in talk:
                    await self._settle(each)

        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(min(concurrency, len(talks))):
                    group.create_task(work())
        except* FrontdeskError as errors:
            raise errors.exceptions[0] from None

    async def _settle(self, message: _Message) -> None:
        output: dict[str, Any] | None = None
        error: dict[str, Any] | None = None
        try:
            output = json.loads(as_json(await self._run(message)))
            self.answered += 1
        except ModelSetupError:
            raise  # no other message can be answered either
        except FrontdeskError as failure:
            error = {
                "code": failure.code,
                "message": str(failure),
                "retryable": failure.retryable,
            }
            self.failed += 1
        row = {
            "id": message.key(),
            "line": message.line,
            "thread": message.thread,
            "error": error,
            "output": output,
        }
        self._results.write(json.dumps(row, ensure_ascii=False) + "\n")
        self._results.flush()
        tell(f"{self.answered + self.failed} of {self._total} ({message.key()})")

    async def _run(self, message: _Message) -> Any:
        from langgraph.types import Command

        context = dict(self._context)
        if message.customer_id:
            context["customer_id"] = message.customer_id
        given: Any = {"messages": [{"role": "user", "content": message.message}]}
        if not message.thread:
            return await self._graph.ainvoke(given, context=context)
        config = {"configurable": {"thread_id": message.thread}}
        if before := self._talks.pop(message.thread, None):
            await self._remember(before["output"], config)
        output = await self._remembering.ainvoke(given, config, context=context)
        while waiting := output.pop("__interrupt__", None):
            answers = {each.id: self._decide(each.value) for each in waiting}
            output = await self._remembering.ainvoke(
                Command(resume=answers), config, context=context
            )
        return output

    async def _remember(self, output: dict[str, Any] | None, config: Any) -> None:
        """Go on with a conversation of which an earlier run has answered the beginning."""
        if output is not None:
            said = {"messages": output["messages"], "results": output["results"]}
            await self._remembering.aupdate_state(config, said, as_node="synthesize_reply")


def _read_messages(path: str) -> tuple[list[_Message], int]:
    """Return the messages at `path` and how many lines are bad, which are told."""
    try:
        text = Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"--batch {path} cannot be read: {error.strerror}.") from error
    messages: dict[str, _Message] = {}
    bad = 0
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            message = _Message.model_validate(json.loads(line))
            message.line = number
            if not message.message.strip():
                raise ValueError("message is empty.")
            if earlier := messages.get(message.key()):
                raise ValueError(f"id {message.key()} is that of line {earlier.line} already.")
            messages[message.key()] = message
        except ValidationError as error:
            bad += 1
            tell(f"{path}, line {number}: {explain_validation(error)}")
        except (ValueError, RecursionError) as error:
            bad += 1
            sentence = "It is no JSON." if isinstance(error, json.JSONDecodeError) else str(error)
            tell(f"{path}, line {number}: {sentence}")
    return [*messages.values()], bad


def _read_results(path: str) -> dict[str, dict[str, Any]]:
    """Return the rows that are there by their ids, and cut off a last one that is half written."""
    try:
        with open(path, "rb+") as file:
            text = file.read()
            whole = text[: text.rfind(b"\n") + 1]
            if len(whole) < len(text):
                file.truncate(len(whole))
                os.fsync(file.fileno())
                tell(f"The last line of {path} was half written; it is made anew.")
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise InputError(f"-o {path} cannot be written: {error.strerror}.") from error
    rows: dict[str, dict[str, Any]] = {}
    for number, line in enumerate(whole.splitlines(), start=1):
        try:
            row = json.loads(line)
            rows[str(row["id"])] = {"thread": row["thread"], "output": row["output"]}
        except (ValueError, TypeError, KeyError) as error:
            raise InputError(f"{path}, line {number} is no result of a batch.") from error
    return rows
