"""What an incident is about is not done until somebody has lifted the hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from coverset.findings import Finding
from coverset.hazards.holds import subjects
from coverset.hazards.leave import leaves_of
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.model.production import Production
from coverset.model.stunt_work import stunt_work
from coverset.model.stunts import Beat, Incident
from coverset.rules import broken
from coverset.rules._stunts import placed

KEY = "incident-holds"
SENTENCE = (
    "From the date of an incident until a named person lifts its hold, nothing is done of the beats, stunts, "
    "hazards, gear, leave or people that it is about."
)
KINDS = ("allowed",)
ALWAYS = True
NEVER_RELAXED = True


def _holds(production: Production, beats: tuple[Beat, ...]) -> Iterator[Incident]:
    known = leaves_of(production).catalogue
    about = {subject for beat in beats for subject in subjects(production, known, beat)}
    for incident in production.stunts.incidents:
        if not about.isdisjoint(incident.about):
            yield incident


def _lifted(incident: Incident) -> date | None:
    """When the hold was lifted; None unless somebody has put a name and a reason to it."""
    return incident.lifted if incident.lifted_by and incident.reason else None


def _held(incident: Incident, day: date) -> bool:
    lifted = _lifted(incident)
    return incident.on <= day and (lifted is None or day < lifted)


def lower(lowering: Lowering) -> None:
    """Forbid the held tasks every date of the hold."""
    production, work = lowering.production, stunt_work(lowering.production)
    for task in work.to_place(work.beats if production.stunts.incidents else ()):
        for incident in _holds(production, work.beats[task]):
            days = [k for k, day in enumerate(lowering.dates) if _held(incident, day)]
            lowering.builder.forbid_dates(task, days, KEY, _why(incident))


def _why(incident: Incident) -> str:
    lifted = _lifted(incident)
    until = (
        f"until {format_date(lifted)}"
        if lifted
        else "and nobody has lifted the hold by name and with a reason"
    )
    return (
        f"Incident {incident.id} of {format_date(incident.on)} ({incident.text.strip().rstrip('.')}) holds "
        f"{', '.join(incident.about)} {until}."
    )


def check(board: Board) -> list[Finding]:
    """Work that stands on a date of its hold."""
    production, work, found = board.production, stunt_work(board.production), []
    for task, day in placed(board, work.beats if production.stunts.incidents else ()):
        for incident in _holds(production, work.beats[task]):
            if _held(incident, day.day):
                sentence = (
                    f"{task} stands on {format_date(day.day)}. {_why(incident)} Find out what happened, put it "
                    f"right, and have a named person lift the hold with the reason, or take the beat out."
                )
                found.append(broken(KEY, sentence, task, incident.id, str(day.day)))
    return found
