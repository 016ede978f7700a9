"""``coverset explain``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from coverset.service.opening import Opened


def run(
    path: Annotated[
        Path, typer.Argument(help="A board (.uss), a plan (.json), a production folder or a screenplay.")
    ],
    about: Annotated[
        str,
        typer.Argument(
            metavar="[STRIP|PERSON]",
            help="A strip (F1/12A, or 12A) or a person (LEAD, or the board number). Without: is there a plan at all?",
        ),
    ] = "",
    pins: Annotated[
        bool, typer.Option("--pins", help="What each pin costs: the best plan found without it.")
    ] = False,
    time: Annotated[
        float,
        typer.Option(
            "--time", min=0.5, max=3600, help="Seconds for pins, and for a production without a plan."
        ),
    ] = 20.0,
    board: Annotated[str, typer.Option("--board", help="Which board of a .uss file, by name.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Say why: a strip's other dates with their prices, a person's holds, the rules that clash, the price of pins.

    [bold]Examples[/bold]

      coverset explain film F1/12A          every other date for it: its price, or what forbids it
      coverset explain BOARD.uss LEAD       each hold day, and the moves that would remove it
      coverset explain film                 no plan? the sentences that clash, and what relaxing each costs
      coverset explain film --pins          what each pin costs
    """
    from coverset.cli import EXIT_FINDINGS, EXIT_USAGE
    from coverset.cli._say import say_findings, say_no_board
    from coverset.service.explaining import can_explain, subject
    from coverset.service.opening import Wishes, open_path

    if about and pins:
        typer.echo("Give a strip or a person, or --pins; not both.", err=True)
        raise typer.Exit(EXIT_USAGE)
    opened = open_path(path, Wishes(board=board))
    wants_board = bool(about or pins)
    if not can_explain(opened) or (wants_board and (opened.stopped or opened.plan is None)):
        say_no_board(opened, as_json=as_json)
        raise typer.Exit(EXIT_FINDINGS)
    assert opened.production is not None
    if not as_json:
        say_findings(opened.findings, most=20, notes=False)
    if pins:
        _pins(opened, time, as_json)
        return
    if not about:
        _clash(opened, time, as_json)
        return
    kind, name, wrong = subject(opened.production, about)
    if kind is None:
        typer.echo(wrong, err=True)
        raise typer.Exit(EXIT_USAGE)
    (_strip if kind == "strip" else _person)(opened, name, as_json)


def _strip(opened: Opened, task: str, as_json: bool) -> None:
    from coverset.cli._busy import busy
    from coverset.cli._say import say_json
    from coverset.service.explaining import explain_strip, say_strip, strip_json

    with busy("Pricing every other date", quiet=as_json):
        found = explain_strip(opened, task)
    if as_json:
        say_json(strip_json(opened, task, found))
        return
    assert opened.production is not None
    said = say_strip(opened.production, task, found)
    typer.echo(f"{typer.style(said.here, bold=True)} {said.best}")
    if said.prices:
        typer.echo("\nOn another date, everything else where it is:")
        for line in said.prices:
            typer.echo(f"  {line}")
    if said.forbidden:
        typer.echo("\nForbidden:")
        for line in said.forbidden:
            typer.echo(f"  {line}")


def _person(opened: Opened, person: str, as_json: bool) -> None:
    from coverset.cli._busy import busy
    from coverset.cli._say import say_json
    from coverset.service.explaining import explain_person, person_json, say_held

    with busy("Looking for moves that shorten the holds", quiet=as_json):
        found = explain_person(opened, person)
    if as_json:
        say_json(person_json(opened, found))
        return
    assert opened.production is not None
    assert opened.plan is not None
    spell = found.spell
    typer.echo(typer.style(f"{person}: {len(spell.worked)} days worked, {len(spell.held)} held.", bold=True))
    for held in found.held:
        first, *moves = say_held(opened.production, opened.plan, held)
        typer.echo(f"\n{first}")
        for sentence in moves:
            typer.echo(f"  - {sentence}")


def _clash(opened: Opened, time: float, as_json: bool) -> None:
    from coverset.cli import EXIT_INFEASIBLE, EXIT_NO_TIME
    from coverset.cli._say import say_json
    from coverset.service.explaining import clash_json, explain_clash
    from coverset.units import format_money

    found = explain_clash(opened, seconds=time, on_step=_step(as_json))
    assert opened.production is not None
    currency = opened.production.currency
    if as_json:
        say_json(clash_json(opened, found))
    elif found.found is not None:
        typer.echo(
            f"There are plans that keep every rule; the first one met costs {format_money(found.found, currency)}. "
            f"Ask about a strip or a person: coverset explain {opened.path} STRIP"
        )
    elif not found.proved:
        typer.echo("Neither a plan nor a clash was found in the time: give it longer with --time.")
    else:
        fewer = ", and no fewer" if found.minimal else ""
        typer.echo(typer.style(f"No plan can exist. These sentences clash{fewer}:", bold=True))
        for sentence in found.sentences:
            typer.echo(f"  - {sentence}")
        if found.relaxations:
            typer.echo("\nRelaxing one alone:")
        for one in found.relaxations:
            cost = (
                "no plan was found in the time"
                if one.cost is None
                else (f"the best plan found costs {format_money(one.cost, currency)}")
            )
            typer.echo(f"  - Without {one.sentence!r}: {cost}.")
            for finding in one.breaks[:4]:
                typer.echo(f"      then: {finding.sentence}")
            if len(one.breaks) > 4:
                typer.echo(f"      and {len(one.breaks) - 4} more.")
    if found.found is None:
        raise typer.Exit(EXIT_INFEASIBLE if found.proved else EXIT_NO_TIME)


def _pins(opened: Opened, time: float, as_json: bool) -> None:
    from coverset.cli import EXIT_NO_TIME
    from coverset.cli._say import say_json
    from coverset.service.explaining import explain_pins, pins_json, say_pin
    from coverset.units import format_money

    assert opened.production is not None
    if not opened.production.pins and not as_json:
        typer.echo("Nothing is pinned.")
        return
    cost, found = explain_pins(opened, seconds=time, on_step=_step(as_json))
    if as_json:
        say_json(pins_json(opened, cost, found))
    elif cost is not None:
        money = format_money(cost, opened.production.currency)
        typer.echo(typer.style(f"The best plan found with every pin costs {money}.", bold=True))
        for one in found:
            typer.echo(f"  {say_pin(opened.production, one)}")
    else:
        typer.echo("No plan that keeps every pin was found in the time: give it longer with --time.")
    if cost is None:
        raise typer.Exit(EXIT_NO_TIME)


def _step(quiet: bool) -> Callable[[str], None] | None:
    return None if quiet else lambda words: typer.echo(f"... {words}", err=True)
