"""production.toml: every table and key, from the dataclasses it is bound to."""

from __future__ import annotations

import json
from dataclasses import MISSING, Field, fields, is_dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from coverset.formats._production_file import file_model
from coverset.formats.production import schema as json_schema
from coverset.model import authority, calendar, people, places, production, scenes, stunts
from coverset.model.calendar import DayRules
from coverset.model.production import Production
from coverset.units import Minor, OfDay, format_clock
from refpages.words import heading, markdown, prose, shown, table

if TYPE_CHECKING:
    from pydantic import BaseModel

_MODULES: tuple[ModuleType, ...] = (calendar, people, places, production, scenes, stunts, authority)
_ALSO = {"Day": "DayRules", "Safety": "Stunts"}
_WRITTEN = {
    "in minor units": "in major units here",
    "Monday 0 to Sunday 6": "written by name",
    "(None:": "(left out:",
}


def schema() -> str:
    """The JSON schema, as editors take it."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def page() -> str:
    """Every table with its keys, types and defaults."""
    described = json_schema()
    parts = [
        heading(
            "production.toml",
            "A production as people edit it. Money is in major units (`4000`, `12.50`), times of day `07:30`, "
            "dates `2026-03-02`, stretches of dates `2026-03-02..2026-03-20 (why)`, weekdays by name, lengths "
            "of time in minutes. An unknown key is an error that names the nearest known one. What is not said "
            'is assumed, and every assumption is printed. Any table may carry `mark = "seeded"`, `"derived"` '
            'or `"assumed"`, and `marks = { rate = "assumed" }` for single keys.',
            "An editor that knows JSON schemas completes and checks as you type: "
            "[production.schema.json](production.schema.json).",
        )
    ]
    return "\n\n".join([*parts, *tables(file_model(), described)]) + "\n"


def tables(model: type[BaseModel], described: dict[str, Any]) -> list[str]:
    """Every table of a file, from what it is bound to and its JSON schema."""
    parts = []
    for name, info in model.model_fields.items():
        inner = _model_in(info.annotation)
        if inner is not None:
            parts += _section(_title(name, described["properties"][name]), inner)
    return parts


def _title(name: str, shape: dict[str, Any]) -> str:
    """How the table is headed in the file: ``[name]``, ``[name.ID]`` or ``[[name]]``."""
    forms = [piece for piece in shape.get("anyOf", [shape]) if piece.get("type") != "null"]
    if any(piece.get("type") == "array" for piece in forms):
        return f"[[{name}]]"
    return f"[{name}.ID]" if any("additionalProperties" in piece for piece in forms) else f"[{name}]"


def _model_in(annotation: Any) -> type[BaseModel] | None:
    from pydantic import BaseModel

    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for piece in get_args(annotation) if (found := _model_in(piece))), None)


def _class_of(model: type[BaseModel]) -> type[Any] | None:
    name = _ALSO.get(model.__name__, model.__name__)
    found = (getattr(module, name, None) for module in _MODULES)
    return next((cls for cls in found if isinstance(cls, type) and is_dataclass(cls)), None)


def _section(title: str, model: type[BaseModel]) -> list[str]:
    """A table's heading, words and keys, then the tables inside it."""
    cls = _class_of(model)
    known = {field.name: field for field in fields(cls)} if cls else {}
    rows, inside = [], []
    for name, info in model.model_fields.items():
        if name in ("mark_", "marks_"):
            continue
        alias = info.validation_alias
        keys = [str(key) for key in getattr(alias, "choices", [alias])]
        inner = _model_in(info.annotation)
        path = f"{title.strip('[]')}.{keys[0]}"
        if inner is None:
            written = _written(info)
        elif _class_of(inner) is DayRules:
            written = "a table with the keys of `[day]`: the unit's own day"
        else:
            several = "tuple" in str(info.annotation)
            inside.append((f"[[{path}]]" if several else f"[{path}]", inner))
            written = f"tables `{inside[-1][0]}`" if several else f"table `{inside[-1][0]}`"
        default = "" if inner else _default(known.get(name), cls, info.is_required())
        rows.append((" or ".join(f"`{key}`" for key in keys), written, default))
    parts = [f"## `{title}`", _words(cls, model), table(("Key", "Written", "Default"), rows)]
    for own, inner in inside:
        parts += _section(own, inner)
    return parts


def _words(cls: type[Any] | None, model: type[BaseModel]) -> str:
    """A dataclass's docstring in the words of the file, where money and weekdays are written otherwise."""
    if cls is None:
        return markdown(model.__doc__ or "") or "The [rules](rules.md) that are switched off, by key."
    text = prose(cls)
    if cls is Production:
        text = text.split("\n\n")[0]
    for inside, written in _WRITTEN.items():
        text = text.replace(inside, written)
    return text


def _written(info: Any) -> str:
    from pydantic import TypeAdapter

    described = TypeAdapter(info.annotation).json_schema()
    for piece in info.metadata:
        described = getattr(piece, "json_schema", None) or described
    return _in_words(described)


def _in_words(described: dict[str, Any]) -> str:
    if "description" in described and described.get("type") != "object":
        return str(described["description"])
    if "enum" in described:
        return "one of " + ", ".join(f"`{word}`" for word in described["enum"] if word)
    if "anyOf" in described:
        words = [_in_words(piece) for piece in described["anyOf"] if piece.get("type") != "null"]
        return " or ".join(dict.fromkeys(words))
    if described.get("type") == "array":
        return f"list of {_in_words(described.get('items', {}))}"
    if described.get("format") == "date":
        return "date"
    if "pattern" in described:
        return "time of day, 07:30"
    if described.get("title") == "degrees":
        return "degrees"
    kinds = {"string": "text", "integer": "whole number", "boolean": "true or false"}
    kind = str(described.get("type", "value"))
    return kinds.get(kind, kind)


def _marked(hint: Any, kind: type[Any]) -> bool:
    return any(isinstance(piece, kind) or _marked(piece, kind) for piece in get_args(hint))


def _default(field: Field[Any] | None, cls: type[Any] | None, required: bool) -> str:
    if required:
        return "needed"
    if field is None or cls is None or field.default is MISSING or field.default in (None, "", ()):
        return ""
    if is_dataclass(field.default):
        return "see its table"
    hint = get_type_hints(cls, include_extras=True)[field.name]
    if isinstance(field.default, int) and _marked(hint, Minor):
        whole, rest = divmod(field.default, 100)
        return f"`{whole}.{rest:02d}`" if rest else f"`{whole}`"
    if isinstance(field.default, int) and _marked(hint, OfDay):
        return f"`{format_clock(field.default)}`"
    if field.name == "days_off":
        names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
        return ", ".join(names[k] for k in field.default)
    return f"`{shown(field.default)}`"
