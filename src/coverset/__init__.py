"""Coverset plans film shoots: it checks and prices a board, computes a schedule with a proof, and prints it.

The public names are listed in ``__all__``, described in docs/reference/python.md and typed in ``__init__.pyi``.
Each is loaded when it is first used, so that ``import coverset`` and ``coverset --help`` stay fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "open": "coverset.api",
    "check": "coverset.api",
    "plan": "coverset.api",
    "improve": "coverset.api",
    "apply": "coverset.api",
    "explain": "coverset.api",
    "compare": "coverset.api",
    "cover": "coverset.api",
    "replan": "coverset.api",
    "lose": "coverset.api",
    "pin": "coverset.api",
    "report": "coverset.api",
    "save": "coverset.api",
    "Opened": "coverset.service.opening",
    "Checked": "coverset.service.checking",
    "Result": "coverset.solve.run",
    "Improved": "coverset.service.improving",
    "Applied": "coverset.service.improving",
    "Comparison": "coverset.service.comparing",
    "Answers": "coverset.service.replanning",
    "Lost": "coverset.service.losing",
    "Progress": "coverset.solve.run",
    "Finding": "coverset.findings",
    "Severity": "coverset.findings",
    "Place": "coverset.findings",
    "VerifyError": "coverset.solve.verify",
}

__all__ = ["__version__", *_HOMES]


def __getattr__(name: str) -> Any:
    """A public name, loaded on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'coverset' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
