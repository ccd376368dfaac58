"""Routing: classify the customer's message, then take the edge to one desk, or to a person."""

from langgraph.graph import END, START, StateGraph

from nodes.support_router import (
    ask_to_clarify,
    billing_inquiry,
    classify_intent,
    general_question,
    hand_over,
    route_by_intent,
    technical_support,
)
from state.context import Context
from state.support_router import RouterInput, RouterOutput, RouterState

graph = (
    StateGraph(
        RouterState, context_schema=Context, input_schema=RouterInput, output_schema=RouterOutput
    )
    .add_node(classify_intent)
    .add_node(technical_support)
    .add_node(billing_inquiry)
    .add_node(general_question)
    .add_node(ask_to_clarify)
    .add_node(hand_over)
    .add_edge(START, "classify_intent")
    .add_conditional_edges("classify_intent", route_by_intent)
    .add_edge("technical_support", END)
    .add_edge("billing_inquiry", END)
    .add_edge("general_question", END)
    .add_edge("ask_to_clarify", END)
    .add_edge("hand_over", END)
    .compile(name="support_router")
)
