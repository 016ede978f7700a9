"""On which dates people and hires are engaged, for the papers: what the ledger charges, and their journeys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from coverset.costs.cast import cast_engagement
from coverset.costs.hires import hire_engagement
from coverset.model.board import Board
from coverset.model.calendar import Calendar
from coverset.model.dates import DAY, dates_between, in_any
from coverset.model.dood import CompanyDays, DoodRow, PersonDays, Profile, day_out_of_days
from coverset.model.engagement import Engagement, Gap
from coverset.model.numbering import scene_sort_key
from coverset.model.people import Person, Resource
from coverset.model.scenes import Scene

# A journey to the first call looks this much further back for a working date than it is long.
_SLACK = 7


@dataclass(frozen=True, slots=True)
class Journey:
    """A person's way from one base to another and the dates it takes."""

    here: str
    there: str
    dates: tuple[date, ...]


@dataclass(frozen=True)
class Engaged:
    """One person or hire on a board: the dates of each kind, what the ledger decided, the journeys."""

    id: str
    number: str
    name: str
    work: frozenset[date]
    rehearsal: frozenset[date]
    spell: Engagement
    away: Callable[[date], bool]
    journeys: tuple[Journey, ...] = ()

    @property
    def travel(self) -> frozenset[date]:
        """The dates on which nothing but a journey is done."""
        on_road = {day for journey in self.journeys for day in journey.dates}
        return frozenset(on_road - self.work - self.rehearsal)

    @property
    def dates(self) -> frozenset[date]:
        """Every date of work, rehearsal or travel."""
        return self.work | self.rehearsal | self.travel

    @property
    def paid_on_the_road(self) -> int:
        """How many travel dates the ledger pays as held ones."""
        return len(self.travel.intersection(self.spell.held))

    def row(self, calendar: Calendar, first: date, last: date, profile: Profile) -> DoodRow:
        """The day-out-of-days from a date to another, with the ledger's own holds and drops."""
        window = tuple(dates_between(first, last))
        days = PersonDays(
            work=self.work,
            travel=self.travel,
            rehearsal=self.rehearsal,
            unavailable=frozenset(day for day in {*window, *self.dates} if self.away(day)),
        )
        off = company_days(calendar, window)
        return day_out_of_days(days, off, profile=profile, first=first, last=last, decided=self.spell)


def company_days(calendar: Calendar, dates: Iterable[date]) -> CompanyDays:
    """The dates on which the company does not work; the rest of the hiatus and the week are days off."""
    idle = [day for day in dates if not calendar.works(day)]
    holidays = frozenset(day for day in idle if calendar.is_holiday(day))
    return CompanyDays(frozenset(idle) - holidays, holidays)


def in_board_order(people: Iterable[Person]) -> list[Person]:
    """The cast by board number as people count (2 before 10); those without one come last, as listed."""
    return sorted(people, key=lambda person: (not person.number, scene_sort_key(person.number)))


def cast_of(board: Board) -> tuple[Engaged, ...]:
    """Everybody whom the board calls, in board-number order."""
    people = in_board_order(board.production.people)
    return tuple(person_engaged(board, person) for person in people if board.worked_by(person.id))


def person_engaged(board: Board, person: Person) -> Engaged:
    """One member of the cast. A date with a scene is work; with a rig, rehearsal or test only, a rehearsal."""
    shot: set[date] = set()
    other: set[date] = set()
    for day, calls in board.worked_by(person.id).items():
        called = [task for call in calls for task in board.tasks(call)]
        own = [task for task in called if person.id in board.production.people_of(task)]
        (shot if any(isinstance(task, Scene) for task in own) else other).add(day)
    spell = cast_engagement(board, person)
    return Engaged(
        person.id,
        person.number,
        person.name or person.id,
        frozenset(shot),
        frozenset(other),
        spell,
        person.is_away,
        tuple(_journeys(board, person, spell.drops)),
    )


def hires_of(board: Board) -> tuple[Engaged, ...]:
    """Every hire that the board uses; the dates it is prepared and struck stand where rehearsals do."""
    return tuple(
        _hire_engaged(board, resource)
        for resource in board.production.resources
        if board.worked_with(resource.id)
    )


def _hire_engaged(board: Board, resource: Resource) -> Engaged:
    spell = hire_engagement(board, resource)
    first, last = spell.worked[0], spell.worked[-1]
    before = {first - DAY * (k + 1) for k in range(resource.prepare)}
    after = {last + DAY * (k + 1) for k in range(resource.strike)}

    def away(day: date) -> bool:
        return in_any(day, resource.away) or bool(resource.available and not in_any(day, resource.available))

    work = frozenset(spell.worked)
    return Engaged(
        resource.id, "", resource.name or resource.id, work, frozenset(before | after), spell, away
    )


def _journeys(board: Board, person: Person, drops: tuple[Gap, ...]) -> Iterator[Journey]:
    """From home to the first call, between calls at different bases, home over a drop, and home at the end."""
    production, calls = board.production, board.worked_by(person.id)
    if not calls:
        return
    home = person.home if person.home in production.bases_by_id else ""
    days = list(calls)
    dropped = {(gap.last, gap.following) for gap in drops}
    first, last = days[0], days[-1]

    def going(here: str, there: str, after: date, before: date, *, early: bool = False) -> Iterator[Journey]:
        need = production.travel(here, there).days
        if here != there and need:
            free = list(dates_between(after + DAY, before - DAY))
            yield Journey(here, there, _taken(board, person, free, need, early=early))

    if home:
        start = board.base(calls[first][0])
        reach = production.travel(home, start).days + _SLACK + 1
        yield from going(home, start, _shift(first, -reach), first)
    for day, following in pairwise(days):
        here, there = board.base(calls[day][-1]), board.base(calls[following][0])
        if home and (day, following) in dropped:
            yield from going(here, home, day, following, early=True)
            yield from going(home, there, day, following)
        else:
            yield from going(here, there, day, following)
    if home:
        end = board.base(calls[last][-1])
        reach = production.travel(end, home).days + _SLACK + 1
        yield from going(end, home, last, _shift(last, reach), early=True)


def _shift(day: date, days: int) -> date:
    """A date some days off, kept inside what a calendar can hold."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def _taken(board: Board, person: Person, free: list[date], need: int, *, early: bool) -> tuple[date, ...]:
    """The dates a journey takes: working dates first, away ones last, nearest to the call it belongs to."""
    calendar = board.production.calendar

    def cost(day: date) -> tuple[bool, bool, bool, int]:
        far = day.toordinal() if early else -day.toordinal()
        return person.is_away(day), in_any(day, calendar.hiatus), not calendar.works(day), far

    return tuple(sorted(sorted(free, key=cost)[:need]))
