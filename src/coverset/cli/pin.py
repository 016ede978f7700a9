"""``coverset pin`` and ``coverset unpin``."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coverset.cli._options import a_date

if TYPE_CHECKING:
    from coverset.model.dates import DateRange
    from coverset.model.pins import AnyPin
    from coverset.service.opening import Opened
    from coverset.service.pinning import Asked

_PATH = typer.Argument(help="A production folder, a plan (.json), a board (.uss) or a screenplay.")
_DAY = typer.Option(
    "--day", parser=a_date, metavar="DATE", help="A date of the board, with the strips that stand on it."
)


def run(
    path: Annotated[Path, _PATH],
    strip: Annotated[
        str,
        typer.Argument(metavar="[STRIP]", help="A strip (F1/12A, or 12A). Without anything: list the pins."),
    ] = "",
    day: Annotated[datetime | None, _DAY] = None,
    person: Annotated[str, typer.Option("--person", help="Somebody by id, board number or name.")] = "",
    dates: Annotated[
        list[str] | None,
        typer.Option(
            "--date", help="A date or FIRST..LAST to hold a strip or person to (default: as on the board)."
        ),
    ] = None,
    off: Annotated[
        list[str] | None, typer.Option("--off", help="A date or FIRST..LAST to keep a person off.")
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(
            "--until", parser=a_date, metavar="DATE", help="The last date a person may be called on."
        ),
    ] = None,
    order: Annotated[
        list[str] | None,
        typer.Option("--order", help="Strips in the order they are shot: 12,14,13; all on one date."),
    ] = None,
    directly: Annotated[
        bool, typer.Option("--directly", help="With --order: nothing is shot between them.")
    ] = False,
    call: Annotated[str, typer.Option("--call", help="With --day: the unit's call that day, HH:MM.")] = "",
    unit: Annotated[str, typer.Option("--unit", help="The unit of a strip, day or call.")] = "",
    joins: Annotated[bool, typer.Option("--open", help="Let other strips join a pinned day.")] = False,
    why: Annotated[str, typer.Option("--why", help="The reason, kept with the pin and said with it.")] = "",
    time: Annotated[
        float,
        typer.Option("--time", min=0, max=3600, help="Seconds to find out what it costs (0: do not)."),
    ] = 6.0,
    board: Annotated[str, typer.Option("--board", help="Which board of a .uss file, by name.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Pin a strip, a day, an order, a call or somebody's dates: every plan keeps it until you take it back. Says what it costs.

    The pin is written into production.toml, or beside a board or plan into its .pins.toml, comments untouched.

    [bold]Examples[/bold]

      coverset pin film                                    the pins there are, numbered
      coverset pin film F1/12A                             to the date it stands on
      coverset pin film F1/12A --date 2026-03-16..2026-03-20 --why "the street is ours that week"
      coverset pin film --day 2026-03-16                   nothing leaves that day and nothing joins it
      coverset pin film --day 2026-03-16 --call 06:30      the unit's day starts then
      coverset pin film --order 12,14 --directly           12, then 14, on one date and nothing between
      coverset pin film --person LEAD --until 2026-03-20   or --off 2026-03-16, or --date FIRST..LAST
      coverset pin film --person LEAD                      no date but those they have now
    """
    from coverset.cli import EXIT_FINDINGS, EXIT_USAGE
    from coverset.cli._say import say_json
    from coverset.service.pinning import broken_by, command, pin_for, pin_json, refused, write_pin

    asked = replace(
        _asked(strip, day, person, dates, off, until, unit, joins, why),
        order=tuple(word.strip() for words in order or () for word in words.split(",") if word.strip()),
        directly=directly,
        call=_clock(call),
    )
    nothing = not (strip or day or person or order)
    if nothing and (dates or off or until or directly or call or unit or joins or why):
        typer.echo("Say what to pin: a strip, --day, --order or --person; a call needs its --day.", err=True)
        raise typer.Exit(EXIT_USAGE)
    opened = _opened(path, board, as_json)
    production = opened.production
    assert production is not None
    if nothing:
        if as_json:
            say_json({"status": "pins", "pins": [pin_json(production, pin) for pin in production.pins]})
        else:
            _list(opened)
        return
    pin, wrong = pin_for(production, opened.plan, asked)
    if pin is None:
        typer.echo(wrong, err=True)
        raise typer.Exit(EXIT_USAGE)
    against = refused(production, pin)
    if against:
        if as_json:
            say_json({"status": "refused", "pin": pin_json(production, pin), "reasons": against})
        for sentence in against:
            typer.echo(f"{typer.style('refused:', fg=typer.colors.RED, bold=True)} {sentence}", err=True)
        raise typer.Exit(EXIT_FINDINGS)
    written, wrong = write_pin(opened, pin)
    if written is None:
        typer.echo(wrong, err=True)
        raise typer.Exit(EXIT_FINDINGS)
    broken = broken_by(production, opened.plan, pin) if opened.plan else ()
    undo = f"coverset unpin {path} {len(production.pins) + 1}"
    answer: dict[str, Any] = {
        "status": "pinned",
        "pin": pin_json(production, pin),
        "file": str(written),
        "undo": undo,
        "breaks": list(broken),
        "command": command(pin, path),
    }
    if not as_json:
        typer.echo(f"{typer.style('Pinned:', bold=True)} {pin}")
        typer.echo(f"Written: {written}. Undo: {undo}")
        for sentence in broken:
            typer.echo(f"   {typer.style('not kept yet:', fg=typer.colors.MAGENTA)} {sentence}")
    if time:
        answer |= _price(opened, pin, time, as_json)
    if as_json:
        say_json(answer)


