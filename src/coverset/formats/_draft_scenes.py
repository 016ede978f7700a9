"""Scenes from what the screenplay says and what scenes.csv says over it; declared parts become strips."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from coverset.findings import Finding, Place, Severity, nearest
from coverset.formats._categories import CATEGORIES
from coverset.formats._folder import error
from coverset.formats._notation import folded
from coverset.formats.tables import SCENES, Row
from coverset.model.headings import parse_heading
from coverset.model.hints import Hints
from coverset.model.scenes import Element
from coverset.model.screenplay import Screenplay, ScriptScene
from coverset.units import format_eighths

# Breakdown categories that the model keeps as fields of the scene, not as elements.
_FIELDS = frozenset({"cast", "set", "unit", "location", "script day", "sequence", "synopsis", "comments"})
MOST_STRIPS = 20_000
_ORDER = {key: place for place, key in enumerate(CATEGORIES)}


@dataclass(slots=True)
class StripDraft:
    """A scene or declared part on its way into the model. ``names`` are cast as written, not yet ids;
    ``scripted`` the roles that the script names, whatever scenes.csv says.

    ``minutes`` and ``location`` are None while nobody has stated them; ``place`` is the first part of the
    heading. ``stated`` names the fields that scenes.csv sets.
    """

    film: str
    number: str
    place: str = ""
    part: str = ""
    eighths: int | None = None
    minutes: int | None = None
    location: str | None = None
    setups: int = 0
    names: tuple[str, ...] = ()
    scripted: tuple[str, ...] = ()
    from_script: bool = False
    source: Place | None = None
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The id in the model: film, number and part."""
        return scene_id(self.film, self.number, self.part)


def scene_id(film: str, number: str, part: str = "") -> str:
    """The id of a scene or part: ``F1/12A``, ``F1/12A pt2``."""
    return f"{film}/{number} pt{part}" if part else f"{film}/{number}"


def strips(
    films: Sequence[str], scripts: Mapping[str, tuple[str, Screenplay]], rows: Iterable[Row], minutes: int
) -> tuple[list[StripDraft], list[Finding], list[tuple[str, str, str]]]:
    """Every strip in script order, the findings, and the marks of rows as (path, mark, note).

    ``scripts`` holds the file's name and the screenplay of each film that has one. A row changes what the
    script says of its scene, cell by cell; a row of a scene that the script lacks adds it after the row
    before it. ``minutes`` an eighth turn a stated time into a length where no page count is given.
    """
    sheet = _Breakdown(films, scripts)
    for row in rows:
        sheet.take(row)
    found: list[StripDraft] = []
    for strip in sheet.in_order():
        parts = sheet.parts.get((strip.film, strip.number), [])
        _measure(strip, minutes, bool(parts), sheet.findings)
        found += _split(strip, parts, sheet.findings)
        if len(found) > MOST_STRIPS:
            sentence = f"The scenes and their parts make more than {MOST_STRIPS:,} strips; no production has."
            sheet.findings.append(error("too-many-strips", sentence, strip.source, strip.id))
            break
    return found, sheet.findings, sheet.marks


