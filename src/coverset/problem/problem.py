"""The scheduling problem as one frozen value of integers. Nothing here knows what a film is.

Seven primitives, and nothing else: (1) `Task`: minutes, the slots allowed to it and the price of each;
(2) the unit-day, described by its `Unit`: time available, and the time and money of each further set and
location that it holds; (3) the transition between a unit's consecutive days: travel dates, rest, money;
(4) `Span`: a person, hire, rig or crew from its first to its last task, with the price of working,
holding, dropping and travelling by date; (5) `Lag` between two tasks; (6) the count of units that may
share a span on a date (`Span.limit`); (7) pairs of tasks that may not share a date (`Problem.apart`).

A slot is one unit on one date: ``slot = unit * num_dates + date``. Dates are 0 .. num_dates - 1, days off
included; minutes of the day count from the date's midnight and may exceed 1440. `evaluate.evaluate` is
the meaning of all this; every engine is proved equal to it.
"""

from __future__ import annotations

from dataclasses import dataclass

ANY, DAYLIGHT, DARK = 0, 1, 2
DAY_SHIFT, SPLIT_SHIFT, NIGHT_SHIFT = 0, 1, 2
CHEAPEST, FIRST, LONGEST = 0, 1, 2
NEVER = -1


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to place. ``size`` is its page length; ``allowed`` the slots it may take, ascending.

    ``prices`` are sparse (slot, line, amount); ``opening`` is charged when it falls on its unit's first
    used date. ``order`` breaks ties inside a day (script order, consistent with the lags).
    """

    name: str
    minutes: int
    size: int
    set: int
    location: int
    base: int
    light: int
    order: int
    spans: tuple[int, ...]
    allowed: tuple[int, ...]
    prices: tuple[tuple[int, int, int], ...] = ()
    opening: int = 0


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit and its day. Money in minor units, ``overtime_hour`` for 60 minutes beyond ``standard``.

    ``day_price`` by date; ``idle_price`` by date for the dates between its used ones (empty: nothing);
    ``shift_price`` three tuples by date (day, split, night shift). ``lengths``: the
    most size its k-th longest day may hold (empty: no limit; days beyond the list hold nothing).
    ``calls`` by date: the call where it is fixed, NEVER where the clock sets it (empty: nowhere).
    ``mixed`` false forbids daylight and any-light tasks beside dark ones on a date. ``rest`` and
    ``max_run`` are the crew's, as a span's are (0: no limit).
    """

    name: str
    day_price: tuple[int, ...]
    prepare: int = 0
    standard: int = 0
    longest: int = 0
    meal: int = 0
    meal_after: int = 1 << 20
    set_change: int = 0
    move: int = 0
    day_call: int = 0
    earliest_call: int = 0
    night_call: int = 900
    day_until: int = 1320
    max_locations: int = 1
    mixed: bool = True
    rest: int = 0
    max_run: int = 0
    overtime_hour: int = 0
    move_price: int = 0
    set_change_price: int = 0
    shift_price: tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]] | None = None
    switch_price: int = 0
    opening_size: int = 0
    opening_price: int = 0
    lengths: tuple[int, ...] = ()
    calls: tuple[int, ...] = ()
    idle_price: tuple[int, ...] = ()
    idle_line: int = 0
    day_line: int = 0
    overtime_line: int = 0
    move_line: int = 0
    travel_line: int = 0
    set_change_line: int = 0
    shift_line: int = 0
    switch_line: int = 0
    opening_line: int = 0
    opening_task_line: int = 0


@dataclass(frozen=True, slots=True)
class Base:
    """A base's light by date: daylight from ``rise`` to ``set``, dark from ``dusk`` to ``dawn``.

    Minutes after midnight; ``dawn`` is the next one and may exceed 1440. NEVER marks a date
    without that light.
    """

    name: str
    rise: tuple[int, ...]
    set: tuple[int, ...]
    dusk: tuple[int, ...]
    dawn: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """What is engaged from its first to its last task: a person, a hire, a rig, a crew.

    By date: ``work`` price of a date with a task, ``hold`` of one without between first and last,
    ``start`` and ``end`` added for the first and last date. A gap between worked dates d < e may be
    dropped when ``e - d >= drop_gap`` (0: never), at ``fee``, at most ``max_drops`` times, chosen by
    ``choose``: CHEAPEST takes the largest positive savings (earliest first), FIRST and LONGEST drop
    whether or not it saves. ``limit`` by date is how many units may use it at once (empty: any number).
    ``rest`` minutes lie between a wrap and the next date's call; at most ``max_run`` dates in a row are
    worked (0: no limit). With ``travels`` it pays `Problem.fare` between bases, from and to ``home``
    (-1: none), also over a dropped gap, and needs `Problem.travel_days` free dates between them.
    """

    name: str
    work: tuple[int, ...]
    hold: tuple[int, ...]
    start: tuple[int, ...] = ()
    end: tuple[int, ...] = ()
    drop_gap: int = 0
    fee: int = 0
    max_drops: int = 1
    choose: int = CHEAPEST
    limit: tuple[int, ...] = ()
    rest: int = 0
    max_run: int = 0
    travels: bool = False
    home: int = -1
    work_line: int = 0
    hold_line: int = 0
    drop_line: int = 0
    travel_line: int = 0
    extend_line: int = 0


@dataclass(frozen=True, slots=True)
class Lag:
    """Task ``after`` falls at least ``least`` and at most ``most`` (-1: any) dates after ``before``.

    With ``ordered`` they share a date only in one unit, in that order. A ``price`` makes it soft: charged
    once when the dates break it; without a price it is hard.
    """

    before: int
    after: int
    least: int = 0
    most: int = -1
    ordered: bool = False
    price: int = 0
    line: int = 0


@dataclass(frozen=True, slots=True)
class Chain:
    """Tasks that keep their order where they share a unit-day, the canonical order aside.

    ``whole``: nothing is done between them either. A task is in one chain at most.
    """

    tasks: tuple[int, ...]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """All of it. ``lines`` names the ledger lines; travel matrices are square over bases."""

    num_dates: int
    tasks: tuple[Task, ...]
    units: tuple[Unit, ...]
    bases: tuple[Base, ...]
    spans: tuple[Span, ...]
    lags: tuple[Lag, ...] = ()
    apart: tuple[tuple[int, int], ...] = ()
    chains: tuple[Chain, ...] = ()
    travel_days: tuple[tuple[int, ...], ...] = ()
    travel_price: tuple[tuple[int, ...], ...] = ()
    fare: tuple[tuple[int, ...], ...] = ()
    lines: tuple[str, ...] = ("cost",)

    @property
    def num_slots(self) -> int:
        """Units times dates."""
        return len(self.units) * self.num_dates

    def slot(self, unit: int, day: int) -> int:
        """The slot of a unit on a date."""
        return unit * self.num_dates + day

    def unit_and_date(self, slot: int) -> tuple[int, int]:
        """The unit and date of a slot."""
        return divmod(slot, self.num_dates)
