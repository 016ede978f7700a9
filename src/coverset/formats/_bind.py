"""Typed binding: a table of a file becomes one of the model's dataclasses, with every mistake in it at once.

The dataclasses are the single definition. A Pydantic model is derived from each of them, field by field, in
which money, times, dates and weekdays stand as people write them; the JSON schema of the file comes from it.
"""

from __future__ import annotations

import copy
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union

from coverset.findings import Place, nearest
from coverset.formats import _notation as notation
from coverset.model.dates import DateRange
from coverset.units import Minor, OfDay

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

Table = dict[str, Any]

_ROUNDS = 40


@dataclass(frozen=True, slots=True)
class Shape:
    """How a dataclass is written as a table: keys that differ, keys left out, keys of the file alone.

    ``names`` maps a field to its key, or to several keys of which the first is preferred. ``extra`` maps a
    key that the dataclass lacks to its type. ``optional`` fields may be left out although the dataclass
    wants them. ``forms`` replaces the type that a field
    has in the file.
    """

    cls: type
    names: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    omit: frozenset[str] = frozenset()
    extra: Mapping[str, Any] = field(default_factory=dict)
    optional: frozenset[str] = frozenset()
    forms: Mapping[str, Any] = field(default_factory=dict)
    marks: bool = True


@dataclass(frozen=True, slots=True)
class Slip:
    """One mistake in a table: the path of keys to it, and what is wrong and allowed there."""

    path: tuple[str | int, ...]
    sentence: str
    code: str = "value-wrong"


def _checked(reader: Callable[[object], Any], schema: dict[str, Any]) -> Any:
    """The pieces of an annotation that reads with ``reader`` and describes itself with ``schema``."""
    from pydantic import PlainValidator, WithJsonSchema

    return PlainValidator(reader), WithJsonSchema(schema)


def read_with(base: Any, reader: Callable[[object], Any], schema: dict[str, Any]) -> Any:
    """The annotated type of a value that a reader makes of what stands in the file, and its JSON schema."""
    validator, described = _checked(reader, schema)
    return Annotated[base, validator, described]


