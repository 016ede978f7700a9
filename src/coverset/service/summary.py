"""The figures a production office asks for first, of any board."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from coverset.costs.cast import cast_engagement
from coverset.model.board import Board
from coverset.model.clock import day_eighths
from coverset.model.production import Production
from coverset.units import format_eighths


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of a board: unit-days that shoot (in all and by unit), cast dates worked, held and dropped, moves and set changes.

    ``drop_days`` are the company's working dates inside dropped gaps; ``moves`` counts company moves inside
    days and overnight; ``lengths`` are the eighths of each shoot day, longest first.
    """

    shoot_days: int
    unit_days: tuple[tuple[str, int], ...]
    work_days: int
    hold_days: int
    drop_days: int
    moves: int
    set_changes: int
    lengths: tuple[int, ...]


def summarise(board: Board) -> Summary:
    """Count a board."""
    production = board.production
    spells = [cast_engagement(board, person) for person in production.people if board.worked_by(person.id)]
    shooting = [day for day in board.days if production.units_by_id[day.unit].kind != "prep"]
    overnight = 0
    for unit in production.units:
        days = board.unit_days(unit.id)
        for before, after in pairwise(days):
            last = {task.location for task in board.tasks(before)}
            overnight += last.isdisjoint(task.location for task in board.tasks(after))
    return Summary(
        shoot_days=len(shooting),
        unit_days=tuple(Counter(day.unit for day in shooting).items()),
        work_days=sum(len(spell.worked) for spell in spells),
        hold_days=sum(len(spell.held) for spell in spells),
        drop_days=sum(
            production.calendar.works(day) for spell in spells for gap in spell.drops for day in gap.idle()
        ),
        moves=overnight + sum(board.clock(day).moves for day in board.days),
        set_changes=sum(board.clock(day).set_changes for day in board.days),
        lengths=tuple(sorted((day_eighths(production, day) for day in shooting), reverse=True)),
    )


def contents(production: Production) -> str:
    """What a production holds, in a line: scenes that are not omitted, pages, cast, locations."""
    scenes = [scene for scene in production.scenes if not scene.omitted]
    return (
        f"{production.title}: {len(scenes)} scenes, {format_eighths(sum(scene.eighths for scene in scenes))} pages, "
        f"{len(production.people)} cast, {len(production.locations)} locations."
    )
