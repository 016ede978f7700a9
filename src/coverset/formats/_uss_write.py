"""A production and its plan put into a schedule of the standard: what was not changed keeps its own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from coverset.formats._categories import CATEGORIES
from coverset.formats._uss_dates import instant_of
from coverset.formats._uss_dialect import object_id, unused_id
from coverset.formats._uss_numbers import printed_numbers
from coverset.formats._uss_read import ANYWHERE, Names, role_of
from coverset.model.dates import DateRange
from coverset.model.people import Person
from coverset.model.production import Production
from coverset.model.scenes import Activity, Scene

_TITLES = {"int/ext": ("INT/EXT", 1), "day/night": ("Day/Night", 2)}
_EVENTS = frozenset({"travel", "rehearsal", "fitting", "photo"})
_MOST_EVENTS = 2_000
_CUSTOM = 500


def fresh(production: Production, today: date) -> dict[str, Any]:
    """An empty schedule of the standard for a production that came from somewhere else."""
    return {
        "id": object_id("schedule", production.title),
        "author": None,
        "company": production.company or None,
        "created": instant_of(today),
        "description": None,
        "episode": None,
        "episodeName": None,
        "name": production.title,
        "project": production.title,
        "schedColor": None,
        "schedDate": None,
        "scriptColor": (production.films[0].script_color if production.films else "") or None,
        "scriptDate": None,
        "season": None,
        "source": "Coverset",
        "ussVersion": "1.0.0",
        "breakdowns": [],
        "categories": [],
        "elements": [],
        "stripboards": [],
        "calendars": [],
    }


@dataclass(slots=True)
class Sheets:
    """The breakdown part of a schedule while it is brought up to date: categories, elements, breakdowns.

    ``before`` is the production as it was read from this schedule; what is equal in it is not touched.
    """

    schedule: dict[str, Any]
    names: Names
    before: Production | None
    today: date
    _categories: dict[str, str] = field(default_factory=dict)
    _roles: dict[str, str] = field(default_factory=dict)
    _elements: dict[tuple[str, str], str] = field(default_factory=dict)
    _rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    _by_person: dict[str, str] = field(default_factory=dict)
    _by_place: dict[str, str] = field(default_factory=dict)
    _numbers: dict[str, str] = field(default_factory=dict)
    _numbers_before: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for category in self.schedule["categories"]:
            self._categories.setdefault(role_of(category), category["id"])
        roles = {category["id"]: role_of(category) for category in self.schedule["categories"]}
        for element in self.schedule["elements"]:
            role = roles[element["category"]]
            self._roles[element["id"]] = role
            self._rows[element["id"]] = element
            self._elements.setdefault((role, element["name"]), element["id"])
        self._by_person = {person: element for element, person in self.names.people.items()}
        for element, place in self.names.locations.items():
            self._by_place.setdefault(place, element)

    def update(self, production: Production) -> None:
        """Bring every sheet up to the production; sheets of scenes that are gone are kept aside."""
        self._header(production)
        self._numbers = printed_numbers(production)
        self._numbers_before = printed_numbers(self.before) if self.before else {}
        for person in production.people:
            self._person(person)
        sheets = {task: own for own, task in self.names.tasks.items()}
        breakdowns = {breakdown["id"]: breakdown for breakdown in self.schedule["breakdowns"]}
        before: dict[str, Any] = {}
        if self.before:
            before |= {scene.id: scene for scene in self.before.scenes}
            before |= {activity.id: activity for activity in self.before.activities}
        tasks: tuple[Scene | Activity, ...] = (*production.scenes, *production.activities)
        for task in tasks:
            own = sheets.get(task.id)
            if own is None or own not in breakdowns:
                own = unused_id(breakdowns, "breakdown", task.id)
                breakdowns[own] = self._blank(own)
                self.schedule["breakdowns"].append(breakdowns[own])
                self.names.tasks[own] = task.id
                before.pop(task.id, None)
            was = before.get(task.id)
            if isinstance(task, Scene):
                self._scene(breakdowns[own], task, was if isinstance(was, Scene) else None, production)
            else:
                self._activity(breakdowns[own], task, was if isinstance(was, Activity) else None)
        self._drop_gone({task.id for task in tasks})
        self._never_empty(production)

    def _header(self, production: Production) -> None:
        before = self.before
        if before is None or before.title != production.title:
            self.schedule["project"] = production.title
        if before is None or before.company != production.company:
            self.schedule["company"] = production.company or None

    def _blank(self, own: str) -> dict[str, Any]:
        return {
            "id": own,
            "bannerText": None,
            "comments": None,
            "created": instant_of(self.today),
            "description": None,
            "elements": [],
            "pages": None,
            "scene": None,
            "scriptPage": None,
            "duration": None,
            "type": "scene",
        }

    def banner(self, own: str, text: str, minutes: int) -> dict[str, Any]:
        """A new banner on the sheets."""
        made = self._blank(own) | {"type": "banner", "bannerText": text, "duration": minutes * 60_000 or None}
        self.schedule["breakdowns"].append(made)
        return made

    def _category(self, role: str) -> str:
        if role not in self._categories:
            known = CATEGORIES.get(role)
            title, ucid = _TITLES.get(role, (known.title if known else role, known.uci if known else None))
            if ucid is None:
                used = {category["ucid"] for category in self.schedule["categories"]}
                ucid = next(
                    number for number in range(_CUSTOM, _CUSTOM + len(used) + 1) if number not in used
                )
            own = unused_id({category["id"] for category in self.schedule["categories"]}, "category", role)
            category = {"id": own, "ucid": ucid, "created": instant_of(self.today), "name": title}
            self.schedule["categories"].append(category)
            self._categories[role] = own
        return self._categories[role]

    def _element(self, role: str, name: str, *, of: str = "") -> str:
        """The id of an element of the role and name; with ``of``, the id of ours it stands for, always a new one."""
        if not of and (role, name) in self._elements:
            return self._elements[role, name]
        made = unused_id(self._rows, role, of or name)
        self.schedule["elements"].append(
            {
                "id": made,
                "category": self._category(role),
                "created": instant_of(self.today),
                "daysOff": [],
                "isDrop": False,
                "dropDayCount": 0,
                "isHold": False,
                "isDood": role == "cast",
                "elementId": None,
                "isIdLock": False,
                "linkedElements": [],
                "events": [],
                "name": name,
            }
        )
        self._roles[made] = role
        self._rows[made] = self.schedule["elements"][-1]
        self._elements.setdefault((role, name), made)
        return made

    def _person(self, person: Person) -> None:
        before = self.before.people_by_id.get(person.id) if self.before else None
        own = self._by_person.get(person.id)
        if own is None:
            own = self._element("cast", person.name or person.id, of=person.id)
            self._by_person[person.id] = own
            self.names.people[own] = person.id
            before = None
        element = self._rows[own]
        if before is None or before.name != person.name:
            element["name"] = person.name or person.id
        if before is None or before.number != person.number:
            element["elementId"] = person.number or None
        if before is None or before.holding != person.holding:
            element["isHold"], element["isDrop"] = person.holding.hold, person.holding.drop
            element["dropDayCount"] = person.holding.drop_after
        if before is None or before.away != person.away:
            element["daysOff"] = []
            element["events"] = _events(own, person.away)

    def _place(self, scene: Scene, production: Production) -> list[str]:
        if scene.location == ANYWHERE or scene.location not in production.locations_by_id:
            return []
        if scene.location not in self._by_place:
            name = production.locations_by_id[scene.location].name or scene.location
            own = self._element("location", name, of=scene.location)
            self._by_place[scene.location] = own
            self.names.locations[own] = scene.location
        return [self._by_place[scene.location]]

    def _scene(
        self, sheet: dict[str, Any], scene: Scene, before: Scene | None, production: Production
    ) -> None:
        plain = {
            "type": "scene",
            "scene": self._numbers[scene.id] or None,
            "pages": _pages(scene.eighths),
            "scriptPage": scene.script_page or None,
            "description": scene.synopsis or None,
            "duration": scene.minutes * 60_000,
        }
        fields = {
            "type": (),
            "pages": ("eighths",),
            "scriptPage": ("script_page",),
            "description": ("synopsis",),
            "duration": ("minutes",),
        }
        for key, names in fields.items():
            if before is None or any(getattr(before, name) != getattr(scene, name) for name in names):
                sheet[key] = plain[key]
        if before is None or self._numbers_before[before.id] != self._numbers[scene.id]:
            sheet["scene"] = plain["scene"]
        if before is None or before.int_ext != scene.int_ext:
            self._set(sheet, "int/ext", [self._element("int/ext", scene.int_ext)])
        if before is None or before.set != scene.set:
            self._set(sheet, "set", [self._element("set", scene.set)])
        if before is None or before.time != scene.time:
            self._set(sheet, "day/night", [self._element("day/night", scene.time)])
        if before is None or before.script_day != scene.script_day:
            self._set(
                sheet,
                "script day",
                [self._element("script day", scene.script_day)] if scene.script_day else [],
            )
        if before is None or before.location != scene.location:
            self._set(sheet, "location", self._place(scene, production))
        if before is None or before.cast != scene.cast:
            self._set(sheet, "cast", [self._by_person[person] for person in scene.cast])
        if before is None or before.elements != scene.elements:
            self._breakdown(sheet, scene, before)

    def _breakdown(self, sheet: dict[str, Any], scene: Scene, before: Scene | None) -> None:
        wanted: dict[str, list[str]] = {e.category: [] for e in (before.elements if before else ())}
        for element in scene.elements:
            wanted.setdefault(element.category, []).append(element.name)
        for category, named in wanted.items():
            if category == "comments" and sheet["comments"] in named:
                named.remove(sheet["comments"])
            role = category if category not in _TITLES and category != "cast" else "other"
            self._set(sheet, role, [self._element(role, name) for name in dict.fromkeys(named)])

    def _set(self, sheet: dict[str, Any], role: str, elements: Iterable[str]) -> None:
        others = [element for element in sheet["elements"] if self._roles[element] != role]
        sheet["elements"] = list(dict.fromkeys([*others, *elements]))

    def _activity(self, sheet: dict[str, Any], activity: Activity, before: Activity | None) -> None:
        if before is None or (before.name, before.kind, before.minutes) != (
            activity.name,
            activity.kind,
            activity.minutes,
        ):
            sheet |= {
                "type": "banner",
                "bannerText": f"{activity.kind.upper()}: {activity.name}",
                "duration": activity.minutes * 60_000,
            }

    def _drop_gone(self, tasks: set[str]) -> None:
        gone = {own for own, task in self.names.tasks.items() if task not in tasks}
        if not gone:
            return
        kept = self.schedule.setdefault("_removedBreakdowns", [])
        if not isinstance(kept, list):
            kept = self.schedule["_removedBreakdowns"] = [kept]
        kept.extend(breakdown for breakdown in self.schedule["breakdowns"] if breakdown["id"] in gone)
        self.schedule["breakdowns"] = [b for b in self.schedule["breakdowns"] if b["id"] not in gone]
        for own in gone:
            del self.names.tasks[own]
        for stripboard in self.schedule["stripboards"] or ():
            for board in stripboard["boards"]:
                board["breakdownIds"] = [
                    item if isinstance(item, str) else [strip for strip in item if strip not in gone]
                    for item in board["breakdownIds"]
                    if not (isinstance(item, str) and item in gone)
                ]

    def _never_empty(self, production: Production) -> None:
        """The standard wants at least one breakdown, category and element."""
        if not self.schedule["elements"]:
            self._element("int/ext", "INT")
        if not self.schedule["categories"]:
            self._category("set")
        if not self.schedule["breakdowns"]:
            self.banner(object_id("banner", "title"), production.title, 0)


def _pages(eighths: int) -> float | int:
    return eighths // 8 if eighths % 8 == 0 else eighths / 8


def _events(own: str, away: Iterable[DateRange]) -> list[dict[str, Any]]:
    """Absences as single dates off, the way the standard keeps them; at most two thousand."""
    events: list[dict[str, Any]] = []
    for stretch in away:
        for day in stretch:
            if len(events) == _MOST_EVENTS:
                return events
            why = stretch.why or "dayOff"
            kind = "event" if why in _EVENTS else "dayOff"
            events.append(
                {
                    "id": object_id("event", own, str(day), why),
                    "type": kind,
                    "name": why,
                    "date": instant_of(day),
                }
            )
    return events


def public(value: Any) -> Any:
    """A copy without any private key, for programs that refuse keys the standard does not name."""
    if isinstance(value, Mapping):
        return {key: public(item) for key, item in value.items() if not key.startswith("_")}
    return [public(item) for item in value] if isinstance(value, list) else value