@cache
def _scalars() -> dict[str, Any]:
    """The annotated types of a production's files, by name."""
    dates = {"type": "string", "format": "date"}
    amount: dict[str, Any] = {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string"}]}

    def make(base: Any, reader: Callable[[object], Any], schema: dict[str, Any]) -> Any:
        validator, described = _checked(reader, schema)
        return Annotated[base, validator, described]

    return {
        "str": make(str, notation.to_text, {"type": "string"}),
        "int": make(int, notation.to_whole, {"type": "integer", "minimum": 0}),
        "bool": make(bool, notation.to_yes, {"type": "boolean"}),
        "float": make(
            float,
            notation.to_degrees,
            {"type": "number", "minimum": -180, "maximum": 180, "title": "degrees"},
        ),
        "money": make(int, notation.to_money, {**amount, "description": "major units, 4000 or 12.50"}),
        "clock": make(int, notation.to_clock, {"type": "string", "pattern": "^[0-9]{1,2}:[0-9]{2}$"}),
        "date": make(date, notation.to_date, dates),
        "stretch": make(
            DateRange,
            notation.to_stretch,
            {"type": "string", "description": "2020-02-24..2020-03-20 (why), or one date"},
        ),
        "weekday": make(int, notation.to_weekday, {"enum": list(notation.WEEKDAYS)}),
        "eighths": make(int, notation.to_eighths, {"type": "string", "description": "1 3/8, 11/8 or 1.375"}),
    }


def scalar(name: str) -> Any:
    """One of the annotated types of a production's files: "money", "weekday", "eighths"..."""
    return _scalars()[name]


def several(item: Any) -> Any:
    """A tuple of a type, which people may also write as one value or as a text with semicolons."""
    from pydantic import BeforeValidator

    return Annotated[tuple[item, ...], BeforeValidator(notation.to_items)]


def choice(words: tuple[str, ...]) -> Any:
    """A text that is one of some words, in any case."""
    allowed = {word.casefold(): word for word in words}

    def read(value: object) -> str:
        word = value.strip() if isinstance(value, str) else ""
        if word.casefold() not in allowed:
            known = ", ".join(word or '""' for word in words)
            raise ValueError(f"{notation.shown(value)} is not one of {known}")
        return allowed[word.casefold()]

    validator, described = _checked(read, {"enum": list(words)})
    return Annotated[str, validator, described]


def file_type(hint: Any) -> Any:
    """The type a field has in the file, from its type in the model."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is Annotated:
        if any(isinstance(piece, Minor) for piece in arguments[1:]):
            return scalar("money")
        if any(isinstance(piece, OfDay) for piece in arguments[1:]):
            return scalar("clock")
        return file_type(arguments[0])
    if origin is Literal:
        return choice(arguments)
    if origin is tuple:
        return several(file_type(arguments[0]))
    if origin in (Union, types.UnionType):
        inner = [argument for argument in arguments if argument is not types.NoneType]
        return file_type(inner[0]) | None
    if hint is DateRange:
        return scalar("stretch")
    if is_dataclass(hint) and isinstance(hint, type):
        return model_of(Shape(hint, marks=False))
    known = {str: "str", int: "int", bool: "bool", float: "float", date: "date"}
    if hint in known:
        return scalar(known[hint])
    raise TypeError(f"a field of type {hint!r} has no form in a production's files")


_MODELS: dict[tuple[type, str], type[BaseModel]] = {}


def model_of(shape: Shape, name: str = "") -> type[BaseModel]:
    """The Pydantic model of a table, derived from the dataclass's own hints."""
    from pydantic import AliasChoices, ConfigDict, Field, create_model

    key = (shape.cls, name)
    if key in _MODELS:
        return _MODELS[key]
    hints = typing.get_type_hints(shape.cls, include_extras=True)
    pieces: dict[str, Any] = {}
    for each in fields(shape.cls):
        if each.name == "source" or each.name in shape.omit:
            continue
        hint = shape.forms.get(each.name) or file_type(hints[each.name])
        required = each.default is MISSING and each.default_factory is MISSING
        default: Any = ... if required and each.name not in shape.optional else None
        keys = shape.names.get(each.name, each.name)
        keys = (keys,) if isinstance(keys, str) else keys
        alias = AliasChoices(*keys) if len(keys) > 1 else keys[0]
        info = Field(default, validation_alias=alias, title=None)
        pieces[each.name] = (hint if default is ... else hint | None, info)
    for extra, hint in shape.extra.items():
        pieces[f"{extra}_"] = (hint | None, Field(None, validation_alias=extra))
    if shape.marks:
        mark: Any = choice(("seeded", "derived", "assumed"))
        marks: Any = dict[str, mark]
        pieces["mark_"] = (mark | None, Field(None, validation_alias="mark"))
        pieces["marks_"] = (marks | None, Field(None, validation_alias="marks"))
    config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)
    doc = (shape.cls.__doc__ or "").strip().partition("\n")[0]
    model: type[BaseModel] = create_model(
        name or shape.cls.__name__, __config__=config, __doc__=doc, **pieces
    )
    _MODELS[key] = model
    return model


def keys_of(model: type[BaseModel]) -> list[str]:
    """The keys a table of this model may have."""
    return [key for name, info in model.model_fields.items() for key in _aliases(name, info)]


def bind(
    model: type[BaseModel], raw: Mapping[str, Any]
) -> tuple[BaseModel | None, list[Slip], dict[str, list[int]]]:
    """Validate a table; answers what is sound in it, and every mistake.

    What is wrong is left out and the rest read again, so that the tables around a mistake are still
    checked; a table that lacks something it needs is left out whole. None when nothing sound is left.
    The last answer gives, for a list at the top that lost items, the old places of those it kept.
    """
    from pydantic import ValidationError

    slips: dict[Slip, None] = {}
    left: Table = copy.deepcopy(dict(raw))
    kept: dict[str, list[int]] = {}
    for _ in range(_ROUNDS):
        try:
            return model.model_validate(left), list(slips), kept
        except ValidationError as error:
            problems = error.errors(include_url=False)
        for problem in problems:
            path = tuple(part for part in problem["loc"] if isinstance(part, str | int))
            # What was wrong has been taken out: that it is missing now is no second mistake.
            if problem["type"] != "missing" or all(slip.path[: len(path)] != path for slip in slips):
                slips[_slip(model, path, problem)] = None
        for path in sorted({_culprit(problem) for problem in problems}, key=_removal, reverse=True):
            if not path:
                return None, list(slips), kept
            if len(path) == 2 and isinstance(path[1], int) and isinstance(left.get(str(path[0])), list):
                places = kept.setdefault(str(path[0]), list(range(len(left[str(path[0])]))))
                del places[path[1]]
            _remove(left, path)
    return None, list(slips), kept


def _removal(path: tuple[str | int, ...]) -> tuple[tuple[int, str, int], ...]:
    return tuple((0, "", part) if isinstance(part, int) else (1, part, 0) for part in path)


