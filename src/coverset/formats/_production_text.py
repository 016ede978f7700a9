"""production.toml written out: every table of a production, with comments that say what may be filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from coverset.formats import _notation as notation
from coverset.formats._production_file import HEAD
from coverset.formats._production_pins import table as pin_table
from coverset.formats._unbind import table_of
from coverset.model.calendar import DayRules
from coverset.model.production import Marked, Production

_OPENING = """\
A production, to be edited by hand. Coverset reads this file with scenes.csv, cast.csv and the screenplays
named below, and never overwrites what you write here. Money in whole units of the currency (4000 or 12.50),
dates 2025-05-05, stretches of dates "2025-05-05..2025-05-16 (why)", times of day "07:30", lengths of time
in minutes. Whatever is left out has a default; `coverset check` lists every default it took."""

_NOTES = {
    "calendar": """\
Nothing is shot outside these dates. holidays = ["GB-ENG", "NO"] adds public holidays by country;
hiatus = ["2025-12-20..2026-01-04 (break)"] and working = [2025-05-10] make exceptions to the week.""",
    "light": "Daylight where a base has no coordinates; dark begins and ends twilight minutes off it.",
    "day": """\
The day of every unit; a unit changes single rules of it under [units.ID.day]. standard and longest are
working minutes, meals excluded; rest is from wrap to the next call.""",
    "prices": """\
What the production pays beside people, hires and units, and what the craft's preferences are worth:
small sums that settle ties. 0 switches a preference off.""",
    "units": """\
The crews. films = ["F1"] for a unit of one film, kind = "prep" for one that only rigs and rehearses,
days_off = ["sun"] for a week of its own, available = ["2025-06-02..2025-06-27"] for one that comes later.""",
    "bases": """\
The towns the company stays in. latitude, longitude and timezone ("Europe/Rome") give the sun.""",
    "locations": """\
Where you shoot. sets are the sets of the story played there, as the headings name them. open and closed
are stretches of dates, hire is per date used; hot = true with hold = 500 keeps a dressed set.""",
    "travel": "The roads between bases, the same both ways: dates lost, the unit's cost, a fare for each of the cast.",
    "resources": "What is hired by the date: a picture train, a camera car. Scenes name them in scenes.csv.",
    "activity": "Rig and rehearsal work: it takes people, places and time before the scenes it prepares.",
    "precedence": "What is shot before what, at least min_days and at most max_days dates earlier.",
    "apart": "Scenes that may not share a date.",
    "pin": """\
