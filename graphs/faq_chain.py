"""Prompt chaining: questions, then their answers, then the answers' sources, one after another."""

from langgraph.graph import END, START, StateGraph

from nodes.faq import answer_questions, find_all_sources, generate_questions
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
    .add_edge("find_sources", END)
    .compile(name="faq_chain")
)
