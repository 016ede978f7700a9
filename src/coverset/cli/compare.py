"""``coverset compare``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def run(
    plans: Annotated[
        list[Path], typer.Argument(help="Two or more boards (.uss), plans (.json) or folders with a plan.")
    ],
    to: Annotated[
        str, typer.Option("--to", help="text, html, pdf, xlsx, csv or json (default: as the file ends).")
    ] = "",
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="File to write (default: standard output where it is text)."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Put plans side by side: figures, ledger lines, days of each person, strips that move, calls that change.

    [bold]Examples[/bold]

      coverset compare BOARD.uss better.json                      hers and ours
      coverset compare a.json b.json c.json --to pdf -o plans.pdf
      coverset compare film/plan.json cheaper.json --to xlsx -o plans.xlsx
    """
    from coverset.cli import EXIT_FINDINGS, EXIT_USAGE
    from coverset.cli._say import say_json, say_no_board
    from coverset.findings import nearest
    from coverset.render import renderers
    from coverset.service.comparing import as_json as answer
    from coverset.service.comparing import compare
    from coverset.service.opening import open_path
    from coverset.service.reporting import TEXTUAL, medium_of

    if len(plans) < 2:
        typer.echo("Give two plans or more to compare.", err=True)
        raise typer.Exit(EXIT_USAGE)
    if as_json and (to or output is not None):
        typer.echo(
            "--json answers on the screen; for a file leave it out: --to json -o plans.json.", err=True
        )
        raise typer.Exit(EXIT_USAGE)
    to, wrong_ending = medium_of(to, output, without=("ics", "uss"))
    if wrong_ending:
        typer.echo(wrong_ending, err=True)
        raise typer.Exit(EXIT_USAGE)
    media = {key: renderer for key, renderer in renderers().items() if key != "ics"}
    if to not in media:
        typer.echo(f"There is no medium {to!r}; {nearest(to, media, limit=len(media))}", err=True)
        raise typer.Exit(EXIT_USAGE)
    if output is None and not as_json and to not in TEXTUAL:
        typer.echo(f"{to} is not for a screen: give a file with -o, as -o plans{media[to].SUFFIX}.", err=True)
        raise typer.Exit(EXIT_USAGE)
    opened = [open_path(path) for path in plans]
    wrong = [one for one in opened if one.stopped or one.plan is None]
    for one in wrong:
        say_no_board(one)
    if wrong:
        raise typer.Exit(EXIT_FINDINGS)
    found = compare(opened)
    if as_json:
        say_json(answer(found))
        return
    from datetime import date

    from coverset.service._comparison_page import document
    from coverset.store.files import write_whole

    made = media[to].write(document(found, date.today()))
    if output is None:
        sys.stdout.buffer.write(made)
        return
    target = output / f"comparison{media[to].SUFFIX}" if output.is_dir() else output
    write_whole(target, made)
    typer.echo(f"Written: {target}", err=True)
