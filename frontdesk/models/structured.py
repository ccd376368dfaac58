"""Structured output for chat models that take a JSON schema with each call."""

from operator import itemgetter
from typing import Any

from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.output_parsers import JsonOutputParser, PydanticOutputParser
from langchain_core.runnables import Runnable, RunnablePassthrough
from langchain_core.utils.function_calling import convert_to_json_schema
from pydantic import BaseModel


def structured_output(
    model: BaseChatModel, schema: dict[str, Any] | type, *, include_raw: bool
) -> Runnable[LanguageModelInput, Any]:
    """Return `model` bound to fill `schema`: a Pydantic class, a TypedDict or a JSON schema.

    The model is called with the JSON schema as `response_schema`. With `include_raw` the result
    is a dict of the `raw` message, what was `parsed` of it and the `parsing_error`.
    """
    json_schema = convert_to_json_schema(schema)
    filled = model.bind(
        response_schema=json_schema,
        ls_structured_output_format={"kwargs": {"method": "json_schema"}, "schema": json_schema},
    )
    parser: JsonOutputParser | PydanticOutputParser[Any] = JsonOutputParser()
    if isinstance(schema, type) and issubclass(schema, BaseModel):
        parser = PydanticOutputParser(pydantic_object=schema)
    if not include_raw:
        return filled | parser
    parsed = RunnablePassthrough.assign(
        parsed=itemgetter("raw") | parser, parsing_error=lambda _: None
    ).with_fallbacks(
        [RunnablePassthrough.assign(parsed=lambda _: None)], exception_key="parsing_error"
    )
    return {"raw": filled} | parsed
