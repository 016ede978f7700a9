"""Banking day and night: how a breakdown becomes a Problem, and rules of its own that price a plan again.

Rules, as another open scheduler publishes them for its own benchmark: 15 minutes an eighth; a unit-day has 12
hours less a meal of 60 minutes; every further place that it visits takes 60 minutes of it; a unit-day is a day
unit or a night unit; the date after a night unit is no day unit. Fewest unit-days first, then fewest
location-days (a place visited on a date counts one, so the moves within days are location-days less days).

What a night is depends on who reads. PUBLISHED: every scene marked NIGHT, indoors too, needs a night unit and
every other scene a day unit, as the published rules have it. CRAFT: only an exterior marked NIGHT needs the dark;
an interior marked NIGHT goes with either unit, as crews shoot it.

How that fills the primitives. One unit, one base; the price of a date is more than there can be location-days;
each place is a span of price 1 on the dates worked there, and a move of 60 minutes. Dark begins at 1400 and
everything by day ends before, so no date holds both; a night ends after 1415 and the next call by day is at 0, so
a rest of 500 minutes forbids exactly the day after a night.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from coverset.problem import ANY, DARK, DAYLIGHT, Base, Problem, Span, Task, Unit
from inputs import UnusableError

PUBLISHED, CRAFT = "published", "craft"
READINGS = (PUBLISHED, CRAFT)
EIGHTH, LONGEST, MOVE = 15, 12 * 60 - 60, 60
LINES = ("days", "location-days")
_NIGHTFALL, _REST = 1400, 500
_DAY, _NIGHT, _EITHER = "day", "night", "either"


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene of the breakdown: its number, the place the unit goes to, and what it must be shot by."""

    number: str
    place: str
    minutes: int
    exterior: bool
    night: bool

    def unit(self, reading: str) -> str:
        """Which kind of unit it needs: day, night, or either."""
        if not self.night:
            return _DAY
        return _NIGHT if self.exterior or reading == PUBLISHED else _EITHER


def read(path: Path) -> list[Scene]:
    """The scenes of a breakdown. Raises UnusableError with a sentence, OSError when the file cannot be read."""
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
        rows = whole["scenes"]
        scenes = [_scene(row) for row in rows]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnusableError(
            f"{path.name} is not a breakdown: it needs an object with scenes, each with number, location, "
            f"int_ext, day_night and eighths ({type(error).__name__}: {error})."
        ) from None
    if not scenes:
        raise UnusableError(f"{path.name} holds no scenes.")
    if too_long := [scene.number for scene in scenes if scene.minutes > LONGEST]:
        raise UnusableError(
            f"{path.name}: no day of {LONGEST} minutes holds scene {', '.join(too_long[:5])}."
        )
    return scenes


def _scene(row: dict[str, Any]) -> Scene:
    eighths = row["eighths"]
    if isinstance(eighths, bool) or not isinstance(eighths, int):
        raise ValueError(f"eighths of scene {row['number']} are {eighths!r}, not a whole number")
    place, light, where = (str(row[key]).strip().upper() for key in ("location", "day_night", "int_ext"))
    if where not in ("INT", "EXT", "INT/EXT", "EXT/INT"):
        raise ValueError(f"scene {row['number']} is {where!r}, not INT, EXT or INT/EXT")
    return Scene(str(row["number"]), place, max(1, eighths) * EIGHTH, "EXT" in where, light == "NIGHT")


def compare(scenes: Sequence[Scene], script: Path) -> None:
    """Refuse a breakdown that is not of this script: another number of scenes, or another light or INT/EXT."""
    from coverset.formats import fountain

    play, findings = fountain.read_script(script.read_bytes(), script.name)
    if play is None:
        raise UnusableError("\n".join(str(finding) for finding in findings) or f"{script.name} is no script.")
    shot = [scene for scene in play.scenes if not scene.omitted]
    if len(shot) != len(scenes):
        raise UnusableError(f"{script.name} has {len(shot)} scenes, the breakdown {len(scenes)}.")
    for ours, theirs in zip(shot, scenes, strict=True):
        if ("EXT" in ours.int_ext, ours.time == "NIGHT") != (theirs.exterior, theirs.night):
            raise UnusableError(
                f"{script.name} and the breakdown part at scene {theirs.number}: {ours.heading}."
            )


