"""What stunts.toml may hold: one table a dataclass of the model of stunts, derived from it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from coverset.formats._bind import Shape, model_of, scalar, several
from coverset.model.authority import Authority
from coverset.model.production import Marked
from coverset.model.risks import Risk
from coverset.model.stunts import (
    Attempt,
    Beat,
    Concern,
    CrewMember,
    Equipment,
    Evidence,
    Incident,
    NotApplicable,
    Permission,
    Stunt,
    Stunts,
    Waiver,
)

if TYPE_CHECKING:
    from pydantic import BaseModel

FILE = "stunts.toml"

NAMED = ("authority", "stunt", "beat", "crew", "permission", "equipment", "hazard")
"""Tables of tables by id."""

TABLES = {
    "authority": "authorities",
    "stunt": "stunts",
    "beat": "beats",
    "crew": "crew",
    "permission": "permissions",
    "equipment": "equipment",
    "evidence": "evidence",
    "waiver": "waivers",
    "not_applicable": "not_applicable",
    "concern": "concerns",
    "incident": "incidents",
    "attempt": "attempts",
    "risk": "risks",
}
"""Each table of the file and the field of ``Stunts`` that it fills."""

HEAD = tuple(name for name in Stunts.__dataclass_fields__ if name not in {*TABLES.values(), "catalogue"})
"""Names under [safety]; the rest of the model's Stunts are tables of their own."""

SHAPES = {
    "authority": Shape(Authority, omit=frozenset({"id"}), names={"holidays": "holiday"}),
    "stunt": Shape(Stunt, omit=frozenset({"id"})),
    "beat": Shape(Beat, omit=frozenset({"id"}), optional=frozenset({"stunt"})),
    "crew": Shape(CrewMember, omit=frozenset({"id"}), names={"roles": "role"}),
    "permission": Shape(Permission, omit=frozenset({"id"}), names={"windows": "window", "steps": "step"}),
    "equipment": Shape(Equipment, omit=frozenset({"id"})),
    "evidence": Shape(Evidence, names={"beats": ("beats", "beat")}),
    "waiver": Shape(Waiver),
    "not_applicable": Shape(NotApplicable),
    "concern": Shape(Concern),
    "incident": Shape(Incident),
    "attempt": Shape(Attempt),
    "risk": Shape(Risk),
}
"""How each table is written, but for the forms that need Pydantic."""


@cache
def file_model() -> type[BaseModel]:
    """The Pydantic model of the whole of stunts.toml."""
    from dataclasses import replace

    from pydantic import ConfigDict, Field, create_model

    forms: dict[str, dict[str, Any]] = {
        "authority": {"days_off": several(scalar("weekday"))},
        "evidence": {"bound": dict[str, scalar("str")]},  # type: ignore[misc]
    }
    head = Shape(Stunts, omit=frozenset(Stunts.__dataclass_fields__) - set(HEAD), marks=False)
    tables: dict[str, Any] = {"safety": model_of(head, "Safety") | None}
    for name, shape in SHAPES.items():
        row = model_of(replace(shape, forms=forms.get(name, {})))
        tables[name] = (dict[str, row] if name in NAMED else tuple[row, ...]) | None  # type: ignore[valid-type]
    tables["hazard"] = dict[str, dict[str, Any]] | None
    tables["mark"] = tuple[model_of(Shape(Marked, marks=False)), ...] | None  # type: ignore[misc]
    pieces: dict[str, Any] = {
        name: (hint, Field(None, validation_alias=name)) for name, hint in tables.items()
    }
    config = ConfigDict(extra="forbid", title=FILE)
    doc = "The stunts of a production as people edit them: stunts.toml."
    model: type[BaseModel] = create_model("StuntsFile", __config__=config, __doc__=doc, **pieces)
    return model


def schema() -> dict[str, Any]:
    """The JSON schema of stunts.toml, for editors that complete and check as one types."""
    return file_model().model_json_schema(by_alias=True, mode="validation")
