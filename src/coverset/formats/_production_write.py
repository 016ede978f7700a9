"""A production as the files of its folder."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import PurePosixPath

from coverset.findings import Place
from coverset.formats._draft import Stated, draft
from coverset.formats._draft_people import PersonDraft
from coverset.formats._happenings import before_rewrites, happening_files
from coverset.formats._production_text import toml_of
from coverset.formats._stunts_file import FILE as STUNTS
from coverset.formats._stunts_text import stunts_toml
from coverset.formats._table_rows import changed_row, person_row, person_table, scene_row, scene_table
from coverset.formats.tables import CAST, SCENES
from coverset.model.production import Marked, Production
from coverset.model.scenes import Scene
from coverset.model.screenplay import Screenplay
from coverset.model.stunts import Stunts

Scripts = Mapping[str, tuple[str, bytes, Screenplay]]


def files(production: Production, scripts: Scripts) -> dict[str, bytes]:
    """The files of a production's folder by name, production.toml last.

    ``scripts`` holds, by film, the name, bytes and reading of each screenplay that goes into the folder. A
    scene that a script describes has a row with its heading and the cells that differ from the script; any
    other scene has everything in its row.
    """
    names = {film: PurePosixPath(name.replace("\\", "/")).name for film, (name, _, _) in scripts.items()}
    usual = _as_scripted(production, scripts)
    headings = {
        (film, scene.number): scene.heading
        for film, (_, _, script) in scripts.items()
        for scene in script.scenes
    }
    marks = {mark.path: mark for mark in production.marks}
    placed: set[str] = set()
    rows = []
    for scene in before_rewrites(production):
        path = f"scenes.{scene.id}"
        mark = marks[path].mark if path in marks and marks[path].mark and not marks[path].note else ""
        if mark:
            placed.add(path)
        before = usual.get(scene.id)
        heading = headings.get((scene.film, scene.number), "")
        rows.append(scene_row(scene, mark) if before is None else changed_row(scene, before, heading, mark))
    kept = {(scene.film, scene.number) for scene in production.scenes}
    for scene in usual.values():
        if (scene.film, scene.number) not in kept:
            rows.append({"film": scene.film, "number": scene.number, "omitted": "yes"})
    people = []
    for person in production.people:
        path = f"cast.{person.id}"
        if path in marks:
            placed.add(path)
        guessed = bool(scripts) and marks.get(f"{path}.rate") == Marked(f"{path}.rate", "assumed")
        if guessed:
            placed.add(f"{path}.rate")
        people.append(person_row(person, marks.get(path), rate=not guessed))
    found = {name: data for film, (_, data, _) in scripts.items() for name in (names[film],)}
    found[SCENES] = scene_table(rows)
    found[CAST] = person_table(people)
    layout = next((script.layout for _, _, script in scripts.values()), "")
    if production.stunts != Stunts():
        found[STUNTS] = stunts_toml(production, marks, placed).encode()
    found.update(happening_files(production))
    derived = {"scenes.minutes", "cast.rate", *(f"films.{film}" for film in scripts)} if scripts else set()
    text = toml_of(
        production, scripts=names, layout=layout, placed=frozenset(placed), derived=frozenset(derived)
    )
    found["production.toml"] = text.encode()
    return found


def _as_scripted(production: Production, scripts: Scripts) -> dict[str, Scene]:
    """The scenes as reading the folder would find them in the scripts alone."""
    if not scripts:
        return {}
    stated = Stated(
        head={"kind": production.kind, "title": production.title, "currency": production.currency},
        films=list(production.films),
        calendar=production.calendar,
        units=list(production.units),
        bases=list(production.bases),
        locations=list(production.locations),
        resources=list(production.resources),
        scripts={film: (name, script) for film, (name, _, script) in scripts.items()},
    )
    stated.people = [
        PersonDraft(
            person.id, {"name": person.name, "number": person.number, "rate": person.rate}, Place(CAST)
        )
        for person in production.people
    ]
    made, _ = draft(stated, today=date.min)
    return {scene.id: scene for scene in made.scenes}
