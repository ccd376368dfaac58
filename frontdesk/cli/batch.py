"""Answer a file of messages, several at a time, and go on where a killed run stopped."""

import asyncio
import importlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn, TextIO

import typer
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from frontdesk.cli.approve import Decide, decider
from frontdesk.cli.env_file import load_env_file
from frontdesk.cli.results import UNFINISHED
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

    @field_validator("id", mode="before")
    @classmethod
    def _named(cls, value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, str | int | None):
            raise ValueError("must be text or a whole number")
        return value

    def key(self) -> str:
        """Return the name of the message: its id, else its line."""
        return str(self.line if self.id is None else self.id)

    def talk(self) -> str:
        """Return the name of its conversation."""
        from frontdesk.cli.threads import name_for

        return self.thread or name_for(self.message, self.customer_id or "")


def run_batch(
    path: str,
    output_path: str,
    context: dict[str, Any],
    *,
    concurrency: int,
    approve: str,
    retry_failed: bool = False,
) -> NoReturn:
    """Answer the messages at `path`, append a line for each to `output_path`, and end.

    Messages of one thread are answered one after the other, in their order. Those that have a line
    are not answered again, but for the failed ones if `retry_failed` is true, whose new lines take
    the places of the old ones. The exit code is 0 where every line was answered, and 1 where a line
    is bad or an answer, or a part of it, failed.
    """
    with errors_as_sentences():
        load_env_file()
        if output_path in ("", "-"):
            raise InputError("--batch needs -o FILE, where its results are kept.")
        messages, bad = _read_messages(path)
        rows = _read_results(output_path)
        _check_same_messages(messages, rows, output_path)
        failed = {key for key, row in rows.items() if _failed(row)}
        again = failed if retry_failed else set()
        todo = [each for each in messages if each.key() not in rows or each.key() in again]
        if notice := offline_notice(model_name(context.get("model", ""))):
            tell(notice)
        if skipped := len(messages) - len(todo):
            tell(f"{skipped} of {len(messages)} messages were answered before.")
        decide = decider(approve)
        assert decide is not None
        try:
            with open(output_path, "a", encoding="utf-8") as results:
                batch = _Batch(context, decide, results, rows, len(todo))
                asyncio.run(batch.answer(todo, concurrency))
            if again:
                _write_results(output_path, rows)
        except OSError as error:
            raise InputError(f"-o {output_path} cannot be written: {error.strerror}.") from error
        tell(f"{batch.answered} answered, {batch.failed} failed, {bad} bad lines.")
        there = {each.key() for each in messages}
        left = sum(_failed(row) for key, row in rows.items() if key in there)
        if left:
            tell(f"{left} have failed in all; to answer them again: --retry-failed.")
        raise typer.Exit(FAILED if left or bad else 0)


class _Batch:
    """The work that is under way, and what has come of it."""

    def __init__(
        self,
        context: dict[str, Any],
        decide: Decide,
        results: TextIO,
        rows: dict[str, Any],
        total: int,
    ) -> None:
        from langgraph.checkpoint.memory import InMemorySaver

        self._context, self._decide, self._results = context, decide, results
        self._memory = InMemorySaver()
        graph: Any = importlib.import_module(f"graphs.{_GRAPH}").graph
        self._graph = graph.copy(update={"checkpointer": self._memory})
        self._rows = rows
        self._talks: dict[str, dict[int, Any]] = {}
        for row in rows.values():
            self._keep(row)
        self._total, self.answered, self.failed = total, 0, 0

    async def answer(self, messages: Sequence[_Message], concurrency: int) -> None:
        """Answer the messages, at most so many at a time."""
        talks: dict[str, list[_Message]] = {}
        for each in messages:
            talks.setdefault(each.talk(), []).append(each)
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
        except ModelSetupError:
            raise  # no other message can be answered either
        except FrontdeskError as failure:
            error = {
                "code": failure.code,
                "message": str(failure),
                "retryable": failure.retryable,
            }
        row: dict[str, Any] = {
            "id": message.key(),
            "line": message.line,
            "thread": message.thread,
            "error": error,
            "output": output,
        }
        self.failed += _failed(row)
        self.answered += not _failed(row)
        self._rows[message.key()] = row
        self._keep(row)
        self._results.write(json.dumps(row, ensure_ascii=False) + "\n")
        self._results.flush()
        tell(f"{self.answered + self.failed} of {self._total} ({message.key()})")

    async def _run(self, message: _Message) -> Any:
        from langgraph.types import Command

        context = dict(self._context)
        if message.customer_id:
            context["customer_id"] = message.customer_id
        given: Any = {"messages": [{"role": "user", "content": message.message}]}
        config = {"configurable": {"thread_id": message.talk()}}
        try:
            if before := self._before(message):
                await self._graph.aupdate_state(config, before, as_node="synthesize_reply")
            output = await self._graph.ainvoke(given, config, context=context)
            while waiting := output.pop("__interrupt__", None):
                answers = {each.id: self._decide(each.value) for each in waiting}
                output = await self._graph.ainvoke(Command(resume=answers), config, context=context)
            return output
        finally:
            await self._memory.adelete_thread(message.talk())

    def _keep(self, row: dict[str, Any]) -> None:
        """Keep what was said in a thread, for its next messages."""
        if row["thread"] and row["output"]:
            self._talks.setdefault(row["thread"], {})[row["line"]] = row["output"]

    def _before(self, message: _Message) -> dict[str, Any] | None:
        """Return the conversation as it was before the message, if there was any."""
        outputs = self._talks.get(message.thread or "", {})
        line = max((each for each in outputs if each < message.line), default=None)
        if line is None:
            return None
        before = outputs[line]
        kept = ("messages", "results", "customer_id")
        return {name: before[name] for name in kept if name in before}


def _failed(row: dict[str, Any]) -> bool:
    """Say whether the message has no answer, or one in which a part has failed."""
    output = row["output"]
    if output is None:
        return True
    handover = output["handover"] or {}
    return bool(
        handover.get("error") or any(each["status"] in UNFINISHED for each in output["results"])
    )


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
            given = json.loads(line)
            if not isinstance(given, dict):
                raise ValueError("It is no JSON object with a message.")
            message = _Message.model_validate(given)
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
            is_no_json = isinstance(error, json.JSONDecodeError | UnicodeDecodeError)
            sentence = "It is no JSON in UTF-8." if is_no_json else str(error)
            tell(f"{path}, line {number}: {sentence}")
    return [*messages.values()], bad


def _read_results(path: str) -> dict[str, Any]:
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
    rows: dict[str, Any] = {}
    for number, line in enumerate(whole.splitlines(), start=1):
        try:
            row = json.loads(line)
            rows[str(row["id"])] = row  # a later one takes the place of one that has failed
            _failed(row), row["thread"], row["line"]
        except (ValueError, TypeError, KeyError) as error:
            raise InputError(f"{path}, line {number} is no result of a batch.") from error
    if len(rows) < whole.count(b"\n"):
        _write_results(path, rows)
    return rows


def _check_same_messages(messages: Sequence[_Message], rows: dict[str, Any], path: str) -> None:
    """Raise InputError where a message would be skipped for the result of another one."""
    for each in messages:
        output = rows.get(each.key(), {}).get("output")
        if output and output["messages"][-2]["content"] != each.message:
            raise InputError(
                f"{path} has the result of another message {each.key()} than that of line "
                f"{each.line}; name another file after -o, or give the message another id."
            )


def _write_results(path: str, rows: dict[str, Any]) -> None:
    """Write each message's last row in the place of its first one, all of them or nothing."""
    new = Path(f"{path}.new")
    with new.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows.values())
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
