"""A production's folder as people edit it: production.toml, scenes.csv, cast.csv and a screenplay a film."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath

from coverset.findings import Finding, Place, has_errors, in_order, nearest
from coverset.formats import tables
from coverset.formats._draft import Stated, draft, from_screenplay
from coverset.formats._draft_people import from_rows, merged
from coverset.formats._draft_scenes import strips
from coverset.formats._folder import error, read_file, write_files
from coverset.formats._happenings import empty_files, with_happenings
from coverset.formats._omitted import without_omitted
from coverset.formats._production_file import file_model, schema
from coverset.formats._production_stated import state
from coverset.formats._production_write import files
from coverset.formats._stunts import shape_alone, with_stunts
from coverset.formats._stunts_file import FILE as STUNTS
from coverset.formats._stunts_text import empty_toml
from coverset.formats._toml_sheet import MOST_TOML, Sheet
from coverset.formats._toml_sheet import parse as take_apart
from coverset.model.calendar import Calendar
from coverset.model.hints import at_most, once_a_row
from coverset.model.production import Production
from coverset.model.questions import references
from coverset.model.screenplay import Screenplay
from coverset.registry import load
from coverset.rules import rules

KEY = "production"
TITLE = "Production folder"
SUFFIXES = (".toml",)
FILE = "production.toml"

__all__ = [
    "FILE",
    "KEY",
    "SUFFIXES",
    "TITLE",
    "from_screenplay",
    "is_production",
    "read",
    "read_any_script",
    "schema",
    "sniff",
    "write",
]

_NAMED = ("films", "units", "bases", "locations", "cast", "resources")


def sniff(head: bytes) -> bool:
    """Whether a file's first bytes look like production.toml: one of its tables begins in them."""
    names = "production|films|calendar|light|day|prices|units|bases|locations|cast|resources|rules"
    return b"\0" not in head and bool(re.search(rf"(?m)^\s*\[(?:{names})[\].]".encode(), head))


def is_production(folder: Path) -> bool:
    """Whether a folder holds a production."""
    return (folder / FILE).is_file()


def read(
    folder: Path, *, layout: str = "", today: date | None = None, in_force: str | None = None
) -> tuple[Production | None, list[Finding]]:
    """Read a production's folder; answers the production and everything wrong with its files, all at once.

    ``layout`` is the page layout that screenplays are measured with, when production.toml names none;
    ``today`` dates a plan whose calendar has no start. No production when the findings hold an error: a
    file that cannot be read, a value that is not one, a name that nothing has. Whether the production
    can be shot is asked by ``coverset.model.questions.ask``. Never raises for what the files hold.
    ``in_force`` says which events are taken into account in place of events.toml: "all", "none", or down to an id.
    """
    findings: list[Finding] = []
    folder = Path(folder)
    data, missing = read_file(folder, FILE, most=MOST_TOML)
    if data is None:
        return None, missing
    sheet = parse(data, FILE)
    findings += sheet.findings
    if sheet.bound is None:
        _tables_alone(folder, findings)
        findings += shape_alone(folder)
        return None, at_most(in_order(findings))
    stated = state(sheet.bound, sheet.at, findings)
    stated.scene_rows = _table(folder, tables.SCENES, findings)
    stated.cast_rows = _table(folder, tables.CAST, findings)
    findings += _rules_off(stated, sheet)
    head = sheet.raw.get("production", {})
    named = head.get("layout", "") if isinstance(head, dict) else ""
    _scripts(folder, stated, sheet, str(named or layout), findings)
    broken = has_errors(findings)
    production, slips = draft(stated, today=today or date.today())
    production, left_out = without_omitted(production)
    findings += left_out
    # An unknown name that could not be joined is said already, with the names as people wrote them.
    said = {(slip.code, slip.place, slip.about) for slip in slips}
    unknown = references(production, locate=sheet.locate())
    slips = once_a_row(slips, production)
    said |= {(slip.code, slip.place, slip.about) for slip in slips}
    findings += slips
    findings += (each for each in unknown if (each.code, each.place, each.about) not in said)
    # The stunts may name a scene that an event adds, an event the leave and gear of the stunts.
    happened, _ = with_happenings(production, folder, in_force=in_force)
    happened, slips = with_stunts(happened, folder, today=today or date.today())
    findings += slips
    production = replace(
        production, stunts=happened.stunts, marks=happened.marks, assumptions=happened.assumptions
    )
    production, slips = with_happenings(production, folder, in_force=in_force)
    findings += slips
    findings = at_most(in_order(findings))
    return (None if broken or has_errors(findings) else production), findings


