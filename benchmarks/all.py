"""Every table and plot of docs/benchmarks.md by one command: all.py [--only NAME ...] [--quick] [--long S].

Each benchmark runs, writes its raw rows with commit, machine, versions and seeds to benchmarks/results/NAME.json, and
the document's tables and plots are made again from those files. ``--tables`` only makes them again; ``--check`` says
whether they are what the files say (0) or not (1). A full run is about an hour and a half on two cores; ``--share
0.25`` takes a quarter of every usual time, and the tables say what was taken.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from coverset.registry import load
from coverset.store.files import write_whole
from effort import ROOT, Effort
from inputs import count_given, seconds_given
from machine import made_with
from tables import filled, names, table

RESULTS = ROOT / "benchmarks" / "results"
DOCUMENT = ROOT / "docs" / "benchmarks.md"
PLOTS = "images"


def members() -> dict[str, ModuleType]:
    """Every benchmark of the suite by its key."""
    return load("suite", "SENTENCE", "run", "tables", "plots")


def measured(key: str, effort: Effort) -> dict[str, Any]:
    """Run one benchmark: its rows, and what they were made with."""
    about = made_with()
    began = time.monotonic()
    rows = members()[key].run(effort)
    return {
        "benchmark": key,
        "made_with": about,
        "settings": {
            "quick": effort.quick,
            "share": effort.share,
            "long": effort.long,
            "workers": effort.workers,
            "seeds": effort.seeds,
        },
        "seconds": round(time.monotonic() - began, 1),
        "rows": rows,
    }


def written(result: dict[str, Any]) -> str:
    """A result as the text of its file: one line a value, lists of numbers on one line."""
    text = json.dumps(result, indent=1, ensure_ascii=False)
    return re.sub(r"\[[^][{}]*\]", lambda found: re.sub(r"\s*\n\s*", " ", found[0]), text) + "\n"


def documented(results: Path, document: str) -> tuple[str, dict[str, str]]:
    """The document with every block that the result files fill, and the plots by file name."""
    blocks: dict[str, str] = {}
    plots: dict[str, str] = {}
    ran: list[dict[str, Any]] = []
    for key, member in members().items():
        path = results / f"{key}.json"
        if not path.is_file():
            continue
        result = json.loads(path.read_text(encoding="utf-8"))
        blocks |= member.tables(result["rows"])
        plots |= {f"bench-{name}.svg": svg for name, svg in member.plots(result["rows"]).items()}
        ran.append(result)
    if ran:
        blocks["made-with"] = _made_with(ran)
    return filled(document, blocks), plots


def _made_with(results: Sequence[dict[str, Any]]) -> str:
    """Which commit, when, under which load, for how long; and the machines and versions, each said once."""
    rows: list[tuple[object, ...]] = []
    machines: dict[str, None] = {}
    for result in results:
        made, settings = result["made_with"], result["settings"]
        machine, versions = made["machine"], made["versions"]
        commit = made["commit"] + (" and changes" if made["changed"] else "")
        load, seconds = machine["load_at_start"], round(result["seconds"])
        rows.append((result["benchmark"], made["date"], commit, settings["workers"], load, seconds))
        words = ", ".join(f"{name} {number}" for name, number in versions.items())
        machines[
            f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB, {machine['system']}; {words}."
        ] = None
    head = ("results", "date", "commit", "workers", "load at the start", "seconds in all")
    return table(head, rows) + "\n" + "\n".join(machines) + "\n"


def main(given: Sequence[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="+", metavar="NAME", help=f"some of {', '.join(members())}")
    parser.add_argument("--quick", action="store_true", help="tiny inputs, to see that it works")
    parser.add_argument(
        "--long", type=seconds_given, default=600.0, help="seconds of growth's long runs (600)"
    )
    parser.add_argument("--share", type=seconds_given, default=1.0, help="times the usual seconds (1)")
    parser.add_argument("--workers", type=count_given, default=2)
    parser.add_argument(
        "--seeds", type=count_given, default=10, help="how many of a generated family at most (10)"
    )
    parser.add_argument("--tables", action="store_true", help="make tables and plots again, run nothing")
    parser.add_argument("--check", action="store_true", help="say whether tables and plots are up to date")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder of the raw results")
    parser.add_argument("--document", type=Path, default=DOCUMENT, help="the document with the tables")
    wanted = parser.parse_args(given)
    unknown = sorted(set(wanted.only or ()) - set(members()))
    if unknown:
        print(
            f"There is no benchmark {', '.join(unknown)}; there are {', '.join(members())}.", file=sys.stderr
        )
        return 2
    if wanted.quick and (wanted.results == RESULTS or wanted.document == DOCUMENT):
        print("--quick is no measurement: give --results and --document of its own.", file=sys.stderr)
        return 2
    if not (wanted.tables or wanted.check):
        wanted.results.mkdir(parents=True, exist_ok=True)
        effort = Effort(wanted.quick, wanted.share, wanted.long, wanted.workers, wanted.seeds)
        for key in wanted.only or members():
            print(f"{key}: {members()[key].SENTENCE}", flush=True)
            write_whole(wanted.results / f"{key}.json", written(measured(key, effort)).encode())
    return _document(wanted.results, wanted.document, check=wanted.check)


def _document(results: Path, path: Path, *, check: bool) -> int:
    """Write the document and its plots, or compare them."""
    before = path.read_text(encoding="utf-8")
    after, plots = documented(results, before)
    files = {path: after} | {path.parent / PLOTS / name: svg for name, svg in plots.items()}
    stale = [file for file, text in files.items() if not file.is_file() or file.read_text("utf-8") != text]
    if check:
        for file in stale:
            print(
                f"{file.name} is not what the results say: python benchmarks/all.py --tables", file=sys.stderr
            )
        return int(bool(stale))
    for file in stale:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, files[file].encode())
    print(f"{path.name}: {len(names(after))} blocks, {len(plots)} plots, {len(stale)} files written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
