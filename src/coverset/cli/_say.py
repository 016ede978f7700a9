"""How the command line speaks: findings, tables and progress on standard error, answers on standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

from coverset.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from coverset.service.opening import Opened
    from coverset.solve.run import Progress

_COLOUR = {
    Severity.ERROR: typer.colors.RED,
    Severity.CONFLICT: typer.colors.MAGENTA,
    Severity.WARNING: typer.colors.YELLOW,
    Severity.NOTE: typer.colors.BLUE,
}


def say_findings(findings: Iterable[Finding], *, most: int = 200, notes: bool = True) -> None:
    """Print findings on standard error, the worst first, each with its place."""
    shown = [f for f in findings if notes or f.severity is not Severity.NOTE]
    for finding in shown[:most]:
        label = typer.style(f"{finding.severity.value}:", fg=_COLOUR[finding.severity], bold=True)
        rule = f" [{finding.code}]" if finding.severity is Severity.CONFLICT else ""
        typer.echo(f"{label} {finding}{rule}", err=True)
    if len(shown) > most:
        typer.echo(f"... and {len(shown) - most} more.", err=True)


def say_json(value: Any) -> None:
    """Print one JSON object on standard output."""
    json.dump(value, sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")


def say_no_board(opened: Opened, *, as_json: bool = False) -> None:
    """Say what stops whatever needs a board: what is wrong in the files, or that there is no plan yet."""
    if as_json:
        from coverset.service.planning import findings_json

        status = "findings" if opened.stopped else "no board"
        say_json({"status": status, "findings": findings_json(opened)})
    say_findings(opened.findings)
    if not opened.stopped:
        typer.echo(f"{opened.path} has no plan yet: make one with coverset plan {opened.path}", err=True)


@contextmanager
def progress(quiet: bool, limit: str, currency: str) -> Iterator[Callable[[Progress], None] | None]:
    """A live line while a plan is computed: time, cost, bound and gap. Silent when ``quiet``."""
    if quiet:
        yield None
        return
    from rich.console import Console
    from rich.live import Live
    from rich.text import Text

    from coverset.units import format_money

    console = Console(stderr=True)
    said = 0.0

    def show(point: Progress) -> None:
        nonlocal said
        cost = "no plan yet" if point.cost is None else format_money(point.cost, currency)
        gap = f" (gap {(point.cost - point.bound) / point.cost:.1%})" if point.cost else ""
        least = format_money(point.bound, currency)
        words = (
            f"{point.seconds:5.1f} s of {limit}: {cost}, proved at least {least}{gap}; Ctrl-C keeps the best"
        )
        if console.is_terminal:
            live.update(Text(words, overflow="ellipsis", no_wrap=True))
        elif point.seconds - said >= 5 or not said:
            said = point.seconds or 0.001
            console.print(words, soft_wrap=True, highlight=False)

    with Live(Text(""), console=console, refresh_per_second=8, transient=True) as live:
        yield show
