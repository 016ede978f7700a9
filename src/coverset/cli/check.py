"""``coverset check``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from coverset.model.board import Board
    from coverset.service.checking import Checked
    from coverset.service.opening import Opened


def run(
    path: Annotated[
        Path, typer.Argument(help="A board (.uss), a production folder, a plan (.json) or a screenplay.")
    ],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Folder for the papers of the board as it stands.")
    ] = None,
    board: Annotated[str, typer.Option("--board", help="Which board of a .uss file, by name.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Read a board unchanged: every mistake in the files, every rule it breaks, and what it costs.

    [bold]Examples[/bold]

      coverset check BOARD.uss                 conflicts with person, place and date; the ledger
      coverset check BOARD.uss -o mine         the same, with stripboard, day-out-of-days and ledger to look at
      coverset check film --json               for scripts: status, cost, bound, conflicts
    """
    from coverset.cli import EXIT_FINDINGS
    from coverset.cli._say import say_findings, say_json
    from coverset.findings import Severity
    from coverset.service.opening import Wishes, open_path

    opened = open_path(path, Wishes(board=board))
    if opened.stopped or opened.plan is None:
        if as_json:
            from coverset.service.planning import without_plan

            say_json(without_plan(opened) | {"conflicts": []})
        say_findings(opened.findings)
        if opened.stopped:
            raise typer.Exit(EXIT_FINDINGS)
        if not as_json:
            _say_contents(opened)
        return
    from coverset.service.checking import as_json as answer
    from coverset.service.checking import check_board

    checked = check_board(opened)
    if output is not None:
        from datetime import date

        from coverset.service.papers import write_papers
        from coverset.service.planning import printing

        index = write_papers(printing(checked.board, date.today(), opened.provenance), output)
        if not as_json:
            typer.echo(f"Look at {index}")
    broken = [finding for finding in checked.conflicts if finding.severity is Severity.CONFLICT]
    if as_json:
        say_json(answer(checked))
    else:
        say_findings(opened.findings, most=20)
        say_findings(checked.conflicts)
        _say_price(checked)
    raise typer.Exit(EXIT_FINDINGS if broken else 0)


def _say_contents(opened: Opened) -> None:
    from coverset.service.summary import contents

    assert opened.production is not None
    typer.echo(f"{contents(opened.production)} No board yet: plan it with coverset plan {opened.path}")
    for assumption in opened.production.assumptions:
        typer.echo(f"  assumed: {assumption.sentence}")


def _say_price(checked: Checked) -> None:
    from coverset.service.summary import summarise
    from coverset.units import format_money

    currency = checked.board.production.currency
    counts = summarise(checked.board)
    for assumption in checked.board.production.assumptions[:12]:
        change = f" ({assumption.change})" if assumption.change else ""
        typer.echo(f"assumed: {assumption.sentence}{change}")
    typer.echo(
        f"{typer.style(checked.board.production.title, bold=True)}: {counts.shoot_days} shoot days, "
        f"{counts.work_days} cast days worked, {counts.hold_days} held, {counts.drop_days} dropped, "
        f"{counts.moves} company moves, {counts.set_changes} set changes."
    )
    _say_days(checked.board)
    for name, amount in checked.ledger.by_line().items():
        if amount:
            typer.echo(f"  {name:22} {format_money(amount, currency):>18}")
    total, least = format_money(checked.ledger.total, currency), format_money(checked.bound.total, currency)
    typer.echo(f"  {'Total':22} {total:>18}   any plan that keeps the rules costs at least {least}")


def _say_days(board: Board) -> None:
    """The board as it stands, a line a day."""
    from coverset.model.clock import day_eighths
    from coverset.model.dates import format_date
    from coverset.units import format_clock, format_eighths

    numbers = {task.id: task.number for task in board.production.scenes}
    films = len(board.production.films) > 1
    for day in board.days:
        clock = board.clock(day)
        strips = ", ".join(task if films else numbers.get(task, task) for task in day.tasks)
        pages = format_eighths(day_eighths(board.production, day))
        typer.echo(
            f"  {format_date(day.day):16} {day.unit:8} {format_clock(clock.call)} to {format_clock(clock.wrap)} "
            f"{pages:>6} pgs  {strips}"
        )
