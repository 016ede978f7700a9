"""The script of a film in its folder: the one that is there, its scenes, and the place of the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from coverset.formats._notation import folded
from coverset.formats.production import read_any_script
from coverset.model.people import Person
from coverset.model.production import Production
from coverset.model.revision import Pair, cast_of, changes_between
from coverset.model.revision_marks import known_colour
from coverset.model.scenes import Film
from coverset.model.screenplay import Screenplay, ScriptScene
from coverset.service._revision_events import added_by


def old_script(folder: Path, film: Film, raw: Mapping[str, Any]) -> Screenplay | None:
    """The script that a film has in the folder, read with the production's layout."""
    if not film.script:
        return None
    layout = str(raw.get("production", {}).get("layout", ""))
    data = (folder / film.script).read_bytes()
    script, _ = read_any_script(data, film.script, layout=layout)
    return script


def old_scenes(
    before: Production, base: Production, film: str, script: Screenplay | None
) -> list[ScriptScene]:
    """The scenes of a film as a script has them: the script's own, and those that only the tables know.

    One that was omitted since counts as omitted, so that it is seen to come back; one that an event added is there.
    """
    said = {entry.task for entry in before.progress if entry.what == "omitted"}
    own = [s for s in base.scenes if s.film == film]
    kept = {s.number for s in own if not s.omitted and s.id not in said}
    gone = {s.number for s in own} - kept
    found = [
        replace(scene, omitted=scene.omitted or scene.number in gone)
        for scene in (script.scenes if script else ())
    ]
    have = {scene.number for scene in found}
    added = [
        s for s in before.scenes if s.film == film and s.number in added_by(before, film) and not s.omitted
    ]
    for scene in (*own, *added):
        if scene.number not in have:
            have.add(scene.number)
            parts = [s for s in (*own, *added) if s.number == scene.number]
            found.append(
                ScriptScene(
                    number=scene.number,
                    heading=f"{scene.int_ext}. {scene.set} - {scene.time}",
                    int_ext=scene.int_ext,
                    set=scene.set,
                    place=scene.set.split(" - ")[0],
                    time=scene.time,
                    line=0,
                    eighths=sum(part.eighths for part in parts),
                    eighths_source="stored",
                    characters=tuple(dict.fromkeys(name for part in parts for name in part.cast)),
                    synopsis=scene.synopsis,
                    omitted=scene.number in gone,
                )
            )
    return found


def unscripted(pair: Pair, people: Iterable[Person]) -> Pair:
    """A scene that only tables knew so far, against its first pages: nobody in it is taken out for not speaking.

    What a table says of people, elements and synopsis stays, for no script before it is known that said otherwise.
    """
    if pair.old.line:
        return pair
    names = {folded(word): each.id for each in people for word in (each.name, each.id) if word}
    known = {folded(names.get(folded(name), name)) for name in pair.old.characters}
    kept = tuple(name for name in cast_of(pair.new) if folded(names.get(folded(name), name)) in known)
    old = replace(pair.old, characters=kept, tags=pair.new.tags, synopsis=pair.new.synopsis)
    return replace(pair, old=old, changes=tuple(changes_between(old, pair.new)))


def script_name(folder: Path, film: Film, name: str, colour: str) -> str:
    """A name beside the script before: ``script-blue.fountain``, one that nothing has."""
    old = PurePosixPath(film.script or name)
    stem, _, last = old.stem.rpartition("-")
    stem = stem if stem and known_colour(last.replace("_", " ")) else old.stem
    shade = "".join(letter if letter.isalnum() else "_" for letter in colour.casefold())
    for count in range(1, 1000):
        more = f"-{count}" if count > 1 else ""
        made = old.with_name(f"{stem}-{shade}{more}{PurePosixPath(name).suffix.lower()}")
        if not (folder / made).exists():
            return made.as_posix()
    raise ValueError(f"a thousand scripts are called {stem}-{shade}")


def with_script(text: str, film: str, script: str, colour: str) -> str:
    """production.toml with a film's script and the colour of its pages; everything else stays."""
    import tomlkit

    document: Any = tomlkit.parse(text)
    films = document.setdefault("films", tomlkit.table(is_super_table=True))
    one = films.setdefault(film, tomlkit.table())
    one["script"], one["script_color"] = script, colour
    return tomlkit.dumps(document)
