"""Folders of small modules with one shape, found by looking: the folder is listed, sorted and imported."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType


@cache
def load(package: str, *names: str) -> dict[str, ModuleType]:
    """Every module of a folder by its ``KEY``, in the order of the file names.

    A module whose name starts with ``_`` is not a member. A member that lacks a required name, or whose
    KEY another member has, is refused by name (TypeError): that is a programmer's mistake, not a user's.
    """
    folder = importlib.import_module(package)
    members: dict[str, ModuleType] = {}
    for info in sorted(pkgutil.iter_modules(folder.__path__), key=lambda info: info.name):
        if info.name.startswith("_"):
            continue
        module = importlib.import_module(f"{package}.{info.name}")
        missing = [name for name in ("KEY", *names) if not hasattr(module, name)]
        if missing:
            raise TypeError(f"{module.__name__} lacks {', '.join(missing)}")
        if module.KEY in members:
            raise TypeError(f"{module.__name__} has the key {module.KEY!r} of {members[module.KEY].__name__}")
        members[module.KEY] = module
    return members
