"""``coverset report``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def run(
    path: Annotated[
        Path, typer.Argument(help="A production folder with a plan, a plan (.json) or a board (.uss).")
    ],
    kind: Annotated[str, typer.Argument(help="Which paper: see the list below, or 'all'.")],
    to: Annotated[
        str,
        typer.Option(
            "--to",
            help="text, html, pdf, xlsx, csv, json or ics; uss writes the board itself (default: as the file ends).",
        ),
    ] = "",
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="File to write (default: standard output for text, csv, json)."),
    ] = None,
    day: Annotated[
        str | None,
        typer.Option("--day", help="A date (2025-05-07) or a shoot day number (5), for call sheets."),
    ] = None,
    unit: Annotated[str | None, typer.Option("--unit", help="One unit only.")] = None,
    person: Annotated[str | None, typer.Option("--person", help="One person only, for calendars.")] = None,
    palette: Annotated[
        str, typer.Option("--palette", help="Strip colours: singleton, variant, colour-safe.")
    ] = "singleton",
    profile: Annotated[
        str, typer.Option("--profile", help="Day-out-of-days codes: strip-days or paid-days.")
    ] = "strip-days",
    revision: Annotated[
        str,
        typer.Option(
            "--revision", help="Schedule colour printed on the paper (default: the script's, else White)."
        ),
    ] = "",
    sequence: Annotated[
        int, typer.Option("--sequence", min=0, help="Issue number of calendars; raise it at each reissue.")
    ] = 0,
    previous: Annotated[
        Path | None,
        typer.Option("--previous", help="The plan issued before: calendars cancel what it called."),
    ] = None,
    board: Annotated[str, typer.Option("--board", help="Which board of a .uss file, by name.")] = "",
) -> None:
    """Print a paper: stripboard, one-liner, shooting-schedule, day-out-of-days, call-sheet, cost-ledger, moves, calendar.

    [bold]Examples[/bold]

      coverset report film stripboard --to pdf -o board.pdf
      coverset report film call-sheet --day 5 --to html -o day5.html
      coverset report film calendar --person LEAD --to ics -o lead.ics
      coverset report BOARD.uss day-out-of-days --to xlsx -o dood.xlsx
      coverset report BOARD.uss board --to uss -o again.uss    for other scheduling programs, nothing lost
      coverset report film all -o papers              every paper, with an index page
    """
    from coverset.cli import EXIT_FINDINGS, EXIT_USAGE
    from coverset.cli._say import say_no_board
    from coverset.service.opening import Wishes, open_path
    from coverset.service.reporting import ALL, Asked, make_report, medium_of

    opened = open_path(path, Wishes(board=board))
    if opened.stopped or opened.plan is None:
        say_no_board(opened)
        raise typer.Exit(EXIT_FINDINGS)
    to, wrong = (to or "text", "") if kind == ALL else medium_of(to, output)
    if wrong:
        typer.echo(wrong, err=True)
        raise typer.Exit(EXIT_USAGE)
    asked = Asked(kind, to, day, unit, person, palette, profile, revision, sequence)
    issued = None
    if previous is not None:
        issued = open_path(previous, Wishes(board=board)).plan
        if issued is None:
            typer.echo(f"{previous} holds no plan; give the plan.json that was issued before.", err=True)
            raise typer.Exit(EXIT_USAGE)
    made, problems = make_report(opened, asked, output, previous=issued)
    if problems:
        for sentence in problems:
            typer.echo(sentence, err=True)
        raise typer.Exit(EXIT_USAGE)
    if made is not None:
        sys.stdout.buffer.write(made)
    else:
        typer.echo(f"Written: {output}", err=True)
