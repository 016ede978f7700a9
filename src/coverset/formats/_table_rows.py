"""Scenes and people as rows of scenes.csv and cast.csv, the inverse of reading them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coverset.formats import _notation as notation
from coverset.formats.tables import CAST_COLUMNS, NONE, SCENE_COLUMNS, element_header, write
from coverset.model.people import Holding, Person
from coverset.model.production import Marked
from coverset.model.scenes import Scene

Cells = dict[str, str]

_LIGHTS = {"daylight": "day", "dark": "night", "any": "any", None: ""}
_USUAL = Holding()

# Empty columns that a fresh table shows, so that people see what they can fill in.
_SCENES_ALWAYS = ("film", "number", "location", "eighths", "minutes", "setups", "shift", "parts", "notes")
_CAST_ALWAYS = ("number", "id", "name", "rate", "away", "hold", "drop")


def scene_row(scene: Scene, mark: str = "") -> Cells:
    """Everything a scene says, as cells."""
    cells = {
        "film": scene.film,
        "number": scene.number,
        "part": scene.part,
        "int_ext": scene.int_ext,
        "set": scene.set,
        "location": scene.location,
        "time": scene.time,
        "eighths": str(scene.eighths),
        "minutes": str(scene.minutes),
        "setups": str(scene.setups) if scene.setups else "",
        "shift": _LIGHTS[scene.shift],
        "cast": notation.from_items(scene.cast),
        "units": notation.from_items(scene.units),
        "resources": notation.from_items(scene.resources),
        "synopsis": scene.synopsis,
        "script_day": scene.script_day,
        "script_page": scene.script_page,
        "big_stunt": "yes" if scene.big_stunt else "",
        "omitted": "yes" if scene.omitted else "",
        "mark": mark,
    }
    for header, items in _elements(scene).items():
        cells[header] = notation.from_items(items)
    return cells


def _elements(scene: Scene) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in scene.elements:
        found.setdefault(element_header(element.category), []).append(element.name)
    return found


def changed_row(scene: Scene, usual: Scene, heading: str, mark: str = "") -> Cells:
    """What a scene says otherwise than the script does, with the heading for whoever reads the table."""
    said, before = scene_row(scene, mark), scene_row(usual)
    cells = {"film": scene.film, "number": scene.number, "part": scene.part, "heading": heading, "mark": mark}
    for name in {**before, **said}:
        if said.get(name, "") != before.get(name, ""):
            cells[name] = said.get(name, "") or NONE
    return cells


def scene_table(rows: Iterable[Mapping[str, str]]) -> bytes:
    """scenes.csv: our columns in our order, then a column for each category of the breakdown."""
    kept = list(rows)
    ours = [column.name for column in SCENE_COLUMNS]
    extra = dict.fromkeys(name for row in kept for name in row if name not in ours)
    return write([*ours, *extra], kept, _SCENES_ALWAYS)


def person_row(person: Person, mark: Marked | None = None, *, rate: bool = True) -> Cells:
    """Everything a person says, as cells; without the rate where it is only assumed."""
    holding = person.holding
    cells = {
        "number": person.number,
        "id": person.id,
        "name": person.name,
        "rate": money(person.rate) if rate else "",
        "hold_rate": "" if person.hold_rate is None else money(person.hold_rate),
        "available": notation.from_items(map(notation.from_stretch, person.available)),
        "away": notation.from_items(map(notation.from_stretch, person.away)),
        "hold": _yes(holding.hold, _USUAL.hold),
        "drop": _yes(holding.drop, _USUAL.drop),
        "drop_after": _other(holding.drop_after, _USUAL.drop_after),
        "drop_operator": _other(holding.operator, _USUAL.operator),
        "drop_limit": _other(holding.max_drops, _USUAL.max_drops),
        "drop_choose": _other(holding.choose, _USUAL.choose),
        "drop_fee": money(holding.fee) if holding.fee else "",
        "home": person.home,
        "kind": "" if person.kind == "cast" else person.kind,
    }
    if mark is not None:
        cells |= {"mark": mark.mark, "note": mark.note}
    return cells


def person_table(rows: Iterable[Mapping[str, str]]) -> bytes:
    """cast.csv."""
    return write([column.name for column in CAST_COLUMNS], rows, _CAST_ALWAYS)


def money(minor: int) -> str:
    """Minor units in major ones, as a spreadsheet reads them: ``4000``, ``12.50``."""
    return f"{minor // 100}" if minor % 100 == 0 else f"{minor // 100}.{minor % 100:02d}"


def _yes(value: bool, usual: bool) -> str:
    return "" if value == usual else "yes" if value else "no"


def _other(value: object, usual: object) -> str:
    return "" if value == usual else str(value)
