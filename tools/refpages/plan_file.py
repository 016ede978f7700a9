"""plan.json: its keys, and a plan as it is written."""

from __future__ import annotations

from datetime import date

from coverset.formats import plan as plan_file
from coverset.model.plan import Plan, PlanDay, Strip
from refpages.words import heading, prose, table

_KEYS = {
    "coverset": 'Always `"plan"`.',
    "version": "The version of the file; a newer one than this Coverset knows is refused.",
    "production": "The title of the production.",
    "digest": "A fingerprint of everything in the production that the plan depends on.",
    "name": "The board's name, when it has one.",
    "provenance": "How the plan came about: cost, bound, bound by ledger line, seed, steps, seconds, version.",
    "units": "The units on the board.",
    "days": "One entry a unit and date: `date`, `unit`, `strips` in shooting order.",
    "boneyard": "Strips on no day.",
}


def page() -> str:
    """The keys, how it is read, and an example made by the writer."""
    strips = (Strip("F1/3"), Strip(banner="Lunch moved forward", minutes=15), Strip("F1/4 pt1"))
    plan = Plan((PlanDay("main", date(2026, 3, 2), strips),), ("F1/9",), "White")
    example = plan_file.write(plan, provenance={"seed": 7, "cost": 1250000}).decode()
    keys = plan_file._KEYS
    if keys != _KEYS.keys():
        raise SystemExit(f"the keys of plan.json have changed: {sorted(keys ^ _KEYS.keys())}")
    parts = [
        heading("plan.json", prose(plan_file)),
        table(("Key", "Holds"), [(f"`{key}`", words) for key, words in _KEYS.items()]),
        "A strip is the id of its scene or activity, or a table with `banner` and `minutes`. "
        "Money in `provenance` is in minor units.",
        f"```json\n{example.rstrip()}\n```",
        "## Writing",
        prose(plan_file.write),
        "## Reading",
        prose(plan_file.read),
    ]
    return "\n\n".join(parts) + "\n"
