"""``coverset plan``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from coverset.model.cover import Cover
    from coverset.service.opening import Opened
    from coverset.solve.run import Result


def run(
    path: Annotated[
        Path, typer.Argument(help="A production folder, a screenplay (.fountain, .fdx) or a board (.uss).")
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", help="Folder for plan.json and the papers (default: the production's own)."
        ),
    ] = None,
    time: Annotated[float, typer.Option("--time", min=0.1, max=86_400, help="Seconds to search.")] = 30.0,
    steps: Annotated[
        int | None,
        typer.Option(
            "--steps", min=1, help="Moves to search instead of seconds; reproducible with one worker."
        ),
    ] = None,
    gap: Annotated[
        float | None,
        typer.Option(
            "--gap", min=0, max=100, help="Stop when the plan is proved within so many per cent of the least."
        ),
    ] = None,
    patience: Annotated[
        float | None,
        typer.Option(
            "--patience",
            min=0.1,
            help="Stop after so many seconds (with --steps: moves) without a better plan.",
        ),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Another seed, another search.")] = 1,
    workers: Annotated[
        int | None,
        typer.Option("--workers", min=1, max=256, help="Searches side by side (default: every core)."),
    ] = None,
    layout: Annotated[
        str, typer.Option("--layout", help="Page layout that measures a bare screenplay's eighths.")
    ] = "",
    kind: Annotated[
        str,
        typer.Option(
            "--kind",
            help="Pace of a bare screenplay: studio, independent, low-budget, television, soap, micro.",
        ),
    ] = "independent",
    board: Annotated[str, typer.Option("--board", help="Which board of a .uss file, by name.")] = "",
    keep: Annotated[
        list[str] | None,
        typer.Option("--keep", help="A date or FIRST..LAST whose days keep exactly their strips."),
    ] = None,
    cover: Annotated[
        str,
        typer.Option(
            "--cover",
            help="Price of a day's work that weather can stop and nothing covers: holds interiors back.",
        ),
    ] = "",
    papers: Annotated[
        bool, typer.Option("--papers/--no-papers", help="Write the papers beside the plan.")
    ] = True,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object on standard output, and no other words there.")
    ] = False,
) -> None:
    """Compute a plan: the cheapest found that keeps every rule, verified, with what is proved of its cost.

    [bold]Examples[/bold]

      coverset plan examples/grand-express --time 60
      coverset plan SCRIPT.fountain --kind television -o first
      coverset plan BOARD.uss --json                 keeps the board's own day lengths
      coverset plan film --keep 2026-03-16..2026-03-20          those days keep their strips
      coverset plan film --cover 20000               keeps interiors for the days that weather takes
      coverset plan film --time 600 --patience 60 --gap 5       whichever comes first
      coverset plan film --seed 7 --steps 200000 --workers 1    the same plan every time
    """
    from coverset.cli import EXIT_FINDINGS, EXIT_NO_TIME
    from coverset.cli._options import check_folder, check_kind
    from coverset.cli._say import progress, say_findings, say_json
    from coverset.service.opening import Wishes, open_path
    from coverset.service.planning import Effort, cover_of, plan_files, plan_production
    from coverset.service.planning import as_json as answer
    from coverset.store.files import write_all

    check_kind(kind)
    opened = open_path(path, Wishes(layout=layout, kind=kind, board=board))
    folder = output or opened.folder or path.with_name(f"{path.stem}-plan")
    check_folder(folder)
    if opened.stopped:
        if as_json:
            from coverset.service.planning import without_plan

            say_json(without_plan(opened))
        say_findings(opened.findings)
        raise typer.Exit(EXIT_FINDINGS)
    assert opened.production is not None
    if not as_json:
        say_findings(opened.findings, most=20)
        _say_assumptions(opened)
    kept = _keeping(_covering(opened, cover), keep)
    share = None if gap is None else gap / 100
    effort = Effort(None if steps else time, steps, seed, workers, share, patience)
    limit = f"{steps:,} moves" if steps else f"{time:g} s"
    try:
        with progress(as_json, limit, opened.production.currency) as on_progress:
            result = plan_production(kept, effort, on_progress)
    except KeyboardInterrupt:
        typer.echo("Stopped before there was a plan; nothing was written.", err=True)
        raise typer.Exit(EXIT_NO_TIME) from None
    plan_path = None
    covers: tuple[Cover, ...] = ()
    if result.plan is not None:
        covers = cover_of(result)
        plan_path = write_all(folder, plan_files(result, opened, folder, covers))[0]
    if as_json:
        say_json(answer(result, opened, plan_path))
    else:
        _say(result)
        _say_cover(covers)
    if result.plan is not None and papers:
        _write_papers(result, folder, as_json, covers)
    raise typer.Exit(_status(result))


def _covering(opened: Opened, price: str) -> Opened:
    """What was opened, with a price on weather work that nothing covers."""
    if not price:
        return opened
    from coverset.service.planning import with_cover_price

    try:
        return with_cover_price(opened, price)
    except ValueError as wrong:
        raise typer.BadParameter(f"{wrong}", param_hint="--cover") from wrong


def _keeping(opened: Opened, keep: list[str] | None) -> Opened:
    """What was opened, with the days of some dates pinned as its plan has them."""
    if not keep:
        return opened
    from dataclasses import replace

    from coverset.cli.pin import stretches_of
    from coverset.service.pinning import days_kept, outside

    stretches = stretches_of(keep, "--keep")
    if opened.plan is None:
        raise typer.BadParameter("there is no plan yet whose days could be kept", param_hint="--keep")
    assert opened.production is not None
    if wrong := outside(opened.production, stretches):
        raise typer.BadParameter(wrong, param_hint="--keep")
    return replace(opened, production=days_kept(opened.production, opened.plan, stretches))


def _status(result: Result) -> int:
    from coverset.cli import EXIT_DONE, EXIT_INFEASIBLE, EXIT_NO_TIME

    if result.plan is not None:
        return EXIT_DONE
    return EXIT_INFEASIBLE if result.status == "infeasible" else EXIT_NO_TIME


def _say_assumptions(opened: Opened) -> None:
    assert opened.production is not None
    for assumption in opened.production.assumptions[:12]:
        change = f" ({assumption.change})" if assumption.change else ""
        typer.echo(f"{typer.style('assumed:', fg=typer.colors.CYAN)} {assumption.sentence}{change}", err=True)
    more = len(opened.production.assumptions) - 12
    if more > 0:
        typer.echo(f"... and {more} more assumptions; all stand on the cost ledger.", err=True)


def _say(result: Result) -> None:
    from coverset.model.board import Board
    from coverset.service.summary import summarise
    from coverset.units import format_money

    if result.plan is None or result.ledger is None:
        words = "No plan can exist:" if result.status == "infeasible" else "No plan was found before the end."
        typer.echo(typer.style(words, bold=True), err=True)
        if result.clash:
            minimal = (
                "these sentences clash, and no fewer" if result.clash_minimal else "these sentences clash"
            )
            typer.echo(f"{minimal}:", err=True)
        for sentence in result.clash:
            typer.echo(f"  - {sentence}", err=True)
        if result.status != "infeasible":
            typer.echo("Give it longer with --time, or relax a rule or a date.", err=True)
        return
    currency = result.compiled.production.currency
    counts = summarise(Board(result.compiled.production, result.plan))
    typer.echo(
        f"{typer.style('Plan, verified:', bold=True)} {format_money(result.ledger.total, currency)}; "
        f"no plan costs less than {format_money(result.bound.total, currency)} (gap {result.gap or 0:.1%})."
    )
    units = ", ".join(f"{count} {unit}" for unit, count in counts.unit_days)
    days = f"{counts.shoot_days} shoot days" + (f" ({units})" if len(counts.unit_days) > 1 else "")
    typer.echo(
        f"{days}, {counts.hold_days} hold days, {counts.drop_days} dropped, "
        f"{counts.moves} company moves, {counts.set_changes} set changes; {result.seconds:.1f} s, seed {result.seed}."
    )
    for name, row in result.proved().items():
        if row.cost:
            proved = "proved least" if row.proved else f"proved at least {format_money(row.bound, currency)}"
            typer.echo(f"  {name:22} {format_money(row.cost, currency):>18}   {proved}")


def _say_cover(covers: tuple[Cover, ...]) -> None:
    if covers:
        held = sum(one.covered for one in covers)
        typer.echo(
            f"{held} of {len(covers)} days that weather can stop have cover: coverset cover PLAN names it."
        )


def _write_papers(result: Result, folder: Path, quiet: bool, cover: tuple[Cover, ...]) -> None:
    from datetime import date

    from coverset.service.papers import write_papers
    from coverset.service.planning import printing

    index = write_papers(printing(result, date.today(), cover=cover), folder / "papers")
    if not quiet:
        typer.echo(f"Look at {index}")
