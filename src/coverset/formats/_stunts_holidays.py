"""The public holidays that an authority keeps: resolved by its country when read, left to the country when written."""

from __future__ import annotations

from datetime import date, timedelta

from coverset.findings import Finding, Place
from coverset.formats._production_stated import _public_holidays
from coverset.model.authority import Authority
from coverset.model.calendar import Holiday
from coverset.model.production import Production
from coverset.model.stunt_dates import EARLIEST, LATEST

_BEFORE, _AFTER = timedelta(days=730), timedelta(days=366)
_MOST_YEARS = 10


def years(production: Production) -> tuple[date, date]:
    """Between which dates public holidays count: the plan's, and what lead times reach back and ahead."""
    first, last = production.calendar.start_date, production.calendar.end_date
    first = min(max(first, EARLIEST), LATEST)
    last = max(first, min(last, LATEST, first + _MOST_YEARS * _AFTER))
    return first - _BEFORE, last + _AFTER


def public_holidays(
    country: str, between: tuple[date, date], place: Place, findings: list[Finding]
) -> list[Holiday]:
    """The public holidays of a country ("NO") or a part of one ("GB-ENG"); a finding for an unknown one."""
    return _public_holidays(country, *between, place, findings) if country else []


def own_holidays(authority: Authority, production: Production) -> tuple[Holiday, ...]:
    """The holidays that reading would not find again by the authority's country."""
    public = set(public_holidays(authority.country, years(production), Place(""), []))
    return tuple(holiday for holiday in authority.holidays if holiday not in public)
