"""A paper before it is printed: what every report builds and every renderer turns into bytes.

The shape is small and closed. A report says what stands on the paper (a strip and its colours, a total, a
call time) and never how a format draws it; a renderer draws and never decides what a colour means. All text
is plain text: no renderer reads markup, code or formulas in it, so a scene heading can say anything.

Wrong shapes (a row with more cells than columns, a colour that is not ``#rrggbb``) raise ValueError: they are
a report writer's mistakes, not a user's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from coverset.render.cells import Align as Align
from coverset.render.cells import Cell as Cell
from coverset.render.cells import Kind as Kind
from coverset.render.cells import check_colours
from coverset.render.cells import clock as clock
from coverset.render.cells import day as day
from coverset.render.cells import duration as duration
from coverset.render.cells import eighths as eighths
from coverset.render.cells import money as money
from coverset.render.cells import number as number

Paper = Literal["letter", "legal", "tabloid", "a4", "a3"]
Orientation = Literal["portrait", "landscape"]
RowKind = Literal["body", "strip", "group", "banner", "day_break", "subtotal", "total", "note"]
Tone = Literal["info", "good", "warn", "stop"]


@dataclass(frozen=True, slots=True)
class Strong:
    """Words in bold inside a Text."""

    text: str


Inline: TypeAlias = "str | tuple[str | Strong, ...]"


def plain(content: Inline) -> str:
    """The words of an inline content without their weight."""
    if isinstance(content, str):
        return content
    return "".join(run if isinstance(run, str) else run.text for run in content)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the paper: level 1 is a part, 2 a section, 3 a paragraph title."""

    text: str
    level: Literal[1, 2, 3] = 2


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph: a string, or a tuple of strings and Strong runs."""

    content: Inline
    align: Align = "left"
    small: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """A bulleted (or numbered) list of sentences."""

    items: tuple[Inline, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A boxed remark; ``tone`` tints it and ``label`` says in words what the tint means ("Assumed")."""

    content: Inline
    tone: Tone = "info"
    label: str = ""


@dataclass(frozen=True, slots=True)
class Callout:
    """The one thing a reader must not miss: the crew call at the top of a call sheet."""

    text: str
    label: str = ""
    note: str = ""
    fill: str = ""
    ink: str = ""

    def __post_init__(self) -> None:
        check_colours(self.fill, self.ink)


@dataclass(frozen=True, slots=True)
class KeyValues:
    """A titled box of names and values (``columns`` pairs abreast); a value may be a Cell with its value."""

    pairs: tuple[tuple[str, str | Cell], ...]
    title: str = ""
    columns: int = 1

    def __post_init__(self) -> None:
        if self.columns < 1:
            raise ValueError("a box of key values has at least one column")


