"""Damaged files for every reader: how many, how many got the better of it, and the slowest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import fuzz_readers
from effort import Effort
from tables import table

KEY = "readers"
SENTENCE = "Mutated files into every reader: none may raise, hang or answer without a reason."

_INPUTS, _SEED = 5_000, 2026


def run(effort: Effort) -> list[dict[str, Any]]:
    """The same damage for the same seed."""
    rows = []
    for key, reader in sorted(fuzz_readers.READERS.items()):
        inputs = 5 if effort.quick else max(200, round(_INPUTS * effort.share))
        tally = fuzz_readers.fuzz(reader, inputs, _SEED)
        rows.append(
            {
                "reader": key,
                "seed": _SEED,
                "inputs": inputs,
                "outcomes": dict(tally.outcomes),
                "failures": [[number, reason.partition(":")[0]] for number, reason, _ in tally.failures],
                "slowest_ms": round(1000 * tally.slowest, 1),
                "seconds": round(tally.seconds, 1),
            }
        )
    return rows


def tables(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """One row a reader."""
    head = ("reader", "inputs", "read", "refused with a reason", "failures", "slowest input, ms")
    cells = [
        (
            row["reader"], row["inputs"], row["outcomes"].get("read", 0), row["outcomes"].get("refused", 0),
            len(row["failures"]), row["slowest_ms"],
        )
        for row in rows
    ]  # fmt: skip
    return {KEY: table(head, cells)}


def plots(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """None: the table says it."""
    return {}
