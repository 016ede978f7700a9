"""The first page of a folder: where a screenplay is dropped, what is wrong with the files, how the first plan goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coverset.findings import Severity
from coverset.formats import production as production_file
from coverset.model.layout import DEFAULT_LAYOUT, LAYOUTS
from coverset.model.pace import paces
from coverset.service.live_folder import IMPORTED
from coverset.web.guard import MOST_FILE
from coverset.web.room import Room

if TYPE_CHECKING:
    from coverset.web.jobs import Job, Jobs

USUAL_KIND = "independent"
"""The kind of production that is chosen before anybody says another."""


def first_job(room: Room, jobs: Jobs) -> Job | None:
    """The first plan of what was dropped here, on its way or found and not yet on the board."""
    if room.view.production is None or room.view.plan.days:
        return None
    return next(
        (
            job
            for job in reversed(jobs.known.values())
            if job.order.get("first") and job.state in ("running", "done") and job.base == room.view.revision
        ),
        None,
    )


def shown(room: Room, job: Job | None) -> dict[str, Any]:
    """What the page is made of: its stage, the choices of an import, everything wrong with the files."""
    view = room.view
    there = production_file.is_production(room.folder)
    stage = "planning" if job is not None else "mending" if there else "empty"
    wrong = [finding for finding in view.said if finding.severity is Severity.ERROR] if there else []
    return {
        "stage": stage,
        "folder": room.folder.resolve().name,
        "title": view.production.title if view.production else "",
        "job": job.id if job is not None else "",
        "wrong": [{"where": str(each.place or ""), "sentence": each.sentence} for each in wrong],
        "suffixes": IMPORTED,
        "most": MOST_FILE >> 20,
        "kinds": [
            {
                "key": each.kind,
                "title": each.title,
                "pages": f"{each.pages[0]} to {each.pages[1]} pages a day",
                "usual": each.kind == USUAL_KIND,
            }
            for each in paces().values()
        ],
        "layouts": [
            {"key": each.key, "title": each.title, "usual": each.key == DEFAULT_LAYOUT}
            for each in LAYOUTS.values()
        ],
    }