def problem_of(scenes: Sequence[Scene], reading: str) -> Problem:
    """The scenes in primitives, with dates to spare; ledger lines are those of `LINES`."""
    dates = least(scenes, reading)["days"] + max(4, len(scenes) // 25)
    price = 10 * len(scenes)
    places = sorted({scene.place for scene in scenes})
    index = {place: k for k, place in enumerate(places)}
    lights = {_DAY: DAYLIGHT, _NIGHT: DARK, _EITHER: ANY}
    spans = tuple(Span(place, work=(1,) * dates, hold=(0,) * dates, work_line=1) for place in places)
    tasks = tuple(
        Task(
            name=scene.number,
            minutes=scene.minutes,
            size=scene.minutes // EIGHTH,
            set=index[scene.place],
            location=index[scene.place],
            base=0,
            light=lights[scene.unit(reading)],
            order=k,
            spans=(index[scene.place],),
            allowed=tuple(range(dates)),
        )
        for k, scene in enumerate(scenes)
    )
    unit = Unit(
        "company",
        day_price=(price,) * dates,
        standard=LONGEST,
        longest=LONGEST,
        set_change=MOVE,
        move=MOVE,
        earliest_call=_NIGHTFALL,
        max_locations=len(places),
        mixed=reading != PUBLISHED,
        rest=_REST,
    )
    light = ((0,) * dates, (_NIGHTFALL - 1,) * dates, (_NIGHTFALL,) * dates, (1 << 16,) * dates)
    return Problem(dates, tasks, (unit,), (Base("town", *light),), spans, lines=LINES)


def held_to(problem: Problem, days: int) -> Problem:
    """The problem with no more days than these: any more may hold no page, so a search sees how far it is."""
    whole_days = (LONGEST // EIGHTH,) * days
    return replace(problem, units=tuple(replace(unit, lengths=whole_days) for unit in problem.units))


def least(scenes: Sequence[Scene], reading: str) -> dict[str, int]:
    """The fewest days and location-days that counting proves, whatever the plan.

    A place whose scenes take more than one unit-day is visited on more than one, and every visit but a
    day's first takes 60 minutes: so the minutes of all scenes and 60 a visit go into days of 660 and 60. What
    needs the day and what needs the night is counted apart and together.
    """
    by_place: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys((_DAY, _NIGHT, _EITHER), 0))
    for scene in scenes:
        by_place[scene.place][scene.unit(reading)] += scene.minutes
    apart = {
        kind: (sum(at[kind] for at in by_place.values()), sum(_times(at[kind]) for at in by_place.values()))
        for kind in (_DAY, _NIGHT)
    }
    visits = sum(
        max(_times(sum(at.values())), _times(at[_DAY]) + _times(at[_NIGHT])) for at in by_place.values()
    )
    minutes = sum(scene.minutes for scene in scenes)
    together = _days(minutes, visits)
    return {"days": max(together, *(sum(_days(*kind) for kind in apart.values()),)), "location-days": visits}


def _times(minutes: int) -> int:
    return -(-minutes // LONGEST)


def _days(minutes: int, visits: int) -> int:
    return -(-(minutes + MOVE * visits) // (LONGEST + MOVE))


def priced(scenes: Sequence[Scene], dates: Sequence[int], reading: str) -> tuple[dict[str, int], list[str]]:
    """Days, location-days and moves of an assignment, and what it breaks, from the rules above alone."""
    held: dict[int, list[Scene]] = defaultdict(list)
    for scene, day in zip(scenes, dates, strict=True):
        held[day].append(scene)
    broken, visits = [], 0
    night: dict[int, bool] = {}
    for day, shot in sorted(held.items()):
        places = {scene.place for scene in shot}
        visits += len(places)
        work = sum(scene.minutes for scene in shot) + MOVE * (len(places) - 1)
        if work > LONGEST:
            broken.append(f"date {day} holds {work} minutes, more than {LONGEST}")
        kinds = {scene.unit(reading) for scene in shot}
        if {_DAY, _NIGHT} <= kinds:
            broken.append(f"date {day} is a day unit and a night unit")
        night[day] = _NIGHT in kinds
    for before, after in pairwise(sorted(held)):
        # Interiors that go with either unit make a night of a date that follows one.
        by_day = any(scene.unit(reading) == _DAY for scene in held[after])
        if after == before + 1 and night[before] and not night[after]:
            if by_day or reading == PUBLISHED:
                broken.append(f"date {after} is a day unit after a night unit")
            night[after] = not by_day
    days = len(held)
    nights = sum(night.values())
    return {"days": days, "location-days": visits, "moves": visits - days, "nights": nights}, broken
