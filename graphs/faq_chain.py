"""Prompt chaining: questions, their answers, the answers' sources; again what is not supported."""

from langgraph.graph import END, START, StateGraph

from nodes.faq import (
    again_if_any_is_rejected,
    answer_questions,
    find_all_sources,
    generate_questions,
)
from state.context import Context
from state.faq import FAQInput, FAQOutput, FAQState

graph = (
    StateGraph(FAQState, context_schema=Context, input_schema=FAQInput, output_schema=FAQOutput)
    .add_node(generate_questions)
    .add_node(answer_questions)
    .add_node("find_sources", find_all_sources)
    .add_edge(START, "generate_questions")
    .add_edge("generate_questions", "answer_questions")
    .add_edge("answer_questions", "find_sources")
    .add_conditional_edges("find_sources", again_if_any_is_rejected, ["answer_questions", END])
    .compile(name="faq_chain")
)
