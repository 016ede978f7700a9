"""Release dates: every reported one with its source, the one the plan goes by, and the slack that is left."""

from __future__ import annotations

from collections.abc import Iterator

from coverset.model.dates import format_date
from coverset.model.milestones import MilestoneRule, Report, Slack, chosen, derived, slack
from coverset.model.production import Production
from coverset.model.progress import Entry, owed
from coverset.model.scenes import Film, Scene
from coverset.render.document import (
    Block,
    Cell,
    Column,
    Document,
    Figure,
    Heading,
    Keep,
    KeyValues,
    Note,
    Row,
    Table,
    day,
    number,
)
from coverset.reports import Printing
from coverset.reports._papers import frame
from coverset.reports._release_line import FilmLine, release_line

KEY = "milestones"
TITLE = "Release dates"
SUMMARY = (
    "Every reported date of release with who said it and how surely, the one the plan goes by, "
    "and the slack from wrap to delivery."
)

_RULES = {
    "streaming-after": "streamed after the theatrical release",
    "post-production": "from wrap to the finished film",
    "delivery-before": "the finished film is due before the theatrical release",
}
_REPORTED = (
    Column("Film", 6),
    Column("Date of", 11),
    Column("Reported", 16),
    Column("Said on", 15),
    Column("Source", 30),
    Column("How surely", 26),
    Column("Known", 8),
    Column("The plan", 15),
)
_DERIVED = (Column("Film", 6), Column("Date of", 11), Column("Derived", 32), Column("From", 45))
_ADOPTED = (
    Column("Rule", 46),
    Column("Films", 8),
    Column("Days", 6, "right"),
    Column("Source", 30),
    Column("How surely", 20),
    Column("Known", 8),
)


def wanted(printing: Printing) -> bool:
    """Whether there is anything to print: papers of a whole board leave this one out otherwise."""
    return bool(printing.board.production.milestones.reports)


def build(printing: Printing) -> Document:
    """The document: the line of dates, a box a film, the reports, what follows from them, and the rules."""
    return frame(printing, KEY, TITLE, tuple(_blocks(printing)), orientation="landscape")


def _blocks(printing: Printing) -> Iterator[Block]:
    production = printing.board.production
    if not wanted(printing):
        yield Note("No date of release is reported: put them into milestones.toml.", "info", "No dates")
        return
    lines = [film_line(printing, film) for film in production.films]
    title = "Shoot, post-production and reported dates of each film"
    if svg := release_line([each for each in lines if each.reports or each.shoot], title):
        caption = (
            "Red: the date the plan goes by. Grey: dates reported before or beside it. A block is a month."
        )
        yield Figure(svg, f"{title}. {' '.join(_said(each) for each in lines)}", caption)
    for film in production.films:
        yield from _film(printing, film)
    rows = tuple(
        _report_row(production, report) for film in production.films for report in _of(production, film.id)
    )
    yield Heading("Reported dates")
    yield Table(_REPORTED, rows, key="reported")
    found = derived(production.milestones)
    if found:
        yield Heading("What follows from them")
        yield Table(
            _DERIVED,
            tuple(
                Row(
                    (
                        Cell(each.film),
                        Cell(each.kind),
                        Cell(str(each)),
                        Cell(f"{each.report.when} and {each.rule.days} days"),
                    )
                )
                for each in found
            ),
            key="derived",
        )
    if production.milestones.rules:
        rules = Table(_ADOPTED, tuple(map(_rule_row, production.milestones.rules)), key="rules")
        yield Keep((Heading("Rules adopted"), rules))


def _of(production: Production, film: str) -> tuple[Report, ...]:
    return tuple(report for report in production.milestones.reports if report.film == film)


def film_line(printing: Printing, film: Film) -> FilmLine:
    """What stands on a film's line: its shoot on this board, when it is ready, what is reported."""
    board = printing.board
    days = [
        one.day for one in board.days for t in board.tasks(one) if isinstance(t, Scene) and t.film == film.id
    ]
    left = slack(board.production, board.plan, film.id)
    name = f"{film.id} {film.title}".strip()
    shoot = (min(days), max(days)) if days else None
    return FilmLine(
        name,
        shoot,
        left.ready if left else None,
        _of(board.production, film.id),
        taken(board.production, film.id),
    )


