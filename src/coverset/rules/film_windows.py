"""A film is shot only inside its own dates."""

from __future__ import annotations

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date, in_any
from coverset.model.scenes import Film, Scene
from coverset.rules import broken

KEY = "film-windows"
SENTENCE = "Scenes of a film that has dates of its own are shot on those dates."
KINDS = ("allowed",)
ALWAYS = False


def lower(lowering: Lowering) -> None:
    """Forbid the scenes of a film the dates outside its windows."""
    tasks = lowering.production.tasks
    for film in lowering.production.films:
        if film.windows:
            outside = [k for k, day in enumerate(lowering.dates) if not in_any(day, film.windows)]
            for name, task in tasks.items():
                if isinstance(task, Scene) and task.film == film.id:
                    lowering.builder.forbid_dates(name, outside, KEY, _only(film))


def _only(film: Film) -> str:
    return f"{film.id} is shot only on {' and '.join(str(window) for window in film.windows)}."


def check(board: Board) -> list[Finding]:
    """Scenes outside the dates of their film."""
    films = {film.id: film for film in board.production.films if film.windows}
    found = []
    for day in board.days:
        for task in board.tasks(day):
            film = films.get(task.film) if isinstance(task, Scene) else None
            if film is not None and not in_any(day.day, film.windows):
                sentence = f"{task.id} stands on {format_date(day.day)}, but {_only(film)}"
                found.append(broken(KEY, sentence, task.id, film.id, str(day.day)))
    return found