def write(
    production: Production,
    folder: Path,
    *,
    scripts: Mapping[str, tuple[str, bytes]] | None = None,
    layout: str = "",
    force: bool = False,
) -> tuple[tuple[Path, ...], list[Finding]]:
    """Write a production as a folder that people can edit; answers the files written, and what stood in the way.

    ``scripts`` gives, by film, the name and bytes of the screenplay to put beside it; ``layout`` is the page
    layout it was measured with. Every file is written beside and then renamed, production.toml last. A
    production that is there already is left alone, with a finding, unless ``force``.
    """
    folder = Path(folder)
    if is_production(folder) and not force:
        sentence = (
            f"{folder} holds a production already; give another folder, or --force to replace its files."
        )
        return (), [error("production-exists", sentence, Place(str(folder / FILE)))]
    findings: list[Finding] = []
    read_scripts: dict[str, tuple[str, bytes, Screenplay]] = {}
    for film, (name, data) in (scripts or {}).items():
        script, slips = read_any_script(data, name, layout=layout)
        if script is None:
            findings += slips
        else:
            read_scripts[film] = (name, data, script)
    if findings:
        return (), in_order(findings)
    found = files(production, read_scripts)
    unused = {STUNTS: empty_toml().encode(), **empty_files()}
    left = {name: data for name, data in unused.items() if name not in found and (folder / name).exists()}
    found = {**left, **found}
    try:
        write_files(folder, found)
    except OSError as trouble:
        sentence = f"{folder} cannot be written: {trouble.strerror or trouble}."
        return (), [error("file-unwritable", sentence, Place(str(folder)))]
    return tuple(folder / name for name in found), []


def parse(data: bytes, name: str) -> Sheet:
    """Take production.toml apart, with every mistake in it as a finding at its line."""
    return take_apart(data, name, file_model(), _NAMED)


def _rules_off(stated: Stated, sheet: Sheet) -> list[Finding]:
    """Rules that are switched off but are none, or cannot be."""
    off = stated.head.get("rules_off", ())
    if not off:
        return []
    known = rules()
    free = [key for key, rule in known.items() if not rule.ALWAYS]
    found = []
    for at, name in enumerate(off):
        where = sheet.at("rules", "off", at)
        if name not in known:
            sentence = f"There is no rule {name!r}; {nearest(name, free, limit=20)}"
            found.append(error("rule-unknown", sentence, where, name))
        elif known[name].ALWAYS:
            sentence = f"The rule {name!r} cannot be switched off: {known[name].SENTENCE}"
            found.append(error("rule-always", sentence, where, name))
    return found


def _tables_alone(folder: Path, findings: list[Finding]) -> None:
    """What is wrong in the tables whatever production.toml says: cells, and rows that are there twice."""
    scenes = _table(folder, tables.SCENES, findings)
    films = list(dict.fromkeys(str(row.get("film")) for row in scenes if row.get("film"))) or ["F1"]
    _, slips, _ = strips(films, {}, scenes, 1)
    findings += (slip for slip in slips if slip.code == "scene-twice")
    some_day = date(2000, 1, 1)
    merged(from_rows(_table(folder, tables.CAST, findings), Calendar(some_day, some_day), findings), findings)


def _table(folder: Path, name: str, findings: list[Finding]) -> list[tables.Row]:
    data, slips = read_file(folder, name, optional=True)
    findings += slips
    if data is None:
        return []
    rows, slips = (tables.read_scenes if name == tables.SCENES else tables.read_cast)(data, name)
    findings += slips
    return rows


def _scripts(folder: Path, stated: Stated, sheet: Sheet, layout: str, findings: list[Finding]) -> None:
    for film in stated.films:
        if not film.script:
            continue
        place = sheet.at("films", film.id, "script")
        data, slips = read_file(folder, film.script, place=place)
        findings += slips
        if data is None:
            continue
        script, slips = read_any_script(data, film.script, layout=layout, place=place)
        findings += slips
        if script is not None:
            stated.scripts[film.id] = (film.script, script)


def read_any_script(
    data: bytes, name: str, *, layout: str = "", place: Place | None = None
) -> tuple[Screenplay | None, list[Finding]]:
    """Read a screenplay in any format that has a reader of scripts, by the file's suffix, else by its first bytes."""
    readers = {
        key: member for key, member in load("coverset.formats").items() if hasattr(member, "read_script")
    }
    suffix = PurePosixPath(name).suffix.casefold()
    fits = [member for member in readers.values() if suffix in member.SUFFIXES]
    fits = fits or [member for member in readers.values() if member.sniff(data[:4096])]
    if not fits:
        known = ", ".join(each for member in readers.values() for each in member.SUFFIXES)
        sentence = f"{name!r} is not a screenplay that can be read; known: {known}."
        return None, [error("script-format-unknown", sentence, place or Place(name))]
    script: Screenplay | None
    script, findings = fits[0].read_script(data, name, layout=layout)
    return script, list(findings)
