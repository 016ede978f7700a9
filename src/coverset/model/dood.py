"""Day-out-of-days: on which dates a person works, travels, is held, dropped and picked up.

The codes follow two houses. ``strip-days`` is Movie Magic Scheduling's: start and finish are the first
and last date with a strip, travel and rehearsal stand outside them. ``paid-days`` counts every paid date:
a start may be a travel day (ST) or a rehearsal (SR), a finish a travel day (TF).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from coverset.model.dates import dates_between
from coverset.model.people import Holding

Profile = Literal["strip-days", "paid-days"]
CellKind = Literal[
    "work", "travel", "rehearsal", "fitting", "hold", "drop", "holiday", "off", "unavailable", "free"
]

_LETTERS: dict[CellKind, str] = {
    "work": "W",
    "travel": "T",
    "rehearsal": "R",
    "fitting": "FT",
    "hold": "H",
    "drop": "",
    "holiday": "/",
    "off": "-",
    "unavailable": "X",
    "free": "",
}


@dataclass(frozen=True, slots=True)
class DoodPolicy:
    """What is agreed about a person's idle dates between two engagements.

    A gap may be dropped when the date of pick-up minus the last engaged date is more than
    ``drop_after_days`` calendar days (``operator`` ">") or at least that many (">="). SAG-AFTRA, day
    performers, theatrical: more than 10 for a film shot wholly in the USA, else 14; one break a
    production (the union's page on consecutive employment). ``max_drops`` None is unlimited. Where
    several gaps qualify ``choose`` says which go first. ``travel_engages``: a travel day is paid work
    time, so it ends or begins a gap. Dropping presupposes holding: what is never held costs nothing to
    leave alone.
    """

    allows_hold: bool = True
    allows_drop: bool = True
    drop_after_days: int = 10
    operator: Literal[">", ">="] = ">"
    max_drops: int | None = 1
    choose: Literal["first", "longest", "cheapest"] = "first"
    travel_engages: bool = True

    @classmethod
    def of(cls, holding: Holding) -> DoodPolicy:
        """The policy that a person's or a hire's terms state."""
        return cls(
            allows_hold=holding.hold,
            allows_drop=holding.drop,
            drop_after_days=holding.drop_after,
            operator=holding.operator,
            max_drops=holding.max_drops,
            choose=holding.choose,
        )

    def qualifies(self, days: int) -> bool:
        """Whether a gap of this many calendar days, pick-up date minus last engaged date, may be dropped."""
        if not (self.allows_hold and self.allows_drop):
            return False
        return days > self.drop_after_days or (self.operator == ">=" and days == self.drop_after_days)


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """The idle dates between two engaged dates, neither included; ``droppable`` by the policy."""

    last: date
    next: date
    droppable: bool = False

    @property
    def days(self) -> int:
        """The calendar days from the last engaged date to the next: what a drop rule counts."""
        return (self.next - self.last).days

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.last < day < self.next


def gaps_of(engaged: Iterable[date], policy: DoodPolicy) -> tuple[Gap, ...]:
    """The gaps between engaged dates in order of date; repeats and order of the dates do not matter."""
    return tuple(
        Gap(last, following, policy.qualifies((following - last).days))
        for last, following in pairwise(sorted(set(engaged)))
        if (following - last).days > 1
    )


def drops(gaps: Sequence[Gap], policy: DoodPolicy, saving: Callable[[Gap], int]) -> tuple[Gap, ...]:
    """The gaps to drop, in order of date: those that qualify, at most ``max_drops``, chosen by the policy.

    ``saving`` tells in whole units what dropping a gap saves; only "cheapest" asks, takes the largest
    first and never a gap that saves nothing. Ties go to the earliest gap.
    """
    candidates = sorted(gap for gap in gaps if gap.droppable)
    if policy.choose == "cheapest":
        saved = {gap: saving(gap) for gap in candidates}
        candidates = sorted((gap for gap in candidates if saved[gap] > 0), key=lambda gap: -saved[gap])
    elif policy.choose == "longest":
        candidates.sort(key=lambda gap: -gap.days)
    return tuple(sorted(candidates[: policy.max_drops]))


@dataclass(frozen=True, slots=True)
class PersonDays:
    """The dates of one person or hire. A date named twice counts as work, travel, rehearsal, fitting in turn."""

    work: Collection[date] = ()
    travel: Collection[date] = ()
    rehearsal: Collection[date] = ()
    fitting: Collection[date] = ()
    unavailable: Collection[date] = ()


@dataclass(frozen=True, slots=True)
class CompanyDays:
    """The dates on which nobody is held: the company's days off and its holidays."""

    off: Collection[date] = ()
    holidays: Collection[date] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One date of a row: the code that is printed ("" where nothing is) and what kind of date it is."""

    day: date
    code: str
    kind: CellKind


@dataclass(frozen=True, slots=True)
class Totals:
    """The row's sums, in dates.

    ``holiday``, ``off`` and ``unavailable`` count only from start to finish; ``idle`` are dates in there
    that are neither paid nor dropped. ``drop`` are the dates of dropped gaps that would have been held.
    ``engaged`` is work, hold, travel and rehearsal. ``span`` runs from start to finish, both included,
    0 for somebody without a start.
    """

    work: int = 0
    hold: int = 0
    travel: int = 0
    rehearsal: int = 0
    fitting: int = 0
    holiday: int = 0
    drop: int = 0
    off: int = 0
    unavailable: int = 0
    idle: int = 0
    start: date | None = None
    finish: date | None = None
    span: int = 0

    @property
    def engaged(self) -> int:
        """Every date that the production pays for, fittings aside."""
        return self.work + self.hold + self.travel + self.rehearsal


@dataclass(frozen=True, slots=True)
class DoodRow:
    """One row of a day-out-of-days: a cell for every date, the totals and the gaps that were dropped.

    ``clashes`` are dates on which the person is engaged and yet unavailable.
    """

    cells: tuple[Cell, ...]
    totals: Totals
    dropped: tuple[Gap, ...] = ()
    clashes: tuple[date, ...] = ()


def day_out_of_days(
    days: PersonDays,
    company: CompanyDays = CompanyDays(),
    policy: DoodPolicy = DoodPolicy(),
    *,
    profile: Profile = "strip-days",
    first: date | None = None,
    last: date | None = None,
    saving: Callable[[Gap], int] | None = None,
) -> DoodRow:
    """One person's row from ``first`` to ``last``, by default from their earliest to their latest date.

    Dates outside ``first`` and ``last`` still count for start, finish and holds; only their cells are
    left out, and with them their part in the totals. ``saving`` prices a drop for the policy "cheapest";
    without it a drop saves as many units as dates that it spares from being held.
    """
    kinds = _engagements(days)
    bounds = _bounds(kinds, profile)
    hold_from, hold_to = _holdable(kinds, profile)
    engaged = [day for day, kind in kinds.items() if _engages(kind, policy) and hold_from <= day <= hold_to]

    def kind_of(day: date, dropped: Sequence[Gap]) -> CellKind:
        if day in kinds:
            return kinds[day]
        if day in company.off:
            return "off"
        if day in company.holidays:
            return "holiday"
        if day in days.unavailable:
            return "unavailable"
        if not (policy.allows_hold and hold_from < day < hold_to):
            return "free"
        return "drop" if any(day in gap for gap in dropped) else "hold"

    def spared(gap: Gap) -> int:
        return sum(kind_of(day, ()) == "hold" for day in dates_between(gap.last, gap.next))

    dropped = drops(gaps_of(engaged, policy), policy, saving or spared)
    marks = _marks(kinds, bounds, dropped, profile)
    window = _window(kinds, first, last)
    cells = tuple(
        Cell(day, _code(kind, marks.get(day, ("", "")), profile), kind)
        for day, kind in ((day, kind_of(day, dropped)) for day in window)
    )
    return DoodRow(
        cells=cells,
        totals=_totals(cells, bounds),
        dropped=dropped,
        clashes=tuple(sorted(day for day in kinds if day in days.unavailable)),
    )


def _engagements(days: PersonDays) -> dict[date, CellKind]:
    order: tuple[tuple[CellKind, Collection[date]], ...] = (
        ("fitting", days.fitting),
        ("rehearsal", days.rehearsal),
        ("travel", days.travel),
        ("work", days.work),
    )
    found = {day: kind for kind, dates in order for day in dates}
    return dict(sorted(found.items()))


def _engages(kind: CellKind, policy: DoodPolicy) -> bool:
    return kind in ("work", "rehearsal") or (kind == "travel" and policy.travel_engages)


def _ends(kinds: dict[date, CellKind], counted: tuple[CellKind, ...]) -> tuple[date, date] | None:
    dates = [day for day, kind in kinds.items() if kind in counted]
    return (dates[0], dates[-1]) if dates else None


def _bounds(kinds: dict[date, CellKind], profile: Profile) -> tuple[date, date] | None:
    """The start and the finish: of the strips, or of everything that is paid."""
    return _ends(kinds, ("work",) if profile == "strip-days" else ("work", "travel", "rehearsal"))


def _holdable(kinds: dict[date, CellKind], profile: Profile) -> tuple[date, date]:
    """The dates between which somebody is held.

    A rehearsal before the first shooting day starts no hold: the idle dates up to a firm start are free
    (SAG-AFTRA, consecutive employment).
    """
    held = _ends(kinds, ("work",) if profile == "strip-days" else ("work", "travel"))
    return held or (date.max, date.min)


def _marks(
    kinds: dict[date, CellKind],
    bounds: tuple[date, date] | None,
    dropped: Sequence[Gap],
    profile: Profile,
) -> dict[date, tuple[str, str]]:
    """What stands before and after a date's own letter: S or P, D or F."""
    if bounds is None:
        return {}
    carriers: tuple[CellKind, ...] = ("work",) if profile == "strip-days" else ("work", "travel", "rehearsal")
    dates = [day for day, kind in kinds.items() if kind in carriers]
    before = {min(day for day in dates if day >= gap.next): "P" for gap in dropped}
    after = {max(day for day in dates if day <= gap.last): "D" for gap in dropped}
    before[bounds[0]] = "S"
    after[bounds[1]] = "F"
    return {day: (before.get(day, ""), after.get(day, "")) for day in before | after}


def _code(kind: CellKind, mark: tuple[str, str], profile: Profile) -> str:
    if kind == "travel" and profile == "strip-days":
        return "TR"
    return f"{mark[0]}{_LETTERS[kind]}{mark[1]}"


def _window(kinds: dict[date, CellKind], first: date | None, last: date | None) -> Iterable[date]:
    if not kinds and (first is None or last is None):
        return ()
    return dates_between(first or min(kinds), last or max(kinds))


def _totals(cells: Iterable[Cell], bounds: tuple[date, date] | None) -> Totals:
    counts: Counter[CellKind] = Counter()
    for cell in cells:
        inside = bounds is not None and bounds[0] <= cell.day <= bounds[1]
        if inside or cell.kind in ("work", "travel", "rehearsal", "fitting"):
            counts[cell.kind] += 1
    return Totals(
        work=counts["work"],
        hold=counts["hold"],
        travel=counts["travel"],
        rehearsal=counts["rehearsal"],
        fitting=counts["fitting"],
        holiday=counts["holiday"],
        drop=counts["drop"],
        off=counts["off"],
        unavailable=counts["unavailable"],
        idle=counts["free"],
        start=bounds[0] if bounds else None,
        finish=bounds[1] if bounds else None,
        span=(bounds[1] - bounds[0]).days + 1 if bounds else 0,
    )
