"""Pinning: writing a decision into the production's own files, taking it back, and saying what it costs."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from coverset.findings import Severity, nearest
from coverset.formats import _pins_file as pins_file
from coverset.formats import production as folders
from coverset.model.board import Board
from coverset.model.dates import DateRange, format_date, in_any
from coverset.model.pins import AnyPin, CallPin, DayPin, OrderPin, PersonPin, Pin, stretches
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.model.questions import ask
from coverset.rules import rules
from coverset.service._move_words import listed
from coverset.service.explaining import Kind, subject
from coverset.service.opening import Opened
from coverset.service.planning import keep_board_lengths
from coverset.solve.relax import PinPrice, pin_prices
from coverset.store.files import write_whole
from coverset.units import format_clock

_RULES = ("pins", "pinned-days", "pinned-orders", "pinned-people")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants held, as they say it: a strip, a day, an order or a person, and what it is held to.

    Without ``dates`` a strip is held to its date and unit on the board, and a person to the dates they work
    on it. A day is held with its strips, ``joins`` lets others join them; or, with ``call``, the unit's call that
    day, in minutes after midnight. ``order`` are strips that are shot so, ``directly`` with nothing between.
    """

    strip: str = ""
    day: date | None = None
    person: str = ""
    unit: str = ""
    dates: tuple[DateRange, ...] = ()
    off: tuple[DateRange, ...] = ()
    until: date | None = None
    joins: bool = False
    why: str = ""
    order: tuple[str, ...] = ()
    directly: bool = False
    call: int | None = None


def pin_for(production: Production, plan: Plan | None, asked: Asked) -> tuple[AnyPin | None, str]:
    """The pin that is asked for, or a sentence that says why there is none."""
    told = [bool(asked.strip), asked.day is not None, bool(asked.person), bool(asked.order)]
    if told.count(True) != 1:
        return None, "Say one thing to pin: a strip, --day, --order or --person."
    if asked.order:
        return _order(production, asked)
    unit, wrong = _unit(production, asked)
    if wrong:
        return None, wrong
    if asked.day is not None:
        if asked.day not in DateRange(production.calendar.start_date, production.calendar.end_date):
            return None, f"{format_date(asked.day)} is outside the plan's dates, {_ends(production)}."
        return _day(production, plan, asked, asked.day, unit)
    name, wrong = _named(production, asked.strip or asked.person, "strip" if asked.strip else "person")
    if wrong:
        return None, wrong
    return (
        _strip(production, plan, asked, name, unit) if asked.strip else _person(production, plan, asked, name)
    )


def _ends(production: Production) -> str:
    return f"{format_date(production.calendar.start_date)} to {format_date(production.calendar.end_date)}"


def outside(production: Production, stretches: Sequence[DateRange]) -> str:
    """A sentence for the first stretch that holds no date of the plan, or nothing."""
    calendar = production.calendar
    for stretch in stretches:
        if stretch.last < calendar.start_date or stretch.first > calendar.end_date:
            return f"{stretch} is outside the plan's dates, {_ends(production)}"
    return ""


def _named(production: Production, word: str, wanted: Kind) -> tuple[str, str]:
    """The id of what is meant where only one kind of thing can be, or a sentence; 2 is a scene or a board number."""
    alone = (
        replace(production, people=())
        if wanted == "strip"
        else replace(production, scenes=(), activities=(), progress=())
    )
    kind, name, _ = subject(alone, word)
    if kind is not None:
        return name, ""
    kind, name, wrong = subject(production, word)
    return "", wrong or f"{name} is not a {wanted}."


def _unit(production: Production, asked: Asked) -> tuple[str, str]:
    known = {unit.id.casefold(): unit.id for unit in production.units}
    if asked.unit and asked.unit.casefold() not in known:
        return "", f"There is no unit {asked.unit!r}; {nearest(asked.unit, production.units_by_id)}"
    return known.get(asked.unit.casefold(), ""), ""


def _strip(
    production: Production, plan: Plan | None, asked: Asked, task: str, unit: str
) -> tuple[AnyPin | None, str]:
    if asked.off or asked.until:
        return None, "--off and --until are for a person; hold a strip with --date and --unit."
    if asked.dates or unit:
        return Pin(task, asked.dates, unit, asked.why), ""
    stands = plan.where.get(task, ()) if plan else ()
    if len(stands) != 1:
        return None, f"{task} stands on no date of the board: say which with --date."
    here = DateRange(stands[0].day, stands[0].day)
    several = sum(each.kind != "prep" for each in production.units) > 1
    return Pin(task, (here,), stands[0].unit if several else "", asked.why), ""


