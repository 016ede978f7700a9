"""The inverse of binding: the model's dataclasses as tables of TOML, values as people write them."""

from __future__ import annotations

import types
import typing
from collections.abc import Collection, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from typing import Annotated, Any, Union

from coverset.formats import _notation as notation
from coverset.model.dates import DateRange
from coverset.units import Minor, OfDay, format_clock


def table_of(
    thing: Any,
    *,
    omit: Collection[str] = (),
    names: Mapping[str, str] | None = None,
    always: Collection[str] = (),
    than: Any = None,
) -> dict[str, Any]:
    """A dataclass as a table: the fields that differ from their defaults, in the model's order.

    ``omit`` leaves fields out, ``names`` gives keys that differ, ``always`` fields are written whatever
    they hold. With ``than``, the fields that differ from that other thing's are written.
    """
    hints = typing.get_type_hints(type(thing), include_extras=True)
    found: dict[str, Any] = {}
    for each in fields(thing):
        if each.name == "source" or each.name in omit:
            continue
        value = getattr(thing, each.name)
        usual = each.default if than is None else getattr(than, each.name)
        if value is None or (each.name not in always and usual is not MISSING and value == usual):
            continue
        found[(names or {}).get(each.name, each.name)] = _written(value, hints[each.name])
    return found


def _written(value: Any, hint: Any) -> Any:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is Annotated:
        if any(isinstance(piece, Minor) for piece in arguments[1:]):
            return notation.from_money(value)
        if any(isinstance(piece, OfDay) for piece in arguments[1:]):
            return format_clock(value)
        return _written(value, arguments[0])
    if origin in (Union, types.UnionType):
        return _written(value, next(each for each in arguments if each is not types.NoneType))
    if isinstance(value, tuple):
        return [_written(item, arguments[0]) for item in value]
    if isinstance(value, DateRange):
        return notation.from_stretch(value)
    if is_dataclass(value) and not isinstance(value, type):
        return table_of(value)
    if isinstance(value, str | int | float | date):
        return value
    raise TypeError(f"{value!r} has no form in a production's files")
