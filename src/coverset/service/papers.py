"""All papers of a board in one folder, with an index page that leads to them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from coverset.render import renderers
from coverset.render.document import Document
from coverset.reports import Printing, call_sheet, reports
from coverset.reports import calendar as calendar_of_calls
from coverset.service._index_page import Link, index_page
from coverset.store.files import write_whole

FIRST = (
    *(
        "stripboard",
        "one-liner",
        "shooting-schedule",
        "day-out-of-days",
        "cost-ledger",
        "moves",
        "milestones",
    ),
    *("readiness-board", "stunt-plan", "risk-assessment", "permission-register", "rehearsal-log"),
)
SHEETS = (
    *("one-liner", "day-out-of-days", "cost-ledger"),
    *("readiness-board", "risk-assessment", "permission-register", "rehearsal-log"),
)
LISTED = ".papers.json"
"""Which files the last writing left here: those that the next one does not write again are removed."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One file of the folder: its name, whose paper it is, in which medium, and what it is called there."""

    name: str
    group: str
    label: str
    to: str
    document: Document


def write_papers(printing: Printing, folder: Path) -> Path:
    """Write every paper of a board; the path of the index page. Raises OSError when the disk refuses.

    Each paper as HTML and PDF, the tabular ones as XLSX too; a call sheet for each date of each unit, as an
    office sends them out; a calendar for each person. Files that an earlier writing left for dates or people
    that are gone are removed, so that nobody is sent a stale call sheet; nothing else in the folder is touched.
    """
    media = renderers()
    papers: list[Paper] = []
    for paper in all_papers(replace(printing, unit=None, day=None, person=None)):
        write_whole(folder / paper.name, media[paper.to].write(paper.document))
        # The words are not needed again: a long shoot has hundreds of sheets.
        papers.append(replace(paper, document=Document(paper.document.key, paper.document.title)))
    index = folder / "index.html"
    links = [Link(paper.group, paper.label, paper.to, paper.name) for paper in papers]
    write_whole(index, index_page(printing, links))
    names = ["index.html", *(paper.name for paper in papers)]
    _clear(folder, set(names))
    write_whole(folder / LISTED, json.dumps(names, indent=1).encode())
    return index


def all_papers(printing: Printing) -> Iterator[Paper]:
    """Every file in the order of the index: the stripboard first, call sheets and calendars last."""
    known = reports()
    special = (call_sheet.KEY, calendar_of_calls.KEY)
    order = [key for key in (*FIRST, *known) if key in known and key not in special]
    for key in dict.fromkeys(order):
        if not getattr(known[key], "wanted", _always)(printing):
            continue
        media = ("html", "pdf", *(("xlsx",) if key in SHEETS else ()))
        yield from _in(media, key, key, "", known[key].build(printing))
        if key == "day-out-of-days":
            # Rates are not for the notice board: the sheet with them is another file.
            costed = known[key].build(replace(printing, money=True))
            yield from _in(media, f"{key}-with-cost", key, "with cost, for the office only", costed)
    yield from _call_sheets(printing)
    yield from _calendars(printing)


def _always(printing: Printing) -> bool:
    """Most papers are wanted of every board; one that says when it is has ``wanted``."""
    return True


def _in(media: Iterable[str], stem: str, group: str, label: str, document: Document) -> Iterator[Paper]:
    """One paper in several media."""
    for to in media:
        yield Paper(f"{stem}{renderers()[to].SUFFIX}", group, label, to, document)


def _call_sheets(printing: Printing) -> Iterator[Paper]:
    units = _names(unit.id for unit in printing.board.production.units)
    for day, document in call_sheet.every(printing):
        name = f"call-sheets/{day.plan.day.isoformat()}-{units[day.plan.unit]}"
        yield from _in(("html", "pdf"), name, call_sheet.KEY, document.subtitle, document)


def _calendars(printing: Printing) -> Iterator[Paper]:
    """The list of everybody's calls, the last days to ask for leave, and one calendar a person."""
    whole = calendar_of_calls.build(printing)
    yield from _in(("html", "pdf"), "calendar", calendar_of_calls.KEY, "everybody", whole)
    if asked := calendar_of_calls.asking(printing):
        leave = replace(whole, events=asked, title="Last days to ask", blocks=())
        yield Paper("last-days-to-ask.ics", calendar_of_calls.KEY, "last days to ask", "ics", leave)
    people = printing.board.production.people_by_id
    names = _names(people)
    for one, mine in calendar_of_calls.entries(printing).items():
        who = people[one].name or one
        document = replace(whole, events=mine, title=f"Calls: {who}", blocks=())
        label = " ".join(filter(None, (people[one].number, who)))
        yield Paper(f"calendars/{names[one]}.ics", calendar_of_calls.KEY, label, "ics", document)


def _names(ids: Iterable[str]) -> dict[str, str]:
    """A file name for each id: letters, digits and dashes, no two alike on any disk."""
    found: dict[str, str] = {}
    used: set[str] = set()
    for one in ids:
        stem = re.sub(r"[^a-z0-9]+", "-", one.casefold()).strip("-")[:60] or "unnamed"
        name, count = stem, 1
        while name in used:
            count += 1
            name = f"{stem}-{count}"
        used.add(name)
        found[one] = name
    return found


def _clear(folder: Path, kept: set[str]) -> None:
    """Remove what the last writing listed and this one did not write; a list that makes no sense is ignored."""
    try:
        listed = json.loads((folder / LISTED).read_bytes())
    except (OSError, ValueError):
        return
    for name in listed if isinstance(listed, list) else ():
        if not isinstance(name, str) or name in kept or not _is_ours(name):
            continue
        path = folder / name
        if path.is_file() and not path.parent.is_symlink():
            path.unlink()


def _is_ours(name: str) -> bool:
    """Whether a name is one that a writing gives: here or one folder down, of a medium we write."""
    parts = PurePosixPath(name).parts
    inside = len(parts) == 1 or (len(parts) == 2 and parts[0] in ("call-sheets", "calendars"))
    suffixes = {renderer.SUFFIX for renderer in renderers().values()}
    return inside and PurePosixPath(name).suffix in suffixes and ".." not in parts and "\\" not in name
