"""Parallelization: a branch for every question, from its answer to its sources or back again."""

from langgraph.graph import END, START, StateGraph

from nodes.faq import (
    again_if_rejected,
    answer_question,
    collect_faqs,
    find_sources,
    generate_questions,
    one_branch_per_question,
)
from state.context import Context
from state.faq import (
    BranchInput,
    BranchOutput,
    BranchState,
    FAQInput,
    FAQOutput,
    FAQParallelState,
)

branch = (
    StateGraph(
        BranchState, context_schema=Context, input_schema=BranchInput, output_schema=BranchOutput
    )
    .add_node(answer_question)
    .add_node(find_sources)
    .add_edge(START, "answer_question")
    .add_edge("answer_question", "find_sources")
    .add_conditional_edges("find_sources", again_if_rejected, ["answer_question", END])
    .compile(name="answer_with_sources")
)

graph = (
    StateGraph(
        FAQParallelState, context_schema=Context, input_schema=FAQInput, output_schema=FAQOutput
    )
    .add_node(generate_questions)
    .add_node("answer_with_sources", branch)
    .add_node(collect_faqs)
    .add_edge(START, "generate_questions")
    .add_conditional_edges(
        "generate_questions", one_branch_per_question, ["answer_with_sources", "collect_faqs"]
    )
    .add_edge("answer_with_sources", "collect_faqs")
    .add_edge("collect_faqs", END)
    .compile(name="faq_parallel")
)
