"""``coverset lost`` and ``coverset cover``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coverset.cli._options import a_date

if TYPE_CHECKING:
    from coverset.model.cover import Cover
    from coverset.service.losing import Lost
    from coverset.service.opening import Opened


def run(
    path: Annotated[Path, typer.Argument(help="The plan in force: a production folder, a plan or a board.")],
    day: Annotated[datetime, typer.Argument(parser=a_date, metavar="DATE", help="The date that is lost.")],
    unit: Annotated[
        str, typer.Option("--unit", help="The unit that loses it (all that work that day).")
    ] = "",
    all_work: Annotated[
        bool, typer.Option("--all", help="Nothing is shot that day, inside or out; so there is no cover.")
    ] = False,
    why: Annotated[
        str, typer.Option("--why", help="What took it: weather, a strike, a power cut.")
    ] = "weather",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Folder for a plan an answer and the page of them.")
    ] = None,
    time: Annotated[float, typer.Option("--time", min=1, max=3600, help="Seconds at most.")] = 30.0,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Another seed, another search.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """We lost this day: shoot its cover instead, and three answers for the rest of the schedule.

    The cover is what the plan holds for it: unshot, dressed, its people and place callable, every rule asked. The
    answers lie between fewest changes and least money; each says how many of the days ahead are still covered. Ctrl-C
    ends the search and keeps the answers found by then.

    [bold]Examples[/bold]

      coverset lost film 2026-03-19
      coverset lost film 2026-03-19 --unit SECOND -o thursday      plans and a page to look at
      coverset lost film 2026-03-19 --all --why "a power cut"      nothing is shot
    """
    from coverset.cli import EXIT_FINDINGS, EXIT_INFEASIBLE, EXIT_NO_TIME
    from coverset.cli._busy import busy
    from coverset.cli._options import check_folder
    from coverset.cli._say import say_findings, say_json
    from coverset.cli._stop import stoppable
    from coverset.cli.replan import say_answers
    from coverset.model.cover import cover_json
    from coverset.service.losing import lose
    from coverset.service.replanning import as_json as answers_json
    from coverset.service.replanning import files
    from coverset.store.files import write_all

    if output is not None:
        check_folder(output)
    opened = _opened(path, as_json)
    looking = busy("Looking for cover, then for the answers", quiet=as_json)
    with stoppable(quiet=as_json) as stopped, looking as now:
        lost, findings = lose(
            opened,
            day.date(),
            unit=unit,
            all_work=all_work,
            why=why,
            seconds=time,
            seed=seed,
            on_alternative=lambda one: now(f"{one.name}: {one.disruption.summary}; looking on"),
            should_stop=stopped,
        )
    if lost is None:
        if as_json:
            from coverset.service.planning import finding_json

            say_json({"status": "findings", "findings": [finding_json(one) for one in findings]})
        say_findings(findings)
        raise typer.Exit(EXIT_FINDINGS)
    written: list[Path] = []
    if output is not None and lost.answers.alternatives:
        from datetime import date

        written = list(write_all(output, files(lost.answers, output, date.today())))
    if as_json:
        answer = answers_json(lost.answers, written)
        answer["cover"] = cover_json(lost.covers)
        for one, left in zip(answer["answers"], lost.remaining, strict=True):
            one["cover_left"] = cover_json(left)
        say_json(answer)
    else:
        _say(lost)
        say_answers(lost.answers, written)
        _say_left(lost)
    if not lost.answers.alternatives:
        clash = lost.answers.found.clash
        raise typer.Exit(EXIT_INFEASIBLE if clash is not None and clash.proved else EXIT_NO_TIME)


def cover(
    path: Annotated[Path, typer.Argument(help="A production folder with a plan, a plan or a board.")],
    since: Annotated[
        datetime | None,
        typer.Option("--from", parser=a_date, metavar="DATE", help="Only days from this date on."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Name the cover of every day that weather can stop, or say why there is none.

    Cover is an interior of the same base that is not yet shot and can be called that day; the day with it keeps
    every rule. Cover that has been shot no longer covers.
    """
    from coverset.cli._busy import busy
    from coverset.cli._say import say_json
    from coverset.model.cover import cover_json
    from coverset.service.losing import cover_of

    opened = _opened(path, as_json)
    with busy("Asking every rule of every day", quiet=as_json):
        covers = cover_of(opened, since=since.date() if since else None)
    if as_json:
        say_json({"status": "done", "cover": cover_json(covers)})
        return
    for one in covers:
        _say_cover(one)
    held = sum(one.covered for one in covers)
    typer.echo(f"{len(covers)} days that weather can stop, {held} of them covered.")
    if held < len(covers):
        typer.echo("Hold interiors back with a price: coverset plan PATH --cover 20000.")


def _opened(path: Path, as_json: bool) -> Opened:
    from coverset.cli import EXIT_FINDINGS
    from coverset.cli._say import say_no_board
    from coverset.service.opening import open_path

    opened = open_path(path)
    if opened.stopped or opened.plan is None:
        say_no_board(opened, as_json=as_json)
        raise typer.Exit(EXIT_FINDINGS)
    return opened


def _say(lost: Lost) -> None:
    for one in lost.covers:
        _say_cover(one)


def _say_cover(one: Cover) -> None:
    from coverset.model.dates import format_date

    when = typer.style(f"{format_date(one.day)}, {one.unit}", bold=True)
    if not one.covered:
        why = one.why.split(": ", 1)[-1]
        has = "has" if len(one.lost) == 1 else "have"
        typer.echo(
            f"{when}: {', '.join(one.lost)} {typer.style(f'{has} no cover', fg=typer.colors.YELLOW)}: {why}"
        )
        return
    called = f"; newly called: {', '.join(one.people)}" if one.people else ""
    short = "" if one.minutes >= one.wanted else f" of {one.wanted}"
    instead = typer.style(", ".join(one.tasks), fg=typer.colors.GREEN)
    typer.echo(f"{when}: instead of {', '.join(one.lost)} shoot {instead} ({one.minutes}{short} min{called})")


def _say_left(lost: Lost) -> None:
    for number, (answer, left) in enumerate(zip(lost.answers.alternatives, lost.remaining, strict=True), 1):
        held = sum(one.covered for one in left)
        typer.echo(f"{number}. {answer.name}: {held} of {len(left)} weather days ahead are covered.")
