"""The steps of the three FAQ graphs: make questions, answer them, find the answers' sources."""

from collections.abc import Iterable, Sequence
from typing import Literal

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage
from langgraph.func import task
from langgraph.runtime import Runtime
from langgraph.types import Overwrite, Send

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
from nodes.prompts.tags import tag
from state.context import Context, context_of
from state.faq import (
    FAQ,
    Answer,
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
    QuestionList,
    QuestionsUpdate,
    SingleCallUpdate,
    Source,
    SourcesUpdate,
    SourceTitles,
)
from state.item import ItemError
from state.usage import add_usage, no_usage


async def generate_questions(state: FAQInput, runtime: Runtime[Context]) -> QuestionsUpdate:
    """Make the wanted number of distinct questions of the documents, or take the caller's."""
    questions, usage, context = state.questions, no_usage(), context_of(runtime)
    wanted = len(state.questions) or state.n_questions
    for _ in range(context.question_attempts):
        if len(questions) == wanted:
            break
        try:
            answered = await call_as_task(
                _prompt(
                    context.generate_questions_prompt or prompts.GENERATE_QUESTIONS,
                    state.sources,
                    *(tag("asked", question) for question in questions),
                    tag("wanted", str(wanted - len(questions))),
                ),
                step="generate_questions",
                model=model_name(context.model),
                schema=QuestionList,
            )
        except FrontdeskError as error:
            if not questions:
                raise
            usage = add_usage(usage, error.usage)
            break
        questions = _distinct([*questions, *answered.value.questions])[:wanted]
        usage = add_usage(usage, answered.usage)
    return {
        "questions": questions,
        "shortfall": wanted - len(questions),
        "usage": Overwrite(usage),
    }


