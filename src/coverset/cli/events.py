"""``coverset events`` and ``coverset event``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from coverset.findings import Finding
    from coverset.service.happenings import Told

_ACTIONS = ("add", "undo", "kinds", "in-force")


def events(
    path: Annotated[Path, typer.Argument(help="A production folder.")],
    check: Annotated[
        bool, typer.Option("--check", help="Only say what is wrong with the events; 3 when something is.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Tell what happened to a production: each event as a sentence, what it changes, and from where it is known.

    Events stand in events.toml of the folder, in the order in which they are taken into account. in_force at its
    top says down to which: all, none, or the id of one.

    [bold]Examples[/bold]

      coverset events film                 the story so far
      coverset events film --check         only mistakes
      coverset event film add away --person LEAD --dates 2026-03-09..2026-03-10    one more
    """
    from coverset.cli import EXIT_FINDINGS
    from coverset.cli._say import say_findings, say_json
    from coverset.findings import has_errors
    from coverset.service.happenings import tell

    missing = _no_folder(path)
    told, findings = ([], [missing]) if missing else tell(path)
    wrong = [finding for each in told for finding in each.findings]
    said = list(dict.fromkeys([*findings, *wrong]))
    if as_json:
        say_json(_json(told, said))
    elif check:
        say_findings(said)
    else:
        say_findings(said)
        for each in told:
            _tell(each)
        if not told and not findings:
            typer.echo(f"Nothing has happened yet. Add an event: coverset event {path} add")
    if has_errors(said):
        raise typer.Exit(EXIT_FINDINGS)


def _no_folder(path: Path) -> Finding | None:
    """What is wrong with a path that is no folder."""
    from coverset.findings import Finding, Place, Severity

    if path.is_dir():
        return None
    wrong = "is a file" if path.exists() else "does not exist"
    sentence = f"{path} {wrong}; give a production's folder."
    return Finding("cannot-open", Severity.ERROR, sentence, Place(str(path)))


def _tell(told: Told) -> None:
    instead = f" instead of {told.event.instead_of}" if told.event.instead_of else ""
    words = f"an alternative{instead}" if told.event.alternative else "ahead, not taken into account yet"
    ahead = "" if told.in_force else typer.style(f"  {words}", dim=True)
    kind = typer.style(f"{told.event.id} ({told.event.KIND})", bold=True)
    typer.echo(f"{told.when:17} {kind}{ahead}")
    typer.echo(f"{'':17} {told.sentence}")
    if told.known:
        typer.echo(typer.style(f"{'':17} {told.known}", dim=True))


def _json(told: Sequence[Told], findings: Sequence[object]) -> dict[str, object]:
    return {
        "events": [
            {
                "id": each.event.id,
                "kind": each.event.KIND,
                "date": each.event.day.isoformat() if each.event.day else None,
                "in_force": each.in_force,
                "sentence": each.sentence,
                "who": each.event.who,
                "source": each.event.cited,
                "mark": each.event.mark,
            }
            for each in told
        ],
        "findings": [str(finding) for finding in findings],
    }


def event(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(help="A production folder.")],
    action: Annotated[str, typer.Argument(help="add, undo, in-force, or kinds to see what may happen.")],
    kind: Annotated[
        str, typer.Argument(help="For add: the kind of event. For in-force: all, none or an id.")
    ] = "",
    who: Annotated[str, typer.Option("--who", help="Who says so.")] = "",
) -> None:
    """Add an event to a production, or take the last one back. Without options, a kind says what it takes.

    What the event changes is said, and everything that is wrong with it; with an error nothing is written. Who added
    or took back what, and when, is kept in events.jsonl.

    [bold]Examples[/bold]

      coverset event film kinds                 everything that may happen
      coverset event film add away              what an absence takes
      coverset event film add away --person LEAD --dates 2026-03-09..2026-03-10 --why "dentist" --who "1st AD"
      coverset event film add weather --dates 2026-03-05 --base cromer --source "forecast, 18:00"
      coverset event film undo                  takes the last one back
      coverset event film in-force all          takes all of them into account; none, or down to an id
    """
    from coverset.cli import EXIT_FINDINGS, EXIT_USAGE
    from coverset.cli._say import say_findings
    from coverset.findings import nearest
    from coverset.service.happenings import add_event, put_in_force, take_back

    missing = _no_folder(path)
    if missing:
        say_findings([missing])
        raise typer.Exit(EXIT_FINDINGS)
    given = _given(context.args)
    if action not in _ACTIONS:
        raise typer.BadParameter(f"there is no {action!r}; {nearest(action, _ACTIONS)}", param_hint="ACTION")
    if action == "kinds" or (action == "add" and not kind):
        _say_kinds()
        return
    if action == "add" and not given and not who:
        _say_options(path, kind)
        raise typer.Exit(EXIT_USAGE)
    if action == "undo" and (given or kind):
        raise typer.BadParameter("undo takes the last event back and needs no more", param_hint="ACTION")
    if action == "in-force" and (given or not kind):
        raise typer.BadParameter("in-force takes all, none or the id of an event", param_hint="KIND")
    if action == "add":
        done = add_event(path, kind, given, who=who)
    elif action == "undo":
        done = take_back(path, who=who)
    else:
        done = put_in_force(path, kind, who=who)
    say_findings(done.findings)
    if done.path is None:
        if action == "add":
            typer.echo("Nothing is written.", err=True)
        raise typer.Exit(EXIT_FINDINGS)
    typer.echo(done.sentence)
    if done.ahead:
        typer.echo(f"Not taken into account yet: coverset event {path} in-force all", err=True)
    typer.echo(f"Written: {done.path}", err=True)


def _given(arguments: list[str]) -> dict[str, str]:
    """``--key value`` and ``--key=value`` as a table; a key alone, or before another, says yes."""
    found: dict[str, str] = {}
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        if not word.startswith("--") or len(word) < 3:
            raise typer.BadParameter(f"{word!r} stands alone: write --key value", param_hint="KIND")
        key, equals, value = word[2:].partition("=")
        key = key.replace("-", "_")
        if not equals:
            value = rest.pop(0) if rest and not rest[0].startswith("--") else "yes"
        if key in found:
            raise typer.BadParameter(f"--{key} is there twice", param_hint="KIND")
        found[key] = value
    return found


def _say_kinds() -> None:
    from coverset.model.events import kinds

    for name, kind in kinds().items():
        typer.echo(f"{typer.style(f'{name:16}', bold=True)} {kind.WORDS}")
    typer.echo("\nWhat one takes: coverset event FOLDER add KIND")


def _say_options(path: Path, kind: str) -> None:
    from coverset.findings import nearest
    from coverset.model.events import kinds
    from coverset.service.happenings import options

    known = kinds()
    if kind not in known:
        sentence = f"there is no kind of event {kind!r}; {nearest(kind, known, limit=len(known))}"
        raise typer.BadParameter(sentence, param_hint="KIND")
    typer.echo(f"{typer.style(kind, bold=True)}: {known[kind].WORDS}")
    for option in options(known[kind]):
        need = "needed" if option.needed else ""
        typer.echo(f"  --{option.key:12} {need:7} {option.words}".rstrip())
    needed = " ".join(f"--{o.key} ..." for o in options(known[kind]) if o.needed)
    typer.echo(f"\n  coverset event {path} add {kind} {needed}".rstrip())
