"""A film is shot only inside its own dates."""

from __future__ import annotations

from datetime import date

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import DateRange, format_date, in_any
from coverset.model.scenes import Film, Scene
from coverset.rules import broken

KEY = "film-windows"
SENTENCE = "Scenes of a film that has dates of its own are shot on those dates."
KINDS = ("allowed",)
ALWAYS = False


def lower(lowering: Lowering) -> None:
    """Forbid the scenes of a film the dates outside its windows."""
    tasks, settled = lowering.production.tasks, lowering.production.settled
    for film in lowering.production.films:
        if film.windows:
            said = _only(film, lowering.production.calendar.end_date)
            outside = [k for k, day in enumerate(lowering.dates) if not in_any(day, film.windows)]
            for name, task in tasks.items():
                if isinstance(task, Scene) and task.film == film.id and name not in settled:
                    lowering.builder.forbid_dates(name, outside, KEY, said)


def _only(film: Film, end: date) -> str:
    said = [
        f"from {format_date(window.first)} on"
        if window.last > end
        else f"on {DateRange(window.first, window.last)}"
        for window in film.windows
    ]
    why = next((f" ({window.why})" for window in film.windows if window.why), "")
    return f"{film.id} is shot only {' and '.join(said)}{why}."


def check(board: Board) -> list[Finding]:
    """Scenes outside the dates of their film; what was shot outside them is shot."""
    films = {film.id: film for film in board.production.films if film.windows}
    found = []
    for day in board.days:
        for task in board.tasks(day):
            shot = task.id in board.production.settled
            film = films.get(task.film) if isinstance(task, Scene) and not shot else None
            if film is not None and not in_any(day.day, film.windows):
                sentence = f"{task.id} stands on {format_date(day.day)}, but {_only(film, board.production.calendar.end_date)}"
                found.append(broken(KEY, sentence, task.id, film.id, str(day.day)))
    return found
