"""Have a model make questions of documents: of small ones in one call, of large ones in parts."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence

from frontdesk.documents.distinct import distinct_questions
from frontdesk.documents.select import spread_passages
from frontdesk.errors import FrontdeskError
from frontdesk.models.call import Answered
from frontdesk.models.names import model_name
from nodes.calls import call_as_task
from nodes.prompts import faq as prompts
from nodes.prompts.tags import source_tags, tag, tagged_prompt
from state.context import Context
from state.faq import Passage, QuestionList, Source
from state.usage import Usage, add_usage, no_usage

# What one call reads at the most, in bytes of UTF-8: some 6,000 tokens. Documents that are larger
# are read in parts, one for every so many questions.
PART = 24_000
QUESTIONS_PER_PART = 10

# The parts of large documents must not take a whole quota at once.
_CALLS_AT_ONCE = 8


async def make_questions(
    sources: Sequence[Source], wanted: int, context: Context, earlier: Sequence[str] = ()
) -> tuple[list[str], Usage]:
    """Return at most `wanted` distinct questions, and what the calls for them took.

    None asks what one of the `earlier` questions does, which are not returned.
    What is missing is asked for again, `context.question_attempts` times in all. Raises the
    FrontdeskError of a call where no call at all gave a question.
    """
    questions: list[str] = []
    asked: dict[int, list[str]] = defaultdict(lambda: [*earlier])
    usage = no_usage()
    for turn in range(context.question_attempts):
        missing = wanted - len(questions)
        if missing <= 0:
            break
        parts = await asyncio.to_thread(
            spread_passages, sources, -(-wanted // QUESTIONS_PER_PART), PART, turn
        )
        if not parts:
            break
        shares = _shares(missing, len(parts))
        answers = await _ask(
            [(parts[place], _with_spare(share, parts), asked[place]) for place, share in shares],
            context,
        )
        made, spare = [], []
        for (place, share), answer in zip(shares, answers, strict=True):
            usage = add_usage(usage, answer.usage)
            if not isinstance(answer, FrontdeskError):
                asked[place] += answer.value.questions
                chosen, others = _spread(answer.value.questions, share)
                made += chosen
                spare += others
        known = [*earlier, *questions]
        distinct = await asyncio.to_thread(distinct_questions, [*made, *spare], known)
        questions = distinct[len(earlier) :]
        failures = [answer for answer in answers if isinstance(answer, FrontdeskError)]
        if failures and not questions:
            failures[0].usage = usage
            raise failures[0]
        if len(failures) == len(answers):
            break
    return questions[:wanted], usage


async def _ask(
    requests: Sequence[tuple[list[Passage], int, list[str]]], context: Context
) -> list[Answered[QuestionList] | FrontdeskError]:
    """Ask for questions about each of the passages, so many of them, and others than those asked.

    What fails stands in its place.
    """
    at_once = asyncio.Semaphore(_CALLS_AT_ONCE)

    async def ask(
        passages: list[Passage], wanted: int, asked: list[str]
    ) -> Answered[QuestionList] | FrontdeskError:
        async with at_once:
            try:
                return await call_as_task(
                    tagged_prompt(
                        context.generate_questions_prompt or prompts.GENERATE_QUESTIONS,
                        *source_tags(passages),
                        *(tag("asked", question) for question in asked),
                        tag("wanted", str(wanted)),
                    ),
                    step="generate_questions",
                    model=model_name(context.model),
                    schema=QuestionList,
                )
            except FrontdeskError as error:
                return error

    return await asyncio.gather(*(ask(*request) for request in requests))


def _shares(missing: int, parts: int) -> list[tuple[int, int]]:
    """Return the places of the parts that are asked, and for how many of the missing questions."""
    before = [place * missing // parts for place in range(parts + 1)]
    shares = [(place, before[place + 1] - before[place]) for place in range(parts)]
    return [(place, share) for place, share in shares if share]


def _spread(questions: Sequence[str], share: int) -> tuple[list[str], list[str]]:
    """Return `share` of a part's questions, from first to last, and the others.

    Models ask in the order of the documents: the last one must not be all that is left over.
    """
    share = min(share, len(questions))
    places = {place * len(questions) // share for place in range(share)}
    return (
        [question for place, question in enumerate(questions) if place in places],
        [question for place, question in enumerate(questions) if place not in places],
    )


def _with_spare(share: int, parts: Sequence[object]) -> int:
    """Return what to ask a part for: of several, some questions more, to stand in for others'."""
    return share if len(parts) == 1 else share + -(-share // 4)
