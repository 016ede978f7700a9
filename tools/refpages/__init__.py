"""The pages of docs/reference, each made from the code: its registries, commands, dataclasses and docstrings."""

from __future__ import annotations

from collections.abc import Callable

from refpages import (
    command_line,
    events_file,
    findings,
    plan_file,
    production_file,
    python_names,
    registries,
    stunts_file,
    tables,
)

PAGES: dict[str, Callable[[], str]] = {
    "commands.md": command_line.page,
    "exit-statuses.md": command_line.exit_statuses,
    "rules.md": registries.rules,
    "costs.md": registries.costs,
    "papers.md": registries.papers,
    "media.md": registries.media,
    "formats.md": registries.formats,
    "production-toml.md": production_file.page,
    "production.schema.json": production_file.schema,
    "stunts-toml.md": stunts_file.page,
    "stunts.schema.json": stunts_file.schema,
    "tables.md": tables.page,
    "events-toml.md": events_file.page,
    "plan-json.md": plan_file.page,
    "findings.md": findings.page,
    "python.md": python_names.page,
}
"""Each file of docs/reference by its name, and what makes it."""


def index() -> str:
    """The page that lists the pages, by their first headings."""
    lines = ["# Reference", "", "Made from the code by `tools/reference.py`; do not edit.", ""]
    for name, make in PAGES.items():
        if name.endswith(".md"):
            lines.append(f"- [{make().splitlines()[0].removeprefix('# ')}]({name})")
    lines.append("- [JSON schema of production.toml, for editors](production.schema.json)")
    lines.append("- [JSON schema of stunts.toml, for editors](stunts.schema.json)")
    return "\n".join(lines) + "\n"
