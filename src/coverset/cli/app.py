"""The commands by name, in the order a production meets them."""

from __future__ import annotations

from typing import Annotated

import typer

from coverset.cli import (
    check,
    compare,
    events,
    explain,
    generate,
    hazards,
    import_,
    improve,
    lost,
    pin,
    plan,
    progress,
    record,
    replan,
    replay,
    report,
    revise,
    serve,
    stunts,
    words,
)
from coverset.cli._help import Command

EXAMPLES = """
Coverset plans film shoots.

[bold]Try it[/bold]

  coverset check BOARD.uss                your own board: conflicts and price
  coverset plan SCRIPT.fountain -o first  a bare screenplay: plan and papers
  coverset import SCRIPT.fdx -o film      a production to fill in, then
  coverset plan film                      the plan, and what is proved of it
  coverset report film call-sheet         any paper; -o day.pdf for a file

Exit status: 0 done, 2 usage, 3 findings, 4 no plan can exist,
5 out of time without a plan, 70 our own bug, 130 stopped with Ctrl-C.
"""

app = typer.Typer(
    name="coverset",
    help=EXAMPLES,
    rich_markup_mode="rich",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from coverset import __version__
        from coverset.solve.search import compiled

        kernel = (
            "with the compiled search kernel"
            if compiled
            else (
                "without the compiled search kernel (slower search; install a C++ compiler and reinstall to have it)"
            )
        )
        typer.echo(f"coverset {__version__}, {kernel}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Say the version and which search runs."
        ),
    ] = False,
) -> None:
    """Nothing of its own; see the commands."""


app.command("import", cls=Command)(import_.run)
app.command("check", cls=Command)(check.run)
app.command("plan", cls=Command)(plan.run)
app.command("improve", cls=Command)(improve.run)
app.command("explain", cls=Command)(explain.run)
app.command("pin", cls=Command)(pin.run)
app.command("unpin", cls=Command)(pin.unpin)
app.command("compare", cls=Command)(compare.run)
app.command("replan", cls=Command)(replan.run)
app.command("replay", cls=Command)(replay.run)
app.command("cover", cls=Command)(lost.cover)
app.command("lost", cls=Command)(lost.run)
app.command("events", cls=Command)(events.events)
app.command(
    "event", cls=Command, context_settings={"allow_extra_args": True, "ignore_unknown_options": True}
)(events.event)
app.command("progress", cls=Command)(progress.run)
app.command("revise", cls=Command)(revise.run)
app.command("stunts", cls=Command)(stunts.run)
app.command("hazards", cls=Command)(hazards.run)
app.command("record", cls=Command)(record.run)
app.command("report", cls=Command)(report.run)
app.command("serve", cls=Command)(serve.run)
app.command("rules", cls=Command)(words.rules)
app.command("costs", cls=Command)(words.costs)
app.command("generate", cls=Command)(generate.run)
