"""An FAQ as JSON lines: each question as it is finished, and at the end the whole output."""

import json
from typing import Any

from frontdesk.cli.results import is_finished
from frontdesk.cli.show import write_result
from state.faq import FAQOutput


class JsonLines:
    """Writes an event a line, as docs/events.md describes them, to standard output at once.

    For the file at `path` the lines are collected, since a file is written whole or not at all.
    """

    def __init__(self, path: str) -> None:
        self._collects = path not in ("", "-")
        self._collected: list[str] = []

    def watch(self, mode: str, data: Any) -> None:
        """Take one event of the run; those of finished questions become lines."""
        if mode != "custom" or not is_finished(data):
            return
        line = _line(data)
        if self._collects:
            self._collected.append(line)
        else:
            write_result(line, "")

    def rest(self, output: FAQOutput) -> str:
        """Return what has not been written yet: the collected lines, and the output's."""
        return "".join([*self._collected, _line({"type": "output", **output})])


def _line(event: Any) -> str:
    return json.dumps(event, ensure_ascii=False) + "\n"
