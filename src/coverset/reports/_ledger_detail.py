"""The ledger by person, unit, place and hire: who worked, was held, dropped and travelled, and for how much."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from coverset.costs import (
    Charge,
    cast,
    hires,
    locations,
    moves,
    overtime,
    set_changes,
    unit_days,
    unit_travel,
)
from coverset.costs.cast import cast_engagement
from coverset.costs.hires import hire_engagement
from coverset.model.board import Board
from coverset.model.people import Person
from coverset.model.scenes import Mark
from coverset.render.document import Cell, Column, Row, Table, day, duration, money, number
from coverset.reports import Printing
from coverset.reports._cast_days import in_board_order, person_engaged
from coverset.reports._diary import span_words

_UNIT_LINES = (*unit_days.LINES, *overtime.LINES, *moves.LINES, *set_changes.LINES, *unit_travel.LINES)
_MOST_ALIKE = 6
DETAILED = frozenset((*cast.LINES, *_UNIT_LINES, *locations.LINES, *hires.LINES))


@dataclass(frozen=True)
class Detail:
    """The charges of a printing, found by ledger line and by whom they are for."""

    printing: Printing
    sums: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    counts: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    marks: dict[str, Mark] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for charge in self.printing.ledger.charges:
            self.sums[charge.line, charge.about] += charge.amount
            self.counts[charge.line, charge.about] += 1
        self.marks.update((mark.path, mark.mark) for mark in self.board.production.marks)

    @property
    def board(self) -> Board:
        """The board that is charged for."""
        return self.printing.board

    def amounts(self, lines: Iterable[str], about: str) -> list[int]:
        """What each of some lines charges for somebody."""
        return [self.sums.get((line, about), 0) for line in lines]

    def mark(self, tables: Sequence[str], name: str, key: str) -> Mark:
        """How a value is known: by its own mark, by one for all of its kind, or by its row's."""
        shapes = ("{t}{s}{n}{s}{k}", "{t}{s}*{s}{k}", "{t}{s}{n}")
        for shape in shapes:
            for table in tables:
                for slash in "./":
                    path = shape.format(t=table, s=slash, n=name, k=key)
                    if path in self.marks:
                        return self.marks[path]
        return ""

    def rate(self, minor: int, tables: Sequence[str], name: str, key: str) -> Cell:
        """A rate, and after it the first letter of how it is known where somebody marked it."""
        mark = self.mark(tables, name, key)[:1]
        return Cell(f"{money(minor).text} {mark}".rstrip(), minor, "money")


@dataclass(frozen=True, slots=True)
class Journey:
    """One journey of a person: the date it is charged on, and the bases it goes between."""

    day: date
    start: str
    end: str


def journeys(board: Board, person: Person) -> tuple[Journey, ...]:
    """Every journey of a member of the cast: from home, between bases, home over a drop and back, home."""
    worked = board.worked_by(person.id)
    if not worked:
        return ()
    home = person.home if person.home in board.production.bases_by_id else ""
    dropped = {gap.last for gap in cast_engagement(board, person).drops}
    first, last = next(iter(worked)), next(reversed(worked))
    legs: list[Journey] = []
    if home:
        legs.append(Journey(first, home, board.base(worked[first][0])))
    for (before, calls), (after, next_calls) in pairwise(worked.items()):
        here, there = board.base(calls[-1]), board.base(next_calls[0])
        if home and before in dropped:
            legs += [Journey(after, here, home), Journey(after, home, there)]
        else:
            legs.append(Journey(after, here, there))
    if home:
        legs.append(Journey(last, board.base(worked[last][-1]), home))
    return tuple(leg for leg in legs if leg.start != leg.end)


