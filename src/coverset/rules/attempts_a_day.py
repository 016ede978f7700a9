"""A performer goes at full speed no more often on one date than the coordinator allows, over all beats."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.model.production import Production
from coverset.model.stunt_work import stunt_work
from coverset.model.stunts import Beat
from coverset.rules import broken
from coverset.rules._stunts import kept_apart, placed

KEY = "attempts-a-day"
SENTENCE = (
    "A performer makes no more full-speed attempts on one date, over all the beats shot on it, than the "
    "coordinator allows; a beat whose attempts nobody has given counts as one."
)
KINDS = ("allowed", "apart")
ALWAYS = False


def _performers(production: Production) -> dict[str, dict[str, tuple[Beat, ...]]]:
    """By who performs them: the strips still to shoot, with those of their beats that have a limit."""
    work, stunts = stunt_work(production), production.stunts
    found: dict[str, dict[str, tuple[Beat, ...]]] = {}
    for task in work.to_place(work.shot):
        for beat in work.shot[task]:
            who = beat.double or beat.performer
            if who and stunts.stunts_by_id[beat.stunt].most_attempts is not None:
                own = found.setdefault(who, {})
                own[task] = (*own.get(task, ()), beat)
    return found


def _attempts(production: Production, beats: Sequence[Beat]) -> tuple[int, int]:
    """How often the beats are gone at in all, and the least of their limits; a beat counts once."""
    once = {beat.id: beat for beat in beats}.values()
    limits = (production.stunts.stunts_by_id[beat.stunt].most_attempts for beat in once)
    return sum(1 if beat.attempts is None else beat.attempts for beat in once), min(
        limit for limit in limits if limit is not None
    )


def lower(lowering: Lowering) -> None:
    """Forbid strips that are too much alone; keep apart what is too much together."""
    production, builder = lowering.production, lowering.builder
    for who, strips in _performers(production).items():

        def fits(tasks: Sequence[str], strips: dict[str, tuple[Beat, ...]] = strips) -> bool:
            many, most = _attempts(production, [beat for task in tasks for beat in strips[task]])
            return many <= most

        alone = [task for task in strips if fits([task])]
        for task in strips:
            if task not in alone:
                many, most = _attempts(production, strips[task])
                sentence = f"{task} asks {who} for {many} full-speed attempts; {most} a date are allowed."
                builder.forbid_dates(task, range(builder.num_dates), KEY, sentence)
        for first, second in kept_apart(alone, fits):
            sentence = f"{first} and {second} on one date ask {who} for too many full-speed attempts."
            builder.add_apart(first, second, KEY, sentence)


def check(board: Board) -> list[Finding]:
    """Dates on which a performer is to go more often than allowed."""
    production, found = board.production, []
    for who, strips in _performers(production).items():
        by_date: dict[date, list[str]] = {}
        for task, day in placed(board, strips):
            by_date.setdefault(day.day, []).append(task)
        for day_, tasks in by_date.items():
            many, most = _attempts(production, [beat for task in tasks for beat in strips[task]])
            if many > most:
                sentence = (
                    f"{who} is to make {many} full-speed attempts on {format_date(day_)} ({', '.join(tasks)}); the "
                    f"coordinator allows {most} a date. Move a strip to another date or plan fewer attempts."
                )
                found.append(broken(KEY, sentence, *tasks, str(day_)))
    return found
