"""A day is lost: what is shot instead, where the rest goes, and what cover remains."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from coverset.findings import Finding, Place, Severity
from coverset.model.board import Board
from coverset.model.cover import Cover
from coverset.model.dates import DAY, DateRange, format_date
from coverset.model.event import Event
from coverset.model.events import kinds
from coverset.model.pins import Pin
from coverset.model.plan import PlanDay
from coverset.service.opening import Opened
from coverset.service.replanning import Answers, Happened, happen, replan_opened
from coverset.solve.cover import cover_sets, weather_days
from coverset.solve.replan import Alternative

WHY = "cover for the day that was lost"


@dataclass(frozen=True)
class Lost:
    """A lost day and what follows: the cover that is shot on it, the answers, and the cover that each leaves.

    ``cover`` is None for a day whose work is lost altogether or on which nothing can be shot instead.
    """

    day: date
    units: tuple[str, ...]
    covers: tuple[Cover, ...]
    answers: Answers
    remaining: tuple[tuple[Cover, ...], ...]

    @property
    def shot(self) -> tuple[str, ...]:
        """The strips that are shot instead."""
        return tuple(task for cover in self.covers for task in cover.tasks)


def cover_of(opened: Opened, *, since: date | None = None) -> tuple[Cover, ...]:
    """The cover of every day that weather can stop. Raises ValueError for something without a plan."""
    return cover_within(opened, None, since=since)[0]


def cover_within(
    opened: Opened, seconds: float | None, *, since: date | None = None
) -> tuple[tuple[Cover, ...], tuple[PlanDay, ...]]:
    """The cover found in so many seconds (None: all of it), and the days that weather can stop left to look at."""
    if opened.production is None or opened.plan is None:
        raise ValueError(f"{opened.path} has no plan to cover")
    found = cover_sets(opened.production, opened.plan, since=since, seconds=seconds)
    days = weather_days(Board(opened.production, opened.plan), since)
    return found, days[len(found) :]


def lose(
    opened: Opened,
    day: date,
    *,
    unit: str = "",
    all_work: bool = False,
    why: str = "weather",
    seconds: float = 30.0,
    seed: int = 1,
    workers: int = 2,
    on_alternative: Callable[[Alternative], None] | None = None,
    on_events: Callable[[tuple[Event, ...]], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> tuple[Lost | None, list[Finding]]:
    """Lose a date, put its cover in, and plan the rest again; or say why that date cannot be lost.

    Weather takes the exteriors and the stunts that depend on it; with ``all_work`` nothing is shot. Where the cover
    cannot be kept with everything else, the answers are without it. ``on_events`` hears what the answers answer to
    before there is one; ``should_stop`` ends the search with the answers found by then.
    """
    assert opened.production is not None
    assert opened.plan is not None
    board = Board(opened.production, opened.plan)
    days = [one for one in board.days if one.day == day and unit in ("", one.unit)]
    if not days:
        return None, [_no_such_day(board, day, unit, opened)]
    covers = () if all_work else tuple(_covers(opened, days))
    events = tuple(_event(board, one, all_work, why) for one in days)
    happened = happen(opened.production, events)
    if happened.stopped:
        return None, list(happened.findings)
    if on_events is not None:
        on_events(happened.events)
    spent = tuple(task for cover in covers for task in cover.tasks)
    tries = [spent, ()] if spent else [()]
    for kept in tries:
        held = _holding(happened, day, kept)
        answers = replan_opened(
            opened,
            day,
            held,
            seconds=seconds,
            seed=seed,
            workers=workers,
            on_alternative=on_alternative,
            should_stop=should_stop,
        )
        if answers.alternatives or (should_stop is not None and should_stop()):
            break
    used = covers if kept else ()
    remaining = tuple(
        cover_sets(happened.production, answer.plan, since=day + DAY) for answer in answers.alternatives
    )
    return Lost(day, tuple(one.unit for one in days), used, answers, remaining), list(happened.findings)


def _covers(opened: Opened, days: list[PlanDay]) -> list[Cover]:
    assert opened.production is not None
    assert opened.plan is not None
    found: list[Cover] = []
    for one in days:
        spent = frozenset(task for cover in found for task in cover.tasks)
        only = (one.unit, one.day)
        found += cover_sets(opened.production, opened.plan, spent=spent, only=only)
    return found


def _holding(happened: Happened, day: date, tasks: tuple[str, ...]) -> Happened:
    """The cover pinned to the day that was lost."""
    made = happened.production
    pins = tuple(Pin(task, (DateRange(day, day),), why=WHY) for task in tasks)
    return replace(happened, production=replace(made, pins=(*made.pins, *pins)))


def _event(board: Board, day: PlanDay, all_work: bool, why: str) -> Event:
    return kinds()["weather"](  # type: ignore[call-arg]
        id=f"lost-{day.unit}-{day.day.isoformat()}",
        day=day.day,
        dates=(DateRange(day.day, day.day),),
        base=board.base(day),
        unit=day.unit,
        all_work=all_work,
        why=why,
    )


def _no_such_day(board: Board, day: date, unit: str, opened: Opened) -> Finding:
    of = f" of unit {unit}" if unit else ""
    dates = sorted({one.day for one in board.days if unit in ("", one.unit)})
    after = next((one for one in dates if one > day), None)
    before = next((one for one in reversed(dates) if one < day), None)
    near = [format_date(one) for one in (before, after) if one]
    sentence = f"Nothing{of} stands on {format_date(day)}: there is no day to lose." + (
        f" The nearest {'is' if len(near) == 1 else 'are'} {' and '.join(near)}." if near else ""
    )
    return Finding("no-such-day", Severity.ERROR, sentence, Place(str(opened.path)), (str(day),))
