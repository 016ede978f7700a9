"""What a revision of the history means: the board after it, what it bears on, whether two boards are one."""

from __future__ import annotations

from coverset.model.diff import orders_between, strips_between
from coverset.model.edits import EditError
from coverset.model.plan import Plan
from coverset.store.edit_json import edit_of, plan_of
from coverset.store.journal import Entry, JournalError


def applied(plan: Plan, entry: Entry) -> Plan:
    """The board after a revision. Raises JournalError for one that cannot be followed."""
    try:
        if entry.kind == "edit":
            return edit_of(entry.did["edit"]).apply(plan)
        if entry.kind == "plan":
            return plan_of(entry.did["plan"])
    except (EditError, KeyError) as trouble:
        raise JournalError(
            f"Revision {entry.revision} of the history cannot be followed: {trouble}."
        ) from trouble
    return plan


def touched(before: Plan, after: Plan) -> set[object]:
    """What a change bears on: the strips that go elsewhere, and the days whose order changes."""
    found: set[object] = {moved.task for moved in strips_between(before, after)}
    found |= {f"the order of {one.unit} on {one.day}" for one in orders_between(before, after)}
    return found


def told(entries: tuple[Entry, ...]) -> str:
    """Who did the last of some revisions, and how many there are before it."""
    last = entries[-1]
    more = f" and {len(entries) - 1} changes before it" if len(entries) > 1 else ""
    return f"revision {last.revision} by {last.who or 'somebody'}{more}"


def same(one: Plan, other: Plan) -> bool:
    """Whether two plans put the same strips in the same places, in the same order."""
    return one.days == other.days and one.boneyard == other.boneyard


def stacks(entries: list[Entry]) -> tuple[list[int], list[int]]:
    """The revisions that can be undone, and those that can be redone, the next one last."""
    undoable: list[int] = []
    redoable: list[int] = []
    for entry in entries:
        if "undoes" in entry.did:
            redoable.append(undoable.pop())
        elif "redoes" in entry.did:
            undoable.append(redoable.pop())
        elif entry.kind in ("edit", "plan", "files"):
            undoable.append(entry.revision)
            redoable.clear()
    return undoable, redoable
