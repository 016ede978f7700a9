"""A replay in a process of its own: ``python -m coverset.replay.live`` reads one order and tells the story in lines.

The order is one line of JSON on standard input: ``folder``, ``seconds``, ``seed``, ``workers``. Each line of the answer
is ``{"progress": {"step", "words"}}``, ``{"progress": {"told": leaf}}``, at the end ``{"result": ...}`` or
``{"error": sentence}``. When standard input ends nobody is listening any more, and the process ends too.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from coverset.findings import Severity
from coverset.replay.leaves import Leaves, closing_json
from coverset.replay.opening import open_story
from coverset.replay.running import run
from coverset.service.live_work import Line, OrderError, carry_out


def main() -> int:
    """Tell the story that is ordered on standard input."""
    return carry_out(tell)


def tell(order: Mapping[str, Any], line: Line) -> dict[str, Any]:
    """Tell a story, each step as soon as it is told. Raises OrderError where the folder has none that can be read."""
    opened = open_story(Path(order["folder"]))
    if opened.story is None or opened.base is None:
        wrong = [str(each) for each in opened.findings if each.severity is Severity.ERROR]
        raise OrderError(" ".join(wrong[:6]) or "There is no story here.")
    leaves = Leaves(opened.story)
    found = run(
        opened.story,
        opened.base,
        opened.plan,
        seconds=order["seconds"],
        seed=order["seed"],
        workers=order["workers"],
        on_step=lambda step, words: line.tell({"step": step.id, "words": words}),
        on_told=lambda told: line.tell({"told": leaves.leaf(told)}),
    )
    return closing_json(found)


if __name__ == "__main__":
    sys.exit(main())
