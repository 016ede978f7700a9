"""``coverset replay``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from coverset.findings import Finding
    from coverset.replay.moment import Told
    from coverset.replay.story import Step, Story


def run(
    path: Annotated[Path, typer.Argument(help="A production folder with a replay.toml.")],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            help="Folder for the page, and the production as the story leaves it [default: out/FOLDER-replay].",
        ),
    ] = None,
    time: Annotated[
        float, typer.Option("--time", min=1, max=3600, help="Seconds for all searches together.")
    ] = 100.0,
    step: Annotated[str, typer.Option("--step", help="Tell it down to this step and stop.")] = "",
    seed: Annotated[int, typer.Option("--seed", min=0, help="Another seed, another search.")] = 1,
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, help="Searches side by side.")] = 2,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Tell the story of a production again: event by event, with the answers, and what must hold after each.

    Every step says its source, what changed, the alternatives with price and disruption, and each assertion with its
    result. At the end stands a page (HTML and PDF) with the boards before and after. Ends with 3 when an assertion fails.

    [bold]Examples[/bold]

      coverset replay examples/grand-express
      coverset replay examples/grand-express --step restart --time 60 -o out/story
    """
    from coverset.cli import EXIT_FINDINGS
    from coverset.cli._busy import busy
    from coverset.cli._options import check_folder
    from coverset.cli._say import say_findings, say_json
    from coverset.findings import nearest
    from coverset.replay.opening import open_story
    from coverset.replay.page import files
    from coverset.replay.running import run as tell
    from coverset.replay.telling import as_json as replay_json
    from coverset.replay.telling import closing
    from coverset.store.files import write_all

    folder = output or Path("out") / f"{path.resolve().name}-replay"
    check_folder(folder)
    opened = open_story(path)
    if opened.story is None or opened.base is None:
        _refused(opened.findings, as_json)
    assert opened.story is not None
    assert opened.base is not None
    known = [each.id for each in opened.story.step]
    if step and step not in known:
        raise typer.BadParameter(
            f"there is no step {step!r}; {nearest(step, known, limit=30)}", param_hint="--step"
        )
    story = opened.story
    if not as_json:
        say_findings(opened.findings, most=10, notes=False)
        typer.echo(f"{typer.style(story.title or opened.base.title, bold=True)}")
    count = 0

    def show(told: Told) -> None:
        nonlocal count
        count += 1
        if not as_json:
            _say(story, told, count)

    with busy("Reading", quiet=as_json) as now:

        def hear(one: Step, words: str) -> None:
            now(words)
            typer.echo(f"... {words}", err=True)

        found = tell(
            story,
            opened.base,
            opened.plan,
            seconds=time,
            seed=seed,
            workers=workers,
            until=step,
            on_step=hear,
            on_told=show,
        )
    written = write_all(folder, files(found, path)) if found.told else []
    if as_json:
        say_json(replay_json(found, written))
    else:
        say_findings(found.findings, notes=False)
        typer.echo(f"\n{typer.style(closing(found), bold=True)}")
        for each in written:
            if each.parent == folder:
                typer.echo(f"Written: {each}")
        if (folder / "production").is_dir():
            typer.echo(f"As the story leaves it: {folder / 'production'}, for every other command")
    if not found.holds:
        raise typer.Exit(EXIT_FINDINGS)


def _refused(findings: tuple[Finding, ...], as_json: bool) -> None:
    from coverset.cli import EXIT_FINDINGS
    from coverset.cli._say import say_findings, say_json

    if as_json:
        from coverset.service.planning import finding_json

        say_json({"status": "findings", "findings": [finding_json(each) for each in findings]})
    say_findings(findings)
    raise typer.Exit(EXIT_FINDINGS)


_COLOURS = {
    "source": typer.colors.CYAN,
    "happened": typer.colors.YELLOW,
    "answer": typer.colors.BLUE,
    "holds": typer.colors.GREEN,
    "fails": typer.colors.RED,
}


def _say(story: Story, told: Told, number: int) -> None:
    from coverset.replay.telling import lines

    for label, words in lines(story, told, number):
        if label == "step":
            typer.echo(f"\n{typer.style(words, bold=True)}")
        else:
            typer.echo(f"  {typer.style(f'{label}:', fg=_COLOURS[label])} {words}")
