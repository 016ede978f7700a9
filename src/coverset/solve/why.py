"""Why a strip stands where it does, and why a person is held: every other day priced or forbidden, by the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from coverset.costs.cast import hold_price
from coverset.findings import Finding
from coverset.model.board import Board
from coverset.model.edits import MoveStrip
from coverset.model.engagement import Engagement, Gap, engagement, gaps_between, may_drop
from coverset.model.people import Person
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.solve.compile import compile_production
from coverset.solve.improve import Move, described
from coverset.solve.laying import lay_in, places
from coverset.solve.neighbours import Neighbour, Neighbourhood, Window, placed_part
from coverset.solve.standing import Standing, Toll, lines_between, net_days, standing, toll
from coverset.solve.tryout import try_out

_LOOKED_AT = 4000
_PRICED = 8


@dataclass(frozen=True)
class Option:
    """A unit's date for a strip: what it costs more there, or what forbids it.

    ``price`` is the ledger's difference in minor units, also where it is forbidden. ``forbids`` are the
    conflicts that come with it, ``why`` what forbids that strip that date whatever else is on it (empty
    when only the rest of the board stands in the way). ``days`` and ``lines`` are as in a `Move`.
    """

    unit: str
    day: date
    here: bool
    price: int
    edit: MoveStrip
    forbids: tuple[Finding, ...]
    why: tuple[str, ...]
    lines: dict[str, int]
    days: dict[str, tuple[int, int]]

    @property
    def allowed(self) -> bool:
        """Whether the strip may go there (or stay) as the board stands."""
        return self.here or not (self.forbids or self.why)


def options(production: Production, plan: Plan, task: str) -> tuple[Option, ...]:
    """Every date of every unit that may shoot a strip, or has shot it, by unit and date.

    Raises KeyError for an unknown strip. The strip goes to the best place of each day, and nothing else moves. A
    date is forbidden when the board with the strip there breaks what the board now does not.
    """
    before = standing(production, plan)
    stands = {(day.unit, day.day) for day in plan.where.get(task, ())}
    compiled = compile_production(production)
    number = compiled.builder.task_index(task)
    reasons = [forbid for forbid in compiled.builder.forbids if forbid.task == number]
    found = []
    may = production.units_for(production.tasks[task])
    for unit in production.units:
        if unit not in may and all(unit.id != other for other, _ in stands):
            continue
        for k, day in enumerate(compiled.dates):
            here = (unit.id, day) in stands and len(stands) == 1
            slot = compiled.builder.slot(unit.id, k)
            why = tuple(dict.fromkeys(forbid.sentence for forbid in reasons if slot in forbid.slots))
            left = {date for _, date in stands}
            edit, after, forbids = _placed(before, task, unit.id, day, here, left, not why)
            found.append(
                Option(
                    unit.id,
                    day,
                    here,
                    after.cost - before.cost,
                    edit,
                    forbids,
                    why,
                    lines_between(before, after),
                    net_days(before.spells, after.spells),
                )
            )
    return tuple(found)


def _placed(
    before: Standing, task: str, unit: str, day: date, here: bool, left: set[date], anywhere: bool
) -> tuple[MoveStrip, Standing, tuple[Finding, ...]]:
    """The strip on a date, at the best place: the next are tried while the order of the day may be to blame."""
    production = before.board.production
    first = lay_in(production, before.plan, [(task, unit, day)])
    assert isinstance(first, MoveStrip)
    if here:
        return first, before, ()
    best = None
    near = {str(day), str(day + timedelta(days=1))}
    tried: set[tuple[object, ...]] = set()
    for edit in (first, *places(before.plan, task, unit, day)):
        there = Board(production, edit.apply(before.plan))
        hours = _hours(there, unit, day)
        if hours in tried:
            continue
        tried.add(hours)
        after = Standing(there)
        forbids = _new(toll(before, after), left)
        if best is None or (len(forbids), after.cost) < (len(best[2]), best[1].cost):
            best = (edit, after, forbids)
        if not anywhere or not any(f.code in _ORDERED and near.intersection(f.about) for f in forbids):
            break
    assert best is not None
    return best


def _hours(board: Board, unit: str, day: date) -> tuple[object, ...]:
    """What the rules see of a day's order: its hours, light and bases. Another place with the same breaks the same."""
    found = next((own for own in board.days if (own.unit, own.day) == (unit, day)), None)
    if found is None:
        return ()
    told, tasks = board.clock(found), board.tasks(found)
    ends = board.production.base_of(tasks[0]), board.production.base_of(tasks[-1])
    return told.call, told.wrap, told.work, told.out_of_light, ends


_ORDERED = frozenset(
    ("light", "pinned-orders", "day-length", "crew-rest", "people-rest", "one-base", "people-travel")
)
"""Rules that may be kept or broken by the order of a day alone."""


def _new(change: Toll, left: set[date]) -> tuple[Finding, ...]:
    """The conflicts that come, without those that stood on the day left, or after it, and only change their amount."""
    near = {str(day + timedelta(days=k)) for day in left for k in (0, 1)}
    had = {(f.code, f.about) for f in change.mends if near.intersection(f.about)}
    return tuple(f for f in change.breaks if (f.code, f.about) not in had)


