"""What is shot instead when weather takes a day: the value that boards, call sheets and plan files show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Cover:
    """What a unit shoots on a date if weather takes it: ``lost`` cannot be shot then, ``tasks`` can instead.

    ``wanted`` are the minutes that are lost, ``minutes`` those of the cover; ``people`` are newly called for it.
    Without ``tasks`` there is none, and ``why`` says so in a sentence.
    """

    unit: str
    day: date
    lost: tuple[str, ...]
    tasks: tuple[str, ...] = ()
    wanted: int = 0
    minutes: int = 0
    people: tuple[str, ...] = ()
    why: str = ""

    @property
    def covered(self) -> bool:
        """Whether there is anything to shoot instead."""
        return bool(self.tasks)


def cover_json(covers: Iterable[Cover]) -> list[dict[str, Any]]:
    """The cover of each weather day as JSON values, for the plan file and for scripts."""
    return [
        {
            "unit": cover.unit,
            "date": cover.day.isoformat(),
            "lost": list(cover.lost),
            "cover": list(cover.tasks),
            "minutes": cover.minutes,
            "of": cover.wanted,
            "newly_called": list(cover.people),
            **({"why": cover.why} if cover.why else {}),
        }
        for cover in covers
    ]


def cover_from_json(said: object) -> tuple[Cover, ...]:
    """The cover that a plan file keeps; what is not cover is left out."""
    rows = said if isinstance(said, list) else []
    found = []
    for row in rows:
        try:
            found.append(_cover(row))
        except (KeyError, TypeError, ValueError):
            continue
    return tuple(found)


def _cover(row: Mapping[str, Any]) -> Cover:
    def names(key: str) -> tuple[str, ...]:
        return tuple(str(name) for name in row[key])

    return Cover(
        str(row["unit"]),
        date.fromisoformat(row["date"]),
        names("lost"),
        names("cover"),
        int(row["of"]),
        int(row["minutes"]),
        names("newly_called"),
        str(row.get("why", "")),
    )
