"""The public Python names."""

from __future__ import annotations

import inspect
import re
from typing import Any

import coverset
from refpages.words import heading, prose


def page() -> str:
    """Every public name with its signature and docstring."""
    parts = [
        heading(
            "Python",
            "`import coverset` loads nothing heavy; each name is loaded when it is first used. "
            "See [From Python](../how-to/from-python.md) for them at work. Names not listed here may change.",
        )
    ]
    for name in coverset.__all__:
        thing = getattr(coverset, name)
        parts.append(f"## `coverset.{name}`")
        if callable(thing) and not inspect.isclass(thing):
            parts.append(f"```text\n{name}{_signature(thing)}\n```")
        parts.append(prose(thing) if callable(thing) else "The version, as text.")
    return "\n\n".join(parts) + "\n"


def _signature(thing: Any) -> str:
    """The signature as one writes it, a parameter a line when it is long."""
    signature = inspect.signature(thing)
    whole = _unquoted(str(signature))
    if len(whole) < 90:
        return whole
    lines, keyword_only = [], False
    for parameter in signature.parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY and not keyword_only:
            keyword_only = True
            lines.append("*")
        lines.append(_unquoted(str(parameter)))
    returns = _unquoted(str(signature.return_annotation))
    return "(\n    " + ",\n    ".join(lines) + f",\n) -> {returns}"


def _unquoted(text: str) -> str:
    """Annotations without the quotation marks that deferring them adds."""
    return re.sub(r"(: |-> )'([^']*)'", r"\1\2", text)
