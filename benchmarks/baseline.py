"""The notebook's way, with which Frontdesk is compared: the plain SDK and `asyncio.gather`.

Every prompt holds the whole corpus, every call is made at once, nothing is tried again or counted.
Prompts and schemas are Frontdesk's own, and the SDK is on aiohttp as well.
"""

import asyncio
from collections.abc import Sequence
from typing import Self, TypeVar

from google.genai import Client
from google.genai.types import GenerateContentConfig, HttpOptions
from pydantic import BaseModel

from benchmarks.gemini import MODEL
from nodes.prompts import faq as prompts
from nodes.prompts.tags import tag
from state.faq import Answer, QuestionList, Source, SupportingSentences

Schema = TypeVar("Schema", bound=BaseModel)


class Notebook:
    """Makes FAQs as a notebook does. `input_tokens` are those of all its calls so far."""

    def __init__(self, url: str, sources: Sequence[Source]) -> None:
        self.input_tokens = 0
        self._client = Client(api_key="fake", http_options=HttpOptions(base_url=url))
        documents = (tag("source", source["content"], title=source["title"]) for source in sources)
        self._corpus = "\n\n".join(documents)

    async def __aenter__(self) -> Self:
        """Return itself; its connections stay open until the end."""
        return self

    async def __aexit__(self, *error: object) -> None:
        """Close the connections."""
        await self._client.aio.aclose()

    async def run(self, questions: int) -> list[str]:
        """Make an FAQ of so many questions, and return these."""
        wanted = tag("wanted", str(questions))
        made = await self._ask(prompts.GENERATE_QUESTIONS, wanted, QuestionList)
        faqs = await asyncio.gather(*(self._branch(question) for question in made.questions))
        if len(faqs) != questions or not all(faqs):
            raise RuntimeError(f"The notebook has lost answers: {len(faqs)} of {questions} came.")
        return made.questions

    async def _branch(self, question: str) -> list[int]:
        asked = tag("question", question)
        answered = await self._ask(prompts.ANSWER_QUESTION, asked, Answer)
        asked = f"{asked}\n\n{tag('answer', answered.answer)}"
        return (await self._ask(prompts.FIND_SOURCES, asked, SupportingSentences)).sentences

    async def _ask(self, instructions: str, asked: str, schema: type[Schema]) -> Schema:
        response = await self._client.aio.models.generate_content(
            model=MODEL,
            contents=f"{self._corpus}\n\n{asked}",
            config=GenerateContentConfig(
                system_instruction=instructions,
                response_mime_type="application/json",
                response_json_schema=schema.model_json_schema(),
            ),
        )
        usage = response.usage_metadata
        self.input_tokens += (usage and usage.prompt_token_count) or 0
        return schema.model_validate_json(response.text or "")
