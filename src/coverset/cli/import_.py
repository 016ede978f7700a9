"""``coverset import``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def run(
    scripts: Annotated[
        list[Path], typer.Argument(help="One screenplay a film: .fountain or .fdx (or one .uss board).")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the production.")],
    kind: Annotated[
        str,
        typer.Option(
            "--kind", help="studio, independent, low-budget, television, soap or micro: sets the pace."
        ),
    ] = "independent",
    layout: Annotated[
        str, typer.Option("--layout", help="Page layout that measures eighths (default final-draft-letter).")
    ] = "",
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite a production that is already there.")
    ] = False,
) -> None:
    """Turn a screenplay into an editable production: production.toml, scenes.csv, cast.csv.

    [bold]Examples[/bold]

      coverset import SCRIPT.fountain -o film
      coverset import ONE.fdx TWO.fdx -o both --kind studio     two films, one production
      coverset import BOARD.uss -o film                         a board becomes a production with its plan
    """
    from coverset.cli import EXIT_FINDINGS
    from coverset.cli._options import check_folder, check_kind
    from coverset.cli._say import say_findings
    from coverset.service.importing import import_files
    from coverset.service.opening import Wishes

    check_kind(kind)
    check_folder(output)
    imported = import_files(scripts, output, Wishes(layout=layout, kind=kind), force=force)
    say_findings(imported.findings)
    if imported.production is None:
        raise typer.Exit(EXIT_FINDINGS)
    from coverset.service.summary import contents

    typer.echo(contents(imported.production))
    for assumption in imported.production.assumptions:
        typer.echo(f"  assumed: {assumption.sentence}")
    typer.echo("Written: " + ", ".join(str(path) for path in imported.written))
    typer.echo(f"Edit them, then: coverset check {output}   and   coverset plan {output}")
