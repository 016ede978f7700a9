"""Taking scenes out of a production, with everything that only concerned them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from coverset.model.pins import AnyPin, PersonPin, left_of
from coverset.model.progress import Entry, reckon

if TYPE_CHECKING:
    from coverset.model.production import Production


def omit(production: Production, scenes: Iterable[str]) -> Production:
    """The production without some scenes or activities: what is shot of them stays shot, the rest is cut.

    Pins, pairs kept apart and orders that name one that is gone are dropped; so is rig and rehearsal work
    that is not done yet and prepared nothing else.
    """
    wanted = set(scenes)
    pieces = reckon(production.scenes, production.activities, production.progress, production.drafts).settled
    begun = {name.partition(" shot ")[0] for name in pieces}
    said = {entry.task for entry in production.progress if entry.what == "omitted"}
    cut = [
        Entry(s.id, "omitted")
        for s in production.scenes
        if s.id in wanted and s.id in begun and s.id not in said and s.id not in pieces
    ]
    gone = wanted - begun
    kept_work = []
    for work in production.activities:
        left = tuple(scene for scene in work.before if scene not in gone)
        if work.id not in pieces and (work.id in gone or (work.before and not left)):
            gone.add(work.id)
        else:
            kept_work.append(work if left == work.before else replace(work, before=left))
    return replace(
        production,
        progress=(*production.progress, *cut) if cut else production.progress,
        scenes=tuple(
            replace(s, omitted=True) if s.id in gone and not s.omitted else s for s in production.scenes
        ),
        activities=tuple(kept_work),
        pins=tuple(pin for each in production.pins if (pin := _left(each, gone)) is not None),
        aparts=tuple(pair for pair in production.aparts if not {pair.first, pair.second} & gone),
        precedences=tuple(rule for rule in production.precedences if not {rule.before, rule.after} & gone),
    )


def _left(pin: AnyPin, gone: set[str]) -> AnyPin | None:
    if isinstance(pin, PersonPin) or not gone & set(pin.named):
        return pin
    return left_of(pin, set(pin.named) - gone, {getattr(pin, "unit", "")}, ())
