"""What a unit's days cost besides their number: overtime, moves, travel, shifts, opening."""

from __future__ import annotations

from collections.abc import Sequence

from coverset.problem import DARK
from coverset.problem.problem import DAY_SHIFT, NEVER, NIGHT_SHIFT, SPLIT_SHIFT, Unit
from coverset.solve.bound.days import Work, cheapest
from coverset.solve.bound.ledger import Proof
from coverset.solve.bound.packing import ceil_div
from coverset.solve.bound.tours import Tours


def bound_unit(work: Work, u: int, days: int, tours: Tours, proof: Proof) -> int:
    """Prove what the tasks that only this unit can take cost it, given the fewest days it needs.

    Answers what is proved of its overtime.
    """
    problem, unit = work.problem, work.problem.units[u]
    own = work.of_unit(u)
    mine = [t for t, units in enumerate(work.units) if u in units]
    if not own:
        return 0
    locations = {problem.tasks[t].location for t in own}
    proof.line(
        unit.move_line,
        (len(locations) - 1) * unit.move_price,
        f"{unit.name} must get to {len(locations)} locations, each but the first by a move",
    )
    bases = frozenset(problem.tasks[t].base for t in own)
    proof.line(
        unit.travel_line,
        tours.path(bases),
        f"{unit.name} must travel to {len(bases)} bases, in the cheapest order",
    )
    over = _overtime(work, u, own, mine, days, proof)
    _shifts(work, u, own, mine, proof)
    sizes = [max(0, problem.tasks[t].size - unit.opening_size) for t in mine]
    proof.line(
        unit.opening_line,
        min(sizes) * unit.opening_price,
        f"every scene that {unit.name} could open with is longer than an opening day should be",
    )
    proof.line(
        unit.opening_task_line,
        min(problem.tasks[t].opening for t in mine),
        f"{unit.name} opens with something, and nothing that it could open with is free",
    )
    return over


def _overtime(work: Work, u: int, own: Sequence[int], mine: Sequence[int], days: int, proof: Proof) -> int:
    unit = work.problem.units[u]
    if not unit.overtime_hour:
        return 0
    spare = unit.standard - unit.prepare
    alone = 0
    if spare >= 0:
        alone = sum(max(0, work.problem.tasks[t].minutes - spare) * unit.overtime_hour // 60 for t in own)
    dates = len(work.usable(u, mine))
    minutes = sum(work.problem.tasks[t].minutes for t in own)
    packed = min(_rounded_overtime(unit, minutes, count) for count in (days, max(days, dates)))
    proof.line(
        unit.overtime_line,
        max(alone, packed),
        f"{unit.name} has work that does not fit into the standard days of its {dates} open dates",
    )
    return max(alone, packed)


def _rounded_overtime(unit: Unit, minutes: int, days: int) -> int:
    """The least overtime of minutes over days, each of which may lose what is under a minor unit."""
    over = minutes - days * (unit.standard - unit.prepare)
    return max(0, ceil_div(over * unit.overtime_hour - 59 * days, 60))


def _shifts(work: Work, u: int, own: Sequence[int], mine: Sequence[int], proof: Proof) -> None:
    """The shift of a day of dark work alone is known from the date: it starts at dusk or later."""
    problem, unit = work.problem, work.problem.units[u]
    every = (DAY_SHIFT, SPLIT_SHIFT, NIGHT_SHIFT)
    kinds: dict[bool, set[int]] = {True: set(), False: set()}
    price = 0
    for dark in (False, True):
        tasks = [t for t in own if (problem.tasks[t].light == DARK) == dark]
        if not tasks:
            continue
        dates = work.usable(u, [t for t in mine if unit.mixed or (problem.tasks[t].light == DARK) == dark])
        of_date = {d: _night_shifts(work, u, tasks, d) if dark and not unit.mixed else every for d in dates}
        if not dark and not unit.mixed and unit.day_call < unit.night_call:
            of_date = {d: _day_shifts(work, unit, mine, d) for d in dates}
        kinds[dark].update(shift for shifts in of_date.values() for shift in shifts)
        if unit.shift_price and (dark or not unit.mixed):
            price += cheapest(
                (min(unit.shift_price[shift][d] for shift in shifts) for d, shifts in of_date.items()),
                work.days(tasks, (u,)),
            )
    if unit.shift_price and unit.mixed:
        dates = work.usable(u, mine)
        price = cheapest(
            (min(by_date[d] for by_date in unit.shift_price) for d in dates), work.days(own, (u,))
        )
    proof.line(unit.shift_line, price, f"the cheapest shifts in which {unit.name} can do its work")
    if not unit.mixed and kinds[True] == {NIGHT_SHIFT} and kinds[False] and NIGHT_SHIFT not in kinds[False]:
        proof.line(unit.switch_line, unit.switch_price, f"{unit.name} has both night and day work")


def _night_shifts(work: Work, u: int, tasks: Sequence[int], day: int) -> tuple[int, ...]:
    problem, unit = work.problem, work.problem.units[u]
    if unit.calls and unit.calls[day] != NEVER:
        return (DAY_SHIFT, SPLIT_SHIFT, NIGHT_SHIFT)
    found = set()
    for t in tasks:
        base = problem.bases[problem.tasks[t].base]
        if base.dusk[day] == NEVER:
            continue
        call = max(unit.earliest_call, base.dusk[day] - unit.prepare)
        late = NIGHT_SHIFT if call >= unit.night_call else SPLIT_SHIFT
        shortest = min(
            problem.tasks[k].minutes for k in tasks if problem.tasks[k].base == problem.tasks[t].base
        )
        found.add(late)
        if call + unit.prepare + shortest <= unit.day_until:
            found.add(DAY_SHIFT)
    return tuple(found) or (DAY_SHIFT, SPLIT_SHIFT, NIGHT_SHIFT)


def _day_shifts(work: Work, unit: Unit, mine: Sequence[int], day: int) -> tuple[int, ...]:
    """Without dark work the call waits for the sun at most, so a day called before night is no night."""
    bases = {work.problem.tasks[t].base for t in mine}
    latest = max(max(unit.day_call, work.problem.bases[b].rise[day] - unit.prepare) for b in bases)
    if latest >= unit.night_call or (unit.calls and unit.calls[day] != NEVER):
        return (DAY_SHIFT, SPLIT_SHIFT, NIGHT_SHIFT)
    return (DAY_SHIFT, SPLIT_SHIFT)
