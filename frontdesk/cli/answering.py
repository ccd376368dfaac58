"""Answer a message with a support graph, show the reply and tell how it went."""

from typing import Any, NoReturn

from frontdesk.cli import results
from frontdesk.cli.carry_out import carry_out, end, thread_of
from frontdesk.cli.env_file import load_env_file
from frontdesk.cli.run import Run
from frontdesk.cli.show import (
    BAD_INPUT,
    check_output,
    errors_as_sentences,
    stop,
    text_columns,
    write_result,
)
from frontdesk.documents.find import STANDARD_INPUT
from frontdesk.documents.load import read_standard_input
from frontdesk.errors import InputError
from frontdesk.exports.json import as_json
from frontdesk.exports.text import route_text, support_text


def answer_route(
    message: str,
    *,
    style: str,
    output_path: str,
    context: dict[str, Any],
    url: str,
    chaos: bool,
    thread: str = "",
) -> NoReturn:
    """Route and answer the message and end with the exit code."""
    with errors_as_sentences():
        run, text = _run_on_message(
            "support_router", message, output_path, context, url, chaos, thread
        )
        output = results.router_output(run, text)
        write_result(
            as_json(output) if style == "json" else route_text(output, text_columns()), output_path
        )
        code = results.router_exit_code(run, output)
        end(run, output["usage"], code, results.router_remarks(run, output))


def answer_support(
    message: str,
    *,
    style: str,
    output_path: str,
    context: dict[str, Any],
    url: str,
    chaos: bool,
    thread: str = "",
    approve: str = "",
) -> NoReturn:
    """Do what the message asks for, answer it and end with the exit code."""
    with errors_as_sentences():
        run, text = _run_on_message(
            "support_orchestrator", message, output_path, context, url, chaos, thread, approve
        )
        output = results.orchestrator_output(run, text)
        if problem := results.setup_failure(output["results"]):
            stop(problem, BAD_INPUT)
        write_result(
            as_json(output) if style == "json" else support_text(output, text_columns()),
            output_path,
        )
        code = results.exit_code(run, output["results"])
        end(run, output["usage"], code, results.interruption(run))


def _run_on_message(
    graph: str,
    message: str,
    output_path: str,
    context: dict[str, Any],
    url: str,
    chaos: bool,
    thread: str,
    approve: str = "",
) -> tuple[Run, str]:
    """Run a support graph; return the run and the message's text, which may come from a pipe."""
    load_env_file()
    check_output(output_path)
    text = _read_message(message)
    graph_input = {"messages": [{"role": "user", "content": text}]}
    run = carry_out(
        graph, graph_input, context, url, chaos, thread=thread_of(thread), approve=approve
    )
    return run, text


def _read_message(given: str) -> str:
    if given == STANDARD_INPUT:
        given = read_standard_input()
    if not given.strip():
        raise InputError("The message is empty.")
    if any(0xD800 <= ord(letter) <= 0xDFFF for letter in given):  # bytes that are no UTF-8
        raise InputError("The message is not text in the encoding UTF-8.")
    return given.strip()
