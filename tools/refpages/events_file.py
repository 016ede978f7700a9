"""events.toml: every kind of event and what it takes; progress.csv and milestones.toml beside it."""

from __future__ import annotations

from coverset.formats import milestones as milestones_file
from coverset.formats import progress as progress_file
from coverset.formats._bind import keys_of
from coverset.model.events import kinds
from coverset.model.milestones import MilestoneRule, Report
from coverset.service.happenings import COMMON, options
from refpages.words import first, heading, prose, table


def page() -> str:
    """Every kind with its keys, what each takes, and whether it is needed; then the two other files."""
    parts = [
        heading(
            "events.toml, progress.csv, milestones.toml",
            "What happens to a production, in its folder, each file where there is something to say. See "
            "[Say what happened](../how-to/events.md), [Record what is shot](../how-to/record-progress.md) and "
            "[Release dates and slack](../concepts/milestones.md).",
            "events.toml holds a table an event, `[[shutdown]]`, `[[away]]`..., taken into account in the file's "
            'order; `in_force = "all"`, `"none"` or the id of an event says down to which. An unknown key is an '
            "error that names the nearest known one.",
        )
    ]
    every = [each for each in options(next(iter(kinds().values()))) if each.key in COMMON]
    common = [(f"`{each.key}`", each.words) for each in every]
    parts += ["## Every event", table(("Key", "What"), common)]
    for name, kind in kinds().items():
        own = [each for each in options(kind) if each.key not in COMMON]
        rows = [(f"`{each.key}`", "yes" if each.needed else "", each.words) for each in own]
        parts += [f"## `[[{name}]]`", first(kind), table(("Key", "Needed", "What"), rows)]
    columns = [(f"`{c.name}`", ", ".join(f"`{other}`" for other in c.also)) for c in progress_file.COLUMNS]
    parts += ["## progress.csv", prose(progress_file), table(("Column", "Also read as"), columns)]
    parts += ["## milestones.toml", prose(milestones_file)]
    for title, cls in (("report", Report), ("rule", MilestoneRule)):
        model = milestones_file.model(cls)
        keys = ", ".join(f"`{key}`" for key in keys_of(model))
        parts += [f"### `[[{title}]]`", prose(cls), f"Keys: {keys}."]
    return "\n\n".join(parts) + "\n"
