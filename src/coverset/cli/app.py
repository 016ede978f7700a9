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


app.command("import")(import_.run)
app.command("check")(check.run)
app.command("plan")(plan.run)
app.command("improve")(improve.run)
app.command("explain")(explain.run)
app.command("pin")(pin.run)
app.command("unpin")(pin.unpin)
app.command("compare")(compare.run)
app.command("replan")(replan.run)
app.command("replay")(replay.run)
app.command("cover")(lost.cover)
app.command("lost")(lost.run)
app.command("events")(events.events)
app.command("event", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(
    events.event
)
app.command("progress")(progress.run)
app.command("revise")(revise.run)
app.command("stunts")(stunts.run)
app.command("hazards")(hazards.run)
app.command("record")(record.run)
app.command("report")(report.run)
app.command("serve")(serve.run)
app.command("rules")(words.rules)
app.command("costs")(words.costs)
app.command("generate")(generate.run)
