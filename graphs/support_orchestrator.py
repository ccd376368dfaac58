"""Orchestrator and workers: split a message into tasks, work on all at once, write one reply."""

from langgraph.graph import END, START, StateGraph

from nodes.support_orchestrator import (
    billing_worker,
    hand_over,
    one_worker_per_task,
    plan_tasks,
    return_worker,
    status_worker,
    synthesize_reply,
)
from state.context import Context
from state.support_orchestrator import OrchestratorInput, OrchestratorOutput, OrchestratorState

graph = (
    StateGraph(
        OrchestratorState,
        context_schema=Context,
        input_schema=OrchestratorInput,
        output_schema=OrchestratorOutput,
    )
    .add_node(plan_tasks)
    .add_node(billing_worker)
    .add_node(return_worker)
    .add_node(status_worker)
    .add_node(hand_over)
    .add_node(synthesize_reply)
    .add_edge(START, "plan_tasks")
    .add_conditional_edges(
        "plan_tasks",
        one_worker_per_task,
        ["billing_worker", "return_worker", "status_worker", "hand_over", "synthesize_reply"],
    )
    .add_edge("billing_worker", "synthesize_reply")
    .add_edge("return_worker", "synthesize_reply")
    .add_edge("status_worker", "synthesize_reply")
    .add_edge("hand_over", "synthesize_reply")
    .add_edge("synthesize_reply", END)
    .compile(name="support_orchestrator")
)
