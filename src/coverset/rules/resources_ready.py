"""A resource is used while it is available, once prepared, and by no more units than there are of it."""

from __future__ import annotations

from datetime import timedelta

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.rules import broken

KEY = "resources-ready"
SENTENCE = (
    "A resource is used only while it is available, after its preparation dates, "
    "and on a date by no more units than there are of it."
)
KINDS = ("allowed", "limit")
ALWAYS = False


def lower(lowering: Lowering) -> None:
    """Forbid the dates on which a resource is not there; limit its span to its count."""
    production = lowering.production
    missing = {}
    for resource in production.resources:
        missing[resource.id] = [
            k
            for k, day in enumerate(lowering.dates)
            if not resource.is_ready(day, production.calendar.start_date)
        ]
        if span := lowering.resource(resource.id):
            span.limit = dict.fromkeys(range(lowering.builder.num_dates), resource.count)
    for name, task in production.tasks.items():
        for resource_id in task.resources if name not in production.settled else ():
            sentence = f"{resource_id} is not available or not yet prepared then."
            lowering.builder.forbid_dates(name, missing[resource_id], KEY, sentence)


def check(board: Board) -> list[Finding]:
    """Uses without the resource, before it is prepared, or by too many units at once."""
    production, found = board.production, []
    for resource in production.resources:
        for day, uses in board.worked_with(resource.id).items():
            left = any(
                resource.id in task.resources and task.id not in production.settled
                for use in uses
                for task in board.tasks(use)
            )
            if left and not resource.is_ready(day, production.calendar.start_date):
                earliest = production.calendar.start_date + timedelta(days=resource.prepare)
                sentence = (
                    f"{resource.id} is used on {format_date(day)} but not available or not prepared then"
                )
                sentence += f" (first possible {format_date(earliest)})." if day < earliest else "."
                found.append(broken(KEY, sentence, resource.id, str(day)))
            if len(uses) > resource.count:
                units = " and ".join(use.unit for use in uses)
                sentence = f"{resource.id} is used by units {units} on {format_date(day)}; there is {resource.count}."
                found.append(broken(KEY, sentence, resource.id, str(day)))
    return found
