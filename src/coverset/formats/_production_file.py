"""What production.toml may hold: one table a dataclass of the model, derived from it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from coverset.formats._bind import Shape, choice, model_of, scalar, several
from coverset.formats._production_pins import NAMES, PinTable
from coverset.model.calendar import AssumedLight, Calendar, DayRules, Unit
from coverset.model.pace import paces
from coverset.model.people import Holding, Person, Resource
from coverset.model.places import Base, Location, Travel
from coverset.model.production import Assumption, Marked, Prices, Production
from coverset.model.scenes import Activity, Apart, Film, Precedence

if TYPE_CHECKING:
    from pydantic import BaseModel

PAPERS = ("A4", "Letter")

# Names under [production]; the rest of the model's Production are tables of their own.
HEAD = ("title", "currency", "company", "kind", "paper")


@cache
def file_model() -> type[BaseModel]:
    """The Pydantic model of the whole of production.toml."""
    from pydantic import ConfigDict, Field, create_model

    text, words = scalar("str"), several(scalar("str"))
    named = frozenset({"id"})
    head = Shape(
        Production,
        omit=frozenset(Production.__dataclass_fields__) - set(HEAD),
        extra={"layout": text},
        optional=frozenset({"title"}),
        forms={"kind": choice(tuple(paces())), "paper": choice(PAPERS)},
    )
    calendar = Shape(
        Calendar,
        names={"holidays": "holiday"},
        forms={"days_off": several(scalar("weekday"))},
        extra={"holidays": words},
        optional=frozenset({"start_date", "end_date"}),
    )
    unit = Shape(
        Unit,
        omit=named,
        forms={"kind": choice(("shoot", "prep")), "days_off": several(scalar("weekday"))},
    )
    person = Shape(Person, omit=named, forms={"holding": _holding()}, extra={"films": words, "also": words})
    resource = Shape(Resource, omit=named, forms={"holding": _holding()})
    location = Shape(Location, omit=named, optional=frozenset({"base"}))
    between = {"first": text, "second": text}
    roads = Shape(Travel, omit=frozenset(between), extra={"between": words})
    apart = Shape(Apart, omit=frozenset(between), extra={"scenes": words})
    pin = Shape(PinTable, names=NAMES)
    activity = Shape(Activity, optional=frozenset({"id", "name", "unit"}))
    mark = Shape(Marked, marks=False)

    def many(shape: Shape) -> Any:
        return dict[str, model_of(shape)] | None  # type: ignore[misc]

    def row(shape: Shape) -> Any:
        return tuple[model_of(shape), ...] | None  # type: ignore[misc]

    rules = create_model(
        "Rules",
        __config__=ConfigDict(extra="forbid"),
        off=(words | None, Field(None, validation_alias="off")),
    )
    tables: dict[str, Any] = {
        "production": model_of(head) | None,
        "films": many(Shape(Film, omit=named)),
        "calendar": model_of(calendar) | None,
        "light": model_of(Shape(AssumedLight)) | None,
        "day": model_of(Shape(DayRules), "Day") | None,
        "prices": model_of(Shape(Prices)) | None,
        "units": many(unit),
        "bases": many(Shape(Base, omit=named)),
        "locations": many(location),
        "travel": row(roads),
        "cast": many(person),
        "resources": many(resource),
        "activity": row(activity),
        "precedence": row(Shape(Precedence)),
        "apart": row(apart),
        "pin": row(pin),
        "rules": rules | None,
        "assumption": row(Shape(Assumption, marks=False)),
        "mark": row(mark),
    }
    pieces: dict[str, Any] = {
        name: (hint, Field(None, validation_alias=name)) for name, hint in tables.items()
    }
    config = ConfigDict(extra="forbid", title="production.toml")
    doc = "A production as people edit it: production.toml."
    model: type[BaseModel] = create_model("ProductionFile", __config__=config, __doc__=doc, **pieces)
    return model


def _holding() -> Any:
    return model_of(Shape(Holding, marks=False))


def schema() -> dict[str, Any]:
    """The JSON schema of production.toml, for editors that complete and check as one types."""
    return file_model().model_json_schema(by_alias=True, mode="validation")
