"""A board while people work on it: one revision read exactly, as JSON for a page, and what an edit changes in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Generic, TypeVar

from coverset.costs import Ledger, ledger
from coverset.findings import Finding, in_order, nearest
from coverset.hazards.weather import weather_dependent
from coverset.model.board import Board
from coverset.model.clock import DayClock
from coverset.model.edits import Edit, Restore, Several
from coverset.model.event import LostDay
from coverset.model.plan import Plan, PlanDay
from coverset.model.production import Production, set_of
from coverset.model.scenes import Activity, Scene
from coverset.reports._palettes import palettes
from coverset.rules import check
from coverset.service.opening import Opened

T = TypeVar("T")
_Day = tuple[str, date]
_BEYOND = timedelta(days=366)


class Kept(Generic[T]):
    """A property that is worked out once. Python 3.11's own would let no other view work out the same meanwhile."""

    def __init__(self, work: Callable[[Any], T]) -> None:
        self._work = work
        self.__doc__ = work.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, view: Any, owner: type | None = None) -> T:
        found: T = self._work(view)
        view.__dict__[self._name] = found
        return found


@dataclass(frozen=True)
class View:
    """One revision of a board: its production (None while the files hold errors), its plan, what the files hold wrong.

    Everything is computed when it is first asked for, by the ledger and the rules themselves, and kept.
    """

    folder: Path
    revision: int
    production: Production | None
    plan: Plan
    said: tuple[Finding, ...] = ()

    def knowing(self, other: View) -> View:
        """The view, with all that is known of another one of the same board."""
        made = replace(self)
        made.__dict__.update({**other.__dict__, **made.__dict__})
        return made

    @Kept
    def opened(self) -> Opened:
        """The revision as every other service takes it."""
        return Opened(self.folder, "folder", self.said, self.production, self.plan, folder=self.folder)

    @Kept
    def board(self) -> Board:
        """The plan read against its production. Raises ValueError while the files hold errors."""
        if self.production is None:
            raise ValueError("the production's files hold errors; mend them first")
        return Board(self.production, self.plan)

    @Kept
    def ledger(self) -> Ledger:
        """Every charge of the board."""
        return ledger(self.board)

    @Kept
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong: in the files, and with the board by every rule."""
        return tuple(in_order((*self.said, *(check(self.board) if self.production else ()))))

    @Kept
    def unplaced(self) -> tuple[str, ...]:
        """The strips of the boneyard: those put there, and those that stand nowhere else."""
        known = self.production.tasks if self.production else {}
        held = {*self.plan.where, *self.plan.boneyard}
        return (*self.plan.boneyard, *(task for task in known if task not in held))

    @Kept
    def days(self) -> dict[_Day, dict[str, Any]]:
        """Every unit-day with a strip, as the page shows it."""
        if self.production is None:
            return {}
        return {(day.unit, day.day): self._day(day) for day in self.plan.days}

    @Kept
    def strips(self) -> dict[str, dict[str, Any]]:
        """Every strip by id, as the page shows it, wherever it stands."""
        production = self.production
        if production is None:
            return {}
        known: dict[str, dict[str, Any]] | None = production.__dict__.get("_strips_shown")
        if known is None:
            pinned = {task for pin in production.pins for task in pin.named}
            known = {
                name: _strip(production, task, name in pinned) for name, task in production.tasks.items()
            }
            production.__dict__["_strips_shown"] = known
        return known

    def cost(self) -> dict[str, Any]:
        """The price in minor units, and its ledger lines."""
        if self.production is None:
            return {"total": 0, "lines": {}}
        return {"total": self.ledger.total, "lines": self.ledger.by_line()}

    def wrong(self) -> list[dict[str, Any]]:
        """The findings as scripts and pages read them."""
        from coverset.service.saying import finding_json

        return [finding_json(finding) for finding in self.findings]

    def as_json(self) -> dict[str, Any]:
        """The whole board. Money in minor units, pages in eighths, times in minutes after the date's midnight."""
        made = self.production
        return {
            "revision": self.revision,
            "title": made.title if made else "",
            "currency": made.currency if made else "",
            "units": [
                {"id": unit.id, "name": unit.name or unit.id, "kind": unit.kind}
                for unit in (made.units if made else ())
            ],
            "days": list(self.days.values()),
            "boneyard": list(self.unplaced),
            "strips": self.strips,
            "cost": self.cost(),
            "findings": self.wrong(),
            "people": {
                person.id: {"number": person.number, "name": person.name or person.id}
                for person in (made.people if made else ())
            },
            "dates": self._dates(),
            "assumptions": [
                {"subject": each.subject, "sentence": each.sentence, "change": each.change}
                for each in (made.assumptions if made else ())
            ],
        }

    def _dates(self) -> dict[str, Any]:
        if self.production is None:
            return {"first": None, "last": None, "off": [], "holidays": []}
        calendar = self.production.calendar
        dates = calendar.dates()
        return {
            "first": dates[0].isoformat() if dates else None,
            "last": dates[-1].isoformat() if dates else None,
            "off": [day.isoformat() for day in dates if not calendar.works(day)],
            "holidays": [day.isoformat() for day in dates if calendar.is_holiday(day)],
        }

    def _day(self, day: PlanDay) -> dict[str, Any]:
        production = self.board.production
        clock = self.board.clocks.get((day.unit, day.day))
        recorded = max((settled.day for settled in production.settled.values()), default=None)
        return {
            "unit": day.unit,
            "day": day.day.isoformat(),
            "strips": [
                strip.task if strip.task else {"banner": strip.banner, "minutes": strip.minutes}
                for strip in day.strips
            ],
            "totals": self._totals(day, clock),
            "base": self._base(clock),
            "move": (day.unit, day.day) in self._moved,
            "moves": [each.strip.task for each in clock.strips if each.change == "company move"]
            if clock
            else [],
            "weather": not _exposed(production).isdisjoint(day.tasks),
            "pinned": any((pin.unit, pin.day) == (day.unit, day.day) for pin in production.day_pins),
            "call_pinned": (day.unit, day.day) in production.calls,
            "lost": any(_loses(lost, day, clock.base if clock else "") for lost in production.lost_days),
            "past": recorded is not None and day.day <= recorded,
        }

    def _totals(self, day: PlanDay, clock: DayClock | None) -> dict[str, Any]:
        production = self.board.production
        tasks = [production.tasks[task] for task in day.tasks if task in production.tasks]
        sun = clock.light.daylight if clock else None
        banners = sum(strip.minutes for strip in day.strips if strip.is_banner)
        return {
            "eighths": sum(task.eighths for task in tasks if isinstance(task, Scene)),
            "minutes": sum(task.minutes for task in tasks) + banners,
            "cost": self._by_day.get((day.unit, day.day), 0),
            "call": clock.call if clock else None,
            "wrap": clock.wrap if clock else None,
            "sunrise": sun[0] if sun else None,
            "sunset": sun[1] if sun else None,
            "overtime": clock.overtime if clock else 0,
        }

    def _base(self, clock: DayClock | None) -> str:
        if clock is None:
            return ""
        return self.board.production.bases_by_id[clock.base].name or clock.base

    @Kept
    def _moved(self) -> frozenset[_Day]:
        """The unit-days before which the company moves overnight."""
        return frozenset(
            (charge.about, charge.day)
            for charge in self.ledger.charges
            if charge.day is not None and charge.why.startswith("overnight to ")
        )

    @Kept
    def _by_day(self) -> dict[_Day, int]:
        """What each unit-day costs: charges of its date that are its unit's, or somebody's that it calls first.

        Held dates on which nobody works belong to no unit-day; the whole is in the ledger.
        """
        found: dict[_Day, int] = defaultdict(int)
        for charge in self.ledger.charges:
            here = self._works.get(charge.day) if charge.day is not None else None
            if here is not None and charge.day is not None:
                found[here.get(charge.about, here[""]), charge.day] += charge.amount
        return found

    @Kept
    def _works(self) -> dict[date, dict[str, str]]:
        """By date worked on, whose unit-day everybody and everything belongs to; "" is the first unit of the date."""
        board, people_of = self.board, self.board.production.people_of
        every = [(day, board.tasks(day)) for day in board.days]
        found: dict[date, dict[str, str]] = {}
        for day, _ in every:
            here = found.setdefault(day.day, {"": day.unit})
            here[day.unit] = day.unit
        # A name is a person's before it is a thing's, and a place's before a strip's.
        for names in (
            people_of,
            lambda task: task.resources,
            lambda task: (task.location,),
            lambda task: (task.id,),
        ):
            for day, tasks in every:
                here = found[day.day]
                for task in tasks:
                    for name in names(task):
                        here.setdefault(name, day.unit)
        return found


