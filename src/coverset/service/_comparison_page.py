"""The comparison as a paper: figures, ledger, people, then every strip and call that changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import groupby
from typing import cast

from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.render.document import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Kind,
    Note,
    Paper,
    Points,
    Row,
    RowKind,
    Table,
    Text,
    day,
    eighths,
    money,
    number,
)
from coverset.service._move_words import conflict_words, listed, short, strip_words
from coverset.service.comparing import Change, Comparison, Side
from coverset.solve.standing import toll
from coverset.units import format_money

_WIDE = 22


def document(found: Comparison, printed: date) -> Document:
    """The whole paper, dated ``printed``."""
    production = found.sides[0].board.production
    paper = production.paper.lower()
    blocks: list[Block] = list(_opening(found))
    blocks += [_figures(found), _ledger(found), _people(found)]
    for change in found.changes:
        blocks += _changes(change)
    return Document(
        "comparison",
        "Plans compared",
        tuple(blocks),
        production=production.title,
        subtitle=listed([side.name for side in found.sides]),
        issued=datetime.combine(printed, time()),
        paper=cast(Paper, paper) if paper in ("letter", "legal", "tabloid", "a4", "a3") else "a4",
        orientation="landscape",
    )


def _opening(found: Comparison) -> Iterator[Block]:
    if not found.same_production:
        yield Note(
            "These are plans of different productions, or of one that has changed in between. Each is priced by "
            "its own rates and rules, so a difference may be theirs.",
            "warn",
            "Mind",
        )
    first = found.sides[0]
    for change in found.changes:
        if change.nothing:
            yield Text(f"{change.after.name} is the same as {first.name}.")
            continue
        saving = first.standing.cost - change.after.standing.cost
        if saving:
            cost = f"{'less' if saving > 0 else 'more'} than {first.name}"
            words = f"costs {format_money(abs(saving), found.currency)} {cost}"
        else:
            words = f"costs the same as {first.name}"
        parts = [_counted(len(change.strips), "strip moves", "strips move")]
        if change.orders:
            parts.append(
                _counted(len(change.orders), "day is shot in another order", "days are shot in another order")
            )
        parts.append(_counted(len(change.people), "person's calls change", "people's calls change"))
        yield Text(f"{change.after.name} {words}: {listed(parts)}.")


def _head(side: Side) -> str:
    """A plan's name as wide as a column is."""
    return side.name if len(side.name) <= _WIDE else f"{side.name[: _WIDE - 1]}…"


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one}" if count == 1 else f"{count:,} {many}"


def _columns(found: Comparison, title: str, width: float = 28) -> tuple[Column, ...]:
    sides = tuple(Column(_head(side), _WIDE, "right") for side in found.sides)
    return (Column(title, width), *sides, *((Column("Difference", 14, "right"),) if len(sides) == 2 else ()))


def _difference(found: Comparison, values: Sequence[int], kind: Kind = "number") -> tuple[Cell, ...]:
    if len(found.sides) != 2:
        return ()
    more = values[1] - values[0]
    words = format_money(more) if kind == "money" else f"{more:,}"
    return (Cell(f"{'+' if more > 0 else ''}{words}" if more else "-", more, kind),)


def _figures(found: Comparison) -> Table:
    def counts(title: str, figure: Callable[[Side], int]) -> Row:
        values = [figure(side) for side in found.sides]
        return Row((Cell(title), *map(number, values), *_difference(found, values)))

    def dates(title: str, place: int) -> Row:
        cells = [day(side.dates[place]) if side.dates else Cell("-") for side in found.sides]
        apart: tuple[Cell, ...] = ()
        if len(cells) == 2:
            both = [side.dates[place] for side in found.sides if side.dates]
            days = (both[1] - both[0]).days if len(both) == 2 else 0
            apart = (Cell(f"{days:+d} days" if days else "-"),)
        return Row((Cell(title), *cells, *apart))

    costs = [side.standing.cost for side in found.sides]
    longest = [max(side.summary.lengths, default=0) for side in found.sides]
    rows = (
        Row(
            (
                Cell("Cost", bold=True),
                *(money(c, bold=True) for c in costs),
                *_difference(found, costs, "money"),
            )
        ),
        counts("Broken rules", lambda side: len(side.standing.conflicts)),
        counts("Shoot days", lambda side: side.summary.shoot_days),
        dates("First day", 0),
        dates("Last day", -1),
        Row(
            (Cell("Longest day, pages"), *map(eighths, longest), *((Cell(""),) if len(longest) == 2 else ()))
        ),
        counts("Cast days worked", lambda side: side.summary.work_days),
        counts("Cast days held", lambda side: side.summary.hold_days),
        counts("Cast days dropped", lambda side: side.summary.drop_days),
        counts("Company moves", lambda side: side.summary.moves),
        counts("Set changes", lambda side: side.summary.set_changes),
    )
    return Table(_columns(found, "Figure"), rows, caption="Figures", key="figures", frozen=1)


