"""``coverset stunts``."""

from __future__ import annotations

import shutil
import textwrap
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coverset.cli._options import a_date

if TYPE_CHECKING:
    from coverset.hazards.judgement import Judgement, State
    from coverset.model.stunts import Beat, Stunt
    from coverset.service.readiness import Ready, WhatIf

_SHOWN = 3
"""How many of a beat's requirements that are not shown are named before the rest is only counted."""


def run(
    path: Annotated[Path, typer.Argument(help="A production folder, a plan (.json) or a board.")],
    on: Annotated[
        datetime | None,
        typer.Option(
            "--on",
            parser=a_date,
            metavar="DATE",
            help="As of this date; default: as_of in stunts.toml, else today.",
        ),
    ] = None,
    beat: Annotated[str, typer.Option("--beat", help="One beat, with everything that it is asked for.")] = "",
    what_if: Annotated[
        str,
        typer.Option(
            "--what-if", metavar='"BEAT speed=60"', help="What an edit would make stale; writes nothing."
        ),
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Say what is shown of each stunt, what is not, why, what to do next and by when. Never that one is safe.

    Ends with 3 when anything is contradicted or too late. What is law, licence, agreement or contract, a denied
    permission, a hold after an incident and a lapsed examination block a beat: no waiver lifts them.

    [bold]Examples[/bold]

      coverset stunts film                              every stunt, the worst first
      coverset stunts film --beat "ROOF/2"              one beat: every requirement, source and planning figures
      coverset stunts film --on 2020-03-01              as it stood on a date
      coverset stunts film --what-if "ROOF/2 speed=60"  which evidence the edit makes stale, and who must be told
    """
    from coverset.cli import EXIT_FINDINGS, EXIT_USAGE
    from coverset.cli._say import say_findings, say_json
    from coverset.findings import has_errors, nearest
    from coverset.model.stunt_dates import EARLIEST, LATEST
    from coverset.service import readiness as service
    from coverset.service.opening import open_path
    from coverset.service.planning import findings_json

    if on is not None and not EARLIEST <= on.date() <= LATEST:
        raise typer.BadParameter(f"give a date from {EARLIEST} to {LATEST}", param_hint="--on")
    opened = open_path(path)
    if opened.production is None or opened.stopped:
        if as_json:
            say_json({"status": "findings", "findings": findings_json(opened)})
        say_findings(opened.findings)
        raise typer.Exit(EXIT_FINDINGS)
    ready = service.readiness_of(opened, on.date() if on else None)
    beats = ready.production.stunts.beats_by_id
    if beat and beat not in beats:
        typer.echo(f"There is no beat {beat!r}; {nearest(beat, beats)}", err=True)
        raise typer.Exit(EXIT_USAGE)
    if not as_json:
        say_findings(ready.findings, most=20, notes=False)
    if what_if:
        edited, wrong = service.parse_edit(ready.production, what_if)
        if edited is None:
            typer.echo(wrong, err=True)
            raise typer.Exit(EXIT_USAGE)
        found = service.what_if(ready, edited)
        if as_json:
            say_json(service.what_if_json(found))
        else:
            _what_if(found)
        then = found.then.state(edited.id)
        raise typer.Exit(EXIT_FINDINGS if then in ("contradicted", "too late") else 0)
    if as_json:
        say_json(service.as_json(ready, beat))
    elif not beats:
        typer.echo(f"{ready.production.title} has no stunts: describe them in stunts.toml.")
    elif beat:
        _beat(ready, beats[beat])
    else:
        _all(ready)
    state = ready.readiness.state(beat) if beat else ready.readiness.worst
    bad = state in ("contradicted", "too late") or has_errors(ready.findings)
    raise typer.Exit(EXIT_FINDINGS if bad else 0)


def _all(ready: Ready) -> None:
    from coverset.hazards.judgement import STATES
    from coverset.model.dates import format_date

    against = (
        "against the plan"
        if ready.plan
        else "without a plan: last dates count back from the last possible one"
    )
    typer.echo(
        f"As of {format_date(ready.readiness.on)}, {against}. Nothing here says that anything is safe."
    )
    stunts = sorted(
        ready.production.stunts.stunts, key=lambda each: STATES.index(ready.readiness.state_of_stunt(each.id))
    )
    for stunt in stunts:
        typer.echo(f"\n{_summary(ready, stunt)}")
        beats = sorted(
            ready.readiness.stunts[stunt.id], key=lambda each: STATES.index(ready.readiness.state(each))
        )
        for each in beats:
            _brief(ready, ready.production.stunts.beats_by_id[each])


def _summary(ready: Ready, stunt: Stunt) -> str:
    """The line of a stunt: its state, how its beats stand, and what comes next."""
    from coverset.hazards.judgement import STATES
    from coverset.model.dates import format_date

    beats = ready.readiness.stunts[stunt.id]
    states = [ready.readiness.state(each) for each in beats]
    counted = ", ".join(f"{states.count(state)} {state}" for state in STATES if state in states)
    head = typer.style(f"{stunt.id}{f' {stunt.name}' if stunt.name else ''}", bold=True)
    due = [
        each
        for beat in beats
        for each in ready.readiness.of(beat)
        if each.state == "not shown" and each.last_date is not None
    ]
    following = ""
    if due:
        first = min(due, key=lambda each: (each.last_date, each.requirement))
        assert first.last_date is not None
        following = f" Next by {format_date(first.last_date)}: {first.requirement} of {first.beat}."
    state = _state(ready.readiness.state_of_stunt(stunt.id))
    beats_said = f"{len(beats)} beat{'s' if len(beats) != 1 else ''}"
    return f"{head}: {state}. {beats_said}: {counted or 'none'}.{following}"


def _brief(ready: Ready, beat: Beat) -> None:
    """A beat in the list of all: what is wrong in full, what is missing by name, the soonest first."""
    from coverset.model.dates import format_date

    rows = ready.readiness.of(beat.id)
    counts = ready.readiness.counts(beat.id)
    said = ", ".join(f"{count} {state}" for state, count in counts.items() if state != "not applicable")
    days = ready.dates(beat)
    when = f", {', '.join(map(format_date, days[:3]))}" if days else ""
    head = f"{beat.id}{f' {beat.name}' if beat.name else ''}{when}"
    typer.echo(f"\n  {typer.style(head, bold=True)}: {said or rows[0].reason}")
    for each in rows:
        if each.state in ("contradicted", "too late"):
            _say(each, full=False)
    left = [each for each in rows if each.state == "not shown"]
    for each in left[:_SHOWN]:
        by = f", by {format_date(each.last_date)}" if each.last_date else ""
        typer.echo(f"    {_state(each.state)}  {each.requirement}{by} ({each.owner})")
    if len(left) > _SHOWN:
        typer.echo(f'    and {len(left) - _SHOWN} more: --beat "{beat.id}"')


def _beat(ready: Ready, beat: Beat) -> None:
    from coverset.hazards.figures import LABEL
    from coverset.model.dates import format_date
    from coverset.service.readiness import figures_of, shot_on

    name = f" {beat.name}" if beat.name else ""
    typer.echo(f"As of {format_date(ready.readiness.on)}. Nothing here says that anything is safe.")
    typer.echo(
        f"{typer.style(beat.id + name, bold=True)}, {shot_on(ready, beat)}: {_state(ready.readiness.state(beat.id))}"
    )
    for each in ready.readiness.of(beat.id):
        _say(each, full=True)
    figures = figures_of(ready, beat)
    if figures:
        typer.echo(f"\n  {typer.style(LABEL[:1].upper() + LABEL[1:], bold=True)}")
    for sentence in figures:
        _wrapped(sentence, "    - ", "      ")


def _say(each: Judgement, *, full: bool) -> None:
    from coverset.model.dates import format_date
    from coverset.service.hazard_list import brief

    behind = f" [{brief(each.asks)}]" if each.asks else ""
    typer.echo(f"    {_state(each.state)}  {typer.style(each.requirement, bold=True)}{behind}")
    _wrapped(each.reason, "        ", "        ")
    if full and each.asks is not None and each.state != "not applicable":
        if each.asks.sentence not in each.reason:
            _wrapped(f"Asked: {each.asks.sentence}", "        ", "        ")
        _wrapped(f"Source: {each.asks.origin.source}.", "        ", "        ")
    if each.action:
        last = format_date(each.last_date) if each.last_date and each.state == "not shown" else ""
        when = f" By {last}." if last and last not in each.action else ""
        _wrapped(f"{each.action}{when} ({each.owner})", "        > ", "          ")


def _what_if(found: WhatIf) -> None:
    from coverset.hazards.asking import changed

    beat = found.before.id
    before, after = found.now.state(beat), found.then.state(beat)
    typer.echo(
        f"{typer.style(beat, bold=True)} is {_state(before)} now and would be {_state(after)}. Nothing is written."
    )
    if not found.stale:
        typer.echo("No evidence goes stale.")
    for stale in found.stale:
        said = "; ".join(changed(change) for change in stale.changes).replace(" and is ", " and would be ")
        _wrapped(f"{stale.evidence} ({stale.requirement}) goes stale: {said}.", "  - ", "    ")
        if stale.told:
            _wrapped(f"Tell {', '.join(stale.told)}.", "    > ", "      ")
    for back in found.fresh:
        _wrapped(f"{back.evidence} ({back.requirement}) holds again.", "  + ", "    ")
    if found.changed:
        typer.echo("Requirements:")
    for was, is_ in found.changed:
        known = is_ or was
        assert known is not None
        then = f"{is_.state}. {is_.reason}" if is_ else "no longer asked for."
        now = was.state if was else "not asked for"
        _wrapped(f"{known.requirement} of {known.beat}: {now} now, then {then}", "  - ", "    ")


def _state(state: State) -> str:
    colour = {
        "contradicted": typer.colors.RED,
        "too late": typer.colors.MAGENTA,
        "not shown": typer.colors.YELLOW,
        "shown": typer.colors.GREEN,
    }.get(state)
    return typer.style(state, fg=colour, bold=colour is not None)


def _wrapped(sentence: str, first: str, rest: str) -> None:
    width = min(110, max(60, shutil.get_terminal_size((100, 24)).columns))
    typer.echo(
        textwrap.fill(
            sentence,
            width,
            initial_indent=first,
            subsequent_indent=rest,
            break_on_hyphens=False,
            break_long_words=False,
        )
    )