def _day(
    production: Production, plan: Plan | None, asked: Asked, day: date, unit: str
) -> tuple[AnyPin | None, str]:
    if asked.call is not None:
        return _call(production, asked, day, unit)
    if asked.dates or asked.off or asked.until:
        return None, "--day holds one date: --date, --off and --until are for strips and people."
    if plan is None:
        return None, "There is no board yet to take the day's strips from."
    here = [each for each in plan.days if each.day == day and each.tasks and unit in ("", each.unit)]
    if len(here) > 1:
        return None, f"{format_date(day)} is a day of {listed([each.unit for each in here])}: say --unit."
    shooting = [each.id for each in production.units if each.kind != "prep"]
    if not here and (unit or len(shooting) == 1):
        return DayPin(unit or shooting[0], day, (), why=asked.why), ""
    if not here:
        return (
            None,
            f"Nothing stands on {format_date(day)}: say --unit to keep it free for {listed(shooting)}.",
        )
    known = tuple(task for task in here[0].tasks if task in production.tasks)
    return DayPin(here[0].unit, day, known, closed=not asked.joins, why=asked.why), ""


def _order(production: Production, asked: Asked) -> tuple[AnyPin | None, str]:
    order = []
    for word in asked.order:
        name, wrong = _named(production, word, "strip")
        if wrong:
            return None, wrong
        order.append(name)
    if len(set(order)) < 2 or len(set(order)) < len(order):
        return None, "An order is of two strips or more, each named once: --order 12,14."
    return OrderPin(tuple(order), asked.directly, asked.why), ""


def _call(production: Production, asked: Asked, day: date, unit: str) -> tuple[AnyPin | None, str]:
    shooting = [each.id for each in production.units if each.kind != "prep"]
    if not unit and len(shooting) != 1:
        return None, f"Whose call? Say --unit: {listed(shooting)}."
    assert asked.call is not None
    return CallPin(unit or shooting[0], day, asked.call, asked.why), ""


def _person(
    production: Production, plan: Plan | None, asked: Asked, person: str
) -> tuple[AnyPin | None, str]:
    if asked.unit or asked.joins:
        return None, "A person is held to dates: --unit and --open are for strips and days."
    if asked.dates or asked.off or asked.until:
        return PersonPin(person, asked.dates, asked.off, asked.until, asked.why), ""
    worked = Board(production, plan).worked_by(person) if plan else {}
    if not worked:
        return None, f"{person} works on no date of the board: say which with --date, --off or --until."
    return PersonPin(person, stretches(worked), why=asked.why), ""


def days_kept(production: Production, plan: Plan, kept: Sequence[DateRange]) -> Production:
    """The production with every unit's date in the stretches pinned as the board has it, free ones free."""
    held = {(day.unit, day.day): day.tasks for day in plan.days}
    pins = [
        DayPin(unit.id, day, tuple(task for task in held.get((unit.id, day), ()) if task in production.tasks))
        for unit in production.units
        for day in production.calendar.dates()
        if in_any(day, kept) and (production.unit_works(unit, day) or (unit.id, day) in held)
    ]
    return replace(production, pins=tuple(dict.fromkeys((*production.pins, *pins))))


def home(opened: Opened) -> Path:
    """The file that the pins of what was opened are written to."""
    if opened.folder is not None:
        return Path(os.path.normpath(opened.folder / folders.FILE))
    return opened.path.with_suffix(pins_file.SUFFIX)


def refused(production: Production, pin: AnyPin) -> list[str]:
    """Why a pin cannot be kept whatever the plan: what is proved impossible with it and was not without."""
    had = {finding.sentence for finding in ask(production)}
    alike = replace(pin, why="")
    same = next((each for each in production.pins if replace(each, why="") == alike), None)
    if same is not None:
        other = " Take it out first to give it another reason." if same.why != pin.why else ""
        return [f"That is pinned already: {same}{other}"]
    with_it = ask(replace(production, pins=(*production.pins, pin)))
    return [f.sentence for f in with_it if f.severity is Severity.ERROR and f.sentence not in had]


def write_pin(opened: Opened, pin: AnyPin) -> tuple[Path | None, str]:
    """Write a pin into the file for it; answers the file, or a sentence that says why not.

    Everything else in the file stays as it is, comments included. Raises OSError when the disk refuses.
    """
    target = home(opened)
    try:
        text = target.read_bytes().decode("utf-8") if target.is_file() else ""
        made = pins_file.with_pin(text, pin)
    except ValueError as trouble:
        return None, f"{target.name} cannot be added to: {trouble}."
    write_whole(target, made.encode())
    return target, ""


def take_out(opened: Opened, pins: Iterable[AnyPin]) -> tuple[list[Path], str]:
    """Take pins out of the files they stand in; answers the files written, or a sentence that says why not.

    Nothing is written unless every pin can be taken out. Raises OSError when the disk refuses.
    """
    rows: dict[Path, set[int]] = {}
    for pin in pins:
        target = _file_of(opened, pin)
        if target is None or pin.source is None or pin.source.line is None:
            where = pin.source.file if pin.source else opened.path.name
            return [], f"This pin is kept inside {where}, not as a [[pin]] table: {pin}"
        rows.setdefault(target, set()).add(pin.source.line)
    made = {}
    for target, lines in rows.items():
        try:
            made[target] = pins_file.without_pins(target.read_bytes().decode("utf-8"), lines)
        except ValueError as trouble:
            return [], f"{target.name}: {trouble}."
    for target, text in made.items():
        write_whole(target, text.encode())
    return list(made), ""


