"""What is left of errors and metadata where text is kept out of traces."""

from typing import Any

import pytest
from langsmith import Client

from frontdesk.tracing import _keep_text_out, _without_text


@pytest.mark.parametrize(
    ("error", "told"),
    [
        ("ModelCallError('He said no.')\n\nTraceback ...", "ModelCallError"),
        ("KeyError('Jones')", "KeyError"),
        ("1 validation error for Customer\nname\n  Jones is ...", "an error"),
        ("<Response from Jones>", "an error"),
        ("Jones said no.", "an error"),
    ],
)
def test_of_an_error_only_its_class_is_left(error: str, told: str) -> None:
    assert _without_text({"error": error}) == {"error": told}


def test_of_metadata_only_what_the_frameworks_say_is_left() -> None:
    ours: dict[str, Any] = {
        "langgraph_node": "find_sources",
        "ls_model_name": "offline",
        "thread_id": "t-1",
        "usage_metadata": {"input_tokens": 3},
    }

    assert _without_text({**ours, "note": "Jones", "error": "Jones", "customer": 7}) == ours


def test_a_client_with_other_names_for_its_settings_is_refused() -> None:
    client = Client(api_url="http://127.0.0.1:9", api_key="a-key", auto_batch_tracing=False)

    _keep_text_out(client)

    with pytest.raises(AttributeError):
        client._keep_inputs_out = True  # type: ignore[attr-defined]