def _ledger(found: Comparison) -> Table:
    rows = []
    for line in found.sides[0].by_line:
        amounts = [side.by_line[line] for side in found.sides]
        if any(amounts):
            rows.append(_amounts(found, line, amounts))
    rows.append(_amounts(found, "Total", [side.standing.cost for side in found.sides], "total"))
    caption = f"The ledger, {found.currency}"
    return Table(_columns(found, "Line"), tuple(rows), caption=caption, key="ledger", frozen=1)


def _amounts(found: Comparison, line: str, amounts: Sequence[int], kind: RowKind = "body") -> Row:
    return Row((Cell(line), *(money(a) for a in amounts), *_difference(found, amounts, "money")), kind)


def _people(found: Comparison) -> Table:
    two = len(found.sides) == 2
    columns = [Column("Cast", 24)]
    for side in found.sides:
        columns += [Column(f"{_head(side)}: worked", 14, "right"), Column("held", 7, "right")]
    columns += [Column("Worked +/-", 10, "right"), Column("Held +/-", 9, "right")] if two else []
    rows = []
    for person in found.people:
        days = [side.days_of(person) for side in found.sides]
        cells = [number(count) for pair in days for count in pair]
        if two:
            for k in (0, 1):
                cells += _difference(found, [days[0][k], days[1][k]])
        rows.append(Row((Cell(person), *cells)))
    return Table(
        tuple(columns), tuple(rows), caption="Days worked and held", key="people", frozen=1, dense=True
    )


def _changes(change: Change) -> Iterator[Block]:
    if change.nothing:
        return
    yield Heading(f"From {change.before.name} to {change.after.name}")
    felt = toll(change.before.standing, change.after.standing)
    if felt.mends:
        yield Points(tuple(f"Mended: {words}" for words in conflict_words(felt.mends)))
    if felt.breaks:
        yield Points(tuple(f"Broken: {words}" for words in conflict_words(felt.breaks)))
    if change.strips:
        yield _strips(change)
    if change.orders:
        yield Points(tuple(f"{one}." for one in change.orders))
    if change.calls:
        yield _calls(change)


def _strips(change: Change) -> Table:
    columns = (Column("Strip", 48), Column(_head(change.before), 26), Column(_head(change.after), 26))
    rows = tuple(
        Row(
            (
                Cell(_words(change, strip.task)),
                Cell(_where(change.before.board, strip.before)),
                Cell(_where(change.after.board, strip.after)),
            )
        )
        for strip in change.strips
    )
    return Table(columns, rows, caption="Strips that move", key="strips", dense=True)


def _words(change: Change, task: str) -> str:
    side = change.before if task in change.before.board.production.tasks else change.after
    return strip_words(side.board.production, task)


def _where(board: Board, place: tuple[str, date] | None) -> str:
    if place is None:
        return "not on a day"
    several = sum(unit.kind != "prep" for unit in board.production.units) > 1
    return format_date(place[1]) + (f", {place[0]}" if several else "")


def _calls(change: Change) -> Table:
    columns = (
        Column("Cast", 22),
        Column("Date", 14),
        Column(_head(change.before), 22),
        Column(_head(change.after), 22),
    )
    rows = []
    for person, own in groupby(change.calls, lambda one: one.person):
        for k, one in enumerate(own):
            name = Cell(person if not k else "")
            rows.append(Row((name, Cell(short(one.day), one.day, "date"), Cell(one.before), Cell(one.after))))
    caption = "Changed calls: unit and crew call, or held, dropped, off"
    return Table(columns, tuple(rows), caption=caption, key="calls", dense=True)
