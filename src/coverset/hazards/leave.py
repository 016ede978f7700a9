"""Under whose leave stunt work is done: what its beats name, what their hazards ask for, and how it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from coverset.hazards.catalogue import Catalogue, bears, catalogue
from coverset.hazards.leads import UNDECLARED
from coverset.hazards.requirement import Requirement
from coverset.hazards.steps import steps_of
from coverset.model.authority import Authority
from coverset.model.production import Production
from coverset.model.stunt_work import StuntWork, stunt_work
from coverset.model.stunts import Beat, Permission, Step

REFUSED = ("denied", "withdrawn")
"""Answers of no: nothing is done under such a permission on any date."""

_KEPT = "_leaves"


@dataclass(frozen=True, slots=True)
class Leave:
    """A permission under which a task is done, and the steps of asking for it, published ones where it has none."""

    permission: Permission
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Leaves:
    """The permissions under which stunt work is done: those that it names, and those that its hazards ask for."""

    work: StuntWork

    @property
    def production(self) -> Production:
        """Whose they are."""
        return self.work.production

    @cached_property
    def by_task(self) -> dict[str, tuple[Leave, ...]]:
        """The permissions under which each task is done, with the steps of asking for them."""
        found = {}
        for name, beats in self.work.beats.items():
            held = {leave.permission.id: leave for beat in beats for leave in self._of(beat, name)}
            if held:
                found[name] = tuple(held.values())
        return found

    @cached_property
    def to_place(self) -> dict[str, tuple[Permission, ...]]:
        """The permissions under which each task that is still to be done is done."""
        return {
            name: tuple(leave.permission for leave in self.by_task[name])
            for name in self.work.to_place(self.by_task)
        }

    def _of(self, beat: Beat, name: str) -> Iterator[Leave]:
        here = self.production.tasks[name].location
        for permission in self.work.named(beat, name):
            yield self._leave(permission, beat)
        for permission in self._unnamed(beat):
            if here in self.work.places(permission):
                yield self._leave(permission, beat)

    def _leave(self, permission: Permission, beat: Beat) -> Leave:
        asked = self._asked(beat).get(permission.kind)
        return Leave(permission, steps_of(asked, permission) if asked else permission.steps)

    def _unnamed(self, beat: Beat) -> Iterator[Permission]:
        """Permissions of a kind that the beat's hazards ask for and that it does not name: refused, or the only one."""
        named = self.production.stunts.permissions_of(beat)
        for kind in self._asked(beat):
            others = [p for p in self.production.stunts.permissions if p.kind == kind and p not in named]
            alone = len(others) == 1 and all(p.kind != kind for p in named)
            yield from (p for p in others if alone or p.state in REFUSED)

    def _asked(self, beat: Beat) -> dict[str, Requirement]:
        """What the catalogue asks of a beat in leave, by the kind of leave."""
        rows = (row for row in self.bearing(beat) if row.kind == "permission")
        return {row.word("permission") or row.key: row for row in rows}

    def bearing(self, beat: Beat) -> tuple[Requirement, ...]:
        """Everything that the catalogue asks of a beat and that bears on it, worked out once."""
        if beat.id not in self._bearing:
            rows = self.catalogue.requirements_of(self.production, beat)
            self._bearing[beat.id] = tuple(row for row in rows if bears(row, self.production, beat))
        return self._bearing[beat.id]

    @cached_property
    def _bearing(self) -> dict[str, tuple[Requirement, ...]]:
        return {}

    @cached_property
    def catalogue(self) -> Catalogue:
        """What hazards ask for, in the production's own version."""
        return catalogue(self.production.stunts.catalogue)

    def authority(self, permission: Permission) -> Authority:
        """Whoever gives a permission; a plain working week where nobody is declared."""
        return self.production.stunts.authorities_by_id.get(permission.authority, UNDECLARED)


def leaves_of(production: Production) -> Leaves:
    """The permissions of a production's stunt work, worked out once and kept with it."""
    kept = vars(production).get(_KEPT)
    if kept is None:
        kept = vars(production)[_KEPT] = Leaves(stunt_work(production))
    assert isinstance(kept, Leaves)
    return kept


def name_of(permission: Permission) -> str:
    """A permission as a sentence calls it: its name, or its kind and id."""
    return permission.name or f"{permission.kind} {permission.id}"
