"""A beat that weather can stop has something to shoot instead."""

from __future__ import annotations

from coverset.findings import Finding
from coverset.hazards.weather import beat_weather
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.model.stunt_work import stunt_work
from coverset.rules._stunts import placed, warned

KEY = "stunt-cover"
SENTENCE = (
    "A stunt that wind, rain or light can stop names cover to shoot instead; without it this is a warning."
)
KINDS: tuple[str, ...] = ()
ALWAYS = False
SEVERITIES = ("warning",)


def lower(lowering: Lowering) -> None:
    """A warning forbids nothing."""


def check(board: Board) -> list[Finding]:
    """Weather-limited beats of stunts without cover, each stunt once, where it is shot first."""
    production, work = board.production, stunt_work(board.production)
    found: dict[str, Finding] = {}
    for task, day in placed(board, work.shot):
        for beat in work.shot[task]:
            stunt = production.stunts.stunts_by_id[beat.stunt]
            reasons = beat_weather(production, beat)
            if reasons and not stunt.cover and stunt.id not in found:
                sentence = (
                    f"{task} with {beat.id} stands on {format_date(day.day)} and goes only in its weather "
                    f"({', '.join(reasons)}); {stunt.name or stunt.id} names no cover. Name scenes that the same unit "
                    f"can shoot instead."
                )
                found[stunt.id] = warned(KEY, sentence, task, beat.id, str(day.day))
    return list(found.values())