def taken(production: Production, film: str) -> Report | None:
    """The report that the plan goes by for a film."""
    return chosen(production.milestones, film) or chosen(production.milestones, film, "delivery")


def _said(film: FilmLine) -> str:
    shoot = f"shot {film.shoot[0]} to {film.shoot[1]}, " if film.shoot else ""
    dates = ", ".join(str(report.when) for report in film.reports)
    return f"{film.name}: {shoot}reported {dates or 'nothing'}."


def _film(printing: Printing, film: Film) -> Iterator[Block]:
    board = printing.board
    production = board.production
    report = taken(production, film.id)
    left = slack(production, board.plan, film.id)
    pairs: list[tuple[str, str | Cell]] = []
    if report is not None:
        how = f" ({report.kind})" if report.kind != "theatrical" else ""
        pairs.append(("The plan goes by", Cell(f"{report.when}{how}", bold=True)))
    elif _of(production, film.id):
        pairs.append(("The plan goes by", "no date: none of those reported is chosen"))
    if left is not None:
        pairs += [
            ("Wrap on this plan", day(left.wrap)),
            ("Post-production", f"{left.post_days} days"),
            ("Film ready", day(left.ready)),
            ("Due", day(left.due_first) if left.due_first == left.due_last else _stretch(left)),
            ("Slack", Cell(str(left), bold=True)),
        ]
    if not pairs:
        return
    name = f"{film.id} {film.title}".strip()
    blocks: list[Block] = [KeyValues(tuple(pairs), name, 2)]
    if left is not None and left.least < 0:
        blocks.append(Note(_late(name, left), "warn" if left.most >= 0 else "stop", "Late"))
    pickups = [_pickup(printing, entry) for entry in owed(production, film.id)]
    if pickups:
        noun = "this pickup is" if len(pickups) == 1 else "these pickups are"
        words = f"{name} cannot be wrapped before {noun} shot: {'; '.join(pickups)}."
        blocks.append(Note(words, "warn", "Owed"))
    yield Keep(tuple(blocks))


def _late(name: str, left: Slack) -> str:
    if left.most >= 0:
        return f"{name} may be {-left.least} days late by this plan."
    least = f"{-left.most}" if left.most == left.least else f"{-left.most} to {-left.least}"
    return f"{name} is {least} days late by this plan."


def _pickup(printing: Printing, entry: Entry) -> str:
    """A pickup owed: the scene, what and by when, and where the plan has it."""
    plan = printing.board.plan
    names = (name for name in plan.where if name == entry.task or name.startswith(f"{entry.task} pickup "))
    days = sorted({one.day for name in names for one in plan.where[name]})
    settled = printing.board.production.settled
    days = [one for one in days if entry.task not in settled or one != settled[entry.task].day]
    what = f" ({entry.note})" if entry.note else ""
    due = f", due by {format_date(entry.due)}" if entry.due else ""
    return f"{entry.task}{what}{due}, {f'planned on {format_date(days[-1])}' if days else 'not planned'}"


def _stretch(left: Slack) -> str:
    return f"{day(left.due_first).text} to {day(left.due_last).text}"


def _report_row(production: Production, report: Report) -> Row:
    taken = chosen(production.milestones, report.film, report.kind) == report
    return Row(
        (
            Cell(report.film),
            Cell(report.kind),
            Cell(str(report.when), bold=taken),
            day(report.as_of) if report.as_of else Cell("not known"),
            Cell(report.cited),
            Cell(report.hedge),
            Cell(report.mark),
            Cell("goes by this", bold=True) if taken else Cell("not taken"),
        ),
        fill="#fbe9e4" if taken else "",
    )


def _rule_row(rule: MilestoneRule) -> Row:
    return Row(
        (
            Cell(_RULES[rule.kind]),
            Cell(rule.film or "all"),
            number(rule.days),
            Cell(rule.cited),
            Cell(rule.hedge),
            Cell(rule.mark),
        )
    )
