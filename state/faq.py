"""What flows through the three FAQ graphs."""

import operator
from typing import Annotated, Literal, NotRequired

from langgraph.types import Overwrite
from pydantic import BaseModel, Field, StringConstraints, field_validator
from typing_extensions import TypedDict

from state.item import ItemError
from state.usage import Usage, add_usage

MAX_QUESTIONS = 1000

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Source(TypedDict):
    """A document. Answers name it by its title, so that no two may share one."""

    title: Annotated[Text, Field(description="What answers call this document.")]
    content: Annotated[
        str,
        Field(description="The document's text: plain or Markdown, with form feeds between pages."),
    ]
    url: NotRequired[Annotated[str | None, Field(description="Where readers find it.")]]


class Passage(TypedDict):
    """A few sentences of a document: `text` is the source's content from character `start` on.

    `heading` has the headings above it, one a line, the highest first, as Markdown.
    """

    source: str
    heading: str
    text: str
    start: int


class FAQInput(BaseModel):
    """Documents, and either how many questions to make of them or the questions themselves."""

    sources: list[Source] = Field(
        min_length=1, description="The documents: the only thing that answers may rest on."
    )
    n_questions: int = Field(
        default=10,
        ge=1,
        le=MAX_QUESTIONS,
        description="How many questions to generate. Ignored when questions are given.",
    )
    questions: list[Text] = Field(
        default=[],
        max_length=MAX_QUESTIONS,
        description="Questions to answer as they are, instead of generating any.",
    )
    asked: list[Text] = Field(
        default=[],
        description="Questions that there are already: none is generated that asks the same.",
    )

    @field_validator("sources")
    @classmethod
    def _sources_can_be_told_apart(cls, sources: list[Source]) -> list[Source]:
        taken: set[str] = set()
        for title in (source["title"] for source in sources):
            if title in taken:
                raise ValueError(f"the title {title!r} stands for more than one document")
            taken.add(title)
        if not any(source["content"].strip() or source.get("url") for source in sources):
            raise ValueError("every document is empty")
        return sources


class Quote(TypedDict):
    """A verbatim piece of a source: `text` is its content from character `start` to `end`."""

    source: str
    text: str
    start: int
    end: int


class FAQ(TypedDict):
    """One question with its answer and the titles of the sources that the answer rests on.

    `evidence` quotes the sentences that support the answer, and `sources` are where they stand.
    An answer is `answered` when its evidence passes `frontdesk.documents.check`, else
    `unsupported`. `error` says why, or what else went wrong on the way: `unsupported_answer`,
    `number_not_in_evidence`, `negation_not_in_evidence`, or `unknown_source` where a model named a
    sentence that was not given; `withdrawn` where the documents supported an answer once and no
    longer do (`frontdesk refresh`). A question that the run's budget had no room for is `skipped`.
    `answered_by` names the model that gave the answer in place of the one that was asked, and is
    None where that one did.
    """

    question: str
    answer: str
    sources: list[str]
    evidence: list[Quote]
    status: Literal["answered", "unsupported", "failed", "skipped"]
    error: ItemError | None
    answered_by: str | None


class FAQOutput(TypedDict):
    """One FAQ for every question, in the questions' order, whatever happened to it.

    `shortfall` is how many of the wanted questions could not be made of the documents.
    """

    faqs: list[FAQ]
    shortfall: int
    usage: Usage


class FAQState(TypedDict):
    """The memory of `faq_single_call` and `faq_chain`.

    `attempts` is how often the questions have been answered so far, and `again` whether any of the
    answers was rejected and is to be made once more.
    """

    sources: list[Source]
    n_questions: int
    questions: list[str]
    asked: list[str]
    shortfall: int
    attempts: int
    again: bool
    faqs: list[FAQ]
    usage: Annotated[Usage, add_usage]


class FinishedFAQ(TypedDict):
    """A branch's FAQ and its place among the questions."""

    item: int
    faq: FAQ


class FAQParallelState(FAQState):
    """The memory of `faq_parallel`: every branch appends to `finished`."""

    finished: Annotated[list[FinishedFAQ], operator.add]


class BranchInput(TypedDict):
    """What a branch is sent: one question, its place, and the passages to answer it from."""

    item: int
    total: int
    faq: FAQ
    passages: list[Passage]
    attempts: int


class BranchState(BranchInput):
    """The memory of one branch; `attempts` is how often its question has been answered so far."""

    finished: Annotated[list[FinishedFAQ], operator.add]
    usage: Annotated[Usage, add_usage]


class BranchOutput(TypedDict):
    """What a branch hands to the join."""

    finished: Annotated[list[FinishedFAQ], operator.add]
    usage: Annotated[Usage, add_usage]


class QuestionsUpdate(TypedDict):
    """What generating questions writes. A thread's earlier usage gives way to this run's.

    `sources` only where a document had to be fetched.
    """

    sources: NotRequired[list[Source]]
    questions: list[str]
    shortfall: int
    attempts: int
    usage: Overwrite


class FAQsUpdate(TypedDict):
    """What finding the sources of all answers writes."""

    faqs: list[FAQ]
    again: bool
    usage: Usage


class AnswersUpdate(TypedDict):
    """What answering all questions writes."""

    faqs: list[FAQ]
    attempts: int
    usage: Usage


class SingleCallUpdate(QuestionsUpdate):
    """What the one complex call writes."""

    faqs: list[FAQ]


class FAQUpdate(TypedDict):
    """What a call about one question gives: the FAQ as it stands after it."""

    faq: FAQ
    usage: Usage


class AnswerUpdate(FAQUpdate):
    """What answering one question writes."""

    attempts: int


class SourcesUpdate(FAQUpdate):
    """What finding one answer's sources writes.

    If the question must be answered again nothing is finished, else no passage is kept.
    """

    passages: list[Passage]
    finished: list[FinishedFAQ]


class CollectedUpdate(TypedDict):
    """What the join writes: the FAQs in order, and nothing left to be joined by a later run."""

    faqs: list[FAQ]
    finished: Overwrite


class QuestionList(BaseModel):
    """The questions that a model made of the documents."""

    questions: list[str] = Field(description="The questions, each a full sentence ending in '?'.")


class Answer(BaseModel):
    """A model's answer to one question."""

    found: bool = Field(description="Whether the documents answer the question.")
    answer: str = Field(description="The answer in at most 60 words; empty when not found.")


class SupportingSentences(BaseModel):
    """The sentences that a model found for one answer."""

    sentences: list[int] = Field(
        description="The numbers of the sentences that support the answer; empty if none does."
    )


class DraftFAQ(BaseModel):
    """One question, its answer and the sentences that support it, made in a single call."""

    question: str = Field(description="The question.")
    answer: str = Field(description="The answer in at most 60 words; empty when not found.")
    sentences: list[int] = Field(
        description="The numbers of the sentences that support the answer; empty if none does."
    )


class DraftFAQs(BaseModel):
    """A whole FAQ made in a single call."""

    faqs: list[DraftFAQ] = Field(description="The FAQ, one entry for every question.")
