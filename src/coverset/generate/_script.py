"""Made-up scenes of one film in script order: where, when, who, how long, and what is seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from random import Random

from coverset.generate._cast import Company, Part
from coverset.generate._lines import CROWDS, PROPS, STUNTS, VEHICLES, line
from coverset.generate._places import Setting
from coverset.generate._roles import said
from coverset.generate._scale import Scale
from coverset.model.scenes import Element, Film, Light, Scene, TimeOfDay
from coverset.model.screenplay import IntExt

CAMERA_CAR = "CAMERA CAR"

# The longest strip by light, in minutes: what one day surely holds on any date south of 56 degrees north.
LONGEST: dict[Light, int] = {"any": 540, "daylight": 330, "dark": 240}
_MOST_EIGHTHS = 24
_MOST_CAST = 9


@dataclass(slots=True)
class _Draft:
    setting: Setting
    set: str
    int_ext: IntExt
    time: TimeOfDay = "DAY"
    eighths: int = 1
    cast: list[str] = field(default_factory=list)
    insert: bool = False
    stunt: str = ""
    driving: bool = False
    number: str = ""
    script_day: str = ""
    script_page: str = ""


def scenes_of(
    random: Random,
    scale: Scale,
    film: int,
    id: Film,
    settings: Sequence[Setting],
    cast: Company,
    units: Units,
) -> list[Scene]:
    """Every strip of a film: its scenes in script order, those longer than a day's light in declared parts."""
    drafts = _walk(random, scale.scenes[film], settings)
    for draft in drafts:
        draft.insert = scale.second_unit and not draft.driving and random.random() < 0.08
        draft.eighths = _length(random, draft)
    _call(random, drafts, cast.parts[film])
    for draft in drafts:
        if cast.doubles and draft.cast and random.random() < (0.05 if draft.int_ext == "EXT" else 0.015):
            doubled = [cast.doubles[person] for person in draft.cast if person in cast.doubles]
            if doubled:
                draft.stunt = random.choice(tuple(STUNTS))
                draft.cast.append(doubled[0])
    _number(random, drafts)
    important = {person.id: place for place, person in enumerate(cast.people)}
    found: list[Scene] = []
    for draft in drafts:
        draft.cast.sort(key=important.__getitem__)
        found += _strips(random, draft, id.id, scale, units)
    return found


@dataclass(frozen=True, slots=True)
class Units:
    """The units that may shoot a film's scenes: usually, and what needs few or no cast."""

    usual: tuple[str, ...] = ()
    inserts: tuple[str, ...] = ()


def _walk(random: Random, count: int, settings: Sequence[Setting]) -> list[_Draft]:
    """Where the story goes: a few scenes in a place, then another; each place at least once."""
    drafts: list[_Draft] = []
    unseen = list(settings)
    random.shuffle(unseen)
    weights = [each.weight for each in settings]
    night = False
    while len(drafts) < count:
        must = len(unseen) >= (count - len(drafts) + 1) // 2
        if unseen and (must or random.random() < 0.3):
            setting = unseen.pop()
        else:
            setting = random.choices(settings, weights)[0]
            unseen = [each for each in unseen if each is not setting]
        if random.random() < 0.45:
            night = random.random() < 0.2
        for _ in range(min(count - len(drafts), random.choice((1, 1, 2, 2, 3)))):
            out = bool(setting.outside) and (not setting.inside or random.random() < 0.5)
            where: IntExt = "EXT" if out else "INT"
            driving = setting.cars and random.random() < 0.3
            if driving and random.random() < 0.4:
                where = "INT/EXT"
            time: TimeOfDay = "NIGHT" if night else "DAY"
            if not night and out and random.random() < 0.06:
                time = random.choice(("DAWN", "DUSK"))
            drafts.append(
                _Draft(
                    setting,
                    random.choice(setting.outside if out else setting.inside),
                    where,
                    time,
                    driving=driving and out,
                )
            )
    return drafts


def _length(random: Random, draft: _Draft) -> int:
    if draft.insert:
        return random.choice((1, 1, 2, 2, 3))
    return min(_MOST_EIGHTHS, max(1, round(random.gammavariate(2, 2.4 if draft.int_ext == "EXT" else 2.9))))