def _loses(lost: LostDay, day: PlanDay, base: str) -> bool:
    return lost.day == day.day and lost.unit in ("", day.unit) and lost.base in ("", base)


def _exposed(production: Production) -> frozenset[str]:
    """The strips that weather can stop."""
    known: frozenset[str] | None = production.__dict__.get("_exposed")
    if known is None:
        known = frozenset(task for task in production.tasks if weather_dependent(production, task))
        production.__dict__["_exposed"] = known
    return known


def _strip(production: Production, task: Scene | Activity, pinned: bool) -> dict[str, Any]:
    scene = task if isinstance(task, Scene) else None
    people = production.people_of(task)
    palette = next(iter(palettes().values()))
    return {
        "number": f"{scene.number}{f' {scene.part}' if scene.part else ''}" if scene else task.id,
        "film": scene.film if scene else "",
        "int_ext": scene.int_ext if scene else "",
        "time": scene.time if scene else "",
        "set": set_of(task),
        "location": task.location,
        "eighths": scene.eighths if scene else 0,
        "minutes": task.minutes,
        "cast": [
            production.people_by_id[one].number or one for one in people if one in production.people_by_id
        ],
        "people": list(people),
        "elements": [each.name for each in scene.elements] if scene else [],
        "stunts": [beat.id for beat in production.stunts.beats if task.id in beat.scenes],
        "pinned": pinned,
        "settled": task.id in production.settled,
        "colour": css_name(palette.kind(task)),
        "synopsis": scene.synopsis if scene else "",
    }


