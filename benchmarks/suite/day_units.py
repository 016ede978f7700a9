"""Day and night units for the script of another open scheduler's benchmark, under its published rules."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

import day_units
import day_units_family as family
import day_units_rival
from effort import Effort, shared
from tables import table

KEY = "day-units"
SENTENCE = "Fewest unit-days, then fewest location-days, for 112 scenes of day and night."

_SCRIPT = "scripts/the-tide-turns_longform"
_PUBLISHED = {10: (29, 38), 60: (22, 23)}
"""Days and moves that the other scheduler publishes of itself, by its seconds; it proved neither."""

_WHO = {"cpsat": "our exact engine alone", "published model": "Stripboard's model, CP-SAT, run here"}


def run(effort: Effort) -> list[dict[str, Any]]:
    """Three seeds of ten seconds a reading and one of a minute; the exact engine and the other scheduler's model."""
    scenes = _scenes(effort)
    if scenes is None:
        return [{"absent": f"{_SCRIPT}.fountain and .breakdown.json"}]
    rows = []
    for reading in family.READINGS:
        runs = [(10.0, seed) for seed in (1, 2, 3)] + [(60.0, 1)]
        for usual, seed in runs[:1] if effort.quick else runs:
            row = day_units.solved(
                scenes, reading, seconds=effort.seconds(usual), seed=seed, workers=effort.workers, rival=False
            )
            rows.append({"limit": effort.seconds(usual), **row})
    limit = effort.seconds(60.0)
    rows.append({"limit": limit, **day_units.alone(scenes, family.PUBLISHED, limit, effort.workers)})
    for usual in (10.0,) if effort.quick else (10.0, 60.0):
        limit = effort.seconds(usual)
        rows.append({"limit": limit, **day_units_rival.solved(scenes, limit, effort.workers)})
    return rows


def _scenes(effort: Effort) -> list[family.Scene] | None:
    if effort.quick:
        chance = Random(1)
        return [
            family.Scene(str(k), chance.choice("PQRS"), 15 * chance.randint(1, 12), k % 2 == 0, k % 3 == 0)
            for k in range(16)
        ]
    script, breakdown = shared(f"{_SCRIPT}.fountain"), shared(f"{_SCRIPT}.breakdown.json")
    if script is None or breakdown is None:
        return None
    scenes = family.read(breakdown)
    family.compare(scenes, script)
    return scenes


def tables(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """One table: every run, and what the other scheduler publishes."""
    if "absent" in rows[0]:
        return {KEY: f"Not run: {rows[0]['absent']} absent.\n"}
    words = {"published": "any NIGHT", "craft": "exterior NIGHT only"}
    cells: list[tuple[object, ...]] = []
    for row in rows:
        who = _WHO.get(row["engine"], f"Coverset, seed {row['seed']}")
        found = (row.get("days", "none"), row.get("location-days"), row.get("moves"), row.get("found_at"))
        days, visits, moves, at = found
        proved = (row["proved_days"], row["proved_location_days"])
        cells.append(
            (who, words[row["reading"]], row["limit"], days, proved[0], visits, proved[1], moves, at)
        )
    for limit, (days, moves) in _PUBLISHED.items():
        figures = (days, None, days + moves, None, moves, None)
        cells.append(("Stripboard, as it publishes of itself", words["published"], limit, *figures))
    head = (
        "who", "what needs a night unit", "limit, s", "days", "days proved", "location-days",
        "location-days proved", "moves within days", "found after, s",
    )  # fmt: skip
    return {KEY: table(head, cells)}


def plots(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """None: the table says it."""
    return {}
