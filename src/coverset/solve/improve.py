"""The few moves that save the most from a board as it stands, each priced by the ledger itself."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from coverset.model.diff import StripMoved, people_between, strips_between
from coverset.model.edits import Edit, ReorderDay
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.solve.compile import Compiled, compile_production
from coverset.solve.laying import better_order
from coverset.solve.neighbours import Neighbourhood, Window, placed_part
from coverset.solve.standing import Standing, Toll, lines_between, net_days, standing, toll
from coverset.solve.tryout import Rise, try_out

LOOKED_AT = 40
"""How many of a round's moves are priced exactly: the estimate puts the best among the first few."""


@dataclass(frozen=True)
class Move:
    """One decision: what it changes, what it saves, who feels it, what it breaks and mends.

    ``saving`` is after the moves before it in the list, ``alone`` when it is the only one applied; both are
    differences of the ledger, in minor units. ``lines`` is what each ledger line pays more (negative: less),
    ``days`` by person the dates worked and held more, ``calls`` how many people's dates change at all.
    """

    edit: Edit
    saving: int
    alone: int
    lines: dict[str, int]
    toll: Toll
    strips: tuple[StripMoved, ...]
    days: dict[str, tuple[int, int]]
    calls: int


@dataclass(frozen=True)
class Improvement:
    """A board before and after its best moves. ``tried`` counts the moves estimated, ``priced`` those priced.

    ``unfinished``: time, or whoever asked, ended the search before it knew whether there are more.
    """

    start: Standing
    end: Standing
    moves: tuple[Move, ...]
    tried: int
    priced: int
    unfinished: bool = False

    @property
    def saving(self) -> int:
        """What all moves together save."""
        return self.start.cost - self.end.cost


def improve(
    production: Production,
    plan: Plan,
    *,
    moves: int = 5,
    window: Window | None = None,
    mend: bool = False,
    seconds: float | None = None,
    on_move: Callable[[int], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Improvement:
    """Find the moves that save most, one after the other, none touching a strip that an earlier one moved.

    Every move is fair by itself and after those before it: it breaks nothing, or mends more than it
    breaks. Strips outside ``window`` stay. ``mend`` looks for what removes conflicts at the least price
    for each, and may then cost money. ``seconds`` or ``should_stop`` end the search early, with the moves found by
    then and the best of the round they came in.
    """
    ends = None if seconds is None else time.monotonic() + seconds

    def over() -> bool:
        late = ends is not None and time.monotonic() > ends
        return late or bool(should_stop and should_stop())

    dates = production.calendar.dates()
    window = window or Window(dates[0], dates[-1])
    compiled = compile_production(placed_part(production, plan))
    start = here = standing(production, plan)
    chosen: list[Move] = []
    kept: frozenset[str] = frozenset()
    tried = priced = 0
    while len(chosen) < moves and not over():
        search = _Round(production, compiled, start, here, window, kept, mend, over)
        move = search.best()
        tried, priced = tried + search.tried, priced + search.priced
        if move is None:
            break
        chosen.append(move)
        here = standing(production, move.edit.apply(here.plan))
        kept |= _touched(move)
        if on_move:
            on_move(len(chosen))
    return Improvement(start, here, tuple(chosen), tried, priced, len(chosen) < moves and over())


def described(before: Standing, after: Standing, edit: Edit, alone: int) -> Move:
    """A move with everything that there is to say of it."""
    changes = people_between(before.spells, after.spells)
    return Move(
        edit=edit,
        saving=before.cost - after.cost,
        alone=alone,
        lines=lines_between(before, after),
        toll=toll(before, after),
        strips=strips_between(before.plan, after.plan),
        days=net_days(before.spells, after.spells),
        calls=len({change.person for change in changes if "work" in (change.before, change.after)}),
    )


def _each(cost: int, conflicts: int) -> int:
    """A price spread over the conflicts removed; what saves money as well counts for more with each of them."""
    return 60 * cost // conflicts if cost > 0 else 60 * cost * conflicts


def _touched(move: Move) -> frozenset[str]:
    if isinstance(move.edit, ReorderDay):
        return frozenset(move.edit.order)
    return frozenset(strip.task for strip in move.strips)


@dataclass
class _Round:
    """The search for one more move."""

    production: Production
    compiled: Compiled
    start: Standing
    here: Standing
    window: Window
    kept: frozenset[str]
    mend: bool
    over: Callable[[], bool]
    tried: int = 0
    priced: int = 0

    def best(self) -> Move | None:
        best: tuple[tuple[int, ...], Standing, Edit, int] | None = None
        for edit, no_worse in self._promising():
            if self.over():
                break
            after = standing(self.production, edit.apply(self.here.plan))
            self.priced += 1
            value = self._value(self.here, after, no_worse)
            if value is None or (best is not None and value >= best[0]):
                continue
            alone = standing(self.production, edit.apply(self.start.plan)) if self.kept else after
            if self._value(self.start, alone, no_worse) is not None:
                best = (value, after, edit, self.start.cost - alone.cost)
        if best is None:
            return None
        _, after, edit, saved = best
        return described(self.here, after, edit, saved)

    def _value(self, before: Standing, after: Standing, no_worse: bool) -> tuple[int, ...] | None:
        """The rank of a move, less is better; None when it is not worth having."""
        saving, felt = before.cost - after.cost, toll(before, after)
        fewer = felt.fewer
        if not felt.fair(no_worse=no_worse):
            return None
        if self.mend and before.conflicts:
            return (_each(-saving, fewer), -fewer) if fewer > 0 else None
        return (-saving,) if saving > 0 or (saving == 0 and fewer > 0) else None

    def _promising(self) -> Iterator[tuple[Edit, bool]]:
        """The moves worth an exact price, the most promising first, and whether no conflict seems to grow."""
        placed = set(self.compiled.tasks)
        for day in self.here.plan.days:
            # The order has to be one of the board as it came as well: the move may be the only one applied.
            free = placed.issuperset(day.tasks) and day in self.start.plan.days
            if day.day in self.window and day.tasks and free:
                better = better_order(self.production, day)
                if better is not None:
                    yield better, False
        near = Neighbourhood(self.compiled, self.here.plan, self.window, self.kept)
        every = near.moves()
        rises = try_out(self.compiled.problem, near.slots, [move.placing for move in every])
        self.tried += len(every)
        for k in self._ranked(rises):
            yield near.edit(every[k], self.production), rises[k].shortfall <= 0

    def _ranked(self, rises: list[Rise]) -> list[int]:
        if self.mend:
            fewer = [k for k, rise in enumerate(rises) if rise.broken < 0]
            return sorted(fewer, key=lambda k: (_each(rises[k].cost, -rises[k].broken), k))[:LOOKED_AT]
        cheaper = sorted(
            (k for k, rise in enumerate(rises) if rise.cost <= 0), key=lambda k: (rises[k].cost, k)
        )
        clean = [k for k in cheaper if rises[k].broken <= 0 and rises[k].shortfall <= 0]
        other = [k for k in cheaper if rises[k].broken <= 0 and rises[k].shortfall > 0]
        # The estimate lays days in canonical order: what breaks nothing there may break something here, and back.
        return clean[: LOOKED_AT * 3 // 4] + other[: LOOKED_AT // 4]