async def generate_faqs(state: FAQInput, runtime: Runtime[Context]) -> SingleCallUpdate:
    """Ask for the whole FAQ in one call, and again only for what that call left out."""
    context, usage = context_of(runtime), no_usage()
    wanted = len(state.questions) or state.n_questions
    drafts: dict[str, DraftFAQ] = {}
    error: FrontdeskError = _NO_ANSWER
    for _ in range(context.question_attempts):
        unanswered = [question for question in state.questions if _key(question) not in drafts]
        missing = len(unanswered) if state.questions else wanted - len(drafts)
        if missing <= 0:
            break
        try:
            answered = await call_as_task(
                _prompt(
                    context.generate_faqs_prompt or prompts.GENERATE_FAQS,
                    state.sources,
                    *(tag("asked", draft.question) for draft in drafts.values()),
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
            if key := _key(draft.question):
                drafts.setdefault(key, draft)
        usage = add_usage(usage, answered.usage)
    questions = state.questions or [draft.question for draft in drafts.values()][:wanted]
    faqs = [
        _from_draft(question, drafts[_key(question)], state.sources)
        if _key(question) in drafts
        else _failed(_new_faq(question), error)
        for question in questions
    ]
    for item, faq in enumerate(faqs):
        report(runtime, "generate_faqs", item, len(faqs), faq)
    return {
        "questions": questions,
        "shortfall": wanted - len(questions),
        "faqs": faqs,
        "usage": Overwrite(usage),
    }


async def answer_questions(state: FAQState, runtime: Runtime[Context]) -> FAQsUpdate:
    """Answer one question after another."""
    faqs, usage, total = [], no_usage(), len(state["questions"])
    affordable = _affordable(state["questions"], state["sources"], context_of(runtime))
    for item, question in enumerate(state["questions"]):
        if item >= affordable:
            faqs.append(_failed(_new_faq(question), run_budget().too_small()))
            continue
        answered = await _answer_task(question, state["sources"], context_of(runtime))
        report(runtime, "answer_questions", item, total, answered["faq"])
        faqs.append(answered["faq"])
        usage = add_usage(usage, answered["usage"])
    return {"faqs": faqs, "usage": usage}


async def find_all_sources(state: FAQState, runtime: Runtime[Context]) -> FAQsUpdate:
    """Find the sources of one answer after another."""
    faqs, usage, total = [], no_usage(), len(state["faqs"])
    for item, faq in enumerate(state["faqs"]):
        found = await _sources_task(faq, state["sources"], context_of(runtime))
        report(runtime, "find_sources", item, total, found["faq"])
        faqs.append(found["faq"])
        usage = add_usage(usage, found["usage"])
    return {"faqs": faqs, "usage": usage}


def one_branch_per_question(
    state: FAQParallelState, runtime: Runtime[Context]
) -> list[Send] | Literal["collect_faqs"]:
    """Send every question that the run's budget has room for into a branch of its own."""
    total = len(state["questions"])
    affordable = _affordable(state["questions"], state["sources"], context_of(runtime))
    branches = [
        Send(
            "answer_with_sources",
            BranchInput(item=item, total=total, question=question, sources=state["sources"]),
        )
        for item, question in enumerate(state["questions"][:affordable])
    ]
    return branches or "collect_faqs"


async def answer_question(state: BranchState, runtime: Runtime[Context]) -> AnswerUpdate:
    """Answer one question from the documents only."""
    answered = await answer_from_sources(state["question"], state["sources"], context_of(runtime))
    report(runtime, "answer_question", state["item"], state["total"], answered["faq"])
    return answered


async def find_sources(state: BranchState, runtime: Runtime[Context]) -> SourcesUpdate:
    """Find the sources of one answer."""
    found = await sources_of_answer(state["faq"], state["sources"], context_of(runtime))
    report(runtime, "find_sources", state["item"], state["total"], found["faq"])
    return {
        "finished": [{"item": state["item"], "faq": found["faq"]}],
        "usage": found["usage"],
    }


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


async def answer_from_sources(
    question: str, sources: list[Source], context: Context
) -> AnswerUpdate:
    """Answer `question`. A failure stays with this FAQ, so that it takes no other with it."""
    faq = _new_faq(question)
    try:
        answered = await call_model(
            _prompt(
                context.answer_question_prompt or prompts.ANSWER_QUESTION,
                sources,
                tag("question", question),
            ),
            step="answer_question",
            model=model_name(context.model),
            schema=Answer,
        )
    except Exception as error:
        return {"faq": _failed(faq, error), "usage": spent_before(error)}
    answer = answered.value.answer.strip() if answered.value.found else ""
    return {
        "faq": {**faq, "answer": answer, "answered_by": answered.answered_by},
        "usage": answered.usage,
    }


async def sources_of_answer(faq: FAQ, sources: list[Source], context: Context) -> AnswerUpdate:
    """Find the sources of an answer; without an answer there is nothing to find."""
    if faq["status"] in ("failed", "skipped") or not faq["answer"]:
        return {"faq": faq, "usage": no_usage()}
    try:
        found = await call_model(
            _prompt(
                context.find_sources_prompt or prompts.FIND_SOURCES,
                sources,
                tag("question", faq["question"]),
                tag("answer", faq["answer"]),
            ),
            step="find_sources",
            model=fast_model_name(context.fast_model, context.model),
            schema=SourceTitles,
        )
    except Exception as error:
        return {"faq": _failed(faq, error), "usage": spent_before(error)}
    return {"faq": _with_sources(faq, found.value.sources, sources), "usage": found.usage}


# The chain makes all calls in one node: as tasks, those that are done outlive a run that is not.
_answer_task = task(answer_from_sources)
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


def _affordable(questions: list[str], sources: list[Source], context: Context) -> int:
    """Return how many questions, each with an answer and its sources, the run's budget allows."""
    characters = sum(len(source["content"]) for source in sources)
    cost = estimated_cost(model_name(context.model), characters) + estimated_cost(
        fast_model_name(context.fast_model, context.model), characters
    )
    return run_budget().affordable(len(questions), calls=2, cost=cost)


def _from_draft(question: str, draft: DraftFAQ, sources: list[Source]) -> FAQ:
    faq: FAQ = {**_new_faq(question), "answer": draft.answer.strip()}
    return _with_sources(faq, draft.sources, sources) if faq["answer"] else faq


def _with_sources(faq: FAQ, titles: Iterable[str], sources: list[Source]) -> FAQ:
    """Add the titles that are really among the sources; any other is dropped and reported."""
    known = {source["title"].strip(): source["title"] for source in sources}
    named = list(dict.fromkeys(title.strip() for title in titles))
    right = [known[title] for title in named if title in known]
    unknown = [title for title in named if title not in known]
    error: ItemError | None = None
    if unknown:
        error = {
            "code": "unknown_source",
            "message": f"The model named {', '.join(map(repr, unknown))}, which was not given.",
            "retryable": True,
        }
    status: Literal["answered", "unsupported"] = "answered" if right else "unsupported"
    return {**faq, "sources": right, "status": status, "error": error}


def _prompt(instructions: str, sources: Sequence[Source], *parts: str) -> list[BaseMessage]:
    documents = (tag("source", source["content"], title=source["title"]) for source in sources)
    return [SystemMessage(instructions), HumanMessage("\n\n".join([*documents, *parts]))]


def _distinct(questions: Iterable[str]) -> list[str]:
    distinct: dict[str, str] = {}
    for question in questions:
        if key := _key(question):
            distinct.setdefault(key, question.strip())
    return list(distinct.values())


def _key(question: str) -> str:
    """Return what makes a question the same as another: its letters and digits."""
    return "".join(filter(str.isalnum, question.casefold()))
