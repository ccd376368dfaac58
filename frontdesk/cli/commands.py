"""What the commands do: check the input, run a graph, write its output, tell how it went."""

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import typer
from dotenv import load_dotenv
from rich.text import Text

from frontdesk.cli import comparing, results
from frontdesk.cli.approve import decider
from frontdesk.cli.json_lines import JsonLines
from frontdesk.cli.progress import show_progress
from frontdesk.cli.refreshing import read_faq, refresh_faq
from frontdesk.cli.run import Run, Watch, run_graph
from frontdesk.cli.show import (
    BAD_INPUT,
    FAILED,
    INTERRUPTED,
    check_output,
    errors_as_sentences,
    leave,
    stop,
    tell,
    text_columns,
    write_result,
)
from frontdesk.cli.threads import Thread, check_name, locked
from frontdesk.comparison.runs import PATTERNS, Comparison
from frontdesk.documents.find import STANDARD_INPUT
from frontdesk.documents.load import load_documents, read_standard_input
from frontdesk.errors import InputError
from frontdesk.exports.comparison import comparison_json, comparison_text
from frontdesk.exports.comparison_html import comparison_html
from frontdesk.exports.html import faq_html
from frontdesk.exports.json import as_json, faq_json
from frontdesk.exports.markdown import faq_markdown
from frontdesk.exports.review import counts_line, review_markdown, review_text
from frontdesk.exports.text import faq_text, route_text, support_text
from frontdesk.models.names import (
    DEFAULT_MODEL,
    OFFLINE,
    model_name,
    offline_notice,
    reason_of_choice,
)
from frontdesk.settings import read_settings
from state.faq import FAQInput, FAQOutput, Source
from state.usage import Usage


def run_faq(
    paths: Sequence[str],
    *,
    pattern: str,
    n_questions: int,
    questions: list[str],
    style: str,
    title: str,
    output_path: str,
    context: dict[str, Any],
    url: str,
    chaos: bool,
    thread: str = "",
    fresh: bool = False,
    retry_failed: bool = False,
) -> NoReturn:
    """Make an FAQ of the documents at `paths` and end with the exit code."""
    with errors_as_sentences():
        load_env_file()
        check_output(output_path, paths)
        documents = load_documents(paths, output_path)
        given = FAQInput(sources=documents.sources, n_questions=n_questions, questions=questions)
        for note in documents.notes:
            tell(note)
        lines = JsonLines(output_path)
        run = _run(
            f"faq_{pattern.replace('-', '_')}",
            given.model_dump(),
            context,
            url,
            chaos,
            thread=_thread(thread, fresh=fresh, retry_failed=retry_failed),
            listen=lines.watch if style == "jsonl" else None,
        )
        output = results.faq_output(run, given)
        if problem := results.setup_failure(output["faqs"]):
            stop(problem, BAD_INPUT)
        result = (
            _styled(output, style, title, given.sources) if style != "jsonl" else lines.rest(output)
        )
        write_result(result, output_path)
        code = results.exit_code(run, output["faqs"], output["shortfall"])
        _end(run, output["usage"], code, results.faq_remarks(run, output))


def run_compare(
    paths: Sequence[str],
    *,
    patterns: Sequence[str],
    n_questions: int,
    questions: list[str],
    repeats: int,
    style: str,
    output_path: str,
    context: dict[str, Any],
    chaos: bool,
) -> NoReturn:
    """Compare the patterns on the documents at `paths` and end with the exit code."""
    with errors_as_sentences():
        load_env_file()
        check_output(output_path, paths)
        documents = load_documents(paths, output_path)
        given = FAQInput(sources=documents.sources, n_questions=n_questions, questions=questions)
        for note in documents.notes:
            tell(note)
        if not chaos and (notice := offline_notice(model_name(context.get("model", "")))):
            _tell_once(notice)
        named = [name for name in PATTERNS if not patterns or name in patterns]
        comparison, whole = comparing.compare_patterns(given, named, repeats, context, chaos=chaos)
        styles: dict[str, Callable[[Comparison], str | Text]] = {
            "text": lambda compared: comparison_text(compared, text_columns()),
            "json": comparison_json,
            "html": comparison_html,
        }
        if comparison.counted:
            write_result(styles[style](comparison), output_path)
        remarks = comparing.remarks(comparison, whole)
        complete = all(run.is_complete for run in comparison.counted)
        code = INTERRUPTED if whole.interrupted else 0 if complete else FAILED
        _end(whole, whole.usage, code, remarks)


def run_refresh(
    faq_path: str,
    paths: Sequence[str],
    *,
    n_new: int,
    style: str,
    title: str,
    output_path: str,
    review_path: str,
    context: dict[str, Any],
    url: str,
    chaos: bool,
) -> NoReturn:
    """Bring the FAQ at `faq_path` up to date with its documents and end with the exit code."""

    def ask(given: FAQInput, context: dict[str, Any]) -> Run:
        return _run("faq_parallel", given.model_dump(), context, url, chaos)

    with errors_as_sentences():
        load_env_file()
        check_output(output_path, paths if style == "json" else [*paths, faq_path])
        check_output(review_path, [*paths, faq_path, output_path], option="--review")
        faqs = read_faq(faq_path, paths)
        documents = load_documents(paths, output_path, review_path)
        sources = FAQInput(sources=documents.sources).sources
        for note in documents.notes:
            tell(note)
        refreshed = refresh_faq(faqs, sources, n_new, context, ask)
        write_result(_styled(refreshed.output, style, title, sources), output_path)
        if review_path:
            write_result(review_markdown(refreshed.changes), review_path)
            tell(counts_line(refreshed.changes))
        else:
            tell(review_text(refreshed.changes))
        code = results.exit_code(refreshed.run, refreshed.output["faqs"])
        remarks = [*refreshed.remarks, *results.interruption(refreshed.run)]
        _end(refreshed.run, refreshed.run.usage, code or int(refreshed.failed), remarks)


