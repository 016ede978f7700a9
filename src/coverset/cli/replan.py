"""``coverset replan``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coverset.cli._options import a_date

if TYPE_CHECKING:
    from coverset.service.replanning import Answers
    from coverset.solve.relax import Clash
    from coverset.solve.replan import Alternative

_SHOWN = 12


def run(
    path: Annotated[
        Path, typer.Argument(help="The plan in force: a production folder, a plan (.json) or a board (.uss).")
    ],
    as_of: Annotated[
        datetime,
        typer.Option(
            "--as-of", parser=a_date, metavar="DATE", help="Today: everything before this date stays."
        ),
    ],
    events: Annotated[
        Path | None,
        typer.Option(
            "--events", help="What happened, as an events.toml. Without it: plan again as things are."
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Folder for a plan an answer and the page that compares them."),
    ] = None,
    time: Annotated[float, typer.Option("--time", min=1, max=3600, help="Seconds at most.")] = 45.0,
    call: Annotated[
        str, typer.Option("--call", help="What a changed call is worth in the balanced answer, as 800.")
    ] = "",
    seed: Annotated[int, typer.Option("--seed", min=0, help="Another seed, another search.")] = 1,
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, help="Searches side by side.")] = 2,
    board: Annotated[str, typer.Option("--board", help="Which board of a .uss file, by name.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Plan again after something happened: up to three answers between fewest changes and least money.

    Everything before the date stays as it stands, pins hold. Each answer is verified, priced line by line, and
    says in sentences what changes for whom. When no plan is left, the clash is named and each way out is priced.

    [bold]Examples[/bold]

      coverset replan film --as-of 2026-03-16 --events closed-line.toml
      coverset replan film --as-of 2026-03-16 --events ill.toml -o answers     plans and the page side by side
      coverset replan BOARD.uss --as-of 2026-03-16                             nothing happened: does it still hold?
    """
    from dataclasses import replace

    from coverset.cli import EXIT_FINDINGS, EXIT_INFEASIBLE, EXIT_NO_TIME
    from coverset.cli._busy import busy
    from coverset.cli._options import check_folder
    from coverset.cli._say import say_findings, say_json
    from coverset.service.opening import Wishes, open_path
    from coverset.service.replanning import Happened, files, happen, outside, read_events, replan_opened
    from coverset.service.replanning import as_json as answer_json
    from coverset.store.files import write_all

    worth = _money(call)
    if output is not None:
        check_folder(output)
    opened = open_path(path, Wishes(board=board))
    found, slips = read_events(events) if events else ((), [])
    findings = [*opened.findings, *slips]
    happened = None
    late = None
    if opened.production is not None:
        happened = happen(opened.production, found)
        findings += happened.findings
        late = outside(replace(opened, production=happened.production), as_of.date())
        findings += [late] if late else []
    if opened.stopped or opened.plan is None or slips or happened is None or happened.stopped or late:
        if as_json:
            from coverset.service.planning import finding_json

            status = "no board" if not opened.stopped and opened.plan is None else "findings"
            say_json({"status": status, "findings": [finding_json(one) for one in findings]})
        say_findings(findings)
        if not opened.stopped and opened.plan is None:
            typer.echo(f"{path} has no plan in force yet: make one with coverset plan {path}", err=True)
        raise typer.Exit(EXIT_FINDINGS)
    assert isinstance(happened, Happened)
    day = as_of.date()
    if not as_json:
        say_findings(findings, most=10, notes=False)
        for sentence in happened.sentences():
            typer.echo(f"{typer.style('happened:', fg=typer.colors.YELLOW)} {sentence}")
    with busy("Looking for the answer that changes least", quiet=as_json) as now:
        answers = replan_opened(
            opened,
            day,
            happened,
            seconds=time,
            seed=seed,
            workers=workers,
            call=worth,
            on_alternative=lambda one: now(f"{one.name}: {one.disruption.summary}; looking on"),
        )
    written: list[Path] = []
    if output is not None and answers.alternatives:
        from datetime import date

        written = list(write_all(output, files(answers, output, date.today())))
    if as_json:
        say_json(answer_json(answers, written))
    else:
        say_answers(answers, written)
    if not answers.alternatives:
        clash = answers.found.clash
        raise typer.Exit(EXIT_INFEASIBLE if clash is not None and clash.proved else EXIT_NO_TIME)


def _money(text: str) -> int | None:
    from coverset.service.replanning import amount

    if not text:
        return None
    try:
        return amount(text)
    except ValueError as wrong:
        raise typer.BadParameter(f"{wrong}", param_hint="--call") from wrong


def say_answers(answers: Answers, written: list[Path]) -> None:
    """The answers one under another, each with its price and what it changes; or the clash."""
    from coverset.model.dates import format_date
    from coverset.units import format_money

    before, certain = answers.found.before, answers.found.certain
    typer.echo(
        f"{typer.style(answers.happened.production.title, bold=True)}: planned again from "
        f"{format_date(answers.as_of)}; the plan in force costs {format_money(before.cost, answers.currency)}."
    )
    if not answers.alternatives:
        _say_clash(answers.found.clash, answers.currency)
        return
    if certain:
        calls = "1 changed call" if certain == 1 else f"{certain} changed calls"
        typer.echo(f"No plan that keeps the past avoids {calls}.")
    for number, answer in enumerate(answers.alternatives, 1):
        _say_answer(answers, number, answer)
    bound = answers.found.bound
    if bound is not None:
        typer.echo(
            f"\nNo plan that keeps the past costs less than {format_money(bound.total, answers.currency)}. "
            f"{answers.found.seconds:.0f} s, first answer after {answers.found.first_after or 0:.1f} s."
        )
    for path in written:
        typer.echo(f"Written: {path}")
    if not written:
        typer.echo("Write the plans and the page that compares them with -o FOLDER.")


def _say_answer(answers: Answers, number: int, answer: Alternative) -> None:
    from coverset.units import format_money

    more = answer.cost - answers.found.before.cost
    price = format_money(answer.cost, answers.currency)
    sign = "+" if more >= 0 else "-"
    typer.echo(
        f"\n{typer.style(f'{number}. {answer.name[0].upper()}{answer.name[1:]}', bold=True)}: {price} "
        f"({sign}{format_money(abs(more), answers.currency)}), {answer.disruption.summary}."
    )
    sentences = answer.disruption.sentences()
    for sentence in sentences[:_SHOWN]:
        typer.echo(f"   {sentence}")
    if len(sentences) > _SHOWN:
        typer.echo(f"   ... and {len(sentences) - _SHOWN} more changes")
    for finding in answer.standing.conflicts[:5]:
        typer.echo(f"   {typer.style('still breaks:', fg=typer.colors.MAGENTA)} {finding.sentence}")


def _say_clash(clash: Clash | None, currency: str) -> None:
    from coverset.units import format_money

    if clash is None or not clash.sentences:
        typer.echo("No plan was found in the time; give it longer with --time.", err=True)
        return
    words = "No plan is left. These sentences clash" + (", and no fewer:" if clash.minimal else ":")
    typer.echo(typer.style(words, bold=True))
    for sentence in clash.sentences:
        typer.echo(f"  - {sentence}")
    for way in clash.relaxations:
        if way.cost is not None:
            typer.echo(f"  {format_money(way.cost, currency)} without: {way.sentence}")
        else:
            typer.echo(f"  no plan was found in the time without: {way.sentence}")
