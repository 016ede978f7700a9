"""A screenplay as it was read from a file: headings, people who speak, tags, page lengths."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

IntExt = Literal["INT", "EXT", "INT/EXT"]


@dataclass(frozen=True, slots=True)
class Tag:
    """One breakdown element named in the script: its category ("props", "stunts", "cast"...) and label."""

    category: str
    label: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class ScriptScene:
    """One scene of a screenplay.

    ``number`` is a string as printed ("12A", "A20") or, where the script has none, the one given by
    ``coverset.model.numbering`` (then ``number_assigned``). ``eighths`` are ``stored`` when the file
    carries them and ``measured`` from the page layout otherwise; an omitted scene has none. ``place`` is
    the first part of the heading and ``set`` the whole of it between INT/EXT and the time of day.
    ``time`` is DAY, NIGHT, DAWN or DUSK: the light the scene is shot in; ``time_printed`` is what the
    heading says. ``line`` is the heading's line in the file, from 1. ``text`` is the scene below its
    heading as plain Fountain, without notes, whatever file it came from.
    """

    number: str | None
    heading: str
    int_ext: IntExt
    set: str
    place: str
    time: str
    line: int
    eighths: int
    eighths_source: Literal["stored", "measured"]
    characters: tuple[str, ...] = ()
    tags: tuple[Tag, ...] = ()
    notes: tuple[str, ...] = ()
    synopsis: str = ""
    page: str = ""
    omitted: bool = False
    revision: str = ""
    text: str = ""
    time_printed: str = ""
    number_assigned: bool = False


@dataclass(frozen=True, slots=True)
class Screenplay:
    """A whole script: title, scenes in script order, and what its lengths were measured with.

    ``layout`` names the page layout; ``lines`` are the printed lines of all scenes in that layout, so that
    ``lines`` and the sum of eighths can be shown side by side (they differ by rounding). ``revisions`` are
    the revision colours that mark some text, oldest first. ``assumptions`` are sentences about what the
    script left open and how it was read.
    """

    title: str
    scenes: tuple[ScriptScene, ...]
    title_page: tuple[tuple[str, str], ...] = ()
    layout: str = ""
    lines: int = 0
    revisions: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = field(default=())
