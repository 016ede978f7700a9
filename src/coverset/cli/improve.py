"""``coverset improve``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coverset.cli._options import a_date

if TYPE_CHECKING:
    from coverset.service.improving import Applied, Improved


def run(
    path: Annotated[
        Path, typer.Argument(help="A board (.uss), a plan (.json) or a production folder with a plan.")
    ],
    moves: Annotated[int, typer.Option("--moves", min=1, max=50, help="At most so many moves.")] = 5,
    first: Annotated[
        datetime | None,
        typer.Option(
            "--from", parser=a_date, metavar="DATE", help="Strips before this date stay where they are."
        ),
    ] = None,
    last: Annotated[
        datetime | None,
        typer.Option(
            "--to", parser=a_date, metavar="DATE", help="Strips after this date stay where they are."
        ),
    ] = None,
    mend: Annotated[
        bool,
        typer.Option("--mend", help="Conflicts before money: the cheapest moves that remove most of them."),
    ] = False,
    keep_lengths: Annotated[
        bool,
        typer.Option(
            "--keep-lengths/--free-lengths",
            help="A .uss board keeps its own day lengths in pages, or days may grow to the unit's longest.",
        ),
    ] = True,
    apply: Annotated[
        str, typer.Option("--apply", help="Which moves to apply: all, or their numbers as 1,3. Needs -o.")
    ] = "",
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="File for the board with the moves applied: .json, or .uss."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Allow -o to replace the board that was read.")
    ] = False,
    time: Annotated[float, typer.Option("--time", min=0.1, max=3600, help="Seconds at most.")] = 60.0,
    board: Annotated[str, typer.Option("--board", help="Which board of a .uss file, by name.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Find the few moves that save most from a board as it stands, each with its exact price; apply any of them.

    A move takes a strip, some strips or a whole day to another date, or swaps two. It breaks no rule, or says
    which, and then mends more. Pins hold, strips outside the dates stay, and untouched days keep their order.
    Ctrl-C ends the search and keeps the moves found by then.

    [bold]Examples[/bold]

      coverset improve BOARD.uss                                        five moves, nothing written
      coverset improve BOARD.uss --apply 1,3 -o better.uss              two of them, as a board again
      coverset improve film --from 2026-03-16 --to 2026-03-27 --moves 3    only these dates
      coverset improve BOARD.uss --mend                                 conflicts before money
    """
    from coverset.cli import EXIT_FINDINGS, EXIT_USAGE
    from coverset.cli._busy import busy
    from coverset.cli._say import say_findings, say_json, say_no_board
    from coverset.cli._stop import stoppable
    from coverset.service.improving import (
        Wanted,
        apply_moves,
        chosen_numbers,
        improve_board,
        outside,
        write_applied,
    )
    from coverset.service.improving import as_json as answer
    from coverset.service.opening import Wishes, open_path

    wrong = _usage(path, first, last, apply, output, force)
    if wrong:
        typer.echo(wrong, err=True)
        raise typer.Exit(EXIT_USAGE)
    opened = open_path(path, Wishes(board=board))
    if opened.stopped or opened.plan is None:
        say_no_board(opened, as_json=as_json)
        raise typer.Exit(EXIT_FINDINGS)
    wanted = Wanted(moves, first and first.date(), last and last.date(), mend, keep_lengths)
    assert opened.production is not None
    wrong = outside(opened.production, wanted)
    if wrong:
        typer.echo(wrong, err=True)
        raise typer.Exit(EXIT_USAGE)
    looking = busy("Looking for the move that saves most", quiet=as_json)
    with stoppable(quiet=as_json) as stopped, looking as now:
        improved = improve_board(
            opened,
            wanted,
            seconds=time,
            on_move=lambda k: now(f"{k} of {moves} found, looking for the next"),
            should_stop=stopped,
        )
    applied, written = None, None
    if apply:
        numbers, wrong = chosen_numbers(apply, improved.improvement.moves)
        if wrong:
            typer.echo(wrong, err=True)
            raise typer.Exit(EXIT_USAGE)
        applied = apply_moves(improved, numbers)
        assert output is not None
        written = write_applied(improved, applied, output)
    if as_json:
        say_json(answer(improved, applied, written))
    else:
        say_findings(opened.findings, most=20, notes=False)
        _say(improved, path)
        if applied is not None:
            _say_applied(improved, applied, written)


def _usage(
    path: Path, first: datetime | None, last: datetime | None, apply: str, output: Path | None, force: bool
) -> str:
    if first and last and first > last:
        return f"--from {first.date()} is after --to {last.date()}."
    if apply and output is None:
        return "--apply needs a file for the new board: add -o better.json (or .uss)."
    if output is not None and not apply:
        return "-o writes the board with moves applied: say which with --apply all, or --apply 1,3."
    if output is not None and not force:
        target = output / "plan.json" if output.is_dir() else output
        read = path / "plan.json" if path.is_dir() else path
        if target.exists() and target.resolve() == read.resolve():
            return f"{target} is the board that was read; give another file, or --force to replace it."
    return ""


def _say(improved: Improved, path: Path) -> None:
    from coverset.service._move_words import price
    from coverset.service.improving import say
    from coverset.units import format_money

    found, currency = improved.improvement, improved.currency
    title = typer.style(improved.production.title, bold=True)
    broken = f", {len(found.start.conflicts)} conflicts" if found.start.conflicts else ""
    typer.echo(f"{title} as it stands: {format_money(found.start.cost, currency)}{broken}.")
    if not found.moves and found.unfinished:
        typer.echo(
            f"The search ended before a move was found ({found.tried:,} were looked at); give it --time."
        )
        return
    if not found.moves:
        typer.echo(f"No single move saves anything there ({found.tried:,} were looked at).")
        return
    for said in say(improved):
        typer.echo(f"\n{typer.style(f'{said.number}.', bold=True)} {said.what}")
        lines = f": {said.lines}" if said.lines else ""
        typer.echo(f"   {typer.style(said.price[0].upper() + said.price[1:], bold=True)}{lines}.")
        typer.echo(f"   {said.people[0].upper()}{said.people[1:]}")
        for sentence in said.mends:
            typer.echo(f"   {typer.style('mends:', fg=typer.colors.GREEN)} {sentence}")
        for sentence in said.breaks:
            typer.echo(f"   {typer.style('breaks:', fg=typer.colors.MAGENTA)} {sentence}")
        if not said.breaks:
            typer.echo("   Breaks nothing.")
    share = f" ({found.saving / found.start.cost:.1%})" if found.saving > 0 else ""
    left = f", {len(found.end.conflicts)} conflicts left" if found.start.conflicts else ""
    typer.echo(
        f"\nAll together: {price(found.saving, currency)}{share}; the board then costs "
        f"{format_money(found.end.cost, currency)}{left}. {found.tried:,} moves were looked at."
    )
    typer.echo(f"Apply: coverset improve {path} --apply all -o better.json (or --apply 1,3)")


def _say_applied(improved: Improved, applied: Applied, written: Path | None) -> None:
    from coverset.units import format_money

    numbers = ", ".join(map(str, applied.numbers)) or "none"
    typer.echo(
        f"\nApplied {numbers}: the board costs {format_money(applied.after.cost, improved.currency)}, "
        f"{len(applied.after.conflicts)} conflicts. Written: {written}"
    )
    for sentence in applied.breaks:
        typer.echo(f"   {typer.style('breaks:', fg=typer.colors.MAGENTA)} {sentence}")