@dataclass(frozen=True)
class Held:
    """A gap in which a person is held: the held dates, their price, why it is not dropped, moves that shorten it."""

    gap: Gap
    days: tuple[date, ...]
    price: int
    not_dropped: str
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class PersonWhy:
    """What a person works and is held on a board, gap by gap."""

    person: Person
    spell: Engagement
    held: tuple[Held, ...]


def person_why(production: Production, plan: Plan, person: str, *, moves: int = 2) -> PersonWhy:
    """Every run of held dates of a person, and the cheapest single moves that would shorten it.

    Moves are fair, as in `improve`, but may cost money. Raises KeyError for somebody the production lacks.
    """
    who = production.people_by_id[person]
    before = standing(production, plan)
    spell = before.spells.get(person, Engagement((), (), ()))
    runs = [gap for gap in gaps_between(spell.worked) if any(day in gap for day in spell.held)]
    shorter = _Shortening(production, before, who).moves(runs, moves) if runs else {}
    held = []
    for gap in runs:
        days = tuple(day for day in spell.held if day in gap)
        price = sum(hold_price(production, who, day) for day in days)
        held.append(Held(gap, days, price, _not_dropped(who, gap, spell), tuple(shorter.get(gap, ()))))
    return PersonWhy(who, spell, tuple(held))


def _not_dropped(person: Person, gap: Gap, spell: Engagement) -> str:
    policy = person.holding
    if not policy.may_drop:
        return "No drop is allowed for them."
    if not may_drop(gap, policy):
        return f"A drop needs {policy.least_gap} days from the last day worked to the pick-up; these are {gap.days}."
    if policy.max_drops is not None and len(spell.drops) >= policy.max_drops:
        drops = "once" if policy.max_drops == 1 else f"{policy.max_drops} times"
        return f"They may be dropped {drops}, and are on another gap."
    return "Dropping it would save nothing."


class _Shortening:
    """The search for moves that shorten a person's gaps."""

    def __init__(self, production: Production, before: Standing, person: Person) -> None:
        self.production, self.before, self.person = production, before, person
        self.compiled = compile_production(placed_part(production, before.plan))
        dates = production.calendar.dates()
        self.near = Neighbourhood(self.compiled, before.plan, Window(dates[0], dates[-1]), frozenset())
        names = self.compiled.tasks
        self.own = {
            t for t, name in enumerate(names) if person.id in production.people_of(production.tasks[name])
        }

    def moves(self, runs: list[Gap], most: int) -> dict[Gap, list[Move]]:
        """The cheapest moves for each gap, an exact price each."""
        touching = [move for move in self.near.moves() if any(task in self.own for task, _ in move.placing)]
        rises = try_out(self.compiled.problem, self.near.slots, [move.placing for move in touching])
        order = sorted(
            (k for k, rise in enumerate(rises) if rise.broken <= 0 and rise.shortfall <= 0),
            key=lambda k: (rises[k].cost, k),
        )
        found: dict[Gap, list[Move]] = {gap: [] for gap in runs}
        tried = dict.fromkeys(runs, 0)
        for k in order[:_LOOKED_AT]:
            for gap in self._shortened(touching[k], runs):
                if len(found[gap]) < most and tried[gap] < _PRICED:
                    tried[gap] += 1
                    move = self._exact(touching[k], gap)
                    found[gap] += [move] if move else []
            if all(len(moves) >= most or tried[gap] >= _PRICED for gap, moves in found.items()):
                break
        return {gap: sorted(moves, key=lambda move: -move.saving) for gap, moves in found.items()}

    def _shortened(self, move: Neighbour, runs: list[Gap]) -> Iterator[Gap]:
        placed = dict(move.placing)
        num = self.compiled.problem.num_dates
        worked = {self.compiled.dates[placed.get(t, self.near.slots[t]) % num] for t in self.own}
        spell = engagement(
            worked,
            self.person.holding,
            lambda day: hold_price(self.production, self.person, day),
            lambda gap: self.person.holding.fee,
            lambda day: self.production.calendar.works(day) and not self.person.is_away(day),
        )
        now = self.before.spells[self.person.id]
        if len(spell.held) < len(now.held) and len(spell.worked) <= len(now.worked):
            held = set(spell.held)
            yield from (gap for gap in runs if any(day in gap and day not in held for day in now.held))

    def _exact(self, move: Neighbour, gap: Gap) -> Move | None:
        edit = self.near.edit(move, self.production)
        after = standing(self.production, edit.apply(self.before.plan))
        spell = after.spells.get(self.person.id, Engagement((), (), ()))
        now = self.before.spells[self.person.id]
        if len(spell.held) >= len(now.held) or not toll(self.before, after).fair():
            return None
        if not any(day in gap and day not in spell.held for day in now.held):
            return None
        return described(self.before, after, edit, self.before.cost - after.cost)
