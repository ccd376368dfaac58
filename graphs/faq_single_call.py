"""One complex call: the baseline that the chain and the fan-out are compared with."""

from langgraph.graph import END, START, StateGraph

from nodes.faq import generate_faqs
from state.context import Context
from state.faq import FAQInput, FAQOutput, FAQState

graph = (
    StateGraph(FAQState, context_schema=Context, input_schema=FAQInput, output_schema=FAQOutput)
    .add_node(generate_faqs)
    .add_edge(START, "generate_faqs")
    .add_edge("generate_faqs", END)
    .compile(name="faq_single_call")
)
