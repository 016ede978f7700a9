"""How far a production is: what is shot, left and owed, told and added to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from coverset.findings import Finding, has_errors, in_order
from coverset.formats import production as folder_format
from coverset.formats import progress as progress_file
from coverset.formats._folder import read_file
from coverset.model.production import Production
from coverset.model.progress import Entry, with_progress
from coverset.model.progress_checks import FilmTally, problems, tally
from coverset.service._folder_writing import put
from coverset.service.opening import Opened
from coverset.units import format_eighths


def add_progress(folder: Path, entries: Sequence[Entry]) -> tuple[Path | None, list[Finding]]:
    """Put rows at the end of progress.csv, read against the production first; no path when an error stops it."""
    production, findings = folder_format.read(folder)
    if production is None:
        return None, findings
    data, slips = read_file(folder, progress_file.FILE, optional=True)
    new, unknown = _named(production, entries)
    text = progress_file.with_rows(data, [progress_file.row_of(entry) for entry in new])
    rows, found = progress_file.read(text)
    made, more = progress_file.entries(rows, production)
    unknown += more
    base = replace(production, progress=())
    wrong = [*slips, *found, *unknown, *problems(with_progress(base, made))]
    if has_errors(wrong):
        return None, in_order(wrong)
    why = "; ".join(f"{entry.task} {entry.what}" for entry in new)
    slips = put(folder, progress_file.FILE, text, why=why)
    return (None if slips else folder / progress_file.FILE), in_order([*wrong, *slips])


def _named(production: Production, entries: Sequence[Entry]) -> tuple[list[Entry], list[Finding]]:
    """The entries with ids where people gave names; one that nothing has is a finding without a place."""
    rows, _ = progress_file.read(progress_file.write(entries))
    made, findings = progress_file.entries(rows, production)
    return list(made), [replace(finding, place=None) for finding in findings]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a production is: each film's tally, and its parts by words for a screen."""

    films: tuple[FilmTally, ...]
    production: Production

    def words(self) -> list[str]:
        """A line a film: strips (scenes and declared parts) and pages shot and left, what was dropped and added, what is owed."""
        titles = {film.id: film.title for film in self.production.films}
        said = []
        for film in self.films:
            name = f"{film.film} {titles.get(film.film, '')}".strip()
            more = [f"{format_eighths(film.omitted)} omitted"] if film.omitted else []
            more += [f"{format_eighths(film.added)} added"] if film.added else []
            more += [f"{len(film.owed)} pickup{'s' if len(film.owed) != 1 else ''} owed"] if film.owed else []
            tail = f"; {', '.join(more)}" if more else ""
            said.append(
                f"{name}: {film.done} of {film.scenes} strips, {format_eighths(film.shot)} of "
                f"{format_eighths(film.total)} pages shot, {format_eighths(film.left)} left{tail}."
            )
        return said


def progress_of(opened: Opened) -> Progress:
    """How far what was opened is. Raises ValueError when it has no production."""
    if opened.production is None:
        raise ValueError("there is no production to tell the progress of")
    return Progress(tally(opened.production), opened.production)


def as_json(found: Progress) -> dict[str, Any]:
    """The one object that ``progress --json`` prints; pages in eighths."""
    return {
        "films": [
            {
                "film": film.film,
                "scenes": film.scenes,
                "scenes_shot": film.done,
                "eighths": film.total,
                "eighths_shot": film.shot,
                "eighths_left": film.left,
                "eighths_omitted": film.omitted,
                "eighths_added": film.added,
                "wrapped": film.wrapped,
                "owed": [
                    {"scene": e.task, "what": e.note, "due": e.due.isoformat() if e.due else None}
                    for e in film.owed
                ],
            }
            for film in found.films
        ]
    }
