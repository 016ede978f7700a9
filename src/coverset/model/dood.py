"""Day-out-of-days: on which dates a person works, travels, is held, dropped and picked up.

The codes follow two houses. ``strip-days`` is Movie Magic Scheduling's: start and finish are the first
and last date with a strip, travel and rehearsal stand outside them. ``paid-days`` counts every paid date:
a start may be a travel day (ST) or a rehearsal (SR), a finish a travel day (TF). Which idle dates are held
and which gaps dropped is decided in ``model/engagement.py``, or given by whoever has decided it already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from coverset.model.dates import dates_between
from coverset.model.engagement import Engagement, Gap, engagement
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
_NEVER_DROPPED = Holding()
_ENGAGING: tuple[CellKind, ...] = ("work", "travel", "rehearsal")


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
    holding: Holding = _NEVER_DROPPED,
    *,
    profile: Profile = "strip-days",
    first: date | None = None,
    last: date | None = None,
    travel_engages: bool = True,
    decided: Engagement | None = None,
) -> DoodRow:
    """One person's row from ``first`` to ``last``, by default from their earliest to their latest date.

    Dates outside ``first`` and ``last`` still count for start, finish and holds; only their cells are
    left out, and with them their part in the totals. ``travel_engages``: a travel day is paid work time,
    so it ends or begins a gap. ``decided`` is what the ledger charges, and then only its dates are held
    and dropped; without it a drop is worth as much as the dates that it spares from being held.
    """
    kinds = _engagements(days)
    bounds = _bounds(kinds, profile)

    def free(day: date) -> CellKind:
        """What an idle date is where nobody is held."""
        if day in company.off:
            return "off"
        if day in company.holidays:
            return "holiday"
        return "unavailable" if day in days.unavailable else "free"

    if decided is None:
        hold_from, hold_to = _holdable(kinds, profile)
        engaged = [
            day
            for day, kind in kinds.items()
            if hold_from <= day <= hold_to
            and kind in _ENGAGING
            and (kind != "travel" or travel_engages or day in (hold_from, hold_to))
        ]
        decided = engagement(
            engaged,
            holding,
            lambda day: day not in kinds and free(day) == "free",
            lambda gap: 0,
            lambda day: day not in kinds and free(day) == "free",
        )
    held, dropped = frozenset(decided.held), decided.drops

    def kind_of(day: date) -> CellKind:
        if day in kinds:
            return kinds[day]
        if day in held:
            return "hold"
        kind = free(day)
        return "drop" if kind == "free" and any(day in gap for gap in dropped) else kind

    marks = _marks(kinds, bounds, dropped, profile)
    window = _window(kinds, first, last)
    cells = tuple(
        Cell(day, _code(kind, marks.get(day, ("", "")), profile), kind)
        for day, kind in ((day, kind_of(day)) for day in window)
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


def _ends(kinds: dict[date, CellKind], counted: tuple[CellKind, ...]) -> tuple[date, date] | None:
    dates = [day for day, kind in kinds.items() if kind in counted]
    return (dates[0], dates[-1]) if dates else None


def _bounds(kinds: dict[date, CellKind], profile: Profile) -> tuple[date, date] | None:
    """The start and the finish: of the strips, or of everything that is paid."""
    return _ends(kinds, ("work",) if profile == "strip-days" else _ENGAGING)


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
    carriers = ("work",) if profile == "strip-days" else _ENGAGING
    dates = [day for day, kind in kinds.items() if kind in carriers]
    picked_up = (min((day for day in dates if day >= gap.following), default=None) for gap in dropped)
    left = (max((day for day in dates if day <= gap.last), default=None) for gap in dropped)
    before = {day: "P" for day in picked_up if day is not None}
    after = {day: "D" for day in left if day is not None}
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
        if inside or cell.kind in (*_ENGAGING, "fitting", "hold", "drop"):
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
