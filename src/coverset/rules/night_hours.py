"""The stunt crew's own limit of work in the dark on one date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.model.stunt_work import stunt_work
from coverset.rules import broken
from coverset.rules._stunts import kept_apart, placed
from coverset.units import format_duration

KEY = "night-hours"
SENTENCE = (
    "Whoever of the stunt crew has a limit for nights is needed no longer than that in the dark on one date, by "
    "the time of the strips that need them."
)
KINDS = ("allowed", "apart")
ALWAYS = False


def lower(lowering: Lowering) -> None:
    """Forbid what is too long alone, and keep apart what is too long together."""
    production, builder = lowering.production, lowering.builder
    work = stunt_work(production)
    for name, tasks in work.tasks_of.items():
        limit = production.stunts.crew_by_id[name].night_limit
        if limit is None:
            continue
        minutes = {t: production.tasks[t].minutes for t in tasks if production.tasks[t].light == "dark"}

        def fits(chosen: Sequence[str], minutes: dict[str, int] = minutes, limit: int = limit) -> bool:
            return sum(minutes[task] for task in chosen) <= limit

        dark = list(work.to_place(minutes))
        for task in dark:
            if not fits([task]):
                sentence = f"{task} needs {name} in the dark for longer than {format_duration(limit)}."
                builder.forbid_dates(task, range(builder.num_dates), KEY, sentence)
        for first, second in kept_apart([task for task in dark if fits([task])], fits):
            sentence = f"{first} and {second} need {name} in the dark, together for longer than {format_duration(limit)}."
            builder.add_apart(first, second, KEY, sentence)


def check(board: Board) -> list[Finding]:
    """Dates on which a member of the stunt crew is needed too long in the dark."""
    production, found = board.production, []
    for name, tasks in stunt_work(production).tasks_of.items():
        limit = production.stunts.crew_by_id[name].night_limit
        if limit is None:
            continue
        needed: dict[date, list[str]] = {}
        for task, day in placed(board, tasks):
            if production.tasks[task].light == "dark":
                needed.setdefault(day.day, []).append(task)
        for day_, dark in needed.items():
            minutes = sum(production.tasks[task].minutes for task in dark)
            if minutes > limit:
                sentence = (
                    f"{name} of the stunt crew is needed for {format_duration(minutes)} in the dark on "
                    f"{format_date(day_)} ({', '.join(dark)}); their limit for a night is {format_duration(limit)}. "
                    f"Spread the strips over more nights or engage another."
                )
                found.append(broken(KEY, sentence, name, *dark, str(day_)))
    return found