class _Breakdown:
    """The scenes of all films, with the rows of scenes.csv laid over them one after another."""

    def __init__(self, films: Sequence[str], scripts: Mapping[str, tuple[str, Screenplay]]) -> None:
        self.films = films
        self.scripts = scripts
        self.findings: list[Finding] = []
        self.marks: list[tuple[str, str, str]] = []
        self.parts: dict[tuple[str, str], list[Row]] = {}
        self._scenes: dict[str, list[StripDraft]] = {film: [] for film in films}
        self._added: dict[tuple[str, str], list[StripDraft]] = {}
        self._by_number: dict[tuple[str, str], StripDraft] = {}
        self._headings: dict[tuple[str, str], str] = {}
        self._last: dict[str, str] = {}
        self._lines: dict[tuple[str, str, str], int] = {}
        self._hints = Hints()
        for film, (name, script) in scripts.items():
            for scene in script.scenes:
                strip = _from_script(film, scene, name)
                self._scenes.setdefault(film, []).append(strip)
                self._by_number.setdefault((film, strip.number), strip)
                self._by_number.setdefault((film, folded(strip.number)), strip)
                self._headings[film, strip.number] = scene.heading

    def in_order(self) -> Iterator[StripDraft]:
        """Every scene: the script's, each followed by those that scenes.csv adds after it."""
        for film, scenes in self._scenes.items():
            yield from self._added.get((film, ""), ())
            for strip in scenes:
                yield strip
                yield from self._added.get((film, strip.number), ())

    def take(self, row: Row) -> None:
        """Lay one row over its scene, or add the scene."""
        film = _film(row, self.films, self.findings)
        if film is None:
            return
        number, part = str(row.get("number")), str(row.get("part", ""))
        known = self._by_number.get((film, number))
        if known is None and film in self.scripts:
            known = self._by_number.get((film, folded(number)))
        if known is None:
            known = self._add(film, number, row)
            if known is None:
                return
        key = (film, known.number, part)
        if key in self._lines:
            sentence = f"Scene {scene_id(*key)} has two rows, here and on line {self._lines[key]}; keep one."
            self.findings.append(error("scene-twice", sentence, Place(SCENES, row.line), scene_id(*key)))
            return
        self._lines[key] = row.line
        if (film, known.number) in self._headings:
            self._last[film] = known.number
            self._compare(known, row)
        if part:
            self.parts.setdefault((film, known.number), []).append(row)
        else:
            _change(known, row)
        if row.get("mark"):
            self.marks.append((f"scenes.{scene_id(*key)}", str(row.get("mark")), ""))

    def _compare(self, strip: StripDraft, row: Row) -> None:
        """The heading that the table shows is for people: it only tells when the script has changed since."""
        said, heading = row.get("heading"), self._headings[strip.film, strip.number]
        if said and folded(str(said)) != folded(heading):
            sentence = (
                f"Scene {strip.id} is {heading!r} in the script now, and was {str(said)!r} when this row was "
                "written: see whether its cells still hold, and bring the heading up to date."
            )
            place = Place(SCENES, row.line)
            self.findings.append(Finding("heading-changed", Severity.NOTE, sentence, place, (strip.id,)))

    def _add(self, film: str, number: str, row: Row) -> StripDraft | None:
        """A scene that only scenes.csv knows: its row has to say where and how long."""
        place = Place(SCENES, row.line)
        heading, story, location = row.get("heading"), row.get("set"), row.get("location")
        if film in self.scripts and not (heading or story):
            known = {strip.number: None for strip in self._scenes[film]}
            sentence = (
                f"Scene {number} is not in {self.scripts[film][0]}; {self._hints.near(number, known)} To add a scene "
                "that the script lacks, fill in its set and eighths."
            )
            self.findings.append(error("scene-unknown", sentence, place, scene_id(film, number)))
            return None
        strip = StripDraft(film, number, source=place, values={"int_ext": "INT", "time": "DAY"})
        if heading:
            read = parse_heading(str(heading))
            strip.place = read.place
            strip.values.update(int_ext=read.int_ext, set=read.set or str(heading), time=read.time)
        elif not story and not row.get("omitted"):
            strip.values["set"] = strip.place = str(location or "")
            if not location:
                sentence = (
                    f"Scene {number} has no set: fill in the column set (PALAZZO - BALLROOM) or heading."
                )
                self.findings.append(error("scene-without-set", sentence, place, scene_id(film, number)))
        self._by_number[film, number] = strip
        if film in self.scripts:
            self._added.setdefault((film, self._last.get(film, "")), []).append(strip)
        else:
            self._scenes[film].append(strip)
        return strip


def _film(row: Row, films: Sequence[str], findings: list[Finding]) -> str | None:
    """The film of a row: named, or the only one there is."""
    name = row.get("film")
    if name is None and len(films) == 1:
        return films[0]
    if name is not None:
        for film in films:
            if folded(film) == folded(str(name)):
                return film
    place = Place(SCENES, row.line)
    if name is None:
        known = ", ".join(films)
        findings.append(
            error("film-missing", f"Scene {row.get('number')}: fill in the film ({known}).", place)
        )
    else:
        sentence = f"Scene {row.get('number')}: there is no film {name!r}; {nearest(str(name)[:200], films)}"
        findings.append(error("film-unknown", sentence, place, str(name)))
    return None


def _from_script(film: str, scene: ScriptScene, name: str) -> StripDraft:
    cast = tuple(tag.label for tag in scene.tags if tag.category == "cast")
    elements = [Element(tag.category, tag.label) for tag in scene.tags if tag.category not in _FIELDS]
    elements += [Element("notes", note) for note in scene.notes]
    days = [tag.label for tag in scene.tags if tag.category == "script day"]
    names = tuple(dict.fromkeys((*scene.characters, *cast)))
    return StripDraft(
        film,
        scene.number or "",
        scene.place,
        eighths=0 if scene.omitted else scene.eighths,
        names=names,
        scripted=names,
        from_script=True,
        source=Place(name, scene.line),
        values={
            "set": scene.set,
            "int_ext": scene.int_ext,
            "time": scene.time,
            "elements": sorted_elements(elements),
            "synopsis": scene.synopsis,
            "script_day": days[0] if days else "",
            "script_page": scene.page,
            "omitted": scene.omitted,
        },
    )


def sorted_elements(elements: Iterable[Element]) -> tuple[Element, ...]:
    """Breakdown elements by category in the order of the breakdown sheet, without repeats."""
    last = len(_ORDER)
    return tuple(sorted(dict.fromkeys(elements), key=lambda e: (_ORDER.get(e.category, last), e.category)))


