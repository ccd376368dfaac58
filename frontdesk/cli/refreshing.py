"""Bring an FAQ up to date: keep what stands, ask the rest again, and make new questions."""

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from pydantic import TypeAdapter, ValidationError

from frontdesk.cli import results
from frontdesk.cli.carry_out import carry_out, end
from frontdesk.cli.env_file import load_env_file
from frontdesk.cli.making import styled
from frontdesk.cli.run import Run
from frontdesk.cli.show import check_output, errors_as_sentences, tell, write_result
from frontdesk.documents.changes import WITHDRAWN, Change, change_of
from frontdesk.documents.load import load_documents
from frontdesk.documents.standing import standing_faqs
from frontdesk.errors import FrontdeskError, InputError, ModelSetupError, explain_validation
from frontdesk.exports.review import counts_line, review_markdown, review_text
from frontdesk.settings import read_settings
from state.faq import FAQ, FAQInput, FAQOutput, Source
from state.usage import add_usage

# Runs faq_parallel with this input and context.
Ask = Callable[[FAQInput, dict[str, Any]], Run]


class Refreshed(NamedTuple):
    """What has become of every question, in the old order and then the new ones.

    `run` is all runs taken together. `missing` is how many of the wanted new questions were not
    made, `failed` whether an error had a part in the result, and `remarks` are sentences about it.
    """

    changes: list[Change]
    run: Run
    missing: int
    failed: bool
    remarks: list[str]

    @property
    def output(self) -> FAQOutput:
        """The FAQ as it is now."""
        faqs = [change.new for change in self.changes]
        return {"faqs": faqs, "shortfall": self.missing, "usage": self.run.usage}


