"""Leave that is asked for, given or refused anew, and gear that is examined again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from coverset.findings import Finding
from coverset.model.dates import DateRange, format_date
from coverset.model.event import Event
from coverset.model.events._words import dates_wrong, on, why
from coverset.model.production import Production
from coverset.model.stunts import Permission, PermissionState, Window

KEY = "leave"
_DECIDED = ("granted", "denied", "withdrawn")
_MOST_MONTHS = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionChanged(Event):
    """Leave is asked for, granted, refused or withdrawn, or holds on other dates than before."""

    KIND: ClassVar[str] = "permission-changed"
    WORDS: ClassVar[str] = (
        "Leave is asked for, granted, refused or withdrawn, or holds on other dates: these and no others."
    )

    permission: str
    state: PermissionState | None = None
    dates: tuple[DateRange, ...] = ()
    expires: date | None = None

    def apply(self, production: Production) -> Production:
        """The permission with its new state, dates and end; hours of a date stay as they were."""
        stunts = production.stunts
        changed = self._changed(stunts.permissions_by_id[self.permission])
        every = tuple(changed if each.id == changed.id else each for each in stunts.permissions)
        return replace(production, stunts=replace(stunts, permissions=every))

    def _changed(self, leave: Permission) -> Permission:
        state = self.state or leave.state
        windows, ends = leave.windows, self.expires or leave.expires
        if self.dates:
            like = windows[0] if windows else None
            windows = tuple(
                replace(like, dates=dates) if like is not None else Window(dates) for dates in self.dates
            )
            last = max(dates.last for dates in self.dates)
            if ends is not None and self.expires is None:
                ends = max(ends, last)
        asked, decided = leave.asked, leave.decided
        if self.state == "asked":
            asked, decided = self.day or asked, None
        elif self.state == "not asked":
            asked = decided = None
        elif self.state in _DECIDED:
            decided = self.day or decided
        return replace(leave, state=state, windows=windows, expires=ends, asked=asked, decided=decided)

    def sentence(self, production: Production) -> str:
        """Which leave is what now, and when it holds."""
        leave = production.stunts.permissions_by_id.get(self.permission)
        name = (leave.name if leave else "") or self.permission
        state = self.state or (leave.state if leave else "")
        when = f" {on(self.dates)}" if self.dates else ""
        ends = f", until {format_date(self.expires)}" if self.expires else ""
        before = leave.windows if leave else ()
        old = tuple(window.dates for window in before)
        was = f"; before {on(old)}" if old and self.dates and old != self.dates else ""
        return f"{name} is {state}{when}{ends}{was}{why(self)}."

    def findings(self, production: Production) -> Iterator[Finding]:
        """Leave nobody knows, nothing that changes, dates that are not the plan's or come after its end."""
        yield from self.unknown("permission", self.permission, production.stunts.permissions_by_id)
        if self.state is None and not self.dates and self.expires is None:
            sentence = (
                'it changes nothing: give state = "granted", dates = ["2020-09-07..2020-09-25"] or expires.'
            )
            yield self.wrong("value-missing", sentence)
        if self.dates:
            yield from dates_wrong(self, production, self.dates)
        if self.expires and any(dates.first > self.expires for dates in self.dates):
            sentence = (
                f"it ends on {format_date(self.expires)}, before dates that it is for: give a later expires."
            )
            yield self.wrong("window-backwards", sentence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined(Event):
    """Gear is examined by somebody competent; what it was examined for before is past."""

    KIND: ClassVar[str] = "examined"
    WORDS: ClassVar[str] = "Gear is examined on its date, and holds for some months from then on."

    equipment: tuple[str, ...]
    examiner: str
    months: int | None = None

    def apply(self, production: Production) -> Production:
        """The gear with its new examination."""
        stunts = production.stunts
        every = tuple(
            replace(
                item,
                examined=self.day,
                examiner=self.examiner,
                months=item.months if self.months is None else self.months,
            )
            if item.id in self.equipment
            else item
            for item in stunts.equipment
        )
        return replace(production, stunts=replace(stunts, equipment=every))

    def sentence(self, production: Production) -> str:
        """What is examined by whom, when, and for how long."""
        known = production.stunts.equipment_by_id
        names = [(known[each].name if each in known else "") or each for each in self.equipment]
        when = f" on {format_date(self.day)}" if self.day else ""
        term = f", for {self.months} months" if self.months else ""
        verb = "is" if len(names) == 1 else "are"
        return f"{' and '.join(names)} {verb} examined{when} by {self.examiner}{term}{why(self)}."

    def findings(self, production: Production) -> Iterator[Finding]:
        """Gear nobody knows, no date, nobody who examined it, a term beyond use."""
        for item in self.equipment:
            yield from self.unknown("equipment", item, production.stunts.equipment_by_id)
        if not self.equipment:
            yield self.wrong("value-missing", 'it needs the gear: equipment = ["harnesses"].')
        if self.day is None:
            yield self.wrong("event-undated", "it needs its date: date = 2020-09-01.")
        if not self.examiner.strip():
            yield self.wrong("value-missing", "it needs who examined it: examiner.")
        if self.months is not None and self.months > _MOST_MONTHS:
            yield self.wrong("value-wrong", f"{self.months:,} months are more than {_MOST_MONTHS}.")


EVENTS = (PermissionChanged, Examined)