def _change(strip: StripDraft, row: Row) -> None:
    """Lay a row's cells over a strip."""
    cells = dict(row.cells)
    if "set" in cells:
        strip.values["set"] = cells["set"]
        strip.place = str(cells["set"]).split(" - ")[0].strip()
    for name in ("int_ext", "time", "synopsis", "script_day", "script_page", "units", "resources", "omitted"):
        if name in cells:
            strip.values[name] = cells[name]
    if "big_stunt" in cells:
        strip.values["big_stunt"] = cells["big_stunt"]
    if "shift" in cells:
        strip.values["shift"] = cells["shift"]
    if "location" in cells:
        strip.location = cells["location"]
    if "cast" in cells:
        strip.names, strip.from_script = cells["cast"], False
    if "eighths" in cells or "pages" in cells:
        strip.eighths = cells.get("eighths", cells.get("pages"))
    if "minutes" in cells:
        strip.minutes = cells["minutes"]
    if "setups" in cells:
        strip.setups = cells["setups"]
    if "parts" in cells:
        strip.values["parts"] = cells["parts"]
    stated = dict(cells.get("elements", {}))
    if "notes" in cells:
        stated["notes"] = cells["notes"]
    if stated:
        kept = [e for e in strip.values.get("elements", ()) if e.category not in stated]
        fresh = [Element(key, item) for key, items in stated.items() for item in items]
        strip.values["elements"] = sorted_elements([*kept, *fresh])
    if cells.keys() - {"film", "number", "heading", "part", "mark", "notes"}:
        strip.source = Place(SCENES, row.line)


def _measure(strip: StripDraft, minutes: int, has_parts: bool, findings: list[Finding]) -> None:
    parts = strip.values.get("parts")
    if strip.values.get("omitted"):
        strip.eighths, strip.minutes, strip.names = 0, 0, ()
    elif strip.eighths is None:
        if isinstance(parts, tuple):
            strip.eighths = sum(parts)
        elif strip.minutes is not None:
            strip.eighths = max(1, round(strip.minutes / minutes))
        elif not has_parts:
            sentence = f"Scene {strip.id} has no length: fill in eighths (1 3/8), or minutes."
            findings.append(error("scene-without-length", sentence, strip.source, strip.id))
            strip.eighths = 1


def _split(strip: StripDraft, rows: Sequence[Row], findings: list[Finding]) -> list[StripDraft]:
    """A scene as it is, or its declared parts, lengths shared out so that they add up."""
    declared = strip.values.pop("parts", None)
    count = declared if isinstance(declared, int) else len(declared or ())
    names = [str(place + 1) for place in range(count)] if count > 1 or isinstance(declared, tuple) else []
    names += [str(row.get("part")) for row in rows if str(row.get("part")) not in names]
    if not names:
        return [strip]
    own = {str(row.get("part")): row for row in rows}
    total = strip.eighths or 0
    if isinstance(declared, tuple) and sum(declared) != total:
        sentence = (
            f"The parts of scene {strip.id} make {format_eighths(sum(declared))} pages, the scene has "
            f"{format_eighths(total)}: make them agree."
        )
        findings.append(error("parts-do-not-add-up", sentence, strip.source, strip.id))
    given = {name: _stated_length(row) for name, row in own.items()}
    lengths = list(declared) if isinstance(declared, tuple) else []
    lengths += [0] * (len(names) - len(lengths))
    if not isinstance(declared, tuple):
        open_parts = [place for place, name in enumerate(names) if given.get(name) is None]
        rest = max(0, total - sum(length or 0 for length in given.values()))
        for place, share in zip(open_parts, shared(rest, [1] * len(open_parts)), strict=True):
            lengths[place] = share
    for place, name in enumerate(names):
        stated = given.get(name)
        lengths[place] = lengths[place] if stated is None else stated
    weights = [max(1, length) for length in lengths]
    minutes = shared(strip.minutes, weights) if strip.minutes is not None else [None] * len(names)
    setups = shared(strip.setups, weights)
    found = []
    for name, length, time, count in zip(names, lengths, minutes, setups, strict=True):
        part = replace(
            strip, part=name, eighths=length, minutes=time, setups=count, values=dict(strip.values)
        )
        if name in own:
            row = own[name]
            _change(part, Row(row.line, {key: value for key, value in row.cells.items() if key != "parts"}))
        found.append(part)
    return found


def _stated_length(row: Row) -> int | None:
    length = row.get("eighths", row.get("pages"))
    return None if length is None else int(length)


def shared(total: int, weights: Sequence[int]) -> list[int]:
    """A whole number shared out by weights, to the last unit; the earlier shares take what is over."""
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    shares = [total * weight // whole for weight in weights]
    for place in range(total - sum(shares)):
        shares[place % len(shares)] += 1
    return shares
