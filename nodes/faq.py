"""The steps of the three FAQ graphs: make questions, answer them, find the answers' sources."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import Literal

from langgraph.func import task
from langgraph.runtime import Runtime
from langgraph.types import Overwrite, Send

from frontdesk.documents.check import REJECTIONS, check_answer
from frontdesk.documents.missing import fetch_missing
from frontdesk.documents.passages import split_documents
from frontdesk.documents.quote import NumberedSentence, number_sentences, quote_sentences
from frontdesk.documents.select import select_passages
from frontdesk.errors import (
    BudgetError,
    FrontdeskError,
    ModelCallError,
    item_error,
    spent_before,
)
from frontdesk.models.budget import estimated_cost, run_budget
from frontdesk.models.call import call_model
from frontdesk.models.names import fast_model_name, model_name
from nodes.calls import call_as_task
from nodes.progress import report
from nodes.prompts import faq as prompts
from nodes.prompts.tags import source_tags, tag, tagged_prompt
from nodes.questions import make_questions
from state.context import Context, context_of
from state.faq import (
    FAQ,
    Answer,
    AnswersUpdate,
    AnswerUpdate,
    BranchInput,
    BranchState,
    CollectedUpdate,
    DraftFAQ,
    DraftFAQs,
    FAQInput,
    FAQParallelState,
    FAQState,
    FAQsUpdate,
    FAQUpdate,
    Passage,
    QuestionsUpdate,
    SingleCallUpdate,
    SourcesUpdate,
    SupportingSentences,
)
from state.usage import add_usage, no_usage


async def generate_questions(state: FAQInput, runtime: Runtime[Context]) -> QuestionsUpdate:
    """Make the wanted number of distinct questions of the documents, or take the caller's."""
    sources = await fetch_missing(state.sources)
    questions, usage, wanted = state.questions, no_usage(), len(state.questions)
    if not questions:
        wanted = state.n_questions
        questions, usage = await make_questions(sources, wanted, context_of(runtime), state.asked)
    update: QuestionsUpdate = {
        "questions": questions,
        "shortfall": wanted - len(questions),
        "attempts": 0,
        "usage": Overwrite(usage),
    }
    return update if sources == state.sources else {**update, "sources": sources}


async def generate_faqs(state: FAQInput, runtime: Runtime[Context]) -> SingleCallUpdate:
    """Ask for the whole FAQ in one call, and again only for what that call left out."""
    context, usage = context_of(runtime), no_usage()
    wanted = len(state.questions) or state.n_questions
    earlier = [] if state.questions else state.asked
    known = {_key(question) for question in earlier}
    drafts: dict[str, tuple[DraftFAQ, str | None]] = {}
    error: FrontdeskError = _NO_ANSWER
    sources = await fetch_missing(state.sources)
    passages = await asyncio.to_thread(split_documents, sources)
    sentences = await asyncio.to_thread(number_sentences, passages)
    documents = await asyncio.to_thread(source_tags, passages, sentences)
    for _ in range(context.question_attempts):
        unanswered = [question for question in state.questions if _key(question) not in drafts]
        missing = len(unanswered) if state.questions else wanted - len(drafts)
        if missing <= 0:
            break
        try:
            answered = await call_as_task(
                tagged_prompt(
                    context.generate_faqs_prompt or prompts.GENERATE_FAQS,
                    *documents,
                    *(tag("asked", question) for question in earlier),
                    *(tag("asked", draft.question) for draft, _ in drafts.values()),
                    *(tag("question", question) for question in unanswered),
                    tag("wanted", str(missing)),
                ),
                step="generate_faqs",
                model=model_name(context.model),
                schema=DraftFAQs,
            )
        except FrontdeskError as failure:
            if not (drafts or state.questions):
                raise
            error, usage = failure, add_usage(usage, failure.usage)
            break
        for draft in answered.value.faqs:
            if (key := _key(draft.question)) and key not in known:
                drafts.setdefault(key, (draft, answered.answered_by))
        usage = add_usage(usage, answered.usage)
    questions = state.questions or [draft.question for draft, _ in drafts.values()][:wanted]
    faqs = [
        _from_draft(question, *drafts[_key(question)], sentences, passages)
        if _key(question) in drafts
        else _failed(_new_faq(question), error)
        for question in questions
    ]
    for item, faq in enumerate(faqs):
        report(runtime, "generate_faqs", item, len(faqs), faq)
    return {
        "questions": questions,
        "shortfall": wanted - len(questions),
        "attempts": 1,
        "faqs": faqs,
        "usage": Overwrite(usage),
    }


