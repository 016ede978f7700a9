"""Boards that were read a moment ago: a drop finds the board that its drag has tried, undo the one before."""

from __future__ import annotations

from threading import Lock

from coverset.model.plan import Plan
from coverset.service.live import View


class Readings:
    """The last few boards of one production, with all that is known of each."""

    def __init__(self, most: int = 12) -> None:
        self._most = most
        self._known: dict[Plan, View] = {}
        self._lock = Lock()

    def of(self, view: View) -> View:
        """The view, knowing what is known of its board already; it is remembered from now on."""
        with self._lock:
            last = next(reversed(self._known.values()), None)
            if last is not None and (last.production is not view.production or last.said != view.said):
                self._known.clear()
            before = self._known.pop(view.plan, None)
            made = view if before is None else view.knowing(before)
            self._known[view.plan] = made
            while len(self._known) > self._most:
                del self._known[next(iter(self._known))]
        return made
