"""``coverset record``."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coverset.cli._options import a_date

if TYPE_CHECKING:
    from coverset.hazards.staleness import GoingStale
    from coverset.service.recording import Recording

_MOST = 15


def run(
    path: Annotated[Path, typer.Argument(help="A production folder with a stunts.toml.")],
    what: Annotated[
        str,
        typer.Argument(
            help="beat, cut, again, permission, crew, evidence, forget, waiver, not-applicable, concern, close, "
            "incident, lift, attempt or risk."
        ),
    ] = "",
    words: Annotated[list[str] | None, typer.Argument(help="What it is about; see the examples.")] = None,
    on: Annotated[
        datetime | None,
        typer.Option(
            "--on",
            parser=a_date,
            metavar="DATE",
            help="The date of it; by default that of the record, as_of, or today.",
        ),
    ] = None,
    by: Annotated[str, typer.Option("--by", help="Who did it, decided it or vouches for it.")] = "",
    why: Annotated[str, typer.Option("--why", help="The reason, the worry, the answer, what happened.")] = "",
    step: Annotated[str, typer.Option("--step", help="Evidence: the rung of a rehearsal ladder.")] = "",
    until: Annotated[
        datetime | None,
        typer.Option("--until", parser=a_date, metavar="DATE", help="Evidence: its last valid date."),
    ] = None,
    names: Annotated[str, typer.Option("--names", help="Evidence: who was there, with commas.")] = "",
    reference: Annotated[str, typer.Option("--reference", help="Evidence: where it is kept.")] = "",
    note: Annotated[str, typer.Option("--note", help="Evidence and attempts: a note.")] = "",
    take: Annotated[int, typer.Option("--take", min=1, help="Attempt: which take.")] = 1,
    performer: Annotated[str, typer.Option("--performer", help="Attempt: who did it.")] = "",
    half_speed: Annotated[bool, typer.Option("--half-speed", help="Attempt: below full speed.")] = False,
    outcome: Annotated[
        str, typer.Option("--outcome", help="Attempt: as planned, not as planned or incident.")
    ] = "as planned",
    remove: Annotated[bool, typer.Option("--remove", help="Crew, risk: take them off instead.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take back the last edit recorded here.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what it would do, and write nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before writing.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object on standard output; needs --yes to write.")
    ] = False,
) -> None:
    """Record what happened to a stunt in stunts.toml: one edit, and what it makes stale said before.

    Evidence is bound to the facts of the beat as they are now.
    A fact that changes makes stale just the evidence that is bound to it; who must hear of it is named.
    Comments in the file stay, and the last edit can be taken back to the letter.

    [bold]Examples[/bold]

      coverset record film beat train-roof/b speed=50 --by coordinator --why "wet rails"
      coverset record film permission mountain-line granted --on 2020-03-02
      coverset record film evidence rehearsal train-roof/b --by coordinator --step "static train"
      coverset record film evidence briefing train-roof/b --by coordinator --names LEAD,medic
      coverset record film crew train-roof/b spotter-one spotter-two
      coverset record film waiver tilted-car/b high_fall_medics --by Producer --why "medic in the house"
      coverset record film concern car-turn/b --by "Key grip" --why "the step cannot be seen"
      coverset record film close left-door-mount --by coordinator --why "mount moved to the roof"
      coverset record film incident motorcycle-jump/a --why "net post bent"
      coverset record film attempt foot-chase/c --take 1 --performer lead-double
      coverset record film risk foot-chase/a foot_chase_running_falls likelihood=4 severity=5 --by coordinator
      coverset record film cut motorcycle-jump/d --by Producer --why "leave was denied"
      coverset record film --undo                    the last edit, taken back
    """
    from coverset.cli import EXIT_DONE, EXIT_FINDINGS, EXIT_USAGE
    from coverset.cli._say import say_findings, say_json
    from coverset.findings import nearest
    from coverset.service.recording import KINDS, Wish, prepare, prepare_undo, write
    from coverset.service.recording import as_json as answer

    today = date.today()
    if undo == bool(what):
        said = "give --undo alone, or what to record" if undo else "give what to record: " + ", ".join(KINDS)
        raise typer.BadParameter(said, param_hint="WHAT")
    if what and what not in KINDS:
        hint = nearest(what, KINDS, limit=20)
        raise typer.BadParameter(f"nothing called {what!r} can be recorded; {hint}", param_hint="WHAT")
    if undo:
        recording = prepare_undo(path, today=today)
    else:
        wish = Wish(
            what,
            tuple(words or ()),
            on.date() if on else None,
            by,
            why,
            step,
            until.date() if until else None,
            tuple(name.strip() for name in names.split(",") if name.strip()),
            reference,
            note,
            take,
            performer,
            half_speed,
            outcome,
            remove,
        )
        recording = prepare(path, wish, today=today)
    if recording.stopped:
        if as_json:
            say_json(answer(recording, None))
        say_findings(recording.findings)
        raise typer.Exit(EXIT_FINDINGS)
    if not as_json:
        _say(recording)
    wanted = recording.changes and not dry_run
    if wanted and not yes:
        if as_json:
            raise typer.BadParameter(
                "--json writes nothing unasked: add --yes or --dry-run", param_hint="--json"
            )
        try:
            wanted = typer.confirm("Write it?", default=True, err=True)
        except typer.Abort:
            typer.echo("\nNobody answered. To write without being asked, add --yes.", err=True)
            wanted = False
        if not wanted:
            typer.echo("Nothing is written.", err=True)
            raise typer.Exit(EXIT_USAGE)
    try:
        written = write(recording) if wanted else None
    except (OSError, ValueError) as trouble:
        typer.echo(f"Nothing is written: {trouble}", err=True)
        raise typer.Exit(EXIT_FINDINGS) from None
    if as_json:
        say_json(answer(recording, written))
    elif written:
        typer.echo(f"Written: {written}")
    else:
        typer.echo("Nothing is written." if dry_run else "The file says so already.")
    raise typer.Exit(EXIT_DONE)


def _say(recording: Recording) -> None:
    """The edit, what it makes stale and whom that concerns."""
    typer.echo(recording.sentence)
    if recording.stale:
        typer.echo(f"It makes {_count(len(recording.stale))} stale:")
        _say_each(recording.stale)
    if recording.holds_again:
        typer.echo(f"It makes {_count(len(recording.holds_again))} hold again:")
        _say_each(recording.holds_again)
    if recording.turns:
        typer.echo("Of what is asked for:")
        for each in recording.turns[:_MOST]:
            typer.echo(f"  {each.requirement}: {each.was} becomes {each.now} ({', '.join(each.beats)})")
        if len(recording.turns) > _MOST:
            typer.echo(f"  and {len(recording.turns) - _MOST} more")
    if not (recording.stale or recording.holds_again or recording.turns):
        typer.echo("Nothing that is asked for depends on it.")


def _count(number: int) -> str:
    return "1 piece of evidence" if number == 1 else f"{number} pieces of evidence"


def _say_each(rows: tuple[GoingStale, ...]) -> None:
    from coverset.hazards.asking import changed

    for each in rows:
        why = "; ".join(changed(change) for change in each.changes)
        typer.echo(f"  {each.evidence} ({each.requirement}, {each.beat}): {why}")
    told = dict.fromkeys(name for each in rows for name in each.told)
    if told:
        typer.echo(f"  to be told: {', '.join(told)}")
