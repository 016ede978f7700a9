"""Every pin of a production with its sentence, whether the board keeps it, and what it costs as far as that was worked out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coverset.model.pins import AnyPin, CallPin, DayPin, PersonPin
from coverset.service.live import View
from coverset.service.pinning import broken_by, pin_json

Prices = Mapping[str, Mapping[str, Any]]
"""What a job of the kind ``pins`` found, by the sentence of the pin."""


def listed(view: View, prices: Prices | None = None) -> list[dict[str, Any]]:
    """The pins in the order of the files, numbered from 1; ``price`` is None for one that was not priced."""
    production, found = view.board.production, prices or {}
    return [
        {
            "number": number,
            **pin_json(production, pin),
            **_held(pin),
            "why": pin.why,
            "broken": list(broken_by(production, view.plan, pin)) if view.plan.days else [],
            "price": found.get(str(pin)),
        }
        for number, pin in enumerate(production.pins, start=1)
    ]


def _held(pin: AnyPin) -> dict[str, Any]:
    """What it is held to: the day or the dates, and the call in minutes after midnight."""
    days = [pin.day] if isinstance(pin, DayPin | CallPin) else []
    return {
        "day": days[0].isoformat() if days else None,
        "call": pin.call if isinstance(pin, CallPin) else None,
        "dates": [[one.first.isoformat(), one.last.isoformat()] for one in getattr(pin, "dates", ())],
        "off": [[one.first.isoformat(), one.last.isoformat()] for one in getattr(pin, "off", ())],
        "until": pin.until.isoformat() if isinstance(pin, PersonPin) and pin.until else None,
    }