def css_name(kind: str) -> str:
    """A kind of strip as the name of a class: "EXT NIGHT" is ext-night."""
    return "-".join(kind.replace("/", " ").lower().split())


def strip_css(key: str) -> bytes | None:
    """The colours of a palette as a style sheet, a class a kind of strip; None for a palette that there is not."""
    found = palettes().get(key)
    if found is None:
        return None
    rules = []
    for kind, paint in found.kinds.items():
        red, green, blue = (int(paint.fill[k : k + 2], 16) for k in (1, 3, 5))
        dark = 299 * red + 587 * green + 114 * blue < 128_000
        ink = paint.ink or ("#ffffff" if dark else "#111111")
        rules.append(f".strip.{css_name(kind)} {{ background: {paint.fill}; color: {ink}; }}\n")
    return "".join(rules).encode()


def changed(before: View | None, after: View) -> dict[str, Any]:
    """What a page that shows one revision needs to show another: the days and findings that differ, and all totals.

    ``reload`` says that the files have changed, so that nothing less than the whole board will do.
    """
    if before is None or before.production is not after.production:
        return {
            "revision": after.revision,
            "since": before.revision if before else 0,
            "reload": True,
            "board": after.as_json(),
        }
    return {
        "revision": after.revision,
        "since": before.revision,
        "reload": False,
        "days": [day for key, day in after.days.items() if before.days.get(key) != day],
        "gone": [[unit, day.isoformat()] for unit, day in before.days if (unit, day) not in after.days],
        "boneyard": list(after.unplaced),
        "cost": after.cost(),
        "findings": _findings_between(before.findings, after.findings),
    }


def _findings_between(before: Sequence[Finding], after: Sequence[Finding]) -> dict[str, Any]:
    """How one list of findings becomes another: the places in it that go, then what comes at which place."""
    from coverset.service.saying import finding_json

    if before is after:
        return {"gone": [], "came": []}
    places = {finding: k for k, finding in enumerate(before)}
    stays: set[int] = set()
    came: list[list[Any]] = []
    last = -1
    for k, finding in enumerate(after):
        was = places.get(finding, -1)
        if was > last:
            stays.add(was)
            last = was
        else:
            came.append([k, finding_json(finding)])
    return {"gone": [k for k in range(len(before)) if k not in stays], "came": came}


def for_all_strips(view: View, edit: Edit) -> Edit:
    """The edit, on a board that has every strip: those that stand nowhere yet are put in the boneyard first."""
    if view.unplaced == view.plan.boneyard:
        return edit
    return Several((Restore((), (), view.unplaced), edit))


def misplaced(view: View, edit: Edit) -> str:
    """What an edit would put where nothing can be put, as a sentence; "" when everything has its place.

    Raises EditError for an edit that does not fit the board at all.
    """
    production, after = view.board.production, edit.apply(view.plan)
    had = set(view.plan.days)
    first, last = production.calendar.start_date - _BEYOND, production.calendar.end_date + _BEYOND
    known = {*production.tasks, *view.plan.where, *view.plan.boneyard}
    for day in after.days:
        if day in had:
            continue
        if day.unit not in production.units_by_id:
            return f"There is no unit {day.unit[:60]!r}; {nearest(day.unit[:60], production.units_by_id)}"
        if not first <= day.day <= last:
            return f"{day.day.isoformat()} is more than a year from the shoot."
        strange = next((task for task in day.tasks if task not in known), None)
        if strange is not None:
            return f"There is no strip {strange[:60]!r}."
    return ""
