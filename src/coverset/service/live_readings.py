"""Boards that were read a moment ago: a drop finds the board that its drag has tried, undo the one before."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock

from coverset.model.plan import Plan
from coverset.service.live import View


@dataclass
class _Reading:
    """One board: whoever wants it while it is being read waits for that, and reads nothing."""

    lock: Lock = field(default_factory=Lock)
    view: View | None = None


class Readings:
    """The last few boards of one production, with all that a page shows of each."""

    def __init__(self, most: int = 12) -> None:
        self._most = most
        self._known: dict[Plan, _Reading] = {}
        self._of: View | None = None
        self._lock = Lock()

    def of(self, view: View) -> View:
        """The view, read: priced, checked, its days worked out; it is remembered from now on."""
        if view.production is None:
            return view
        reading = self._reading(view)
        with reading.lock:
            if reading.view is not None:
                return view.knowing(reading.view)
            _ = view.ledger, view.findings, view.days
            reading.view = view
        return view

    def _reading(self, view: View) -> _Reading:
        with self._lock:
            if self._of is not None and (
                self._of.production is not view.production or self._of.said != view.said
            ):
                self._known.clear()
            self._of = view
            reading = self._known.pop(view.plan) if view.plan in self._known else _Reading()
            self._known[view.plan] = reading
            while len(self._known) > self._most:
                del self._known[next(iter(self._known))]
        return reading