async def answer_questions(state: FAQState, runtime: Runtime[Context]) -> AnswersUpdate:
    """Answer one question after another; again, if need be, those whose answer was rejected."""
    first, total, usage = state["attempts"] == 0, len(state["questions"]), no_usage()
    faqs = [_new_faq(question) for question in state["questions"]] if first else [*state["faqs"]]
    context = context_of(runtime)
    selected = await asyncio.to_thread(
        select_passages, state["sources"], state["questions"], context.passage_budget
    )
    affordable = _affordable(state, context) if first else total
    for item, faq in enumerate(faqs):
        if item >= affordable:
            faqs[item] = _failed(faq, run_budget().too_small())
        elif first or _is_rejected(faq):
            answered = await _answer_task(faq, selected[item], context)
            report(runtime, "answer_questions", item, total, answered["faq"])
            faqs[item] = answered["faq"]
            usage = add_usage(usage, answered["usage"])
    return {"faqs": faqs, "attempts": state["attempts"] + 1, "usage": usage}


async def find_all_sources(state: FAQState, runtime: Runtime[Context]) -> FAQsUpdate:
    """Find the sources of one answer after another."""
    faqs, total, usage = [*state["faqs"]], len(state["faqs"]), no_usage()
    context = context_of(runtime)
    selected = await asyncio.to_thread(
        select_passages, state["sources"], state["questions"], context.passage_budget
    )
    for item, faq in enumerate(faqs):
        if faq["status"] == "answered":  # by an earlier attempt
            continue
        found = await _sources_task(faq, selected[item], context)
        faqs[item] = found["faq"]
        usage = add_usage(usage, found["usage"])
        if not _is_open(found["faq"], state["attempts"], context):
            report(runtime, "find_sources", item, total, found["faq"])
    again = any(_is_open(faq, state["attempts"], context) for faq in faqs)
    return {"faqs": faqs, "again": again, "usage": usage}


def again_if_any_is_rejected(state: FAQState) -> Literal["answer_questions", "__end__"]:
    """Go back to the questions whose answers were rejected, unless that was often enough."""
    return "answer_questions" if state["again"] else "__end__"


def one_branch_per_question(
    state: FAQParallelState, runtime: Runtime[Context]
) -> list[Send] | Literal["collect_faqs"]:
    """Send every question into a branch of its own, with the passages that matter to it.

    Those that the run's budget has no room for stay behind.
    """
    total, context = len(state["questions"]), context_of(runtime)
    questions = state["questions"][: _affordable(state, context)]
    selected = select_passages(state["sources"], questions, context.passage_budget)
    branches = [
        Send(
            "answer_with_sources",
            BranchInput(
                item=item, total=total, faq=_new_faq(question), passages=passages, attempts=0
            ),
        )
        for item, (question, passages) in enumerate(zip(questions, selected, strict=True))
    ]
    return branches or "collect_faqs"


async def answer_question(state: BranchState, runtime: Runtime[Context]) -> AnswerUpdate:
    """Answer one question from the documents only."""
    answered = await answer_from_passages(state["faq"], state["passages"], context_of(runtime))
    report(runtime, "answer_question", state["item"], state["total"], answered["faq"])
    return {**answered, "attempts": state["attempts"] + 1}


async def find_sources(state: BranchState, runtime: Runtime[Context]) -> SourcesUpdate:
    """Find the sources of one answer."""
    context = context_of(runtime)
    found = await sources_of_answer(state["faq"], state["passages"], context)
    if _is_open(found["faq"], state["attempts"], context):
        return {**found, "passages": state["passages"], "finished": []}
    report(runtime, "find_sources", state["item"], state["total"], found["faq"])
    return {**found, "passages": [], "finished": [{"item": state["item"], "faq": found["faq"]}]}


async def again_if_rejected(state: BranchState) -> Literal["answer_question", "__end__"]:
    """Answer the question again if its answer was rejected and another attempt is allowed."""
    return "__end__" if state["finished"] else "answer_question"


async def collect_faqs(state: FAQParallelState) -> CollectedUpdate:
    """Put the branches' FAQs into the order of the questions, those without a branch as skipped."""
    by_item = {finished["item"]: finished["faq"] for finished in state["finished"]}
    return {
        "faqs": [
            by_item.get(item) or _failed(_new_faq(question), run_budget().too_small())
            for item, question in enumerate(state["questions"])
        ],
        "finished": Overwrite([]),
    }


