"""Generating: a made-up production of any size, written as a folder like any other."""

from __future__ import annotations

from pathlib import Path

from coverset.findings import Finding, Severity
from coverset.formats import production as production_file
from coverset.generate.making import MOST_FILMS, MOST_SCENES, make_up


def generate(
    folder: Path, *, films: int, scenes: int, seed: int, force: bool = False
) -> tuple[list[Finding], list[Path]]:
    """Write a made-up production into a folder; answers what stood in the way and the files written.

    1 to 6 ``films``, up to 5000 ``scenes`` in all and at least one a film. The same numbers write the same
    bytes. A production that is there already is left alone unless ``force``.
    """
    findings = list(_limits(films, scenes))
    if folder.exists() and not folder.is_dir():
        sentence = f"{folder} is a file; give a folder that is new or holds a production."
        findings.append(_wrong("not-a-folder", sentence))
    elif production_file.is_production(folder) and not force:
        sentence = f"{folder} holds a production already; give another folder, or --force to replace it."
        findings.append(_wrong("production-exists", sentence))
    if findings:
        return findings, []
    made = make_up(films, scenes, seed)
    written, slips = production_file.write(made.production, folder, force=force)
    return [*slips, *_left_over(folder)], list(written)


def _left_over(folder: Path) -> list[Finding]:
    """A warning for the plan of a production that was there before: it is the user's, so it stays."""
    plan = folder / "plan.json"
    if not plan.is_file():
        return []
    sentence = f"{plan} is the plan of the production before; delete it, or plan again to replace it."
    return [Finding("plan-left-over", Severity.WARNING, sentence)]


def _limits(films: int, scenes: int) -> list[Finding]:
    found = []
    if not 1 <= films <= MOST_FILMS:
        found.append(_wrong("films-out-of-range", f"{films} films: 1 to {MOST_FILMS} can be made up."))
    if not 1 <= scenes <= MOST_SCENES:
        found.append(_wrong("scenes-out-of-range", f"{scenes} scenes: 1 to {MOST_SCENES:,} can be made up."))
    if not found and scenes < films:
        sentence = f"{films} films need at least {films} scenes, and {scenes} are asked for: ask for more."
        found.append(_wrong("scenes-out-of-range", sentence))
    return found


def _wrong(code: str, sentence: str) -> Finding:
    return Finding(code, Severity.ERROR, sentence)
