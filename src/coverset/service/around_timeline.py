"""The films over the dates as data: where each unit shoots each film, what follows, and every reported date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.model.milestones import Report, Slack, derived, slack
from coverset.model.production import Production
from coverset.model.scenes import Film, Scene
from coverset.reports import Printing
from coverset.reports._diary import Diary, WorkDay, base_name
from coverset.reports._papers import diaries, unit_name
from coverset.reports._unit_timeline import stays
from coverset.reports.milestones import film_line, taken

_DAY = timedelta(days=1)


def timeline_json(board: Board, today: date) -> dict[str, Any]:
    """Lanes by film and unit with stays at bases, and by film its reports, post-production and slack.

    The lane of a unit with the film "" is what it rigs and rehearses. Every date is ISO 8601.
    """
    printing = Printing(board, today)
    production = board.production
    found = tuple(each for each in diaries(printing) if each.days)
    calendar = production.calendar
    return {
        "today": today.isoformat(),
        "start": calendar.start_date.isoformat(),
        "end": calendar.end_date.isoformat(),
        "bases": [{"id": base.id, "name": base_name(board, base.id)} for base in production.bases],
        "films": [_film(printing, film) for film in production.films],
        "lanes": [
            lane
            for film in (*(each.id for each in production.films), "")
            for each in found
            for lane in _lane(board, each, film)
        ],
        "holidays": [{"day": each.day.isoformat(), "name": each.name} for each in calendar.holidays],
        "hiatus": [
            {"first": each.first.isoformat(), "last": each.last.isoformat(), "why": each.why}
            for each in calendar.hiatus
        ],
    }


def _lane(board: Board, each: Diary, film: str) -> Iterator[dict[str, Any]]:
    """What a unit does for a film, if it does anything."""
    own = tuple(day for day in each.days if film in _films_of(board, day))
    if not own:
        return
    yield {
        "film": film,
        "unit": each.unit.id,
        "name": unit_name(board.production, each.unit.id),
        "kind": each.unit.kind,
        "days": len(own),
        "stays": [_stay(board, days) for days in stays(replace(each, entries=own))],
        "travel": [day.isoformat() for day in each.travel],
    }


def _films_of(board: Board, day: WorkDay) -> set[str]:
    """The films of a unit-day; "" where it shoots nothing and only rigs or rehearses."""
    return {task.film for task in board.tasks(day.plan) if isinstance(task, Scene)} or {""}


def _stay(board: Board, days: list[WorkDay]) -> dict[str, Any]:
    base = days[0].clock.base
    dates = [day.plan.day for day in days]
    return {
        "base": base,
        "name": base_name(board, base),
        "first": dates[0].isoformat(),
        "last": dates[-1].isoformat(),
        "days": len(dates),
        "runs": [[first.isoformat(), last.isoformat()] for first, last in _runs(dates)],
    }


def _runs(dates: Iterable[date]) -> list[tuple[date, date]]:
    """Dates that follow one another, as stretches."""
    found: list[tuple[date, date]] = []
    for day in dates:
        if found and day - found[-1][1] == _DAY:
            found[-1] = found[-1][0], day
        else:
            found.append((day, day))
    return found


def _film(printing: Printing, film: Film) -> dict[str, Any]:
    production = printing.board.production
    line = film_line(printing, film)
    left = slack(production, printing.board.plan, film.id)
    return {
        "id": film.id,
        "title": film.title or film.id,
        "shoot": [day.isoformat() for day in line.shoot] if line.shoot else None,
        "reports": [_report(production, each) for each in line.reports],
        "disputed": _disputed(line.reports),
        "derived": [
            {
                "kind": each.kind,
                "first": each.first.isoformat(),
                "last": each.last.isoformat(),
                "words": str(each),
                "from": f"{each.report.when} and {each.rule.days} days",
            }
            for each in derived(production.milestones)
            if each.film == film.id
        ],
        "slack": _slack(left) if left else None,
    }


def _report(production: Production, report: Report) -> dict[str, Any]:
    return {
        "kind": report.kind,
        "words": str(report.when),
        "first": report.when.first.isoformat(),
        "last": report.when.last.isoformat(),
        "exact": report.when.exact,
        "as_of": report.as_of.isoformat() if report.as_of else None,
        "cited": report.cited,
        "hedge": report.hedge,
        "mark": report.mark,
        "taken": taken(production, report.film) == report,
    }


def _disputed(reports: tuple[Report, ...]) -> list[str]:
    """A sentence for each kind of date that is reported differently."""
    said = []
    for kind in dict.fromkeys(report.kind for report in reports):
        dates = dict.fromkeys(str(report.when) for report in reports if report.kind == kind)
        if len(dates) > 1:
            said.append(f"The {kind} date is reported {len(dates)} ways: {', '.join(dates)}.")
    return said


def _slack(left: Slack) -> dict[str, Any]:
    due = format_date(left.due_first)
    if left.due_first != left.due_last:
        due += f" to {format_date(left.due_last)}"
    return {
        "wrap": left.wrap.isoformat(),
        "post_days": left.post_days,
        "ready": left.ready.isoformat(),
        "due_first": left.due_first.isoformat(),
        "due_last": left.due_last.isoformat(),
        "due": due,
        "words": str(left),
        "late": left.least < 0,
    }
