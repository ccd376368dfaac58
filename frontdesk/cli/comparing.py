"""Compare the FAQ patterns: run them in turn, keep what each run gives, show it."""

import asyncio
import itertools
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

from rich.text import Text

from frontdesk.cli.carry_out import end, tell_once
from frontdesk.cli.env_file import load_env_file
from frontdesk.cli.progress import show_progress
from frontdesk.cli.results import faq_output, setup_failure
from frontdesk.cli.run import Run, run_graph
from frontdesk.cli.show import (
    FAILED,
    INTERRUPTED,
    check_output,
    errors_as_sentences,
    tell,
    text_columns,
    write_result,
)
from frontdesk.comparison.runs import PATTERNS, Comparison, PatternRun
from frontdesk.documents.load import load_documents
from frontdesk.errors import FrontdeskError, InputError, ModelSetupError
from frontdesk.exports.comparison import comparison_json, comparison_text
from frontdesk.exports.comparison_html import comparison_html
from frontdesk.models.names import model_name, offline_notice
from state.faq import FAQInput, FAQOutput
from state.usage import Attempt, Usage, add_usage, no_usage, usage_of


def make_comparison(
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
            tell_once(notice)
        named = [name for name in PATTERNS if not patterns or name in patterns]
        comparison, whole = compare_patterns(given, named, repeats, context, chaos=chaos)
        styles: dict[str, Callable[[Comparison], str | Text]] = {
            "text": lambda compared: comparison_text(compared, text_columns()),
            "json": comparison_json,
            "html": comparison_html,
        }
        if comparison.counted:
            write_result(styles[style](comparison), output_path)
        told = remarks(comparison, whole)
        complete = all(run.is_complete for run in comparison.counted)
        code = INTERRUPTED if whole.interrupted else 0 if complete else FAILED
        end(whole, whole.usage, code, told)


def compare_patterns(
    given: FAQInput, patterns: Sequence[str], repeats: int, context: dict[str, Any], *, chaos: bool
) -> tuple[Comparison, Run]:
    """Run the patterns in turn, `repeats` times after a first round; tell how far that is.

    Without questions in `given` each pattern makes its own, for that is a part of its work, and
    how many come and how distinct they are is a part of the comparison. A run that gives nothing
    but an error is kept as that; one that Ctrl-C broke off is left out.

    Returns also all runs together, as if they were one. Raises ModelSetupError where no run can
    succeed.
    """
    runs: list[PatternRun] = []
    whole, started = Run(), time.monotonic()
    if chaos:
        from frontdesk.cli.chaos import NOTICE

        tell(NOTICE)
    # On one event loop, so that the warm-up's connections serve all rounds.
    loop = asyncio.Runner()
    try:
        for number, pattern in itertools.product(range(repeats + 1), patterns):
            with _settings_of_round(number, context, chaos=chaos) as settings:
                run = _run(pattern, number, given, settings, loop)
            if run is None:
                whole.interrupted = True
                break
            runs.append(run)
            whole.usage = add_usage(whole.usage, run.usage)
            round_name = f"Round {number} of {repeats}" if number else "Warm-up"
            tell(f"{round_name}, {pattern}: {run.seconds:.2f} s.")
    finally:
        if not whole.interrupted:  # else it may still be at work, and the process ends at once
            loop.close()
    whole.seconds = time.monotonic() - started
    wanted = len(given.questions) or given.n_questions
    return Comparison(given.sources, wanted, given.questions, runs), whole


def remarks(comparison: Comparison, whole: Run) -> list[str]:
    """Return a sentence for each run that counts and is not complete, and on an interruption."""
    told = []
    for run in comparison.counted:
        failed = sum(faq["status"] in ("failed", "skipped") for faq in run.faqs)
        counts = [(failed, "failed"), (run.shortfall, "missing")]
        parts = " and ".join(f"{count} {word}" for count, word in counts if count)
        if parts:
            reason = run.error or f"of {comparison.wanted} questions {parts}."
            told.append(f"Round {run.round}, {run.pattern}: {reason}")
    return told + (["Interrupted: the last run is left out."] if whole.interrupted else [])


def _run(
    pattern: str, number: int, given: FAQInput, context: dict[str, Any], loop: asyncio.Runner
) -> PatternRun | None:
    """Run one pattern; None where Ctrl-C broke it off."""
    graph = f"faq_{pattern.replace('-', '_')}"
    attempts: list[Attempt] = []
    wanted = len(given.questions) or given.n_questions
    output: FAQOutput = {"faqs": [], "shortfall": wanted, "usage": no_usage()}
    error, started, clock = "", time.time(), time.perf_counter()
    with show_progress(graph) as watch:

        def keep(mode: str, data: Any) -> None:
            if mode == "custom" and isinstance(data, dict) and data.get("type") == "attempt":
                attempts.append(data)  # type: ignore[arg-type]
            watch(mode, data)

        try:
            run = run_graph(
                graph, given.model_dump(), context, url="", watch=keep, complete=loop.run
            )
        except (InputError, ModelSetupError):
            raise
        except FrontdeskError as failure:
            run, error = Run(), str(failure)
    seconds = time.perf_counter() - clock
    if run.interrupted:
        return None
    if not error:
        output = faq_output(run, given)
    if problem := setup_failure(output["faqs"]):
        raise ModelSetupError(problem)
    return PatternRun(
        pattern=pattern,
        round=number,
        started=started,
        seconds=seconds,
        faqs=output["faqs"],
        shortfall=output["shortfall"],
        attempts=attempts,
        usage=_usage(attempts, output["usage"]["notices"]),
        error=error,
    )


def _usage(attempts: Sequence[Attempt], notices: list[str]) -> Usage:
    """Add up the attempts, which are known also where a run has given nothing else."""
    usage = no_usage()
    for attempt in attempts:
        usage = add_usage(usage, usage_of(attempt, []))
    return {**usage, "notices": notices}


@contextmanager
def _settings_of_round(
    number: int, context: dict[str, Any], *, chaos: bool
) -> Iterator[dict[str, Any]]:
    """Give the context of a run, with a fake Gemini of its own where calls are to fail.

    The patterns meet the same faults in a round, and other ones in the next.
    """
    if not chaos:
        yield context
        return
    from frontdesk.cli.chaos import MODELS, failing_gemini

    with failing_gemini(seed=number):
        yield context | MODELS
