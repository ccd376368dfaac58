"""Routing: classify the customer's message, then take the edge to one specialised handler."""

from langgraph.graph import END, START, StateGraph

from nodes.support_router import (
    billing_inquiry,
    classify_intent,
    general_question,
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
    .add_edge(START, "classify_intent")
    .add_conditional_edges("classify_intent", route_by_intent)
    .add_edge("technical_support", END)
    .add_edge("billing_inquiry", END)
    .add_edge("general_question", END)
    .compile(name="support_router")
)