def run_route(
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
        _end(run, output["usage"], code, results.router_remarks(run, output))


def run_support(
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
        _end(run, output["usage"], code, results.interruption(run))


def list_models() -> None:
    """Print which model is used now and why, and which others there are."""
    with errors_as_sentences():
        load_env_file()
        settings = read_settings()
        key = "a key was found" if settings.gemini_api_key else "no key was found"
        lines = [
            f"Used now: {model_name()}, {reason_of_choice()}.",
            "",
            f"{DEFAULT_MODEL}",
            f"    Google's Gemini; {key}. Its key goes into GOOGLE_API_KEY.",
            OFFLINE,
            "    Built in: needs no key and no network, quotes the documents, invents nothing.",
            "provider:model",
            "    Any other of LangChain's init_chat_model, such as openai:gpt-5-mini or",
            "    ollama:gemma3, where the provider's package is installed.",
            "",
            "Choose one with --model NAME, or for good with FRONTDESK_MODEL in the environment",
            "or in .env; --fast-model and FRONTDESK_FAST_MODEL name another one for the steps",
            "that only classify and extract.",
        ]
        write_result("\n".join(lines) + "\n", "")


def show_threads(delete: str) -> None:
    """List the threads, or delete the one of this name."""
    with errors_as_sentences():
        load_env_file()
        from frontdesk.cli.list_threads import delete_thread, listing

        if not delete:
            return write_result(listing(), "")
        delete_thread(delete)
        tell(f"Thread {delete!r} was deleted.")


def check_setup(style: str) -> NoReturn:
    """Print what is right and wrong here and end with the exit code."""
    with errors_as_sentences():
        load_env_file()
        from frontdesk.cli import doctor

        checks = doctor.examine()
        as_objects = json.dumps(doctor.as_object(checks), indent=2) + "\n"
        write_result(as_objects if style == "json" else doctor.as_text(checks), "")
        raise typer.Exit(FAILED if doctor.failed(checks) else 0)


def load_env_file() -> None:
    """Let .env of the working directory add to the environment, but not change it."""
    try:
        load_dotenv(Path.cwd() / ".env", override=False)
    except UnicodeDecodeError as error:
        raise InputError(".env is not text in the encoding UTF-8.") from error


def _styled(output: FAQOutput, style: str, title: str, sources: Sequence[Source]) -> str | Text:
    styles: dict[str, Callable[[], str | Text]] = {
        "text": lambda: faq_text(output, text_columns()),
        "markdown": lambda: faq_markdown(output, title),
        "html": lambda: faq_html(output, sources, title=title),
        "json": lambda: faq_json(output, sources),
    }
    return styles[style]()


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
    run = _run(graph, graph_input, context, url, chaos, thread=_thread(thread), approve=approve)
    return run, text


def _run(
    graph: str,
    graph_input: dict[str, Any],
    context: dict[str, Any],
    url: str,
    chaos: bool,
    *,
    thread: Thread | None = None,
    listen: Watch | None = None,
    approve: str = "",
) -> Run:
    if chaos:
        return _run_in_chaos(graph, graph_input, context, thread=thread, listen=listen)
    if not url and (notice := offline_notice(model_name(context.get("model", "")))):
        _tell_once(notice)
    decide = decider(approve)
    progress = nullcontext(_unwatched) if decide else show_progress(graph, listen)
    with _held(thread), progress as watch:
        return run_graph(
            graph, graph_input, context, url=url, watch=watch, thread=thread, decide=decide
        )


def _unwatched(mode: str, data: Any) -> None:
    """Show nothing: a question stands on the terminal where progress would."""


def _run_in_chaos(
    graph: str,
    graph_input: dict[str, Any],
    context: dict[str, Any],
    *,
    thread: Thread | None,
    listen: Watch | None,
) -> Run:
    from frontdesk.cli.chaos import MODELS, NOTICE, chaos_report, failing_gemini

    tell(NOTICE)
    with failing_gemini() as gemini:
        try:
            with _held(thread), show_progress(graph, listen) as watch:
                run = run_graph(
                    graph, graph_input, context | MODELS, url="", watch=watch, thread=thread
                )
        except Exception:
            tell(chaos_report(gemini))
            raise
    run.notes.append(chaos_report(gemini))
    return run


def _thread(name: str, *, fresh: bool = False, retry_failed: bool = False) -> Thread | None:
    if not name:
        return None
    check_name(name)
    return Thread(name, fresh=fresh, retry_failed=retry_failed)


def _held(thread: Thread | None) -> AbstractContextManager[None]:
    return locked(thread.name) if thread else nullcontext()


@cache
def _tell_once(sentence: str) -> None:
    tell(sentence)


def _end(run: Run, usage: Usage, code: int, remarks: Sequence[str]) -> NoReturn:
    for remark in [*usage["notices"], *remarks]:
        tell(remark)
    tell(results.usage_line(usage, run.seconds))
    for note in run.notes:
        tell(note)
    if code == INTERRUPTED:
        leave(code)
    raise typer.Exit(code)


def _read_message(given: str) -> str:
    if given == STANDARD_INPUT:
        given = read_standard_input()
    if not given.strip():
        raise InputError("The message is empty.")
    if any(0xD800 <= ord(letter) <= 0xDFFF for letter in given):  # bytes that are no UTF-8
        raise InputError("The message is not text in the encoding UTF-8.")
    return given.strip()
