"""``coverset generate``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def run(
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the production.")],
    films: Annotated[
        int, typer.Option("--films", min=1, max=6, help="How many films share the production.")
    ] = 1,
    scenes: Annotated[int, typer.Option("--scenes", min=1, max=5000, help="Scenes in all.")] = 100,
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed, the same production.")] = 1,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite a production that is already there.")
    ] = False,
) -> None:
    """Write a believable production of any size, to try things on and to measure with.

    [bold]Example[/bold]

      coverset generate --films 2 --scenes 300 --seed 3 -o big && coverset plan big --time 120
    """
    from coverset.cli import EXIT_FINDINGS
    from coverset.cli._say import say_findings
    from coverset.service.generating import generate

    findings, written = generate(output, films=films, scenes=scenes, seed=seed, force=force)
    say_findings(findings)
    if not written:
        raise typer.Exit(EXIT_FINDINGS)
    typer.echo("Written: " + ", ".join(str(path) for path in written))
    typer.echo(f"Plan it: coverset plan {output}")