def people(detail: Detail) -> Table | None:
    """A row a person who is called: rates, dates worked and held, drops, journeys, and the money of each."""
    board, rows = detail.board, []
    wanted = detail.printing.person
    for person in in_board_order(board.production.people):
        worked = board.worked_by(person.id)
        if not worked or wanted not in (None, person.id):
            continue
        spell = cast_engagement(board, person)
        legs = journeys(board, person)
        hold = person.rate if person.hold_rate is None else person.hold_rate
        dropped = "; ".join(f"{_short(gap.last).text} to {_short(gap.following).text}" for gap in spell.drops)
        amounts = detail.amounts(cast.LINES, person.id)
        cells = (
            Cell(person.number),
            Cell(person.name or person.id, bold=True, note=f"dropped {dropped}" if dropped else ""),
            detail.rate(person.rate, ("cast", "people"), person.id, "rate"),
            detail.rate(hold, ("cast", "people"), person.id, "hold_rate")
            if person.holding.hold
            else Cell("-"),
            _short(next(iter(worked))),
            _short(next(reversed(worked))),
            number(len(spell.worked)),
            number(len(spell.held)),
            number(len(spell.drops)),
            number(len(legs)),
            number(len(person_engaged(board, person).travel)),
            *map(money, amounts),
            money(sum(amounts), bold=True),
        )
        rows.append(Row(cells))
    columns = (
        Column("No.", 4),
        Column("Cast", 22),
        Column("Rate", 8, "right"),
        Column("Hold rate", 8, "right"),
        Column("First date", 9.5),
        Column("Last date", 9.5),
        *(Column(title, 5.5, "right") for title in ("Work", "Held", "Drops", "Trips", "Travel dates")),
        *(
            Column(title, 10, "right")
            for title in ("For work", "For holds", "For drops", "For travel", "Total")
        ),
    )
    return _table(columns, rows, "Cast", "cast", sums_from=6)


def units(detail: Detail) -> Table | None:
    """A row a unit: dates worked, overtime, moves, set changes, journeys, and the money of each."""
    board, rows = detail.board, []
    for unit in board.production.units:
        days = board.unit_days(unit.id)
        if not days or detail.printing.unit not in (None, unit.id):
            continue
        clocks = [board.clock(each) for each in days]
        amounts = detail.amounts(_UNIT_LINES, unit.id)
        over = sum(clock.overtime for clock in clocks)
        cells = (
            Cell(unit.name or unit.id, bold=True),
            detail.rate(unit.day_cost, ("units",), unit.id, "day_cost"),
            number(len(days)),
            duration(over),
            number(detail.counts.get((unit_travel.LINES[0], unit.id), 0)),
            *map(money, amounts),
            money(sum(amounts), bold=True),
        )
        rows.append(Row(cells))
    columns = (
        Column("Unit", 18),
        Column("A day", 10, "right"),
        Column("Dates", 7, "right"),
        Column("Overtime", 9, "right"),
        Column("Trips", 7, "right"),
        *(Column(line, 12, "right") for line in _UNIT_LINES),
        Column("Total", 12, "right"),
    )
    return _table(columns, rows, "Units", "units", sums_from=2)


def places(detail: Detail) -> Table | None:
    """A row a location that is used: dates, hire, and what it costs to keep it dressed between."""
    board, rows = detail.board, []
    for place in board.production.locations:
        used = tuple(board.worked_at(place.id))
        if not used:
            continue
        amounts = detail.amounts(locations.LINES, place.id)
        cells = (
            Cell(place.name or place.id, bold=True),
            Cell(board.production.bases_by_id[place.base].name or place.base),
            detail.rate(place.hire, ("locations",), place.id, "hire"),
            detail.rate(place.hold, ("locations",), place.id, "hold"),
            _short(used[0]),
            _short(used[-1]),
            number(len(used)),
            number(detail.counts.get((locations.LINES[1], place.id), 0)),
            *map(money, amounts),
            money(sum(amounts), bold=True),
        )
        rows.append(Row(cells))
    columns = (
        Column("Location", 20),
        Column("Base", 14),
        Column("A date", 10, "right"),
        Column("Held", 10, "right"),
        Column("First date", 12),
        Column("Last date", 12),
        Column("Used", 7, "right"),
        Column("Kept", 7, "right"),
        *(Column(line, 12, "right") for line in (*locations.LINES, "Total")),
    )
    return _table(columns, rows, "Locations", "locations", sums_from=6)