def make_fresh(
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
        return carry_out("faq_parallel", given.model_dump(), context, url, chaos)

    with errors_as_sentences():
        load_env_file()
        check_output(output_path, paths if style == "json" else [*paths, faq_path])
        check_output(review_path, [*paths, faq_path, output_path], option="--review")
        faqs = read_faq(faq_path, paths)
        documents = load_documents(paths, output_path, review_path)
        sources = FAQInput(sources=documents.sources).sources
        for note in documents.notes:
            tell(note)
        refreshed = refresh_faq(
            faqs, sources, n_new, context, ask, all_read=not documents.unreadable
        )
        if documents.unreadable:
            refreshed = _with_doubt(refreshed)
        write_result(styled(refreshed.output, style, title, sources), output_path)
        if review_path:
            write_result(review_markdown(refreshed.changes), review_path)
            tell(counts_line(refreshed.changes))
        else:
            tell(review_text(refreshed.changes))
        code = results.exit_code(refreshed.run, refreshed.output["faqs"])
        remarks = [*refreshed.remarks, *results.interruption(refreshed.run)]
        end(refreshed.run, refreshed.run.usage, code or int(refreshed.failed), remarks)


def read_faq(path: str, documents: Sequence[str] = ()) -> list[FAQ]:
    """Read the FAQ that the command `faq` has written as JSON, which is none of `documents`.

    Raises InputError where the file cannot be read or holds anything else.
    """
    most_bytes = read_settings().max_document_bytes
    try:
        if any(os.path.exists(name) and os.path.samefile(name, path) for name in documents):
            raise InputError(f"{path} is the FAQ and cannot be one of its documents as well.")
        with Path(path).open("rb") as file:
            data = file.read(most_bytes + 1)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
    if len(data) > most_bytes:
        raise InputError(f"{path} has more than {most_bytes:,} bytes.")
    try:
        faqs = TypeAdapter(FAQOutput).validate_json(data)["faqs"]
    except ValidationError as error:
        if error.errors()[0]["type"] == "json_invalid":
            raise InputError(f"{path} is not JSON.") from error
        told = explain_validation(error)
        raise InputError(f"{path} is no FAQ of `frontdesk faq --format json`: {told}") from error
    for number, faq in enumerate(faqs):
        if not faq["question"].strip():
            raise InputError(f"{path} has a question without words: faqs.{number}.question.")
    return faqs


def refresh_faq(
    faqs: Sequence[FAQ],
    sources: Sequence[Source],
    n_new: int,
    context: Mapping[str, Any],
    ask: Ask,
    *,
    all_read: bool = True,
) -> Refreshed:
    """Keep the FAQs that stand on the new documents and ask the others again, in one run.

    Unless the documents were `all_read`, an answer that quotes one that is not there is kept too.

    In another run, at most `n_new` questions are made of the documents that have changed. The
    limits in `context` hold for both together. Raises what `ask` raises in the first run, and
    ModelSetupError where no call could succeed; an error in the second is a remark.
    """
    standing = standing_faqs(faqs, sources)
    titles = {source["title"] for source in sources}
    unread = {
        place
        for place, (old, stands) in enumerate(zip(faqs, standing.faqs, strict=True))
        if not all_read and stands is None and _quotes_others(old, titles)
    }
    again = [
        place
        for place, stands in enumerate(standing.faqs)
        if stands is None and place not in unread
    ]
    run = Run()
    answers: list[FAQ] = []
    if again:
        given = FAQInput(sources=[*sources], questions=[faqs[place]["question"] for place in again])
        run = ask(given, dict(context))
        answers = results.faq_output(run, given)["faqs"]
        if problem := results.setup_failure(answers):
            raise ModelSetupError(problem)
    asked = dict(zip(again, answers, strict=True))
    changes = [
        Change("kept", old, old, unread=True)
        if place in unread
        else change_of(old, stands or asked[place])
        for place, (old, stands) in enumerate(zip(faqs, standing.faqs, strict=True))
    ]
    told = f"Asked again: {len(again)} of {len(faqs)} question{'' if len(faqs) == 1 else 's'}."
    refreshed = Refreshed(changes, run, n_new, False, [told])
    if not n_new or run.interrupted:
        return refreshed
    if not standing.changed:
        told = "No document is new or has changed: there was nothing to make new questions of."
        return refreshed._replace(remarks=[*refreshed.remarks, told])
    return _with_new(refreshed, standing.changed, context, ask)


def _with_new(
    refreshed: Refreshed, changed: list[Source], context: Mapping[str, Any], ask: Ask
) -> Refreshed:
    """Add new questions about the documents that have changed, as many as are missing."""
    changes, run, missing, _, remarks = refreshed
    left = _left(context, run)
    if left is None:
        told = "The run's limits had no room for new questions."
        return refreshed._replace(remarks=[*remarks, told])
    known = [change.new["question"] for change in changes]
    given = FAQInput(sources=changed, n_questions=missing, asked=known)
    try:
        second = ask(given, left)
        output = results.faq_output(second, given)
        if problem := results.setup_failure(output["faqs"]):
            raise ModelSetupError(problem)
    except ModelSetupError:
        raise
    except FrontdeskError as error:
        if not run.usage["attempts"]:
            raise
        told = f"No new questions were made: {error}"
        return refreshed._replace(failed=True, remarks=[*remarks, told])
    if output["shortfall"] and not second.interrupted:
        made = len(output["faqs"])
        told = f"You asked for {missing} new questions; the documents gave {made}."
        remarks = [*remarks, told, *results.not_understood(output, changed)]
    return Refreshed(
        [*changes, *(change_of(None, faq) for faq in output["faqs"])],
        _together(run, second),
        output["shortfall"],
        False,
        remarks,
    )


def _quotes_others(faq: FAQ, titles: Collection[str]) -> bool:
    """Return whether the FAQ is an answer from a document of none of these titles."""
    quoted = {quote["source"] for quote in faq["evidence"]}
    return faq["status"] == "answered" and not quoted <= {*titles}


def _with_doubt(refreshed: Refreshed) -> Refreshed:
    """Count as a failure what may be otherwise when the documents that were not read can be."""
    changes = refreshed.changes
    unread = sum(change.unread for change in changes)
    withdrawn = sum(change.kind == WITHDRAWN for change in changes)
    remarks = []
    if unread:
        told = "answer was" if unread == 1 else "answers were"
        remarks = [f"{unread} {told} kept without a check, for not all documents could be read."]
    if withdrawn:
        told = "answer was" if withdrawn == 1 else "answers were"
        remarks += [
            f"{withdrawn} {told} withdrawn, but not all documents could be read. "
            "Do not publish this before they can."
        ]
    return refreshed._replace(
        failed=refreshed.failed or bool(remarks), remarks=[*refreshed.remarks, *remarks]
    )


def _left(context: Mapping[str, Any], run: Run) -> dict[str, Any] | None:
    """Return the context with what the run has left of its limits, or None if one is used up."""
    spent = {
        "max_calls": run.usage["attempts"],
        "max_cost": run.usage["cost"] or 0.0,
        "max_seconds": run.seconds,
    }
    left = {name: context[name] - spent[name] for name in spent if name in context}
    return {**context, **left} if all(value > 0 for value in left.values()) else None


def _together(first: Run, second: Run) -> Run:
    return Run(
        usage=add_usage(first.usage, second.usage),
        seconds=first.seconds + second.seconds,
        interrupted=first.interrupted or second.interrupted,
        notes=[*first.notes, *second.notes],
    )
