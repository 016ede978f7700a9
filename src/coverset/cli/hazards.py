"""``coverset hazards``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from coverset.hazards.catalogue import Catalogue
    from coverset.hazards.requirement import Requirement


def run(
    name: Annotated[str, typer.Argument(metavar="[ID]", help="One hazard, or one requirement by key.")] = "",
    tier: Annotated[
        str, typer.Option("--tier", help="law, licence condition, agreement, contract, ...")
    ] = "",
    jurisdiction: Annotated[
        str, typer.Option("--jurisdiction", help="Only what that country or body asks itself: NO, CA-ON, EU.")
    ] = "",
    hazard: Annotated[str, typer.Option("--hazard", help="Only what one hazard asks for.")] = "",
    kind: Annotated[str, typer.Option("--kind", help="role, permission, document, rehearsal, ...")] = "",
    read: Annotated[str, typer.Option("--read", help="excerpt, title, general knowledge, own.")] = "",
    text: Annotated[str, typer.Option("--text", help="Words that occur in it.")] = "",
    production: Annotated[
        Path | None, typer.Option("--production", help="With a production's own hazards and figures.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Look up what a hazard asks for: by whom it is asked, where that holds, and how far the source was read.

    [bold]Examples[/bold]

      coverset hazards                                    the hazards, a line each
      coverset hazards rail_moving_train_exterior_roof    everything that one asks for
      coverset hazards sightlines_checked                 one requirement, explained
      coverset hazards --tier law --jurisdiction NO       laws of Norway in it
      coverset hazards --text "wind gust"                 requirements with these words
    """
    from coverset.cli import EXIT_USAGE
    from coverset.cli._say import say_json
    from coverset.service.hazard_list import Filter, matching
    from coverset.service.readiness import requirement_json

    known = _catalogue(production)
    wanted = Filter(tier, jurisdiction, hazard, kind, read, text)
    mistake = wanted.mistake(known) or _unknown(known, name)
    if mistake:
        typer.echo(mistake, err=True)
        raise typer.Exit(EXIT_USAGE)
    narrowed = wanted != Filter()
    rows = list(_named(known, name) if name else matching(known, wanted))
    if as_json:
        hazards = [known.hazards[name]] if name in known.hazards else list(known.hazards.values())
        about = [
            {"id": h.id, "name": h.name, "sentence": h.sentence, "extends": list(h.extends)} for h in hazards
        ]
        say_json(
            {"hazards": about, "requirements": [{"hazard": r.hazard} | requirement_json(r) for r in rows]}
        )
    elif name and name not in known.hazards:
        _explain(rows)
    elif name or narrowed:
        _list(known, name, rows)
    else:
        _overview(known)


def _catalogue(production: Path | None) -> Catalogue:
    from coverset.cli import EXIT_FINDINGS
    from coverset.hazards.catalogue import catalogue

    if production is None:
        return catalogue()
    from coverset.cli._say import say_findings
    from coverset.service.opening import open_path

    opened = open_path(production)
    if opened.production is None:
        say_findings(opened.findings)
        raise typer.Exit(EXIT_FINDINGS)
    return catalogue(opened.production.stunts.catalogue)


def _unknown(known: Catalogue, name: str) -> str:
    from coverset.findings import nearest

    if not name or name in known.hazards or name in known.requirements:
        return ""
    return (
        f"There is no hazard or requirement {name!r}; {nearest(name, (*known.hazards, *known.requirements))}"
    )


def _named(known: Catalogue, name: str) -> tuple[Requirement, ...]:
    return known.hazards[name].requirements if name in known.hazards else known.requirements[name]


def _overview(known: Catalogue) -> None:
    for hazard in known.hazards.values():
        typer.echo(
            f"{typer.style(hazard.id, bold=True)}: {hazard.name}, {len(hazard.requirements)} requirements"
        )
        typer.echo(f"    {hazard.sentence}")
    typer.echo("\nOne of them: coverset hazards ID. Nothing here says that anything is safe.")


def _list(known: Catalogue, name: str, rows: list[Requirement]) -> None:
    from coverset.service.hazard_list import brief

    if name:
        hazard = known.hazards[name]
        typer.echo(f"{typer.style(hazard.name, bold=True)}: {hazard.sentence}")
        if hazard.examples:
            typer.echo(f"For example: {', '.join(hazard.examples)}.")
    under = ""
    for each in rows:
        if each.hazard != under:
            under = each.hazard
            typer.echo(f"\n{typer.style(known.hazards[under].name, bold=True)} ({under})")
        typer.echo(f"  {each.key} [{brief(each)}]\n      {each.sentence}")
    if not rows:
        places = sorted(
            {place for each in known.requirements.values() for one in each for place in one.jurisdictions}
        )
        typer.echo(f"Nothing in the catalogue is like that. The jurisdictions it knows: {', '.join(places)}.")


def _explain(rows: list[Requirement]) -> None:
    from coverset.service.hazard_list import explain

    for each in rows:
        typer.echo(typer.style(f"{each.key} ({each.kind}; {each.hazard})", bold=True))
        for line in explain(each):
            typer.echo(f"  {line}")