def _file_of(opened: Opened, pin: AnyPin) -> Path | None:
    """The file a pin was read from: its own home, or that of the board or folder a plan was made from."""
    source = (opened.provenance or {}).get("source")
    places = [home(opened)]
    if opened.kind == "plan" and isinstance(source, dict):
        origin = opened.path.parent / str(source.get("path", ""))
        places += [origin.with_suffix(pins_file.SUFFIX), origin / folders.FILE]
    named = [each for each in places if pin.source is not None and each.name == pin.source.file]
    return next((each for each in named if each.is_file()), None)


def chosen(production: Production, asked: Asked, everything: bool) -> tuple[list[AnyPin], str]:
    """The pins that somebody wants taken out: by number in the list, strip, day or person; else a sentence."""
    pins = list(production.pins)
    if not pins:
        return [], "Nothing is pinned."
    if everything:
        return pins, ""
    if asked.strip.isascii() and asked.strip.isdigit() and asked.strip not in production.tasks:
        return numbered(production, int(asked.strip[:6]))
    if asked.day is not None:
        found: list[AnyPin] = [
            pin
            for pin in pins
            if isinstance(pin, DayPin | CallPin)
            and pin.day == asked.day
            and asked.unit.casefold() in ("", pin.unit.casefold())
            and (asked.call is None or isinstance(pin, CallPin))
        ]
    else:
        name, wrong = _named(production, asked.strip or asked.person, "strip" if asked.strip else "person")
        if wrong:
            return [], wrong
        found = [p for p in pins if isinstance(p, Pin | OrderPin) and asked.strip and name in p.named]
        found += [p for p in production.person_pins if asked.person and p.person == name]
    return (found, "") if found else ([], "No such pin; coverset pin PLAN lists them.")


def numbered(production: Production, number: int) -> tuple[list[AnyPin], str]:
    """The pin with a number of the list; else a sentence."""
    pins = production.pins
    if 1 <= number <= len(pins):
        return [pins[number - 1]], ""
    there = f"there are 1 to {len(pins)}: coverset pin PLAN lists them" if pins else "nothing is pinned"
    return [], f"There is no pin {number}; {there}."


def broken_by(production: Production, plan: Plan, pin: AnyPin) -> tuple[str, ...]:
    """What on the board does not keep a pin yet, in sentences."""
    board = Board(replace(production, pins=(pin,)), plan)
    return tuple(finding.sentence for key in _RULES for finding in rules()[key].check(board))


def price_of(
    opened: Opened, pin: AnyPin, *, seconds: float, on_step: Callable[[str], None] | None = None
) -> tuple[int | None, PinPrice | None]:
    """What a pin costs beside the others of the production: the best plan found with it, and the price."""
    assert opened.production is not None
    production = replace(opened.production, pins=tuple(dict.fromkeys((*opened.production.pins, pin))))
    if opened.plan is not None and opened.from_board:
        production = keep_board_lengths(production, opened.plan)
    cost, found = pin_prices(production, opened.plan, pins=(pin,), seconds=seconds, on_step=on_step)
    return cost, next(iter(found), None)


def command(pin: AnyPin, path: Path) -> str:
    """The command that makes a pin again."""
    words = ["coverset", "pin", str(path)]
    if isinstance(pin, Pin):
        words.append(pin.task)
    elif isinstance(pin, PersonPin):
        words += ["--person", pin.person]
    elif isinstance(pin, OrderPin):
        words += ["--order", ",".join(pin.order), *(["--directly"] if pin.directly else [])]
    elif isinstance(pin, CallPin):
        words += ["--day", pin.day.isoformat(), "--call", format_clock(pin.call)]
    else:
        words += ["--day", pin.day.isoformat(), *([] if pin.closed else ["--open"])]
    for stretch in getattr(pin, "dates", ()):
        words += ["--date", _stretch(stretch)]
    for stretch in getattr(pin, "off", ()):
        words += ["--off", _stretch(stretch)]
    if isinstance(pin, PersonPin) and pin.until:
        words += ["--until", pin.until.isoformat()]
    if unit := getattr(pin, "unit", ""):
        words += ["--unit", unit]
    if pin.why:
        words += ["--why", pin.why]
    return shlex.join(words)


def _stretch(stretch: DateRange) -> str:
    ends = stretch.first.isoformat()
    return ends if stretch.first == stretch.last else f"{ends}..{stretch.last.isoformat()}"


def pin_json(production: Production, pin: AnyPin, price: PinPrice | None = None) -> dict[str, Any]:
    """A pin as scripts read it. Money in minor units of the currency."""
    place = pin.source
    made: dict[str, Any] = {
        "kind": {Pin: "strip", DayPin: "day", PersonPin: "person", OrderPin: "order", CallPin: "call"}[
            type(pin)
        ],
        "sentence": str(pin),
        "strips": list(pin.named),
        "person": getattr(pin, "person", None),
        "unit": getattr(pin, "unit", None) or None,
        "file": place.file if place else None,
        "line": place.line if place else None,
    }
    if price is not None:
        made["price"] = {"cost": price.cost, "least": price.least, "most": price.most}
        made["currency"] = production.currency
    return made