def _call(random: Random, drafts: list[_Draft], parts: Sequence[Part]) -> None:
    """Say who is in which scene: leads by their share of the film, the others where their places are."""
    played = [draft for draft in drafts if not draft.insert]
    for part in parts:
        if part.rank == "lead":
            count = min(len(played), max(1, ceil(part.share * len(drafts))))
            liking = [random.random() ** (1 / part.places[draft.setting.location]) for draft in played]
            ranked = sorted(range(len(played)), key=liking.__getitem__, reverse=True)
            chosen = [played[place] for place in sorted(ranked[:count])]
        else:
            near = [draft for draft in played if draft.setting.location in part.places]
            chosen = [d for d in near if len(d.cast) < _MOST_CAST and random.random() < part.share]
            if not chosen and near:
                chosen = [random.choice(near)]
        for draft in chosen:
            draft.cast.append(part.person)
    leads = [part.person for part in parts if part.rank == "lead"]
    for draft in played:
        if not draft.cast and leads:
            draft.cast.append(random.choice(leads))


def _number(random: Random, drafts: list[_Draft]) -> None:
    number, letter, day, page = 0, "", 1, 0
    before: TimeOfDay = "DAY"
    for draft in drafts:
        if number and letter < "C" and random.random() < 0.03:
            letter = chr(ord(letter) + 1) if letter else "A"
        else:
            number, letter = number + 1, ""
        draft.number = f"{number}{letter}"
        if before == "NIGHT" and draft.time != "NIGHT":
            day += 1
        before = draft.time
        draft.script_day = f"N{day}" if draft.time == "NIGHT" else f"D{day}"
        draft.script_page = str(1 + page // 8)
        page += draft.eighths


def _strips(random: Random, draft: _Draft, film: str, scale: Scale, units: Units) -> list[Scene]:
    pace = scale.pace.minutes_per_eighth * (0.85 if draft.int_ext == "INT" else 1.0)
    minutes = max(15, round(draft.eighths * pace * random.uniform(0.8, 1.2) / 5) * 5)
    elements = [Element("stunts", draft.stunt)] if draft.stunt else []
    if draft.driving:
        elements.append(Element("vehicles", random.choice(VEHICLES)))
    if not draft.insert and random.random() < 0.25:
        elements.append(Element("background", f"{random.randint(2, 30)} {random.choice(CROWDS)}"))
    if random.random() < 0.4:
        elements.append(Element("props", random.choice(PROPS)))
    names = [said(person) for person in draft.cast if not person.endswith(" DOUBLE")]
    doubled = [said(person.removesuffix(" DOUBLE")) for person in draft.cast if person.endswith(" DOUBLE")]
    whole = Scene(
        id=f"{film}/{draft.number}",
        film=film,
        number=draft.number,
        set=draft.set,
        location=draft.setting.location,
        eighths=draft.eighths,
        minutes=minutes,
        int_ext=draft.int_ext,
        time=draft.time,
        cast=tuple(draft.cast),
        elements=tuple(sorted(elements, key=lambda element: _ORDER[element.category])),
        resources=(CAMERA_CAR,) if draft.driving else (),
        units=units.inserts if draft.insert else units.usual,
        synopsis=line(random, doubled or names, stunt=draft.stunt, driving=draft.driving),
        script_day=draft.script_day,
        script_page=draft.script_page,
        big_stunt=bool(draft.stunt) and draft.int_ext != "INT",
    )
    return _in_parts(whole)


_ORDER = {"background": 0, "stunts": 1, "vehicles": 2, "props": 3}


def _in_parts(scene: Scene) -> list[Scene]:
    """A scene as it is, or in as many parts as its light and a day's length ask for."""
    count = ceil(scene.minutes / LONGEST[scene.light])
    if count == 1:
        return [scene]
    eighths = [scene.eighths // count + (place < scene.eighths % count) for place in range(count)]
    minutes = [scene.minutes // count + (place < scene.minutes % count) for place in range(count)]
    return [
        replace(
            scene,
            id=f"{scene.id} pt{place + 1}",
            part=str(place + 1),
            eighths=max(1, eighths[place]),
            minutes=minutes[place],
        )
        for place in range(count)
    ]
