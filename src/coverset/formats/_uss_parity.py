"""References made whole: ids used once, elements in categories, every breakdown on every stripboard once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from coverset.findings import Severity
from coverset.formats._uss_json import Notes, keep_aside, shown
from coverset.formats._uss_schema import DATE, ROOT, board_ids

STRIPBOARD, BONEYARD = "stripboard", "boneyard"
OTHER_UCID = 126


def make_whole(schedule: dict[str, Any], notes: Notes) -> None:
    """Repair what points nowhere or twice, in place; each repair is said and the original kept aside."""
    created = schedule["created"]
    for key in ("breakdowns", "categories", "elements", "stripboards", "calendars"):
        _unique(schedule[key] or (), key, notes)
        for item in schedule[key] or ():
            if "created" in item and item["created"] == DATE.empty:
                item["created"] = created
    _elements(schedule, notes)
    _breakdowns(schedule, notes)
    _day_strips(schedule, notes)
    known = {breakdown["id"]: None for breakdown in schedule["breakdowns"]}
    calendars = {calendar["id"] for calendar in schedule["calendars"] or ()}
    for place, stripboard in enumerate(schedule["stripboards"] or ()):
        _boards(stripboard, known, notes, place)
        if stripboard["calendar"] is not None and stripboard["calendar"] not in calendars:
            words = f"The stripboard {shown(stripboard['name'])} names a calendar that is not in the file."
            notes.say("uss-no-calendar", Severity.WARNING, words, (ROOT, "stripboards", place))
            keep_aside(stripboard, "calendar", stripboard["calendar"])
            stripboard["calendar"] = None


def _unique(items: Iterable[dict[str, Any]], key: str, notes: Notes) -> None:
    seen: dict[str, int] = {}
    for place, item in enumerate(items):
        own = item["id"]
        if own not in seen:
            seen[own] = 1
            continue
        fresh = own
        while fresh in seen:
            seen[own] += 1
            fresh = f"{own}-{seen[own]}"
        seen[fresh] = 1
        words = f"The id {shown(own)} is used twice under {key!r}; the second becomes {shown(fresh)}."
        notes.say("uss-id-twice", Severity.WARNING, words, (ROOT, key, place))
        keep_aside(item, "id", own)
        item["id"] = fresh


def _elements(schedule: dict[str, Any], notes: Notes) -> None:
    categories = {category["id"] for category in schedule["categories"]}
    member: dict[str, str] = {}
    for category in schedule["categories"]:
        listed = category.get("_elements")
        for element in listed if isinstance(listed, list) else ():
            if isinstance(element, str):
                member.setdefault(element, category["id"])
    ids = {element["id"] for element in schedule["elements"]}
    for place, element in enumerate(schedule["elements"]):
        path = (ROOT, "elements", place)
        if element["category"] not in categories:
            if element["category"]:
                keep_aside(element, "category", element["category"])
            element["category"] = member.get(element["id"]) or _other(schedule, categories)
            if element["id"] not in member:
                words = f"{shown(element['name'])} belongs to no category of the file; read as Other."
                notes.say("uss-no-category", Severity.WARNING, words, path)
        linked = element["linkedElements"]
        if linked and any(other not in ids for other in linked):
            words = f"{shown(element['name'])} is linked to an element that is not in the file; the link is left out."
            notes.say("uss-dangling-link", Severity.NOTE, words, path)
            keep_aside(element, "linkedElements", linked)
            element["linkedElements"] = [other for other in linked if other in ids]


def _other(schedule: dict[str, Any], categories: set[str]) -> str:
    found = next((c["id"] for c in schedule["categories"] if c["ucid"] == OTHER_UCID), None)
    if found is None:
        found = "coverset-other"
        category = {"id": found, "ucid": OTHER_UCID, "created": schedule["created"], "name": "Other"}
        schedule["categories"].append(category)
        categories.add(found)
    return str(found)


def _breakdowns(schedule: dict[str, Any], notes: Notes) -> None:
    ids = {element["id"] for element in schedule["elements"]}
    for place, breakdown in enumerate(schedule["breakdowns"]):
        given = breakdown["elements"]
        kept = list(dict.fromkeys(element for element in given if element in ids))
        if len(kept) != len(given):
            lost = sum(element not in ids for element in given)
            why = (
                f"names what is not among the file's elements, {lost} times"
                if lost
                else "names an element twice"
            )
            words = f"The breakdown of scene {shown(breakdown['scene'])} {why}; left out."
            notes.say(
                "uss-dangling-element",
                Severity.WARNING if lost else Severity.NOTE,
                words,
                (ROOT, "breakdowns", place),
            )
            keep_aside(breakdown, "elements", given)
            breakdown["elements"] = kept


def _day_strips(schedule: dict[str, Any], notes: Notes) -> None:
    """Drafts of the standard mark the end of a day by a breakdown of type "day": lists of days say it since."""
    days = {b["id"]: b for b in schedule["breakdowns"] if b.get("_type") == "day"}
    if not days:
        return
    schedule["breakdowns"] = [b for b in schedule["breakdowns"] if b["id"] not in days]
    keep_aside(schedule, "dayBreakdowns", list(days.values()))
    words = f"The file ends its days with {len(days)} day strips, as drafts of the standard did; read as day breaks."
    notes.say("uss-day-strips", Severity.NOTE, words, (ROOT, "breakdowns"))
    for stripboard in schedule["stripboards"] or ():
        for board in stripboard["boards"]:
            ids = list(board_ids(board))
            if not any(strip in days for strip in ids):
                continue
            keep_aside(board, "breakdownIds", board["breakdownIds"])
            if board["name"] == BONEYARD:
                board["breakdownIds"] = [strip for strip in ids if strip not in days]
                continue
            lists: list[list[str]] = [[]]
            for strip in ids:
                if strip in days:
                    lists.append([])
                else:
                    lists[-1].append(strip)
            board["breakdownIds"] = lists if lists[-1] else lists[:-1]


def _boards(stripboard: dict[str, Any], known: Mapping[str, None], notes: Notes, place: int) -> None:
    """Each known breakdown once: unknown ids and repeats are left out, missing ones put into the boneyard."""
    seen: set[str] = set()
    unknown = repeated = 0
    for board in stripboard["boards"]:
        original, changed = board["breakdownIds"], False
        kept: list[str | list[str]] = []
        for item in original:
            strips = [item] if isinstance(item, str) else item
            fresh = []
            for strip in strips:
                if strip not in known:
                    unknown += 1
                elif strip in seen:
                    repeated += 1
                else:
                    seen.add(strip)
                    fresh.append(strip)
            changed |= len(fresh) != len(strips)
            kept.extend(fresh if isinstance(item, str) else [fresh])
        if changed:
            keep_aside(board, "breakdownIds", original)
            board["breakdownIds"] = kept
    name, path = shown(stripboard["name"]), (ROOT, "stripboards", place)
    if unknown:
        words = f"The stripboard {name} holds {unknown} strips that are not in the file; left out."
        notes.say("uss-unknown-strip", Severity.WARNING, words, path)
    if repeated:
        words = (
            f"The stripboard {name} holds {repeated} strips a second time; each stays where it comes first."
        )
        notes.say("uss-strip-twice", Severity.WARNING, words, path)
    missing = [strip for strip in known if strip not in seen]
    if missing:
        words = (
            f"The stripboard {name} lacks {len(missing)} breakdowns of the file; they are in its boneyard."
        )
        notes.say("uss-missing-strip", Severity.NOTE, words, path)
        to_boneyard(stripboard, missing)


def to_boneyard(stripboard: dict[str, Any], strips: Iterable[str]) -> None:
    """Put strips at the end of a stripboard's boneyard, which is made when there is none."""
    boneyard = next((board for board in stripboard["boards"] if board["name"] == BONEYARD), None)
    if boneyard is None:
        boneyard = {"id": f"{stripboard['id']}-boneyard", "name": BONEYARD, "breakdownIds": []}
        stripboard["boards"].append(boneyard)
    ids = boneyard["breakdownIds"]
    nested = bool(ids) and all(isinstance(item, list) for item in ids)
    boneyard["breakdownIds"] = [*ids, list(strips)] if nested else [*ids, *strips]
