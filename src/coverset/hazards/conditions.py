"""``when`` of a requirement: whether it bears on a beat, by what is known of the beat.

A condition is clauses joined by "and" or "or" ("and" binds closer): ``height > 457``, ``light = night``,
``vehicle ~ motorcycle`` (the word occurs in it), ``night``, ``ext``, ``complex``, ``double``, ``people > 50``. Names are
the facts of a beat and those of ``NAMES``. What is not known never makes a requirement go away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from coverset.findings import nearest
from coverset.model.production import Production
from coverset.model.scenes import Activity, Scene
from coverset.model.stunts import FACTS, Beat

NEVER = "never"
"""The condition of a requirement that a production has switched off."""

_OPERATORS = ("<=", ">=", "!=", "=", "<", ">", "~")
_DARK = ("night", "dark")


def tasks_of(production: Production, beat: Beat) -> tuple[Scene | Activity, ...]:
    """The strips in which a beat is shot, those that the production does not know left aside."""
    return tuple(production.tasks[scene] for scene in beat.scenes if scene in production.tasks)


def _night(production: Production, beat: Beat) -> bool | None:
    if beat.light:
        return any(word in beat.light.casefold() for word in _DARK)
    tasks = tasks_of(production, beat)
    return any(task.light == "dark" for task in tasks) if tasks else None


def _exterior(production: Production, beat: Beat) -> bool | None:
    tasks = tasks_of(production, beat)
    return any(isinstance(task, Scene) and task.int_ext != "INT" for task in tasks) if tasks else None


def _people(production: Production, beat: Beat) -> int | None:
    stunt = production.stunts.stunts_by_id.get(beat.stunt)
    return stunt.people if stunt else None


NAMES: Mapping[str, Callable[[Production, Beat], bool | int | None]] = MappingProxyType(
    {
        "night": _night,
        "ext": _exterior,
        "people": _people,
        "complex": lambda _, beat: beat.complex,
        NEVER: lambda _, beat: False,
    }
)


def holds(when: str, production: Production, beat: Beat) -> bool | None:
    """Whether a condition holds for a beat; None when that is not known. Empty always holds."""
    if not when:
        return True
    branches = []
    for branch in when.split(" or "):
        answers = [_clause(clause, production, beat) for clause in branch.split(" and ")]
        branches.append(False if False in answers else None if None in answers else True)
    return True if True in branches else None if None in branches else False


def mistake(when: str) -> str:
    """What is wrong with a condition, as the end of a sentence; empty when nothing is."""
    for clause in when.replace(" or ", " and ").split(" and "):
        name, operator, value = _parts(clause)
        if name not in FACTS and name not in NAMES:
            return f"it knows no {name!r}: {nearest(name, (*FACTS, *NAMES))}"
        if operator and not value:
            return f"{clause.strip()!r} compares with nothing"
        if operator in ("<", ">", "<=", ">=") and not value.lstrip("-").isdecimal():
            return f"{clause.strip()!r} needs a whole number"
    return ""


def in_words(when: str) -> str:
    """A condition as part of a sentence."""
    return (
        "the production switched it off"
        if when == NEVER
        else when.replace(" = ", " is ").replace(" ~ ", " with ")
    )


def _clause(clause: str, production: Production, beat: Beat) -> bool | None:
    name, operator, wanted = _parts(clause)
    if name in NAMES:
        value = NAMES[name](production, beat)
        if not operator or value is None:
            return None if value is None else bool(value)
        return _compare(str(value), operator, wanted)
    text = beat.fact(name) if name in FACTS else ""
    if not operator:
        return bool(text)
    return _compare(text, operator, wanted) if text else None


def _compare(text: str, operator: str, wanted: str) -> bool | None:
    text, wanted = text.casefold(), wanted.casefold()
    if operator in ("=", "!="):
        return (text == wanted) == (operator == "=")
    if operator == "~":
        return wanted in text
    try:
        found, limit = int(text), int(wanted)
    except ValueError:
        return None
    return {"<": found < limit, ">": found > limit, "<=": found <= limit, ">=": found >= limit}[operator]


def _parts(clause: str) -> tuple[str, str, str]:
    for operator in _OPERATORS:
        name, found, value = clause.partition(operator)
        if found:
            return name.strip(), operator, value.strip()
    return clause.strip(), "", ""
