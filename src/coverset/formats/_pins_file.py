"""Pins written into people's own files: read beside a board, added and taken out again without losing a comment."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Collection
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from coverset.findings import Finding, in_order
from coverset.formats._bind import Shape, model_of, values
from coverset.formats._notation import folded
from coverset.formats._production_pins import NAMES, PinTable, pin_of, resolved, table
from coverset.formats._production_text import _value
from coverset.formats._toml_lines import lines_of
from coverset.formats._toml_sheet import parse
from coverset.model.pins import AnyPin
from coverset.model.production import Production
from coverset.model.scenes import Scene

if TYPE_CHECKING:
    from pydantic import BaseModel

SUFFIX = ".pins.toml"
"""Beside a board, screenplay or plan: ``board.uss`` has its pins in ``board.pins.toml``."""

_OPENING = "# Decisions for this board, as [[pin]] tables; `coverset pin` and `coverset unpin` write here.\n"


@cache
def _model() -> type[BaseModel]:
    from pydantic import ConfigDict, Field, create_model

    one = model_of(Shape(PinTable, names=NAMES))
    rows: Any = tuple[one, ...] | None  # type: ignore[valid-type]
    made: type[BaseModel] = create_model(
        "PinsFile",
        __config__=ConfigDict(extra="forbid", title="pins"),
        __doc__="The pins of a board that has no production folder.",
        pin=(rows, Field(None, validation_alias="pin")),
    )
    return made


def read(data: bytes, name: str, production: Production) -> tuple[tuple[AnyPin, ...], list[Finding]]:
    """The pins of a file beside a board, and everything wrong with it; names are made the production's ids."""
    sheet = parse(data, name, _model(), ())
    if sheet.bound is None:
        return (), in_order(sheet.findings)
    pins: list[AnyPin] = []
    for place, each in enumerate(getattr(sheet.bound, "pin", None) or ()):
        pin, slips = pin_of(values(each), place, sheet.at, production.units)
        pins += [pin] if pin is not None else []
        sheet.findings += slips
    strips: dict[str, list[str]] = {}
    for name_, task in production.tasks.items():
        number = f"{task.number}{task.part}" if isinstance(task, Scene) else ""
        for word in dict.fromkeys((folded(name_), folded(number))):
            strips.setdefault(word, []).append(name_)
    people = {
        folded(word): p.id for p in reversed(production.people) for word in (p.name, p.number, p.id) if word
    }
    units = {folded(unit.id): unit.id for unit in production.units}

    def tasks(word: str) -> list[str]:
        return [word] if word in production.tasks else strips.get(folded(word), [word])

    made = resolved(
        pins, tasks, lambda unit: units.get(folded(unit), unit), lambda who: people.get(folded(who), who)
    )
    return tuple(dict.fromkeys(made)), in_order(sheet.findings)


def with_pin(text: str, pin: AnyPin) -> str:
    """A file's text with one more pin: after the last one there, or at the end; everything else as it was.

    Raises ValueError when its pins are written in a way that no table can be added to.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    written = [f"{key} = {_value(value)}" for key, value in table(pin).items()]
    block = end.join(["[[pin]]", *"\n".join(written).split("\n")]) + end
    lines = _rows(text or _OPENING)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += end
    spans = _spans(text)
    at = spans[-1][1] if spans else len(lines)
    after = lines[at:]
    gap = end if after and after[0].strip() else ""
    made = "".join((*lines[:at], end, block, gap, *after))
    if _count(made) != _count(text) + 1:
        raise ValueError("its pins are one list, pin = [...]: write each as a [[pin]] table of its own first")
    return made


def without_pins(text: str, places: Collection[int]) -> str:
    """A file's text without the pins whose tables begin on these lines; comments above and below them stay.

    Raises ValueError when no pin begins on one of the lines.
    """
    lines = _rows(text)
    spans = [span for span in _spans(text) if span[0] + 1 in places]
    if len(spans) != len(set(places)):
        raise ValueError("no [[pin]] table begins there: the file has changed, or its pins are one list")
    for start, end in reversed(spans):
        if start and not lines[start - 1].strip() and (end == len(lines) or not lines[end].strip()):
            start -= 1
        del lines[start:end]
    return "".join(lines)


def _count(text: str) -> int:
    try:
        return len(tomllib.loads(text.replace("\r\n", "\n")).get("pin", ()))
    except tomllib.TOMLDecodeError:
        return -1


def _rows(text: str) -> list[str]:
    """The lines with their ends, as TOML counts them: other breaks than a line feed are letters."""
    rows = [f"{row}\n" for row in text.split("\n")]
    rows[-1] = rows[-1][:-1]
    return rows if rows[-1] else rows[:-1]


def _spans(text: str) -> list[tuple[int, int]]:
    """The rows of each ``[[pin]]``, first and past the last of its values, from 0; comments after them are not its own."""
    rows, known = _rows(text), lines_of(text)
    ordered = sorted(((line, path[:2]) for path, line in known.items()), key=lambda each: each[0])
    found = []
    for k in range(max(0, _count(text))):
        head = known.get(("pin", k), 0)
        if not head or not rows[head - 1].lstrip().startswith("[["):
            continue
        after = islice(ordered, bisect_right(ordered, head, key=lambda each: each[0]), None)
        end = next((line for line, path in after if path != ("pin", k)), len(rows) + 1) - 1
        last = end
        while end > head and (not rows[end - 1].strip() or rows[end - 1].lstrip().startswith("#")):
            end -= 1
        # What looks like a comment may be the end of a text of several lines: then the pin goes on to it.
        if _count("".join(rows[head - 1 : end])) != 1:
            end = last
        found.append((head - 1, end))
    return found
