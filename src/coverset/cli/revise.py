"""``coverset revise``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def run(
    path: Annotated[Path, typer.Argument(help="A production folder, or the plan that goes with one.")],
    script: Annotated[
        Path | None, typer.Argument(help="The revised screenplay, .fountain or .fdx. Not with --undo.")
    ] = None,
    film: Annotated[str, typer.Option("--film", help="Which film, where there are several: F1.")] = "",
    colour: Annotated[
        str,
        typer.Option(
            "--colour", help="The colour of the revision. Without it: the script's own, or the next."
        ),
    ] = "",
    decide: Annotated[
        list[str] | None,
        typer.Option("--decide", help="The answer to a conflict: shot-12=pickup. May be repeated."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    yes: Annotated[
        bool,
        typer.Option("--yes", help="Write it without asking; what nobody decided takes the careful option."),
    ] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the last revision back.")] = False,
    who: Annotated[str, typer.Option("--who", help="Who brings it in.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Bring in a revised screenplay: what changed, what it does to the plan, and what people decide.

    Scenes are matched by number, then by what they say; new ones get a number, omitted ones keep theirs. Pins,
    progress and stunts stay. The script goes beside the one before, numbered; --undo puts every file back.

    [bold]Examples[/bold]

      coverset revise film BLUE.fountain --dry-run                 only what would be done
      coverset revise film BLUE.fountain --decide shot-12=stands   decide, look, then answer yes
      coverset revise film PINK.fdx --film F2 --colour Pink --yes  one film of several
      coverset revise film --undo                                  as it was before
    """
    from coverset.cli import EXIT_FINDINGS, EXIT_USAGE
    from coverset.cli._say import say_findings, say_json
    from coverset.findings import Severity
    from coverset.service import revising
    from coverset.service._revision_choices import decisions
    from coverset.service._revision_words import as_json as answer
    from coverset.service._revision_words import conflict_words, plan_words, words

    if undo:
        _undo(path, who)
        return
    if script is None:
        raise typer.BadParameter("give the revised screenplay", param_hint="SCRIPT")
    try:
        decided = decisions(decide or ())
    except ValueError as trouble:
        typer.echo(str(trouble), err=True)
        raise typer.Exit(EXIT_USAGE) from None
    found = revising.revise(path, script, film=film, colour=colour, decided=decided)
    say_findings(found.findings, notes=False)
    if as_json:
        say_json(answer(found))
    else:
        for line in (*words(found), *conflict_words(found.conflicts), *plan_words(found, str(path))):
            typer.echo(line)
    if found.after is None:
        if any(each.severity is Severity.ERROR for each in found.findings):
            typer.echo("Nothing is written.", err=True)
        raise typer.Exit(EXIT_FINDINGS)
    if found.nothing or dry_run:
        return
    if not yes and not (sys.stdin.isatty() and not as_json and typer.confirm("Write it?", err=True)):
        typer.echo("Nothing is written; --yes writes it.", err=True)
        return
    slip = revising.apply(found, who=who)
    if slip is not None:
        say_findings([slip])
        raise typer.Exit(EXIT_FINDINGS)
    names = ", ".join(sorted(found.files))
    typer.echo(f"Written to {found.folder}: {names}. Undo: coverset revise {path} --undo", err=True)


def _undo(path: Path, who: str) -> None:
    from coverset.cli import EXIT_FINDINGS
    from coverset.cli._say import say_findings
    from coverset.service import revising

    if not path.exists():
        raise typer.BadParameter(f"{path} does not exist", param_hint="PATH")
    sentence, findings = revising.undo(path, who=who)
    say_findings(findings)
    if not sentence:
        raise typer.Exit(EXIT_FINDINGS)
    typer.echo(sentence)
