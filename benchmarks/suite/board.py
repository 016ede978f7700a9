"""A board as it came beside our plan of it, and the five moves that save most, each priced again."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import boards
from coverset import api
from effort import ROOT, Effort, shared
from tables import money, percent, table

KEY = "board"
SENTENCE = "147 scenes on her board of 31 days: our plan within her day lengths, and five moves of hers."

_FILE = "scripts/friendship-pod-affair_large-sample.uss"
_COUNTS = {
    "shoot_days": "shoot days",
    "no_day_longer": "every day as long as hers or shorter, ranked",
    "cast_days_worked": "cast days worked",
    "raw_hold_days": "hold days, raw span of shoot days",
    "hold_days": "hold days by policy",
    "drop_days": "dropped working dates",
    "raw_set_changes": "set changes from strip to strip, overnight included",
    "set_changes": "set changes inside days",
    "conflicts": "conflicts under the assumed light and rest",
}


def run(effort: Effort) -> list[dict[str, Any]]:
    """Her board, our plans of two seeds, and five moves in five seconds."""
    if effort.quick:
        with tempfile.TemporaryDirectory() as folder:
            return _rows(_small_board(Path(folder)), effort, 1)
    path = shared(_FILE)
    return [{"absent": _FILE}] if path is None else _rows(path, effort, 2)


def _rows(path: Path, effort: Effort, seeds: int) -> list[dict[str, Any]]:
    plans = boards.compared(path, seconds=effort.seconds(60.0), seeds=seeds, workers=effort.workers)
    return [*plans, boards.improved(path, seconds=effort.seconds(5.0))]


def _small_board(folder: Path) -> Path:
    """A hasty plan of the smaller example, as a board."""
    opened = api.open(ROOT / "examples" / "two-hander")
    result = api.plan(opened, steps=4000, workers=1)
    return api.save(opened, result, folder)


def tables(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """The boards side by side, and the moves."""
    if "absent" in rows[0]:
        return {KEY: f"Not run: {rows[0]['absent']} absent.\n", "improve": "Not run: the board is absent.\n"}
    plans = [row for row in rows if "moves" not in row]
    currency = plans[0]["currency"]
    head = ("", *(row["who"] if row["who"] == "board" else f"plan, {row['who']}" for row in plans))
    cells: list[tuple[object, ...]] = [("seconds given", *(row.get("limit") for row in plans))]
    cells.append(("outcome", *(row.get("status") for row in plans)))
    cells += [(words, *(row.get(key) for row in plans)) for key, words in _COUNTS.items()]
    cells.append((f"cost at assumed rates, {currency}", *(_whole(row.get("cost")) for row in plans)))
    cells.append((f"proved least, {currency}", *(_whole(row.get("bound")) for row in plans)))
    gaps = (
        row["bound"] and percent(1 - row["bound"] / row["cost"]) if "bound" in row else None for row in plans
    )
    cells.append(("gap", *gaps))
    better = next(row for row in rows if "moves" in row)
    moves = [
        (str(k), move["sentence"], money(move["saving"], currency), move["repriced"] == move["saving"],
         move["breaks"], move["mends"])
        for k, move in enumerate(better["moves"], start=1)
    ]  # fmt: skip
    total = (
        f"{len(moves)} moves in {better['seconds']:g} s, of which {better['processor_seconds']:g} s of one processor: "
        f"{better['tried']:,} estimated, {better['priced']:,} priced.\n\n"
    )
    head_of = ("", "move", "saves", "the ledger's price again", "conflicts more", "conflicts less")
    return {KEY: table(head, cells), "improve": total + table(head_of, moves)}


def _whole(minor: int | None) -> int | None:
    return None if minor is None else round(minor / 100)


def plots(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """None: the table says it."""
    return {}
