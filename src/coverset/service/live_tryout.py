"""What a drag would do before it is dropped: the price of every unit-day for the strips in hand, and what it would break."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from coverset.findings import Finding, Severity
from coverset.model.edits import MoveStrip, Several
from coverset.model.production import Production
from coverset.rules import rules
from coverset.service.live import View, changed, for_all_strips
from coverset.service.live_readings import Readings
from coverset.solve._parts import Parts
from coverset.solve.compile import Compiled, compile_production
from coverset.solve.laying import lay_in
from coverset.solve.neighbours import placed_part
from coverset.solve.tryout import Placing, try_out

MOST_STRIPS = 60
"""More strips than this are not tried out together: nobody reads what a whole board in hand would break."""

_MOST_KEPT = 500
_BROKEN = "It would break a rule that the board keeps."


@dataclass(frozen=True)
class Offer:
    """What strips on a unit-day would come to: the difference in minor units, and a sentence for each rule broken.

    ``exact`` where the board was read with them there; else the price takes both days in their usual order,
    and a sentence may be the rule's own instead of the case's.
    """

    unit: str
    day: date
    price: int
    breaks: tuple[str, ...]
    exact: bool
    change: Mapping[str, Any] | None = None
    """What a page shows otherwise once they are dropped at the very place that was asked for."""

    def as_json(self) -> dict[str, Any]:
        """The offer as the page takes it."""
        found = {"price": self.price, "breaks": list(self.breaks), "exact": self.exact}
        return found if self.change is None else {**found, "change": self.change}


class Tryout:
    """Offers for one revision; asked again, it answers from memory. ``give_way`` waits while others have work that counts."""

    def __init__(self, view: View, readings: Readings, give_way: Callable[[], object] = bool) -> None:
        self.view = view
        self._readings = readings
        self._give_way = give_way
        self._known: dict[tuple[str, ...], dict[tuple[str, date], Offer]] = {}
        self._exactly: dict[tuple[tuple[str, ...], str, date, str], Offer] = {}

    @cached_property
    def _conflicts(self) -> frozenset[Finding]:
        return frozenset(_conflicts(self.view))

    def all_days(self, tasks: Sequence[str], seconds: float = 0.03) -> dict[tuple[str, date], Offer]:
        """An offer for every unit-day that all the strips may be tried on, the nearest first.

        What would be broken is said exactly for the first ``seconds``, by its rule for three times as long, and beyond
        that only as being broken.

        Raises KeyError for a strip that the production lacks.
        """
        key = tuple(tasks)
        if key not in self._known:
            self._known[key] = self._offers(key, seconds)
        return self._known[key]

    def exactly(self, tasks: Sequence[str], unit: str, day: date, before: str | None = None) -> Offer:
        """The offer of one unit-day by the ledger and the rules; in front of ``before``, or at the best place (None)."""
        key = (tuple(tasks), unit, day, "" if before is None else f"before {before}")
        found = self._exactly.get(key)
        if found is None:
            found = self._exact(tuple(tasks), unit, day, before)
            if len(self._exactly) >= _MOST_KEPT:
                self._exactly.clear()
            self._exactly[key] = found
        return found

    def _exact(self, tasks: tuple[str, ...], unit: str, day: date, before: str | None) -> Offer:
        view, production = self.view, self.view.board.production
        for task in tasks:
            _ = production.tasks[task]
        if before is None:
            edit = lay_in(production, view.plan, [(task, unit, day) for task in tasks])
        else:
            edit = Several(tuple(MoveStrip(task, unit, day, before) for task in tasks))
        self._give_way()
        plan = for_all_strips(view, edit).apply(view.plan)
        after = View(view.folder, view.revision + 1, production, plan, view.said)
        if before is not None:
            # Whoever drops there finds the board read already.
            after = self._readings.of(after)
        came = [finding for finding in _conflicts(after) if finding not in self._conflicts]
        change = None if before is None else changed(view, after)
        return Offer(unit, day, after.ledger.total - view.ledger.total, _sentences(came), True, change)

    def _offers(self, tasks: tuple[str, ...], seconds: float) -> dict[tuple[str, date], Offer]:
        production = self.view.board.production
        units = [
            unit.id
            for unit in production.units
            if all(unit in production.units_for(production.tasks[task]) for task in tasks)
        ]
        compiled = compiled_for(self.view, frozenset(tasks))
        numbers = [compiled.tasks.index(task) for task in tasks]
        targets = [
            (unit, k, compiled.builder.slot(unit, k)) for unit in units for k in range(len(compiled.dates))
        ]
        if not targets:
            return {}
        stand = min((day.day for task in tasks for day in self.view.plan.where.get(task, ())), default=None)
        if stand is not None:
            targets.sort(key=lambda target: abs(compiled.dates[target[1]] - stand))
        slots, start = self._start(compiled, numbers, targets[0])
        moves: list[Placing] = [tuple((number, slot) for number in numbers) for _, _, slot in targets]
        rises = try_out(compiled.problem, slots, moves)
        forbids = [f for f in compiled.builder.forbids if f.task in numbers]
        parts: Parts | None = None
        began = time.monotonic()
        found = {}
        for (unit, k, slot), move, rise in zip(targets, moves, rises, strict=True):
            # What is waited for others is not taken from the time for sentences.
            waits = time.monotonic()
            self._give_way()
            began += time.monotonic() - waits
            day = compiled.dates[k]
            why = tuple(dict.fromkeys(f.sentence for f in forbids if slot in f.slots))
            price = start + rise.cost
            if why or (rise.shortfall <= 0 and rise.broken <= 0):
                found[unit, day] = Offer(unit, day, price, why, False)
            elif time.monotonic() < began + seconds:
                found[unit, day] = self.exactly(tasks, unit, day)
            elif time.monotonic() > began + 4 * seconds:
                found[unit, day] = Offer(unit, day, price, (_BROKEN,), False)
            else:
                parts = parts or Parts(compiled.problem, slots)
                found[unit, day] = Offer(unit, day, price, _kinds(production, parts, move), False)
        return found

    def _start(
        self, compiled: Compiled, numbers: list[int], first: tuple[str, int, int]
    ) -> tuple[list[int], int]:
        """The assignment that rises are counted from, and what it costs more than the board.

        Strips of the boneyard have no price to rise from: they begin on the first target, priced exactly.
        """
        where = self.view.plan.where
        loose = [n for n in numbers if len(where.get(compiled.tasks[n], ())) != 1]
        slots = []
        for number, task in enumerate(compiled.tasks):
            if number in loose:
                slots.append(first[2])
                continue
            stands = where[task][0]
            slots.append(compiled.builder.slot(stands.unit, compiled.dates.index(stands.day)))
        if not loose:
            return slots, 0
        names = [compiled.tasks[n] for n in loose]
        return slots, self.exactly(names, first[0], compiled.dates[first[1]]).price


def _kinds(production: Production, parts: Parts, move: Placing) -> tuple[str, ...]:
    """What a move breaks, by the rules' own sentences."""
    pairs = parts.move(move)
    came = {v.kind for _, after in pairs for v in after.broken}
    had = {v.kind for before, _ in pairs for v in before.broken}
    parts.undo()
    new = came - had or came
    sentences = []
    for kind in sorted(new):
        rule = next((rule for rule in rules(production).values() if kind in rule.KINDS), None)
        if rule is not None:
            sentences.append(str(rule.SENTENCE))
    return tuple(dict.fromkeys(sentences)) or (_BROKEN,)


def _conflicts(view: View) -> list[Finding]:
    return [finding for finding in view.findings if finding.severity is Severity.CONFLICT]


def _sentences(findings: Sequence[Finding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(finding.sentence for finding in findings))


def compiled_for(view: View, more: frozenset[str] = frozenset()) -> Compiled:
    """The problem of what stands on the board, and of some strips more; kept with the production."""
    production = view.board.production
    placed = placed_part(production, view.plan)
    wanted = {*placed.tasks, *more}
    part = production if len(wanted) == len(production.tasks) else production.placing_only(wanted)
    kept: dict[frozenset[str], Compiled] = production.__dict__.setdefault("_compiled_parts", {})
    key = frozenset(wanted)
    if key not in kept:
        if len(kept) >= 4:
            kept.clear()
        kept[key] = compile_production(part)
    return kept[key]
