"""The live board: how soon it is there, how soon an edit is answered, how soon a second page shows it."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import wire
from coverset.formats import plan as plan_file
from coverset.generate.making import make_up
from coverset.service.generating import generate
from coverset.service.opening import open_path
from coverset.service.planning import Effort as Planning
from coverset.service.planning import plan_files, plan_production
from coverset.store.files import write_all
from effort import ROOT, Effort
from tables import table

KEY = "serving"
SENTENCE = (
    "The live board on this machine: from start to first page, from drop to new totals, to a second page."
)

AIM_START = 1.0
AIM_EDIT = 0.05


def run(effort: Effort) -> list[dict[str, Any]]:
    """A start against an empty application's, one after the other; then edits with a second page open."""
    starts, edits = (1, 3) if effort.quick else (15, 200)
    rows = []
    with tempfile.TemporaryDirectory() as made:
        kept = wire.Kept(Path(made) / "compiled")
        for name, folder in _boards(effort, Path(made)):
            rows.append({"board": name, **_starts(folder, kept, starts), **_edits(folder, kept, edits)})
    return rows


def _boards(effort: Effort, made: Path) -> Iterator[tuple[str, Path]]:
    small = made / "two-hander"
    shutil.copytree(ROOT / "examples" / "two-hander", small)
    opened = open_path(small)
    write_all(small, plan_files(plan_production(opened, Planning(None, 4000, 1, 1)), opened, small))
    yield "two-hander", small
    for films, scenes in ((1, 12),) if effort.quick else ((2, 300), (2, 1500)):
        folder = made / f"generated-{scenes}"
        generate(folder, films=films, scenes=scenes, seed=1)
        built = make_up(films, scenes, 1)
        (folder / plan_file.FILE).write_bytes(plan_file.write(built.plan, built.production))
        yield f"generated, {scenes} scenes", folder


def _starts(folder: Path, kept: wire.Kept, count: int) -> dict[str, Any]:
    ours, empty = [], []
    for k in range(count + 1):
        port = wire.free_port()
        taken = wire.first_answer(wire.serve_words(folder, port), port, kept)
        port = wire.free_port()
        nothing = wire.first_answer(wire.empty_words(port), port, kept)
        # The first of each leaves the compiled modules that an installation has.
        if k:
            ours.append(taken)
            empty.append(nothing)
    pairs = [(one[0] / other[0], one[1] / other[1]) for one, other in zip(ours, empty, strict=True)]
    return {
        "strips": len(open_path(folder).production.tasks),  # type: ignore[union-attr]
        "starts": count,
        "start_ms": _ms(median(one for one, _ in ours)),
        "start_least_ms": _ms(min(one for one, _ in ours)),
        "start_processor_ms": _ms(median(one for _, one in ours)),
        "empty_ms": _ms(median(one for one, _ in empty)),
        "empty_least_ms": _ms(min(one for one, _ in empty)),
        "empty_processor_ms": _ms(median(one for _, one in empty)),
        "ratio": round(median(one for one, _ in pairs), 2),
        "processor_ratio": round(median(one for _, one in pairs), 2),
    }


def _edits(folder: Path, kept: wire.Kept, count: int) -> dict[str, Any]:
    port = wire.free_port()
    with wire.running(wire.serve_words(folder, port), kept) as process:
        wire.page(port, time.perf_counter() + 120)
        # The drags are made ready once the page is there.
        time.sleep(3.0)
        tried = wire.offers(port, min(count, 30))
        before = wire.worked(process.pid)
        found = wire.edits(port, count)
        worked = wire.worked(process.pid) - before
    return {
        "edits": count,
        "tryout_ms": _ms(median(tried)),
        "answer_ms": _ms(median(one.answered for one in found)),
        "answer_95_ms": _ms(quantiles([one.answered for one in found], n=20)[-1]),
        "edit_processor_ms": _ms(worked / count),
        "second_page_ms": _ms(median(one.heard for one in found)),
    }


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)


def tables(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Starts, and edits."""
    starts = [
        (
            row["board"], row["strips"], row["start_ms"], row["start_least_ms"], row["start_processor_ms"],
            row["empty_ms"], row["empty_processor_ms"], f"{row['processor_ratio']:g}",
            row["start_ms"] <= 1000 * AIM_START,
        )
        for row in rows
    ]  # fmt: skip
    edits = [
        (
            row["board"], row["strips"], row["answer_ms"], row["answer_95_ms"], row["second_page_ms"],
            row["edit_processor_ms"], row["tryout_ms"],
            max(row["answer_ms"], row["second_page_ms"]) <= 1000 * AIM_EDIT,
        )
        for row in rows
    ]  # fmt: skip
    head = (
        "board", "strips", "first page, ms", "least", "of a processor, ms", "an empty application, ms",
        "of a processor, ms", "times its work", "within a second",
    )  # fmt: skip
    head_of = (
        "board", "strips", "drop to new totals, ms", "of twenty, nineteen within", "second page, ms",
        "of a processor, ms", "prices of every day, ms", "within 50 ms",
    )  # fmt: skip
    return {KEY: table(head, starts), "serving-edits": table(head_of, edits)}


def plots(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """None: the tables say it."""
    return {}
