"""``coverset progress``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coverset.cli._options import a_date

if TYPE_CHECKING:
    from datetime import date

    from coverset.model.progress import Entry, What
    from coverset.service.opening import Opened


def run(
    path: Annotated[Path, typer.Argument(help="A production folder.")],
    done: Annotated[
        list[str] | None, typer.Option("--done", help="A scene that is shot whole: F1/12. May be repeated.")
    ] = None,
    part: Annotated[
        list[str] | None, typer.Option("--part", help="A scene shot in part, and how much: F1/12=5/8.")
    ] = None,
    omitted: Annotated[list[str] | None, typer.Option("--omitted", help="A scene that is dropped.")] = None,
    owed: Annotated[
        list[str] | None,
        typer.Option("--owed", help="A pickup owed, and what it takes in minutes or eighths: F1/12=45."),
    ] = None,
    pickup: Annotated[
        list[str] | None, typer.Option("--pickup", help="A scene whose pickup is shot.")
    ] = None,
    wrap: Annotated[list[str] | None, typer.Option("--wrap", help="A film that is wrapped.")] = None,
    on: Annotated[
        datetime | None, typer.Option("--on", parser=a_date, metavar="DATE", help="The date of all of this.")
    ] = None,
    due: Annotated[
        datetime | None,
        typer.Option("--due", parser=a_date, metavar="DATE", help="Last date of the pickups owed."),
    ] = None,
    unit: Annotated[str, typer.Option("--unit", help="The unit, where more than one may have done it.")] = "",
    note: Annotated[str, typer.Option("--note", help="A remark: what is owed and why, say.")] = "",
    source: Annotated[str, typer.Option("--source", help="From where it is known, as DPR 12.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Tell what is shot, left and owed, and add to it. Shot work never moves again.

    Rows are added to progress.csv in the folder; with an error nothing is written.

    [bold]Examples[/bold]

      coverset progress film                                        pages shot, left and owed, a film a line
      coverset progress film --done F1/12 --done F1/13 --on 2026-03-04 --source "DPR 3"
      coverset progress film --part F1/14=5/8 --on 2026-03-04       what is left of it stays to be planned
      coverset progress film --owed F1/12=45 --note "close shot soft" --due 2026-03-20 --on 2026-03-05
    """
    from coverset.cli import EXIT_FINDINGS, EXIT_USAGE
    from coverset.cli._say import say_findings, say_json
    from coverset.service.opening import open_path
    from coverset.service.progressing import add_progress, progress_of
    from coverset.service.progressing import as_json as answer

    asked: tuple[tuple[What, list[str] | None], ...] = (
        ("shot", done),
        ("part", part),
        ("omitted", omitted),
        ("pickup owed", owed),
        ("pickup shot", pickup),
        ("wrap", wrap),
    )
    entries: list[Entry] = []
    try:
        for what, words in asked:
            for word in words or ():
                entries.append(_entry(word, what, on and on.date(), due and due.date(), unit, note, source))
    except ValueError as trouble:
        typer.echo(str(trouble), err=True)
        raise typer.Exit(EXIT_USAGE) from None
    if entries:
        written, findings = add_progress(path, entries)
        say_findings(findings)
        if written is None:
            typer.echo("Nothing is written.", err=True)
            raise typer.Exit(EXIT_FINDINGS)
        typer.echo(f"Written: {written}", err=True)
    opened = open_path(path)
    if opened.production is None:
        say_findings(opened.findings)
        raise typer.Exit(EXIT_FINDINGS)
    if as_json:
        say_json(answer(progress_of(opened)))
        return
    _say(opened)


def _entry(
    word: str, what: What, day: date | None, due: date | None, unit: str, note: str, source: str
) -> Entry:
    """One option as an entry. Raises ValueError with a sentence when its length is none."""
    from coverset.model.progress import Entry
    from coverset.units import parse_eighths

    task, _, length = (piece.strip() for piece in word.partition("="))
    eighths = minutes = None
    if length:
        if "/" in length:
            eighths = parse_eighths(length)
        elif length.isascii() and length.isdigit() and len(length) < 6:
            minutes = int(length)
        else:
            raise ValueError(f"{word!r}: write eighths as F1/12=5/8, or minutes as F1/12=45.")
    own = due if what == "pickup owed" else None
    return Entry(task, what, day, unit, eighths, minutes, own, note, source)


def _say(opened: Opened) -> None:
    from coverset.model.dates import format_date
    from coverset.service.progressing import progress_of
    from coverset.units import format_eighths

    found = progress_of(opened)
    for line in found.words():
        typer.echo(line)
    partly = [name for name in found.production.tasks if f"{name} shot 1" in found.production.tasks]
    for name in partly:
        if name not in found.production.settled:
            task = found.production.tasks[name]
            size = format_eighths(getattr(task, "eighths", 0))
            typer.echo(f"  partly shot: {name}, {size} and {task.minutes} minutes left")
    for film in found.films:
        for entry in film.owed:
            due = f", due by {format_date(entry.due)}" if entry.due else ""
            typer.echo(f"  owed: {entry.task}{f' ({entry.note})' if entry.note else ''}{due}")
