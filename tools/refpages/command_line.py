"""The command line: commands, arguments, options, exit statuses."""

from __future__ import annotations

from typing import Any

import typer

import coverset.cli as command_line
from coverset.cli.app import app
from refpages.words import heading, plain, table

STATUSES = {
    "EXIT_DONE": "Done. For `check`: the board breaks no rule.",
    "EXIT_USAGE": "The command was not understood: an unknown option, paper or value.",
    "EXIT_FINDINGS": "There are findings: errors in the files, rules broken on the board, a file that cannot be written.",
    "EXIT_INFEASIBLE": "No plan can exist; the sentences that clash are printed.",
    "EXIT_NO_TIME": "Time ran out before a plan was found; nothing is proved.",
    "EXIT_OUR_BUG": "A bug of Coverset's: no plan is written, and a file to reproduce it is named.",
    "EXIT_STOPPED": "Stopped with Ctrl-C outside a search (in a search it keeps the best plan).",
}


def group() -> Any:
    """The command line as a click group (of whichever click typer carries)."""
    return typer.main.get_command(app)


def page() -> str:
    """Every command with its arguments and options."""
    found = group()
    parts = [heading("Commands", "`coverset --help` and `coverset COMMAND --help` say the same.")]
    for name, command in found.commands.items():
        parts.append(f"## coverset {name}")
        parts.append(_help(command.help or ""))
        arguments = [p for p in command.params if p.param_type_name == "argument"]
        options = [p for p in command.params if p.param_type_name == "option"]
        if arguments:
            rows = [(f"`{a.name.upper() if a.name else ''}`", _words(a), _needed(a)) for a in arguments]
            parts.append(table(("Argument", "What", "Needed"), rows))
        if options:
            rows = [(_flags(o), _words(o), _default(o)) for o in options]
            parts.append(table(("Option", "What", "Default"), rows))
    return "\n\n".join(parts) + "\n"


def exit_statuses() -> str:
    """What each exit status means."""
    known = {name: value for name, value in vars(command_line).items() if name.startswith("EXIT_")}
    if known.keys() != STATUSES.keys():
        raise SystemExit(f"the exit statuses have changed: {sorted(known.keys() ^ STATUSES.keys())}")
    rows = [(f"`{value}`", STATUSES[name]) for name, value in sorted(known.items(), key=lambda item: item[1])]
    return f"{heading('Exit statuses')}\n\n{table(('Status', 'Means'), rows)}\n"


def _help(text: str) -> str:
    """Help as prose, its examples as a block."""
    prose: list[str] = []
    examples: list[str] = []
    for line in plain(text).splitlines():
        words = line.strip()
        if words in ("Example", "Examples") or not words:
            prose.append("") if not examples else None
        elif words.startswith("coverset "):
            command, _, why = (piece.strip() for piece in words.partition("   "))
            examples.append(f"$ {command}" + (f"  # {why}" if why else ""))
        else:
            prose.append(words)
    paragraphs = " ".join(p or "\n\n" for p in prose).replace(" \n\n ", "\n\n").strip()
    block = "\n\n```console\n" + "\n".join(examples) + "\n```" if examples else ""
    return paragraphs + block


def _words(parameter: Any) -> str:
    return plain(getattr(parameter, "help", None) or "")


def _needed(parameter: Any) -> str:
    several = ", one or more" if parameter.nargs == -1 else ""
    return ("yes" if parameter.required else "no") + several


def _flags(option: Any) -> str:
    return ", ".join(f"`{flag}`" for flag in (*option.opts, *option.secondary_opts))


def _default(option: Any) -> str:
    if option.required:
        return "needed"
    value = option.default
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"`{value}`" if value not in (None, "") and not callable(value) else ""