def hired(detail: Detail) -> Table | None:
    """A row a hire that is used: dates, rates, and the money for use, holding, drops, rig and strike."""
    board, rows = detail.board, []
    for hire in board.production.resources:
        used = tuple(board.worked_with(hire.id))
        if not used:
            continue
        spell = hire_engagement(board, hire)
        amounts = detail.amounts(hires.LINES, hire.id)
        cells = (
            Cell(hire.name or hire.id, bold=True),
            detail.rate(hire.rate, ("resources",), hire.id, "rate"),
            detail.rate(hire.hold_rate, ("resources",), hire.id, "hold_rate"),
            _short(used[0]),
            _short(used[-1]),
            number(len(used)),
            number(len(spell.held)),
            number(len(spell.drops)),
            *map(money, amounts),
            money(sum(amounts), bold=True),
        )
        rows.append(Row(cells))
    columns = (
        Column("Hire", 20),
        Column("A date", 10, "right"),
        Column("Held", 10, "right"),
        Column("First date", 12),
        Column("Last date", 12),
        Column("Used", 7, "right"),
        Column("Held", 7, "right"),
        Column("Drops", 7, "right"),
        *(Column(line, 12, "right") for line in (*hires.LINES, "Total")),
    )
    return _table(columns, rows, "Hires", "hires", sums_from=5)


def _short(value: date) -> Cell:
    """A date without its year, which the paper's other pages carry."""
    return day(value, f"{value:%a} {value.day} {value:%b}")


def folded(found: Sequence[Charge]) -> list[Charge]:
    """The charges with those alike on many dates put together, each said with its dates and their number."""
    alike: dict[tuple[str, str, str], list[Charge]] = defaultdict(list)
    for charge in found:
        alike[charge.line, charge.about, charge.why].append(charge)
    made: list[Charge] = []
    for group in alike.values():
        days = sorted(charge.day for charge in group if charge.day)
        if len(group) <= _MOST_ALIKE or len(days) < len(group):
            made += group
            continue
        dates = f"{len(days):,} dates, {span_words(days[0], days[-1])}"
        why = f"{group[0].why}: {dates}" if group[0].why else dates
        made.append(replace(group[0], amount=sum(charge.amount for charge in group), day=None, why=why))
    return made


def charges(caption: str, key: str, found: Sequence[Charge], names: dict[str, str]) -> Table | None:
    """Every single charge of some lines, with its total."""
    columns = (
        Column("Line", 22),
        Column("For", 22),
        Column("Date", 14),
        Column("Why", 40),
        Column("Amount", 12, "right"),
    )
    rows = [
        Row(
            (
                Cell(charge.line),
                Cell(names.get(charge.about, charge.about)),
                day(charge.day) if charge.day else Cell(),
                Cell(charge.why),
                money(charge.amount),
            )
        )
        for charge in found
    ]
    return _table(columns, rows, caption, key, sums_from=4)


def _table(
    columns: Sequence[Column], rows: Sequence[Row], caption: str, key: str, *, sums_from: int
) -> Table | None:
    """A table with a total under its last columns; None where there is nothing to show."""
    if not rows:
        return None
    total = Row((Cell("Total", span=sums_from), *_sums(rows, sums_from)), "total")
    return Table(tuple(columns), (*rows, total), caption, key, dense=True)


def _sums(rows: Sequence[Row], start: int) -> Iterator[Cell]:
    for place in range(start, len(rows[0].cells)):
        cells = [row.cells[place] for row in rows]
        total = sum(cell.value for cell in cells if isinstance(cell.value, int))
        kind = cells[0].kind
        yield money(total) if kind == "money" else duration(total) if kind == "duration" else number(total)