Decisions that every plan keeps until you take them back: a scene held to dates or a unit, a day and its strips, an
order = ["F1/1", "F1/2"], a call, the dates that somebody is promised (person = "LEAD" with dates, off or until).
`coverset pin` writes them here.""",
    "rules": "Rules switched off for this production, by name.",
    "assumption": "What the import assumed. Take an entry out once you have settled it.",
    "mark": 'How single values are known: "seeded" by a source, "derived" from one, or "assumed".',
}

# Tables that a fresh production has none of yet, as examples to uncomment.
_EXAMPLES = {
    "travel": '[[travel]]\nbetween = ["VENICE", "ROME"]\ndays = 1\ncost = 9000\nfare = 120',
    "resources": '[resources.TRAIN]\nname = "Picture train"\nrate = 10000\nprepare = 2',
    "activity": (
        '[[activity]]\nid = "RIG-ROOF"\nkind = "rig"\nname = "Rig the roof wires"\nminutes = 300\n'
        'location = "STAGE"\nbefore = ["{scene}"]\ndays_before = 1'
    ),
    "precedence": '[[precedence]]\nbefore = "{scene}"\nafter = "{other}"\nmin_days = 1\nwhy = "clean before destroyed"',
    "pin": '[[pin]]\nscene = "{scene}"\ndate = {date}\nwhy = "the only day of the street closure"',
}


def toml_of(
    production: Production,
    *,
    scripts: Mapping[str, str],
    layout: str,
    placed: frozenset[str],
    derived: frozenset[str],
) -> str:
    """production.toml of a production, as text.

    ``scripts`` names the screenplay of each film that has one in the folder, ``layout`` the page layout they
    are measured with. ``placed`` are the paths of marks that stand in a table of scenes or cast, ``derived``
    the subjects of assumptions that reading the folder finds again by itself.
    """
    page = _Page(production)
    page.say(_OPENING)
    head = table_of(production, omit=_not_head(), always=HEAD)
    page.table("production", head | ({"layout": layout} if layout else {}))
    for film in production.films:
        table = table_of(film, omit=("id", "script"))
        if film.id in scripts:
            table["script"] = scripts[film.id]
        page.table(("films", film.id), table)
    calendar = table_of(production.calendar, omit=("holidays",), always=("days_off",))
    calendar["days_off"] = [notation.WEEKDAYS[day] for day in production.calendar.days_off]
    page.table("calendar", calendar)
    page.rows(
        ("calendar", "holiday"), (table_of(each, always=("day",)) for each in production.calendar.holidays)
    )
    page.table("light", table_of(production.light))
    day = production.units[0].day if production.units else DayRules()
    usual = ("day_call", "standard", "longest", "meal", "rest", "max_run", "set_change", "move")
    page.table("day", table_of(day, always=usual))
    page.table("prices", table_of(production.prices, always=production.prices.__dataclass_fields__))
    for at, unit in enumerate(production.units):
        table = table_of(unit, omit=("id", "day", "days_off"), always=("day_cost",))
        if unit.days_off is not None:
            table["days_off"] = [notation.WEEKDAYS[day] for day in unit.days_off]
        if own := table_of(unit.day, than=day):
            table["day"] = own
        page.table(("units", unit.id), table, first=not at)
    for at, base in enumerate(production.bases):
        page.table(("bases", base.id), table_of(base, omit=("id",)), first=not at)
    for at, location in enumerate(production.locations):
        table = table_of(location, omit=("id",), always=("sets", "hire"))
        page.table(("locations", location.id), table, first=not at)
    roads = (
        {"between": [t.first, t.second], **table_of(t, omit=("first", "second"))} for t in production.travels
    )
    page.rows(("travel",), roads)
    for at, hire in enumerate(production.resources):
        page.table(("resources", hire.id), table_of(hire, omit=("id",)), first=not at)
    if not production.resources:
        page.example("resources")
    page.rows(("activity",), map(table_of, production.activities))
    page.rows(("precedence",), map(table_of, production.precedences))
    pairs = (
        {"scenes": [a.first, a.second], **table_of(a, omit=("first", "second"))} for a in production.aparts
    )
    page.rows(("apart",), pairs)
    page.rows(("pin",), map(pin_table, production.pins))
    if production.rules_off:
        page.table("rules", {"off": list(production.rules_off)})
    assumed = (each for each in production.assumptions if each.subject not in derived)
    page.rows(("assumption",), map(table_of, assumed))
    marks = (mark for mark in production.marks if mark.path not in placed)
    page.rows(("mark",), (_mark(mark) for mark in marks))
    return page.text()


def _not_head() -> frozenset[str]:
    return frozenset(Production.__dataclass_fields__) - set(HEAD)


def _mark(mark: Marked) -> dict[str, Any]:
    return table_of(mark, always=("mark",))


class _Page:
    """The text as it grows: tables with the note on their kind above the first."""

    def __init__(self, production: Production) -> None:
        self._production = production
        self._lines: list[str] = []

    def text(self) -> str:
        """The whole text."""
        return "\n".join(self._lines).rstrip("\n") + "\n"

    def say(self, words: str) -> None:
        """A comment."""
        self._lines += [f"# {line}".rstrip() for line in words.splitlines()]

    def table(self, name: str | tuple[str, str], table: Mapping[str, Any], *, first: bool = True) -> None:
        """One table, ``[name]`` or ``[kind.id]``; one without an id is left out when nothing is in it."""
        path = (name,) if isinstance(name, str) else name
        if not table and len(path) == 1:
            return
        self._lines.append("")
        if first and path[0] in _NOTES:
            self.say(_NOTES[path[0]])
        self._lines.append(f"[{_key(path)}]")
        self._pairs(table, path)

    def rows(self, path: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> None:
        """An array of tables ``[[kind]]``, or its example to uncomment where there is none."""
        kept = list(rows)
        if not kept:
            self.example(path[0])
        for at, row in enumerate(kept):
            self._lines.append("")
            if not at and len(path) == 1 and path[0] in _NOTES:
                self.say(_NOTES[path[0]])
            self._lines.append(f"[[{_key(path)}]]")
            self._pairs(row, path)

    def example(self, kind: str) -> None:
        """A table to uncomment, with scenes and dates of this production in it."""
        if kind not in _EXAMPLES:
            return
        scenes = [*self._production.tasks, "F1/1", "F1/2"]
        start = self._production.calendar.start_date.isoformat()
        self._lines.append("")
        self.say(_NOTES[kind])
        self.say(_EXAMPLES[kind].format(scene=scenes[0], other=scenes[1], date=start))

    def _pairs(self, table: Mapping[str, Any], path: tuple[str, ...]) -> None:
        inner = {key: value for key, value in table.items() if isinstance(value, dict) and path[0] == "units"}
        self._lines += [
            f"{_key((key,))} = {_value(value)}" for key, value in table.items() if key not in inner
        ]
        for key, value in inner.items():
            self._lines += ["", f"[{_key((*path, key))}]"]
            self._pairs(value, (*path, key))


def _key(path: tuple[str, ...]) -> str:
    from tomlkit.items import SingleKey

    return ".".join(SingleKey(part).as_string() for part in path)


def _value(value: Any) -> str:
    import tomlkit

    if isinstance(value, list):
        items = [_value(item) for item in value]
        whole = f"[{', '.join(items)}]"
        return whole if len(whole) <= 90 else "[\n" + "".join(f"    {item},\n" for item in items) + "]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{_key((key,))} = {_value(each)}' for key, each in value.items())} }}"
    text: str = tomlkit.item(value).as_string()
    return text
