"""stunts.toml: every table and key, from the dataclasses it is bound to."""

from __future__ import annotations

import json

from coverset.formats._stunts_file import file_model
from coverset.formats._stunts_file import schema as json_schema
from coverset.model.stunts import FACTS
from refpages.production_file import tables
from refpages.words import heading, table


def schema() -> str:
    """The JSON schema, as editors take it."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def page() -> str:
    """Every table with its keys, types and defaults."""
    described = json_schema()
    parts = [
        heading(
            "stunts.toml",
            "The stunts of a production, beside [production.toml](production-toml.md); "
            "[how to keep it](../how-to/stunts-file.md). Dates, stretches of dates, times and lengths of time are "
            "written as there. Names of scenes, cast, crew, leave, gear and beats may be written in any case, by id or "
            "by name; a scene that is shot in parts means all of them. An unknown name is an error that gives the "
            "nearest known one.",
            "An editor that knows JSON schemas completes and checks as you type: "
            "[stunts.schema.json](stunts.schema.json).",
        ),
        "## Facts",
        "The keys of a beat to which evidence is bound, in `[evidence.bound]` and with `coverset record`.",
        table(("Fact", "What"), [(f"`{name}`", words) for name, words in FACTS.items()]),
        *tables(file_model(), described),
        "## `[hazard.ID]`",
        "A hazard of the production's own, or figures, words and requirements changed in one of the catalogue, with "
        "rows `[[hazard.ID.requirement]]`. `coverset hazards` lists the catalogue with every key of a requirement.",
    ]
    return "\n\n".join(parts) + "\n"
