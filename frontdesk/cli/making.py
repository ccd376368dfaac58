"""Make an FAQ of documents, show it and tell how it went."""

from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from rich.text import Text

from frontdesk.cli import results
from frontdesk.cli.carry_out import carry_out, end, thread_of
from frontdesk.cli.env_file import load_env_file
from frontdesk.cli.json_lines import JsonLines
from frontdesk.cli.show import (
    BAD_INPUT,
    check_output,
    errors_as_sentences,
    stop,
    tell,
    text_columns,
    write_result,
)
from frontdesk.documents.load import load_documents
from frontdesk.exports.html import faq_html
from frontdesk.exports.json import faq_json
from frontdesk.exports.markdown import faq_markdown
from frontdesk.exports.text import faq_text
from state.faq import FAQInput, FAQOutput, Source


def make_faq(
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
        run = carry_out(
            f"faq_{pattern.replace('-', '_')}",
            given.model_dump(),
            context,
            url,
            chaos,
            thread=thread_of(thread, fresh=fresh, retry_failed=retry_failed),
            listen=lines.watch if style == "jsonl" else None,
        )
        output = results.faq_output(run, given)
        if problem := results.setup_failure(output["faqs"]):
            stop(problem, BAD_INPUT)
        result = (
            styled(output, style, title, given.sources) if style != "jsonl" else lines.rest(output)
        )
        write_result(result, output_path)
        code = results.exit_code(run, output["faqs"], output["shortfall"])
        end(run, output["usage"], code, results.faq_remarks(run, output, given.sources))


def styled(output: FAQOutput, style: str, title: str, sources: Sequence[Source]) -> str | Text:
    """Return the FAQ in one of the styles text, json, markdown and html."""
    styles: dict[str, Callable[[], str | Text]] = {
        "text": lambda: faq_text(output, text_columns()),
        "markdown": lambda: faq_markdown(output, title),
        "html": lambda: faq_html(output, sources, title=title),
        "json": lambda: faq_json(output, sources),
    }
    return styles[style]()