def _culprit(problem: Mapping[str, Any]) -> tuple[str | int, ...]:
    path = tuple(problem["loc"])
    return path[:-1] if problem["type"] == "missing" else path


def _remove(table: Any, path: tuple[str | int, ...]) -> None:
    """Take out the value at a path, or the innermost value around it that can be taken out."""
    held: list[tuple[Any, str | int]] = []
    for part in path:
        inside = part in table if isinstance(table, dict) else _has(table, part)
        if not inside:
            break
        held.append((table, part))
        table = table[part]
    if held:
        container, part = held[-1]
        del container[part]


def _has(table: Any, part: str | int) -> bool:
    return isinstance(table, list) and isinstance(part, int) and part < len(table)


def _slip(model: type[BaseModel], path: tuple[str | int, ...], problem: Mapping[str, Any]) -> Slip:
    kind, last = problem["type"], str(path[-1]) if path else ""
    name = f"{last!r}" if not path or isinstance(path[-1], str) else f"item {int(path[-1]) + 1}"
    if kind == "extra_forbidden":
        table = _table_at(model, path[:-1])
        known = keys_of(table) if table else []
        where = f"in {_spelled(path[:-1])}" if len(path) > 1 else "here"
        return Slip(path, f"{last!r} is not known {where}: {nearest(last, known, limit=30)}", "key-unknown")
    if kind == "missing":
        where = _spelled(path[:-1]) or "the file"
        return Slip(path, f"{where} needs {last!r}.", "value-missing")
    if kind in ("model_type", "model_attributes_type", "dict_type", "dataclass_type"):
        return Slip(path, f"{name} must be a table, it is {notation.shown(problem['input'])}.")
    if kind == "tuple_type":
        return Slip(path, f"{name} must be a list, it is {notation.shown(problem['input'])}.")
    if kind == "value_error":
        return Slip(path, f"{_spelled(path)}: {problem['ctx']['error']}.")
    return Slip(path, f"{_spelled(path)}: {problem['msg']}.")


def _spelled(path: tuple[str | int, ...]) -> str:
    """A path as people write it: ``locations.PALAZZO.open``; items of lists count from 1: ``pin[2]``."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            text += f".{part}" if text else str(part)
    return text if len(text) <= 120 else text[:117] + "..."


spelled = _spelled


def _table_at(model: type[BaseModel], path: tuple[str | int, ...]) -> type[BaseModel] | None:
    """The model of the table at a path: keys of named tables and places in lists are passed over."""
    found: type[BaseModel] | None = model
    named = False
    for part in path:
        if named or found is None:
            named = False
            continue
        hints = [info.annotation for key, info in found.model_fields.items() if part in _aliases(key, info)]
        found = _inner(hints[0]) if hints else None
        named = bool(hints) and not _is_table(hints[0])
    return found


def _aliases(name: str, info: FieldInfo) -> list[str]:
    """The keys a field is written with."""
    alias = info.validation_alias
    if alias is None:
        return [name]
    return [alias] if isinstance(alias, str) else [str(choice) for choice in getattr(alias, "choices", ())]


def _is_table(hint: Any) -> bool:
    """Whether a type is a table itself, or none, rather than named tables or a list of them."""
    from pydantic import BaseModel

    pieces = typing.get_args(hint) if typing.get_origin(hint) in (Union, types.UnionType) else (hint,)
    return any(isinstance(piece, type) and issubclass(piece, BaseModel) for piece in pieces)


def _inner(hint: Any) -> type[BaseModel] | None:
    """The table model inside ``dict[str, Model] | None``, ``tuple[Model, ...]`` and their kin."""
    from pydantic import BaseModel

    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return hint
    for argument in typing.get_args(hint):
        if (found := _inner(argument)) is not None:
            return found
    return None


def values(bound: BaseModel) -> Table:
    """The fields that were given, by the dataclass's names; those of the file alone are left out."""
    return {
        name: getattr(bound, name)
        for name in type(bound).model_fields
        if name in bound.model_fields_set and not name.endswith("_") and getattr(bound, name) is not None
    }


def build(cls: type, bound: Mapping[str, Any], *, source: Place | None = None, **more: Any) -> Any:
    """One of the model's dataclasses from the values of a table, nested tables included."""
    from pydantic import BaseModel

    hints = typing.get_type_hints(cls)
    given: dict[str, Any] = {}
    for name, value in bound.items():
        given[name] = build(hints[name], values(value)) if isinstance(value, BaseModel) else value
    if source is not None and "source" in hints:
        given["source"] = source
    return cls(**given, **more)
