"""Events that spoke of the script before its pages came: scenes added and rewritten, which the new script has now."""

from __future__ import annotations

from collections.abc import Collection

from coverset.formats import events as events_file
from coverset.formats._folder import decode
from coverset.model.event import Event
from coverset.model.events.script import SceneAdded, SceneRewritten
from coverset.model.production import Production


def added_by(production: Production, film: str) -> dict[str, Event]:
    """The events in force that added scenes of a film, by the scene's number."""
    found: dict[str, Event] = {}
    for event in production.events:
        if isinstance(event, SceneAdded) and event.scene.partition("/")[0] == film:
            found[event.scene.partition("/")[2]] = event
    return found


def rewritten_by(production: Production, ids: Collection[str]) -> list[SceneRewritten]:
    """The events in force that rewrote one of these strips."""
    return [each for each in production.events if isinstance(each, SceneRewritten) and each.scene in ids]


def without(data: bytes, ids: Collection[str]) -> bytes | None:
    """events.toml without some events; what is above and below them stays. None when only a hand can take them out.

    What was in force down to one that goes is in force down to the one before it.
    """
    before, slips = events_file.read(data)
    if slips:
        return None
    lines = decode(data, events_file.FILE)[0].replace("\r\n", "\n").split("\n")
    starts = [each.source.line if each.source and each.source.line else 0 for each in before.events]
    if 0 in starts or starts != sorted(set(starts)):
        return None
    for k in range(len(starts) - 1, -1, -1):
        if before.events[k].id in ids:
            first = starts[k] - 1
            last = starts[k + 1] - 1 if k + 1 < len(starts) else len(lines)
            while last > first + 1 and (
                not lines[last - 1].strip() or lines[last - 1].lstrip().startswith("#")
            ):
                last -= 1
            while last < len(lines) and not lines[last].strip():
                last += 1
            del lines[first:last]
    made = ("\n".join(lines).rstrip("\n") + "\n").encode()
    kept = [each for each in before.events if each.id not in ids]
    if before.word in ids:
        ahead = [each.id for each in before.events[: before.in_force] if each.id not in ids]
        made = events_file.with_in_force(made, ahead[-1] if ahead else events_file.NONE)
    after, slips = events_file.read(made)
    return made if not slips and list(after.events) == kept else None
