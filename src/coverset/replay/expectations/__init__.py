"""What a story may expect after a step, one kind a file.

A member defines ``KEY`` (its name in replay.toml), ``SENTENCE`` (what must hold), ``NEEDS`` and ``MAY`` (the fields of
an ``Expect`` that it is told), and ``check(moment, expect) -> Judged``. Each can fail: the tests make it fail.
"""

from __future__ import annotations

from types import ModuleType

from coverset.registry import load


def kinds() -> dict[str, ModuleType]:
    """Every kind of expectation by its name in replay.toml."""
    return load("coverset.replay.expectations", "SENTENCE", "NEEDS", "MAY", "check")