def unpin(
    path: Annotated[Path, _PATH],
    strip: Annotated[
        str,
        typer.Argument(metavar="[NUMBER|STRIP]", help="A pin by its number in the list, or a strip."),
    ] = "",
    day: Annotated[datetime | None, _DAY] = None,
    person: Annotated[str, typer.Option("--person", help="Somebody by id, board number or name.")] = "",
    everything: Annotated[bool, typer.Option("--all", help="Every pin.")] = False,
    board: Annotated[str, typer.Option("--board", help="Which board of a .uss file, by name.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Take a pin back: out of the file it stands in, the rest of which stays as it is.

    [bold]Examples[/bold]

      coverset unpin film 3                     by its number in the list of coverset pin film
      coverset unpin film F1/12A                every pin of that strip
      coverset unpin film --day 2026-03-16
      coverset unpin film --person LEAD
    """
    from coverset.cli import EXIT_FINDINGS, EXIT_USAGE
    from coverset.cli._say import say_json
    from coverset.service.pinning import chosen, command, pin_json, take_out

    asked = _asked(strip, day, person, None, None, None, "", False, "")
    if [bool(strip), day is not None, bool(person), everything].count(True) != 1:
        typer.echo("Say what to unpin: a number, a strip, --day, --person or --all.", err=True)
        raise typer.Exit(EXIT_USAGE)
    opened = _opened(path, board, as_json)
    assert opened.production is not None
    pins, wrong = chosen(opened.production, asked, everything)
    if not pins:
        typer.echo(wrong, err=True)
        raise typer.Exit(EXIT_USAGE)
    written, wrong = take_out(opened, pins)
    if not written:
        typer.echo(wrong, err=True)
        raise typer.Exit(EXIT_FINDINGS)
    if as_json:
        gone = [pin_json(opened.production, pin) | {"again": command(pin, path)} for pin in pins]
        say_json({"status": "unpinned", "pins": gone, "files": [str(file) for file in written]})
        return
    for pin in pins:
        typer.echo(f"{typer.style('Unpinned:', bold=True)} {pin}")
        typer.echo(f"   Undo: {command(pin, path)}")
    typer.echo(f"Written: {', '.join(map(str, written))}")


def _asked(
    strip: str,
    day: datetime | None,
    person: str,
    dates: list[str] | None,
    off: list[str] | None,
    until: datetime | None,
    unit: str,
    joins: bool,
    why: str,
) -> Asked:
    from coverset.service.pinning import Asked

    return Asked(
        strip,
        day.date() if day else None,
        person,
        unit,
        stretches_of(dates, "--date"),
        stretches_of(off, "--off"),
        until.date() if until else None,
        joins,
        why,
    )


def _clock(word: str) -> int | None:
    from coverset.formats._notation import to_clock

    try:
        return to_clock(word) if word else None
    except ValueError as trouble:
        raise typer.BadParameter(str(trouble), param_hint="--call") from None


def stretches_of(words: list[str] | None, option: str) -> tuple[DateRange, ...]:
    """Dates and stretches of dates as people write them; a wrong one ends with the usage status."""
    from coverset.formats._notation import to_stretch

    found = []
    for word in words or ():
        try:
            found.append(to_stretch(word))
        except ValueError as trouble:
            raise typer.BadParameter(str(trouble), param_hint=option) from None
    return tuple(found)


def _opened(path: Path, board: str, as_json: bool) -> Opened:
    from coverset.cli import EXIT_FINDINGS
    from coverset.cli._say import say_findings, say_json
    from coverset.service.explaining import can_explain
    from coverset.service.opening import Wishes, open_path

    opened = open_path(path, Wishes(board=board))
    # What can be kept by no plan may be the very pin that is to be taken back.
    if not can_explain(opened):
        if as_json:
            from coverset.service.planning import findings_json

            say_json({"status": "findings", "findings": findings_json(opened)})
        say_findings(opened.findings)
        raise typer.Exit(EXIT_FINDINGS)
    return opened


def _list(opened: Opened) -> None:
    from coverset.service.pinning import broken_by

    assert opened.production is not None
    pins = opened.production.pins
    typer.echo(f"{len(pins)} {'pin' if len(pins) == 1 else 'pins'}." if pins else "Nothing is pinned.")
    for number, pin in enumerate(pins, start=1):
        place = f"   ({pin.source})" if pin.source else ""
        typer.echo(f"{number:3}. {pin}{typer.style(place, dim=True)}")
        for sentence in broken_by(opened.production, opened.plan, pin) if opened.plan else ():
            typer.echo(f"     {typer.style('not kept:', fg=typer.colors.MAGENTA)} {sentence}")


def _price(opened: Opened, pin: AnyPin, time: float, as_json: bool) -> dict[str, Any]:
    from coverset.cli._busy import busy
    from coverset.service.explaining import price_words
    from coverset.service.pinning import pin_json, price_of

    assert opened.production is not None
    with busy("Looking for what it costs; Ctrl-C leaves that out", quiet=as_json):
        try:
            cost, price = price_of(opened, pin, seconds=time)
        except KeyboardInterrupt:
            return {}
    if price is None or cost is None:
        if not as_json:
            typer.echo(
                f"No plan that keeps every pin was found in {time:g} s: try coverset explain {opened.path}"
            )
        return {}
    if not as_json:
        typer.echo(price_words(opened.production, price))
    return {"pin": pin_json(opened.production, pin, price), "cost": cost}
