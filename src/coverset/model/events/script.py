"""The script changes under the plan: scenes added, cut and rewritten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar

from coverset.findings import Finding
from coverset.model.cutting import omit
from coverset.model.dates import format_date
from coverset.model.event import Event
from coverset.model.events._words import why
from coverset.model.production import Production
from coverset.model.progress import Draft
from coverset.model.scenes import Scene, TimeOfDay
from coverset.model.screenplay import IntExt
from coverset.units import format_eighths

KEY = "script"


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneAdded(Event):
    """A scene is written that was not there: everything the plan has to know of it."""

    KIND: ClassVar[str] = "scene-added"
    WORDS: ClassVar[str] = "There is one more scene to shoot."

    scene: str
    set: str
    location: str
    eighths: int
    minutes: int
    int_ext: IntExt = "INT"
    time: TimeOfDay = "DAY"
    cast: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    synopsis: str = ""
    after: str = ""

    def apply(self, production: Production) -> Production:
        """The production with the scene, after the one it follows in the script or at the end."""
        film, _, number = self.scene.partition("/")
        added = Scene(
            id=self.scene,
            film=film,
            number=number,
            set=self.set,
            location=self.location,
            eighths=self.eighths,
            minutes=self.minutes,
            int_ext=self.int_ext,
            time=self.time,
            cast=self.cast,
            resources=self.resources,
            units=self.units,
            synopsis=self.synopsis,
            source=self.source,
        )
        scenes = list(production.scenes)
        places = [k for k, scene in enumerate(scenes) if self.after in _names(scene)]
        scenes.insert(places[-1] + 1 if self.after and places else len(scenes), added)
        return replace(production, scenes=tuple(scenes))

    def sentence(self, production: Production) -> str:
        """What is added where."""
        return (
            f"Scene {self.scene} is added: {self.int_ext} {self.set} - {self.time}, "
            f"{format_eighths(self.eighths)} pages, {self.minutes} minutes at {self.location}{why(self)}."
        )

    def findings(self, production: Production) -> Iterator[Finding]:
        """A number that is taken or none, and names that nothing has."""
        film, slash, number = self.scene.partition("/")
        if not (slash and film and number):
            sentence = f"{self.scene!r} is no scene: write film and number, as F1/12B."
            yield self.wrong("value-wrong", sentence, self.scene)
        else:
            yield from self.unknown("film", film, (each.id for each in production.films))
        if any(self.scene in _names(scene) for scene in production.scenes):
            sentence = f"there is a scene {self.scene} already; numbers are never used again."
            yield self.wrong("scene-twice", sentence, self.scene)
        yield from self.unknown("location", self.location, production.locations_by_id)
        for person in self.cast:
            yield from self.unknown("person", person, production.people_by_id)
        for unit in self.units:
            yield from self.unknown("unit", unit, production.units_by_id)
        for hire in self.resources:
            yield from self.unknown("resource", hire, production.resources_by_id)
        if self.after:
            yield from self.unknown("scene", self.after, _all_names(production))
        if not self.minutes:
            yield self.doubt(
                "scene-without-time", f"{self.scene} takes no time: give it minutes.", self.scene
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneCut(Event):
    """Scenes are cut from the script. What is shot of them stays shot; the rest is not planned any more."""

    KIND: ClassVar[str] = "scene-cut"
    WORDS: ClassVar[str] = "Scenes are not shot any more, nor is work that only prepared them."

    scenes: tuple[str, ...]

    def apply(self, production: Production) -> Production:
        """The production without them."""
        wanted = {s.id for s in production.scenes for name in self.scenes if name in _names(s)}
        return omit(production, wanted)

    def sentence(self, production: Production) -> str:
        """What is cut, and what that takes from the plan."""
        gone = [s for s in production.scenes if any(name in _names(s) for name in self.scenes)]
        work = production.tasks.keys() - self.apply(production).tasks.keys() - {scene.id for scene in gone}
        size = sum(scene.eighths for scene in gone if not scene.omitted)
        also = f", with {' and '.join(sorted(work))}" if work else ""
        named = "Scene" if len(self.scenes) == 1 else "Scenes"
        verb = "is" if len(self.scenes) == 1 else "are"
        return f"{named} {', '.join(self.scenes)} {verb} cut, {format_eighths(size)} pages{also}{why(self)}."

    def findings(self, production: Production) -> Iterator[Finding]:
        """Scenes that nobody knows, are cut already, or are shot."""
        if not self.scenes:
            yield self.wrong("value-missing", 'it needs the scenes: scenes = ["F1/12"].')
        for name in self.scenes:
            yield from self.unknown("scene", name, _all_names(production))
            own = [scene for scene in production.scenes if name in _names(scene)]
            if own and all(scene.omitted for scene in own):
                yield self.doubt("scene-omitted", f"{name} is omitted already.", name)
            elif own and all(scene.id in production.settled for scene in own):
                yield self.doubt(
                    "scene-shot", f"{name} is shot already; nothing is saved by cutting it.", name
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneRewritten(Event):
    """A scene is rewritten: only what is given changes. Pages without minutes change the minutes in proportion.

    What was shot of it before that day stays as it was shot, with its length, cast and place.
    """

    KIND: ClassVar[str] = "scene-rewritten"
    WORDS: ClassVar[str] = (
        "A scene has another length, cast, place or time of day; what was shot of it before stays as it was shot."
    )

    scene: str
    eighths: int | None = None
    minutes: int | None = None
    set: str = ""
    location: str = ""
    int_ext: IntExt | None = None
    time: TimeOfDay | None = None
    cast: tuple[str, ...] | None = None
    resources: tuple[str, ...] | None = None
    colour: str = ""

    def _changes(self, scene: Scene) -> dict[str, Any]:
        given: dict[str, Any] = {name: getattr(self, name) for name in REWRITABLE}
        changes = {name: value for name, value in given.items() if value not in (None, "")}
        if self.eighths is not None and self.minutes is None and scene.eighths:
            changes["minutes"] = scene.minutes * self.eighths // scene.eighths
        return {name: value for name, value in changes.items() if getattr(scene, name) != value}

    def apply(self, production: Production) -> Production:
        """The scene as it is now, its draft before that, and the film's script colour."""
        scenes = tuple(
            replace(scene, **self._changes(scene)) if scene.id == self.scene else scene
            for scene in production.scenes
        )
        film = self.scene.partition("/")[0]
        films = tuple(
            replace(each, script_color=self.colour) if self.colour and each.id == film else each
            for each in production.films
        )
        was = (Draft(scene, self._since) for scene in production.scenes if scene.id == self.scene)
        return replace(
            production,
            scenes=scenes,
            drafts=(*production.drafts, *was),
            films=films if self.colour else production.films,
        )

    @classmethod
    def between(cls, name: str, was: Draft, now: Scene) -> SceneRewritten:
        """The event, called ``name``, that makes a scene of its draft."""
        changes = {
            each: getattr(now, each) for each in REWRITABLE if getattr(was.scene, each) != getattr(now, each)
        }
        return cls(id=name, day=was.until, scene=now.id, **changes)

    @property
    def _since(self) -> date | None:
        """From when on the scene is shot as rewritten: an event without a date, from when it was entered."""
        return self.day or self.recorded

    def sentence(self, production: Production) -> str:
        """What was and what is now."""
        scene = next(scene for scene in production.scenes if scene.id == self.scene)
        said = [
            f"{_CALLED.get(name, name)} {_shown(name, getattr(scene, name))} -> {_shown(name, value)}"
            for name, value in self._changes(scene).items()
        ]
        colour = f" on {self.colour}" if self.colour else ""
        return f"Scene {self.scene} is rewritten{colour}: {'; '.join(said)}{why(self)}."

    def findings(self, production: Production) -> Iterator[Finding]:
        """A scene nobody knows, nothing that changes, names nothing has, a rewrite of what is shot."""
        yield from self.unknown("scene", self.scene, (scene.id for scene in production.scenes))
        if self.location:
            yield from self.unknown("location", self.location, production.locations_by_id)
        for person in self.cast or ():
            yield from self.unknown("person", person, production.people_by_id)
        for hire in self.resources or ():
            yield from self.unknown("resource", hire, production.resources_by_id)
        scene = next((scene for scene in production.scenes if scene.id == self.scene), None)
        if scene is None:
            return
        if not self._changes(scene):
            yield self.wrong("event-empty", f"nothing of {self.scene} changes; say what does: minutes = 90.")
        shot = production.settled.get(self.scene)
        if shot is not None and shot.day < (self._since or date.max):
            sentence = (
                f"{self.scene} was shot on {format_date(shot.day)}, before it is rewritten, and stays as it was shot; "
                "enter what is new of it as a pickup owed."
            )
            yield self.doubt("scene-shot", sentence, self.scene)


def _names(scene: Scene) -> tuple[str, str]:
    """What a scene or one of its parts may be called."""
    return scene.id, f"{scene.film}/{scene.number}"


def _all_names(production: Production) -> list[str]:
    return list(dict.fromkeys(name for scene in production.scenes for name in _names(scene)))


REWRITABLE = ("eighths", "minutes", "set", "location", "int_ext", "time", "cast", "resources")
"""What of a scene a rewrite may change."""

_CALLED = {"eighths": "pages", "int_ext": "INT/EXT"}


def _shown(name: str, value: object) -> str:
    if name == "eighths" and isinstance(value, int):
        return format_eighths(value)
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "none"
    return str(value)


EVENTS = (SceneAdded, SceneCut, SceneRewritten)
