"""The kinds of requirement: one judge a file, found by looking.

A member defines ``KEY``, ``SENTENCE`` (what it looks for, for people), ``FIGURES`` (its own values by name, each a
``Meaning``) and ``judge(ask)``, which answers what is shown, never that anything is safe.
"""

from __future__ import annotations

from types import ModuleType

from coverset.registry import load


def kinds() -> dict[str, ModuleType]:
    """Every kind of requirement by key."""
    return load("coverset.hazards.kinds", "SENTENCE", "FIGURES", "judge")
