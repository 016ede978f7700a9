"""What the rules about stunts ask of a production: under whose leave its stunt work is done, and what is waived."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from coverset.findings import Finding, Severity
from coverset.hazards.catalogue import Catalogue, bears, catalogue
from coverset.hazards.leads import UNDECLARED
from coverset.hazards.requirement import Requirement
from coverset.hazards.steps import steps_of
from coverset.model.authority import Authority
from coverset.model.board import Board
from coverset.model.plan import PlanDay
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
        if beat.id not in self._kinds:
            rows = self.catalogue.requirements_of(self.production, beat)
            bearing = (r for r in rows if r.kind == "permission" and bears(r, self.production, beat))
            self._kinds[beat.id] = {row.word("permission") or row.key: row for row in bearing}
        return self._kinds[beat.id]

    @cached_property
    def _kinds(self) -> dict[str, dict[str, Requirement]]:
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


def placed(board: Board, tasks: Iterable[str]) -> Iterator[tuple[str, PlanDay]]:
    """Those of some tasks that stand on the board and are still to be done, each with its unit-day, by date."""
    wanted = set(stunt_work(board.production).to_place(tasks))
    if wanted:
        for day in board.days:
            yield from ((task, day) for task in day.tasks if task in wanted)


def waiver(production: Production, beat: str, *requirements: str) -> str:
    """Who went without one of some requirements for a beat, with the reason; empty when nobody did."""
    found = (w for w in production.stunts.waivers if w.beat == beat and w.requirement in requirements)
    return next((f"{each.by}: {each.reason}" for each in found), "")


def warned(rule: str, sentence: str, *about: str) -> Finding:
    """Something that a board should not be shot without knowing, and that breaks no rule yet."""
    return Finding(rule, Severity.WARNING, sentence, about=about)


def kept_apart(items: Sequence[str], fits: Callable[[Sequence[str]], bool]) -> list[tuple[str, str]]:
    """Pairs that, never on one date, leave no date more than fits; what fits still does when less is there.

    Just the pairs that do not fit alone, where that is enough; else the items are packed first-fit into
    groups that fit and kept apart between groups, which may forbid more than it must.
    """
    over = [pair for pair in combinations(items, 2) if not fits(pair)]
    if not items or fits(items) or _enough(items, set(over), fits):
        return over
    groups: list[list[str]] = []
    for item in items:
        home = next((group for group in groups if fits([*group, item])), None)
        if home is None:
            groups.append([item])
        else:
            home.append(item)
    place = {item: k for k, group in enumerate(groups) for item in group}
    return [(a, b) for a, b in combinations(items, 2) if place[a] != place[b]]


_LOOKED_AT = 12


def _enough(items: Sequence[str], apart: set[tuple[str, str]], fits: Callable[[Sequence[str]], bool]) -> bool:
    """Whether everything that may still share a date fits; not looked at where there is too much of it."""
    if len(items) > _LOOKED_AT:
        return False
    subsets = (s for size in range(3, len(items) + 1) for s in combinations(items, size))
    return all(fits(s) for s in subsets if apart.isdisjoint(combinations(s, 2)))
