"""The colours of strips and of revised papers, read from data: which strip takes which colour is contested."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from coverset.findings import nearest
from coverset.model.scenes import Activity, Scene


@dataclass(frozen=True, slots=True)
class Paint:
    """The colours of one kind of strip; no ink means whichever of black and white is legible."""

    fill: str
    ink: str = ""


@dataclass(frozen=True, slots=True)
class Palette:
    """A named set of strip colours. ``kinds`` are "INT DAY" to "EXT DUSK", "work", "banner" and the dates."""

    key: str
    title: str
    note: str
    kinds: Mapping[str, Paint]

    def of(self, task: Scene | Activity) -> Paint:
        """The colours of a task's strip."""
        return self.kinds[self.kind(task)]

    def kind(self, task: Scene | Activity) -> str:
        """Which of the kinds a task's strip is; an INT/EXT one is an exterior's unless the palette names it."""
        if isinstance(task, Activity):
            return "work"
        kind = f"{task.int_ext} {task.time}"
        return kind if kind in self.kinds else f"EXT {task.time}"


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("coverset.reports").joinpath("_palettes.toml").read_text(encoding="utf-8"))


@cache
def palettes() -> dict[str, Palette]:
    """Every palette by its key, the default first."""
    found = {}
    for key, entry in _data()["palettes"].items():
        kinds = {kind: Paint(**paint) for kind, paint in entry.items() if isinstance(paint, dict)}
        found[key] = Palette(key, entry["title"], entry["note"], kinds)
    return found


def palette(key: str) -> Palette:
    """The palette of a key. Raises ValueError, naming those there are, for another."""
    known = palettes()
    if key not in known:
        raise ValueError(f"there is no palette {key!r}; {nearest(key, known)}")
    return known[key]


def revision_colour(name: str) -> str:
    """The colour of paper a revision is printed on ("Double Blue" is blue); "" for a name that is no colour."""
    colours: dict[str, str] = {key.casefold(): value for key, value in _data()["revisions"].items()}
    words = name.casefold().split()
    return next((colours[word] for word in reversed(words) if word in colours), "")


def unit_ink(place: int) -> str:
    """The ink of the n-th unit on drawings, from 0; the list starts again where it ends."""
    inks: list[str] = _data()["drawing"]["units"]
    return inks[place % len(inks)]


def base_tint(place: int) -> str:
    """The tint of the n-th base on drawings, from 0; the list starts again where it ends."""
    tints: list[str] = _data()["drawing"]["bases"]
    return tints[place % len(tints)]