async def answer_from_passages(
    faq: FAQ, passages: Sequence[Passage], context: Context
) -> FAQUpdate:
    """Answer the question of `faq`, again if it has an answer that was rejected.

    A failure stays with this FAQ, so that it takes no other with it.
    """
    new = _new_faq(faq["question"])
    try:
        answered = await call_model(
            tagged_prompt(
                context.answer_question_prompt or prompts.ANSWER_QUESTION,
                *source_tags(passages),
                tag("question", faq["question"]),
                *_rejection(faq),
            ),
            step="answer_question",
            model=model_name(context.model),
            schema=Answer,
        )
    except Exception as error:
        keeps_rejected = isinstance(error, BudgetError) and _is_rejected(faq)
        return {
            "faq": faq if keeps_rejected else _failed(new, error),
            "usage": spent_before(error),
        }
    answer = answered.value.answer.strip() if answered.value.found else ""
    return {
        "faq": {**new, "answer": answer, "answered_by": answered.answered_by},
        "usage": answered.usage,
    }


async def sources_of_answer(faq: FAQ, passages: Sequence[Passage], context: Context) -> FAQUpdate:
    """Find the sources of an answer; without an answer to be checked there is nothing to find."""
    if faq["status"] != "unsupported" or not faq["answer"] or _is_rejected(faq):
        return {"faq": faq, "usage": no_usage()}
    sentences = number_sentences(passages)
    try:
        found = await call_model(
            tagged_prompt(
                context.find_sources_prompt or prompts.FIND_SOURCES,
                *source_tags(passages, sentences),
                tag("question", faq["question"]),
                tag("answer", faq["answer"]),
            ),
            step="find_sources",
            model=fast_model_name(context.fast_model, context.model),
            schema=SupportingSentences,
        )
    except Exception as error:
        return {"faq": _failed(faq, error), "usage": spent_before(error)}
    supported = _with_evidence(faq, found.value.sentences, sentences, passages)
    return {"faq": supported, "usage": found.usage}


# The chain makes all calls in one node: as tasks, those that are done outlive a run that is not.
_answer_task = task(answer_from_passages)
_sources_task = task(sources_of_answer)

_NO_ANSWER = ModelCallError(
    "The model left this question out each time it was asked.", code="no_answer", retryable=True
)


def _new_faq(question: str) -> FAQ:
    return {
        "question": question,
        "answer": "",
        "sources": [],
        "evidence": [],
        "status": "unsupported",
        "error": None,
        "answered_by": None,
    }


def _failed(faq: FAQ, error: Exception) -> FAQ:
    status: Literal["failed", "skipped"] = "skipped" if isinstance(error, BudgetError) else "failed"
    return {**faq, "status": status, "error": item_error(error)}


def _affordable(state: FAQState, context: Context) -> int:
    """Return how many questions, each with an answer and its sources, the run's budget allows."""
    size = sum(len(source["content"]) for source in state["sources"])
    characters = min(size, context.passage_budget)
    cost = estimated_cost(model_name(context.model), characters) + estimated_cost(
        fast_model_name(context.fast_model, context.model), characters
    )
    return run_budget().affordable(len(state["questions"]), calls=2, cost=cost)


def _rejection(faq: FAQ) -> list[str]:
    if not (_is_rejected(faq) and faq["error"]):
        return []
    return [tag("rejected_answer", faq["answer"], reason=faq["error"]["message"])]


def _is_rejected(faq: FAQ) -> bool:
    return faq["error"] is not None and faq["error"]["code"] in REJECTIONS


def _is_open(faq: FAQ, attempts: int, context: Context) -> bool:
    """Return whether the question is to be answered once more."""
    return _is_rejected(faq) and attempts < context.answer_attempts


def _from_draft(
    question: str,
    draft: DraftFAQ,
    answered_by: str | None,
    sentences: Sequence[NumberedSentence],
    passages: Sequence[Passage],
) -> FAQ:
    answer = draft.answer.strip()
    faq: FAQ = {**_new_faq(question), "answer": answer, "answered_by": answered_by}
    return _with_evidence(faq, draft.sentences, sentences, passages) if faq["answer"] else faq


def _with_evidence(
    faq: FAQ,
    numbers: Iterable[int],
    sentences: Sequence[NumberedSentence],
    passages: Sequence[Passage],
) -> FAQ:
    """Add the sentences of these numbers as evidence, and say whether it supports the answer."""
    quotes, headings, unknown = quote_sentences(numbers, sentences, passages)
    error = check_answer(faq["question"], faq["answer"], quotes, headings)
    status: Literal["answered", "unsupported"] = "unsupported" if error else "answered"
    if unknown and (error is None or not quotes):
        named = (
            f"The model named {', '.join(map(str, unknown))}, which no sentence has as its number."
        )
        error = {
            "code": error["code"] if error else "unknown_source",
            "message": f"{error['message']} {named}" if error else named,
            "retryable": True,
        }
    return {
        **faq,
        "sources": list(dict.fromkeys(quote["source"] for quote in quotes)),
        "evidence": quotes,
        "status": status,
        "error": error,
    }


def _key(question: str) -> str:
    """Return what makes a question the same as another: its letters and digits."""
    return "".join(filter(str.isalnum, question.casefold()))
