"""The one-liner: the shoot in order, a line or two a strip, on plain paper."""

from __future__ import annotations

from coverset.render.document import Block, Document, Heading, Legend, Note, PageBreak, Table
from coverset.reports import Printing
from coverset.reports._papers import closing, diaries, frame, unit_name, unit_summary
from coverset.reports._strip_data import strip_data
from coverset.reports._strips import Strips
from coverset.reports.stripboard import loose, total_row, unplaced

KEY = "one-liner"
TITLE = "One-line schedule"
SUMMARY = "The shooting order on one or two lines a scene, with pages, cast and location, for everybody."


def build(printing: Printing) -> Document:
    """Each unit's days in order; a part a unit, then the boneyard and what is broken or assumed."""
    strips = Strips(printing, coloured=False)
    found = diaries(printing)
    blocks: list[Block] = []
    for place, unit in enumerate(found):
        name = unit_name(strips.production, unit.unit.id)
        tasks = [task for day in unit.days if strips.wants(day) for task in printing.board.tasks(day.plan)]
        if place and unit.shooting_days:
            blocks.append(PageBreak())
        if len(found) > 1:
            blocks.append(Heading(f"Unit {name}" if name == unit.unit.id else name, 1))
        if cast := strips.cast_key(tasks):
            blocks.append(Legend(cast, "Cast"))
        rows = (*strips.entries(unit), total_row(strips, unit))
        blocks.append(Table(strips.columns, rows, key=f"one-liner {unit.unit.id}", dense=True))
        blocks.append(unit_summary(printing, unit))
    blocks += loose(strips)
    if not blocks:
        blocks.append(Note("There is nothing on this board.", "warn", "Empty"))
    blocks += closing(printing)
    return frame(printing, KEY, TITLE, blocks, data=(strip_data(strips, found, unplaced(strips), KEY),))