@dataclass(frozen=True, slots=True)
class Lists:
    """Element lists by category, side by side, as under a scene of a shooting schedule.

    ``run_on`` sets each list on running lines, where paper is short, and not an item a line.
    """

    groups: tuple[tuple[str, tuple[str, ...]], ...]
    title: str = ""
    columns: int = 3
    run_on: bool = False

    @property
    def lines(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The groups with their lines as they are set; semicolons where an item has commas of its own."""
        if not self.run_on:
            return self.groups
        return tuple(
            (name, (("; " if any("," in item for item in items) else ", ").join(items),))
            for name, items in self.groups
        )

    def __post_init__(self) -> None:
        if self.columns < 1:
            raise ValueError("lists stand in at least one column")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; ``width`` is about how many characters it needs, and shares the page out."""

    title: str
    width: float = 10
    align: Align = "left"

    def __post_init__(self) -> None:
        if not self.width > 0:
            raise ValueError(f"column {self.title!r} needs a width above zero, not {self.width}")


@dataclass(frozen=True, slots=True)
class Row:
    """One row. The last cell of a group, banner, day_break or note row spans to the table's right edge.

    Kinds: ``body``; ``strip`` (a coloured strip, never split over pages); ``group`` (a heading in the table);
    ``banner`` (grey strip); ``day_break`` (black bar, white words); ``subtotal``; ``total``; ``note`` (small
    words under the row above). ``fill`` and ``ink`` colour the whole row and override the kind's own;
    ``edge`` is a colour bar at the row's left (a unit); ``hatch`` draws the row with diagonal hatching
    (already shot, or cover set held).
    """

    cells: tuple[Cell, ...]
    kind: RowKind = "body"
    fill: str = ""
    ink: str = ""
    edge: str = ""
    hatch: bool = False

    def __post_init__(self) -> None:
        check_colours(self.fill, self.ink, self.edge)


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows. ``frozen`` leading columns and the header stay in sight on screens and in sheets.

    ``header=False`` leaves the titles out (a strip over its element lists); ``key`` names the table in CSV,
    JSON and sheet tabs; ``dense`` sets small type for wide tables.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    key: str = ""
    frozen: int = 0
    header: bool = True
    dense: bool = False

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError(f"table {self.key or self.caption!r} has no columns")
        if not 0 <= self.frozen <= len(self.columns):
            raise ValueError(f"table {self.key or self.caption!r} cannot freeze {self.frozen} columns")
        for place, row in enumerate(self.rows):
            if sum(cell.span for cell in row.cells) > len(self.columns):
                raise ValueError(
                    f"row {place} of table {self.key or self.caption!r} is wider than "
                    f"its {len(self.columns)} columns"
                )


@dataclass(frozen=True, slots=True)
class MatrixHead:
    """One header row over the days: its name ("Day of week") and one cell a day (spans allowed)."""

    label: str
    cells: tuple[Cell, ...]
    turned: bool = False


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One line of a matrix: its leading cells (board number, name), one cell a day, and its totals."""

    lead: tuple[Cell, ...]
    cells: tuple[Cell, ...]
    totals: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Matrix:
    """A day-out-of-days: names down, days across, coded and coloured cells, totals at the right.

    ``heads`` has at least one row; the spans of each sum to ``days``. Paper splits it by days and repeats the
    leading columns; the totals follow the last days. ``width`` is the characters a day's cell needs.
    """

    lead: tuple[Column, ...]
    heads: tuple[MatrixHead, ...]
    rows: tuple[MatrixRow, ...]
    totals: tuple[Column, ...] = ()
    caption: str = ""
    key: str = ""
    width: float = 3.5

    @property
    def days(self) -> int:
        """How many day columns there are."""
        return sum(cell.span for cell in self.heads[0].cells) if self.heads else 0

    def __post_init__(self) -> None:
        name = self.key or self.caption
        if not self.heads or not self.lead:
            raise ValueError(f"matrix {name!r} needs a header row and a leading column")
        for head in self.heads:
            if sum(cell.span for cell in head.cells) != self.days:
                raise ValueError(f"header row {head.label!r} of {name!r} does not span {self.days} days")
        for place, row in enumerate(self.rows):
            if (len(row.lead), len(row.cells), len(row.totals)) != (
                len(self.lead),
                self.days,
                len(self.totals),
            ):
                raise ValueError(f"row {place} of matrix {name!r} does not fit its columns")
            if any(cell.span != 1 for cell in (*row.lead, *row.cells, *row.totals)):
                raise ValueError(f"row {place} of matrix {name!r} has a spanning cell: only headers may span")


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """What one colour or code means."""

    text: str
    code: str = ""
    fill: str = ""
    ink: str = ""

    def __post_init__(self) -> None:
        check_colours(self.fill, self.ink)


@dataclass(frozen=True, slots=True)
class Legend:
    """The key of a board's colours or a matrix's codes."""

    entries: tuple[LegendEntry, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing: a whole ``<svg>`` element, the words that replace it for who cannot see it, a caption.

    ``width`` is a share of the text width (0 to 1). Scripts, event handlers and outside links in the drawing
    are dropped by every renderer.
    """

    svg: str
    alt: str
    caption: str = ""
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on paper: role, name, signature, date."""

    roles: tuple[str, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """Blocks side by side; ``widths`` are shares (all equal when empty)."""

    columns: tuple[tuple[Block, ...], ...]
    widths: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if self.widths and len(self.widths) != len(self.columns):
            raise ValueError(f"{len(self.columns)} columns with {len(self.widths)} widths")


@dataclass(frozen=True, slots=True)
class Keep:
    """Blocks that stay together on one page where they fit (a strip and its element lists)."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block starts a new page."""


Block: TypeAlias = (
    Heading
    | Text
    | Points
    | Note
    | Callout
    | KeyValues
    | Lists
    | Table
    | Matrix
    | Legend
    | Figure
    | Signatures
    | Columns
    | Keep
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Event:
    """One entry for people's calendars.

    ``uid`` never changes for the same call; ``sequence`` grows with each change; ``start`` and ``end`` are
    local wall-clock datetimes (naive) in the zone ``tz`` ("Europe/Rome"), or dates for a whole-day entry,
    whose ``end`` is the day after the last.
    """

    uid: str
    summary: str
    start: datetime | date
    end: datetime | date
    tz: str = ""
    sequence: int = 0
    status: Literal["CONFIRMED", "TENTATIVE", "CANCELLED"] = "CONFIRMED"
    location: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper.

    ``key`` names the file ("one-liner"); ``title`` heads the first page and ``production`` every page.
    ``revision`` and ``revision_colour`` say which colour of paper this is ("Blue", "#bfd9f2"). ``issued`` is
    when the paper was made, as its reports were told: renderers never read the clock. ``footer`` stands at
    the foot of every page beside "page n of m". ``events`` are for calendars only: a report that wants them
    read writes them in a table as well. ``data`` are tables for programs, with a row a thing and no bars:
    CSV holds them in place of the printed tables, JSON beside them, other media leave them out.
    """

    key: str
    title: str
    blocks: tuple[Block, ...] = ()
    production: str = ""
    subtitle: str = ""
    revision: str = ""
    revision_colour: str = ""
    issued: datetime | None = None
    footer: str = ""
    paper: Paper = "letter"
    orientation: Orientation = "portrait"
    language: str = "en"
    events: tuple[Event, ...] = ()
    data: tuple[Table, ...] = ()

    def __post_init__(self) -> None:
        check_colours(self.revision_colour)
