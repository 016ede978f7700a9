"""The stage relaxation of a unit and a few of its people, as numbers for the search of stages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from coverset.solve.bound.configs import Casting, Part, castings, visits
from coverset.solve.bound.days import Group, Work
from coverset.solve.bound.spans import needs
from coverset.solve.bound.stages import PythonStages, StageProblem, StageSearch
from coverset.solve.bound.tours import Tours

PARTS = 8
"""Prices that several relaxations share are split into so many parts; all money in a relaxation is in these parts."""

_MOST_MONEY = 1 << 44


@dataclass(frozen=True, slots=True)
class Ground:
    """What all relaxations of one unit have in common.

    ``day`` is the price of a day beyond the fewest of its place, 0 where something else has counted those days.
    ``move`` is the price of coming back to a place, 0 where a day may hold several.
    """

    work: Work
    unit: int
    groups: tuple[Group, ...]
    people: tuple[int, ...]
    bases: frozenset[int]
    day: int
    move: int


def ground(work: Work, u: int, fewest: int) -> Ground:
    """Lay the ground for a unit whose own work needs so many days."""
    problem, unit = work.problem, work.problem.units[u]
    own = work.of_unit(u)
    groups = work.groups(own, (u,))
    mine = [t for t, units in enumerate(work.units) if u in units]
    # Days beyond the fewest are new only where nothing else has counted them: page profiles, pooled work.
    alone = fewest == sum(group.days for group in groups) and len(mine) == len(own)
    bases = {(problem.tasks[t].location, problem.tasks[t].base) for t in own}
    one_place = unit.max_locations == 1 and len(bases) == len({location for location, _ in bases})
    return Ground(
        work,
        u,
        tuple(groups),
        tuple(_people(work, u, groups)),
        frozenset(base for _, base in bases),
        min(unit.day_price[d] for d in work.usable(u, mine)) if alone else 0,
        unit.move_price if one_place and len(mine) == len(own) else 0,
    )


def _people(work: Work, u: int, groups: Sequence[Group]) -> list[int]:
    """The spans of this unit alone whose working dates are counted place by place, dearest first."""
    found = []
    for s, span in enumerate(work.problem.spans):
        tasks = {t for t, task in enumerate(work.problem.tasks) if s in task.spans}
        if not tasks or any(work.units[t] != (u,) for t in tasks):
            continue
        need = needs(work, s)
        counted = sum(work.packed([t for t in group.tasks if t in tasks], (u,)) for group in groups)
        price = prices(work, u, s)[1]
        if need and need.count == counted and price > 0 and span.max_drops <= 2:
            found.append((-price, s))
    return [s for _, s in sorted(found)]


def prices(work: Work, u: int, s: int) -> tuple[int, int]:
    """The least that a date of work costs, and a date of this unit's on which the span waits."""
    span = work.problem.spans[s]
    tasks = [t for t, task in enumerate(work.problem.tasks) if s in task.spans]
    working = min(span.work[d] for d in work.usable(u, tasks))
    dates = work.usable(u, [t for t, units in enumerate(work.units) if u in units])
    return working, min(working, min(span.hold[d] for d in dates))


def relaxed(ground: Ground, tours: Tours, chosen: Sequence[int], share: int) -> StageProblem:
    """The relaxation of some people that is charged ``share`` of `PARTS` parts of days, moves and travel.

    With no share it leaves out where the unit stands. All its money is in parts.
    """
    work, by_base = ground.work, share > 0 and len(ground.bases) > 1
    spans = [work.problem.spans[s] for s in chosen]
    paid = [prices(work, ground.unit, s) for s in chosen]
    working, waiting = tuple(PARTS * w for w, _ in paid), tuple(PARTS * w for _, w in paid)
    unit = work.problem.units[ground.unit]
    at: dict[int, dict[int, list[list[Casting]]]] = defaultdict(lambda: defaultdict(list))
    for group in ground.groups:
        task = work.problem.tasks[group.tasks[0]]
        part = _part(work, ground.unit, group, chosen)
        options = castings(part, unit.longest - unit.prepare, share * ground.day, working, waiting)
        at[task.base if by_base else -1][task.location].append(options)
    nodes = sorted(at)
    return StageProblem(
        waiting,
        tuple(PARTS * span.fee for span in spans),
        tuple(span.max_drops if span.drop_gap else 0 for span in spans),
        tuple(tuple(share * tours.near[a][b] if by_base else 0 for b in nodes) for a in nodes),
        share * ground.move,
        tuple(_places(at[node].values(), share * ground.move) for node in nodes),
    )


def _places(of_place: Iterable[list[list[Casting]]], move: int) -> tuple[tuple[Casting, ...], ...]:
    """The castings at a node: place by place where coming back has a price, else group by group."""
    parts: list[tuple[Casting, ...]] = []
    for groups in of_place:
        together = visits(groups) if move else None
        parts += [tuple(together)] if together else map(tuple, groups)
    return tuple(parts)


def _part(work: Work, u: int, group: Group, chosen: Sequence[int]) -> Part:
    minutes: dict[int, int] = defaultdict(int)
    for t in group.tasks:
        task = work.problem.tasks[t]
        minutes[sum(1 << k for k, s in enumerate(chosen) if s in task.spans)] += task.minutes
    of_person = tuple(
        work.packed([t for t in group.tasks if s in work.problem.tasks[t].spans], (u,)) for s in chosen
    )
    return Part(dict(minutes), group.days, of_person)


def compiled() -> bool:
    """Whether the kernel was built; it searches some hundred times as fast as Python."""
    return find_spec("coverset.solve._kernel") is not None


def searching(problem: StageProblem) -> StageSearch:
    """A search of the relaxation, by the kernel where it was built."""
    if not compiled():
        return PythonStages(problem)
    from coverset.solve import _kernel

    money = [*problem.hold, *problem.fee, problem.move, *(p for row in problem.between for p in row)]
    extras = [abs(casting.extra) for node in problem.parts for part in node for casting in part]
    if max((*money, *extras), default=0) > _MOST_MONEY:
        return PythonStages(problem)
    return _kernel.Stages(
        problem.hold,
        problem.fee,
        problem.drops,
        problem.between,
        problem.move,
        [[[(c.extra, c.again, c.days) for c in part] for part in node] for node in problem.parts],
    )
